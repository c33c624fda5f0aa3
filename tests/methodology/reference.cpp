// SPDX-License-Identifier: Apache-2.0
// The reference methodology: what it claims, what it covers, and that its
// figures are plausible. That its vectors are right is vectors.py's to say.
#include <doctest/doctest.h>

#include <set>

#include "tests/methodology/small_document.hpp"

namespace lcl {
namespace {

const char* const path = "schemas/methodologies/reconditioning-reference-1.0.json";

Methodology reference() { return test::loaded(test::json_file(path)); }

TEST_CASE("reference: it loads, and its vectors pass") {
  CHECK(reference().id() == "reconditioning-reference");
}

TEST_CASE("reference: it never claims to be the approved method") {
  const Methodology methodology = reference();
  CHECK(methodology.status() == "reference");
  CHECK(methodology.title().find("reference encoding by the Low Carbon Ledger project") != std::string::npos);
  CHECK(methodology.summary().find("nor an approved method of the Label bas-carbone") != std::string::npos);
}

TEST_CASE("reference: every step and every reason is in some vector") {
  const Json document = test::json_file(path);
  std::set<std::string> seen;
  const auto see = [&](const Json& part) {
    if (part.contains("reason")) seen.insert(part["reason"].get<std::string>());
    if (!part.contains("steps")) return;
    for (const auto& [name, value] : part["steps"].items()) {
      if (value != "0") seen.insert(name);
    }
  };
  for (const Json& vector : document["vectors"]) {
    if (vector.contains("cycle")) see(vector["cycle"]);
    if (vector.contains("recollection")) see(vector["recollection"]);
    if (!vector.contains("events")) continue;
    for (const Json& event : vector["events"]) see(event);
  }
  const Methodology methodology = reference();
  for (const Step& step : methodology.steps()) CHECK_MESSAGE(seen.count(step.name) == 1, step.name);
  for (const Eligibility& rule : methodology.eligibility())
    CHECK_MESSAGE(seen.count(rule.reason) == 1, rule.reason);
}

TEST_CASE("reference: every effect of a cycle has a step") {
  const Methodology methodology = reference();
  for (std::size_t i = 0; i < effect_count; ++i) {
    if (is_of_period(static_cast<Effect>(i))) continue;
    bool found = false;
    for (const Step& step : methodology.steps()) found = found || step.effect == static_cast<Effect>(i);
    CHECK_MESSAGE(found, word(static_cast<Effect>(i)));
  }
}

TEST_CASE(
    "reference: its rules name the codes that are French territory, and its tables have a factor for most") {
  const Methodology methodology = reference();
  FactSheet sheet = test::smartphone();
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) {
      const std::string code{first, second};
      sheet[Fact::reconditioning_country] = std::string_view(code);
      const auto broken = std::get<0>(methodology.first_broken_rule(sheet));
      CHECK_MESSAGE(broken.has_value() != is_french_territory(code), code);
      if (is_french_territory(code) && code != "TF") CHECK_MESSAGE(methodology.knows_country(code), code);
    }
  }
  CHECK(methodology.knows_country("CN"));
  CHECK_FALSE(methodology.knows_country("US"));
}

TEST_CASE("reference: what a device avoids lies in the span that other sources give") {
  // ADEME 2022: 25 to 50 kg per phone, 54 to 81 per laptop; more than 65 or 150 is to be flagged.
  const Methodology methodology = reference();
  const auto avoided = [&](std::string_view category) {
    FactSheet sheet = test::smartphone();
    sheet[Fact::collection_category] = category;
    Figures figures;
    REQUIRE_FALSE(methodology.evaluate(Scope::cycle, sheet, figures).has_value());
    Decimal total;
    for (std::size_t i = 0; i < figures.values.size(); ++i) {
      if (methodology.steps()[i].effect) total += figures.values[i];
    }
    return total;
  };
  CHECK(avoided("smartphone") > Decimal{25});
  CHECK(avoided("smartphone") < Decimal{50});
  CHECK(avoided("laptop") > Decimal{54});
  CHECK(avoided("laptop") < Decimal{150});
}

TEST_CASE("reference: every category has a mass, and both origins of its parts") {
  const Methodology methodology = reference();
  CHECK(methodology.categories().size() == 7);
  for (const std::string_view category : methodology.categories()) {
    for (const std::string_view part : methodology.parts(category)) {
      CHECK(methodology.knows_part(category, part, "new"));
      CHECK(methodology.knows_part(category, part, "reused"));
    }
  }
  CHECK(methodology.parts("laptop").size() == 8);
  CHECK(methodology.modes().size() == 7);
}

}  // namespace
}  // namespace lcl
