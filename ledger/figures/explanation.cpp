// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/explanation.hpp"

#include <functional>
#include <map>
#include <string>
#include <unordered_set>

#include "ledger/figures/period_cells.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// What projects state for their methodologies, by project.
using StatedValues = std::map<std::string, ProjectValues, std::less<>>;

Crediting crediting_in(const RegistryState& state, std::string_view id, StatedValues& stated,
                       const SupposedProject* supposed) {
  const Project* project = state.project(id);
  if (supposed != nullptr && project != nullptr && supposed->project == id)
    return {supposed->supposition.methodology, project->crediting_period, supposed->supposition.values};
  const Methodology* methodology = project == nullptr ? nullptr : state.methodology_of(*project);
  if (methodology == nullptr) {
    throw Error(Obstacle::damaged, phrase("project {} has events but no methodology", id));
  }
  const auto found = stated.find(project->id);
  const ProjectValues& values =
      found != stated.end()
          ? found->second
          : stated.emplace(project->id, stated_values(*project, *methodology)).first->second;
  return {*methodology, project->crediting_period, values};
}

Decimal net_of(const std::vector<Contribution>& contributions) {
  Amounts amounts;
  for (const Contribution& contribution : contributions) {
    amounts.kg[Amounts::index(contribution.effect, contribution.french, contribution.direct)] +=
        contribution.kg_co2e;
  }
  return amounts.net();
}

/// Explains the standing events of a device one by one, as the derivation takes them.
class Explainer {
 public:
  Explainer(const RegistryState& state, FurtherNames further_names, const SupposedProject* supposed)
      : state_(state), further_names_(std::move(further_names)), supposed_(supposed), arithmetic_(texts_) {}

  void add(RecordedEvent event, std::vector<ExplainedCycle>& cycles) {
    const bool begins = event.facts.kind == EventKind::collection;
    if (begins) {
      end_cycle(cycles);
      if (!cycles.empty() && !is_void(record_.collection))
        last_genuine_ = {record_, resale_, cycles.size() - 1};
      if (last_genuine_.resale && !is_void(event.seq)) give_back(event, cycles[last_genuine_.cycle]);
      begin_cycle(event, cycles);
    }
    invariant(!cycles.empty(), "a device's first standing event is a collection");
    ExplainedCycle& cycle = cycles.back();
    const Crediting crediting = crediting_of(cycle.project);
    ExplainedEvent explained;
    if (event.facts.kind == EventKind::resale) {
      resale_ = event;
    } else {
      if (resale_) take(*resale_);
      resale_.reset();
      take(event);
    }
    arithmetic_.emitted(crediting, record_, event.facts, explained.contributions, &explained.steps);
    explained.event = std::move(event);
    cycle.net += net_of(explained.contributions);
    cycle.events.push_back(std::move(explained));
  }

  /// The class of the last cycle, if there is one, and what it avoids: judged once, when its last event is
  /// known.
  void end_cycle(std::vector<ExplainedCycle>& cycles) {
    if (cycles.empty()) return;
    ExplainedCycle& cycle = cycles.back();
    const Crediting crediting = crediting_of(cycle.project);
    cycle.methodology = crediting.methodology.digest();
    cycle.less_a_period = looks_back(crediting.methodology);
    cycle.parameters = act_fields::parameters_json(state_.project(cycle.project)->parameters);
    cycle.cycle_class = record_.stage == Stage::disposed ? CycleClass::disposed : CycleClass::open;
    if (!resale_) return;
    const Verdict verdict =
        arithmetic_.avoided(crediting, resold(record_, *resale_), cycle.avoided, &cycle.rules, &cycle.steps);
    cycle.cycle_class = verdict.cycle_class;
    if (verdict.cycle_class == CycleClass::ineligible) {
      const NotCreditedFor why = not_credited_for(crediting.methodology, verdict.reason);
      cycle.reason = why.reason;
      cycle.reason_title = why.title;
    }
    cycle.net += net_of(cycle.avoided);
  }

 private:
  Crediting crediting_of(std::string_view project) {
    return crediting_in(state_, project, stated_, supposed_);
  }

  void take(const RecordedEvent& event) {
    advance(record_, event, texts_);
    if (state_.suspended(event.facts.participant, event.facts.occurred_at)) record_.suspended = true;
  }

  void give_back(const RecordedEvent& collection, ExplainedCycle& credited) {
    GivenBack given;
    given.collection = collection.seq;
    given.project = collection.project;
    arithmetic_.given_back(crediting_of(credited.project),
                           resold(last_genuine_.record, *last_genuine_.resale), collection.facts,
                           given.contributions, &given.steps);
    if (given.contributions.empty()) return;
    credited.net += net_of(given.contributions);
    credited.given_back = std::move(given);
  }

  static void begin_cycle(const RecordedEvent& event, std::vector<ExplainedCycle>& cycles) {
    ExplainedCycle cycle;
    cycle.project = event.project;
    cycle.category = event.facts.category;
    cycle.model = event.facts.model;
    cycles.push_back(std::move(cycle));
  }

  [[nodiscard]] ResoldCycle resold(const CycleRecord& record, const RecordedEvent& resale) const {
    return {record, resale.facts,
            registry_reason(state_, texts_.text(record.project), record, resale.facts, resale.device,
                            further_names_)};
  }

  [[nodiscard]] bool is_void(std::uint64_t collection) const {
    return state_.records().void_collections.contains(collection);
  }

  /// The last cycle that ended and whose collection is not void: what is collected next gives back from it.
  struct EndedCycle {
    CycleRecord record;
    std::optional<RecordedEvent> resale;
    std::size_t cycle = 0;  ///< its place among those explained
  };

  const RegistryState& state_;
  FurtherNames further_names_;
  const SupposedProject* supposed_;
  StatedValues stated_;
  TextNumbers texts_;
  CycleArithmetic arithmetic_;
  CycleRecord record_;
  EndedCycle last_genuine_;
  std::optional<RecordedEvent> resale_;
};

}  // namespace

Explanation explanation_of(const Pseudonym& device, std::uint64_t last, const RegistryState& state,
                           const EventLookup& lookup, FurtherNames further_names,
                           const SupposedProject* supposed) {
  Explanation explanation;
  explanation.device = device;
  std::vector<RecordedEvent> chain = device_chain(last, lookup);
  const std::unordered_set<std::uint64_t> taken_back = taken_back_in(chain);
  Explainer explainer(state, std::move(further_names), supposed);
  for (RecordedEvent& event : chain) {
    if (event.facts.kind == EventKind::void_ || taken_back.contains(event.seq)) {
      explanation.voided.push_back(std::move(event));
    } else {
      explainer.add(std::move(event), explanation.cycles);
    }
  }
  explainer.end_cycle(explanation.cycles);
  return explanation;
}

}  // namespace lcl
