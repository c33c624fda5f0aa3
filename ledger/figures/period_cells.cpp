// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/period_cells.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace lcl {
namespace {

constexpr std::array<std::pair<Effect, Fact>, 7> sums{{
    {Effect::avoided_manufacture, Fact::period_avoided_manufacture},
    {Effect::avoided_journeys, Fact::period_avoided_journeys},
    {Effect::emitted_journeys, Fact::period_emitted_journeys},
    {Effect::emitted_parts, Fact::period_emitted_parts},
    {Effect::emitted_energy, Fact::period_emitted_energy},
    {Effect::emitted_packaging, Fact::period_emitted_packaging},
    {Effect::given_back, Fact::period_given_back},
}};

/// What is counted of a category.
struct Counted {
  Amounts amounts;
  std::int64_t collected = 0;
  std::int64_t credited = 0;
  std::int64_t ineligible = 0;
  std::int64_t disposed = 0;

  void add(const Cell& cell) {
    amounts.add(cell.amounts);
    collected += cell.collected;
    credited += cell.cycles.credited;
    for (const std::int64_t count : cell.cycles.ineligible) ineligible += count;
    disposed += cell.cycles.disposed;
  }
  void add(const ScenarioRow& row) {
    for (std::size_t i = 0; i < effect_count; ++i)
      amounts.kg[Amounts::index(static_cast<Effect>(i), true, true)] += row.kg[i];
    credited += row.credited;
    ineligible -= row.credited;
  }
  void add(const Counted& other) {
    amounts.add(other.amounts);
    collected += other.collected;
    credited += other.credited;
    ineligible += other.ineligible;
    disposed += other.disposed;
  }
  [[nodiscard]] bool is_nothing() const {
    return collected == 0 && credited == 0 && ineligible == 0 && disposed == 0 &&
           std::all_of(sums.begin(), sums.end(),
                       [&](const auto& sum) { return amounts.of(sum.first).is_zero(); });
  }
};

/// Of each category its months.
using CountedMonths = std::map<std::uint32_t, std::map<std::int32_t, Counted>>;

CountedMonths counted_months(const std::map<CellKey, Cell>& cells, std::uint32_t project) {
  CountedMonths counted;
  for (const auto& [key, cell] : cells) {
    if (key.project == project) counted[key.category][key.month].add(cell);
  }
  return counted;
}

/// Evaluates the steps of the scope for one project.
class PeriodArithmetic {
 public:
  explicit PeriodArithmetic(const Crediting& crediting) : crediting_(crediting) {
    sheet_.project = &crediting.values;
  }

  /// What the steps yield of what was counted in the year of `year_start` up to `until`; nothing yields
  /// nothing.
  Amounts yield(std::string_view category, Instant year_start, Instant until, const Counted& counted,
                const Scenario* scenario = nullptr) {
    if (counted.is_nothing()) return {};
    sheet_[Fact::period_category] = category;
    for (auto& [fact, value] : facts(year_start, until, counted)) sheet_[fact] = value;
    const Methodology& methodology = crediting_.methodology;
    const auto fault = scenario == nullptr
                           ? methodology.evaluate(Scope::period, sheet_, figures_)
                           : methodology.evaluate(Scope::period, sheet_, figures_, *scenario, nullptr);
    if (fault && scenario != nullptr) fail_under(methodology, *scenario, *fault);
    if (fault) fail_evaluation(*fault);
    Amounts yielded;
    for_each_effect([&](const Step& step, bool french, std::size_t i) {
      yielded.kg[Amounts::index(*step.effect, french, step.direct)] += figures_.values[i];
    });
    return yielded;
  }

  /// The same with its trace; `values` are the figures of all steps.
  PeriodReading reading(std::string_view category, Instant year_start, Instant until, const Counted& counted,
                        std::vector<Decimal>& values) {
    PeriodReading read{until, facts(year_start, until, counted), {}};
    values.assign(crediting_.methodology.steps().size(), Decimal{});
    if (counted.is_nothing()) return read;
    sheet_[Fact::period_category] = category;
    for (auto& [fact, value] : read.facts) sheet_[fact] = value;
    if (const auto fault = crediting_.methodology.evaluate(Scope::period, sheet_, figures_, &read.steps))
      fail_evaluation(*fault);
    values = figures_.values;
    return read;
  }

