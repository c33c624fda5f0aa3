// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/derivation.hpp"

#include <algorithm>
#include <iterator>

#include "ledger/figures/period_cells.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

namespace {

Decimal avoided_by(const std::vector<Contribution>& contributions) {
  Amounts amounts;
  for (const Contribution& contribution : contributions)
    amounts.kg[Amounts::index(contribution.effect, true, true)] += contribution.kg_co2e;
  return amounts.avoided();
}

}  // namespace

Decimal Amounts::of(Effect effect) const { return of(effect, true) + of(effect, false); }

Decimal Amounts::of(Effect effect, bool french) const {
  return kg[index(effect, french, true)] + kg[index(effect, french, false)];
}

Decimal Amounts::avoided() const { return of(Effect::avoided_manufacture) + of(Effect::avoided_journeys); }

Decimal Amounts::emitted() const {
  return of(Effect::emitted_journeys) + of(Effect::emitted_parts) + of(Effect::emitted_energy) +
         of(Effect::emitted_packaging);
}

Decimal Amounts::given_back() const { return of(Effect::given_back); }

Decimal Amounts::baseline() const { return of(Effect::baseline); }

Decimal Amounts::leakage() const { return of(Effect::leakage); }

Decimal Amounts::of_period() const { return baseline() + leakage(); }

Decimal Amounts::net() const { return avoided() - emitted() - given_back() - of_period(); }

void Amounts::add(const Amounts& other) {
  for (std::size_t i = 0; i < size; ++i) kg[i] += other.kg[i];
}

std::int64_t Cycles::total() const {
  std::int64_t sum = credited + disposed + open;
  for (const std::int64_t count : ineligible) sum += count;
  return sum;
}

void Cycles::add(const Cycles& other) {
  credited += other.credited;
  confirmed += other.confirmed;
  disposed += other.disposed;
  open += other.open;
  if (ineligible.size() < other.ineligible.size()) ineligible.resize(other.ineligible.size());
  for (std::size_t i = 0; i < other.ineligible.size(); ++i) ineligible[i] += other.ineligible[i];
}

bool Cell::is_empty() const {
  return amounts == Amounts{} && cycles.credited == 0 && cycles.disposed == 0 && cycles.open == 0 &&
         std::all_of(cycles.ineligible.begin(), cycles.ineligible.end(),
                     [](auto count) { return count == 0; });
}

std::size_t Derivation::KeyHash::operator()(const CellKey& key) const noexcept {
  std::uint64_t hash = key.project;
  for (const std::uint64_t part :
       {static_cast<std::uint64_t>(key.month), std::uint64_t{key.category}, std::uint64_t{key.participant},
        std::uint64_t{key.approvals}, static_cast<std::uint64_t>(key.refit)}) {
    hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29U;
  }
  return hash;
}

Derivation::Derivation(const RegistryState& state, EventLookup lookup, Selection selection)
    : state_(state),
      lookup_(std::move(lookup)),
      selection_(std::move(selection)),
      arithmetic_(texts_, selection_.scenarios) {}

const Derivation::BoundProject& Derivation::bound(std::uint32_t project) {
  if (projects_.size() <= project) projects_.resize(project + 1);
  BoundProject& bound = projects_[project];
  if (bound.methodology == nullptr) {
    const std::string_view id = texts_.text(project);
    const Project* found = state_.project(id);
    bound.methodology = found == nullptr ? nullptr : state_.methodology_of(*found);
    if (selection_.methodology != nullptr && selection_.project == id)
      bound.methodology = selection_.methodology;
    if (bound.methodology == nullptr) {
      throw Error(Obstacle::damaged, phrase("project {} has events but no methodology", id));
    }
    bound.crediting_period = found->crediting_period;
    bound.selected = selection_.project.empty() || selection_.project == id;
    bound.values = selection_.values != nullptr && selection_.project == id
                       ? selection_.values
                       : &stated_.emplace_back(stated_values(*found, *bound.methodology));
    bound.looks_from = looks_back(*bound.methodology) ? start_of_year(year_of(selection_.period.from))
                                                      : selection_.period.from;
  }
  return bound;
}

