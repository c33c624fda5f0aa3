// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/correction_text.hpp"

#include "ledger/texts/columns.hpp"
#include "ledger/texts/facts_text.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

Json event_json(const char* place, std::uint64_t number, const Facts& facts) {
  return {{"facts", facts_json(facts)},
          {"kind", std::string(word(facts.kind))},
          {"occurred_at", to_string(facts.occurred_at)},
          {"participant", facts.participant},
          {place, number}};
}

void row(Columns& lines, std::string what, std::string place, const Facts& facts) {
  lines.row({std::move(what), std::move(place), spoken(word(facts.kind)), to_string(facts.occurred_at),
             facts.participant, facts.country, facts_text(facts)});
}

}  // namespace

std::string correction_text(const Correction& correction) {
  std::string out;
  for (const CorrectedDevice& device : correction.devices) {
    Columns lines(std::vector<Align>(7, Align::left));
    for (const RecordedEvent& event : device.voided) {
      row(lines, phrase("void"), phrase("entry {}", event.seq), event.facts);
    }
    for (const Event& event : device.recorded) {
      row(lines, phrase("record"), event.line == 0 ? phrase("anew") : phrase("line {}", event.line),
          event.facts);
    }
    out += phrase("device {}\n{}", hex(device.device), lines.text(2));
  }
  const std::uint64_t devices = correction.devices.size();
  out += phrase("{}: {} and {}", counted(devices, phrase("device differs"), phrase("devices differ")),
                counted(correction.voids(), phrase("void"), phrase("voids")),
                counted(correction.events(), phrase("event"), phrase("events")));
  if (correction.unchanged > 0)
    out += "; " + counted(correction.unchanged, phrase("device stands as the log says"),
                          phrase("devices stand as the log says"));
  return out + '\n';
}

Json correction_json(const Correction& correction) {
  Json devices = Json::array();
  for (const CorrectedDevice& device : correction.devices) {
    Json voided = Json::array();
    for (const RecordedEvent& event : device.voided) {
      voided.push_back(event_json("entry", event.seq, event.facts));
    }
    Json recorded = Json::array();
    for (const Event& event : device.recorded) {
      recorded.push_back(event_json("line", event.line, event.facts));
    }
    devices.push_back(
        {{"device", hex(device.device)}, {"recorded", std::move(recorded)}, {"voided", std::move(voided)}});
  }
  return {{"devices", std::move(devices)},
          {"events", correction.events()},
          {"unchanged", correction.unchanged},
          {"voids", correction.voids()}};
}

}  // namespace lcl
