// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/recorded_event.hpp"

#include "ledger/values/phrase.hpp"

namespace lcl {

bool is_event(std::string_view entry) noexcept { return !entry.starts_with(R"({"kind":)"); }

const char* RecordedEventReader::read(std::string_view entry, std::string_view payload,
                                      RecordedEvent& event) {
  if (const char* fault = read_entry(entry, entry_)) return fault;
  return read(entry_, payload, event);
}

const char* RecordedEventReader::read(const Entry& entry, std::string_view payload, RecordedEvent& event) {
  const auto kind = event_kind(entry.kind);
  if (!kind || !entry.device) return translatable("not an event");
  if (const char* fault = payloads_.read(*kind, payload, event.facts, event.unchecked)) return fault;
  event.seq = entry.seq;
  event.after = entry.after.value_or(no_seq);
  event.links = links_of(entry, *kind);
  event.project = entry.project;
  event.device = *entry.device;
  event.also = entry.also;
  return nullptr;
}

}  // namespace lcl