void Derivation::add(const RecordedEvent& event) {
  if (event.seq >= selection_.size) return;
  judged_.reset();
  if (event.facts.kind == EventKind::void_) {
    take_back(event);
    return;
  }
  CycleRecord* open = cycles_.find(event.device);
  if (open != nullptr && !is_open(open->stage)) open = nullptr;
  const bool begins = event.facts.kind == EventKind::collection;
  // A collection of what is open comes after an event that was withheld: the chain leads to it.
  if (open == nullptr ? event.after != no_seq || !begins : begins) {
    irregular(event);
    return;
  }
  if (open == nullptr) open = &cycles_.keep(event.device, CycleRecord{});
  if (begins) advance(*open, event, texts_);
  contribute(*open, nullptr, event, +1);
  if (!begins) advance(*open, event, texts_);
  note_suspension(*open, event.facts);
  if (open->stage == Stage::resold) {
    cycles_.end(event.device, event.seq);
  } else if (!is_open(open->stage)) {
    cycles_.drop(event.device);
  }
}

/// An event whose device has no cycle under way: what was before it is found again through the events that it
/// names.
void Derivation::irregular(const RecordedEvent& event) {
  const LastCycle last = cycle_before(event);
  CycleRecord record = last.record;
  const bool begins = event.facts.kind == EventKind::collection;
  if (begins) {
    advance(record, event, texts_);
    number(record, last);
  }
  contribute(record, &last, event, +1);
  if (!begins) advance(record, event, texts_);
  note_suspension(record, event.facts);
  if (is_open(record.stage)) cycles_.keep(event.device, record);
}

/// Numbers a cycle that another of its device comes before.
void Derivation::number(const CycleRecord& record, const LastCycle& last) {
  const bool names_cycles = selection_.list_lines || selection_.list_frame;
  if (!names_cycles || last.record.stage == Stage::unseen) return;
  const auto before = ordinals_.find(last.record.collection);
  ordinals_[record.collection] = before == ordinals_.end() ? 1 : before->second + 1;
}

void Derivation::take_back(const RecordedEvent& event) {
  const RecordedEvent voided = event_voided_by(event, lookup_);
  forget_suspension(voided);
  const LastCycle last = cycle_before(voided);
  CycleRecord record = last.record;
  if (voided.facts.kind == EventKind::collection) advance(record, voided, texts_);
  contribute(record, &last, voided, -1);
  if (is_open(last.record.stage) && !last.resale) {
    cycles_.keep(event.device, last.record);
  } else {
    cycles_.drop(event.device);
  }
}

/// The cycle whose last standing event `event` names, as it is kept if it is; else from the facts of its
/// collection and of its last reconditioning, which that event names.
Derivation::LastCycle Derivation::cycle_before(const RecordedEvent& event) {
  LastCycle last;
  const std::uint64_t standing = event.links.standing;
  if (standing == no_seq) return last;
  const RecordedEvent top = event_at(standing, lookup_);
  if (top.facts.kind == EventKind::resale) {
    last.resale = top;
    last.resale->device = event.device;
  }
  if (const CycleRecord* known = cycles_.find(event.device); known != nullptr && known->resale == standing) {
    last.record = *known;
    return last;
  }
  for (const std::uint64_t seq : {collection_of(top), reconditioning_of(top)}) {
    if (seq != no_seq) advance(last.record, seq == top.seq ? top : event_at(seq, lookup_), texts_);
  }
  if (top.facts.kind == EventKind::return_ || top.facts.kind == EventKind::disposal)
    advance(last.record, top, texts_);
  last.record.suspended = selection_.amid ? was_suspended(top) : suspended_.contains(collection_of(top));
  return last;
}

/// Counts a standing event of the cycle `record` whose participant was suspended then.
void Derivation::note_suspension(CycleRecord& record, const Facts& facts) {
  if (!state_.suspended(facts.participant, facts.occurred_at)) return;
  record.suspended = true;
  ++suspended_[record.collection];
}

void Derivation::forget_suspension(const RecordedEvent& voided) {
  if (!state_.suspended(voided.facts.participant, voided.facts.occurred_at)) return;
  const auto counted = suspended_.find(collection_of(voided));
  if (counted != suspended_.end() && --counted->second == 0) suspended_.erase(counted);
}

