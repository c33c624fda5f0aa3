// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/device_correction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "ledger/events/device_identity.hpp"
#include "ledger/events/event_fields.hpp"
#include "ledger/events/found_text.hpp"
#include "ledger/intake/own_pepper.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

Refused refused_option(Refusal refusal, std::string option, std::string message) {
  return {refusal, {.line = 0, .column = 0, .field = std::move(option)}, std::move(message)};
}

/// The one of a device's pseudonyms under which it is recorded, else its first.
Pseudonym recorded_under(Pepper& pepper, const Identifiers& identifiers, const Reader& reader) {
  std::vector<std::string> texts;
  Pepper::identifier_texts(identifiers, texts);
  invariant(!texts.empty(), "a named device has an identifier");
  const Pseudonym pseudonym = pepper.pseudonym(texts.front());
  const auto row = reader.device(pseudonym);
  return row ? row->device : pseudonym;
}

/// The private facts of entry `seq`, as long as they are not erased.
PrivateFacts private_facts_of(const AuthenticatedLog& log, std::uint64_t seq) {
  PrivateFacts facts;
  log.entry(seq, [&](const AuthenticEntry& stored) {
    if (!stored.private_part || !stored.payload) return;
    const auto payload = parse_json(*stored.payload);
    const auto part = parse_json(*stored.private_part);
    const Json* named = std::get_if<Json>(&payload);
    const Json* found = std::get_if<Json>(&part);
    if (named == nullptr || found == nullptr || !found->is_object() ||
        named->value("private", std::string()) != hex(sha256(*stored.private_part))) {
      throw Error(Obstacle::damaged,
                  phrase("entry {} has another private part than it names; run lcl verify", seq));
    }
    facts.reference = found->value("reference", std::string());
    facts.certificate = found->value("certificate", std::string());
  });
  return facts;
}

/// Devices as they stand in one project.
class StandingDevices {
 public:
  /// Refused where their pseudonyms cannot be told.
  static Result<StandingDevices> of(const OpenLedger& ledger, const std::string& project) {
    ledger.require_registry();
    auto pepper = own_pepper(ledger);
    if (!pepper) return std::move(pepper).refused();
    return StandingDevices(ledger, project, *std::move(pepper));
  }

  [[nodiscard]] Pseudonym pseudonym(const NamedDevice& device) {
    return recorded_under(pepper_, device.identifiers, ledger_.reader());
  }

  /// What stands, oldest first; refused if nothing does.
  [[nodiscard]] Result<std::vector<RecordedEvent>> events(const NamedDevice& device,
                                                          const std::string& option) {
    const auto row = ledger_.reader().device(pseudonym(device));
    auto standing = standing_events(row ? row->state.last : no_seq, event_lookup(ledger_.log()));
    std::erase_if(standing, [&](const RecordedEvent& event) { return event.project != project_; });
    if (standing.empty()) {
      return refused_option(Refusal::void_of_unknown_event, option,
                            phrase("nothing stands for {} in project {}", device.text, project_));
    }
    return standing;
  }

  /// `recorded` once more, as an event of `device`.
  [[nodiscard]] Event anew(const RecordedEvent& recorded, const NamedDevice& device) const {
    Event event;
    event.facts = recorded.facts;
    event.identifiers = device.identifiers;
    event.unchecked_imeis = device.unchecked_imeis;
    event.private_facts = private_facts_of(ledger_.log(), recorded.seq);
    return event;
  }

 private:
  StandingDevices(const OpenLedger& ledger, const std::string& project, Pepper pepper)
      : ledger_(ledger), project_(project), pepper_(std::move(pepper)) {}

  const OpenLedger& ledger_;
  const std::string& project_;
  Pepper pepper_;
};

std::vector<RecordedEvent> last_first(std::vector<RecordedEvent> events) {
  std::reverse(events.begin(), events.end());
  return events;
}

std::optional<Field> field_named(std::string_view name) {
  for (std::size_t i = 0; i < field_count; ++i) {
    if (rule(static_cast<Field>(i)).path == name) return static_cast<Field>(i);
  }
  return std::nullopt;
}

/// Whether one text gives it, and it is the event's own: no kind, no identifier, no list.
bool is_plain_fact(Field field) {
  const FieldRule& of = rule(field);
  return of.shape != Shape::object && of.shape != Shape::list && field != Field::kind &&
         field != Field::voids && !of.path.starts_with("device.") &&
         of.path.find('[') == std::string_view::npos;
}

bool has(EventKind kind, Field field) { return (rule(field).has & (1U << static_cast<unsigned>(kind))) != 0; }

}  // namespace

