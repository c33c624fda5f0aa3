// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/examined_entry.hpp"

#include <cstring>

#include "ledger/registry/acts.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// What the format asks of an entry of its class, beyond what it asks of all.
const char* class_fault(const ExaminedEntry& row) {
  switch (row.about) {
    case EntryClass::event:
      if (!row.entry.device) return translatable("an event without a device");
      if (row.entry.project.empty()) return translatable("an event without a project");
      return nullptr;
    case EntryClass::statement:
      return row.entry.device ? translatable("a statement with a device") : nullptr;
    case EntryClass::unknown:
      return nullptr;
  }
  return nullptr;
}

/// The digest under `private` in an event's payload, without reading the rest. Nothing else can
/// look like that member: inside of a string its quotes would be escaped.
std::optional<Digest> private_in(std::string_view payload) {
  constexpr std::string_view member = "\"private\":\"";
  const void* const found = memmem(payload.data(), payload.size(), member.data(), member.size());
  if (found == nullptr) return std::nullopt;
  const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - payload.data());
  return digest_from_hex(payload.substr(at + member.size(), 2 * sizeof(Digest)));
}

}  // namespace

void Examiner::examine(const StoredEntry& stored, ExaminedEntry& row) {
  row.seq = stored.seq;
  row.bytes = stored.entry;
  row.payload = stored.payload;
  row.private_part = stored.private_part;
  row.leaf = leaf_hash(row.bytes);
  row.form_fault = read_entry(row.bytes, row.entry);
  row.about = EntryClass::unknown;
  row.payload_matches = false;
  row.payload_fault = nullptr;
  row.stated_private.reset();
  if (row.form_fault != nullptr) return;

  if (const std::optional<EventKind> kind = event_kind(row.entry.kind)) {
    row.about = EntryClass::event;
    row.event_kind = *kind;
  } else if (rule_of_kind(row.entry.kind) != nullptr) {
    row.about = EntryClass::statement;
  }
  row.form_fault = class_fault(row);
  if (row.form_fault != nullptr) return;

  row.payload_matches = row.payload && sha256(*row.payload) == row.entry.payload;
  if (row.private_part) row.private_digest = sha256(*row.private_part);
  if (row.about == EntryClass::event && row.payload_matches) examine_event(row);
}

void Examiner::examine_event(ExaminedEntry& row) {
  if (!with_facts_) {
    row.stated_private = private_in(*row.payload);
    return;
  }
  row.payload_fault = payloads_.read(row.event_kind, *row.payload, row.event);
  if (row.payload_fault != nullptr) return;
  row.stated_private = row.event.private_part;
  if (!is_plain_payload(*row.payload) && !is_canonical_payload(row.event, *row.payload, scratch_)) {
    row.payload_fault = translatable("the payload is not in its canonical form");
  }
}

}  // namespace lcl
