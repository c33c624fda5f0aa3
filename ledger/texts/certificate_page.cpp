// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/certificate_page.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "ledger/registry/act_fields.hpp"
#include "ledger/texts/certified_units.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/page/qr_code.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/texts/unit_text.hpp"

namespace lcl {
namespace {

using page::Cells;
using page::Chart;
using page::Fact;
using page::FactList;
using page::Heading;
using page::Message;
using page::Paragraph;
using page::Remark;
using page::Speech;
using page::Table;
using page::Tone;

using Blocks = std::vector<page::Block>;

std::string entry_number(std::uint64_t seq) { return std::to_string(seq); }

std::string use_text(const std::string& use, Speech say) {
  const auto found = std::find(use_words.begin(), use_words.end(), use);
  return found == use_words.end() ? use : say(use_names[static_cast<std::size_t>(found - use_words.begin())]);
}

std::string units_counted(std::uint64_t count, Speech say) {
  return say.counted(count, Message::one_unit, Message::several_units);
}

bool is_trial(const CheckedProof& proof) {
  return certified_project(proof).standing == RegistryStanding::trial;
}

const RecordedAct* retirement_of(const CertifiedPart& part) {
  return part.holding.state == UnitState::retired && !part.history.empty() ? &part.history.back() : nullptr;
}

std::string year_of(const CertifiedPart& part) {
  const RecordedAct* retired = retirement_of(part);
  return retired == nullptr ? "–" : std::to_string(retired->fields["year"].get<std::uint64_t>());
}

std::string for_whom(const CheckedProof& proof, const CertifiedPart& part, Speech say) {
  if (part.holding.with_developer()) return certified_project(proof).developer;
  const std::string name = holder_text(proof.registry->records(), part.holding);
  return name.empty() || name == "anonymous" ? say(Message::not_named) : name;
}

// What is said first.

void add_summary(const CheckedProof& proof, const std::vector<CertifiedPart>& parts, Speech say,
                 Blocks& blocks) {
  const Project& project = certified_project(proof);
  if (is_trial(proof)) {
    const Notice trial = notices({project.standing, false, false}).front();
    blocks.emplace_back(Remark{
        Tone::caution, std::string(say.language() == page::Language::french ? trial.french : trial.english)});
  }
  const UnitBlock& block = proof.units->block;
  const bool all_retired =
      std::all_of(parts.begin(), parts.end(), [](const CertifiedPart& each) { return retirement_of(each); });
  blocks.emplace_back(all_retired
                          ? Remark{Tone::good, say(Message::all_retired,
                                                   {units_counted(block.count(), say), to_string(block)})}
                          : Remark{Tone::caution, say(Message::not_all_retired)});
  for (const std::uint64_t seq : proof.questioned)
    blocks.emplace_back(Remark{Tone::bad, say(Message::signed_in_question, {entry_number(seq)})});
  for (const Report& report : project.reports) {
    for (const Opinion& opinion : report.opinions) {
      if (opinion.seq != proof.units->opinion || opinion.stands()) continue;
      blocks.emplace_back(Remark{
          Tone::bad, say(Message::opinion_fell,
                         {entry_number(opinion.reopened.value_or(opinion.lapsed.value_or(opinion.seq)))})});
    }
  }
  for (const DebtStatement& debt : project.standing_debts()) {
    blocks.emplace_back(Remark{
        Tone::caution, say(Message::debt_stands, {std::to_string(debt.vintage), say.kilograms(debt.kg_co2e),
                                                  entry_number(debt.seq)})});
  }
  if (!proof.certifier_was_given)
    blocks.emplace_back(Remark{Tone::caution, say(Message::certifier_not_given)});
}

void add_units(const CheckedProof& proof, const std::vector<CertifiedPart>& parts, Speech say,
               Blocks& blocks) {
  const Project& project = certified_project(proof);
  const UnitBlock& block = proof.units->block;
  blocks.emplace_back(Heading{say(Message::the_units)});
  blocks.emplace_back(FactList{
      {{say(Message::serial), to_string(block), true},
       {say(Message::units_word), say.whole(block.count())},
       {say(Message::vintage), std::to_string(block.vintage)},
       {say(Message::project), project.id + " · " + project.title},
       {say(Message::region_word), project.region},
       {say(Message::developer), project.developer},
       {say(Message::registry_standing), say(standing_names[static_cast<std::size_t>(project.standing)])}}});
  Table table{say(Message::states_caption),
              {{say(Message::serial), Cells::code},
               {say(Message::units_word), Cells::numbers},
               {say(Message::state_word)},
               {say(Message::for_whom)},
               {say(Message::use_word)},
               {say(Message::year_word), Cells::numbers}},
              {},
              false};
  for (const CertifiedPart& part : parts) {
    table.rows.push_back({to_string(part.block), say.whole(part.block.count()),
                          say(unit_state_names[static_cast<std::size_t>(part.holding.state)]),
                          for_whom(proof, part, say),
                          part.holding.use.empty() ? "–" : use_text(part.holding.use, say), year_of(part)});
  }
  blocks.emplace_back(std::move(table));
}

// What became of them.

std::string text_of(const RecordedAct& act, const char* field) {
  return act_fields::text_or_empty(act.fields, field);
}

/// The holder whose id stands in a field; or the name that stands in `beneficiary`.
std::string receiver(const CheckedProof& proof, const RecordedAct& act, const char* field, Speech say) {
  if (act.fields.contains(field))
    return holder_name(proof.registry->records(), act_fields::digest(act.fields, field));
  const std::string name = text_of(act, "beneficiary");
  return name.empty() ? say(Message::not_named) : name;
}

std::string told(const CheckedProof& proof, const RecordedAct& act, Speech say) {
  switch (act.act) {
    case Act::units_issued:
      return act.fields.contains("beneficiary")
                 ? say(Message::act_units_issued_to, {receiver(proof, act, "beneficiary", say)})
                 : say(Message::act_units_issued);
    case Act::units_assigned:
      return say(act.fields.contains("to") ? Message::act_units_offered : Message::act_units_sold,
                 {receiver(proof, act, "to", say), use_text(text_of(act, "use"), say)});
    case Act::assignment_accepted:
      return say(Message::act_assignment_accepted);
    case Act::assignment_withdrawn:
      return say(Message::act_assignment_withdrawn);
    case Act::mandate_recorded:
      return say(Message::act_mandate_recorded);
    case Act::mandate_withdrawn:
      return say(Message::act_mandate_withdrawn);
    case Act::units_retired: {
      const std::string name = text_of(act, "beneficiary");
      return say(Message::act_units_retired,
                 {name.empty() ? say(Message::not_named) : name, use_text(text_of(act, "use"), say),
                  std::to_string(act.fields["year"].get<std::uint64_t>())});
    }
    case Act::units_cancelled:
      return say(Message::act_units_cancelled) + " · " + text_of(act, "text");
    case Act::developer_changed:
      return say(Message::act_developer_changed);
    default:
      return std::string(rule_of(act.act).kind);
  }
}

std::string signatory(const CheckedProof& proof, const Digest& key, Speech say) {
  constexpr std::size_t digits = 16;
  const Records& records = proof.registry->records();
  const std::string id = hex(key).substr(0, digits);
  const auto found = records.keys.find(key);
  if (found == records.keys.end()) return id;
  const GrantedKey& granted = found->second;
  if (granted.holder) return say(Message::key_of, {holder_name(records, *granted.holder), id});
  const std::string role = say(role_names[static_cast<std::size_t>(granted.role)]);
  return say(Message::key_of, {granted.party.empty() ? role : role + ' ' + granted.party, id});
}

void add_history(const CheckedProof& proof, const std::vector<CertifiedPart>& parts, Speech say,
                 Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::units_history)});
  for (const CertifiedPart& part : parts) {
    Table table{say(Message::history_of, {to_string(part.block)}),
                {{say(Message::entry)},
                 {say(Message::day_word)},
                 {say(Message::act_word)},
                 {say(Message::signed_by)}},
                {},
                false};
    for (const RecordedAct& act : part.history)
      table.rows.push_back({entry_number(act.seq), say.date(act.time), told(proof, act, say),
                            signatory(proof, act.signer, say)});
    blocks.emplace_back(std::move(table));
  }
}

