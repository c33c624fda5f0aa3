// SPDX-License-Identifier: Apache-2.0
// The reference methodology: what it claims, what it covers, and that its
// figures are plausible. That its vectors are right is vectors.py's to say.
#include <doctest/doctest.h>

#include <set>

#include "tests/methodology/small_document.hpp"

namespace lcl {
namespace {

const char* const path = "schemas/methodologies/reconditioning-reference-1.0.json";
const char* const second_edition = "schemas/methodologies/reconditioning-reference-2.0.json";

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

TEST_CASE("reference 2.0: its vectors state of parts what events can state") {
  const Json document = test::json_file(second_edition);
  std::size_t parts = 0;
  for (const Json& vector : document["vectors"]) {
    for (const Json& event : vector.value("events", Json::array())) {
      const bool fits_parts = event["facts"]["event.kind"] == "reconditioning";
      for (const Json& part : event.value("parts", Json::array())) {
        CAPTURE(vector["name"]);
        CHECK(fits_parts);
        const auto quantity = parse_decimal(part["quantity"].get<std::string>());
        REQUIRE(quantity);
        CHECK(quantity->scaled() % Decimal::scale == 0);
        CHECK(*quantity >= Decimal(1));
        CHECK(*quantity <= Decimal(100));
        ++parts;
      }
    }
  }
  CHECK(parts > 0);
}

/// What 2.0 counts of a new device's manufacture where one of this model is sold; `model` may be empty, for
/// none.
Decimal manufacture(const Methodology& methodology, std::string_view category, std::string_view model,
                    bool is_confirmed = false) {
  FactSheet sheet = test::smartphone();
  sheet[Fact::collection_category] = category;
  sheet[Fact::collection_model] = std::monostate{};
  if (!model.empty()) sheet[Fact::collection_model] = model;
  if (is_confirmed) sheet[Fact::confirmed] = true;
  Figures figures;
  REQUIRE_FALSE(methodology.evaluate(Scope::cycle, sheet, figures).has_value());
  for (std::size_t i = 0; i < figures.values.size(); ++i) {
    if (methodology.steps()[i].effect == Effect::avoided_manufacture) return figures.values[i];
  }
  return {};
}

TEST_CASE(
    "reference 2.0: no vague, misspelt, unknown or missing name of a listed model earns more than its own") {
  const Json document = test::json_file(second_edition);
  const Methodology methodology = test::loaded(document);
  for (const auto& [name, factor] : document["tables"]["manufacture_by_model"]["rows"].items()) {
    const std::string category = name.substr(0, name.find('/'));
    const std::string model = name.substr(name.find('/') + 1);
    const Decimal truth = manufacture(methodology, category, model);
    for (const std::string& written :
         {std::string(), category, "a " + category, "new " + model, model + " noir", model + " x",
          "x1" + model, model + " 7 GB", model + " 9999 To", model.substr(1), model.substr(2),
          model.substr(0, 2)}) {
      CAPTURE(model);
      CAPTURE(written);
      CHECK(manufacture(methodology, category, written) <= truth);
    }
    CHECK_MESSAGE(manufacture(methodology, category, model, true) <= truth, model);
  }
}

TEST_CASE("reference 2.0: capitals, spaces and the French unit of a storage change nothing") {
  const Methodology methodology = test::loaded(test::json_file(second_edition));
  const Decimal truth = manufacture(methodology, "smartphone", "iPhone 11 256 GB");
  CHECK(truth == test::decimal("36.336208"));
  for (const char* written : {"IPHONE 11 256GB", "iphone11256gb", "iPhone 11 256 Go", "iPhone  11 256go"})
    CHECK_MESSAGE(manufacture(methodology, "smartphone", written) == truth, std::string(written));
}

TEST_CASE("reference 2.0: a phone under a laptop's name earns no more than under no name") {
  const Methodology methodology = test::loaded(test::json_file(second_edition));
  CHECK(manufacture(methodology, "smartphone", "MacBook Air M1") ==
        manufacture(methodology, "smartphone", ""));
  CHECK(manufacture(methodology, "smartphone", "ThinkPad T490") ==
        manufacture(methodology, "smartphone", ""));
}

TEST_CASE("reference 2.0: an honest seller of what is often sold loses nothing by the list") {
  const Methodology methodology = test::loaded(test::json_file(second_edition));
  for (const char* model :
       {"Galaxy S21", "Galaxy S21 128 Go", "Galaxy A52s", "Redmi Note 11 64 Go", "Galaxy S8+"})
    CHECK_MESSAGE(manufacture(methodology, "smartphone", model) == test::decimal("39.7936"),
                  std::string(model));
  for (const char* model : {"ThinkPad T490", "Latitude 5400", "EliteBook 840 G6"})
    CHECK_MESSAGE(manufacture(methodology, "laptop", model) == test::decimal("75.1944"), std::string(model));
  CHECK_MESSAGE(
      manufacture(methodology, "console", "PlayStation 4 Slim") == manufacture(methodology, "console", ""),
      "no console is listed: all count alike");
}

TEST_CASE("reference 2.0: no device that is sold has a name that is almost another one's") {
  const Methodology methodology = test::loaded(test::json_file(second_edition));
  for (const char* model : {"iPhone 6s 64 GB",
                            "iPhone 7 32 GB",
                            "iPhone 8 64 GB",
                            "iPhone 8 Plus",
                            "iPhone X",
                            "iPhone X 64 GB",
                            "iPhone XR 64 GB",
                            "iPhone XS 256 GB",
                            "iPhone XS Max",
                            "iPhone SE",
                            "iPhone 11 Pro",
                            "iPhone 11 Pro Max",
                            "iPhone 12 mini 64 GB",
                            "iPhone 12 Pro",
                            "iPhone 12 Pro Max",
                            "iPhone 13 Pro 1 TB",
                            "iPhone 15 128 GB",
                            "iPhone 15 Plus",
                            "iPhone 16e 128 GB",
                            "Pixel",
                            "Pixel XL",
                            "Pixel 2",
                            "Pixel 2 XL",
                            "Pixel 6 Pro",
                            "Pixel 4a (5G)",
                            "Pixel 7",
                            "Pixel 7a",
                            "Pixel 8",
                            "Pixel 8a",
                            "Pixel 8 Pro",
                            "Fairphone 3",
                            "Fairphone 3+",
                            "Fairphone 5",
                            "Galaxy S21",
                            "Galaxy A52s",
                            "iPad 2019 32 GB",
                            "iPad 2020 32 GB",
                            "iPad Air 2020 64 GB",
                            "iPad Pro 11 2022 128 GB",
                            "iPad mini 2019 64 GB",
                            "MacBook Air M3",
                            "MacBook Air 2019",
                            "MacBook Pro 14 M1",
                            "MacBook Pro 13 2020",
                            "ThinkPad T490",
                            "Latitude 5400",
                            "EliteBook 840 G6"})
    CHECK_MESSAGE(!methodology.nearly_listed(model), std::string(model));
  CHECK(methodology.nearly_listed("iPhome 12 64 GB") == "iPhone 12 64 GB");
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
