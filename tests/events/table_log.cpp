// SPDX-License-Identifier: Apache-2.0
// Logs as shops have them: the same events from a French spreadsheet's file as
// from NDJSON, and faults that its user can act on.
#include "ledger/events/table_columns.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "ledger/events/log_options.hpp"
#include "ledger/values/json.hpp"
#include "tests/events/log_text.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

LogOptions in_paris() {
  LogOptions options;
  options.dialect.dates = DateOrder::day_month_year;
  options.dialect.zone = TimeZone::named("Europe/Paris");
  return options;
}

const std::string ndjson_collection =
    R"({"kind":"collection","device":{"imei":"352099001761481"},"occurred_at":"2024-12-31T13:05:00Z",)"
    R"("participant":"73282932000074","country":"FR","category":"smartphone","model":"Galaxy S21",)"
    R"("mass_kg":0.194,"holder":"consumer","waste":true,"legs":[{"mode":"van","distance_km":1234.5}]})";

}  // namespace

TEST_CASE("table logs: a French spreadsheet's file gives the events that NDJSON gives") {
  const std::string french =
      "kind;Date et heure;N\u00b0 IMEI;SIRET;PAYS;Cat\u00e9gorie;Mod\u00e8le;Poids (kg);D\u00e9tenteur;"
      "D\u00e9chet;Transport;;\r\n"
      "collection;31/12/2024 14:05;'35 209900 176148 1;732 829 320 00074;FR;smartphone;Galaxy S21;0,194;"
      "consumer;VRAI;\"van:1 234,5\";;\r\n;;;;;;;;;;;;\r\n";
  const Reading expected = read_ndjson("\n" + ndjson_collection);
  REQUIRE(expected.words() == "");
  const Reading plain = read_csv(french, in_paris());
  CHECK(plain.words() == "");
  CHECK(plain.events == expected.events);
  CHECK(read_csv("\xEF\xBB\xBF" + french, in_paris()).events == expected.events);
}

TEST_CASE("table logs: every field of every event may be named in English or French, each name once") {
  const auto document = std::get<Json>(parse_json(log_headers_text()));
  std::set<std::string> names;
  for (const auto& [path, languages] : document.at("headers").items()) {
    CHECK(field_of_header(path));
    CHECK_FALSE(languages.at("fr").empty());
    for (const std::string language : {"en", "fr"}) {
      for (const Json& name : languages.at(language)) {
        CAPTURE(name.get<std::string>());
        CHECK(names.insert(name.get<std::string>()).second);
        const auto field = field_of_header(name.get<std::string>());
        REQUIRE(field);
        CHECK(rule(*field).path == path);
      }
    }
  }
  CHECK_FALSE(field_of_header("Prix"));
  CHECK_FALSE(field_of_header("legs[].mode"));
}

TEST_CASE("table logs: unknown columns are told once, and left out only if that is said") {
  const std::string table =
      "kind,occurred_at,device.imei,participant,country,warranty_months,Prix,Client\n"
      "resale,2024-12-31T13:05:00Z,352099001761481,73282932000074,FR,24,100,M. X\n";
  const Reading refused = read_csv(table);
  REQUIRE(refused.words() == "unknown_header");
  CHECK(refused.refused[0].message == "\"Prix\" (G1) and \"Client\" (H1) are not fields of any event");
  LogOptions all;
  all.ignore_unknown_columns = true;
  CHECK(read_csv(table, all).events.size() == 1);
  LogOptions one;
  one.ignored_columns = {"Prix"};
  CHECK(read_csv(table, one).words() == "unknown_header");
  one.ignored_columns = {"Prix", "Client", "warranty_months"};
  CHECK(read_csv(table, one).words() == "missing_field");
}

TEST_CASE("table logs: of a header that repeats itself a hundred columns are told") {
  std::string header = "kind,occurred_at,device.imei,participant,country";
  for (int i = 0; i < 300; ++i) header += ",kind";
  const Reading read = read_csv(header + "\n");
  CHECK(read.refused.size() == 100);
  CHECK(word(read.refused.front().refusal) == "repeated_header");
  CHECK(read.refused.front().message == "\"kind\" heads a second column for kind");
}

TEST_CASE("table logs: how a table was read can be asked for") {
  LogOptions options = in_paris();
  options.ignore_unknown_columns = true;
  const LogFile file("kind;Date;imei;participant;country;Prix\n\n;;;;;\n");
  const auto reader = LogReader::open(file.descriptor(), LogFormat::csv, options);
  CHECK(reader->next() == LogReader::Step::end);
  const auto reading = reader->table_reading();
  REQUIRE(reading);
  CHECK(reading->traits.separator == ';');
  CHECK(reading->traits.blank_rows == 2);
  CHECK(reading->dialect.decimal == DecimalMark::comma);
  CHECK(reading->renamed == std::vector<std::string>{"Date = occurred_at", "imei = device.imei"});
  CHECK(reading->left_out == std::vector<std::string>{"Prix"});
}

TEST_CASE("table logs: what a spreadsheet spoils is named for what it is") {
  const std::string header = "kind,occurred_at,device.imei,participant,country,warranty_months\n";
  const auto word_of = [&](const std::string& imei, const std::string& siret) {
    return read_csv(header + "resale,2024-12-31T13:05:00Z," + imei + "," + siret + ",FR,24\n").words();
  };
  CHECK(word_of("\"3,56741E+14\"", "73282932000074") == "rounded_by_spreadsheet");
  CHECK(word_of("352099001761481", "7.32829E+13") == "rounded_by_spreadsheet");
  CHECK(word_of("352099001761481", "1234567400019") == "zero_lost");
  CHECK(word_of("352099001761481", "1234567400018") == "malformed_siret");
  CHECK(word_of("#N/A", "73282932000074") == "cell_error");
  CHECK(word_of("13416004289651", "73282932000074") == "imei_zero_lost");
}