/// Adds (or, with sign −1, takes off) all that `event` changes. `record` is its cycle as it stands before it,
/// or as a collection begins it; `last` the device's last cycle before it, where that may be resold.
void Derivation::contribute(const CycleRecord& record, const LastCycle* last, const RecordedEvent& event,
                            int sign) {
  const Facts& facts = event.facts;
  const RecordedEvent* const resale = last == nullptr ? nullptr : last->closing();
  if (facts.kind == EventKind::collection && last != nullptr && !is_void(event.seq)) {
    const LastCycle genuine = last_genuine(*last);
    if (genuine.resale) give_back(genuine, event, sign);
  }
  const BoundProject target = bound(record.project);
  if (!target.selected) return;
  contributions_.clear();
  const Refit refit = facts.kind == EventKind::reconditioning ? refit_of(facts) : record.refit;
  if (!selection_.avoided_only) {
    arithmetic_.emitted(target.crediting(), record, facts, contributions_);
    add_contributions(record, refit, event.device, facts.participant, sign);
  }
  if (selection_.list_frame) frame_event(record, event, sign);
  switch (facts.kind) {
    case EventKind::collection:
      count_open(record, sign);
      count_collection(record, facts, sign);
      break;
    case EventKind::reconditioning:
      break;
    case EventKind::resale:
      count_open(record, -sign);
      count_resale(resold(record, event), event.device, sign);
      break;
    case EventKind::return_:
      invariant(resale != nullptr, "only what was resold can be returned");
      count_open(record, sign);
      count_resale(resold(record, *resale), event.device, -sign);
      break;
    case EventKind::disposal:
      count_open(record, -sign);
      if (Cell* cell = counted(record, facts)) cell->cycles.disposed += sign;
      break;
    case EventKind::void_:
      break;
  }
}

/// What was credited and is collected again is given back where it was credited, whoever collects it.
void Derivation::give_back(const LastCycle& earlier, const RecordedEvent& collection, int sign) {
  const BoundProject credited = bound(earlier.record.project);
  if (!credited.selected) return;
  contributions_.clear();
  arithmetic_.given_back(credited.crediting(), resold(earlier.record, *earlier.resale), collection.facts,
                         contributions_);
  add_contributions(earlier.record, earlier.record.refit, collection.device,
                    earlier.resale->facts.participant, sign);
  if (!selection_.list_given_back || collection.project == texts_.text(earlier.record.project)) return;
  if (const auto listed = line(earlier.record, collection.device)) {
    CycleLine& given =
        given_back_.try_emplace(collection.seq, CycleLine{listed->cycle, listed->vintage, {}}).first->second;
    given.kg_co2e -= sign > 0 ? listed->kg_co2e : -listed->kg_co2e;
  }
}

std::vector<GivenBackLine> Derivation::given_back() const {
  std::vector<GivenBackLine> listed;
  for (const auto& [entry, given] : given_back_) {
    if (!given.kg_co2e.is_zero()) listed.push_back({entry, given});
  }
  return listed;
}

bool Derivation::is_void(std::uint64_t collection) const {
  return state_.records().void_collections.contains(collection);
}

/// A false collection is not to swallow what a true one behind it gives back.
Derivation::LastCycle Derivation::last_genuine(const LastCycle& last) {
  LastCycle genuine = last;
  while (genuine.record.stage != Stage::unseen && is_void(genuine.record.collection))
    genuine = cycle_before(event_at(genuine.record.collection, lookup_));
  return genuine;
}

ResoldCycle Derivation::resold(const CycleRecord& record, const RecordedEvent& resale) const {
  return {record, resale.facts,
          registry_reason(state_, texts_.text(record.project), record, resale.facts, resale.device,
                          selection_.further_names)};
}

void Derivation::count_resale(const ResoldCycle& cycle, const Pseudonym& device, int sign) {
  contributions_.clear();
  const Verdict verdict = arithmetic_.avoided(bound(cycle.record.project).crediting(), cycle, contributions_);
  judged_ = Judged{verdict, sign, avoided_by(contributions_)};
  add_contributions(cycle.record, cycle.record.refit, device, cycle.resale.participant, sign);
  if (selection_.list_frame) frame_resale(cycle, device, sign);
  Cell* cell = counted(cycle.record, cycle.resale);
  if (cell == nullptr) return;
  if (verdict.cycle_class == CycleClass::credited) {
    cell->cycles.credited += sign;
    if (cycle.confirmed()) cell->cycles.confirmed += sign;
    return;
  }
  auto& reasons = cell->cycles.ineligible;
  if (reasons.size() <= verdict.reason) reasons.resize(verdict.reason + 1);
  reasons[verdict.reason] += sign;
}

/// The cell that counts a cycle closed by `facts`; nullptr outside the crediting period, and outside what is
/// asked for.
Cell* Derivation::counted(const CycleRecord& record, const Facts& facts) {
  const BoundProject& target = bound(record.project);
  if (facts.occurred_at < target.looks_from || facts.occurred_at >= selection_.period.to) return nullptr;
  if (!target.crediting_period.contains(facts.occurred_at)) return nullptr;
  return &cell(record.project, facts.occurred_at, record.category, texts_.number_of(facts.participant),
               record.refit);
}

