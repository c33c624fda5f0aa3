// SPDX-License-Identifier: Apache-2.0
// Runs schemas/methodologies/language-vectors.json, as a second implementation
// of the language would.
#include <doctest/doctest.h>

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "ledger/methodology/check.hpp"
#include "ledger/methodology/evaluation.hpp"
#include "ledger/methodology/fact_definition.hpp"
#include "ledger/methodology/project_values.hpp"
#include "tests/methodology/small_document.hpp"

namespace lcl::methodology {
namespace {

/// The vectors' setting as a document that is complete: values have sources and steps have formulas.
Json document_of(const Json& setting) {
  Json document = test::small_document();
  document["parameters"] = setting["parameters"];
  for (auto& parameter : document["parameters"]) parameter["assumption"] = true;
  document["parameters"]["discount"] = {{"value", "0"}, {"unit", "1"}, {"assumption", true}};
  document["discounts"] = {
      {"additionality", "discount"}, {"uncertainty", "discount"}, {"reversal", "discount"}};
  document["tables"] = setting["tables"];
  for (auto& table : document["tables"]) {
    for (auto& row : table["rows"]) row = Json{{"value", row}, {"assumption", true}};
  }
  document["project_parameters"] = setting["project_parameters"];
  for (auto& parameter : document["project_parameters"]) parameter.update({{"title", "t"}, {"asks", "a"}});
  document["eligibility"] = Json::array();
  document["steps"] = Json::array();
  return document;
}

class Language {
 public:
  explicit Language(const Json& setting) : setting_(setting) {}

  /// What `vector` yields: its result, or its fault as `word at column`.
  std::string outcome(const Json& vector, std::string& when) {
    const Document document = read(vector);
    const std::size_t step = setting_["steps_before"].size();
    const bool is_truth = vector.value("type", "decimal") == "truth";
    when = "load";
    auto parsed = parse(vector["formula"].get_ref<const std::string&>());
    if (const auto* fault = std::get_if<FormulaFault>(&parsed)) return shown(*fault);
    auto& formula = std::get<Formula>(parsed);
    const Standpoint standpoint{document, document.steps[step].scope,
                                is_truth ? std::nullopt : std::optional<std::size_t>(step)};
    const Type type =
        is_truth ? Type{ValueType::truth, {}} : Type{ValueType::decimal, document.step_units[step]};
    if (const auto faults = check(formula, standpoint, type); !faults.empty()) return shown(faults[0]);

    when = "evaluation";
    const std::vector<Decimal> figures = earlier_figures();
    fill(vector);
    const ProjectValues stated = stated_in(document);
    sheet_.project = &stated;
    const Ground ground{document, sheet_, figures};
    Evaluation evaluation(ground, formula, nullptr);
    if (is_truth) {
      const auto truth = evaluation.truth();
      if (!truth) return shown(evaluation.fault());
      return *truth ? "true" : "false";
    }
    const auto value = evaluation.decimal();
    return value ? to_string(*value) : shown(evaluation.fault());
  }

 private:
  static std::string shown(const FormulaFault& fault) {
    return std::string(word(fault.refusal)) + " at " + std::to_string(fault.column);
  }

  Document read(const Json& vector) {
    Json json = document_of(setting_);
    const auto add = [&](const Json& step) {
      json["steps"].push_back(
          {{"name", step["name"]}, {"scope", step["scope"]}, {"unit", step["unit"]}, {"formula", "1"}});
    };
    for (const Json& step : setting_["steps_before"]) add(step);
    add({{"name", "result"}, {"scope", vector.value("scope", "cycle")}, {"unit", vector.value("unit", "1")}});
    for (const Json& step : setting_["steps_after"]) add(step);
    auto read = read_document(json, Spans::enforced);
    if (const auto* faults = std::get_if<Faults>(&read)) FAIL(test::shown(*faults));
    return std::get<Document>(std::move(read));
  }

  std::vector<Decimal> earlier_figures() {
    std::vector<Decimal> figures;
    for (const Json& step : setting_["steps_before"])
      figures.push_back(test::decimal(step["figure"].get<std::string>()));
    return figures;
  }