// What they rest on.

std::string standing_of(const Opinion& opinion, Speech say) {
  if (opinion.reopened) return say(Message::opinion_reopened_by, {entry_number(*opinion.reopened)});
  if (opinion.lapsed) return say(Message::opinion_lapsed_by, {entry_number(*opinion.lapsed)});
  return say(Message::opinion_stands);
}

void add_opinions(const Project& project, Speech say, Blocks& blocks) {
  Table table{say(Message::opinions_caption),
              {{say(Message::entry)},
               {say(Message::period)},
               {say(Message::opinion)},
               {say(Message::assurance)},
               {say(Message::materiality), Cells::numbers},
               {say(Message::auditor)},
               {say(Message::state_word)}},
              {},
              false};
  for (const Report& report : project.reports) {
    for (const Opinion& opinion : report.opinions) {
      table.rows.push_back({entry_number(opinion.seq), say.period(report.period),
                            say(opinion_names[static_cast<std::size_t>(opinion.word)]),
                            say(assurance_names[opinion.reasonable ? 1 : 0]),
                            say.percent(opinion.materiality), opinion.auditor, standing_of(opinion, say)});
    }
  }
  blocks.emplace_back(std::move(table));
}

void add_incentives(const Project& project, Speech say, Blocks& blocks) {
  Table table{say(Message::incentives_caption),
              {{say(Message::entry)}, {say(Message::declaration)}, {say(Message::day_word)}},
              {},
              false};
  for (const Incentive& each : project.incentives) {
    if (!each.withdrawn) table.rows.push_back({entry_number(each.seq), each.text, say.date(each.granted_on)});
  }
  if (!table.rows.empty()) blocks.emplace_back(std::move(table));
}

