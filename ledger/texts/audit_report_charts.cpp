// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "ledger/texts/audit_report_sections.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/page/charts.hpp"
#include "ledger/texts/uncertainty_text.hpp"

namespace lcl::audit_report {
namespace {

using page::Bar;
using page::BarPart;
using page::Chart;
using page::ColumnStack;
using page::FlowEnd;
using page::Ink;
using page::Message;
using page::Series;
using page::Speech;

constexpr std::size_t most_columns = 120;
constexpr std::size_t most_bars = 40;  // of a chart, so that it fits on a sheet and can be read
constexpr std::size_t most_sources = 24;
constexpr std::size_t most_months = 60;  // then years are shown

Decimal size_of(const Decimal& value) { return value.is_negative() ? -value : value; }

/// Categories in the order of their reductions, largest first; those that share the last ink come last.
std::vector<std::string> categories_by_size(const std::vector<TallyRow>& by_category) {
  std::vector<const TallyRow*> rows;
  rows.reserve(by_category.size());
  for (const TallyRow& row : by_category) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const TallyRow* a, const TallyRow* b) {
    return size_of(b->amounts.net()) < size_of(a->amounts.net());
  });
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const TallyRow* row : rows) names.push_back(row->labels.front());
  return names;
}

/// The series that a category is drawn in.
std::size_t series_of(const std::vector<std::string>& categories, const std::string& category) {
  const auto place = static_cast<std::size_t>(std::find(categories.begin(), categories.end(), category) -
                                              categories.begin());
  return std::min(place, std::size(page::series_inks) - 1);
}

std::vector<Series> category_series(const std::vector<std::string>& categories, Speech say) {
  constexpr std::size_t inks = std::size(page::series_inks);
  std::vector<Series> series;
  for (std::size_t i = 0; i < std::min(categories.size(), inks); ++i) {
    const bool is_rest = i + 1 == inks && categories.size() > inks;
    series.push_back(
        {is_rest ? say(Message::other_categories) : category_text(categories[i], say), page::series_inks[i]});
  }
  return series;
}

FlowEnd flow_end(std::string name, std::int64_t count, std::int64_t total, Ink ink, Speech say) {
  const auto number = static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0));
  return {std::move(name), say.whole(number) + " · " + say.percent(Decimal(count), Decimal(total)), number,
          ink};
}

/// Builds a waterfall step by step.
class Waterfall {
 public:
  Waterfall(Speech say, const ChartUnit& unit) : say_(say), unit_(unit) {}

  void step(std::string name, const Decimal& france, const Decimal& abroad) {
    const Decimal between = level_ + france;
    const Decimal end = between + abroad;
    add(std::move(name), france + abroad,
        {{in(level_), in(between), Ink::blue}, {in(between), in(end), Ink::orange}}, false);
    level_ = end;
  }
  void deduction(std::string name, const Decimal& to) {
    add(std::move(name), to - level_, {{in(level_), in(to), Ink::grey}}, false);
    level_ = to;
  }
  void total(std::string name) { add(std::move(name), level_, {{Decimal(), in(level_), Ink::green}}, true); }

  [[nodiscard]] page::Drawing draw() const {
    return page::bars(bars_,
                      {{say_(Message::in_france), Ink::blue},
                       {say_(Message::abroad), Ink::orange},
                       {say_(Message::discounts), Ink::grey},
                       {say_(Message::sums), Ink::green}},
                      true);
  }
  [[nodiscard]] std::string description() const {
    std::string text;
    for (const Bar& bar : bars_) text += (text.empty() ? "" : "; ") + bar.name + ": " + bar.figure;
    return text;
  }

 private:
  [[nodiscard]] Decimal in(const Decimal& kg) const { return unit_.in_it(kg); }
  void add(std::string name, const Decimal& kg, std::vector<BarPart> parts, bool is_total) {
    bars_.push_back({std::move(name), say_.number(in(kg), 1), std::move(parts), is_total});
  }

  Speech say_;
  ChartUnit unit_;
  Decimal level_;
  std::vector<Bar> bars_;
};

}  // namespace

Decimal ChartUnit::in_it(const Decimal& kg) const { return quotient(kg, kilograms).value_or(kg); }

ChartUnit chart_unit(const Decimal& largest) {
  return Decimal(10'000) <= size_of(largest) ? ChartUnit{Decimal(1'000), Message::unit_tonnes}
                                             : ChartUnit{Decimal(1), Message::unit_kilograms};
}

