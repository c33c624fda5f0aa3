// SPDX-License-Identifier: Apache-2.0
// Who may do what, and when: every act by every role and party, and in every
// state of a project, against the table of schemas/README.md.
#include "ledger/registry/acts.hpp"

#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/registry/trial_registry.hpp"
#include "tests/registry/well_formed_acts.hpp"

namespace lcl {
namespace {

using namespace test;

/// Who may do an act, and on a project in which states, as the page's table has it.
struct Row {
  std::set<std::string> roles;
  std::set<std::string> states;  ///< empty: it is on no project
};

/// The words that `cell` lists, separated by commas; none where it is a dash.
std::set<std::string> words_of(std::string_view cell) {
  std::set<std::string> words;
  std::string word;
  for (const char c : std::string(cell) + ',') {
    if ((c >= 'a' && c <= 'z') || c == '_') {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
  return words;
}

/// The table of acts in schemas/README.md.
std::map<std::string, Row> page_table() {
  std::map<std::string, Row> rows;
  std::ifstream page("schemas/README.md", std::ios::binary);
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("| kind | signers |")) inside = true;
    if (inside && line.empty()) break;
    if (!inside || !line.starts_with("| `")) continue;
    std::vector<std::string> cells;
    std::size_t from = 2;
    for (std::size_t bar = line.find(" | "); bar != std::string::npos; bar = line.find(" | ", from)) {
      cells.push_back(line.substr(from, bar - from));
      from = bar + 3;
    }
    REQUIRE(cells.size() == 4);
    rows[*words_of(cells[0]).begin()] = {words_of(cells[1]), words_of(cells[3])};
  }
  return rows;
}

/// Somebody who signs, by role, and whether the projects are its own.
struct Signatory {
  std::string role;
  const PrivateKey* key = nullptr;
  bool is_developer_of_them = false;
};

/// The word with which the table refuses an act of a signatory on a project in a state (of an act on none:
/// empty), before the act itself is looked into; empty where it admits it.
std::string refused_by_table(const std::string& kind, const Row& row, const Signatory& by,
                             const std::string& state) {
  if (!row.roles.contains(by.role)) return "wrong_role";
  if (row.states.empty()) return {};
  const bool is_new = kind == "project_notified" && state == "absent";
  if (by.role == "developer" && !by.is_developer_of_them && (state != "absent" || is_new))
    return "wrong_party";
  if (row.states.contains(state)) return {};
  if (state == "absent") return "unknown_project";
  return kind == "project_notified" ? "project_already_notified" : "wrong_project_state";
}

}  // namespace

TEST_CASE(
    "acts: every act by every role and party, on a project in every state, is as the page's table says") {
  TrialRegistry registry({.keys = 1, .quorum = 1, .recovery = true});
  constexpr std::array<const char*, 6> states{"absent",   "notified", "filed",
                                              "labelled", "closed",   "withdrawn"};
  for (std::size_t i = 0; i < states.size(); ++i)
    registry.bring(std::string("STATE") + std::to_string(i), static_cast<ProjectState>(i));
  REQUIRE(registry.act("key_granted", "", holder_grant(registry.holder, "A town"), registry.certifier) ==
          "done");
  const std::array<Signatory, 7> signatories{{{"operator", &registry.operator_key},
                                              {"developer", &registry.developer, true},
                                              {"developer", &registry.other_developer},
                                              {"auditor", &registry.auditor},
                                              {"certifier", &registry.certifier},
                                              {"holder", &registry.holder},
                                              {"recovery", &registry.recovery_key}}};
  const auto table = page_table();
  CHECK(table.size() == act_count);
  for (const auto& each : table) {
    const std::string& kind = each.first;
    const Row& row = each.second;
    CAPTURE(kind);
    const ActRule* rule = rule_of_kind(kind);
    REQUIRE(rule != nullptr);
    CHECK(rule->on_project() == !row.states.empty());
    if (rule->act == Act::registry_opened) continue;  // of an open registry it is no act at all
    Json act = well_formed(*rule);
    if (rule->act == Act::project_notified) act["developer"] = siret(1);
    for (const Signatory& by : signatories) {
      CAPTURE(by.role);
      CAPTURE(by.is_developer_of_them);
      // A correction is the certifier's, and any other cancellation, the holder's.
      if (rule->act == Act::units_cancelled)
        act["reason"] = by.role == "certifier" ? cancellation_words.front() : cancellation_words.back();
      for (std::size_t i = 0; i < (rule->on_project() ? states.size() : 1); ++i) {
        const std::string state = rule->on_project() ? states[i] : "";
        CAPTURE(state);
        const std::string project = rule->on_project() ? "STATE" + std::to_string(i) : "";
        const auto refused = registry.state.refusal_of_draft(registry.drafted(kind, project, act, *by.key),
                                                             registry.time, any_head);
        const std::string said = refused ? std::string(word(refused->refusal)) : "";
        const std::string expected = refused_by_table(kind, row, by, state);
        if (!expected.empty()) {
          CHECK(said == expected);
          continue;
        }
        for (const char* other : {"wrong_role", "unknown_project", "project_already_notified"})
          CHECK(said != other);
        // A project that is not collective has no mandants to change.
        if (rule->act != Act::mandants_changed) CHECK(said != "wrong_project_state");
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

}  // namespace lcl
