// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/correction_text.hpp"

#include "ledger/texts/columns.hpp"
#include "ledger/texts/facts_text.hpp"
#include "ledger/texts/figures.hpp"

namespace lcl {
namespace {

Json event_json(const char* place, std::uint64_t number, const Facts& facts) {
  return {{"facts", facts_json(facts)},
          {"kind", std::string(word(facts.kind))},
          {"occurred_at", to_string(facts.occurred_at)},
          {"participant", facts.participant},
          {place, number}};
}

void row(Columns& lines, const char* what, const std::string& place, const Facts& facts) {
  lines.row({what, place, std::string(word(facts.kind)), to_string(facts.occurred_at), facts.participant,
             facts.country, facts_text(facts)});
}

}  // namespace

std::string correction_text(const Correction& correction) {
  std::string out;
  for (const CorrectedDevice& device : correction.devices) {
    Columns lines(std::vector<Align>(7, Align::left));
    for (const RecordedEvent& event : device.voided) {
      row(lines, "void", "entry " + std::to_string(event.seq), event.facts);
    }
    for (const Event& event : device.recorded) {
      row(lines, "record", event.line == 0 ? "anew" : "line " + std::to_string(event.line), event.facts);
    }
    out += "device " + hex(device.device) + '\n' + lines.text(2);
  }
  const std::uint64_t devices = correction.devices.size();
  out += counted(devices, "device") + (devices == 1 ? " differs: " : " differ: ") +
         counted(correction.voids(), "void") + " and " + counted(correction.events(), "event");
  if (correction.unchanged > 0)
    out += "; " + counted(correction.unchanged, "device") +
           (correction.unchanged == 1 ? " stands" : " stand") + " as the log says";
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