  /// Calls `take` with each step that counts, whether its territory is France, and its place among the steps.
  template <typename Take>
  void for_each_effect(const Take& take) const {
    const auto steps = crediting_.methodology.steps();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Step& step = steps[i];
      if (step.scope != Scope::period || !step.effect) continue;
      const bool french = step.territory == Territory::france;
      if (!step.only_in_france || french) take(step, french, i);
    }
  }

 private:
  [[nodiscard]] std::vector<std::pair<Fact, Decimal>> facts(Instant year_start, Instant until,
                                                            const Counted& counted) const {
    const Instant from = std::max(year_start, crediting_.period.from);
    std::vector<std::pair<Fact, Decimal>> all{
        {Fact::period_days, Decimal{(until.milliseconds - from.milliseconds) / day_ms}},
        {Fact::period_collected, Decimal{counted.collected}},
        {Fact::period_credited, Decimal{counted.credited}},
        {Fact::period_ineligible, Decimal{counted.ineligible}},
        {Fact::period_disposed, Decimal{counted.disposed}}};
    for (const auto& [effect, fact] : sums) all.emplace_back(fact, counted.amounts.of(effect));
    return all;
  }

  const Crediting& crediting_;
  FactSheet sheet_;
  Figures figures_;
};

Amounts difference(const Amounts& end, const Amounts& start) {
  Amounts left;
  for (std::size_t i = 0; i < Amounts::size; ++i) left.kg[i] = end.kg[i] - start.kg[i];
  return left;
}

/// A year of the period, as far as credit is given in it.
struct YearSpan {
  Instant start;  ///< of the calendar year
  Instant from;
  Instant to;
};

std::vector<YearSpan> years_of(const Period& period, const Period& crediting) {
  std::vector<YearSpan> years;
  const Instant end = std::min(period.to, crediting.to);
  for (Instant from = std::max(period.from, crediting.from); from < end; from = years.back().to) {
    const int year = year_of(from);
    years.push_back({start_of_year(year), from, std::min(end, start_of_year(year + 1))});
  }
  return years;
}

const Counted& in_month(const std::map<std::int32_t, Counted>& months, std::int32_t month) {
  static const Counted nothing;
  const auto found = months.find(month);
  return found == months.end() ? nothing : found->second;
}

/// What is counted of the year up to its first instant in the period: only of the period's first year
/// something comes before.
Counted counted_before(const std::map<std::int32_t, Counted>& months, const YearSpan& year,
                       const Period& period) {
  return year.start < period.from ? in_month(months, before_the_period) : Counted{};
}

}  // namespace

bool looks_back(const Methodology& methodology) {
  const auto steps = methodology.steps();
  return std::any_of(steps.begin(), steps.end(),
                     [](const Step& step) { return step.scope == Scope::period; });
}

std::vector<ExplainedMonth> explained_months(const std::map<CellKey, Cell>& cells, std::uint32_t project,
                                             const Crediting& crediting, const Period& period,
                                             const TextNumbers& texts) {
  PeriodArithmetic arithmetic(crediting);
  std::vector<ExplainedMonth> explained;
  std::vector<Decimal> before;
  std::vector<Decimal> after;
  for (const auto& [category, months] : counted_months(cells, project)) {
    const std::string_view name = texts.text(category);
    for (const YearSpan& year : years_of(period, crediting.period)) {
      Counted counted = counted_before(months, year, period);
      Instant until;
      for (Instant from = year.from; from < year.to; from = until) {
        const int month = month_of(from);
        until = std::min(start_of_month(month + 1), year.to);
        ExplainedMonth one{
            std::string(name), arithmetic.reading(name, year.start, from, counted, before), {}, {}};
        counted.add(in_month(months, month));
        one.end = arithmetic.reading(name, year.start, until, counted, after);
        if (one.start.steps.empty() && one.end.steps.empty()) continue;
        arithmetic.for_each_effect([&](const Step& step, bool french, std::size_t i) {
          one.amounts.push_back({*step.effect, french, step.direct, from, after[i] - before[i]});
        });
        explained.push_back(std::move(one));
      }
    }
  }
  std::stable_sort(explained.begin(), explained.end(),
                   [](const auto& one, const auto& other) { return one.category < other.category; });
  return explained;
}

