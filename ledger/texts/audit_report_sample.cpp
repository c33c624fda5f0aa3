// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "ledger/figures/sampling.hpp"
#include "ledger/texts/audit_report_sections.hpp"
#include "ledger/texts/public_words.hpp"

namespace lcl::audit_report {
namespace {

using page::Cells;
using page::FactList;
using page::Heading;
using page::Message;
using page::Paragraph;
using page::Remark;
using page::Speech;
using page::Table;
using page::Tone;

/// What the auditor recorded last of a sample.
void add_evaluation(const SampleSection& section, Speech say, Blocks& blocks) {
  const DrawnSample& sample = section.sample;
  if (sample.evaluations.empty()) {
    blocks.emplace_back(Remark{Tone::caution, say(Message::not_evaluated)});
    return;
  }
  const SampleEvaluation& evaluation = sample.evaluations.back();
  blocks.emplace_back(
      FactList{{{say(Message::differing), say.whole(std::uint64_t{evaluation.wrong().size()})},
                {say(Message::projected), say.kilograms(evaluation.projected)},
                {say(Message::upper_bound), say.kilograms(evaluation.bound)}}});
  const bool is_beyond = sample.exceeds(section.plan.materiality, evaluation);
  blocks.emplace_back(Remark{is_beyond ? Tone::bad : Tone::good,
                             say(is_beyond ? Message::bound_beyond : Message::bound_within)});
}

/// Every drawn device, as it was recorded last.
void add_drawn(const SampleSection& section, Speech say, Blocks& blocks) {
  Table table{say(Message::drawn_caption),
              {{say(Message::entry)},
               {say(Message::device), Cells::code},
               {say(Message::category)},
               {say(Message::participant)},
               {say(Message::book_kg), Cells::numbers},
               {say(Message::found_kg), Cells::numbers},
               {say(Message::what_was_found)}},
              {}};
  const bool is_recorded = !section.sample.evaluations.empty();
  for (const ExaminedDevice& each : section.devices) {
    table.rows.push_back({entry_number(each.collection), hex(each.device), category_text(each.category, say),
                          each.participant, say.kilograms(each.book),
                          !is_recorded ? "–" : say.kilograms(each.found.value_or(each.book)),
                          !is_recorded ? say(Message::not_recorded)
                          : each.found ? each.text
                                       : say(Message::agrees)});
  }
  add_cut(std::move(table), say, blocks);
}

/// One sample, with its plan, what was found, and its strata.
void add_section(const SampleSection& section, const std::string& auditor, Speech say, Blocks& blocks) {
  const DrawnSample& sample = section.sample;
  const SamplingPlan& plan = section.plan;
  const Decimal material = tolerable(plan, sample.reduction);
  blocks.emplace_back(Paragraph{
      say(Message::sample_text, {entry_number(sample.commitment), entry_number(section.challenge)})});
  blocks.emplace_back(
      FactList{{{say(Message::auditor), auditor},
                {say(Message::sampling_method), say(sampling_names[static_cast<std::size_t>(plan.method)])},
                {say(Message::devices_drawn),
                 say(Message::drawn_of, {say.whole(sample.size), say.whole(sample.population)})},
                {say(Message::population_kilograms), say.kilograms(sample.kg_co2e)},
                {say(Message::assurance), say(assurance_names[plan.reasonable ? 1 : 0])},
                {say(Message::materiality),
                 say.percent(plan.materiality) + " · " + say.kilograms(material) + " kgCO2e"},
                {say(Message::expected_misstatement), say.percent(plan.expected)},
                {say(Message::seed), hex(section.seed), true}}});
  add_evaluation(section, say, blocks);
  blocks.push_back(strata_chart(section, say));
  Table table{say(Message::strata_caption),
              {{say(Message::category)},
               {say(Message::participant)},
               {say(Message::cycles), Cells::numbers},
               {say(Message::population_kilograms), Cells::numbers},
               {say(Message::drawn), Cells::numbers},
               {say(Message::differing), Cells::numbers}},
              {}};
  const bool is_recorded = !sample.evaluations.empty();
  for (const SampleStratum& each : section.strata)
    table.rows.push_back({category_text(each.population.category, say), each.population.participant,
                          say.whole(each.population.cycles), say.kilograms(each.population.kg_co2e),
                          say.whole(each.drawn), is_recorded ? say.whole(each.differing) : "–"});
  add_cut(std::move(table), say, blocks);
  add_drawn(section, say, blocks);
}

}  // namespace

void add_cut(Table table, Speech say, Blocks& blocks) {
  constexpr std::size_t most_rows = 200;
  const std::size_t rows = table.rows.size();
  const std::size_t sums = table.has_total ? 1 : 0;
  if (rows - sums > most_rows)
    table.rows.erase(table.rows.begin() + most_rows, table.rows.end() - static_cast<std::ptrdiff_t>(sums));
  blocks.emplace_back(std::move(table));
  if (rows - sums > most_rows)
    blocks.emplace_back(
        Paragraph{say(Message::more_rows, {say.whole(most_rows), say.whole(std::uint64_t{rows - sums})})});
}

void add_samples(const AuditReport& report, Speech say, Blocks& blocks) {
  for (const SampleCommitment& commitment : report.unrevealed) {
    blocks.emplace_back(
        Remark{Tone::bad, say(Message::never_revealed, {commitment.auditor, entry_number(commitment.seq)})});
  }
  if (report.samples.empty()) blocks.emplace_back(Paragraph{say(Message::no_sample)});
  for (const SampleSection& each : report.samples)
    add_section(each, party(report, each.auditor), say, blocks);
}

void add_sample(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::sample)});
  add_samples(report, say, blocks);
}

}  // namespace lcl::audit_report
