// SPDX-License-Identifier: Apache-2.0
// validate_json SCHEMA: whether standard input is one JSON document that a
// draft-07 schema describes. Exit code 0 if it is; 1, with the reasons on
// standard error, if not.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace {

bool validates(const nlohmann::json& schema_document, const nlohmann::json& document) {
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_document), schema);
  valijson::ValidationResults results;
  valijson::Validator validator;
  if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), &results)) return true;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const std::string& step : error.context) std::cerr << step;
    std::cerr << ": " << error.description << '\n';
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 2) throw std::runtime_error("usage: validate_json SCHEMA < DOCUMENT");
    std::ifstream schema(argv[1]);
    return validates(nlohmann::json::parse(schema), nlohmann::json::parse(std::cin)) ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "validate_json: " << error.what() << '\n';
    return 2;
  }
}
