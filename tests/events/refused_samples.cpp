// SPDX-License-Identifier: Apache-2.0
// Every refusal that reading a log can give has a sample of its own that runs:
// samples/refused/WORD.ndjson, .csv, .jsonld, .csv.gz or .xlsx holds that fault and no other.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "ledger/events/log_reader.hpp"
#include "ledger/tables/line_source.hpp"
#include "tests/events/log_text.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

/// The words from byte_order_mark to misplaced_identifier, and empty_log: those that a reader says.
std::vector<Refusal> refusals_of_readers() {
  std::vector<Refusal> all;
  for (auto i = static_cast<unsigned>(Refusal::empty_log);
       i <= static_cast<unsigned>(Refusal::misplaced_identifier); ++i) {
    all.push_back(static_cast<Refusal>(i));
  }
  return all;
}

struct Sample {
  std::string path;
  std::string text;
};

Sample sample_of(Refusal refusal) {
  for (const char* ending : {".ndjson", ".csv", ".jsonld", ".csv.gz", ".xlsx"}) {
    const std::string path = "samples/refused/" + std::string(word(refusal)) + ending;
    if (std::filesystem::exists(path)) return {path, file_text(path)};
  }
  // Too large to be kept: a line whose reference has been pasted over and over.
  if (refusal == Refusal::line_too_long) {
    const std::string& line = full_events().front();
    return {
        "line_too_long.ndjson",
        full_events()[1] + "\n" + replaced(line, "BON-2026-0001", std::string(max_line_bytes, 'X')) + "\n"};
  }
  // Nothing is wrong with it until a zone is named.
  if (refusal == Refusal::clock_change) {
    return {"clock_change.csv",
            replaced(file_text("samples/refused/missing_zone.csv"), "15/01/2025 09:30", "26/10/2025 02:30")};
  }
  FAIL("no sample for " << word(refusal));
  return {};
}

Reading read_sample(const Sample& sample) {
  LogOptions options;
  if (sample.path.starts_with("clock_change")) options.dialect.zone = TimeZone::named("Europe/Paris");
  return read_log(sample.text, format_of(sample.path).value(), options);
}

}  // namespace

TEST_CASE("samples: every refusal of a reader has a sample in which it is the only fault") {
  for (const Refusal refusal : refusals_of_readers()) {
    const Sample sample = sample_of(refusal);
    const Reading reading = read_sample(sample);
    CAPTURE(sample.path);
    CHECK_FALSE(reading.refused.empty());
    for (const Refused& one : reading.refused) {
      // A level too deep stands in a field that is not known.
      if (refusal == Refusal::too_deep && one.refusal == Refusal::unknown_field) continue;
      CHECK(word(one.refusal) == word(refusal));
      CHECK(one.place.line > 0);
      CHECK(one.place.column > 0);
      CHECK_FALSE(one.message.empty());
      CHECK(one.message.size() < 250);
    }
  }
}

TEST_CASE("samples: the good lines around a fault are read, but for those behind a wrong header") {
  const std::vector<Refusal> wrong_headers = {
      Refusal::empty_log,      Refusal::wrong_separator, Refusal::unknown_header, Refusal::repeated_header,
      Refusal::missing_header, Refusal::not_a_table,     Refusal::unknown_sheet};
  for (const Refusal refusal : refusals_of_readers()) {
    const Sample sample = sample_of(refusal);
    const Reading reading = read_sample(sample);
    CAPTURE(sample.path);
    const bool is_wrong_header =
        std::find(wrong_headers.begin(), wrong_headers.end(), refusal) != wrong_headers.end();
    CHECK(reading.events.empty() == is_wrong_header);
  }
}