void add_grounds(const CheckedProof& proof, Speech say, Blocks& blocks) {
  const ShownUnits& units = *proof.units;
  const Project& project = certified_project(proof);
  blocks.emplace_back(Heading{say(Message::rests_on)});
  FactList facts{
      {{say(Message::issuance_word),
        say(Message::issuance_text, {entry_number(units.issuance), units_counted(units.issued, say),
                                     std::to_string(units.block.vintage)})}}};
  if (const Report* report = project.report(units.report)) {
    facts.facts.push_back(
        {say(Message::monitoring_report),
         say(Message::report_of_period, {entry_number(report->seq), say.period(report->period)})});
  }
  for (const auto& [name, value] :
       {std::pair(Message::avoided, units.avoided), std::pair(Message::emitted, units.emitted),
        std::pair(Message::given_back, units.given_back), std::pair(Message::baseline, units.baseline),
        std::pair(Message::leakage, units.leakage), std::pair(Message::creditable_c, units.creditable)})
    facts.facts.push_back({say(name), say.kilograms(value) + " kgCO2e"});
  facts.facts.push_back({say(Message::digest_of_tally), hex(units.tally), true});
  facts.facts.push_back({say(Message::digest_of_methodology), hex(units.methodology), true});
  blocks.emplace_back(std::move(facts));
  add_opinions(project, say, blocks);
  add_incentives(project, say, blocks);
}

