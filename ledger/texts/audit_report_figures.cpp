// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "ledger/figures/sampling.hpp"
#include "ledger/texts/audit_report_sections.hpp"
#include "ledger/texts/figures.hpp"
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

constexpr std::size_t most_rows = 200;  // of a table that grows with the ledger

void cut(Table& table, Speech say, Blocks& blocks) {
  const std::size_t rows = table.rows.size();
  if (rows > most_rows) table.rows.resize(most_rows);
  blocks.emplace_back(std::move(table));
  if (rows > most_rows)
    blocks.emplace_back(Paragraph{say(Message::more_rows, {say.whole(most_rows), say.whole(rows)})});
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
              rows.size() <= most_rows};
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
  if (table.has_total) add(say(Message::total), report.tally.amounts, report.tally.cycles);
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
  blocks.emplace_back(Subheading{say(Message::champions)});
  blocks.emplace_back(
      Paragraph{say(Message::champions_text,
                    {say.number(Decimal(credited), 0), say.number(Decimal(report.tally.cycles.credited), 0),
                     say.percent(avoided, report.tally.amounts.avoided())})});
}

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

/// In the order of SamplingMethod.
constexpr std::array<Message, 3> sampling_methods{Message::method_random, Message::method_stratified,
                                                  Message::method_monetary_unit};

/// What the auditor recorded last of a sample.
void add_evaluation(const DrawnSample& sample, const Decimal& material, Speech say, Blocks& blocks) {
  if (sample.evaluations.empty()) {
    blocks.emplace_back(Remark{Tone::caution, say(Message::not_evaluated)});
    return;
  }
  const SampleEvaluation& evaluation = sample.evaluations.back();
  blocks.emplace_back(FactList{{{say(Message::differing), say.whole(evaluation.results.size())},
                                {say(Message::projected), say.kilograms(evaluation.projected)},
                                {say(Message::upper_bound), say.kilograms(evaluation.bound)}}});
  const bool is_within = evaluation.bound <= material;
  blocks.emplace_back(Remark{is_within ? Tone::good : Tone::bad,
                             say(is_within ? Message::bound_within : Message::bound_beyond)});
}

void add_raised(const Plausibility& plausibility, Speech say, Blocks& blocks) {
  if (plausibility.questions.empty()) {
    blocks.emplace_back(Paragraph{say(Message::no_question)});
    return;
  }
  constexpr std::size_t most_entries = 6;
  Table table{say(Message::questions_caption), {{say(Message::question)}, {say(Message::entries)}}, {}};
  for (const Question& each : plausibility.questions)
    table.rows.push_back({question_text(each, say), entries_text(each, most_entries, say)});
  cut(table, say, blocks);
}

/// What was asked and answered in the ledger.
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
  cut(table, say, blocks);
}

/// One sample, with its plan, what was found, and its strata.
void add_section(const SampleSection& section, const std::string& auditor, Speech say, Blocks& blocks) {
  const DrawnSample& sample = section.sample;
  const SamplingPlan& plan = section.plan;
  const Decimal material = tolerable(plan, sample.kg_co2e);
  blocks.emplace_back(Paragraph{say(Message::sample_text, {entry_number(sample.commitment)})});
  blocks.emplace_back(
      FactList{{{say(Message::auditor), auditor},
                {say(Message::sampling_method), say(sampling_methods[static_cast<std::size_t>(plan.method)])},
                {say(Message::devices_drawn),
                 say(Message::drawn_of, {say.whole(sample.size), say.whole(sample.population)})},
                {say(Message::population_kilograms), say.kilograms(sample.kg_co2e)},
                {say(Message::assurance),
                 say(plan.reasonable ? Message::assurance_reasonable : Message::assurance_limited)},
                {say(Message::materiality),
                 say.percent(plan.materiality) + " · " + say.kilograms(material) + " kgCO2e"},
                {say(Message::expected_misstatement), say.percent(plan.expected)},
                {say(Message::seed), hex(section.seed), true}}});
  add_evaluation(sample, material, say, blocks);
  blocks.push_back(strata_chart(section, say));
  Table table{say(Message::strata_caption),
              {{say(Message::category)},
               {say(Message::participant)},
               {say(Message::devices), Cells::numbers},
               {say(Message::kilograms), Cells::numbers},
               {say(Message::drawn), Cells::numbers},
               {say(Message::differing), Cells::numbers}},
              {}};
  for (const SampleStratum& each : section.strata)
    table.rows.push_back({each.category, each.participant, say.whole(each.population),
                          say.kilograms(each.kg_co2e), say.whole(each.drawn), say.whole(each.differing)});
  cut(table, say, blocks);
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
    if (auto chart = months_chart(report, say)) blocks.push_back(std::move(*chart));
    if (auto chart = categories_chart(report, say)) blocks.push_back(std::move(*chart));
    std::vector<std::string> names;
    for (const TallyRow& row : report.by_category) names.push_back(row.labels.front());
    Table by_category =
        rows_table(say(Message::by_category), say(Message::category), report.by_category, names, report, say);
    cut(by_category, say, blocks);
    names.clear();
    for (const TallyRow& row : report.by_participant) names.push_back(party(report, row.labels.front()));
    Table by_participant = rows_table(say(Message::by_participant), say(Message::participant),
                                      report.by_participant, names, report, say);
    cut(by_participant, say, blocks);
    blocks.emplace_back(Paragraph{say(Message::by_participant_text)});
  }
  add_champions(report, say, blocks);
}

