// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/device_correction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "ledger/events/event_fields.hpp"
#include "ledger/events/found_text.hpp"
#include "ledger/intake/known_devices.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

Refused refused_option(Refusal refusal, std::string option, std::string message) {
  return {refusal, {.line = 0, .column = 0, .field = std::move(option)}, std::move(message)};
}

/// Which device it is; refused, with `option` as the place, where that cannot be told.
Result<Pseudonym> pseudonym_of(KnownDevices& known, const NamedDevice& device, const std::string& option) {
  auto pseudonym = known.device_of(device.identifiers);
  if (pseudonym) return *pseudonym;
  return refused_option(pseudonym.refused().refusal, option,
                        device.text + ": " + pseudonym.refused().message);
}

/// A device as it stands in the project.
struct StandingDevice {
  Pseudonym device;
  std::vector<RecordedEvent> events;  ///< oldest first
};

/// Refused if nothing stands.
Result<StandingDevice> standing_device(KnownDevices& known, const NamedDevice& device,
                                       const std::string& option) {
  const auto pseudonym = pseudonym_of(known, device, option);
  if (!pseudonym) return pseudonym.refused();
  StandingDevice standing{*pseudonym, known.standing(*pseudonym)};
  if (standing.events.empty()) {
    return refused_option(Refusal::void_of_unknown_event, option,
                          phrase("nothing stands for {} in project {}", device.text, known.project()));
  }
  return standing;
}

/// `recorded` once more, as an event of `device`.
Event anew(const KnownDevices& known, const RecordedEvent& recorded, const NamedDevice& device) {
  Event event;
  event.facts = recorded.facts;
  event.identifiers = device.identifiers;
  event.unchecked_imeis = device.unchecked_imeis;
  event.private_facts = known.private_facts(recorded.seq);
  return event;
}

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

Result<Correction> renaming_of(KnownDevices& known, const std::vector<Renaming>& renamings) {
  Correction correction;
  std::vector<CorrectedDevice> recorded;
  for (const auto& [wrong, right] : renamings) {
    auto standing = standing_device(known, wrong, "--rename");
    if (!standing) return standing.refused();
    const auto device = pseudonym_of(known, right, "--rename");
    if (!device) return device.refused();
    if (*device == standing->device) {
      return refused_option(Refusal::void_of_unknown_event, "--rename",
                            phrase("{} and {} are one device already", wrong.text, right.text));
    }
    CorrectedDevice anew_recorded{*device, right.identifiers, {}, {}};
    for (const RecordedEvent& event : standing->events)
      anew_recorded.recorded.push_back(anew(known, event, right));
    correction.devices.push_back(
        {standing->device, wrong.identifiers, last_first(std::move(standing->events)), {}});
    recorded.push_back(std::move(anew_recorded));
  }
  std::move(recorded.begin(), recorded.end(), std::back_inserter(correction.devices));
  return correction;
}

Result<Correction> removal_of(KnownDevices& known, const std::vector<NamedDevice>& devices) {
  Correction correction;
  for (const NamedDevice& device : devices) {
    auto standing = standing_device(known, device, "--remove");
    if (!standing) return standing.refused();
    correction.devices.push_back(
        {standing->device, device.identifiers, last_first(std::move(standing->events)), {}});
  }
  return correction;
}

Result<Correction> fact_correction_of(KnownDevices& known, const NamedDevice& device,
                                      const RightFact& right) {
  const std::string option = "--field";
  const auto field = field_named(right.name);
  if (!field || !is_plain_fact(*field)) {
    return refused_option(
        Refusal::unknown_field, option,
        phrase("{} is no single fact of an event; a corrected log can say it", in_quotes(right.name)));
  }
  auto found = standing_device(known, device, "--device");
  if (!found) return found.refused();
  std::vector<RecordedEvent>& standing = found->events;
  std::vector<std::size_t> meant;
  for (std::size_t i = 0; i < standing.size(); ++i) {
    const RecordedEvent& event = standing[i];
    if (has(event.facts.kind, *field) && (!right.entry || *right.entry == event.seq)) meant.push_back(i);
  }
  if (meant.size() != 1) {
    std::string entries;
    for (const std::size_t i : meant) entries += fmt::format(" {}", standing[i].seq);
    return refused_option(Refusal::unknown_field, option,
                          meant.empty() ? phrase("no event that is meant has {}", in_quotes(right.name))
                                        : phrase("{} events have {}: say which with --entry, one of{}",
                                                 meant.size(), in_quotes(right.name), entries));
  }
  for (std::size_t i = meant.front(); i < standing.size(); ++i) {
    if (const RecordedEvent& event = standing[i]; !event.also.empty()) {
      return refused_option(
          Refusal::missing_identifier, "--device",
          phrase("entry {} has a further identifier, which would be free for another device if {} alone were "
                 "recorded anew; submit a corrected log with all of the device's identifiers",
                 event.seq, device.text));
    }
  }
  Correction correction;
  CorrectedDevice& corrected = correction.devices.emplace_back();
  corrected.device = found->device;
  corrected.identifiers = device.identifiers;
  for (std::size_t i = meant.front(); i < standing.size(); ++i)
    corrected.recorded.push_back(anew(known, standing[i], device));
  Event& changed = corrected.recorded.front();
  if (const auto refusal = set_field(*field, right.value, changed))
    return refused_option(*refusal, right.name, explanation(*refusal, *field, right.value));
  if (changed.facts.data_erasure && changed.facts.data_erasure_standard.empty())
    return refused_option(Refusal::missing_field, "data_erasure.standard",
                          phrase("an erasure has a standard; give that first"));
  standing.erase(standing.begin(), standing.begin() + static_cast<std::ptrdiff_t>(meant.front()));
  if (standing.front().facts == changed.facts &&
      known.private_facts(standing.front().seq) == changed.private_facts)
    return Correction{{}, 1, 0, {}};
  corrected.voided = last_first(std::move(standing));
  return correction;
}

}  // namespace lcl
