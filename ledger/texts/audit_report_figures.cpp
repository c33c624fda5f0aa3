// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <optional>
#include "ledger/figures/sampling.hpp"

#include "ledger/texts/audit_report_sections.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/texts/question_text.hpp"

namespace lcl::audit_report {
namespace {

using page::Cells;
using page::Fact;
using page::FactList;
using page::Heading;
using page::Message;
using page::Paragraph;
using page::Remark;
using page::Speech;
using page::Subheading;
using page::Table;
using page::Tone;

constexpr page::Language of_methodologies = page::Language::english;  // which their texts are written in

/// A text of a methodology's document, and its language where it is not the page's.
struct DocumentText {
  std::string text;
  page::OtherLanguage language{};
};

DocumentText document_text(const std::string& english, const std::string& french, Speech say) {
  if (say.language() == page::Language::french && !french.empty()) return {french, {}};
  return {english, of_methodologies};
}

/// `12: entries 3, 5 …`, or none.
std::string named(const UncheckedDevices::Named& some, Speech say) {
  std::string text = say.whole(some.count);
  for (std::size_t i = 0; i < some.entries.size(); ++i)
    text += (i == 0 ? " (" + say(Message::entries) + " " : ", ") + entry_number(some.entries[i]);
  if (!some.entries.empty()) text += some.count > some.entries.size() ? ", …)" : ")";
  return text;
}

Table classes_table(const AuditReport& report, Speech say) {
  const Cycles& cycles = report.tally.cycles;
  Table table{say(Message::cycles_by_class),
              {{say(Message::class_of_cycle)},
               {say(Message::cycles), Cells::numbers},
               {say(Message::share), Cells::numbers}},
              {},
              true};
  const auto row = [&](std::string name, std::int64_t count) {
    table.rows.push_back({std::move(name), say.number(Decimal(count), 0),
                          say.percent(Decimal(count), Decimal(cycles.total()))});
  };
  row(say(Message::class_credited), cycles.credited);
  for (std::size_t i = 0; i < cycles.ineligible.size(); ++i)
    row(say(Message::class_ineligible, {reason_text(report, i, say)}), cycles.ineligible[i]);
  row(say(Message::class_disposed), cycles.disposed);
  row(say(Message::class_open), cycles.open);
  row(say(Message::total), cycles.total());
  return table;
}

/// Rows of a tally with their cycles and figures, and the sums.
Table rows_table(std::string caption, std::string column, const std::vector<TallyRow>& rows,
                 const std::vector<std::string>& names, const AuditReport& report, Speech say) {
  Table table{std::move(caption),
              {{std::move(column)},
               {say(Message::cycles), Cells::numbers},
               {say(Message::class_credited), Cells::numbers},
               {say(Message::avoided), Cells::numbers},
               {say(Message::emitted), Cells::numbers},
               {say(Message::given_back), Cells::numbers}},
              {},
              true};
  const bool of_period = !lcl::of_period(report.tally).empty();
  if (of_period) table.columns.push_back({say(Message::baseline_and_leakage), Cells::numbers});
  table.columns.push_back({say(Message::net_s), Cells::numbers});
  const auto add = [&](std::string name, const Amounts& amounts, const Cycles& cycles) {
    std::vector<std::string> cells{std::move(name),
                                   say.number(Decimal(cycles.total()), 0),
                                   say.number(Decimal(cycles.credited), 0),
                                   say.kilograms(amounts.avoided()),
                                   say.kilograms(-amounts.emitted()),
                                   say.kilograms(-amounts.given_back())};
    if (of_period) cells.push_back(say.kilograms(-amounts.of_period()));
    cells.push_back(say.kilograms(amounts.net()));
    table.rows.push_back(std::move(cells));
  };
  for (std::size_t i = 0; i < rows.size(); ++i) add(names[i], rows[i].amounts, rows[i].cycles);
  add(say(Message::total), report.tally.amounts, report.tally.cycles);
  return table;
}

void add_champions(const AuditReport& report, Speech say, Blocks& blocks) {
  std::int64_t credited = 0;
  Decimal avoided;
  for (const TallyRow& row : report.by_approvals) {
    if (!makes_impact_champion(row.labels.front())) continue;
    credited += row.cycles.credited;
    avoided += row.amounts.avoided();
  }
  if (report.tally.cycles.credited == 0) return;
  blocks.emplace_back(Subheading{say(Message::champions)});
  blocks.emplace_back(
      Paragraph{say(Message::champions_text,
                    {say.number(Decimal(credited), 0), say.number(Decimal(report.tally.cycles.credited), 0),
                     say.percent(avoided, report.tally.amounts.avoided())})});
}

/// Devices that no check digit vouches for.
void add_unchecked(const UncheckedDevices& unchecked, Speech say, Blocks& blocks) {
  blocks.emplace_back(Subheading{say(Message::identifiers)});
  blocks.emplace_back(FactList{{{say(Message::collections), say.whole(unchecked.collections)},
                                {say(Message::imei_unchecked), named(unchecked.imei, say)},
                                {say(Message::serial_unchecked), named(unchecked.serial, say)}}});
  blocks.emplace_back(Paragraph{say(Message::identifiers_text)});
}

}  // namespace

Table effects_table(const Amounts& amounts, Speech say) {
  Table table{say(Message::effects_by_territory),
              {{say(Message::effect)},
               {say(Message::in_france), Cells::numbers},
               {say(Message::abroad), Cells::numbers},
               {say(Message::total), Cells::numbers},
               {say(Message::of_it_direct), Cells::numbers}},
              {},
              true};
  Decimal france_sum, abroad_sum, direct_sum;
  for (std::size_t i = 0; i < effect_count; ++i) {
    const auto effect = static_cast<Effect>(i);
    if (is_of_period(effect) && amounts.of(effect).is_zero()) continue;
    const auto signed_by_effect = [effect](const Decimal& kg) { return adds(effect) ? kg : -kg; };
    const Decimal france = signed_by_effect(amounts.of(effect, true));
    const Decimal abroad = signed_by_effect(amounts.of(effect, false));
    const Decimal direct = signed_by_effect(amounts.kg[Amounts::index(effect, true, true)] +
                                            amounts.kg[Amounts::index(effect, false, true)]);
    table.rows.push_back({say(name_of(effect)), say.kilograms(france), say.kilograms(abroad),
                          say.kilograms(france + abroad), say.kilograms(direct)});
    france_sum += france;
    abroad_sum += abroad;
    direct_sum += direct;
  }
  table.rows.push_back({say(Message::net_reduction), say.kilograms(france_sum), say.kilograms(abroad_sum),
                        say.kilograms(france_sum + abroad_sum), say.kilograms(direct_sum)});
  return table;
}

namespace {

Table vintages_table(const AuditReport& report, Speech say) {
  Table table{say(Message::vintages_caption),
              {{say(Message::vintage)},
               {say(Message::net_s), Cells::numbers},
               {say(Message::discounts), Cells::numbers},
               {say(Message::creditable_c), Cells::numbers},
               {say(Message::whole_credits), Cells::numbers}},
              {}};
  for (const Vintage& vintage : report.tally.vintages)
    table.rows.push_back({std::to_string(vintage.year), say.kilograms(vintage.net),
                          say.kilograms(vintage.creditable - vintage.net), say.kilograms(vintage.creditable),
                          say.number(Decimal(vintage.units), 0)});
  return table;
}

Table compared(const AuditReport& report, Speech say) {
  const Decimal net = report.tally.amounts.net();
  const Digest digest = digest_of(report.tally);
  const auto verdict = [&](bool equal) { return say(equal ? Message::equal : Message::not_equal); };
  return {say(Message::recomputation_caption),
          {{say(Message::figure)},
           {say(Message::stated), Cells::code},
           {say(Message::recomputed), Cells::code},
           {say(Message::result)}},
          {{say(Message::reduction_exact), say.exact(report.report.reduction), say.exact(net),
            verdict(report.report.reduction == net)},
           {say(Message::tally_digest), hex(report.report.tally), hex(digest),
            verdict(report.report.tally == digest)},
           {say(Message::methodology_digest), hex(report.report.methodology), hex(report.tally.methodology),
            verdict(report.report.methodology == report.tally.methodology)}}};
}

void add_issuances(const AuditReport& report, Speech say, Blocks& blocks) {
  if (report.issuances.empty()) {
    blocks.emplace_back(Paragraph{say(Message::no_issuance)});
    return;
  }
  Table table{say(Message::issuances_caption),
              {{say(Message::entry)},
               {say(Message::vintage)},
               {say(Message::credits), Cells::numbers},
               {say(Message::result)}},
              {}};
  for (const IssuanceCheck& check : report.issuances) {
    constexpr std::array<Message, 3> outcomes{Message::equal, Message::not_equal, Message::not_established};
    std::string result = say(outcomes[static_cast<std::size_t>(check.outcome)]);
    if (!check.detail.empty()) result += ": " + check.detail;
    table.rows.push_back({entry_number(check.issuance.seq), std::to_string(check.issuance.vintage),
                          say.whole(check.issuance.count), std::move(result)});
  }
  blocks.emplace_back(std::move(table));
}

void add_raised(const Plausibility& plausibility, Speech say, Blocks& blocks) {
  if (plausibility.questions.empty()) {
    blocks.emplace_back(Paragraph{say(Message::no_question)});
    return;
  }
  constexpr std::size_t most_entries = 6;
  constexpr std::size_t most_cases = 6;
  Table table{say(Message::questions_caption), {{say(Message::question)}, {say(Message::entries)}}, {}};
  for (const Question& each : plausibility.questions)
    table.rows.push_back(
        {question_text(each, most_cases, say), entries_text(each.behind, most_entries, say)});
  add_cut(std::move(table), say, blocks);
}

}  // namespace

void add_population(const AuditReport& report, Speech say, Blocks& blocks) {
  const Tally& tally = report.tally;
  blocks.emplace_back(Heading{say(Message::population)});
  blocks.emplace_back(
      Paragraph{say(Message::population_text, {say.counted(static_cast<std::uint64_t>(tally.cycles.total()),
                                                           Message::one_cycle, Message::several_cycles),
                                               say.whole(tally.checkpoint.size)})});
  blocks.emplace_back(classes_table(report, say));
  if (auto chart = devices_chart(report, say)) blocks.push_back(std::move(*chart));
  if (!report.by_category.empty()) {
    const CategoryFigures figures{report.by_category, report.by_month_and_category};
    if (auto chart = months_chart(figures, say)) blocks.push_back(std::move(*chart));
    if (auto table = months_table(figures, say)) add_cut(std::move(*table), say, blocks);
    if (auto chart = categories_chart(figures, say)) blocks.push_back(std::move(*chart));
    std::vector<std::string> names;
    for (const TallyRow& row : report.by_category) names.push_back(category_text(row.labels.front(), say));
    Table by_category =
        rows_table(say(Message::by_category), say(Message::category), report.by_category, names, report, say);
    add_cut(std::move(by_category), say, blocks);
    names.clear();
    for (const TallyRow& row : report.by_participant) {
      const std::string& siret = row.labels.front();  // empty: what is a period's
      names.push_back(siret.empty() ? say(Message::of_no_participant) : party(report, siret));
    }
    Table by_participant = rows_table(say(Message::by_participant), say(Message::participant),
                                      report.by_participant, names, report, say);
    add_cut(std::move(by_participant), say, blocks);
    blocks.emplace_back(Paragraph{say(Message::by_participant_text)});
  }
  add_champions(report, say, blocks);
  add_unchecked(report.unchecked, say, blocks);
}

void add_project_values(const AuditReport& report, Speech say, Blocks& blocks) {
  if (report.project_values.empty()) return;
  Table table{say(Message::project_values_caption),
              {{say(Message::name)},
               {say(Message::value), Cells::numbers},
               {say(Message::unit)},
               {say(Message::span)},
               {say(Message::source)}},
              {}};
  FactList meanings;
  for (const ProjectValue& each : report.project_values) {
    const ProjectParameter& asked = each.asked;
    const std::string span =
        say(Message::from_to, {say.exact(asked.span.lowest), say.exact(asked.span.highest)});
    for (const auto& [category, value] : each.stated.values)
      table.rows.push_back({asked.name + (category.empty() ? "" : " (" + category + ")"), say.exact(value),
                            asked.unit, span, each.stated.source});
    DocumentText title = document_text(asked.title, asked.french_title, say);
    meanings.facts.push_back({asked.name, std::move(title.text), false, title.language});
  }
  blocks.emplace_back(std::move(table));
  blocks.emplace_back(std::move(meanings));
}

void add_method(const AuditReport& report, Speech say, Blocks& blocks) {
  const MethodologyOutline& method = report.methodology;
  blocks.emplace_back(Heading{say(Message::method)});
  const DocumentText title = document_text(method.title, method.french_title, say);
  const DocumentText summary = document_text(method.summary, method.french_summary, say);
  blocks.emplace_back(FactList{{{say(Message::methodology), title.text, false, title.language},
                                {say(Message::version), method.id + " " + method.version},
                                {say(Message::status), called_as(methodology_statuses, method.status, say)},
                                {say(Message::digest), hex(method.digest), true}}});
  if (method.status != "approved") blocks.emplace_back(Remark{Tone::caution, say(Message::not_approved)});
  blocks.emplace_back(Paragraph{summary.text, summary.language});
  blocks.emplace_back(Paragraph{
      say(Message::assumptions_text, {say.whole(method.assumptions), say.whole(method.parameters)})});
  add_project_values(report, say, blocks);
  Table steps{
      say(Message::steps_caption), {{say(Message::step)}, {say(Message::formula)}, {say(Message::unit)}}, {}};
  for (const Step& step : method.steps) steps.rows.push_back({step.name, step.formula, step.unit});
  blocks.emplace_back(std::move(steps));
  Table rules{say(Message::rules_caption), {{say(Message::broken_rule)}, {say(Message::formula)}}, {}};
  for (const Eligibility& rule : method.rules) {
    const std::optional<std::string> known = rule_in(say, rule);
    rules.rows.push_back({known.value_or(rule.title), rule.formula});
    if (!known) rules.columns.front().language = of_methodologies;
  }
  if (!rules.rows.empty()) blocks.emplace_back(std::move(rules));
  blocks.emplace_back(FactList{
      {{say(Message::discount_additionality), say.percent(method.discounts[0])},
       {say(Message::discount_uncertainty),
        method.computes_uncertainty ? say(Message::discount_computed) : say.percent(method.discounts[1])},
       {say(Message::discount_reversal), say.percent(method.discounts[2])}}});
  blocks.emplace_back(Paragraph{say(Message::discounts_text)});
}

namespace {

/// How certain the reductions are, where the method says what is not.
void add_uncertainty(const AuditReport& report, Speech say, Blocks& blocks) {
  if (report.uncertainty.groups.empty()) return;
  if (auto chart = uncertainty_chart(report, say)) blocks.push_back(std::move(*chart));
  Table table{say(Message::uncertainty_caption),
              {{say(Message::vintage)},
               {say(Message::net_reduction), Cells::numbers},
               {say(Message::asymmetric_sources), Cells::numbers},
               {say(Message::symmetric_sources), Cells::numbers},
               {say(Message::certain_reduction), Cells::numbers}},
              {}};
  for (const VintageUncertainty& vintage : report.uncertainty.vintages) {
    table.rows.push_back({std::to_string(vintage.year), say.kilograms(vintage.net),
                          say.kilograms(-vintage.uncertain.asymmetric),
                          say.kilograms(-vintage.uncertain.symmetric), say.kilograms(vintage.low)});
  }
  blocks.emplace_back(std::move(table));
  blocks.emplace_back(Paragraph{say(Message::uncertainty_text)});
}

}  // namespace

void add_results(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::results)});
  for (const Vintage& vintage : report.tally.vintages) blocks.push_back(waterfall_chart(vintage, say));
  blocks.emplace_back(effects_table(report.tally.amounts, say));
  const Decimal avoided_in_france = report.tally.amounts.of(Effect::avoided_manufacture, true) +
                                    report.tally.amounts.of(Effect::avoided_journeys, true);
  blocks.emplace_back(
      Remark{Tone::caution,
             say(Message::territory_text, {say.percent(avoided_in_france, report.tally.amounts.avoided())})});
  if (!report.tally.vintages.empty()) blocks.emplace_back(vintages_table(report, say));
  blocks.emplace_back(Paragraph{say(Message::credits_text)});
  add_uncertainty(report, say, blocks);
}

