// SPDX-License-Identifier: Apache-2.0
// What every check of a whole ledger asks of a checkpoint's note and of the
// ledger's keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/audit/anchor.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/chain/checkpoint.hpp"
#include "ledger/registry/state.hpp"

namespace lcl {

/// The checkpoint of a note signed by `key`, where that is known; else adds a finding, of the checkpoint of
/// `size` where that is known. `which` begins the finding's detail.
[[nodiscard]] std::optional<Checkpoint> checkpoint_signed_in(FindingList& findings, std::string_view note,
                                                             const std::optional<NoteVerifier>& key,
                                                             std::optional<std::uint64_t> size,
                                                             std::string_view which);
/// `number 1 of those given from outside: `, of the first.
[[nodiscard]] std::string which_outside(std::size_t index);

/// Holds the keys that entry 0 names to those from outside.
void hold_to_keys(FindingList& findings, const RegistryState& state, const Anchors& anchors);

}  // namespace lcl
