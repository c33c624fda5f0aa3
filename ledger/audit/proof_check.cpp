// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/proof_check.hpp"

#include <algorithm>
#include <span>

#include "ledger/audit/anchor.hpp"
#include "ledger/audit/proof_checks.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/chain/proof_file.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

struct NamedProofFault {
  std::string_view word;
  std::string_view meaning;
};
constexpr NamedProofFault named_proof_faults[] = {
#define LCL_PROOF_FAULT(name, meaning) {#name, meaning},
    LCL_PROOF_FAULTS(LCL_PROOF_FAULT)
#undef LCL_PROOF_FAULT
};

/// Reads the checkpoint that `note` is, signed by the log's key, whose name is its origin.
std::optional<ProofFault> checkpoint_fault(const std::string& note, const NoteVerifier& log,
                                           Checkpoint& checkpoint) {
  const std::optional<Note> parsed = parse_note(note);
  if (!parsed)
    return ProofFault{ProofFaultWord::not_a_proof, {}, phrase("its checkpoint is not a signed note")};
  switch (verify_note(*parsed, log)) {
    case NoteVerdict::unknown_key:
      return ProofFault{ProofFaultWord::unknown_log_key, {}, phrase("expected {}", vkey(log))};
    case NoteVerdict::bad_signature:
      return ProofFault{ProofFaultWord::wrong_checkpoint_signature, {}, {}};
    case NoteVerdict::verified:
      break;
  }
  const std::optional<Checkpoint> read = parse_checkpoint_text(parsed->text);
  if (!read || read->origin != log.name) return ProofFault{ProofFaultWord::malformed_checkpoint, {}, {}};
  checkpoint = *read;
  return std::nullopt;
}

/// Holds the cosignatures of the proof's checkpoint against the policy.
std::optional<ProofFault> policy_fault(const std::string& note, const NoteVerifier& log, const Policy& policy,
                                       std::vector<SeenBy>& seen_by, std::optional<Instant>& known) {
  if (!policy.knows(log))
    return ProofFault{ProofFaultWord::unknown_log_key, {}, phrase("the policy does not list {}", vkey(log))};
  const std::optional<Note> parsed = parse_note(note);
  invariant(parsed.has_value(), "a note that was verified can be read");
  QuorumCheck quorum = check_quorum(policy, *parsed);
  if (!quorum.wrong.empty()) return ProofFault{ProofFaultWord::wrong_cosignature, {}, quorum.wrong.front()};
  if (!quorum.reached) {
    return ProofFault{ProofFaultWord::no_quorum,
                      {},
                      phrase("cosigned by {} of the policy's witnesses", quorum.seen_by.size())};
  }
  seen_by = std::move(quorum.seen_by);
  known = quorum.time;
  return std::nullopt;
}

/// Reads the entry, and holds its bytes, its place and its payload against the checkpoint.
std::optional<ProofFault> entry_fault(const ProvenEntry& proven, const Checkpoint& checkpoint, Entry& entry) {
  const auto fault = [&](ProofFaultWord word, std::string detail = {}) {
    return ProofFault{word, proven.index, std::move(detail)};
  };
  if (proven.bytes.empty()) return fault(ProofFaultWord::no_entry);
  if (!verify_inclusion(leaf_hash(proven.bytes), proven.index, checkpoint.size, proven.hashes,
                        checkpoint.root)) {
    return fault(ProofFaultWord::not_included);
  }
  if (const char* wrong = read_entry(proven.bytes, entry))
    return fault(ProofFaultWord::malformed_entry, std::string(translation(wrong)));
  if (entry.seq != proven.index) return fault(ProofFaultWord::wrong_seq, phrase("it states {}", entry.seq));
  if (proven.payload && sha256(*proven.payload) != entry.payload) return fault(ProofFaultWord::wrong_payload);
  return std::nullopt;
}

ShownEntry shown(const Entry& entry, const ProvenEntry& proven) {
  ShownEntry shown;
  shown.seq = entry.seq;
  shown.time = entry.time;
  shown.kind = entry.kind;
  shown.project = entry.project;
  shown.device = entry.device;
  shown.payload = proven.payload;
  return shown;
}