void add_period_cells(std::map<CellKey, Cell>& cells, std::uint32_t project, const Crediting& crediting,
                      const Period& period, const TextNumbers& texts) {
  PeriodArithmetic arithmetic(crediting);
  for (const auto& [category, months] : counted_months(cells, project)) {
    const std::string_view name = texts.text(category);
    for (const YearSpan& year : years_of(period, crediting.period)) {
      Counted counted = counted_before(months, year, period);
      Amounts start = arithmetic.yield(name, year.start, year.from, counted);
      for (int month = month_of(year.from); start_of_month(month) < year.to; ++month) {
        counted.add(in_month(months, month));
        const Instant until = std::min(start_of_month(month + 1), year.to);
        const Amounts end = arithmetic.yield(name, year.start, until, counted);
        cells[{project, month, category, 0}].amounts.add(difference(end, start));
        start = end;
      }
    }
  }
}

namespace {

/// As it is counted under a scenario.
Counted moved(Counted counted, const ScenarioRows& rows, std::size_t scenario) {
  if (scenario < rows.size()) counted.add(rows[scenario]);
  return counted;
}

/// What scenarios change of one category: before the period, and in a year of it.
struct CategoryRows {
  ScenarioRows before;
  std::map<int, ScenarioRows> years;
};

std::map<std::uint32_t, CategoryRows> rows_by_category(const ScenarioSums& sums) {
  std::map<std::uint32_t, CategoryRows> categories;
  for (const auto& [place, rows] : sums.places()) {
    CategoryRows& of = categories[place.category];
    add_rows(rows, place.month == before_the_period ? of.before : of.years[place.month / 12]);
  }
  return categories;
}

}  // namespace

void add_period_shifts(std::map<int, ScenarioRows>& years, const std::map<CellKey, Cell>& cells,
                       std::uint32_t project, const Crediting& crediting, const Period& period,
                       const ScenarioSums& sums, const TextNumbers& texts) {
  PeriodArithmetic arithmetic(crediting);
  const std::size_t scenarios = crediting.methodology.uncertain_groups().size() * 2;
  CountedMonths months = counted_months(cells, project);
  std::map<std::uint32_t, CategoryRows> changes = rows_by_category(sums);
  for (const auto& [category, rows] : changes) months[category];
  for (const auto& [category, of_category] : months) {
    const std::string_view name = texts.text(category);
    CategoryRows& rows = changes[category];
    for (const YearSpan& year : years_of(period, crediting.period)) {
      const Counted before = counted_before(of_category, year, period);
      Counted whole = before;
      for (int month = month_of(year.from); start_of_month(month) < year.to; ++month)
        whole.add(in_month(of_category, month));
      const ScenarioRows moved_before = year.start < period.from ? rows.before : ScenarioRows{};
      ScenarioRows moved_whole = moved_before;
      add_rows(rows.years[year_of(year.from)], moved_whole);
      const auto amounts = [&](const Counted& start, const Counted& end, const Scenario* scenario) {
        return difference(arithmetic.yield(name, year.start, year.to, end, scenario),
                          arithmetic.yield(name, year.start, year.from, start, scenario));
      };
      const Amounts declared = amounts(before, whole, nullptr);
      ScenarioRows changed(scenarios);
      for (std::size_t i = 0; i < scenarios; ++i) {
        const Scenario scenario{static_cast<std::uint32_t>(i / 2), i % 2 == 1};
        const Amounts more = difference(
            amounts(moved(before, moved_before, i), moved(whole, moved_whole, i), &scenario), declared);
        for (std::size_t effect = 0; effect < effect_count; ++effect)
          changed[i].kg[effect] = more.of(static_cast<Effect>(effect));
      }
      add_rows(changed, years[year_of(year.from)]);
    }
  }
}

}  // namespace lcl