std::optional<page::Block> months_chart(const CategoryFigures& figures, Speech say) {
  const std::vector<std::string> categories = categories_by_size(figures.by_category);
  const std::vector<Series> series = category_series(categories, say);
  std::map<std::string, std::vector<Decimal>> spans;
  std::size_t months = 0;
  const std::string* last = nullptr;
  for (const TallyRow& row : figures.by_month_and_category) {
    if (last == nullptr || *last != row.labels[0]) ++months;
    last = &row.labels[0];
  }
  const bool by_year = months > most_months;
  Decimal largest;
  for (const TallyRow& row : figures.by_month_and_category) {
    std::vector<Decimal>& values = spans[by_year ? row.labels[0].substr(0, 4) : row.labels[0]];
    values.resize(series.size());
    Decimal& value = values[series_of(categories, row.labels[1])];
    value += row.amounts.net();
    largest = std::max(largest, size_of(value));
  }
  if (spans.size() < 2 || spans.size() > most_columns) return std::nullopt;
  const ChartUnit unit = chart_unit(largest);
  std::vector<ColumnStack> stacks;
  std::string description;
  for (auto& [span, values] : spans) {
    Decimal sum;
    for (Decimal& value : values) {
      sum += value;
      value = unit.in_it(value);
    }
    stacks.push_back({by_year ? span : say.month(span), values});
    description +=
        (description.empty() ? "" : "; ") + stacks.back().name + ": " + say.number(unit.in_it(sum), 1);
  }
  return Chart{say(by_year ? Message::chart_years : Message::chart_months, {say(unit.title)}), description,
               page::columns(stacks, series, say)};
}

