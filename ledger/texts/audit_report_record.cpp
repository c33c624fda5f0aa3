// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "ledger/texts/audit_report_sections.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/public_words.hpp"

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

constexpr std::array<Message, 4> opinion_sentences{Message::unmodified_text, Message::qualified_text,
                                                   Message::adverse_text, Message::disclaimed_text};
constexpr std::array<Message, 5> anchor_names{Message::anchor_log_key, Message::anchor_certifier,
                                              Message::anchor_checkpoint, Message::anchor_witness,
                                              Message::anchor_timestamp};
constexpr std::size_t most_findings = 200;

Remark figures_remark(const AuditReport& report, Speech say) {
  if (!report.figures_follow()) return {Tone::bad, say(Message::figures_do_not_follow)};
  const std::string reduction = say.kilograms(report.report.reduction);
  return report.verification.holds() ? Remark{Tone::good, say(Message::figures_follow, {reduction})}
                                     : Remark{Tone::caution, say(Message::figures_as_they_are, {reduction})};
}

bool is_questioned(const AuditReport& report, std::uint64_t seq) {
  return std::binary_search(report.questioned.begin(), report.questioned.end(), seq);
}

Remark opinion_remark(const AuditReport& report, Speech say) {
  const Opinion* opinion = report.report.opinion();
  if (opinion == nullptr) {
    if (report.report.opinions.empty()) return {Tone::caution, say(Message::no_opinion)};
    const Opinion& last = report.report.opinions.back();
    if (!last.reopened && last.lapsed)
      return {Tone::bad, say(Message::opinion_lapsed, {entry_number(*last.lapsed)})};
    return {Tone::bad, say(Message::opinion_taken_back)};
  }
  if (is_questioned(report, opinion->seq))
    return {Tone::bad, say(Message::opinion_questioned, {entry_number(opinion->seq)})};
  const std::string share = say.percent(opinion->misstated, opinion->reduction);
  const std::string text = say(opinion_sentences[static_cast<std::size_t>(opinion->word)],
                               {party(report, opinion->auditor), assurance_text(opinion->reasonable, say)}) +
                           " " +
                           say(Message::misstated_text,
                               {say.kilograms(opinion->misstated), share, say.percent(opinion->materiality)});
  return {report.report.audited() ? Tone::good : Tone::bad, text};
}

std::string date_or_dash(std::uint64_t seq, const std::string& date) { return seq == 0 ? "–" : date; }

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out.empty() ? "–" : out;
}

void add_declarations(const AuditReport& report, Speech say, Blocks& blocks) {
  Table table{say(Message::declarations_caption),
              {{say(Message::entry)}, {say(Message::declaration)}, {say(Message::period)}},
              {}};
  for (const Exclusivity& each : report.project.exclusivities)
    table.rows.push_back({entry_number(each.seq), say(Message::declared_exclusive), say.period(each.period)});
  for (const CreditedElsewhere& each : report.project.credited_elsewhere)
    table.rows.push_back(
        {entry_number(each.seq),
         say(Message::declared_elsewhere, {each.registry, each.foreign_project}) +
             (each.withdrawn ? " (" + say(Message::taken_back) + ' ' + entry_number(*each.withdrawn) + ')'
                             : std::string()),
         each.period ? say.period(*each.period) : say(Message::any_time)});
  for (const Incentive& each : report.project.incentives) {
    if (each.withdrawn) continue;
    table.rows.push_back(
        {entry_number(each.seq), say(Message::declared_incentive, {each.text}), say.date(each.granted_on)});
  }
  if (table.rows.empty()) {
    blocks.emplace_back(Paragraph{say(Message::no_declaration)});
  } else {
    blocks.emplace_back(std::move(table));
  }
}

