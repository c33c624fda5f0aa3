// SPDX-License-Identifier: Apache-2.0
// The page that verifies judges who may do what by a table of its own, in its own language: it is the
// ledger's.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <variant>

#include "ledger/registry/acts.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/values/json.hpp"
#include "tests/values/other_program.hpp"

using namespace lcl;

namespace {

using Words = std::set<std::string>;

/// The tables of acts.mjs, and of each act the matter that it is on where it is on no project.
Json tables_of_verifier() {
  const std::string printed = test::output_of("node --input-type=module", R"js(
import { acts, byQuorum, stateAfter, matterOf } from './ledger/texts/verifier/acts.mjs';
const matters = Object.fromEntries(Object.keys(acts).map((kind) => [kind, matterOf(kind)]));
const onProject = Object.keys(acts).filter((kind) => matterOf(kind, 'DEMO') === 'DEMO');
console.log(JSON.stringify({ acts, byQuorum, stateAfter, matters, onProject }));
)js");
  auto read = parse_json(printed);
  REQUIRE(std::holds_alternative<Json>(read));
  return std::get<Json>(std::move(read));
}

Words words_in(const Json& list) { return list.get<Words>(); }

Words roles_of(const ActRule& rule) {
  Words words;
  for (std::size_t i = 0; i < role_count; ++i) {
    const auto role = static_cast<Role>(i);
    if (rule.allows(role)) words.emplace(word(role));
  }
  return words;
}

Words states_of(const ActRule& rule) {
  Words words;
  for (const ProjectState state : {ProjectState::absent, ProjectState::notified, ProjectState::filed,
                                   ProjectState::labelled, ProjectState::closed, ProjectState::withdrawn}) {
    if (rule.allows(state)) words.emplace(word(state));
  }
  return words;
}

}  // namespace

TEST_CASE("the verifier's table of acts is the ledger's") {
  if (!test::is_installed("node")) return;
  const Json tables = tables_of_verifier();
  const Json& acts = tables["acts"];
  CHECK(acts.size() == act_rules().size());
  Words by_quorum;
  for (const ActRule& rule : act_rules()) {
    const std::string kind(rule.kind);
    CAPTURE(kind);
    REQUIRE(acts.contains(kind));
    const Json& act = acts[kind];
    CHECK(words_in(act["roles"]) == roles_of(rule));
    CHECK(words_in(act.value("states", Json::array())) == states_of(rule));
    CHECK(tables["matters"][kind] == std::string(matter_of(kind, {})));
    if (rule.by_quorum) by_quorum.insert(kind);
  }
  CHECK(words_in(tables["byQuorum"]) == by_quorum);
  CHECK(tables["onProject"].size() == acts.size());
}

TEST_CASE("whatever an act makes of a project, another act may follow, or none") {
  if (!test::is_installed("node")) return;
  const Json tables = tables_of_verifier();
  Words reached{"absent"};
  for (const auto& [name, state] : tables["stateAfter"].items()) {
    const std::string kind = name;
    CAPTURE(kind);
    const ActRule* rule = rule_of_kind(kind);
    REQUIRE(rule != nullptr);
    CHECK(rule->on_project());
    CHECK(kind.starts_with("project_"));
    reached.insert(state.get<std::string>());
  }
  Words known{"withdrawn"};
  for (const ActRule& rule : act_rules()) known.merge(states_of(rule));
  CHECK(reached == known);
}
