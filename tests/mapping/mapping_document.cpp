// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "ledger/mapping/mapping.hpp"
#include "tests/mapping/mapped.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

DocumentFaults faults_of(const std::string& text) {
  auto loaded = Mapping::load(text);
  const auto* faults = std::get_if<DocumentFaults>(&loaded);
  return faults == nullptr ? DocumentFaults{} : *faults;
}

/// The only fault of `text`, as `WHERE: WORD: MESSAGE`.
std::string fault_of(const std::string& text) {
  const DocumentFaults faults = faults_of(text);
  std::string all;
  for (const DocumentFault& one : faults) {
    all += (all.empty() ? "" : "\n") + one.where + ": " + std::string(word(one.refusal)) + ": " + one.message;
  }
  return all;
}

std::string small_with(std::string_view what, std::string_view instead) {
  return replaced(small_mapping, what, instead);
}

}  // namespace

TEST_CASE("mappings: each sample is sound") {
  std::size_t samples = 0;
  for (const auto& entry : std::filesystem::directory_iterator("samples/mappings")) {
    if (entry.path().extension() != ".json") continue;
    CAPTURE(entry.path().string());
    CHECK(fault_of(file_text(entry.path())) == "");
    ++samples;
  }
  CHECK(samples >= 5);
}

TEST_CASE("mappings: a document is read as it is written") {
  const Mapping mapping = loaded(small_mapping);
  REQUIRE(mapping.events.size() == 1);
  CHECK(mapping.events[0].kind == EventKind::resale);
  CHECK(mapping.events[0].when.size() == 1);
  CHECK(mapping.look_ups.empty());
  CHECK(mapping.left_out.empty());
}

TEST_CASE("mappings: what is not known is refused with its place and the nearest that is") {
  CHECK(fault_of(small_with("\"warranty_months\"", "\"warranty_month\"")) ==
        "events[0].fields.warranty_month: mapping_malformed: \"warranty_month\" is not a field of events, "
        "did you "
        "mean \"warranty_months\"?\n"
        "events[0].fields: mapping_malformed: \"warranty_months\" is missing from this resale");
  CHECK(fault_of(small_with("\"when\"", "\"wen\"")) ==
        "events[0].wen: mapping_malformed: the field is not known; did you mean \"when\"?");
  CHECK(fault_of(small_with("\"resale\"", "\"resales\"")) ==
        "events[0].kind: mapping_malformed: \"resales\" is not collection, reconditioning, resale, return, "
        "disposal or void, did you mean \"resale\"?");
}

TEST_CASE("mappings: what is left open is refused by its place, and nothing else is told") {
  CHECK(fault_of(small_with("12", "\"?\"")) ==
        "events[0].fields.warranty_months: mapping_unfinished: \"?\" stands where something has to be filled "
        "in");
  CHECK(fault_of(small_with("\"version\": 1", "\"//\": \"?\", \"version\": 1")) == "");
}

TEST_CASE("mappings: a field that the kind does not have is told before any table is read") {
  CHECK(fault_of(small_with("\"warranty_months\": 12", "\"warranty_months\": 12, \"waste\": false")) ==
        "events[0].fields: mapping_malformed: \"waste\" is not a field of kind resale");
}

TEST_CASE("mappings: a condition has one test") {
  CHECK(fault_of(small_with("\"is\": \"sold\"", "\"is\": \"sold\", \"empty\": false")) ==
        "events[0].when[0].column: mapping_malformed: a condition has one of is, is_not, in, not_in, "
        "begins_with and "
        "empty");
  CHECK(fault_of(small_with(", \"is\": \"sold\"", "")) ==
        "events[0].when[0].column: mapping_malformed: a condition has one of is, is_not, in, not_in, "
        "begins_with and "
        "empty");
}

TEST_CASE("mappings: a table that is not under look_up has no columns") {
  CHECK(fault_of(small_with("{\"column\": \"date\"}", "{\"column\": \"date\", \"of\": \"orders\"}")) ==
        "events[0].fields.occurred_at.of: mapping_malformed: \"orders\" is no table under look_up");
}

TEST_CASE("mappings: numbers are multiplied by decimals, which no binary fraction can be") {
  CHECK(fault_of(
            small_with("\"warranty_months\": 12", "\"warranty_months\": {\"column\": \"w\", \"times\": 0.5}"))
            .find("mapping_malformed") != std::string::npos);
  CHECK(
      fault_of(small_with("\"warranty_months\": 12",
                          "\"warranty_months\": {\"column\": \"w\", \"times\": \"0.50\"}")) ==
      "events[0].fields.warranty_months.times: mapping_malformed: found \"0.50\", expected a decimal in its "
      "shortest plain form, as in \"0.001\"");
}

TEST_CASE("mappings: paths into XML are read when the mapping is") {
  const auto xml = [](const std::string& row, const std::string& cell) {
    return small_with("\"version\": 1", "\"version\": 1, \"xml\": {\"row\": \"" + row +
                                            "\", \"columns\": {\"date\": \"" + cell + "\"}}");
  };
  CHECK(fault_of(xml("/a/b", "c[@d='e/f']/@g")) == "");
  CHECK(fault_of(xml("a/b", "c"))
            .starts_with("xml.row: mapping_malformed: the path of the rows begins with /"));
  CHECK(fault_of(xml("/a/b", "/c"))
            .starts_with("xml.columns.date: mapping_malformed: the path of a column starts"));
  CHECK(fault_of(xml("/a//b", "c")).starts_with("xml.row: mapping_malformed: a step of the path is neither"));
  CHECK(fault_of(xml("/a/b", "c[1]")).starts_with("xml.columns.date: mapping_malformed: a step of the path"));
}

TEST_CASE("mappings: what is not JSON is refused with line and column") {
  CHECK(fault_of("{\"version\": 1,\n \"events\": }").starts_with("line 2, column 12: mapping_malformed: "));
  CHECK(fault_of(std::string(longest_mapping + 1, ' ')).find("mapping_malformed") != std::string::npos);
}
