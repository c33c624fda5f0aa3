// SPDX-License-Identifier: Apache-2.0
// Public words and the messages by which pages say them, in the order of the enumeration or of the table of
// words (registry/words.hpp) that each belongs to. Files and JSON have the words themselves, in any language.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/methodology/effect.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/texts/page/language.hpp"

namespace lcl {

/// Of ProjectState.
inline constexpr std::array<page::Message, 6> project_state_names{
    page::Message::project_state_absent, page::Message::project_state_notified,
    page::Message::project_state_filed,  page::Message::project_state_labelled,
    page::Message::project_state_closed, page::Message::project_state_withdrawn};
/// Of ReportStage.
inline constexpr std::array<page::Message, 8> report_stage_names{
    page::Message::report_stage_reported, page::Message::report_stage_reopened,
    page::Message::report_stage_modified, page::Message::report_stage_misstated,
    page::Message::report_stage_audited,  page::Message::report_stage_issued,
    page::Message::report_stage_forgone,  page::Message::report_stage_replaced};
/// Of CommitmentStage.
inline constexpr std::array<page::Message, 4> commitment_stage_names{
    page::Message::commitment_stage_waiting, page::Message::commitment_stage_unrevealed,
    page::Message::commitment_stage_revealed, page::Message::commitment_stage_replaced};
/// Of Role.
inline constexpr std::array<page::Message, role_count> role_names{
    page::Message::role_operator,  page::Message::role_developer, page::Message::role_auditor,
    page::Message::role_certifier, page::Message::role_holder,    page::Message::role_recovery};
/// Of RegistryStanding.
inline constexpr std::array<page::Message, standing_words.size()> standing_names{
    page::Message::trial_registry_standing, page::Message::official_registry};
/// Of OpinionWord.
inline constexpr std::array<page::Message, opinion_words.size()> opinion_names{
    page::Message::opinion_unmodified, page::Message::opinion_qualified, page::Message::opinion_adverse,
    page::Message::opinion_disclaimed};
/// Limited and reasonable.
inline constexpr std::array<page::Message, assurance_words.size()> assurance_names{
    page::Message::assurance_limited, page::Message::assurance_reasonable};
/// Of SamplingMethod.
inline constexpr std::array<page::Message, sampling_words.size()> sampling_names{
    page::Message::method_random, page::Message::method_stratified, page::Message::method_monetary_unit};
/// Of Book.
inline constexpr std::array<page::Message, book_words.size()> book_names{
    page::Message::book_purchases, page::Message::book_stock, page::Message::book_returns,
    page::Message::book_repairs, page::Message::book_waste};
/// Of UnitState.
inline constexpr std::array<page::Message, 4> unit_state_names{
    page::Message::unit_issued, page::Message::unit_assigned, page::Message::unit_retired,
    page::Message::unit_cancelled};
/// What units are used for.
inline constexpr std::array<page::Message, use_words.size()> use_names{
    page::Message::use_contribution, page::Message::use_voluntary, page::Message::use_mandatory};
/// What became of a dispute.
inline constexpr std::array<page::Message, settlement_words.size()> settlement_names{
    page::Message::dispute_upheld, page::Message::dispute_rejected};
/// Of Effect.
inline constexpr std::array<page::Message, effect_count> effect_names{
    page::Message::avoided_manufacture, page::Message::avoided_journeys, page::Message::emitted_journeys,
    page::Message::emitted_parts,       page::Message::emitted_energy,   page::Message::emitted_packaging,
    page::Message::given_back,          page::Message::baseline,         page::Message::leakage};
/// Of Refit.
inline constexpr std::array<page::Message, 3> refit_names{
    page::Message::refit_none, page::Message::refit_light, page::Message::refit_full};
/// Of Act.
inline constexpr std::array<page::Message, act_count> act_names{page::Message::kind_registry_opened,
                                                                page::Message::kind_key_granted,
                                                                page::Message::kind_key_revoked,
                                                                page::Message::kind_key_acts_annulled,
                                                                page::Message::kind_holder_key_replaced,
                                                                page::Message::kind_replacement_stopped,
                                                                page::Message::kind_holder_renamed,
                                                                page::Message::kind_auditor_accredited,
                                                                page::Message::kind_accreditation_withdrawn,
                                                                page::Message::kind_methodology_adopted,
                                                                page::Message::kind_participant_registered,
                                                                page::Message::kind_participant_withdrawn,
                                                                page::Message::kind_approval_recorded,
                                                                page::Message::kind_approval_withdrawn,
                                                                page::Message::kind_participant_suspended,
                                                                page::Message::kind_participant_reinstated,
                                                                page::Message::kind_private_erased,
                                                                page::Message::kind_clock_corrected,
                                                                page::Message::kind_anchored,
                                                                page::Message::kind_project_notified,
                                                                page::Message::kind_project_amended,
                                                                page::Message::kind_mandants_changed,
                                                                page::Message::kind_project_filed,
                                                                page::Message::kind_project_labelled,
                                                                page::Message::kind_developer_changed,
                                                                page::Message::kind_incentive_declared,
                                                                page::Message::kind_incentive_withdrawn,
                                                                page::Message::kind_project_closed,
                                                                page::Message::kind_project_withdrawn,
                                                                page::Message::kind_submission,
                                                                page::Message::kind_exclusivity_declared,
                                                                page::Message::kind_credited_elsewhere,
                                                                page::Message::kind_declaration_withdrawn,
                                                                page::Message::kind_period_reported,
                                                                page::Message::kind_sample_committed,
                                                                page::Message::kind_sample_challenged,
                                                                page::Message::kind_sample_drawn,
                                                                page::Message::kind_sample_recorded,
                                                                page::Message::kind_sample_released,
                                                                page::Message::kind_completeness_recorded,
                                                                page::Message::kind_question_asked,
                                                                page::Message::kind_question_answered,
                                                                page::Message::kind_opinion_given,
                                                                page::Message::kind_opinion_reopened,
                                                                page::Message::kind_period_forgone,
                                                                page::Message::kind_collection_disputed,
                                                                page::Message::kind_dispute_settled,
                                                                page::Message::kind_beneficiary_named,
                                                                page::Message::kind_beneficiary_accepted,
                                                                page::Message::kind_units_issued,
                                                                page::Message::kind_units_assigned,
                                                                page::Message::kind_assignment_accepted,
                                                                page::Message::kind_assignment_withdrawn,
                                                                page::Message::kind_mandate_recorded,
                                                                page::Message::kind_mandate_withdrawn,
                                                                page::Message::kind_units_retired,
                                                                page::Message::kind_units_cancelled,
                                                                page::Message::kind_debt_set_off,
                                                                page::Message::kind_debt_stated};
/// Of EventKind.
inline constexpr std::array<page::Message, 6> event_names{
    page::Message::event_collection, page::Message::event_reconditioning, page::Message::event_resale,
    page::Message::event_return,     page::Message::event_disposal,       page::Message::event_void};

/// Words with what pages call them.
using CalledWords = std::vector<std::pair<std::string_view, page::Message>>;

/// Of categories that are known here; a methodology may have others.
inline constexpr std::array<std::pair<std::string_view, page::Message>, 7> category_names{
    {{"smartphone", page::Message::category_smartphone},
     {"tablet", page::Message::category_tablet},
     {"laptop", page::Message::category_laptop},
     {"desktop", page::Message::category_desktop},
     {"monitor", page::Message::category_monitor},
     {"television", page::Message::category_television},
     {"console", page::Message::category_console}}};

/// What a methodology may call its own status.
inline constexpr std::array<std::pair<std::string_view, page::Message>, 3> methodology_statuses{
    {{"reference", page::Message::methodology_reference},
     {"draft", page::Message::methodology_draft},
     {"approved", page::Message::methodology_approved}}};

/// The words of `Enumeration` and what they are called, as a column of a listing takes them.
template <typename Enumeration, std::size_t count>
[[nodiscard]] CalledWords called(const std::array<page::Message, count>& names) {
  CalledWords out;
  for (std::size_t i = 0; i < count; ++i) out.emplace_back(word(static_cast<Enumeration>(i)), names[i]);
  return out;
}
/// The same of a table of words.
template <std::size_t count>
[[nodiscard]] CalledWords called(const std::array<std::string_view, count>& words,
                                 const std::array<page::Message, count>& names) {
  CalledWords out;
  for (std::size_t i = 0; i < count; ++i) out.emplace_back(words[i], names[i]);
  return out;
}
/// The same of pairs.
template <std::size_t count>
[[nodiscard]] CalledWords called(const std::array<std::pair<std::string_view, page::Message>, count>& pairs) {
  return {pairs.begin(), pairs.end()};
}
/// What a page calls `word`: itself where it is none of `called`, as of a methodology's own categories.
template <typename Called>
[[nodiscard]] std::string called_as(const Called& called, const std::string& word, page::Speech say) {
  for (const auto& [each, name] : called) {
    if (each == word) return say(name);
  }
  return word;
}
/// The kinds that entries have: of events and of acts.
[[nodiscard]] CalledWords called_kinds();

}  // namespace lcl
