// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/explained_what_if_text.hpp"

#include <array>
#include <utility>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/explanation_text.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/trace_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using ByEffect = std::array<Decimal, effect_count>;

void add(const std::vector<Contribution>& contributions, ByEffect& kg) {
  for (const Contribution& each : contributions)
    kg[static_cast<std::size_t>(each.effect)] += adds(each.effect) ? each.kg_co2e : -each.kg_co2e;
}

/// What a cycle comes to, each effect with its sign in S.
ByEffect by_effect(const ExplainedCycle& cycle) {
  ByEffect kg{};
  for (const ExplainedEvent& event : cycle.events) add(event.contributions, kg);
  add(cycle.avoided, kg);
  if (cycle.given_back) add(cycle.given_back->contributions, kg);
  return kg;
}

std::string class_of(const ExplainedCycle& cycle) {
  return std::string(word(cycle.cycle_class)) + (cycle.reason.empty() ? "" : ": " + cycle.reason);
}

/// Those of `assumed` that come to something else, or that `recorded` has not.
void add_changed(const Trace& recorded, const Trace& assumed, Trace& changed) {
  for (const TraceLine& line : assumed) {
    bool is_same = false;
    for (const TraceLine& other : recorded)
      is_same = is_same || (other.name == line.name && other.result == line.result);
    if (!is_same) changed.push_back(line);
  }
}

Trace changed_steps(const ExplainedCycle& recorded, const ExplainedCycle& assumed) {
  Trace changed;
  for (std::size_t i = 0; i < assumed.events.size(); ++i)
    add_changed(recorded.events[i].steps, assumed.events[i].steps, changed);
  add_changed(recorded.rules, assumed.rules, changed);
  add_changed(recorded.steps, assumed.steps, changed);
  if (assumed.given_back)
    add_changed(recorded.given_back ? recorded.given_back->steps : Trace{}, assumed.given_back->steps,
                changed);
  return changed;
}

std::string cycle_text(const ExplainedCycle& recorded, const ExplainedCycle& assumed, std::size_t number) {
  Columns table({Align::left, Align::right, Align::right, Align::right});
  table.row(
      {phrase("cycle {}, kgCO2e", number), phrase("recorded"), phrase("assumed"), phrase("difference")});
  const ByEffect before = by_effect(recorded);
  const ByEffect after = by_effect(assumed);
  const auto row = [&](std::string name, const Decimal& then, const Decimal& now) {
    table.row({std::move(name), to_string(then), to_string(now), to_string(now - then)});
  };
  for (std::size_t i = 0; i < effect_count; ++i) {
    if (before[i].is_zero() && after[i].is_zero()) continue;
    row(spoken(word(static_cast<Effect>(i))), before[i], after[i]);
  }
  row(phrase("net, S of this cycle"), recorded.net, assumed.net);
  if (class_of(recorded) != class_of(assumed))
    table.row({phrase("class"), class_of(recorded), class_of(assumed), ""});
  std::string out = '\n' + table.text();
  const Trace changed = changed_steps(recorded, assumed);
  if (!changed.empty())
    out += phrase("  what comes to something else, as it would be\n{}", trace_text(changed));
  return out;
}

Json cycle_json(const ExplainedCycle& recorded, const ExplainedCycle& assumed) {
  const ByEffect before = by_effect(recorded);
  const ByEffect after = by_effect(assumed);
  Json effects = Json::object();
  const auto compared = [](const Decimal& then, const Decimal& now) {
    return Json{
        {"assumed", to_string(now)}, {"difference", to_string(now - then)}, {"recorded", to_string(then)}};
  };
  for (std::size_t i = 0; i < effect_count; ++i)
    effects[std::string(word(static_cast<Effect>(i)))] = compared(before[i], after[i]);
  effects["net"] = compared(recorded.net, assumed.net);
  return {{"class", {{"assumed", class_of(assumed)}, {"recorded", class_of(recorded)}}},
          {"effects", std::move(effects)},
          {"project", recorded.project},
          {"steps", trace_json(changed_steps(recorded, assumed))}};
}

}  // namespace

std::string explained_what_if_text(const ExplainedWhatIf& explained,
                                   const std::vector<AssumedValue>& values) {
  Columns lines({Align::left, Align::left});
  lines.row({phrase("device"), hex(explained.recorded.device)});
  lines.row({phrase("of"), phrase("the cycles of project {}", explained.project)});
  add_assumed(values, values.empty() ? hex(explained.methodology) : "", lines);
  std::string out = lines.text();
  for (std::size_t i = 0; i < explained.recorded.cycles.size(); ++i) {
    const ExplainedCycle& recorded = explained.recorded.cycles[i];
    if (recorded.project == explained.project)
      out += cycle_text(recorded, explained.assumed.cycles[i], i + 1);
  }
  return out;
}

Json explained_what_if_json(const ExplainedWhatIf& explained, const std::vector<AssumedValue>& values) {
  Json cycles = Json::array();
  for (std::size_t i = 0; i < explained.recorded.cycles.size(); ++i) {
    Json cycle = cycle_json(explained.recorded.cycles[i], explained.assumed.cycles[i]);
    cycle["ordinal"] = i;
    if (explained.recorded.cycles[i].project == explained.project) cycles.push_back(std::move(cycle));
  }
  return {{"assumed", assumed_json(explained.methodology, values)},
          {"cycles", std::move(cycles)},
          {"device", hex(explained.recorded.device)},
          {"nothing_recorded", true},
          {"project", explained.project},
          {"recorded", true}};
}

}  // namespace lcl
