// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/audit_report_page.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "ledger/texts/audit_report_sections.hpp"
#include "ledger/texts/public_words.hpp"

namespace lcl {

using page::Message;

namespace audit_report {
namespace {

constexpr std::array<Message, registry_reason_count> registry_reasons{Message::reason_participant_suspended,
                                                                      Message::reason_credited_elsewhere,
                                                                      Message::reason_collection_void};

}  // namespace

std::string party(const AuditReport& report, const std::string& siret) {
  const auto found = report.names.find(siret);
  return found == report.names.end() ? siret
                                     : page::isolated(page::harmless(found->second)) + " (" + siret + ")";
}

std::string category_text(const std::string& category, page::Speech say) {
  return called_as(category_names, category, say);
}

std::string entry_number(std::uint64_t seq) { return std::to_string(seq); }

Message name_of(Effect effect) noexcept { return effect_names[static_cast<std::size_t>(effect)]; }

std::optional<std::string> rule_in(page::Speech say, const Eligibility& rule) {
  constexpr std::array<std::pair<std::string_view, Message>, 5> known{
      {{"functions_not_tested", Message::reason_functions_not_tested},
       {"data_not_erased", Message::reason_data_not_erased},
       {"reconditioned_abroad", Message::reason_reconditioned_abroad},
       {"resold_abroad", Message::reason_resold_abroad},
       {"warranty_too_short", Message::reason_warranty_too_short}}};
  if (say.language() == page::Language::english) return std::nullopt;  // the document's own
  if (!rule.french_title.empty()) return rule.french_title;
  for (const auto& [name, message] : known) {
    if (rule.reason == name) return say(message);
  }
  return std::nullopt;
}

std::string reason_text(const AuditReport& report, std::size_t reason, page::Speech say) {
  const std::vector<Eligibility>& rules = report.methodology.rules;
  if (reason < rules.size()) return rule_in(say, rules[reason]).value_or(rules[reason].title);
  const std::size_t of_registry = reason - rules.size();
  return of_registry < registry_reasons.size() ? say(registry_reasons[of_registry]) : std::to_string(reason);
}

}  // namespace audit_report

page::Page audit_report_page(const AuditReport& report, page::Language language) {
  const page::Speech say(language);
  page::Page made{.language = language,
                  .title = say(Message::audit_report_title, {report.project.title}),
                  .subtitle = say(Message::audit_report_subtitle,
                                  {report.project.id, say.period(report.report.period), report.origin}),
                  .running_title = say(Message::audit_report_running_title,
                                       {report.project.id, say.period(report.report.period)}),
                  .made = report.made,
                  .blocks = {}};
  for (const auto add :
       {audit_report::add_summary, audit_report::add_scope, audit_report::add_population,
        audit_report::add_chain, audit_report::add_method, audit_report::add_sample,
        audit_report::add_completeness, audit_report::add_results, audit_report::add_recomputation,
        audit_report::add_questions, audit_report::add_findings, audit_report::add_opinion,
        audit_report::add_later, audit_report::add_notices, audit_report::add_limits}) {
    add(report, say, made.blocks);
  }
  return made;
}

}  // namespace lcl
