// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/acts.hpp"

#include <array>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

constexpr std::array<std::string_view, role_count> role_words{"operator", "developer", "auditor",
                                                              "certifier"};
constexpr std::array<std::string_view, 5> state_words{"absent", "notified", "filed", "labelled", "closed"};

template <typename... Roles>
constexpr std::uint8_t by(Roles... roles) {
  return static_cast<std::uint8_t>((0U | ... | (1U << static_cast<unsigned>(roles))));
}

template <typename... States>
constexpr std::uint8_t in(States... states) {
  return static_cast<std::uint8_t>((0U | ... | (1U << static_cast<unsigned>(states))));
}

using enum FieldForm;
using enum ProjectState;

constexpr std::uint8_t off_project = 0;

constexpr std::array opened_fields{ActField{"format", integer},    ActField{"origin", origin},
                                   ActField{"log_key", key},       ActField{"operator_key", key},
                                   ActField{"certifier_key", key}, ActField{"pepper", digest}};
constexpr std::array granted_fields{ActField{"public_key", key}, ActField{"role", role_word},
                                    ActField{"party", siret}};
constexpr std::array revoked_fields{ActField{"key", digest}, ActField{"reason", text}};
constexpr std::array adopted_fields{ActField{"document", document}};
constexpr std::array registered_fields{ActField{"participant", siret}, ActField{"name", text}};
constexpr std::array notified_fields{ActField{"title", text},    ActField{"developer", siret},
                                     ActField{"region", text},   ActField{"communes", texts},
                                     ActField{"capacity", text}, ActField{"notified_on", date}};
constexpr std::array filed_fields{ActField{"dossier", digest}};
constexpr std::array labelled_fields{ActField{"decision", text}, ActField{"notified_on", date},
                                     ActField{"methodology", digest}, ActField{"potential_units", integer},
                                     ActField{"crediting_period", dates}};
constexpr std::array closed_fields{ActField{"closed_on", date}, ActField{"reason", text}};
constexpr std::array submission_fields{ActField{"count", integer}, ActField{"digest", digest}};

constexpr std::array<ActRule, act_count> rules{{
    {Act::registry_opened, "registry_opened", by(Role::operator_), opened_fields, off_project},
    {Act::key_granted, "key_granted", by(Role::certifier), granted_fields, off_project},
    {Act::key_revoked, "key_revoked", by(Role::certifier), revoked_fields, off_project},
    {Act::methodology_adopted, "methodology_adopted", by(Role::certifier), adopted_fields, off_project},
    {Act::participant_registered, "participant_registered",
     by(Role::operator_, Role::developer, Role::certifier), registered_fields, off_project},
    {Act::project_notified, "project_notified", by(Role::developer), notified_fields, in(absent)},
    {Act::project_filed, "project_filed", by(Role::developer), filed_fields, in(notified)},
    {Act::project_labelled, "project_labelled", by(Role::certifier), labelled_fields, in(filed)},
    {Act::project_closed, "project_closed", by(Role::developer, Role::certifier), closed_fields,
     in(labelled)},
    {Act::submission, "submission", by(Role::developer, Role::certifier), submission_fields,
     in(labelled, closed)},
}};

static_assert(
    [] {
      for (std::size_t i = 0; i < rules.size(); ++i) {
        if (static_cast<std::size_t>(rules[i].act) != i) return false;
      }
      return true;
    }(),
    "the rules stand in the order of Act");

}  // namespace

std::string_view word(Role role) noexcept { return role_words[static_cast<std::size_t>(role)]; }

std::optional<Role> role(std::string_view word) noexcept {
  for (std::size_t i = 0; i < role_words.size(); ++i) {
    if (role_words[i] == word) return static_cast<Role>(i);
  }
  return std::nullopt;
}

std::string_view word(ProjectState state) noexcept { return state_words[static_cast<std::size_t>(state)]; }

std::span<const ActRule> act_rules() noexcept { return rules; }

const ActRule& rule_of(Act act) noexcept { return rules[static_cast<std::size_t>(act)]; }

const ActRule* rule_of_kind(std::string_view kind) noexcept {
  for (const ActRule& rule : rules) {
    if (rule.kind == kind) return &rule;
  }
  return nullptr;
}

}  // namespace lcl