void add_deposited(const AuditReport& report, const DepositedOpinion& deposited, Speech say, Blocks& blocks) {
  const Opinion& opinion = deposited.opinion;
  FactList facts{{{say(Message::opinion), say(name_of(opinion.word))},
                  {say(Message::assurance), assurance_text(opinion.reasonable, say)},
                  {say(Message::auditor), party(report, opinion.auditor)},
                  {say(Message::deposited), say.instant(deposited.deposited)},
                  {say(Message::entry), entry_number(opinion.seq)},
                  {say(Message::materiality), say.percent(opinion.materiality)},
                  {say(Message::misstated), say.kilograms(opinion.misstated) + " kgCO2e"},
                  {say(Message::auditors_document), hex(deposited.document), true},
                  {say(Message::independence), hex(deposited.independence), true}}};
  if (opinion.reopened) {
    facts.facts.push_back({say(Message::taken_back), entry_number(*opinion.reopened)});
    facts.facts.push_back({say(Message::because), deposited.reopened_because});
  } else if (opinion.lapsed) {
    facts.facts.push_back({say(Message::lapsed), entry_number(*opinion.lapsed)});
  }
  blocks.emplace_back(std::move(facts));
  if (deposited.misstatements.empty()) {
    blocks.emplace_back(Paragraph{say(Message::no_misstatement)});
  } else {
    add_misstatements(deposited.misstatements, opinion.misstated, say, blocks);
  }
}

/// What the samples leave open, or against the report.
void add_sample_remarks(const AuditReport& report, Speech say, Blocks& blocks) {
  for (const SampleCommitment& commitment : report.unrevealed)
    blocks.emplace_back(
        Remark{Tone::bad, say(Message::never_revealed, {commitment.auditor, entry_number(commitment.seq)})});
  for (const SampleSection& section : report.samples) {
    const DrawnSample& sample = section.sample;
    if (sample.evaluations.empty()) {
      blocks.emplace_back(Remark{Tone::caution, say(Message::not_evaluated)});
    } else if (sample.exceeds(section.plan.materiality, sample.evaluations.back())) {
      blocks.emplace_back(Remark{Tone::bad, say(Message::bound_beyond)});
    }
  }
}

/// What is open, or came to light since.
void add_open_remarks(const AuditReport& report, Speech say, Blocks& blocks) {
  const auto unanswered = static_cast<std::uint64_t>(
      std::count_if(report.project.questions.begin(), report.project.questions.end(),
                    [](const AskedQuestion& asked) { return asked.answers.empty(); }));
  if (unanswered > 0)
    blocks.emplace_back(
        Remark{Tone::caution, say.counted(unanswered, Message::one_unanswered, Message::several_unanswered)});
  if (!report.questioned.empty())
    blocks.emplace_back(Remark{Tone::caution, say.counted(report.questioned.size(), Message::one_questioned,
                                                          Message::several_questioned)});
  if (!report.later.empty() || report.reduction_at_head != report.tally.amounts.net())
    blocks.push_back(later_remark(report, say));
}

/// The worst of what is said from block `from` on.
Tone worst_tone(const Blocks& blocks, std::size_t from) {
  Tone worst = Tone::good;
  for (std::size_t i = from; i < blocks.size(); ++i) {
    if (const auto* remark = std::get_if<Remark>(&blocks[i])) worst = std::max(worst, remark->tone);
  }
  return worst;
}

}  // namespace

page::Message name_of(OpinionWord word) noexcept { return opinion_names[static_cast<std::size_t>(word)]; }

std::string assurance_text(bool reasonable, Speech say) { return say(assurance_names[reasonable ? 1 : 0]); }

Remark verdict_of(const AuditReport& report, Speech say) {
  const VerifyReport& found = report.verification;
  if (found.holds()) return {Tone::good, say(Message::is_sound, {say.whole(report.read.entries)})};
  const std::string findings =
      say.counted(found.finding_count, Message::one_finding, Message::several_findings);
  if (found.sound()) return {Tone::caution, say(Message::is_sound_not_anchored, {findings})};
  return {Tone::bad, say(Message::is_unsound, {findings})};
}

