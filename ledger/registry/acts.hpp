// SPDX-License-Identifier: Apache-2.0
// The acts: which there are, who may sign each, on a project in which state,
// the form of its fields, and how it is judged and recorded. The table in
// acts.cpp is the whole truth; schemas/README.md shows the same one, and a test
// holds the two together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/json.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

enum class Role : std::uint8_t { operator_, developer, auditor, certifier, holder, recovery };
inline constexpr std::size_t role_count = 6;
[[nodiscard]] std::string_view word(Role role) noexcept;  ///< `operator`, `developer`, …
/// Of those that can be granted: not `recovery`, which one key has, if any, from entry 0 on.
[[nodiscard]] std::optional<Role> role(std::string_view word) noexcept;

enum class Act : std::uint8_t {
  registry_opened,
  key_granted,
  key_revoked,
  key_acts_annulled,
  holder_key_replaced,
  replacement_stopped,
  holder_renamed,
  auditor_accredited,
  accreditation_withdrawn,
  methodology_adopted,
  participant_registered,
  participant_withdrawn,
  approval_recorded,
  approval_withdrawn,
  participant_suspended,
  participant_reinstated,
  private_erased,
  clock_corrected,
  anchored,
  project_notified,
  project_amended,
  mandants_changed,
  project_filed,
  project_labelled,
  developer_changed,
  incentive_declared,
  incentive_withdrawn,
  project_closed,
  project_withdrawn,
  submission,
  exclusivity_declared,
  credited_elsewhere,
  declaration_withdrawn,
  period_reported,
  sample_committed,
  sample_challenged,
  sample_drawn,
  sample_recorded,
  sample_released,
  completeness_recorded,
  question_asked,
  question_answered,
  opinion_given,
  opinion_reopened,
  period_forgone,
  collection_disputed,
  dispute_settled,
  beneficiary_named,
  beneficiary_accepted,
  units_issued,
  units_assigned,
  assignment_accepted,
  assignment_withdrawn,
  mandate_recorded,
  mandate_withdrawn,
  units_retired,
  units_cancelled,
  debt_set_off,
  debt_stated,
};
inline constexpr std::size_t act_count = static_cast<std::size_t>(Act::debt_stated) + 1;

/// Life of a project; an act on a project states which of these it needs and which it leads to.
enum class ProjectState : std::uint8_t { absent, notified, filed, labelled, closed, withdrawn };
[[nodiscard]] std::string_view word(ProjectState state) noexcept;

/// The form of a field of an act.
enum class FieldForm : std::uint8_t {
  integer,   ///< 0 to 2^53−1
  integers,  ///< 1 to 200, ascending
  decimal,   ///< canonical, within ±10^18: `"12.5"`
  text,      ///< 1 to 256 code points, NFC, no control characters
  texts,     ///< 1 to 200 texts
  word,      ///< one of the field's words
  words,     ///< one or more of the field's words, each once
  date,      ///< `2026-02-02`
  dates,     ///< {"from": date, "to": date}, from < to
  instant,   ///< `2026-02-02T09:15:00.000Z`
  siret,
  sirets,  ///< 1 to 200, each once
  party,   ///< a SIRET, an EU VAT number or an LEI
  digest,
  key,   ///< base64 of a DER SubjectPublicKeyInfo (Ed25519)
  keys,  ///< 1 to 16 of these, ascending
  role_word,
  origin,
  base64,         ///< of 1 to 65,536 bytes
  document,       ///< an object
  checkpoint,     ///< {"root": digest, "size": integer}
  mandants,       ///< 1 to 1,000 of {"notified_on": date, "siret": SIRET}, each SIRET once
  sites,          ///< 2 to 200 of {"commune": text, "region": text}
  devices,        ///< 1 to 1,000 pseudonyms, ascending
  units,          ///< the serial of a block of units
  misstatements,  ///< 0 to 200 of {"kgco2e": decimal, "text": text}
  cycles,         ///< 1 to 10,000 seqs of collections, ascending
  results,        ///< 1 to 10,000 of {"result": word, "seq": integer, …}, by ascending seq
  parameters,  ///< 1 to 64 names → {"source": text, and "value": decimal or "values": {category: decimal}}
};

struct ActField {
  std::string_view name;
  FieldForm form{};
  std::span<const std::string_view> words{};  ///< of the forms word and words
  bool optional = false;
};

struct Records;
/// An act about to be recorded, or being recorded (act_judges.hpp).
struct ActAtHand;
/// The further rule that an act breaks, and how it is put on record.
using Judge = std::optional<Refused>(const Records& records, const ActAtHand& at_hand);
using Recorder = void(Records& records, const ActAtHand& at_hand);

/// An act's row in the table.
struct ActRule {
  Act act{};
  std::string_view kind;             ///< of the entry
  std::uint8_t roles = 0;            ///< bit 1 << Role
  std::span<const ActField> fields;  ///< in the table's order; every act may have `private`, a digest, too
  std::uint8_t project_states = 0;   ///< bit 1 << ProjectState it may be done in; 0: not on a project
  Judge* judge = nullptr;            ///< nullptr: nothing further is asked
  Recorder* recorder = nullptr;      ///< nullptr: it changes nothing on record
  bool by_quorum = false;            ///< as many certifier keys as entry 0 asks for sign it
  [[nodiscard]] bool on_project() const { return project_states != 0; }
  [[nodiscard]] bool allows(Role role) const { return (roles >> static_cast<unsigned>(role) & 1U) != 0; }
  [[nodiscard]] bool allows(ProjectState state) const {
    return (project_states >> static_cast<unsigned>(state) & 1U) != 0;
  }
};

[[nodiscard]] std::span<const ActRule> act_rules() noexcept;
[[nodiscard]] const ActRule& rule_of(Act act) noexcept;
/// Nothing if `kind` is not a statement's.
[[nodiscard]] const ActRule* rule_of_kind(std::string_view kind) noexcept;

/// `integer`, `text`, …: the form's name in schemas/README.md.
[[nodiscard]] std::string_view word(FieldForm form) noexcept;

/// What is wrong with the form of `act` under `rule`: a missing, surplus or malformed field.
[[nodiscard]] std::optional<Refused> form_refusal(const ActRule& rule, const Json& act);

}  // namespace lcl
