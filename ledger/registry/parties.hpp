// SPDX-License-Identifier: Apache-2.0
// Which keys belong to one hand: those of a party, of a national number, of a
// group of companies.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "ledger/registry/records.hpp"

namespace lcl {

/// Notes whose the key is. To be told again, after `forget_party`, where its party changes.
void note_party(Records& records, const GrantedKey& key);
void forget_party(Records& records, const GrantedKey& key);

[[nodiscard]] const std::set<Digest>& keys_of_party(const Records& records, std::string_view party);
[[nodiscard]] const std::set<Digest>& keys_of_number(const Records& records, std::string_view number);
[[nodiscard]] const std::set<Digest>& keys_of_group(const Records& records, std::string_view group);

}  // namespace lcl