void add_notices(const CheckedProof& proof, const std::vector<CertifiedPart>& parts, Speech say,
                 Blocks& blocks) {
  std::vector<Holding> holdings;
  holdings.reserve(parts.size());
  for (const CertifiedPart& part : parts) holdings.push_back(part.holding);
  blocks.emplace_back(Heading{say(Message::notices)});
  for (const Notice& notice : notices(units_shown(certified_project(proof), holdings))) {
    std::string text(notice.french);
    if (say.language() == page::Language::english) text.append(" ").append(notice.english);
    blocks.emplace_back(Paragraph{std::move(text)});
  }
}

// How to check it.

std::string log_key(const CheckedProof& proof) {
  return vkey({proof.checkpoint.origin, proof.registry->log_key()});
}

std::string command(const CheckedProof& proof) {
  return "lcl check FILE --log-key " + log_key(proof) + " --certifier " + hex(proof.certifier->fingerprint());
}

void add_check(const CheckedProof& proof, Speech say, Blocks& blocks) {
  const std::string code = certificate_code(proof);
  std::string spoken = code;
  std::replace(spoken.begin(), spoken.end(), '\n', ' ');
  blocks.emplace_back(Heading{say(Message::how_to_check)});
  blocks.emplace_back(Paragraph{say(Message::check_text)});
  FactList facts{{{say(Message::digest_of_proof), hex(proof.digest), true},
                  {say(Message::log_word),
                   say(Message::log_at, {proof.checkpoint.origin, say.whole(proof.checkpoint.size)})},
                  {say(Message::root), hex(proof.checkpoint.root), true},
                  {say(Message::log_key_word), log_key(proof), true},
                  {say(Message::certifier_word), hex(proof.certifier->fingerprint()), true}}};
  for (const SeenBy& each : proof.seen_by)
    facts.facts.push_back(
        {say(Message::seen_by), say(Message::seen_at, {each.witness, say.instant(each.time)})});
  facts.facts.push_back({say(Message::command_word), command(proof), true});
  blocks.emplace_back(std::move(facts));
  blocks.emplace_back(
      Chart{say(Message::code_title), say(Message::code_description, {spoken}), page::qr_code(code)});
}

void add_limits(const CheckedProof& proof, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::shows_and_not)});
  blocks.emplace_back(Paragraph{say(
      Message::shows_complete, {say.whole(proof.entries.size()), entry_number(proof.checkpoint.size - 1)})});
  blocks.emplace_back(Paragraph{say(Message::shows_not_later)});
  blocks.emplace_back(Paragraph{say(Message::shows_not_figures)});
  if (const std::string& before = certified_project(proof).follows; !before.empty())
    blocks.emplace_back(Paragraph{say(Message::shows_not_predecessor, {before})});
}

}  // namespace

std::string certificate_code(const CheckedProof& proof) {
  return "lcl " + std::string(word(proof.kind)) + '\n' + to_string(proof.units->block) + "\nsha256 " +
         hex(proof.digest) + '\n' + command(proof);
}

page::Page certificate_page(const CheckedProof& proof, page::Language language) {
  const Speech say(language);
  const bool trial = is_trial(proof);
  const std::vector<CertifiedPart> parts = certified_parts(proof);
  const Message title = proof.kind == ProofKind::retirement
                            ? (trial ? Message::retirement_trial_title : Message::retirement_title)
                            : (trial ? Message::certificate_trial_title : Message::certificate_title);
  const UnitBlock& block = proof.units->block;
  page::Page made{.language = language,
                  .title = say(title),
                  .subtitle = say(Message::certificate_subtitle,
                                  {certified_project(proof).title, std::to_string(block.vintage),
                                   proof.checkpoint.origin}),
                  .running_title = say(title) + " · " + to_string(block),
                  .made = *proof.complete_at,
                  .blocks = {}};
  add_summary(proof, parts, say, made.blocks);
  add_units(proof, parts, say, made.blocks);
  add_history(proof, parts, say, made.blocks);
  add_grounds(proof, say, made.blocks);
  add_notices(proof, parts, say, made.blocks);
  add_check(proof, say, made.blocks);
  add_limits(proof, say, made.blocks);
  return made;
}

}  // namespace lcl