  ProjectValues stated_in(const Document& document) {
    std::vector<StatedParameter> stated;
    for (const auto& [name, value] : setting_["project"].items()) {
      StatedParameter parameter{name, {}, {}};
      if (value.is_object()) {
        for (const auto& [category, each] : value.items())
          parameter.values.emplace(category, test::decimal(each.get<std::string>()));
      } else {
        parameter.values.emplace("", test::decimal(value.get<std::string>()));
      }
      stated.push_back(std::move(parameter));
    }
    return std::get<ProjectValues>(project_values(document, stated, Spans::enforced));
  }

  void fill(const Json& vector) {
    facts_ = setting_["facts"];
    if (vector.contains("facts")) facts_.update(vector["facts"]);
    sheet_ = {};
    for (const auto& [name, value] : facts_.items()) {
      const std::optional<Fact> fact = find_fact(name);
      REQUIRE(fact.has_value());
      const ValueType type = definition(*fact).type.value;
      if (type == ValueType::truth) {
        sheet_[*fact] = value.get<bool>();
      } else if (type == ValueType::decimal) {
        sheet_[*fact] = test::decimal(value.get_ref<const std::string&>());
      } else {
        sheet_[*fact] = std::string_view(value.get_ref<const std::string&>());
      }
    }
    legs_.clear();
    for (const Json& leg : vector.value("legs", Json::array())) {
      legs_.push_back({view(leg["mode"]), test::decimal(view(leg["distance_km"]))});
    }
    parts_.clear();
    for (const Json& part : vector.value("parts", Json::array())) {
      parts_.push_back({view(part["part"]), test::decimal(view(part["quantity"])), view(part["origin"])});
    }
    sheet_.legs = legs_;
    sheet_.parts = parts_;
  }

  /// The text, kept for as long as the tests of this language run.
  std::string_view view(const Json& text) { return texts_.emplace_back(text.get<std::string>()); }

  const Json& setting_;
  Json facts_;
  std::deque<std::string> texts_;
  std::vector<LegFact> legs_;
  std::vector<PartFact> parts_;
  FactSheet sheet_;
};

TEST_CASE("language: every published vector gives its result or its fault") {
  const Json file = test::json_file("schemas/methodologies/language-vectors.json");
  REQUIRE(file["vectors"].size() >= 200);
  Language language(file["setting"]);
  for (const Json& vector : file["vectors"]) {
    CAPTURE(vector.dump());
    std::string expected;
    if (vector.contains("fault")) {
      expected = vector["fault"].get<std::string>() + " at " + std::to_string(vector["column"].get<int>());
    } else {
      expected =
          vector["result"].is_boolean() ? vector["result"].dump() : vector["result"].get<std::string>();
    }
    std::string when;
    CHECK(language.outcome(vector, when) == expected);
    CHECK(when == (vector.contains("fault") ? vector["when"].get<std::string>() : "evaluation"));
  }
}

TEST_CASE("language: the vectors show every operator, every call and every fault of formulas") {
  const Json file = test::json_file("schemas/methodologies/language-vectors.json");
  std::string results;
  std::string faults;
  for (const Json& vector : file["vectors"]) {
    (vector.contains("fault") ? faults : results) += vector.dump() + "\n";
  }
  for (const char* shown : {" + ",       " - ",  " * ",  " / ",   " = ",      " != ", " < ",
                            " <= ",      " > ",  " >= ", " and ", " or ",     "not ", " in (",
                            " is known", "min(", "max(", "if(",   "default(", "sum(", " otherwise "}) {
    CHECK_MESSAGE(results.find(shown) != std::string::npos, shown);
  }
  for (const char* fault : {"syntax", "unknown_name", "recursion", "wrong_unit", "missing_row",
                            "division_by_zero", "overflow", "too_large"}) {
    CHECK_MESSAGE(faults.find(std::string("methodology_") + fault) != std::string::npos, fault);
  }
}

}  // namespace
}  // namespace lcl::methodology
