// SPDX-License-Identifier: Apache-2.0
// What was done before a project, beside it, after it and in another company.
#include "ledger/registry/practice_rules.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

/// Projects under a methodology that asks for what was done before them.
struct PracticeBefore {
  TrialRegistry registry;
  std::string methodology;
  PracticeBefore() {
    std::ifstream file("samples/refused/context-project-parameters.json", std::ios::binary);
    const Json document = Json::parse(file);
    REQUIRE(registry.act("methodology_adopted", "", {{"document", document}}, registry.certifier) == "done");
    methodology = hex(sha256(canonical(document)));
  }
  Json label_of(const char* phones) const {
    return with(label(registry),
                {{"methodology", methodology},
                 {"parameters",
                  {{"existing_practice",
                    {{"source", "books"}, {"values", {{"laptop", "0"}, {"smartphone", phones}}}}}}}});
  }
  /// Under a methodology that does not ask for it.
  Json label_without_practice() const {
    for (const auto& [digest, adopted] : registry.state.methodologies()) {
      if (adopted.methodology->project_parameters().empty())
        return with(label(registry), {{"methodology", hex(digest)}});
    }
    return {};
  }
  std::string by_developer(const char* kind, const Json& act, const char* project) {
    return registry.act(kind, project, act, registry.developer);
  }
  std::string by_certifier(const char* kind, const Json& act, const char* project) {
    return registry.act(kind, project, act, registry.certifier);
  }
  std::string labelled(const char* project, const Json& fields, const Json& notified = notification()) {
    REQUIRE(by_developer("project_notified", notified, project) == "done");
    REQUIRE(by_developer("project_filed", {{"dossier", digest_of('d')}}, project) == "done");
    return by_certifier("project_labelled", fields, project);
  }
};

}  // namespace

TEST_CASE("practice: existing practice is not passed off as new in a second project") {
  PracticeBefore bench;
  REQUIRE(bench.labelled("FIRST", bench.label_of("100")) == "done");
  CHECK(bench.labelled("LESS", bench.label_of("99.999999999")) == "practice_understated act.parameters");
  CHECK(bench.labelled("OTHER", bench.label_without_practice()) == "practice_understated act.parameters");
  CHECK(bench.labelled("SAME", bench.label_of("100")) == "done");
  CHECK(bench.labelled("MORE", bench.label_of("101")) == "done");
}

TEST_CASE("practice: existing practice is not passed off as new once the first project has ended") {
  PracticeBefore bench;
  const auto credited = [&](const char* phones, const char* from, const char* to) {
    return with(bench.label_of(phones), {{"crediting_period", dates(from, to)}});
  };
  REQUIRE(bench.labelled("FIRST", credited("100", "2025-01-01", "2026-01-01")) == "done");
  CHECK(bench.labelled("NEXT", credited("0", "2026-01-01", "2031-01-01")) ==
        "practice_understated act.parameters");
  CHECK(bench.labelled("LATER", credited("0", "2030-01-01", "2035-01-01")) ==
        "practice_understated act.parameters");
  CHECK(bench.labelled("AGAIN", credited("500", "2026-01-01", "2031-01-01")) == "done");
  // What was done before a project that comes later need not have been done before this one.
  CHECK(bench.labelled("EARLIER", credited("100", "2025-01-01", "2026-01-01")) == "done");
}

TEST_CASE("practice: existing practice is not passed off as new by another company of the group") {
  PracticeBefore bench;
  const auto company = [&](std::uint64_t party, const char* group) {
    PrivateKey key = PrivateKey::generate();
    REQUIRE(bench.by_certifier("key_granted",
                               with(grant(key, "developer"), {{"party", siret(party)}, {"group", group}}),
                               "") == "done");
    return key;
  };
  const auto labelled = [&](const char* project, std::uint64_t party, const PrivateKey& key,
                            const char* phones) {
    const Json notified = with(notification(), {{"developer", siret(party)}});
    REQUIRE(bench.registry.act("project_notified", project, notified, key) == "done");
    REQUIRE(bench.registry.act("project_filed", project, {{"dossier", digest_of('d')}}, key) == "done");
    return bench.by_certifier("project_labelled", bench.label_of(phones), project);
  };
  const PrivateKey mother = company(40, "Group A");
  const PrivateKey daughter = company(41, "Group A");
  const PrivateKey stranger = company(42, "Group B");
  REQUIRE(labelled("FIRST", 40, mother, "100") == "done");
  CHECK(labelled("SECOND", 41, daughter, "0") == "practice_understated act.parameters");
  CHECK(labelled("THIRD", 42, stranger, "0") == "done");
  CHECK(labelled("FOURTH", 41, daughter, "100") == "done");
}

TEST_CASE("practice: a label that stated too much practice by mistake binds nobody once it is withdrawn") {
  PracticeBefore bench;
  REQUIRE(bench.labelled("FIRST", bench.label_of("1000")) == "done");
  REQUIRE(bench.by_developer("project_closed", {{"closed_on", "2025-06-01"}, {"reason", "enough"}},
                             "FIRST") == "done");
  CHECK(bench.labelled("SECOND", bench.label_of("100")) == "practice_understated act.parameters");
  REQUIRE(bench.labelled("THIRD", bench.label_of("2000")) == "done");
  REQUIRE(bench.by_developer("project_withdrawn", {{"withdrawn_on", "2025-06-01"}, {"reason", "a slip"}},
                             "THIRD") == "done");
  CHECK(bench.labelled("FOURTH", bench.label_of("1000")) == "done");
}

}  // namespace lcl
