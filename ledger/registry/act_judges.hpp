// SPDX-License-Identifier: Apache-2.0
// The judges and recorders of the acts, by subject. A judge sees acts of the
// right form, signed by someone who may, on a project in a state that admits
// them, and says which further rule they break; a recorder takes in what its
// judge let pass. Which belong to which act is in the table of acts.cpp.
#pragma once

#include <cstdint>
#include <optional>

#include "ledger/registry/records.hpp"

namespace lcl {

/// Where a rule says a year, it is never longer than this.
inline constexpr std::int64_t longest_year_ms = 366 * day_ms;

/// An act about to be recorded, or being recorded.
struct ActAtHand {
  const Statement& statement;
  Instant time;                ///< of its entry
  const LooksUpHead& look_up;  ///< for judges only
  std::uint64_t seq = 0;       ///< of its entry; for recorders only
  [[nodiscard]] const Json& act() const { return statement.act; }
};

/// The project that an act is on; a judge sees it only where it has been notified.
[[nodiscard]] inline const Project& project_of(const Records& records, const ActAtHand& at_hand) {
  return *records.project(at_hand.statement.project);
}
[[nodiscard]] inline Project& project_of(Records& records, const ActAtHand& at_hand) {
  return records.projects[at_hand.statement.project];
}

// key_acts.cpp
Judge judge_key_granted, judge_key_revoked, judge_key_acts_annulled, judge_methodology_adopted,
    judge_private_erased;
Recorder record_key_granted, record_key_revoked, record_key_acts_annulled, record_methodology_adopted,
    record_private_erased;
// accreditation_acts.cpp
Judge judge_auditor_accredited, judge_accreditation_withdrawn;
Recorder record_auditor_accredited, record_accreditation_withdrawn;
// time_acts.cpp
Judge judge_clock_corrected, judge_anchored;
Recorder record_clock_corrected;
Recorder record_anchored;
// participant_acts.cpp
Judge judge_participant_registered, judge_participant_withdrawn, judge_approval_recorded,
    judge_approval_withdrawn, judge_participant_suspended, judge_participant_reinstated;
Recorder record_participant_registered, record_participant_withdrawn, record_approval_recorded,
    record_approval_withdrawn, record_participant_suspended, record_participant_reinstated;
// project_acts.cpp
Judge judge_project_notified, judge_project_amended, judge_mandants_changed, judge_project_labelled,
    judge_developer_changed, judge_project_closed, judge_project_withdrawn, judge_submission;
Recorder record_project_notified, record_project_amended, record_mandants_changed, record_project_filed,
    record_project_labelled, record_developer_changed, record_project_closed, record_project_withdrawn;
// dispute_acts.cpp
Judge judge_collection_disputed, judge_dispute_settled;
Recorder record_collection_disputed, record_dispute_settled;
// incentive_acts.cpp
Judge judge_incentive_declared, judge_incentive_withdrawn;
Recorder record_incentive_declared, record_incentive_withdrawn;
// monitoring_acts.cpp
Judge judge_exclusivity_declared, judge_credited_elsewhere, judge_declaration_withdrawn,
    judge_period_reported, judge_opinion_given, judge_opinion_reopened, judge_period_forgone;
Recorder record_exclusivity_declared, record_credited_elsewhere, record_declaration_withdrawn,
    record_period_reported, record_opinion_given, record_opinion_reopened, record_period_forgone;
// sampling_acts.cpp
Judge judge_sample_committed, judge_sample_challenged, judge_sample_drawn, judge_sample_recorded,
    judge_sample_released;
Recorder record_sample_committed, record_sample_challenged, record_sample_drawn, record_sample_recorded,
    record_sample_released;
// completeness_acts.cpp
Judge judge_completeness_recorded;
Recorder record_completeness_recorded;
// question_acts.cpp
Judge judge_question_asked, judge_question_answered;
Recorder record_question_asked, record_question_answered;
// holder_acts.cpp
Judge judge_holder_key_replaced, judge_replacement_stopped, judge_holder_renamed;
Recorder record_holder_key_replaced, record_replacement_stopped, record_holder_renamed;
// assignment_acts.cpp
Judge judge_units_assigned, judge_assignment_accepted, judge_assignment_withdrawn, judge_mandate_recorded,
    judge_mandate_withdrawn;
Recorder record_units_assigned, record_assignment_accepted, record_assignment_withdrawn,
    record_mandate_recorded, record_mandate_withdrawn;
// beneficiary_acts.cpp
Judge judge_beneficiary_named, judge_beneficiary_accepted;
Recorder record_beneficiary_named, record_beneficiary_accepted;
// unit_acts.cpp
Judge judge_units_issued, judge_units_retired, judge_units_cancelled, judge_debt_set_off, judge_debt_stated;
Recorder record_units_issued, record_units_retired, record_units_cancelled, record_debt_set_off,
    record_debt_stated;

}  // namespace lcl
