// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/verification_statement_page.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "ledger/texts/audit_report_sections.hpp"

namespace lcl {
namespace {

using audit_report::add_asked;
using audit_report::add_misstatements;
using audit_report::add_samples;
using audit_report::assurance_text;
using audit_report::Blocks;
using audit_report::entry_number;
using audit_report::party;
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

Message conclusion_message(const Conclusion& conclusion) {
  switch (conclusion.word) {
    case OpinionWord::unmodified:
      return conclusion.reasonable ? Message::unmodified_reasonable : Message::unmodified_limited;
    case OpinionWord::qualified:
      return conclusion.reasonable ? Message::qualified_reasonable : Message::qualified_limited;
    case OpinionWord::adverse:
      return Message::adverse_conclusion;
    case OpinionWord::disclaimed:
      break;
  }
  return Message::disclaimed_conclusion;
}

std::string entries_text(const std::vector<std::uint64_t>& entries) {
  std::string text;
  for (const std::uint64_t seq : entries) text += (text.empty() ? "" : ", ") + entry_number(seq);
  return text;
}

void add_conclusion(const VerificationStatement& statement, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::conclusion)});
  blocks.emplace_back(
      FactList{{{say(Message::opinion), say(audit_report::name_of(statement.conclusion.word))},
                {say(Message::level_of_assurance), assurance_text(statement.conclusion.reasonable, say)}}});
  blocks.emplace_back(Paragraph{conclusion_text(statement, say)});
}

void add_engagement(const VerificationStatement& statement, Speech say, Blocks& blocks) {
  const AuditReport& first = statement.first();
  const Conclusion& conclusion = statement.conclusion;
  blocks.emplace_back(Heading{say(Message::engagement)});
  FactList facts{{{say(Message::addressee), conclusion.addressee.empty()
                                                ? say(Message::addressee_certifier, {first.origin})
                                                : conclusion.addressee},
                  {say(Message::project), first.project.id + " · " + page::isolated(first.project.title)},
                  {say(Message::responsible_party), party(first, first.project.developer)},
                  {say(Message::verifier), party(first, conclusion.auditor)}}};
  for (const Accreditation& each : statement.accreditations)
    facts.facts.push_back(
        {say(Message::accreditation),
         say(Message::accredited_as, {each.body, each.reference, each.scope, say.period(each.valid)})});
  if (statement.accreditations.empty())
    facts.facts.push_back({say(Message::accreditation), say(Message::no_accreditation)});
  facts.facts.push_back({say(Message::independence), hex(conclusion.independence), true});
  facts.facts.push_back({say(Message::period), say.period(statement.period)});
  facts.facts.push_back(
      {say(Message::verified_statement),
       say(Message::verified_reduction, {say.exact(statement.reduction), say.date(statement.period.from),
                                         say.date({statement.period.to.milliseconds - 1})})});
  facts.facts.push_back({say(Message::criteria),
                         say(Message::criteria_text, {first.methodology.id, first.methodology.version})});
  facts.facts.push_back({say(Message::methodology_sha256), hex(first.methodology.digest), true});
  facts.facts.push_back({say(Message::standard), "ISO 14064-3:2019"});
  facts.facts.push_back({say(Message::level_of_assurance), assurance_text(conclusion.reasonable, say)});
  facts.facts.push_back({say(Message::materiality),
                         say(Message::material_from,
                             {say.percent(conclusion.materiality), say.kilograms(statement.material)})});
  facts.facts.push_back({say(Message::stands_at), say(Message::stands_at_size, {say.whole(first.head.size),
                                                                                say.instant(first.made)})});
  facts.facts.push_back({say(Message::root), hex(first.head.root), true});
  blocks.emplace_back(std::move(facts));
  audit_report::add_project_values(first, say, blocks);
  blocks.emplace_back(Paragraph{say(Message::responsibilities)});
  if (first.methodology.status != "approved")
    blocks.emplace_back(Remark{Tone::caution, say(Message::not_approved)});
}

