// SPDX-License-Identifier: Apache-2.0
// The steps of checking a proof file: what is asked of every kind, then what
// each kind claims beyond. Each says what is wrong first, or nothing.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ledger/audit/proof_check.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/chain/proof_file.hpp"

namespace lcl {

/// A proof file whose entries were shown to be in the log: these are those of the file, read, as views into
/// it.
struct IncludedEntries {
  const ProofFile& file;
  const NoteVerifier& log;
  Checkpoint checkpoint;
  std::vector<Entry> entries;
  std::vector<Entry> keys;
  Entry last;
};

/// That `file` has every act on keys and, where `project` is not empty, that its entries are every statement
/// on that project, up to the checkpoint; and that the log may hold each. Fills what `proof` says of them.
[[nodiscard]] std::optional<ProofFault> statements_fault(const IncludedEntries& included,
                                                         std::string_view project, CheckedProof& proof);
/// That the entries of `file` are of one device, whole from its first to its last; fills the rest of `proof`.
[[nodiscard]] std::optional<ProofFault> passport_fault(const IncludedEntries& included, CheckedProof& proof);
/// That the statements of `file` hold the units of the serial; fills the rest of `proof`.
[[nodiscard]] std::optional<ProofFault> certificate_fault(const IncludedEntries& included,
                                                          CheckedProof& proof);

}  // namespace lcl
