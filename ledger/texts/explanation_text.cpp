// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/explanation_text.hpp"

#include <string_view>
#include <vector>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/facts_text.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/trace_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t step_indent = 4;

void add_contributions(Columns& table, const std::vector<Contribution>& contributions) {
  for (const Contribution& contribution : contributions) {
    const Decimal kg = adds(contribution.effect) ? contribution.kg_co2e : -contribution.kg_co2e;
    table.row({date_of(contribution.at), spoken(word(contribution.effect)), to_string(kg), "kgCO2e",
               contribution.french ? phrase("France") : phrase("abroad"),
               contribution.direct ? phrase("direct") : phrase("indirect")});
  }
}

std::string event_heading(const RecordedEvent& event) {
  std::string out = phrase("  entry {}  {}  {}  by {}", event.seq, spoken(word(event.facts.kind)),
                           to_string(event.facts.occurred_at), event.facts.participant);
  if (!event.facts.country.empty()) out += phrase("  in {}", event.facts.country);
  out += '\n';
  const std::string facts = facts_text(event.facts);
  if (!facts.empty()) out += std::string(step_indent, ' ') + phrase("facts: {}\n", facts);
  return out;
}

std::string events_text(const ExplainedCycle& cycle) {
  std::string out;
  for (const ExplainedEvent& event : cycle.events) {
    out += event_heading(event.event) + trace_text(event.steps);
  }
  return out;
}

std::string given_back_text(const GivenBack& given) {
  return phrase("  given back, since the device was collected again (entry {}, project {})\n{}",
                given.collection, given.project, trace_text(given.steps));
}

std::string result_text(const ExplainedCycle& cycle) {
  Columns table({Align::left, Align::left, Align::right, Align::left, Align::left, Align::left});
  for (const ExplainedEvent& event : cycle.events) add_contributions(table, event.contributions);
  add_contributions(table, cycle.avoided);
  if (cycle.given_back) add_contributions(table, cycle.given_back->contributions);
  table.row({"", phrase("net, S of this cycle"), to_string(cycle.net), "kgCO2e"});
  std::string out = phrase("  what it adds up to\n{}", table.text(step_indent));
  if (cycle.less_a_period)
    out += std::string(step_indent, ' ') +
           phrase(
               "not in it: what the methodology takes off a period and no device (lcl explain --project {} "
               "--period PERIOD)\n",
               cycle.project);
  return out;
}

std::string class_text(const ExplainedCycle& cycle) {
  std::string out = spoken(word(cycle.cycle_class));
  if (!cycle.reason.empty()) out += ": " + cycle.reason;
  if (!cycle.reason_title.empty()) out += " (" + cycle.reason_title + ')';
  return out;
}

std::string cycle_text(const ExplainedCycle& cycle, std::size_t number) {
  Columns heading({Align::left, Align::left});
  heading.row({phrase("cycle {}", number), class_text(cycle)});
  heading.row({phrase("project"), cycle.project});
  heading.row({phrase("methodology"), hex(cycle.methodology)});
  add_stated(cycle.parameters, heading);
  heading.row({phrase("device"), cycle.category + (cycle.model.empty() ? "" : ", " + cycle.model)});
  heading.row({phrase("net"), to_string(cycle.net) + " kgCO2e"});
  std::string out = heading.text() + '\n' + events_text(cycle);
  if (!cycle.rules.empty()) out += phrase("  eligibility\n{}", trace_text(cycle.rules));
  if (!cycle.steps.empty()) out += phrase("  avoided, counted with the resale\n{}", trace_text(cycle.steps));
  if (cycle.given_back) out += given_back_text(*cycle.given_back);
  return out + result_text(cycle);
}

}  // namespace

std::string explanation_text(const Explanation& explanation) {
  std::string out = phrase("device {}\n", hex(explanation.device));
  for (std::size_t i = 0; i < explanation.cycles.size(); ++i) {
    out += '\n' + cycle_text(explanation.cycles[i], i + 1);
  }
  if (!explanation.voided.empty()) {
    out += phrase("\ntaken back, and the voids that did it: counted nowhere\n");
    for (const RecordedEvent& event : explanation.voided) out += event_heading(event);
  }
  return out;
}

}  // namespace lcl
