// SPDX-License-Identifier: Apache-2.0
// Who may do what, and when: every act by every role, and in every state of a
// project, against tables written out a second time.
#include "ledger/registry/acts.hpp"

#include <doctest/doctest.h>

#include <array>

#include "tests/registry/trial_registry.hpp"
#include "tests/registry/well_formed_acts.hpp"

namespace lcl {
namespace {

using namespace test;

struct Cell {
  const char* kind;
  const char* roles;  ///< o operator, d developer, a auditor, c certifier, r recovery
  const char*
      states;  ///< a absent, n notified, f filed, l labelled, c closed, w withdrawn; empty: on no project
};

constexpr Cell table[]{
    {"registry_opened", "o", ""},
    {"key_granted", "c", ""},
    {"key_revoked", "c", ""},
    {"key_acts_annulled", "cr", ""},
    {"methodology_adopted", "c", ""},
    {"participant_registered", "odc", ""},
    {"approval_recorded", "odc", ""},
    {"approval_withdrawn", "odc", ""},
    {"participant_suspended", "c", ""},
    {"participant_reinstated", "c", ""},
    {"private_erased", "oc", ""},
    {"clock_corrected", "c", ""},
    {"anchored", "odac", ""},
    {"project_notified", "d", "a"},
    {"project_amended", "d", "nf"},
    {"mandants_changed", "d", "nfl"},
    {"project_filed", "d", "n"},
    {"project_labelled", "c", "f"},
    {"project_closed", "dc", "l"},
    {"project_withdrawn", "dc", "nfl"},
    {"developer_changed", "c", "nflc"},
    {"incentive_declared", "d", "nflc"},
    {"incentive_withdrawn", "dc", "nflc"},
    {"submission", "dc", "lc"},
    {"exclusivity_declared", "d", "lc"},
    {"credited_elsewhere", "dac", "lc"},
    {"declaration_withdrawn", "dac", "lc"},
    {"period_reported", "d", "lc"},
    {"sample_committed", "a", "lc"},
    {"sample_drawn", "a", "lc"},
    {"sample_recorded", "a", "lc"},
    {"sample_released", "c", "lc"},
    {"question_asked", "ac", "lc"},
    {"question_answered", "d", "lc"},
    {"opinion_given", "a", "lc"},
    {"opinion_reopened", "ac", "lc"},
    {"period_forgone", "c", "lc"},
    {"units_issued", "c", "lc"},
    {"units_assigned", "d", "lc"},
    {"units_retired", "dc", "lc"},
    {"units_cancelled", "dc", "lc"},
    {"debt_set_off", "c", "lc"},
};

bool holds(std::string_view letters, char letter) { return letters.find(letter) != std::string_view::npos; }

}  // namespace

TEST_CASE("acts: every act is open to the roles of the table and to no other") {
  TrialRegistry registry({.keys = 1, .quorum = 1, .recovery = true});
  std::size_t cells = 0;
  for (const Cell& cell : table) {
    const ActRule* rule = rule_of_kind(cell.kind);
    REQUIRE(rule != nullptr);
    Json act = well_formed(*rule);
    if (rule->act == Act::project_notified) act["developer"] = siret(1);
    const std::string project = rule->on_project() ? "FRESH" : "";
    for (const auto& [role, key] :
         {std::pair{'o', &registry.operator_key}, std::pair{'d', &registry.developer},
          std::pair{'a', &registry.auditor}, std::pair{'c', &registry.certifier},
          std::pair{'r', &registry.recovery_key}}) {
      CAPTURE(cell.kind);
      const char signer = role;
      CAPTURE(signer);
      ++cells;
      const auto refused = registry.state.refusal_of_draft(registry.drafted(cell.kind, project, act, *key),
                                                           registry.time, any_head);
      if (rule->act == Act::registry_opened) {
        REQUIRE(refused);
        CHECK(refused->place.field == "kind");
        continue;
      }
      const bool of_role = refused && refused->refusal == Refusal::wrong_role;
      CHECK(of_role != holds(cell.roles, role));
      CHECK(rule->allows(static_cast<Role>(std::string_view("odacr").find(role))) == holds(cell.roles, role));
    }
  }
  CHECK(cells == act_count * role_count);
}

TEST_CASE("acts: every act on a project is admitted in the states of the table and in no other") {
  TrialRegistry registry;
  const std::string letters = "anflcw";
  for (std::size_t i = 0; i < letters.size(); ++i)
    registry.bring(std::string("STATE") + std::to_string(i), static_cast<ProjectState>(i));
  for (const Cell& cell : table) {
    const ActRule& rule = *rule_of_kind(cell.kind);
    CHECK(rule.on_project() == !std::string_view(cell.states).empty());
    if (!rule.on_project()) continue;
    Json act = well_formed(rule);
    if (rule.act == Act::project_notified) act["developer"] = siret(1);
    const PrivateKey& signer = holds(cell.roles, 'd')   ? registry.developer
                               : holds(cell.roles, 'a') ? registry.auditor
                                                        : registry.certifier;
    for (std::size_t i = 0; i < letters.size(); ++i) {
      CAPTURE(cell.kind);
      CAPTURE(letters[i]);
      const auto refused = registry.state.refusal_of_draft(
          registry.drafted(cell.kind, "STATE" + std::to_string(i), act, signer), registry.time, any_head);
      const auto word = refused ? std::optional(refused->refusal) : std::nullopt;
      if (holds(cell.states, letters[i])) {
        CHECK(word != Refusal::unknown_project);
        CHECK(word != Refusal::project_already_notified);
        if (rule.act == Act::mandants_changed) continue;  // of projects that are not collective
        CHECK(word != Refusal::wrong_project_state);
      } else if (letters[i] == 'a') {
        CHECK(word == Refusal::unknown_project);
      } else {
        CHECK(word == (rule.act == Act::project_notified ? Refusal::project_already_notified
                                                         : Refusal::wrong_project_state));
      }
    }
  }
}

TEST_CASE("acts: what every statement must be, whatever it states, in the order in which it is asked") {
  TrialRegistry registry;
  const PrivateKey stranger = PrivateKey::generate();
  const Json act = registration(9);
  const auto after = [&](const PrivateKey& signer, const auto& change) {
    Statement statement = registry.drafted("participant_registered", "", act, signer);
    change(statement);
    sign(statement, signer);
    return registry.take(statement);
  };
  CHECK(after(stranger, [](Statement& s) { s.kind = "collection"; }) == "malformed_statement kind");
  CHECK(after(stranger, [](Statement& s) { s.act["name"] = 7; }) == "malformed_statement act.name");
  CHECK(after(stranger, [](Statement& s) { s.project = "DEMO"; }) == "malformed_statement project");
  CHECK(registry.act("project_filed", "", {{"dossier", digest_of('d')}}, stranger) ==
        "malformed_statement project");
  CHECK(registry.act("project_filed", "demo", {{"dossier", digest_of('d')}}, stranger) ==
        "malformed_statement project");
  CHECK(after(stranger, [](Statement& s) { s.origin = "registry.example/other"; }) ==
        "wrong_registry origin");
  CHECK(after(stranger, [](Statement& s) { s.seen.root.bytes[31] ^= 1; }) == "unknown_head seen");
  CHECK(after(stranger, [](Statement& s) { ++s.seen.size; }) == "unknown_head seen");
  registry.passed_at = Instant{registry.time.milliseconds - seen_lasts_ms};
  CHECK(after(stranger, [](Statement&) {}) == "not_enrolled key");
  --registry.passed_at->milliseconds;
  CHECK(after(stranger, [](Statement&) {}) == "seen_expired seen");
  registry.passed_at.reset();
  CHECK(after(registry.log_key, [](Statement&) {}) == "not_enrolled key");
  CHECK(after(registry.auditor, [](Statement&) {}) == "wrong_role key");
  Statement forged = registry.drafted("participant_registered", "", act, registry.developer);
  sign(forged, registry.developer);
  forged.nonce[0] ^= 1;
  CHECK(registry.take(forged) == "bad_signature signature");
  CHECK(after(registry.developer, [](Statement&) {}) == "done");
}

TEST_CASE(
    "acts: a registry opens once, by the operator key it names, on the empty log, with keys that differ") {
  const TrialRegistry opened;
  const RegistryState closed;
  const Json act{{"format", 1},
                 {"origin", "registry.example/trial"},
                 {"log_key", opened.log_key.public_key().text()},
                 {"operator_key", opened.operator_key.public_key().text()},
                 {"certifier_keys", {opened.certifier.public_key().text()}},
                 {"certifier_quorum", 1},
                 {"standing", "trial"},
                 {"pepper", digest_of('0')}};
  const auto word_of = [&](const auto& change) -> std::string {
    Statement statement = opened.drafted("registry_opened", "", act, opened.operator_key);
    statement.seen = TrialRegistry::head_at(0);
    change(statement);
    const auto refused = closed.refusal_of_draft(statement, opened.time, any_head);
    return refused ? std::string(word(refused->refusal)) + " " + refused->place.field : "done";
  };
  CHECK(word_of([](Statement&) {}) == "done");
  CHECK(word_of([](Statement& s) {
          s.kind = "participant_registered";
          s.act = registration(9);
        }) == "malformed_statement kind");
  CHECK(word_of([](Statement& s) { s.act["format"] = 2; }) == "malformed_statement act.format");
  CHECK(word_of([](Statement& s) { s.act["standing"] = "official"; }) == "malformed_statement act.mandate");
  CHECK(word_of([](Statement& s) { s.act["mandate"] = digest_of('9'); }) ==
        "malformed_statement act.mandate");
  CHECK(word_of([](Statement& s) {
          s.act["standing"] = "official";
          s.act["mandate"] = digest_of('9');
        }) == "done");
  CHECK(word_of([](Statement& s) { s.origin = "registry.example/other"; }) == "wrong_registry act.origin");
  CHECK(word_of([&](Statement& s) { s.key = opened.certifier.public_key().id(); }) == "wrong_role key");
  CHECK(word_of([](Statement& s) { s.seen.size = 1; }) == "unknown_head seen");
  CHECK(word_of([](Statement& s) { s.act["log_key"] = s.act["certifier_keys"][0]; }) ==
        "malformed_statement act");
  CHECK(word_of([](Statement& s) { s.act["certifier_keys"][0] = s.act["operator_key"]; }) ==
        "malformed_statement act");
  CHECK(word_of([](Statement& s) { s.act["recovery_key"] = s.act["certifier_keys"][0]; }) ==
        "malformed_statement act");
  for (const int quorum : {0, 2})
    CHECK(word_of([&](Statement& s) { s.act["certifier_quorum"] = quorum; }) ==
          "malformed_statement act.certifier_quorum");
  CHECK(word_of([](Statement& s) { s.act["certifier_keys"].push_back(s.act["certifier_keys"][0]); }) ==
        "malformed_statement act.certifier_keys");
  CHECK(word_of([&](Statement& s) { endorse(s, opened.certifier); }) == "malformed_statement endorsements");
}

TEST_CASE("acts: a developer acts on projects of its own alone") {
  TrialRegistry registry;
  CHECK(registry.act("project_notified", "DEMO", notification(), registry.other_developer) ==
        "wrong_party key");
  registry.bring("DEMO", ProjectState::labelled);
  for (const Cell& cell : table) {
    const ActRule& rule = *rule_of_kind(cell.kind);
    if (!holds(cell.roles, 'd') || !rule.on_project()) continue;
    CAPTURE(cell.kind);
    CHECK(registry.act(cell.kind, "DEMO", well_formed(rule), registry.other_developer) == "wrong_party key");
  }
}

}  // namespace lcl