std::optional<page::Table> months_table(const CategoryFigures& figures, Speech say) {
  const std::vector<std::string> categories = categories_by_size(figures.by_category);
  const std::vector<Series> series = category_series(categories, say);
  std::map<std::string, std::vector<Decimal>> months;
  for (const TallyRow& row : figures.by_month_and_category) {
    std::vector<Decimal>& values = months[row.labels[0]];
    values.resize(series.size());
    values[series_of(categories, row.labels[1])] += row.amounts.net();
  }
  if (months.size() < 2) return std::nullopt;
  page::Table table{say(Message::by_month_and_category), {{say(Message::month)}}, {}};
  for (const Series& each : series) table.columns.push_back({each.name, page::Cells::numbers});
  table.columns.push_back({say(Message::total), page::Cells::numbers});
  for (const auto& [month, values] : months) {
    std::vector<std::string> cells{say.month(month)};
    Decimal sum;
    for (const Decimal& value : values) {
      sum += value;
      cells.push_back(say.kilograms(value));
    }
    cells.push_back(say.kilograms(sum));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::optional<page::Block> categories_chart(const CategoryFigures& figures, Speech say) {
  if (figures.by_category.size() < 2 || figures.by_category.size() > most_columns) return std::nullopt;
  Decimal largest;
  for (const TallyRow& row : figures.by_category) largest = std::max(largest, size_of(row.amounts.net()));
  const ChartUnit unit = chart_unit(largest);
  const std::vector<std::string> categories = categories_by_size(figures.by_category);
  std::vector<Bar> bars;
  std::string description;
  for (std::size_t i = 0; i < std::min(categories.size(), most_bars); ++i) {
    const std::string& category = categories[i];
    const auto row = std::find_if(figures.by_category.begin(), figures.by_category.end(),
                                  [&](const TallyRow& each) { return each.labels.front() == category; });
    const Decimal net = unit.in_it(row->amounts.net());
    bars.push_back({category_text(category, say),
                    say.number(net, 1),
                    {{Decimal(), net, page::series_inks[series_of(categories, category)]}},
                    false});
    description += (description.empty() ? "" : "; ") + bars.back().name + ": " + bars.back().figure;
  }
  return Chart{say(Message::chart_categories, {say(unit.title)}), description, page::bars(bars, {})};
}

std::optional<page::Block> devices_chart(const AuditReport& report, Speech say) {
  const Cycles& cycles = report.tally.cycles;
  const std::int64_t total = cycles.total();
  if (total <= 0) return std::nullopt;
  std::int64_t resold = cycles.credited;
  for (const std::int64_t count : cycles.ineligible) resold += count;
  page::Flow flow{flow_end(say(Message::collected), total, total, Ink::sky, say),
                  flow_end(say(Message::resold), resold, total, Ink::blue, say),
                  {flow_end(say(Message::class_credited), cycles.credited, total, Ink::green, say)},
                  {flow_end(say(Message::class_disposed), cycles.disposed, total, Ink::purple, say),
                   flow_end(say(Message::class_open), cycles.open, total, Ink::grey, say)}};
  for (std::size_t i = 0; i < cycles.ineligible.size(); ++i)
    flow.through.push_back(
        flow_end(reason_text(report, i, say), cycles.ineligible[i], total, Ink::vermillion, say));
  std::string description = flow.source.name + ": " + flow.source.figure;
  for (const auto* ends : {&flow.through, &flow.straight}) {
    for (const FlowEnd& each : *ends) {
      if (each.count > 0) description += "; " + each.name + ": " + each.figure;
    }
  }
  return Chart{say(Message::chart_devices), description, page::flow(flow)};
}

page::Block waterfall_chart(const Vintage& vintage, Speech say) {
  const ChartUnit unit = chart_unit(vintage.amounts.avoided());
  Waterfall waterfall(say, unit);
  for (std::size_t i = 0; i < effect_count; ++i) {
    const auto effect = static_cast<Effect>(i);
    if (is_of_period(effect) && vintage.amounts.of(effect).is_zero()) continue;
    const Decimal france = vintage.amounts.of(effect, true);
    const Decimal abroad = vintage.amounts.of(effect, false);
    waterfall.step(say(name_of(effect)), adds(effect) ? france : -france, adds(effect) ? abroad : -abroad);
  }
  waterfall.total(say(Message::net_reduction));
  waterfall.deduction(say(Message::discounts), vintage.creditable);
  waterfall.total(say(Message::creditable));
  return Chart{say(Message::chart_waterfall, {std::to_string(vintage.year), say(unit.title)}),
               waterfall.description(), waterfall.draw()};
}

std::optional<page::Block> uncertainty_chart(const AuditReport& report, Speech say) {
  std::vector<SourceOfUncertainty> sources = sources_by_size(report.uncertainty);
  if (sources.empty()) return std::nullopt;
  sources.resize(std::min(sources.size(), most_sources), sources.front());
  const ChartUnit unit = chart_unit(std::max(size_of(sources.front().low), size_of(sources.front().high)));
  std::vector<Bar> bars;
  std::string description;
  for (const SourceOfUncertainty& source : sources) {
    const Decimal less = unit.in_it(std::min({source.low, source.high, Decimal()}));
    const Decimal more = unit.in_it(std::max({source.low, source.high, Decimal()}));
    bars.push_back({source.group.name,
                    say.number(less, 1) + " / +" + say.number(more, 1),
                    {{less, Decimal(), Ink::vermillion}, {Decimal(), more, Ink::sky}},
                    false});
    description += (description.empty() ? "" : "; ") + bars.back().name + ": " + bars.back().figure;
  }
  return Chart{
      say(Message::chart_uncertainty, {say(unit.title)}), description,
      page::bars(bars, {{say(Message::takes_off), Ink::vermillion}, {say(Message::adds_to), Ink::sky}})};
}

page::Block strata_chart(const SampleSection& sample, Speech say) {
  std::vector<Bar> bars;
  std::string description;
  std::vector<SampleStratum> strata = sample.strata;
  std::stable_sort(strata.begin(), strata.end(), [](const SampleStratum& a, const SampleStratum& b) {
    return b.population.cycles < a.population.cycles;
  });
  strata.resize(std::min(strata.size(), most_bars));
  for (const SampleStratum& stratum : strata) {
    const auto number = [](std::uint64_t count) { return Decimal(static_cast<std::int64_t>(count)); };
    const std::string name =
        category_text(stratum.population.category, say) + ", " + stratum.population.participant;
    bars.push_back({name,
                    say(Message::drawn_of, {say.whole(stratum.drawn), say.whole(stratum.population.cycles)}),
                    {{Decimal(), number(stratum.differing), Ink::vermillion},
                     {number(stratum.differing), number(stratum.drawn), Ink::blue}},
                    false});
    description += (description.empty() ? "" : "; ") + name + ": " + bars.back().figure;
  }
  const bool all = strata.size() == sample.strata.size();
  std::vector<Series> legend{{say(Message::differing), Ink::vermillion}, {say(Message::agreeing), Ink::blue}};
  if (sample.sample.evaluations.empty()) legend = {{say(Message::drawn), Ink::blue}};
  return Chart{
      all ? say(Message::chart_strata)
          : say(Message::chart_largest_strata, {say.whole(strata.size()), say.whole(sample.strata.size())}),
      description, page::bars(bars, legend)};
}

}  // namespace lcl::audit_report