Result<NamedDevice> device_called(const std::string& text, const std::string& option) {
  Event event;
  const auto read = [&](Field field, std::string_view part) -> std::optional<Refused> {
    const auto refusal = set_field(field, part, event);
    if (!refusal) return std::nullopt;
    return refused_option(*refusal, option, explanation(*refusal, field, part));
  };
  const std::string_view all = text;
  const std::size_t colon = all.find(':');
  if (colon == std::string_view::npos) {
    if (auto refused = read(Field::imei, all)) return *std::move(refused);
  } else {
    if (auto refused = read(Field::manufacturer, all.substr(0, colon))) return *std::move(refused);
    if (auto refused = read(Field::serial, all.substr(colon + 1))) return *std::move(refused);
  }
  return NamedDevice{text, event.identifiers, event.unchecked_imeis};
}

Result<Correction> renaming_of(const OpenLedger& ledger, const std::vector<Renaming>& renamings,
                               const std::string& project) {
  auto devices = StandingDevices::of(ledger, project);
  if (!devices) return std::move(devices).refused();
  Correction correction;
  std::vector<CorrectedDevice> recorded;
  for (const auto& [wrong, right] : renamings) {
    auto standing = devices->events(wrong, "--rename");
    if (!standing) return standing.refused();
    CorrectedDevice anew{devices->pseudonym(right), right.identifiers, {}, {}};
    CorrectedDevice voided{devices->pseudonym(wrong), wrong.identifiers, {}, {}};
    if (anew.device == voided.device) {
      return refused_option(Refusal::void_of_unknown_event, "--rename",
                            phrase("{} and {} are one device already", wrong.text, right.text));
    }
    for (const RecordedEvent& event : *standing) anew.recorded.push_back(devices->anew(event, right));
    voided.voided = last_first(*std::move(standing));
    correction.devices.push_back(std::move(voided));
    recorded.push_back(std::move(anew));
  }
  std::move(recorded.begin(), recorded.end(), std::back_inserter(correction.devices));
  return correction;
}

Result<Correction> removal_of(const OpenLedger& ledger, const std::vector<NamedDevice>& devices,
                              const std::string& project) {
  auto recorded = StandingDevices::of(ledger, project);
  if (!recorded) return std::move(recorded).refused();
  Correction correction;
  for (const NamedDevice& device : devices) {
    auto standing = recorded->events(device, "--remove");
    if (!standing) return standing.refused();
    correction.devices.push_back(
        {recorded->pseudonym(device), device.identifiers, last_first(*std::move(standing)), {}});
  }
  return correction;
}

Result<Correction> fact_correction_of(const OpenLedger& ledger, const NamedDevice& device,
                                      const RightFact& right, const std::string& project) {
  const std::string option = "--field";
  const auto field = field_named(right.name);
  if (!field || !is_plain_fact(*field)) {
    return refused_option(
        Refusal::unknown_field, option,
        phrase("{} is no single fact of an event; a corrected log can say it", in_quotes(right.name)));
  }
  auto devices = StandingDevices::of(ledger, project);
  if (!devices) return std::move(devices).refused();
  auto standing = devices->events(device, "--device");
  if (!standing) return standing.refused();
  std::vector<std::size_t> meant;
  for (std::size_t i = 0; i < standing->size(); ++i) {
    const RecordedEvent& event = (*standing)[i];
    if (has(event.facts.kind, *field) && (!right.entry || *right.entry == event.seq)) meant.push_back(i);
  }
  if (meant.size() != 1) {
    std::string entries;
    for (const std::size_t i : meant) entries += fmt::format(" {}", (*standing)[i].seq);
    return refused_option(Refusal::unknown_field, option,
                          meant.empty() ? phrase("no event that is meant has {}", in_quotes(right.name))
                                        : phrase("{} events have {}: say which with --entry, one of{}",
                                                 meant.size(), in_quotes(right.name), entries));
  }
  for (std::size_t i = meant.front(); i < standing->size(); ++i) {
    if (const RecordedEvent& event = (*standing)[i]; !event.also.empty()) {
      return refused_option(
          Refusal::missing_identifier, "--device",
          phrase("entry {} has a further identifier, which would be free for another device if {} alone were "
                 "recorded anew; submit a corrected log with all of the device's identifiers",
                 event.seq, device.text));
    }
  }
  Correction correction;
  CorrectedDevice& corrected = correction.devices.emplace_back();
  corrected.device = devices->pseudonym(device);
  corrected.identifiers = device.identifiers;
  for (std::size_t i = meant.front(); i < standing->size(); ++i)
    corrected.recorded.push_back(devices->anew((*standing)[i], device));
  Event& changed = corrected.recorded.front();
  if (const auto refusal = set_field(*field, right.value, changed))
    return refused_option(*refusal, right.name, explanation(*refusal, *field, right.value));
  if (changed.facts.data_erasure && changed.facts.data_erasure_standard.empty())
    return refused_option(Refusal::missing_field, "data_erasure.standard",
                          phrase("an erasure has a standard; give that first"));
  standing->erase(standing->begin(), standing->begin() + static_cast<std::ptrdiff_t>(meant.front()));
  if (standing->front().facts == changed.facts &&
      private_facts_of(ledger.log(), standing->front().seq) == changed.private_facts)
    return Correction{{}, 1, 0, {}};
  corrected.voided = last_first(*std::move(standing));
  return correction;
}

}  // namespace lcl
