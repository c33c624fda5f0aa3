// SPDX-License-Identifier: Apache-2.0
// The list of hashes in proof files and requests to witnesses: one in base64
// a line, ended by an empty line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/digest.hpp"

namespace lcl {

/// One line each; not the empty line.
void append_hash_lines(const std::vector<Digest>& hashes, std::string& out);
/// Takes the lines up to the empty one, which is taken too; nothing if one is no hash, there are more than 63
/// (RFC 9162 proofs never have), or none is empty.
[[nodiscard]] std::optional<std::vector<Digest>> take_hash_lines(std::string_view& rest);

}  // namespace lcl