void add_procedures(const VerificationStatement& statement, Speech say, Blocks& blocks) {
  const AuditReport& first = statement.first();
  // A sample of several reports is one.
  std::set<std::uint64_t> samples;
  std::uint64_t drawn = 0;
  for (const AuditReport& each : statement.reports) {
    for (const SampleSection& section : each.samples) {
      if (samples.insert(section.sample.seq).second) drawn += section.sample.size;
    }
  }
  blocks.emplace_back(Heading{say(Message::procedures)});
  blocks.emplace_back(Paragraph{say(
      Message::procedure_ledger,
      {say.whole(first.read.entries), say.whole(first.read.signatures), say.whole(first.read.recomputed)})});
  blocks.push_back(audit_report::verdict_of(first, say));
  audit_report::add_anchors(first, say, blocks);
  audit_report::add_unanchored(first, say, blocks);
  blocks.emplace_back(Paragraph{say(Message::procedure_figures)});
  blocks.emplace_back(Paragraph{say(Message::procedure_tests, {say.whole(first.plausibility.tests.size()),
                                                               say.whole(statement.questions_raised()),
                                                               say.whole(first.project.questions.size())})});
  if (!samples.empty())
    blocks.emplace_back(
        Paragraph{say(Message::procedure_samples, {say.whole(drawn), say.whole(samples.size())})});
}

void add_figures(const VerificationStatement& statement, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::figures_verified)});
  Table table{say(Message::figures_verified_caption),
              {{say(Message::report_number)},
               {say(Message::period)},
               {say(Message::stated), Cells::numbers},
               {say(Message::recomputed), Cells::numbers},
               {say(Message::result)}},
              {}};
  Table vintages{say(Message::vintages_caption),
                 {{say(Message::report_number)},
                  {say(Message::vintage)},
                  {say(Message::avoided), Cells::numbers},
                  {say(Message::emitted), Cells::numbers},
                  {say(Message::given_back), Cells::numbers},
                  {say(Message::net_s), Cells::numbers},
                  {say(Message::certain_reduction), Cells::numbers},
                  {say(Message::creditable_c), Cells::numbers},
                  {say(Message::whole_credits), Cells::numbers}},
                 {}};
  for (const AuditReport& each : statement.reports) {
    table.rows.push_back({entry_number(each.report.seq), say.period(each.report.period),
                          say.exact(each.report.reduction), say.exact(each.tally.amounts.net()),
                          say(each.figures_follow() ? Message::equal : Message::not_equal)});
    for (const Vintage& vintage : each.tally.vintages) {
      const VintageUncertainty* low = uncertainty_of(each, vintage.year);
      vintages.rows.push_back({entry_number(each.report.seq), std::to_string(vintage.year),
                               say.kilograms(vintage.amounts.avoided()),
                               say.kilograms(-vintage.amounts.emitted()),
                               say.kilograms(-vintage.amounts.given_back()), say.kilograms(vintage.net),
                               low == nullptr ? "–" : say.kilograms(low->low),
                               say.kilograms(vintage.creditable), say.number(Decimal(vintage.units), 0)});
    }
  }
  blocks.emplace_back(std::move(table));
  if (!vintages.rows.empty()) blocks.emplace_back(std::move(vintages));
  blocks.emplace_back(Paragraph{say(Message::discounts_text)});
  for (const AuditReport& each : statement.reports) blocks.push_back(audit_report::later_remark(each, say));
}

void add_all_samples(const VerificationStatement& statement, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::sample)});
  for (const AuditReport& each : statement.reports) {
    if (statement.reports.size() > 1) blocks.emplace_back(Subheading{say.period(each.report.period)});
    add_samples(each, say, blocks);
  }
}

void add_verifier_completeness(const VerificationStatement& statement, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::completeness)});
  if (!statement.completeness.tested)
    blocks.emplace_back(Remark{Tone::caution, say(Message::completeness_not_tested)});
  audit_report::add_completeness_records(statement.first(), statement.period, say, blocks);
}

