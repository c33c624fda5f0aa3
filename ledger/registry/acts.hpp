// SPDX-License-Identifier: Apache-2.0
// The acts: which there are, who may sign each, and the form of their fields.
// This table is the whole truth; schemas/README.md shows the same one, and a
// test holds the two together.
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

enum class Role : std::uint8_t { operator_, developer, auditor, certifier };
inline constexpr std::size_t role_count = 4;
[[nodiscard]] std::string_view word(Role role) noexcept;  ///< `operator`, `developer`, …
[[nodiscard]] std::optional<Role> role(std::string_view word) noexcept;

enum class Act : std::uint8_t {
  registry_opened,
  key_granted,
  key_revoked,
  methodology_adopted,
  participant_registered,
  project_notified,
  project_filed,
  project_labelled,
  project_closed,
  submission,
};
inline constexpr std::size_t act_count = 10;

/// Life of a project; an act on a project states which of these it needs and which it leads to.
enum class ProjectState : std::uint8_t { absent, notified, filed, labelled, closed };
[[nodiscard]] std::string_view word(ProjectState state) noexcept;

/// The form of a field of an act.
enum class FieldForm : std::uint8_t {
  integer,  ///< 0 to 2^53−1
  text,     ///< 1 to 256 code points, NFC, no control characters
  texts,    ///< 1 to 200 texts
  date,     ///< `2026-02-02`
  dates,    ///< {"from": date, "to": date}, from < to
  siret,
  digest,
  key,  ///< base64 of a DER SubjectPublicKeyInfo (Ed25519)
  role_word,
  origin,
  document,  ///< an object
};

struct ActField {
  std::string_view name;
  FieldForm form{};
};

struct ActRule {
  Act act{};
  std::string_view kind;             ///< of the entry
  std::uint8_t roles = 0;            ///< bit 1 << Role
  std::span<const ActField> fields;  ///< all required, in the order of the table
  std::uint8_t project_states = 0;   ///< bit 1 << ProjectState it may be done in; 0: not on a project
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

/// What is wrong with the form of `act` under `rule`: a missing, surplus or malformed field.
[[nodiscard]] std::optional<Refused> form_refusal(const ActRule& rule, const Json& act);

}  // namespace lcl
