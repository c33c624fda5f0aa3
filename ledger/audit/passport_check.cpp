// SPDX-License-Identifier: Apache-2.0
// A device's own chain inside the log: from its first entry on, each names the
// one before, so that none between two of them can be left out.
#include <map>

#include "ledger/audit/proof_checks.hpp"
#include "ledger/events/event.hpp"
#include "ledger/registry/recorded_event.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// Why the entry at `at` does not follow the one before it; nullptr if it does.
const char* link_fault(const std::vector<Entry>& entries, std::size_t at) {
  const Entry& entry = entries[at];
  if (!entry.device) return translatable("it is of no device");
  if (entry.device != entries.front().device) return translatable("it is of another device");
  if (at == 0) return entry.after ? translatable("the device has an entry before it") : nullptr;
  return entry.after == entries[at - 1].seq ? nullptr : translatable("it does not name the entry before it");
}

}  // namespace

std::optional<ProofFault> passport_fault(const IncludedEntries& included, CheckedProof& proof) {
  RecordedEventReader reader;
  RecordedEvent event;
  std::map<std::uint64_t, std::size_t> place_of;
  for (std::size_t at = 0; at < included.entries.size(); ++at) {
    const ProvenEntry& proven = included.file.entries[at];
    if (const char* wrong = link_fault(included.entries, at))
      return ProofFault{ProofFaultWord::broken_chain, proven.index, std::string(translation(wrong))};
    place_of.emplace(proven.index, at);
    if (!proven.payload) continue;
    if (const char* wrong = reader.read(proven.bytes, *proven.payload, event))
      return ProofFault{ProofFaultWord::malformed_payload, proven.index, std::string(translation(wrong))};
    ShownEntry& shown = proof.entries[at];
    shown.occurred_at = event.facts.occurred_at;
    if (event.facts.kind != EventKind::void_) continue;
    shown.voids = event.facts.voids;
    if (const auto voided = place_of.find(event.facts.voids); voided != place_of.end())
      proof.entries[voided->second].taken_back = proven.index;
  }
  proof.device = included.entries.front().device;
  if (included.file.subject != hex(*proof.device))
    return ProofFault{ProofFaultWord::broken_chain, {}, phrase("the file is said to be of another device")};
  return std::nullopt;
}

}  // namespace lcl