void add_unanchored(const AuditReport& report, Speech say, Blocks& blocks) {
  using Kind = OutsideAnchor::Kind;
  const bool log_key = report.anchored(Kind::log_key);
  const bool certifier = report.anchored(Kind::certifier);
  if (!log_key || !certifier) {
    blocks.emplace_back(Remark{Tone::caution, say(log_key     ? Message::certifier_from_ledger
                                                  : certifier ? Message::log_key_from_ledger
                                                              : Message::keys_from_ledger)});
  }
  std::uint64_t anchored = 0;
  for (const OutsideAnchor& anchor : report.anchors) anchored = std::max(anchored, anchor.size);
  if (anchored == 0) {
    blocks.emplace_back(Remark{Tone::caution, say(Message::no_outside_checkpoint)});
  } else if (anchored < report.head.size) {
    blocks.emplace_back(Remark{Tone::caution, say(Message::checkpoint_up_to, {say.whole(anchored)})});
  }
}

void add_anchors(const AuditReport& report, Speech say, Blocks& blocks) {
  if (report.anchors.empty()) return;
  Table table{say(Message::anchors_caption),
              {{say(Message::anchor)}, {say(Message::name)}, {say(Message::vouches_for), Cells::numbers}},
              {}};
  for (const OutsideAnchor& anchor : report.anchors)
    table.rows.push_back({say(anchor_names[static_cast<std::size_t>(anchor.kind)]),
                          anchor.at ? anchor.name + ", " + say.instant(*anchor.at) : anchor.name,
                          anchor.size == 0 ? "" : say(Message::entries_number, {say.whole(anchor.size)})});
  blocks.emplace_back(std::move(table));
}

void add_misstatements(const std::vector<Misstatement>& misstatements, const Decimal& sum, Speech say,
                       Blocks& blocks) {
  if (misstatements.empty()) return;
  Table table{say(Message::misstatements_caption),
              {{say(Message::misstatement)}, {say(Message::kilograms), Cells::numbers}},
              {},
              true};
  for (const Misstatement& each : misstatements) table.rows.push_back({each.text, say.exact(each.kg_co2e)});
  table.rows.push_back({say(Message::sum_without_signs), say.exact(sum)});
  blocks.emplace_back(std::move(table));
}

void add_summary(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::summary)});
  const std::size_t first = blocks.size();
  blocks.emplace_back(verdict_of(report, say));
  blocks.push_back(figures_remark(report, say));
  blocks.push_back(opinion_remark(report, say));
  add_sample_remarks(report, say, blocks);
  add_open_remarks(report, say, blocks);
  add_unanchored(report, say, blocks);
  constexpr std::array<Message, 3> sentences{Message::all_holds, Message::holds_with_reservations,
                                             Message::does_not_hold};
  const Tone worst = worst_tone(blocks, first);
  blocks.emplace(blocks.begin() + static_cast<std::ptrdiff_t>(first),
                 Remark{worst, say(sentences[static_cast<std::size_t>(worst)])});
}

void add_scope(const AuditReport& report, Speech say, Blocks& blocks) {
  const Project& project = report.project;
  blocks.emplace_back(Heading{say(Message::scope)});
  FactList facts{
      {{say(Message::registry), report.origin},
       {say(Message::project), project.id + " · " + page::isolated(project.title)},
       {say(Message::developer), party(report, project.developer)},
       {say(Message::region), project.region},
       {say(Message::communes), joined(project.communes)},
       {say(Message::notified_on), date_or_dash(project.notified, say.date(project.notified_on))},
       {say(Message::label_decision), project.decision},
       {say(Message::crediting_period), say.period(project.crediting_period)},
       {say(Message::period), say.period(report.report.period)},
       {say(Message::monitoring_report),
        say(Message::report_entry, {entry_number(report.report.seq), say.instant(report.reported)})},
       {say(Message::frozen_at), say(Message::frozen_size, {say.whole(report.report.checkpoint.size)})},
       {say(Message::root), hex(report.report.checkpoint.root), true},
       {say(Message::estimate), say(Message::credits_number, {say.whole(report.report.estimate)})}}};
  if (project.collective())
    facts.facts.push_back({say(Message::mandants), say.whole(project.mandants.size())});
  if (!project.marketplaces.empty()) {
    std::vector<std::string> names;
    for (const std::string& siret : project.marketplaces) names.push_back(party(report, siret));
    facts.facts.push_back({say(Message::marketplaces), joined(names)});
  }
  if (const Report* last = project.report(report.report.period);
      last != nullptr && last->seq != report.report.seq)
    facts.facts.push_back({say(Message::replaced_by), entry_number(last->seq)});
  blocks.emplace_back(std::move(facts));
}