void add_method(const AuditReport& report, Speech say, Blocks& blocks) {
  const MethodologyOutline& method = report.methodology;
  blocks.emplace_back(Heading{say(Message::method)});
  blocks.emplace_back(FactList{{{say(Message::methodology), method.title},
                                {say(Message::version), method.id + " " + method.version},
                                {say(Message::status), method.status},
                                {say(Message::digest), hex(method.digest), true}}});
  if (method.status != "approved") blocks.emplace_back(Remark{Tone::caution, say(Message::not_approved)});
  blocks.emplace_back(Paragraph{method.summary});
  blocks.emplace_back(Paragraph{
      say(Message::assumptions_text, {say.whole(method.assumptions), say.whole(method.parameters)})});
  Table steps{
      say(Message::steps_caption), {{say(Message::step)}, {say(Message::formula)}, {say(Message::unit)}}, {}};
  for (const Step& step : method.steps) steps.rows.push_back({step.name, step.formula, step.unit});
  blocks.emplace_back(std::move(steps));
  Table rules{say(Message::rules_caption), {{say(Message::broken_rule)}, {say(Message::formula)}}, {}};
  for (const Eligibility& rule : method.rules) rules.rows.push_back({rule.title, rule.formula});
  if (!rules.rows.empty()) blocks.emplace_back(std::move(rules));
  blocks.emplace_back(FactList{
      {{say(Message::discount_additionality), say.percent(method.discounts[0])},
       {say(Message::discount_uncertainty),
        method.computes_uncertainty ? say(Message::discount_computed) : say.percent(method.discounts[1])},
       {say(Message::discount_reversal), say.percent(method.discounts[2])}}});
  blocks.emplace_back(Paragraph{say(Message::discounts_text)});
}

void add_sample(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::sample)});
  for (const SampleCommitment& commitment : report.unrevealed) {
    blocks.emplace_back(
        Remark{Tone::bad, say(Message::never_revealed, {commitment.auditor, entry_number(commitment.seq)})});
  }
  if (report.samples.empty()) {
    blocks.emplace_back(Paragraph{say(Message::no_sample)});
    return;
  }
  for (const SampleSection& each : report.samples)
    add_section(each, party(report, each.auditor), say, blocks);
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
  blocks.emplace_back(
      Paragraph{say(Message::recomputation_text,
                    {say.whole(report.report.checkpoint.size), say.whole(report.verification.recomputed)})});
  blocks.emplace_back(compared(report, say));
  const Decimal net = report.tally.amounts.net();
  const Decimal change = report.reduction_at_head - net;
  blocks.emplace_back(
      change.is_zero()
          ? Remark{Tone::good, say(Message::unchanged_since, {say.whole(report.head.size)})}
          : Remark{Tone::caution, say(Message::changed_since,
                                      {say.whole(report.head.size), say.kilograms(report.reduction_at_head),
                                       say.kilograms(change)})});
  add_issuances(report, say, blocks);
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
