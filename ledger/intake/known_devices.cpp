// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/known_devices.hpp"

#include <algorithm>
#include <string_view>
#include <variant>

#include "ledger/events/payload.hpp"
#include "ledger/intake/own_pepper.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/found_device.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// The event at `seq`, as its payload has it, and its private part where that is here.
struct StoredEvent {
  Pseudonym device;
  std::string project;
  EventKind kind{};
  EventPayload payload;
  std::optional<std::string> private_part;
};

std::optional<StoredEvent> stored_event(const AuthenticatedLog& log, std::uint64_t seq) {
  if (seq >= log.head().size) return std::nullopt;
  std::optional<StoredEvent> found;
  log.entry(seq, [&](const AuthenticEntry& stored) {
    const auto kind = event_kind(stored.entry.kind);
    StoredEvent event;
    PayloadReader payloads;
    if (!kind || !stored.entry.device || !stored.payload ||
        payloads.read(*kind, *stored.payload, event.payload) != nullptr)
      return;
    event.device = *stored.entry.device;
    event.project = stored.entry.project;
    event.kind = *kind;
    if (stored.private_part) event.private_part = std::string(*stored.private_part);
    found = std::move(event);
  });
  return found;
}

StoredEvent stored_event_at(const AuthenticatedLog& log, std::uint64_t seq) {
  auto event = stored_event(log, seq);
  if (!event)
    throw Error(Obstacle::unavailable, phrase("entry {} holds no event that can be read here", seq));
  return *std::move(event);
}

/// Differs for each text, and is no recorded device's.
Pseudonym stand_in_for(std::string_view identifier) {
  const Digest digest = sha256(identifier);
  Pseudonym pseudonym;
  std::copy_n(digest.bytes.begin(), pseudonym.bytes.size(), pseudonym.bytes.begin());
  return pseudonym;
}

std::vector<RecordedEvent> standing_in(const std::string& project, std::uint64_t last,
                                       const AuthenticatedLog& log) {
  auto standing = standing_events(last, event_lookup(log));
  std::erase_if(standing, [&](const RecordedEvent& event) { return event.project != project; });
  return standing;
}

std::uint64_t last_event_of(const Pseudonym& device, const Reader& reader) {
  const auto row = reader.device(device);
  return row ? row->state.last : no_seq;
}

/// Of a device that stands in a project: what shows it, once for all of its identifiers.
class Opener {
 public:
  Opener(const OpenLedger& ledger, const std::string& project, Pepper& pepper, bool with_parts)
      : ledger_(ledger), project_(project), pepper_(pepper), with_parts_(with_parts) {}

  std::optional<DeviceOpening> opening_for(const std::string& identifier) {
    const auto row = ledger_.reader().device(pepper_.pseudonym(identifier));
    if (!row) return std::nullopt;
    auto [found, is_new] = openings_.try_emplace(row->device);
    if (is_new) found->second = openings_of(row->device);
    const std::vector<DeviceOpening>& all = found->second;
    if (all.empty()) return std::nullopt;
    const auto own = std::find_if(all.rbegin(), all.rend(),
                                  [&](const DeviceOpening& opening) { return opening.shows(identifier); });
    return own == all.rend() ? all.back() : *own;
  }

 private:
  std::vector<DeviceOpening> openings_of(const Pseudonym& device) {
    const auto standing = standing_in(project_, last_event_of(device, ledger_.reader()), ledger_.log());
    std::vector<OpenedPart> parts;
    std::vector<DeviceOpening> openings;
    for (const RecordedEvent& event : standing) {
      StoredEvent stored = stored_event_at(ledger_.log(), event.seq);
      if (with_parts_ && stored.private_part) parts.push_back({event.seq, *std::move(stored.private_part)});
      if (event.facts.kind != EventKind::collection) continue;
      openings.push_back({event.seq,
                          device,
                          stored.payload.identity.value(),
                          pepper_.opening(Bytes(stored.payload.salt)),
                          {}});
    }
    for (DeviceOpening& opening : openings) opening.parts = parts;
    return openings;
  }

  const OpenLedger& ledger_;
  const std::string& project_;
  Pepper& pepper_;
  bool with_parts_;
  std::unordered_map<Pseudonym, std::vector<DeviceOpening>> openings_;
};

}  // namespace

std::vector<RecordedEvent> KnownDevices::standing(const Pseudonym& device) const {
  return standing_in(project_, last_event(device), ledger_.log());
}

PrivateFacts KnownDevices::private_facts(std::uint64_t seq) const {
  const auto& stated = stored_event_at(ledger_.log(), seq).payload.private_part;
  if (!stated) return {};
  const auto part = private_part(seq);
  if (!part) return {};
  const auto read = parse_json(*part);
  const Json* document = std::get_if<Json>(&read);
  if (document == nullptr || !document->is_object() || sha256(*part) != *stated) {
    throw Error(Obstacle::damaged,
                phrase("entry {} has another private part than it names; run lcl verify", seq));
  }
  return {document->value("reference", std::string()), document->value("certificate", std::string())};
}