void add_chain(const AuditReport& report, Speech say, Blocks& blocks) {
  const VerifyReport& found = report.verification;
  blocks.emplace_back(Heading{say(Message::chain)});
  blocks.emplace_back(Paragraph{say(Message::chain_text)});
  blocks.push_back(verdict_of(report, say));
  blocks.emplace_back(FactList{
      {{say(Message::entries), say.whole(report.read.entries)},
       {say(Message::statements), say.whole(report.read.statements)},
       {say(Message::events), say.whole(report.read.events)},
       {say(Message::devices), say.whole(report.read.devices)},
       {say(Message::signatures), say.whole(report.read.signatures)},
       {say(Message::checkpoints), say.whole(report.read.checkpoints)},
       {say(Message::erased), say.whole(report.read.erased)},
       {say(Message::root), hex(report.head.root), true},
       {say(Message::log_key), found.log_vkey, true},
       {say(Message::certifier_key), found.certifier ? hex(found.certifier->fingerprint()) : "", true}}});
  if (found.bundle) {
    blocks.emplace_back(
        Remark{Tone::caution,
               say(Message::made_from_bundle, {found.bundle->project, say.whole(found.withheld.payloads)})});
  }
  for (const std::uint64_t seq : report.questioned)
    blocks.emplace_back(Remark{Tone::caution, say(Message::questioned, {entry_number(seq)})});
  blocks.emplace_back(Subheading{say(Message::anchors)});
  add_anchors(report, say, blocks);
  add_unanchored(report, say, blocks);
}

void add_findings(const AuditReport& report, Speech say, Blocks& blocks) {
  const VerifyReport& found = report.verification;
  blocks.emplace_back(Heading{say(Message::findings)});
  if (found.holds()) {
    blocks.emplace_back(Paragraph{say(Message::no_finding)});
    return;
  }
  Table table{say(Message::findings_caption),
              {{say(Message::place)},
               {say(Message::finding)},
               {say(Message::detail), Cells::words, page::Language::english}},
              {}};
  for (std::size_t i = 0; i < std::min(found.findings.size(), most_findings); ++i) {
    const Finding& each = found.findings[i];
    std::string place = each.seq ? say(Message::at_entry, {entry_number(*each.seq)}) : std::string();
    if (each.size) place += (place.empty() ? "" : ", ") + say(Message::at_size, {say.whole(*each.size)});
    table.rows.push_back(
        {place.empty() ? "–" : place, std::string(word(each.finding)),
         std::string(meaning(each.finding)) + (each.detail.empty() ? "" : ": " + each.detail)});
  }
  const std::size_t shown = table.rows.size();
  blocks.emplace_back(std::move(table));
  if (shown < found.finding_count)
    blocks.emplace_back(
        Paragraph{say(Message::more_rows, {say.whole(shown), say.whole(found.finding_count)})});
}

void add_opinion(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::opinion)});
  blocks.push_back(opinion_remark(report, say));
  for (auto deposited = report.opinions.rbegin(); deposited != report.opinions.rend(); ++deposited)
    add_deposited(report, *deposited, say, blocks);
}

/// French is what the law prescribes; English stands beside it on an English page.
void add_notices(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::notices)});
  for (const Notice& notice : notices(estimates_shown(report.project))) {
    blocks.emplace_back(Paragraph{std::string(notice.french), page::Language::french});
    if (say.language() == page::Language::english)
      blocks.emplace_back(Paragraph{std::string(notice.english)});
  }
}

void add_limits(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::limits)});
  blocks.emplace_back(Paragraph{say(Message::limits_uniqueness)});
  blocks.emplace_back(Paragraph{say(Message::limits_facts)});
  blocks.emplace_back(Paragraph{say(Message::limits_elsewhere)});
  add_declarations(report, say, blocks);
  blocks.emplace_back(Paragraph{say(Message::limits_check)});
}

}  // namespace lcl::audit_report
