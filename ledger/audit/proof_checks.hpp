// SPDX-License-Identifier: Apache-2.0
// The steps of checking a proof file: what is asked of every kind, then what
// each kind claims beyond. Each says what is wrong first, or nothing.
#pragma once

#include <optional>
#include <vector>

#include "ledger/audit/proof_check.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/chain/proof_file.hpp"

namespace lcl {

/// A proof file whose entries were shown to be in the log: `entries` are those of the file, read.
struct IncludedEntries {
  const ProofFile& file;
  const NoteVerifier& log;
  Checkpoint checkpoint;
  std::vector<Entry> entries;  ///< views into `file`
};

/// That `file` is of one device, whole from its first entry to its last; fills the rest of `proof`.
[[nodiscard]] std::optional<ProofFault> passport_fault(const IncludedEntries& included, CheckedProof& proof);
/// That `file` leads from a serial to the statements that its units rest on; fills the rest of `proof`.
[[nodiscard]] std::optional<ProofFault> certificate_fault(const IncludedEntries& included,
                                                          CheckedProof& proof);

}  // namespace lcl
