// SPDX-License-Identifier: Apache-2.0
// Proof files checked with the log's public key and nothing else: no registry,
// no network. An answer says what is shown as of the checkpoint's size, and no
// more: what came later, and what else there is, only the ledger can tell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/policy.hpp"
#include "ledger/chain/proof_file.hpp"
#include "ledger/registry/certifier.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

// word, what it means (a clause)
#define LCL_PROOF_FAULTS(X)                                                            \
  X(not_a_proof, "the file is not a proof, or not in its only form")                   \
  X(unknown_log_key, "its checkpoint is not signed with the key given")                \
  X(wrong_checkpoint_signature, "the signature of its checkpoint is invalid")          \
  X(malformed_checkpoint, "what is signed is not a checkpoint of that log")            \
  X(wrong_cosignature, "the cosignature of a witness of the policy is invalid")        \
  X(no_quorum, "too few witnesses of the policy have seen its checkpoint")             \
  X(later_than_seen, "an entry is later than the time at which witnesses had seen it") \
  X(no_entry, "it contains no entry to check")                                         \
  X(malformed_entry, "an entry is not in its canonical form")                          \
  X(wrong_seq, "an entry is not the one at the place that is proven")                  \
  X(not_included, "its hashes do not lead from the entry to the checkpoint's root")    \
  X(wrong_payload, "a payload is not the one that its entry names")                    \
  X(malformed_payload, "a payload does not fit the kind of its entry")                 \
  X(broken_chain, "an entry of the device, or a statement, is left out")               \
  X(cut_short, "it is not shown to hold all statements up to its checkpoint")          \
  X(wrong_signature, "the signature of a statement does not verify")                   \
  X(not_permitted, "a statement is not one that the log may hold at its place")        \
  X(not_an_extension, "the log is not shown to extend a head that a statement names")  \
  X(wrong_units, "the entries do not lead from the serial to its issuance and report") \
  X(not_retired, "some of the units are not retired as of its checkpoint")             \
  X(surplus_entry, "an entry is not part of what is proven")                           \
  X(wrong_certifier, "it does not lead to the certifier that was given")

enum class ProofFaultWord : std::uint8_t {
#define LCL_PROOF_FAULT(name, meaning) name,
  LCL_PROOF_FAULTS(LCL_PROOF_FAULT)
#undef LCL_PROOF_FAULT
};
[[nodiscard]] std::string_view word(ProofFaultWord fault) noexcept;
[[nodiscard]] std::string_view meaning(ProofFaultWord fault) noexcept;

/// Why a file proves nothing.
struct ProofFault {
  ProofFaultWord word{};
  std::optional<std::uint64_t> index;  ///< of the entry it is about
  std::string detail;                  ///< may be empty
};

/// An entry shown to be in the log.
struct ShownEntry {
  std::uint64_t seq = 0;
  Instant time;
  std::string kind;
  std::string project;
  std::optional<Pseudonym> device;
  std::optional<std::string> payload;       ///< canonical bytes, where disclosed
  std::optional<Instant> occurred_at;       ///< of an event in a passport, with its payload
  std::optional<std::uint64_t> voids;       ///< of a void in a passport, with its payload
  std::optional<std::uint64_t> taken_back;  ///< by this void of the same passport
};

/// What a certificate shows of units.
struct ShownUnits {
  UnitBlock block;
  std::uint64_t issued = 0;    ///< units of the whole issuance
  std::uint64_t issuance = 0;  ///< seq
  std::uint64_t report = 0;    ///< seq
  std::uint64_t opinion = 0;   ///< seq
  std::uint64_t label = 0;     ///< seq
  std::string from, to;        ///< the report's period: dates
  Decimal avoided, emitted, given_back, baseline, leakage,
      creditable;  ///< of the vintage, as the issuance states them; kgCO2e
  Digest methodology;
  Digest tally;     ///< of the population, at `population`
  Head population;  ///< the head at which the issuance counted
};

struct CheckedProof {
  std::optional<ProofFault> fault;  ///< nothing: the proof holds
  Digest digest;                    ///< SHA-256 of the file
  ProofKind kind{};                 ///< from here on: of no meaning where there is a fault
  Checkpoint checkpoint;
  std::vector<SeenBy> seen_by;  ///< witnesses of the policy, where one was given
  // Of a device and of units: from the acts on keys and, of units, the statements on their project.
  std::optional<Certifier> certifier;     ///< as entry 0 names it
  std::optional<RegistryState> registry;  ///< what they put on record, up to the checkpoint
  std::optional<Instant> complete_at;     ///< time of the last entry below the checkpoint
  std::vector<std::uint64_t> questioned;  ///< seq of those signed with a key compromised by then
  bool certifier_was_given = false;
  std::vector<ShownEntry> entries;  ///< ascending
  std::optional<Pseudonym> device;
  std::optional<ShownUnits> units;
  [[nodiscard]] bool holds() const { return !fault; }
};

/// Checks the text of a proof file against the key of its log and, where there is one, a policy that its
/// checkpoint's cosignatures must satisfy. Where `certifier` is given, only what rests on that certifier's
/// key holds: another log can have been made under the same log key.
[[nodiscard]] CheckedProof check_proof(std::string_view text, const NoteVerifier& log,
                                       const std::optional<Policy>& policy = {},
                                       const std::optional<Digest>& certifier = {});

/// What a proof that holds shows, and what it does not: whole sentences without a full stop.
[[nodiscard]] std::vector<std::string> shown_by(const CheckedProof& proof);
[[nodiscard]] std::vector<std::string> not_shown_by(const CheckedProof& proof);
/// What rests on the file's own word, and what would anchor it.
[[nodiscard]] std::vector<std::string> unanchored(const CheckedProof& proof);

}  // namespace lcl