Result<OwnDevices> OwnDevices::of(const OpenLedger& ledger, const std::string& project) {
  ledger.require_registry();
  auto pepper = own_pepper(ledger);
  if (!pepper) return std::move(pepper).refused();
  return OwnDevices(ledger, project, *std::move(pepper));
}

Result<Pseudonym> OwnDevices::device_of(const Identifiers& identifiers) {
  std::vector<std::string> texts;
  Pepper::identifier_texts(identifiers, texts);
  invariant(!texts.empty(), "a device has an identifier");
  std::optional<Pseudonym> first;
  for (const std::string& text : texts) {
    const Pseudonym pseudonym = pepper_.pseudonym(text);
    if (const auto row = ledger().reader().device(pseudonym)) return row->device;
    if (!first) first = pseudonym;
  }
  return *first;
}

std::uint64_t OwnDevices::last_event(const Pseudonym& device) const {
  return last_event_of(device, ledger().reader());
}

std::optional<std::string> OwnDevices::private_part(std::uint64_t seq) const {
  return stored_event_at(ledger().log(), seq).private_part;
}

ShownDevices::ShownDevices(const OpenLedger& mirror, const std::string& project,
                           const std::map<std::string, std::optional<DeviceOpening>>& shown)
    : KnownDevices(mirror, project) {
  for (const auto& [identifier, opening] : shown) {
    if (opening) take(identifier, *opening);
  }
  std::set<Pseudonym> devices;
  for (const auto& [device, collections] : collections_) devices.insert(device);
  last_ = last_events(mirror.log(), devices, mirror.head().size);
  require_standing();
}

void ShownDevices::take(const std::string& identifier, const DeviceOpening& opening) {
  const auto stored = stored_event(ledger().log(), opening.collection);
  if (!stored || stored->kind != EventKind::collection || stored->project != project()) {
    throw Error(Obstacle::unavailable,
                phrase("the registry shows entry {} for a device, which is no collection of project {}",
                       opening.collection, project()));
  }
  if (identity_of(opening.opening, identifier) != stored->payload.identity) {
    otherwise_.insert(identifier);
    return;
  }
  devices_.insert_or_assign(identifier, stored->device);
  collections_[stored->device].push_back(opening.collection);
  for (const OpenedPart& part : opening.parts) parts_.insert_or_assign(part.entry, part.bytes);
}

/// An identifier belongs to the device that a collection of it was of only as long as that stands.
void ShownDevices::require_standing() const {
  for (const auto& [device, collections] : collections_) {
    const auto events = standing(device);
    for (const std::uint64_t seq : collections) {
      if (std::none_of(events.begin(), events.end(),
                       [&](const RecordedEvent& event) { return event.seq == seq; })) {
        throw Error(Obstacle::unavailable,
                    phrase("the registry shows entry {} for a device, which was taken back", seq));
      }
    }
  }
}

Result<Pseudonym> ShownDevices::device_of(const Identifiers& identifiers) {
  std::vector<std::string> texts;
  Pepper::identifier_texts(identifiers, texts);
  invariant(!texts.empty(), "a device has an identifier");
  bool is_otherwise = false;
  for (const std::string& text : texts) {
    if (const auto found = devices_.find(text); found != devices_.end()) return found->second;
    is_otherwise = is_otherwise || otherwise_.contains(text);
  }
  if (!is_otherwise) return stand_in_for(texts.front());
  return Refused{
      Refusal::missing_identifier,
      {.field = "device"},
      phrase("the device is recorded, and was collected under another identifier, by which alone it "
             "can be recognised away from the registry: give that one")};
}

std::optional<Pseudonym> ShownDevices::standing_among(const std::set<Pseudonym>& devices) const {
  for (const auto& [device, last] : last_events(ledger().log(), devices, ledger().head().size)) {
    // A bundle withholds all of a device that had no cycle in its project.
    if (!stored_event(ledger().log(), last)) continue;
    if (!standing_in(project(), last, ledger().log()).empty()) return device;
  }
  return std::nullopt;
}

std::uint64_t ShownDevices::last_event(const Pseudonym& device) const {
  const auto found = last_.find(device);
  return found == last_.end() ? no_seq : found->second;
}

std::optional<std::string> ShownDevices::private_part(std::uint64_t seq) const {
  if (const auto found = parts_.find(seq); found != parts_.end()) return found->second;
  if (ledger().state().records().erased.contains(seq)) return std::nullopt;
  throw Error(Obstacle::unavailable,
              phrase("the registry does not show the private part of entry {}, which would be lost", seq));
}

Result<std::vector<std::optional<DeviceOpening>>> openings_for(const OpenLedger& ledger,
                                                               const std::string& project,
                                                               const std::vector<std::string>& identifiers,
                                                               bool with_parts) {
  ledger.require_registry();
  auto pepper = own_pepper(ledger);
  if (!pepper) return std::move(pepper).refused();
  Opener opener(ledger, project, *pepper, with_parts);
  std::vector<std::optional<DeviceOpening>> openings;
  openings.reserve(identifiers.size());
  for (const std::string& identifier : identifiers) openings.push_back(opener.opening_for(identifier));
  return openings;
}

}  // namespace lcl