std::optional<ProofFault> subject_fault(const IncludedEntries& included, CheckedProof& proof) {
  switch (included.file.kind) {
    case ProofKind::entry:
      return std::nullopt;
    case ProofKind::device:
      if (auto fault = statements_fault(included, {}, proof)) return fault;
      return passport_fault(included, proof);
    case ProofKind::units:
    case ProofKind::retirement:
      return certificate_fault(included, proof);
  }
  return std::nullopt;
}

/// Reads the entries of `list`.
std::optional<ProofFault> list_fault(const std::vector<ProvenEntry>& list, const Checkpoint& checkpoint,
                                     std::vector<Entry>& entries) {
  for (const ProvenEntry& proven : list) {
    if (auto fault = entry_fault(proven, checkpoint, entries.emplace_back())) return fault;
  }
  return std::nullopt;
}

/// That none of `entries` is later than witnesses had seen it at `known`, but for those that a correction of
/// the clock calls wrong.
std::optional<ProofFault> time_fault(std::span<const Entry> entries, Instant known,
                                     const CheckedProof& proof) {
  for (const Entry& entry : entries) {
    const Instant earliest = proof.registry
                                 ? proof.registry->records().recorded_between(entry.seq, entry.time).earliest
                                 : entry.time;
    if (is_clearly_later(earliest, known)) {
      return ProofFault{ProofFaultWord::later_than_seen, entry.seq,
                        phrase("recorded at {}, seen by {}", to_string(entry.time), to_string(known))};
    }
  }
  return std::nullopt;
}

/// What the file is about: of units, the acts on keys too.
void show_entries(const IncludedEntries& included, CheckedProof& proof) {
  for (std::size_t at = 0; at < included.entries.size(); ++at)
    proof.entries.push_back(shown(included.entries[at], included.file.entries[at]));
  if (!is_of_units(included.file.kind)) return;
  for (std::size_t at = 0; at < included.keys.size(); ++at)
    proof.entries.push_back(shown(included.keys[at], included.file.keys[at]));
  std::sort(proof.entries.begin(), proof.entries.end(),
            [](const ShownEntry& a, const ShownEntry& b) { return a.seq < b.seq; });
}

/// Only the entry 0 of a passport or a certificate says whose log this is.
std::optional<ProofFault> certifier_fault(const Digest& expected, const CheckedProof& proof) {
  const std::optional<Digest> found =
      proof.certifier ? std::optional(proof.certifier->fingerprint()) : std::nullopt;
  if (found == expected) return std::nullopt;
  return ProofFault{ProofFaultWord::wrong_certifier,
                    {},
                    found ? phrase("found {}, expected {}", hex(*found), hex(expected))
                          : phrase("a proof of one entry does not name the certifier")};
}

std::optional<ProofFault> fault_in(std::string_view text, const NoteVerifier& log,
                                   const std::optional<Policy>& policy,
                                   const std::optional<Digest>& certifier, CheckedProof& proof) {
  const std::optional<ProofFile> file = parse_proof_file(text);
  if (!file) return ProofFault{ProofFaultWord::not_a_proof, {}, {}};
  proof.kind = file->kind;
  if (auto fault = checkpoint_fault(file->checkpoint, log, proof.checkpoint)) return fault;
  std::optional<Instant> known;
  if (policy) {
    if (auto fault = policy_fault(file->checkpoint, log, *policy, proof.seen_by, known)) return fault;
  }
  if (file->entries.empty()) return ProofFault{ProofFaultWord::no_entry, {}, {}};
  IncludedEntries included{*file, log, proof.checkpoint, {}, {}, {}};
  if (auto fault = list_fault(file->entries, proof.checkpoint, included.entries)) return fault;
  if (file->kind != ProofKind::entry) {
    if (auto fault = list_fault(file->keys, proof.checkpoint, included.keys)) return fault;
    if (auto fault = entry_fault(file->end.last, proof.checkpoint, included.last)) return fault;
  }
  show_entries(included, proof);
  if (auto fault = subject_fault(included, proof)) return fault;
  if (known) {
    if (auto fault = time_fault(included.entries, *known, proof)) return fault;
    if (auto fault = time_fault(included.keys, *known, proof)) return fault;
    if (file->kind != ProofKind::entry) {
      if (auto fault = time_fault({&included.last, 1}, *known, proof)) return fault;
    }
  }
  proof.certifier_was_given = certifier.has_value();
  return certifier ? certifier_fault(*certifier, proof) : std::nullopt;
}

