// SPDX-License-Identifier: Apache-2.0
// The vectors that a document carries: what is malformed in them, and what
// they catch in its formulas.
#include "ledger/methodology/vectors.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "tests/methodology/small_document.hpp"

namespace lcl::methodology {
namespace {

void expect(const std::function<void(Json&, Json&)>& spoil, const std::string& expected) {
  Json document = test::small_document();
  spoil(document, document["vectors"][0]);
  const std::string found = test::shown(test::faults_of(document));
  CHECK_MESSAGE(found.find(expected) != std::string::npos, "expected " << expected << ", found " << found);
}

TEST_CASE("vectors: a figure that differs from the expected one fails the methodology") {
  expect([](Json&, Json& v) { v["cycle"]["steps"]["avoided"] = "40.000000001"; },
         "methodology_vector_failed | vectors[0].cycle.steps.avoided | found 40, expected 40.000000001\n");
  expect([](Json&, Json& v) { v["events"][0]["steps"]["journeys"] = "0"; },
         "methodology_vector_failed | vectors[0].events[0].steps.journeys | found 0.01, expected 0\n");
  expect([](Json&, Json& v) { v["recollection"]["steps"]["returned"] = "40"; },
         "methodology_vector_failed | vectors[0].recollection.steps.returned | found 20, expected 40\n");
}

TEST_CASE("vectors: a cycle is as eligible as expected") {
  expect(
      [](Json&, Json& v) { v["facts"]["reconditioning.functions_tested"] = false; },
      "methodology_vector_failed | vectors[0].cycle.reason | found not_tested, expected an eligible cycle\n");
  expect(
      [](Json&, Json& v) {
        v["cycle"] = {{"reason", "not_tested"}};
        v.erase("recollection");
      },
      "methodology_vector_failed | vectors[0].cycle.reason | found an eligible cycle, expected not_tested\n");
  Json document = test::small_document();
  Json& vector = document["vectors"][0];
  vector["facts"]["reconditioning.functions_tested"] = false;
  vector["cycle"] = {{"reason", "not_tested"}};
  CHECK(test::shown(test::faults_of(document)) ==
        "methodology_malformed | vectors[0].recollection | only an eligible cycle can be given back\n");
  vector.erase("recollection");
  CHECK(test::shown(test::faults_of(document)).empty());
}

TEST_CASE("vectors: a formula that fails on a vector's facts fails the methodology under its own word") {
  expect([](Json& d, Json&) { d["steps"][2]["formula"] = "avoided / (half - 0.5)"; },
         "methodology_division_by_zero | vectors[0].recollection: steps[2] returned: formula, column 9 | ");
  expect([](Json&, Json& v) { v["events"][0]["legs"][0]["distance_km"] = "170141183460469231731687303715"; },
         "methodology_overflow | vectors[0].events[0]: steps[0] journeys: formula, column ");
  expect([](Json&, Json& v) { v["facts"]["collection.category"] = "lamp"; },
         "methodology_missing_row | vectors[0].cycle: steps[1] avoided: formula, column 46 | ");
  expect([](Json& d, Json&) { d["eligibility"][0]["rule"] = "1 / (half - 0.5) = 1"; },
         "methodology_division_by_zero | vectors[0].cycle: eligibility[0] not_tested: rule, column 3 | ");
}

TEST_CASE("vectors: nothing rests on a cycle whose steps failed") {
  Json document = test::small_document();
  Json& vector = document["vectors"][0];
  vector["facts"]["collection.category"] = "lamp";
  vector["recollection"]["steps"]["returned"] = "0";  // half of a figure that is none
  CHECK(test::shown(test::faults_of(document)).find("recollection") == std::string::npos);
}

TEST_CASE("vectors: where one field is wrong, nothing of the vector is evaluated") {
  const std::string only =
      "methodology_malformed | vectors[0].events[0].steps.journeys | the field is missing\n";
  Json document = test::small_document();
  Json& vector = document["vectors"][0];
  vector["events"][0]["steps"].erase("journeys");
  vector["cycle"]["steps"]["avoided"] = "40.000000001";
  vector["recollection"]["steps"]["returned"] = "40";
  CHECK(test::shown(test::faults_of(document)) == only);
  vector["facts"]["collection.category"] = "lamp";
  CHECK(test::shown(test::faults_of(document)) == only);
}

TEST_CASE("vectors: every figure that is another is told, of events and cycle alike") {
  Json document = test::small_document();
  Json& vector = document["vectors"][0];
  vector["events"][0]["steps"]["journeys"] = "0";
  vector["cycle"]["steps"]["avoided"] = "41";
  vector["recollection"]["steps"]["returned"] = "40";
  CHECK(test::faults_of(document).size() == 3);
}

TEST_CASE("vectors: their facts, lists and steps are read strictly") {
  const std::string malformed = "methodology_malformed | vectors[0]";
  expect([](Json&, Json& v) { v.erase("name"); }, malformed + ".name | the field is missing");
  expect([](Json&, Json& v) { v.erase("facts"); }, malformed + ".facts | the field is missing");
  expect([](Json&, Json& v) { v["fact"] = 1; },
         malformed + ".fact | the field is not known; did you mean \"facts\"?");
  expect([](Json&, Json& v) { v["events"] = Json::array(); },
         malformed + ".events | expected at least one event");
  expect([](Json&, Json& v) { v["facts"]["collection.colour"] = "red"; },
         malformed + ".facts.collection.colour | ");
  expect([](Json&, Json& v) { v["facts"]["event.kind"] = "resale"; }, malformed + ".facts.event.kind | ");
  expect([](Json&, Json& v) { v["facts"].erase("collection.holder"); },
         malformed + ".events[0] | the fact collection.holder is missing");
  expect([](Json&, Json& v) { v["facts"].erase("resale.country"); },
         malformed + ".cycle | the fact resale.country is missing");
  expect([](Json&, Json& v) { v["recollection"]["facts"].erase("elapsed_ms"); },
         malformed + ".recollection | the fact elapsed_ms is missing");
  expect([](Json&, Json& v) { v["facts"]["collection.waste"] = "false"; },
         malformed + ".facts.collection.waste | found string, expected true or false");
  expect([](Json&, Json& v) { v["facts"]["resale.warranty_months"] = 12; },
         malformed + ".facts.resale.warranty_months | found number, expected a decimal in a text");
  expect([](Json&, Json& v) { v["events"][0]["legs"][0].erase("mode"); },
         malformed + ".events[0].legs[0].mode | ");
  expect(
      [](Json&, Json& v) {
        v["events"][0]["parts"] = Json::array();
        v["events"][0]["parts"][0]["part"] = "screen";
      },
      malformed + ".events[0].parts[0].quantity | the field is missing");
  expect([](Json&, Json& v) { v["cycle"]["steps"].erase("avoided"); },
         malformed + ".cycle.steps.avoided | the field is missing");
  expect([](Json&, Json& v) { v["cycle"]["steps"]["journeys"] = "0"; },
         malformed + ".cycle.steps.journeys | ");
  expect([](Json&, Json& v) { v.erase("cycle"); },
         malformed + ".recollection | a recollection needs the \"cycle\"");
  expect(
      [](Json&, Json& v) {
        v.erase("cycle");
        v.erase("events");
        v.erase("recollection");
      },
      malformed + ".cycle | expected at least one of \"events\", \"cycle\" and \"period\"");
}

}  // namespace
}  // namespace lcl::methodology
