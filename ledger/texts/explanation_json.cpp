// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "ledger/texts/explanation_text.hpp"
#include "ledger/texts/facts_text.hpp"
#include "ledger/texts/trace_text.hpp"

namespace lcl {
namespace {

Json event_json(const RecordedEvent& event) {
  return {{"facts", facts_json(event.facts)},
          {"kind", std::string(word(event.facts.kind))},
          {"project", event.project},
          {"seq", event.seq}};
}

Json cycle_json(const ExplainedCycle& cycle) {
  Json events = Json::array();
  for (const ExplainedEvent& explained : cycle.events) {
    Json event = event_json(explained.event);
    event["contributions"] = contributions_json(explained.contributions);
    event["steps"] = trace_json(explained.steps);
    events.push_back(std::move(event));
  }
  Json given_back = nullptr;
  if (const auto& given = cycle.given_back) {
    given_back = {{"contributions", contributions_json(given->contributions)},
                  {"entry", given->collection},
                  {"project", given->project},
                  {"steps", trace_json(given->steps)}};
  }
  return {{"avoided", contributions_json(cycle.avoided)},
          {"category", cycle.category},
          {"class", std::string(word(cycle.cycle_class))},
          {"events", std::move(events)},
          {"given_back", std::move(given_back)},
          {"less_a_period", cycle.less_a_period},
          {"methodology", hex(cycle.methodology)},
          {"model", cycle.model},
          {"net_kg", to_string(cycle.net)},
          {"parameters", cycle.parameters},
          {"project", cycle.project},
          {"reason", cycle.reason},
          {"reason_title", cycle.reason_title},
          {"rules", trace_json(cycle.rules)},
          {"steps", trace_json(cycle.steps)}};
}

}  // namespace

Json explanation_json(const Explanation& explanation) {
  Json cycles = Json::array();
  for (const ExplainedCycle& cycle : explanation.cycles) cycles.push_back(cycle_json(cycle));
  Json voided = Json::array();
  for (const RecordedEvent& event : explanation.voided) voided.push_back(event_json(event));
  return {{"cycles", std::move(cycles)}, {"device", hex(explanation.device)}, {"voided", std::move(voided)}};
}

}  // namespace lcl
