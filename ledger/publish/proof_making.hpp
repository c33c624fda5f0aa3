// SPDX-License-Identifier: Apache-2.0
// Proof files made from a ledger, each against one signed checkpoint. What is
// made is checked before it is given away: a damaged ledger makes none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/chain/proof_file.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/store/statements.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {

/// A ledger, and the checkpoint that proofs are made against: one of its own.
struct ProofSource {
  const AuthenticatedLog& log;    ///< pinned at the checkpoint
  const std::string& checkpoint;  ///< the signed note of its head
};

// All throw Error: damaged where what is stored does not lead to the checkpoint; unavailable where an entry
// is not below it, or there are more entries than a file holds.

/// Of entry `seq`: a C2SP tlog-proof.
[[nodiscard]] std::string entry_proof(const ProofSource& source, std::uint64_t seq);

// `made` are the statements below the checkpoint. Both hold all acts on keys below it.

/// Of all entries of a device below the checkpoint, the last of which is entry `last`.
[[nodiscard]] std::string device_passport(const ProofSource& source, const Registrations& made,
                                          const Pseudonym& device, std::uint64_t last);
/// Of all statements below the checkpoint on the project of the units of `block`, which are of `issuance`: as
/// their certificate, or as a proof that they are retired, which holds only if they are.
[[nodiscard]] std::string unit_certificate(const ProofSource& source, const Registrations& made,
                                           const Issuance& issuance, const UnitBlock& block,
                                           ProofKind kind = ProofKind::units);

/// What a witness that cosigned this log at `old_size` last (0: never) is asked: C2SP tlog-witness's body of
/// add-checkpoint, with the consistency proof from it.
[[nodiscard]] std::string witness_request(const ProofSource& source, std::uint64_t old_size);

}  // namespace lcl
