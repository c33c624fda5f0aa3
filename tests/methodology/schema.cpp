// SPDX-License-Identifier: Apache-2.0
// methodology.schema.json and the loader hold each other: what the schema
// refuses is refused, and what is missing, unknown or of the wrong type in a
// document the schema refuses too.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "tests/methodology/small_document.hpp"

namespace lcl {
namespace {

class Schema {
 public:
  Schema() : document_(test::json_file("schemas/methodologies/methodology.schema.json")) {
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(document_), schema_);
  }
  [[nodiscard]] bool takes(const Json& value) {
    return validator_.validate(schema_, valijson::adapters::NlohmannJsonAdapter(value), nullptr);
  }

 private:
  Json document_;
  valijson::Schema schema_;
  valijson::Validator validator_;
};

/// What a schema cannot say: which steps there are, and so which figures a vector must expect.
bool is_of_figures(const std::string& where) {
  return where.starts_with("vectors") && where.find(".steps.") != std::string::npos;
}

bool is_of_shape(const MethodologyFault& fault) {
  if (fault.refusal != Refusal::methodology_malformed || is_of_figures(fault.where)) return false;
  return fault.message.starts_with("the field is") || fault.message.starts_with("found number") ||
         fault.message.find("needs its source") != std::string::npos;
}

void compare(Schema& schema, const Json& document, const std::string& change) {
  const auto faults = test::faults_of(document);
  const bool taken = schema.takes(document);
  CAPTURE(change);
  CAPTURE(test::shown(faults));
  if (!taken) CHECK_FALSE(faults.empty());
  for (const MethodologyFault& fault : faults) {
    if (is_of_shape(fault)) CHECK_FALSE(taken);
  }
}

TEST_CASE("schema: it takes the reference, the small document, and every sample whose shape is right") {
  Schema schema;
  CHECK(schema.takes(test::json_file("schemas/methodologies/reconditioning-reference-1.0.json")));
  CHECK(schema.takes(test::small_document()));
  for (const char* word : {"syntax", "unknown_name", "recursion", "wrong_unit", "missing_row",
                           "division_by_zero", "overflow", "too_large", "vector_failed"}) {
    CHECK_MESSAGE(schema.takes(test::json_file(std::string("samples/refused/methodology_") + word + ".json")),
                  word);
  }
  CHECK_FALSE(schema.takes(test::json_file("samples/refused/methodology_malformed.json")));
}

TEST_CASE("schema: it and the loader agree on every member taken away, added, or of another type") {
  Schema schema;
  const Json document = test::small_document();
  const Json flat = document.flatten();
  std::set<std::string> paths;
  for (const auto& [leaf, value] : flat.items()) {
    for (Json::json_pointer path(leaf); !path.empty(); path.pop_back()) paths.insert(path.to_string());
  }
  REQUIRE(paths.size() > 100);
  for (const std::string& text : paths) {
    const Json::json_pointer path(text);
    Json changed = document;
    changed[path] = 1;
    compare(schema, changed, "1 at " + text);

    changed = document;
    Json& parent = changed[path.parent_pointer()];
    if (!parent.is_object()) continue;
    parent.erase(path.back());
    compare(schema, changed, "nothing at " + text);

    changed = document;
    changed[path.parent_pointer()]["zzz"] = "1";
    compare(schema, changed, "zzz beside " + text);
  }
}

TEST_CASE("schema: it and the loader agree on decimals, units and names") {
  Schema schema;
  const auto value = [&](const char* text) {
    Json document = test::small_document();
    document["parameters"]["kg_per_tonne"]["value"] = text;
    return document;
  };
  for (const char* right : {"12.5", "-3", "0.000000001", "1000"})
    CHECK_MESSAGE(schema.takes(value(right)), right);
  for (const char* wrong :
       {"", "-0", "12.50", "1.", ".5", "01", "1e3", "+1", "-0.0", "0.0000000001", "1,5", " 1"}) {
    CHECK_MESSAGE(!schema.takes(value(wrong)), wrong);
    CHECK_MESSAGE(!test::faults_of(value(wrong)).empty(), wrong);
  }
  const auto unit = [&](const char* text) {
    Json document = test::small_document();
    document["parameters"]["spare"] = {{"value", "1"}, {"unit", text}, {"assumption", true}};
    return document;
  };
  for (const char* text : {"1", "kg", "kgCO2e/(t*km)", "1/year", "km*km", "", "2", "kg/", "kg/t/km", "kg/(t",
                           "t km", "kg^2", "1*kg", "kg/1"}) {
    CHECK_MESSAGE(schema.takes(unit(text)) == test::faults_of(unit(text)).empty(), text);
  }
  const auto name = [&](const char* text) {
    Json document = test::small_document();
    document["parameters"][text] = {{"value", "1"}, {"unit", "1"}, {"assumption", true}};
    return document;
  };
  for (const char* text : {"a", "a_1", "A", "1a", "a-b", "", "_a"}) {
    CHECK_MESSAGE(schema.takes(name(text)) == test::faults_of(name(text)).empty(), text);
  }
}

}  // namespace
}  // namespace lcl
