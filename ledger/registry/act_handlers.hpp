// SPDX-License-Identifier: Apache-2.0
// How each act is judged and recorded, by subject. A judge sees acts of the
// right form, signed by someone who may, on a project in a state that admits
// them, and says which further rule they break; a recorder takes in what its
// judge let pass.
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
  Instant time;           ///< of its entry
  std::uint64_t seq = 0;  ///< of its entry; for recorders only
  [[nodiscard]] const Json& act() const { return statement.act; }
};

/// The project that an act is on; a judge sees it only where it has been notified.
[[nodiscard]] inline const Project& project_of(const Records& records, const ActAtHand& at_hand) {
  return *records.project(at_hand.statement.project);
}
[[nodiscard]] inline Project& project_of(Records& records, const ActAtHand& at_hand) {
  return records.projects[at_hand.statement.project];
}

using Judge = std::optional<Refused> (*)(const Records& records, const ActAtHand& at_hand);
using Recorder = void (*)(Records& records, const ActAtHand& at_hand);

struct ActHandler {
  Judge judge = nullptr;        ///< nullptr: nothing further is asked
  Recorder recorder = nullptr;  ///< nullptr: it changes nothing on record
};

// key_acts.cpp
extern const ActHandler key_granted_handler;
extern const ActHandler key_revoked_handler;
extern const ActHandler methodology_adopted_handler;
extern const ActHandler private_erased_handler;
// participant_acts.cpp
extern const ActHandler participant_registered_handler;
extern const ActHandler approval_recorded_handler;
extern const ActHandler approval_withdrawn_handler;
extern const ActHandler participant_suspended_handler;
extern const ActHandler participant_reinstated_handler;
// project_acts.cpp
extern const ActHandler project_notified_handler;
extern const ActHandler project_amended_handler;
extern const ActHandler mandants_changed_handler;
extern const ActHandler project_filed_handler;
extern const ActHandler project_labelled_handler;
extern const ActHandler project_closed_handler;
extern const ActHandler project_withdrawn_handler;
extern const ActHandler submission_handler;
// monitoring_acts.cpp
extern const ActHandler exclusivity_declared_handler;
extern const ActHandler credited_elsewhere_handler;
extern const ActHandler period_reported_handler;
extern const ActHandler opinion_given_handler;
extern const ActHandler opinion_reopened_handler;
// sampling_acts.cpp
extern const ActHandler sample_committed_handler;
extern const ActHandler sample_drawn_handler;
extern const ActHandler sample_recorded_handler;
// question_acts.cpp
extern const ActHandler question_asked_handler;
extern const ActHandler question_answered_handler;
// unit_acts.cpp
extern const ActHandler units_issued_handler;
extern const ActHandler units_assigned_handler;
extern const ActHandler units_retired_handler;
extern const ActHandler units_cancelled_handler;
extern const ActHandler debt_set_off_handler;

}  // namespace lcl