void Derivation::count_open(const CycleRecord& record, int by) {
  if (record.collected_at >= selection_.period.to) return;
  const Instant at = std::max(record.collected_at, selection_.period.from);
  cell(record.project, at, record.category, record.collector, Refit::none).cycles.open += by;
}

/// Only where the methodology looks at it: a cell more for an event costs.
void Derivation::count_collection(const CycleRecord& record, const Facts& facts, int sign) {
  if (!looks_back(*bound(record.project).methodology)) return;
  if (Cell* cell = counted(record, facts)) cell->collected += sign;
}

void Derivation::add_contributions(const CycleRecord& record, Refit refit, const Pseudonym& device,
                                   std::string_view participant, int sign) {
  Cell* target = nullptr;
  const Period asked{bound(record.project).looks_from, selection_.period.to};
  if (selection_.list_lines) {
    if (auto added = line(record, device)) {
      if (sign < 0) added->kg_co2e = -added->kg_co2e;
      lines_.add(*added);
    }
  }
  for (const Contribution& contribution : contributions_) {
    if (!asked.contains(contribution.at)) continue;
    if (target == nullptr) {
      target = &cell(record.project, contribution.at, record.category, texts_.number_of(participant), refit);
    }
    Decimal& sum =
        target->amounts.kg[Amounts::index(contribution.effect, contribution.french, contribution.direct)];
    if (sign > 0) {
      sum += contribution.kg_co2e;
    } else {
      sum -= contribution.kg_co2e;
    }
  }
  for (const Shift& shift : arithmetic_.shifts()) {
    if (!asked.contains(shift.at)) continue;
    const bool is_before = shift.at < selection_.period.from;
    scenario_sums_.add({record.category, is_before ? before_the_period : month_of(shift.at)}, shift, sign);
  }
}

/// All that an event adds counts at one instant.
std::optional<CycleLine> Derivation::line(const CycleRecord& record, const Pseudonym& device) const {
  if (contributions_.empty() || !selection_.period.contains(contributions_.front().at)) return std::nullopt;
  Amounts amounts;
  for (const Contribution& contribution : contributions_)
    amounts.kg[Amounts::index(contribution.effect, true, true)] += contribution.kg_co2e;
  return CycleLine{{device, ordinal(record)}, year_of(contributions_.front().at), amounts.net()};
}

Cell& Derivation::cell(std::uint32_t project, Instant at, std::uint32_t category, std::uint32_t participant,
                       Refit refit) {
  CellKey key{project, month_of(at), category, participant};
  if (at < selection_.period.from) key = {project, before_the_period, category, 0};
  if (selection_.by_approval) {
    const Participant* found = state_.records().participant(texts_.text(participant));
    if (found != nullptr) key.approvals = texts_.number_of(found->approvals_at(at));
  }
  if (selection_.by_reconditioning) key.refit = refit;
  return cells_[key];
}

std::map<CellKey, Cell> Derivation::cells() const {
  std::map<CellKey, Cell> ordered(cells_.begin(), cells_.end());
  for (std::uint32_t project = 0; project < projects_.size(); ++project) {
    const BoundProject& bound = projects_[project];
    if (bound.methodology == nullptr || !bound.selected || !looks_back(*bound.methodology)) continue;
    add_period_cells(ordered, project, bound.crediting(), selection_.period, texts_);
  }
  std::erase_if(ordered, [](const auto& cell) { return cell.first.month == before_the_period; });
  std::erase_if(ordered, [](const auto& cell) { return cell.second.is_empty(); });
  return ordered;
}

std::vector<ExplainedMonth> Derivation::period_months() const {
  std::vector<ExplainedMonth> months;
  for (std::uint32_t project = 0; project < projects_.size(); ++project) {
    const BoundProject& bound = projects_[project];
    if (bound.methodology == nullptr || !bound.selected || !looks_back(*bound.methodology)) continue;
    auto more = explained_months({cells_.begin(), cells_.end()}, project, bound.crediting(),
                                 selection_.period, texts_);
    std::move(more.begin(), more.end(), std::back_inserter(months));
  }
  return months;
}

std::map<int, ScenarioRows> Derivation::scenario_years() const {
  std::map<int, ScenarioRows> years = scenario_sums_.years();
  for (std::uint32_t project = 0; project < projects_.size(); ++project) {
    const BoundProject& bound = projects_[project];
    if (bound.methodology == nullptr || !bound.selected || !looks_back(*bound.methodology)) continue;
    add_period_shifts(years, {cells_.begin(), cells_.end()}, project, bound.crediting(), selection_.period,
                      scenario_sums_, texts_);
  }
  return years;
}

}  // namespace lcl
