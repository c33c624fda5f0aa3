// SPDX-License-Identifier: Apache-2.0
// What a methodology asks of events: models, standards, IMEIs, spans.
#include "ledger/methodology/asked.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/methodology/small_document.hpp"
#include "tests/values/seed.hpp"

namespace lcl::methodology {
namespace {

Json asking(const Json& asks) {
  Json document = test::small_document();
  document["asks"] = asks;
  return document;
}

/// The one fault that a document has with these asks.
std::string fault_of(const Json& asks) {
  const auto faults = test::faults_of(asking(asks));
  CAPTURE(test::shown(faults));
  REQUIRE(faults.size() == 1);
  return std::string(word(faults[0].refusal)) + ' ' + faults[0].where;
}

}  // namespace

TEST_CASE("asked: the category's higher factor is not had by a slip in a listed model's name") {
  ListedModels models;
  for (const char* each : {"iPhone 11 64 GB", "Fairphone 4", "ä"}) models.add({}, each);
  models.sort();
  for (const char* listed :
       {"iPhone 11 64 GB", "IPHONE 1164gb", "iPhone 11 64 Go", "fairphone4", "Fairphone 4 256 Go"}) {
    CAPTURE(listed);
    CHECK_FALSE(models.nearest(listed));
  }
  for (const char* almost :
       {"iPhone-11 64 GB", "iPhone 11 (64 GB)", "iPhome 11 64 GB", "iPhne 11 64 GB", "iPhoone 11 64 GB",
        "iPhone 1l 64 GB", "iPhone\u00a011 64 GB", "iPhone 11 64 G8", "iPhone-11 64 Go"}) {
    CAPTURE(almost);
    CHECK(models.nearest(almost) == "iPhone 11 64 GB");
  }
  CHECK(models.nearest("Fairphone 4+") == "Fairphone 4");
  CHECK(models.nearest("Fairphome 4 256 Go") == "Fairphone 4");
  for (const char* another : {"iPhone 12 64 GB", "iPhone 11 128 GB", "iPhone 1 64 GB", "iPhone 111 64 GB",
                              "Fairphone 5", "Galaxy S10", "Phone 11 64", "-", "ö", ""}) {
    CAPTURE(another);
    CHECK_FALSE(models.nearest(another));
  }
}

TEST_CASE("asked: what is almost listed is found among many as by comparing with each") {
  std::mt19937 random(test::seed());
  std::vector<std::string> names;
  const auto name = [&] {
    std::string text;
    for (std::uint64_t left = 1 + random() % 7; left > 0; --left) text += "ab12 -"[random() % 6];
    return text;
  };
  ListedModels models;
  for (int i = 0; i < 80; ++i) models.add({}, names.emplace_back(name()));
  models.sort();
  for (int i = 0; i < 1000; ++i) {
    const std::string asked = name();
    bool expected = false;
    for (const std::string& each : names) {
      ListedModels one;
      one.add({}, each);
      one.sort();
      expected = expected || one.nearest(asked).has_value();
    }
    const bool listed = std::any_of(names.begin(), names.end(), [&](const std::string& each) {
      return folded_model(each) == folded_model(asked);
    });
    CAPTURE(asked);
    CHECK(models.nearest(asked).has_value() == (expected && !listed));
  }
}

TEST_CASE("asked: a model is listed of its category, with its storage or without") {
  ListedModels models;
  models.add("smartphone", "Galaxy S21");
  models.add("laptop", "ThinkPad T490");
  models.sort();
  CHECK(models.knows("smartphone", "galaxy S21"));
  CHECK(models.knows("smartphone", "Galaxy S21 128 Go"));
  CHECK_FALSE(models.knows("smartphone", "Galaxy S22"));
  CHECK_FALSE(models.knows("smartphone", "ThinkPad T490"));
  CHECK_MESSAGE(models.knows("console", "PlayStation 4"), "no console is listed");
}

TEST_CASE("asked: a storage is a number and its unit, after a space, at the end") {
  for (const char* each : {"Galaxy S21 128 GB", "Galaxy S21 128Go", "Galaxy S21  1 tb ", "Galaxy S21 128 gO"})
    CHECK_MESSAGE(without_storage(each) == "Galaxy S21", each);
  for (const char* each : {"Galaxy S21", "Galaxy S21 GB", "128 GB", "  128 GB", "Galaxy128GB",
                           "Galaxy 128 G B", "Galaxy 128 GB noir", "GB", "o", ""})
    CHECK_MESSAGE(without_storage(each) == each, each);
}

TEST_CASE("asked: a listed model is found among other words, the longest first") {
  ListedModels models;
  for (const char* each : {"iPhone 11", "iPhone 11 64 GB", "Galaxy S21", "ä"}) models.add({}, each);
  models.sort();
  CHECK(models.within("Apple iPhone 11 64Go noir") == "iPhone 11 64 GB");
  CHECK(models.within("iPhone 11, noir") == "iPhone 11");
  for (const char* another : {"iPhone 111", "smartphone", "iPhone", "11", "é", ""})
    CHECK_MESSAGE(!models.within(another), another);
}

TEST_CASE("asked: many long models take no more room than they are long") {
  ListedModels models;
  const std::string end(3'990, 'x');
  for (int i = 0; i < 250; ++i) models.add({}, "model " + std::to_string(i) + end);
  models.add({}, "Fairphone 4");
  models.sort();
  CHECK(models.nearest("Fairphone-4") == "Fairphone 4");
}

TEST_CASE("asked: an erasure is to a listed standard, whatever its capitals and spaces") {
  const Methodology any = test::loaded(test::small_document());
  CHECK(any.knows_erasure_standard("Gutmann"));
  const Methodology asked = test::loaded(asking({{"erasure_standards", {"NIST 800-88 Purge", "Clear"}}}));
  CHECK(asked.knows_erasure_standard("nist 800-88  PURGE"));
  CHECK(asked.knows_erasure_standard("Clear"));
  CHECK_FALSE(asked.knows_erasure_standard("Gutmann"));
  CHECK(fault_of({{"erasure_standards", Json::array()}}) == "methodology_malformed asks.erasure_standards");
  CHECK(fault_of({{"erasure_standards", {"Clear", "cl ear"}}}) ==
        "methodology_malformed asks.erasure_standards");
  CHECK(fault_of({{"erasure_standards", {" "}}}) == "methodology_malformed asks.erasure_standards");
}

TEST_CASE("asked: an IMEI is asked for, and a mass is likely, by category") {
  const Methodology asked =
      test::loaded(asking({{"imei", {"smartphone"}}, {"spans", {{"mass_kg", {{"laptop", {"0.5", "7"}}}}}}}));
  CHECK(asked.asks_imei("smartphone"));
  CHECK_FALSE(asked.asks_imei("laptop"));
  REQUIRE(asked.span_of_mass("laptop") != nullptr);
  CHECK(asked.span_of_mass("laptop")->contains(test::decimal("7")));
  CHECK_FALSE(asked.span_of_mass("laptop")->contains(test::decimal("7.000000001")));
  CHECK(asked.span_of_mass("smartphone") == nullptr);
  CHECK(fault_of({{"imei", {"toaster"}}}) == "methodology_unknown_name asks.imei");
  CHECK(fault_of({{"imei", {"laptop", "laptop"}}}) == "methodology_malformed asks.imei");
  CHECK(fault_of({{"spans", {{"mass_kg", {{"toaster", {"1", "2"}}}}}}}) ==
        "methodology_unknown_name asks.spans.mass_kg");
}

TEST_CASE("asked: spans are from the lowest to the highest, from 0, of quantities that events state") {
  const Methodology asked = test::loaded(asking({{"spans", {{"energy_kwh", {"0", "20"}}}}}));
  REQUIRE(asked.span(EventQuantity::energy_kwh) != nullptr);
  CHECK(asked.span(EventQuantity::energy_kwh)->contains(test::decimal("20")));
  CHECK(asked.span(EventQuantity::distance_km) == nullptr);
  for (const Json& wrong :
       {Json{"2", "1"}, Json{"-1", "1"}, Json{"1"}, Json{"1", "2", "3"}, Json{1, 2}, Json("1")}) {
    CHECK(fault_of({{"spans", {{"distance_km", wrong}}}}) == "methodology_malformed asks.spans.distance_km");
  }
  CHECK(fault_of({{"spans", {{"warranty_months", {"1", "2"}}}}}) ==
        "methodology_malformed asks.spans.warranty_months");
  CHECK(fault_of({{"weights", 1}}) == "methodology_malformed asks.weights");
}

}  // namespace lcl::methodology
