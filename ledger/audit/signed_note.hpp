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

/// Where a note that should be a checkpoint of the log was found.
struct NoteAt {
  std::string which{};                                      ///< begins the detail of what is found about it
  std::optional<std::uint64_t> size{};                      ///< of the log, as far as its place says
  FindingWord not_one = FindingWord::malformed_checkpoint;  ///< what it is where it is none of this log
};
/// Number `index`, from 0, of those given from outside.
[[nodiscard]] NoteAt from_outside(std::size_t index);

/// The checkpoint of a note signed by `key`, where that is known; else adds a finding.
[[nodiscard]] std::optional<Checkpoint> checkpoint_signed_in(FindingList& findings, std::string_view note,
                                                             const std::optional<NoteVerifier>& key,
                                                             const NoteAt& at);

/// Holds the keys that entry 0 names to those from outside.
void hold_to_keys(FindingList& findings, const RegistryState& state, const Anchors& anchors);

}  // namespace lcl
