// SPDX-License-Identifier: Apache-2.0
#include "ledger/publish/proof_making.hpp"

#include <algorithm>
#include <utility>

#include "ledger/chain/entry.hpp"
#include "ledger/chain/proof_file.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/chain/witness.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

[[noreturn]] void unproven(std::uint64_t seq, std::string_view why) {
  throw Error(Obstacle::damaged, phrase("entry {}: {}; see lcl verify", seq, why));
}

/// The entry as stored, with the hashes that lead from it to the checkpoint.
ProvenEntry proven_entry(const ProofSource& source, std::uint64_t seq) {
  if (seq >= source.log.head().size) {
    throw Error(Obstacle::unavailable,
                phrase("there is no entry {} among the {} of the checkpoint", seq, source.log.head().size));
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
    unproven(seq, phrase("the stored tree does not lead from it to the checkpoint"));
  return proven;
}

ProvenHead proven_head(const ProofSource& source, const Head& head) {
  ProvenHead proven{head, consistency_proof(head.size, source.log.head().size, source.log.perfect_roots())};
  if (!verify_consistency(head.size, head.root, source.log.head().size, source.log.head().root,
                          proven.hashes)) {
    throw Error(Obstacle::damaged,
                phrase("the checkpoint does not extend the head of size {}; see lcl verify", head.size));
  }
  return proven;
}

/// The text, unless it is more than a reader takes.
std::string bounded(const ProofFile& file) {
  std::string text = to_text(file);
  if (text.size() > max_proof_file_bytes || file.entries.size() > max_proven_entries ||
      file.keys.size() > max_proven_entries)
    throw Error(
        Obstacle::unavailable,
        phrase("the proof would be longer than 64 MiB or 100,000 entries, which is the most that proof files "
               "hold; hand out a bundle instead (lcl bundle)"));
  return text;
}

/// The entries from the first to `last`, each of which names the one before it by `link`.
std::vector<ProvenEntry> whole_chain(const ProofSource& source, std::uint64_t last,
                                     std::optional<std::uint64_t> Entry::*link) {
  std::vector<ProvenEntry> entries;
  Entry entry;
  for (std::optional<std::uint64_t> next = last; next && entries.size() <= max_proven_entries;) {
    const std::uint64_t seq = *next;
    entries.push_back(proven_entry(source, seq));
    (void)read_entry(entries.back().bytes, entry);  // which was read before
    next = entry.*link;
    if (next && *next >= seq) unproven(seq, phrase("it does not lead back"));
  }
  std::reverse(entries.begin(), entries.end());
  return entries;
}

std::vector<ProvenEntry> all_on(const ProofSource& source, const StatementChain& chain,
                                std::string_view matter) {
  const std::optional<std::uint64_t> last = chain.last_on(matter);
  invariant(last.has_value(), "what is proven has statements");
  return whole_chain(source, *last, &Entry::on);
}

/// All acts on keys, and that there are no further statements on `matters`.
void add_keys_and_end(const ProofSource& source, const StatementChain& chain,
                      const std::vector<std::string_view>& matters, ProofFile& file) {
  invariant(chain.next() == source.log.head().size, "a proof is made of the statements up to its checkpoint");
  file.keys = all_on(source, chain, "keys");
  file.end.last = proven_entry(source, *chain.last());
  Entry last;
  (void)read_entry(file.end.last.bytes, last);
  if (last.kind != rule_of(Act::submission).kind) file.end.last.payload.reset();
  file.end.matters = chain.matters();
  for (const std::string_view matter : matters) file.end.paths.push_back(chain.path_to(matter));
}

}  // namespace

std::string entry_proof(const ProofSource& source, std::uint64_t seq) {
  return bounded({ProofKind::entry, source.checkpoint, {}, {proven_entry(source, seq)}, {}, {}, {}});
}

std::string device_passport(const ProofSource& source, const Registrations& made, const Pseudonym& device,
                            std::uint64_t last) {
  ProofFile file;
  file.kind = ProofKind::device;
  file.checkpoint = source.checkpoint;
  file.subject = hex(device);
  file.entries = whole_chain(source, last, &Entry::after);
  for (const ProvenEntry& proven : file.entries) {
    Entry entry;
    (void)read_entry(proven.bytes, entry);
    if (entry.device != device) unproven(proven.index, phrase("it is not of the device"));
  }
  add_keys_and_end(source, made.chain(), {"keys"}, file);
  return bounded(file);
}

std::string unit_certificate(const ProofSource& source, const Registrations& made, const Issuance& issuance,
                             const UnitBlock& block, ProofKind kind) {
  invariant(is_of_units(kind), "a certificate is of units");
  const Project* project = made.state().project(block.project);
  const Report* report = project == nullptr ? nullptr : project->report(issuance.report);
  invariant(report != nullptr, "an issuance is of a report on record");
  ProofFile file;
  file.kind = kind;
  file.checkpoint = source.checkpoint;
  file.subject = to_string(block);
  file.entries = all_on(source, made.chain(), block.project);
  file.extends.push_back(proven_head(source, report->checkpoint));
  if (issuance.checkpoint.size != report->checkpoint.size)
    file.extends.push_back(proven_head(source, issuance.checkpoint));
  add_keys_and_end(source, made.chain(), {"keys", block.project}, file);
  return bounded(file);
}

std::string witness_request(const ProofSource& source, std::uint64_t old_size) {
  if (old_size > source.log.head().size) {
    throw Error(Obstacle::unavailable,
                phrase("the witness has cosigned size {}, the checkpoint is of size {}: this ledger is "
                       "behind what it has seen; see lcl verify",
                       old_size, source.log.head().size));
  }
  const Head old{old_size, source.log.root_at(old_size)};
  return to_text(WitnessRequest{old_size, proven_head(source, old).hashes, source.checkpoint});
}

}  // namespace lcl