void add_recomputation(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::recomputation)});
  blocks.emplace_back(Paragraph{say(Message::recomputation_text, {say.whole(report.report.checkpoint.size),
                                                                  say.whole(report.read.recomputed)})});
  blocks.emplace_back(compared(report, say));
  add_issuances(report, say, blocks);
}

void add_asked(const Project& project, Speech say, Blocks& blocks) {
  if (project.questions.empty()) return;
  Table table{say(Message::asked_caption),
              {{say(Message::entry)}, {say(Message::question)}, {say(Message::answer)}},
              {}};
  for (const AskedQuestion& asked : project.questions) {
    std::string answers;
    for (const QuestionAnswer& each : asked.answers) answers += (answers.empty() ? "" : " · ") + each.text;
    table.rows.push_back(
        {entry_number(asked.seq), asked.text, answers.empty() ? say(Message::not_answered) : answers});
  }
  add_cut(std::move(table), say, blocks);
}

void add_questions(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::questions)});
  blocks.emplace_back(Paragraph{say(Message::questions_text)});
  Table tests{say(Message::tests_caption),
              {{say(Message::test)},
               {say(Message::looked_at), Cells::numbers},
               {say(Message::questions_raised), Cells::numbers}},
              {}};
  for (const TestRun& run : report.plausibility.tests)
    tests.rows.push_back({test_text(run.test, say),
                          run.looked_at == 0 ? say(Message::too_few) : say.whole(run.looked_at),
                          say.whole(run.questions)});
  blocks.emplace_back(std::move(tests));
  add_raised(report.plausibility, say, blocks);
  add_asked(report.project, say, blocks);
}

}  // namespace lcl::audit_report