void add_all_misstatements(const VerificationStatement& statement, Speech say, Blocks& blocks) {
  const Conclusion& conclusion = statement.conclusion;
  blocks.emplace_back(Heading{say(Message::misstatements_heading)});
  if (conclusion.misstatements.empty()) {
    blocks.emplace_back(Paragraph{say(Message::no_misstatement_found)});
    return;
  }
  add_misstatements(conclusion.misstatements, conclusion.misstated(), say, blocks);
  const Decimal size = statement.reduction.is_negative() ? -statement.reduction : statement.reduction;
  blocks.emplace_back(Paragraph{say(Message::misstated_sum, {say.kilograms(conclusion.misstated()),
                                                             say.percent(conclusion.misstated(), size)})});
}

std::string fate_of(const Opinion& opinion, Speech say) {
  if (opinion.reopened) return say(Message::withdrawn_by, {entry_number(*opinion.reopened)});
  if (opinion.lapsed) return say(Message::lapsed_by, {entry_number(*opinion.lapsed)});
  return say(Message::stands);
}

void add_prior(const VerificationStatement& statement, Speech say, Blocks& blocks) {
  const std::vector<std::uint64_t>& answered = statement.conclusion.disposes_of;
  blocks.emplace_back(Heading{say(Message::prior_opinions)});
  if (statement.prior.empty()) blocks.emplace_back(Paragraph{say(Message::no_prior_opinion)});
  if (!answered.empty()) blocks.emplace_back(Paragraph{say(Message::disposes_of, {entries_text(answered)})});
  for (const DepositedOpinion& each : statement.prior) {
    const Opinion& opinion = each.opinion;
    const bool is_answered = std::find(answered.begin(), answered.end(), opinion.seq) != answered.end();
    blocks.emplace_back(FactList{{{say(Message::entry), entry_number(opinion.seq)},
                                  {say(Message::opinion), say(audit_report::name_of(opinion.word))},
                                  {say(Message::auditor), party(statement.first(), opinion.auditor)},
                                  {say(Message::deposited), say.instant(each.deposited)},
                                  {say(Message::misstated), say.kilograms(opinion.misstated) + " kgCO2e"},
                                  {say(Message::fate), fate_of(opinion, say)},
                                  {say(Message::disposed), say(is_answered ? Message::yes : Message::no)}}});
    add_misstatements(each.misstatements, opinion.misstated, say, blocks);
  }
}

void add_limitations(Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::limitations)});
  for (const Message each : {Message::limits_uniqueness, Message::limits_facts, Message::limits_elsewhere})
    blocks.emplace_back(Paragraph{say(each)});
}

void add_signature(Speech say, Blocks& blocks) {
  const std::string line(40, '_');
  blocks.emplace_back(Heading{say(Message::signature)});
  blocks.emplace_back(FactList{{{say(Message::name_and_function), line},
                                {say(Message::place_and_date), line},
                                {say(Message::signature), line}}});
  blocks.emplace_back(Paragraph{say(Message::signature_text)});
}

}  // namespace

std::string conclusion_text(const VerificationStatement& statement, Speech say) {
  return say(conclusion_message(statement.conclusion),
             {say.kilograms(statement.reduction), say.period(statement.period)});
}

page::Page verification_statement_page(const VerificationStatement& statement, page::Language language) {
  const Speech say(language);
  const AuditReport& first = statement.first();
  page::Page made{.language = language,
                  .title = say(Message::statement_title, {first.project.title}),
                  .subtitle = say(Message::audit_report_subtitle,
                                  {first.project.id, say.period(statement.period), first.origin}),
                  .running_title =
                      say(Message::statement_running_title, {first.project.id, say.period(statement.period)}),
                  .made = first.made,
                  .blocks = {}};
  Blocks& blocks = made.blocks;
  add_conclusion(statement, say, blocks);
  add_engagement(statement, say, blocks);
  add_procedures(statement, say, blocks);
  add_figures(statement, say, blocks);
  add_all_samples(statement, say, blocks);
  add_verifier_completeness(statement, say, blocks);
  if (!first.project.questions.empty()) {
    blocks.emplace_back(Heading{say(Message::asked_caption)});
    add_asked(first.project, say, blocks);
  }
  add_all_misstatements(statement, say, blocks);
  add_prior(statement, say, blocks);
  add_limitations(say, blocks);
  audit_report::add_notices(first, say, blocks);
  add_signature(say, blocks);
  return made;
}

}  // namespace lcl
