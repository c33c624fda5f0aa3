// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/methodology.hpp"

#include <doctest/doctest.h>

#include "ledger/values/error.hpp"
#include "tests/methodology/small_document.hpp"

namespace lcl {
namespace {

TEST_CASE("methodology: its document is canonical and its digest is of those bytes") {
  const Json json = test::small_document();
  const Methodology methodology = test::loaded(json);
  CHECK(methodology.document() == canonical(json));
  CHECK(methodology.digest() == sha256(methodology.document()));
  const auto formatted = Methodology::load(json.dump(4) + "\n");
  REQUIRE(std::holds_alternative<Methodology>(formatted));
  CHECK(std::get<Methodology>(formatted).digest() == methodology.digest());
  CHECK(methodology.id() == "small");
  CHECK(methodology.version() == "1.0");
  CHECK(methodology.title() == "Small");
  CHECK(methodology.status() == "draft");
  CHECK(methodology.summary() == "For tests.");
}

TEST_CASE("methodology: steps and rules are as declared") {
  const Methodology methodology = test::loaded(test::small_document());
  REQUIRE(methodology.steps().size() == 3);
  const Step& journeys = methodology.steps()[0];
  CHECK(journeys.scope == Scope::event);
  CHECK(journeys.effect == Effect::emitted_journeys);
  CHECK(journeys.territory == Territory::event_country);
  CHECK(journeys.direct);
  CHECK(methodology.steps()[1].effect == Effect::avoided_manufacture);
  CHECK_FALSE(methodology.steps()[1].direct);
  CHECK(methodology.steps()[2].scope == Scope::recollection);
  REQUIRE(methodology.eligibility().size() == 1);
  CHECK(methodology.eligibility()[0].reason == "not_tested");
  CHECK(methodology.eligibility()[0].clause == "art. 2");
}

TEST_CASE("methodology: parameters are found by name") {
  const Methodology methodology = test::loaded(test::small_document());
  CHECK(methodology.parameters() == std::vector<std::string_view>{"half", "kg_per_tonne", "none"});
  const Factor* none = methodology.parameter("none");
  REQUIRE(none != nullptr);
  CHECK(none->value.is_zero());
  CHECK(none->assumption);
  CHECK(none->source == "ours");
  CHECK(none->clause == "art. 1");
  CHECK(methodology.parameter("kg_per_tonne")->unit == "kg/t");
  CHECK(methodology.parameter("journeys") == nullptr);
}

TEST_CASE("methodology: events may use the keys that its tables list") {
  const Methodology methodology = test::loaded(test::small_document());
  CHECK(methodology.knows_category("laptop"));
  CHECK_FALSE(methodology.knows_category("lamp"));
  CHECK_FALSE(methodology.knows_category(""));
  CHECK(methodology.knows_mode("van"));
  CHECK_FALSE(methodology.knows_mode("ship"));
  CHECK(methodology.knows_country("FR"));
  CHECK_FALSE(methodology.knows_country("fr"));
  CHECK(methodology.knows_part("smartphone", "screen", "reused"));
  CHECK_FALSE(methodology.knows_part("laptop", "screen", "new"));
  CHECK_FALSE(methodology.knows_part("smartphone/screen", "new", ""));
  CHECK(methodology.categories() == std::vector<std::string_view>{"laptop", "smartphone"});
  CHECK(methodology.modes() == std::vector<std::string_view>{"van"});
  CHECK(methodology.countries() == std::vector<std::string_view>{"FR"});
  CHECK(methodology.parts("smartphone") == std::vector<std::string_view>{"screen"});
  CHECK(methodology.parts("laptop").empty());
}

TEST_CASE("methodology: where no table is by a key, any key may be used") {
  Json document = test::small_document();
  document["tables"].erase("electricity");
  document["tables"].erase("part");
  const Methodology methodology = test::loaded(document);
  CHECK(methodology.knows_country("CN"));
  CHECK(methodology.knows_part("laptop", "screen", "new"));
  CHECK(methodology.countries().empty());
}

TEST_CASE("methodology: discounts apply one after the other to a positive sum only") {
  Json document = test::small_document();
  document["parameters"]["third"] = {{"value", "0.333333333"}, {"unit", "1"}, {"assumption", true}};
  document["discounts"] = {{"additionality", "half"}, {"uncertainty", "third"}, {"reversal", "none"}};
  const Methodology methodology = test::loaded(document);
  CHECK(methodology.discount(0) == test::decimal("0.5"));
  CHECK(methodology.discount(1) == test::decimal("0.333333333"));
  CHECK(methodology.discount(2).is_zero());
  CHECK(methodology.discounted(Decimal{100}) == test::decimal("33.33333335"));  // 100 × 0.5 × 0.666666667
  CHECK(methodology.discounted(test::decimal("0.000000001")).is_zero());        // 0.5 rounds to the even 0
  CHECK(methodology.discounted(test::decimal("0.000000003")) == test::decimal("0.000000001"));
  CHECK(methodology.discounted(Decimal{}).is_zero());
  CHECK(methodology.discounted(Decimal{-100}) == Decimal{-100});
  CHECK_THROWS_AS((void)methodology.discounted(test::decimal("170141183460469231731687303715")), Error);
}

TEST_CASE("methodology: figures of other scopes are zero, and those of the cycle stay for the recollection") {
  const Methodology methodology = test::loaded(test::small_document());
  FactSheet sheet = test::smartphone();
  Figures figures;
  REQUIRE_FALSE(methodology.evaluate(Scope::cycle, sheet, figures).has_value());
  CHECK(figures.values == std::vector<Decimal>{Decimal{}, Decimal{40}, Decimal{}});
  sheet[Fact::elapsed_ms] = Decimal{1};
  REQUIRE_FALSE(methodology.evaluate(Scope::recollection, sheet, figures).has_value());
  CHECK(figures.values == std::vector<Decimal>{Decimal{}, Decimal{40}, Decimal{20}});
  const std::vector<LegFact> legs{{"van", Decimal{1000}}};
  sheet.legs = legs;
  REQUIRE_FALSE(methodology.evaluate(Scope::event, sheet, figures).has_value());
  CHECK(figures.values == std::vector<Decimal>{test::decimal("0.1"), Decimal{}, Decimal{}});
}

TEST_CASE("methodology: what-if changes one parameter, and the name of the document with it") {
  const Methodology methodology = test::loaded(test::small_document());
  auto changed = methodology.with("half", test::decimal("0.25"));
  REQUIRE(std::holds_alternative<Methodology>(changed));
  const auto& other = std::get<Methodology>(changed);
  CHECK(other.digest() != methodology.digest());
  CHECK(other.discount(0) == test::decimal("0.25"));
  Figures figures;
  REQUIRE_FALSE(other.evaluate(Scope::cycle, test::smartphone(), figures).has_value());
  CHECK(figures.values[1] == Decimal{20});
  CHECK(std::get<Methodology>(methodology.with("half", test::decimal("0.5"))).digest() ==
        methodology.digest());
}

TEST_CASE("methodology: what-if may leave a span, but not what a formula or a discount allows") {
  Json document = test::small_document();
  document["parameters"]["half"]["span"] = {"0.4", "0.6"};
  const Methodology methodology = test::loaded(document);
  CHECK(std::holds_alternative<Methodology>(methodology.with("half", Decimal{1})));
  const auto word_of = [&](const char* parameter, const Decimal& value) {
    const auto result = methodology.with(parameter, value);
    REQUIRE(std::holds_alternative<std::vector<MethodologyFault>>(result));
    return std::get<std::vector<MethodologyFault>>(result).at(0).refusal;
  };
  CHECK(word_of("halves", Decimal{1}) == Refusal::methodology_unknown_name);
  CHECK(word_of("mass", Decimal{1}) == Refusal::methodology_unknown_name);
  CHECK(word_of("half", Decimal{2}) == Refusal::methodology_malformed);
  CHECK(word_of("kg_per_tonne", Decimal{}) == Refusal::methodology_division_by_zero);
}

TEST_CASE("methodology: French territory is metropolitan France and the overseas codes") {
  for (const char* code : {"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF"}) {
    CHECK_MESSAGE(is_french_territory(code), code);
  }
  for (const char* code : {"DE", "CN", "MC", "fr", "", "FRA"})
    CHECK_MESSAGE(!is_french_territory(code), code);
}

}  // namespace
}  // namespace lcl
