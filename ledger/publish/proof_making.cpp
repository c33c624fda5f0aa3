// SPDX-License-Identifier: Apache-2.0
#include "ledger/publish/proof_making.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ledger/chain/entry.hpp"
#include "ledger/chain/proof_file.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/chain/witness.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

[[noreturn]] void unproven(std::uint64_t seq, std::string_view why) {
  throw Error(Obstacle::damaged, fmt::format("entry {}: {}; see lcl verify", seq, why));
}

/// The entry as stored, with the hashes that lead from it to the checkpoint.
ProvenEntry proven_entry(const ProofSource& source, std::uint64_t seq) {
  if (seq >= source.log.head().size) {
    throw Error(Obstacle::unavailable, fmt::format("there is no entry {} among the {} of the checkpoint", seq,
                                                   source.log.head().size));
  }
  ProvenEntry proven;
  proven.index = seq;
  source.log.entry(seq, [&proven](const AuthenticEntry& stored) {
    proven.bytes = stored.bytes;
    if (stored.payload) proven.payload = *stored.payload;
  });
  proven.hashes = inclusion_proof(seq, source.log.head().size, source.log.perfect_roots());
  if (!verify_inclusion(leaf_hash(proven.bytes), seq, source.log.head().size, proven.hashes,
                        source.log.head().root))
    unproven(seq, "the stored tree does not lead from it to the checkpoint");
  return proven;
}

ProvenHead proven_head(const ProofSource& source, const Head& head) {
  ProvenHead proven{head, consistency_proof(head.size, source.log.head().size, source.log.perfect_roots())};
  if (!verify_consistency(head.size, head.root, source.log.head().size, source.log.head().root,
                          proven.hashes)) {
    throw Error(Obstacle::damaged,
                fmt::format("the checkpoint does not extend the head of size {}; see lcl verify", head.size));
  }
  return proven;
}

/// The text, unless it is more than a reader takes.
std::string bounded(const ProofFile& file) {
  std::string text = to_text(file);
  if (text.size() > max_proof_file_bytes || file.entries.size() > max_proven_entries)
    throw Error(Obstacle::unavailable, "the proof would be longer than proof files may be");
  return text;
}

}  // namespace

std::string entry_proof(const ProofSource& source, std::uint64_t seq) {
  return bounded({ProofKind::entry, source.checkpoint, {}, {proven_entry(source, seq)}, {}});
}

std::string device_passport(const ProofSource& source, const Pseudonym& device, std::uint64_t last) {
  ProofFile file{ProofKind::device, source.checkpoint, hex(device), {}, {}};
  Entry entry;
  std::optional<std::uint64_t> next = last;
  while (next) {
    const std::uint64_t seq = *next;
    file.entries.push_back(proven_entry(source, seq));
    (void)read_entry(file.entries.back().bytes, entry);  // which was read before
    if (entry.device != device) unproven(seq, "it is not of the device");
    next = entry.after;
    if (next && *next >= seq) unproven(seq, "the device's chain is broken");
    if (file.entries.size() > max_proven_entries) break;
  }
  std::reverse(file.entries.begin(), file.entries.end());
  return bounded(file);
}

std::string unit_certificate(const ProofSource& source, const Records& records, const Project& project,
                             const Issuance& issuance, const UnitBlock& block) {
  const Report* report = project.report(issuance.report);
  invariant(report != nullptr, "an issuance is of a report on record");
  std::set<std::uint64_t> wanted{0, project.labelled, issuance.report, issuance.opinion};
  for (const Issuance& each : project.issuances) {
    if (each.ordinal <= issuance.ordinal) wanted.insert(each.seq);
  }
  for (const auto& [id, key] : records.keys) {
    for (const std::uint64_t seq : {key.granted, key.revoked.value_or(0)})
      if (seq < source.log.head().size) wanted.insert(seq);
  }
  std::vector<ProvenEntry> entries;
  for (const std::uint64_t seq : wanted) entries.push_back(proven_entry(source, seq));
  ProofFile file{ProofKind::units, source.checkpoint, to_string(block), std::move(entries), {}};
  file.extends.push_back(proven_head(source, report->checkpoint));
  if (issuance.checkpoint.size != report->checkpoint.size)
    file.extends.push_back(proven_head(source, issuance.checkpoint));
  return bounded(file);
}

std::string witness_request(const ProofSource& source, std::uint64_t old_size) {
  if (old_size > source.log.head().size) {
    throw Error(Obstacle::unavailable,
                fmt::format("the witness has cosigned size {}, the checkpoint is of size {}: this ledger is "
                            "behind what it has seen; see lcl verify",
                            old_size, source.log.head().size));
  }
  const Head old{old_size, source.log.root_at(old_size)};
  return to_text(WitnessRequest{old_size, proven_head(source, old).hashes, source.checkpoint});
}

}  // namespace lcl