std::string as_of(const CheckedProof& proof) { return phrase("as of size {}", proof.checkpoint.size); }

}  // namespace

std::string_view word(ProofFaultWord fault) noexcept {
  return named_proof_faults[static_cast<std::size_t>(fault)].word;
}
std::string_view meaning(ProofFaultWord fault) noexcept {
  return translation(named_proof_faults[static_cast<std::size_t>(fault)].meaning);
}

CheckedProof check_proof(std::string_view text, const NoteVerifier& log, const std::optional<Policy>& policy,
                         const std::optional<Digest>& certifier) {
  CheckedProof proof;
  proof.digest = sha256(text);
  proof.fault = fault_in(text, log, policy, certifier, proof);
  return proof;
}

std::vector<std::string> shown_by(const CheckedProof& proof) {
  const std::string count = std::to_string(proof.entries.size());
  const std::string last = std::to_string(proof.entries.back().seq);
  const auto complete = [&](const std::string& what) {
    return phrase("complete up to entry {} ({}): the log has no other {}", proof.checkpoint.size - 1,
                  date_of(*proof.complete_at), what);
  };
  switch (proof.kind) {
    case ProofKind::entry:
      return {phrase("entry {} is recorded in the log, {}", last, as_of(proof))};
    case ProofKind::device:
      return {phrase("{} entries of the device are recorded in the log, {}", count, as_of(proof)),
              phrase("they are its first to its entry {}, each naming the one before: the log has no other "
                     "between them",
                     last),
              complete(phrase("grant or revocation of a key than those in this file"))};
    case ProofKind::units:
    case ProofKind::retirement:
      break;
  }
  std::vector<std::string> shown{
      phrase("{} statements are recorded in the log, {}", count, as_of(proof)),
      complete(phrase("statement on {}, and no other grant or revocation of a key, than those below",
                      proof.units->block.project)),
      phrase(
          "each is signed by a key that the log had granted for it and not revoked, and is allowed by those "
          "before it"),
      phrase("the heads at which the figures were counted are heads of this very log")};
  if (proof.kind == ProofKind::retirement) {
    shown.emplace_back(phrase(
        "every unit of the block is retired, for good: nothing that the log may hold assigns, cancels or "
        "retires it again"));
  }
  return shown;
}

std::vector<std::string> not_shown_by(const CheckedProof& proof) {
  std::string later = phrase("anything recorded after size {}", proof.checkpoint.size);
  const std::string last = std::to_string(proof.entries.back().seq);
  const std::string links = phrase(
      "that the log itself is right: that each entry names those before it, and a submission brings the "
      "events "
      "it says; lcl verify finds where not (wrong_link, incomplete_submission)");
  switch (proof.kind) {
    case ProofKind::entry:
      return {later, phrase("that it was not voided or corrected since it was recorded"),
              phrase("that what it says is true: only that it was recorded, and when")};
    case ProofKind::device:
      return {later, phrase("that entry {} is the device's last: an event after it may be left out", last),
              phrase("that what it says is true: only that it was recorded, and when"), links};
    case ProofKind::units:
    case ProofKind::retirement:
      break;
  }
  if (proof.kind == ProofKind::retirement)
    later +=
        phrase(": it cannot undo the retirement, but may put a key in question that signed, or state a debt");
  std::vector<std::string> not_shown{
      std::move(later),
      phrase(
          "that the figures follow from the population, and whether the project owes more than the certifier "
          "has stated: lcl verify and lcl units owed tell from the ledger"),
      phrase("that the methodology was adopted, that the auditor was accredited, and that it is no "
             "participant of "
             "the registry")};
  if (const std::string& before = proof.registry->project(proof.units->block.project)->follows;
      !before.empty())
    not_shown.push_back(
        phrase("anything on project {}, which the units' project follows: its debts too", before));
  not_shown.push_back(links);
  return not_shown;
}

std::vector<std::string> unanchored(const CheckedProof& proof) {
  if (proof.certifier_was_given) return {};
  if (proof.certifier)
    return {phrase("not anchored: the certifier's key is taken from the file itself; give --certifier")};
  return {phrase(
      "not anchored: whose certifier the log has is not in this file; a passport, a certificate of units or "
      "a "
      "proof of retirement names it")};
}

}  // namespace lcl
