// SPDX-License-Identifier: Apache-2.0
// What a CSV log gives: the same events as NDJSON, and for every fault its word,
// line, column and header.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "ledger/events/log_reader.hpp"
#include "ledger/tables/line_source.hpp"
#include "ledger/values/csv.hpp"
#include "tests/events/log_text.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

const std::string all_columns =
    "kind,device.imei,device.imei2,device.manufacturer,device.serial,occurred_at,participant,country,legs,"
    "reference,category,"
    "model,mass_kg,holder,waste,outcome,functions_tested,data_erasure.standard,data_erasure.certificate,"
    "parts,energy_kwh,"
    "channel,grade,warranty_months,packaging_kg,reason,route,voids";
const std::string header = "kind,device.imei,occurred_at,participant,country,warranty_months,grade,legs\n";
const std::string resale = "resale,352099001761481,2026-02-12T11:45:00Z,55208131700018,BE,24,A,rail:310\n";
const std::string parts_header =
    "kind,device.imei,occurred_at,participant,country,outcome,functions_tested,parts\n";
const std::string reconditioning =
    "reconditioning,352099001761481,2026-02-06T14:05:00Z,81234567800013,FR,recycled,true,battery:1:new\n";

/// A value of an event's JSON as the text of its cell.
std::string cell_text(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string list;
  for (const auto& element : value) {
    if (!list.empty()) list += ";";
    if (element.contains("mode")) {
      list += cell_text(element["mode"]) + ":" + cell_text(element["distance_km"]);
    } else {
      list += cell_text(element["part"]) + ":" + cell_text(element["quantity"]) + ":" +
              cell_text(element["origin"]);
    }
  }
  return list;
}

/// The row that says what the NDJSON `line` says; cells are quoted at random where they need not be.
std::string row_of(const std::string& line, std::mt19937& random) {
  const auto event = nlohmann::json::parse(line);
  std::string row;
  CsvRecord columns;
  REQUIRE_FALSE(columns.split(all_columns, false));
  for (const CsvCell& column : columns.cells()) {
    std::string pointer = "/" + std::string(column.text);
    std::replace(pointer.begin(), pointer.end(), '.', '/');
    const auto at = nlohmann::json::json_pointer(pointer);
    std::string text = event.contains(at) ? cell_text(event[at]) : "";
    if (random() % 3 == 0 || text.find_first_of(",\"\n") != std::string::npos) {
      std::string quoted = "\"";
      for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
      text = quoted + "\"";
    }
    row += (row.empty() ? "" : ",") + text;
  }
  return row;
}

/// Without the cell's name: `tests/tables` looks at those.
Place bare(Place place) {
  place.cell.clear();
  return place;
}

Refused refused(const std::string& text) {
  const Reading reading = read_csv(text);
  CAPTURE(text);
  CAPTURE(reading.words());
  REQUIRE(reading.refused.size() == 1);
  return reading.refused.front();
}

/// The resale with `what` replaced is refused at `column` of its row, under `header`'s name.
void check_refused(std::string_view what, std::string_view with, std::uint64_t column, Refusal refusal,
                   std::string_view field) {
  const Refused found = refused(header + replaced(resale, what, with));
  CHECK(word(found.refusal) == word(refusal));
  CHECK(bare(found.place) == Place{2, column, std::string(field)});
  CHECK_FALSE(found.message.empty());
}

}  // namespace

TEST_CASE("csv: every event is what NDJSON gives for the same fields, quoted or not, LF or CR LF") {
  std::mt19937 random(seed());
  for (const char* line_end : {"\n", "\r\n"}) {
    std::string csv = all_columns + line_end;
    std::string ndjson = "\n";  // so that line numbers are the same
    for (int round = 0; round < 5; ++round) {
      for (const auto* events : {&full_events(), &bare_events()}) {
        for (const std::string& line : *events) {
          csv += row_of(line, random) + line_end;
          ndjson += line + "\n";
        }
      }
    }
    const std::string named = replaced(full_events()[0], "iPhone 11 64 GB", "13\\\" \u00e9cran, noir;");
    csv += row_of(named, random);
    ndjson += named;
    const Reading from_csv = read_csv(csv);
    const Reading from_ndjson = read_ndjson(ndjson);
    CHECK(from_csv.words() == "");
    CHECK(from_csv.events.size() == 61);
    CHECK(from_csv.events == from_ndjson.events);
  }
}

TEST_CASE("csv: columns may stand in any order, and those that no row fills may be left out") {
  const Reading reading = read_csv(
      "legs,grade,warranty_months,country,participant,occurred_at,device.imei,kind\nrail:310,A,24,BE,"
      "55208131700018,2026-02-12T11:45:00Z,352099001761481,resale");
  REQUIRE(reading.words() == "");
  CHECK(reading.events == read_csv(header + resale).events);
}

TEST_CASE("csv: blank rows are skipped and counted, and so are line feeds in quotes") {
  const Reading reading =
      read_csv("\n" + header + "\n" + replaced(resale, ",A,", ",\"A\nB\",") + "  \n" + resale);
  CHECK(reading.words() == "malformed_text");
  CHECK(bare(reading.refused[0].place) == Place{4, 66, "grade"});
  REQUIRE(reading.events.size() == 1);
  CHECK(reading.events[0].line == 7);
}

TEST_CASE("csv: a cell's place is the line it starts on") {
  const Reading reading = read_csv(header + replaced(resale, ",A,rail:310", ",\"A\nB\",rail"));
  REQUIRE(reading.words() == "malformed_text malformed_list");
  CHECK(bare(reading.refused[1].place) == Place{3, 4, "legs"});
}

TEST_CASE("csv: leading zeros of identifiers stay") {
  const Reading reading = read_csv(header + replaced(resale, "55208131700018", "01234567400019"));
  REQUIRE(reading.words() == "");
  CHECK(reading.events[0].facts.participant == "01234567400019");
}

TEST_CASE("csv: a cell that is wrong is refused at its column under its header") {
  check_refused("resale", "sale", 1, Refusal::unknown_kind, "kind");
  check_refused("352099001761481", "3.52099E+14", 8, Refusal::rounded_by_spreadsheet, "device.imei");
  check_refused("352099001761481", "352099001761482", 8, Refusal::imei_check_digit, "device.imei");
  check_refused("2026-02-12T11:45:00Z", "2026-02-30T11:45:00Z", 24, Refusal::malformed_timestamp,
                "occurred_at");
  check_refused("55208131700018", "55208131700019", 45, Refusal::malformed_siret, "participant");
  check_refused("BE", "Be", 60, Refusal::malformed_country, "country");
  check_refused(",24,", ",24 mois,", 63, Refusal::malformed_number, "warranty_months");
  check_refused(",24,", ",121,", 63, Refusal::number_out_of_range, "warranty_months");
  check_refused(",A,", ", A,", 66, Refusal::malformed_text, "grade");
  check_refused("rail:310", "rail", 68, Refusal::malformed_list, "legs");
  check_refused("rail:310", "rail:310;", 68, Refusal::malformed_list, "legs");
  check_refused("rail:310", ";rail:310", 68, Refusal::malformed_list, "legs");
  check_refused("rail:310", "rail:310:1", 68, Refusal::malformed_list, "legs");
  check_refused("rail:310", "rail:310;van:1e2", 68, Refusal::malformed_number, "legs");
  check_refused("rail:310", "rail:310;van:50001", 68, Refusal::number_out_of_range, "legs");
  check_refused("rail:310", "rail:0.1234567891", 68, Refusal::too_many_digits, "legs");
  check_refused("rail:310", ":310", 68, Refusal::malformed_text, "legs");
}

TEST_CASE("csv: parts are part:quantity:origin") {
  const auto refused_parts = [](const char* parts) {
    return refused(parts_header + replaced(reconditioning, "battery:1:new", parts));
  };
  CHECK(refused_parts("battery:1").refusal == Refusal::malformed_list);
  CHECK(refused_parts("battery:1:new:x").refusal == Refusal::malformed_list);
  CHECK(refused_parts("battery:0:new").refusal == Refusal::number_out_of_range);
  CHECK(refused_parts("battery:1.5:new").refusal == Refusal::malformed_number);
  CHECK(refused_parts("battery:1:used").refusal == Refusal::unknown_value);
  CHECK(refused_parts("battery:1:used").message == "\"used\" is not new or reused in \"battery:1:used\"");
  CHECK(bare(refused_parts("battery:1:used").place) == Place{2, 85, "parts"});
  const Reading good =
      read_csv(parts_header + replaced(reconditioning, "battery:1:new", "battery:1:new;screen:100:reused"));
  REQUIRE(good.words() == "");
  CHECK(good.events[0].facts.parts ==
        std::vector<Part>{{"battery", 1, PartOrigin::new_}, {"screen", 100, PartOrigin::reused}});
}

TEST_CASE("csv: truths are true or false, or what spreadsheets and people write for them") {
  for (const char* truth : {"yes", "1", "TRUE", "VRAI", "oui"})
    CHECK(read_csv(parts_header + replaced(reconditioning, "true", truth)).words() == "");
  for (const char* truth : {"x", "2", "peut-etre"}) {
    const Refused found = refused(parts_header + replaced(reconditioning, "true", truth));
    CHECK(found.refusal == Refusal::wrong_type);
    CHECK(found.place.field == "functions_tested");
  }
}

TEST_CASE("csv: a list has at most 32 legs or 64 parts") {
  const auto repeated = [](const std::string& element, int count) {
    std::string list = element;
    for (int i = 1; i < count; ++i) list += ";" + element;
    return list;
  };
  CHECK(read_csv(header + replaced(resale, "rail:310", repeated("van:1", 32))).events.size() == 1);
  check_refused("rail:310", repeated("van:1", 33), 68, Refusal::number_out_of_range, "legs");
  CHECK(read_csv(parts_header + replaced(reconditioning, "battery:1:new", repeated("key:1:new", 64)))
            .events.size() == 1);
  CHECK(
      refused(parts_header + replaced(reconditioning, "battery:1:new", repeated("key:1:new", 65))).refusal ==
      Refusal::number_out_of_range);
}

TEST_CASE("csv: an empty cell is a field that is not given, in quotes or not") {
  CHECK(read_csv(header + replaced(resale, ",A,rail:310", ",,\"\"")).words() == "");
  check_refused(",24,", ",,", 63, Refusal::missing_field, "warranty_months");
  check_refused("352099001761481", "", 8, Refusal::missing_identifier, "device.imei");
  check_refused("resale", "", 1, Refusal::missing_field, "kind");
}

TEST_CASE("csv: a field without a column is missed at the start of the row") {
  const Refused found = refused(
      "kind,device.imei,occurred_at,participant,country\nresale,352099001761481,2026-02-12T11:45:00Z,"
      "55208131700018,BE\n");
  CHECK(found.refusal == Refusal::missing_field);
  CHECK(bare(found.place) == Place{2, 1, "warranty_months"});
}

TEST_CASE("csv: a cell in a column that the row's kind does not have is refused") {
  const Refused found = refused(header + replaced(replaced(resale, "resale", "return"), ",24,A,", ",,A,"));
  CHECK(found.refusal == Refusal::unknown_field);
  CHECK(bare(found.place) == Place{2, 64, "grade"});
  const std::string erasure =
      "kind,device.imei,occurred_at,participant,country,data_erasure.certificate,data_erasure.standard\n";
  CHECK(read_csv(erasure + "return,352099001761481,2026-02-12T11:45:00Z,55208131700018,BE,,NIST\n").words() ==
        "unknown_field");
}

TEST_CASE("csv: identifiers come in pairs where they must") {
  const std::string devices =
      "kind,device.imei,device.imei2,device.manufacturer,device.serial,occurred_at,participant,country\n";
  const std::string rest = ",2026-02-20T09:00:00Z,55208131700018,BE\n";
  CHECK(refused(devices + "return,,350000000000014,," + rest).place.field == "device.imei");
  CHECK(refused(devices + "return,,,Apple," + rest).place.field == "device.serial");
  CHECK(refused(devices + "return,,,,F2L" + rest).place.field == "device.manufacturer");
  CHECK(refused(devices + "return,,,," + rest).refusal == Refusal::missing_identifier);
  CHECK(read_csv(devices + "return,,,Apple,F2L" + rest).words() == "");
}

TEST_CASE("csv: a certificate needs the standard it is for") {
  const Refused found = refused(
      "kind,device.imei,occurred_at,participant,country,outcome,functions_tested,data_erasure.standard,data_"
      "erasure.certificate\n"
      "reconditioning,352099001761481,2026-02-06T14:05:00Z,81234567800013,FR,recycled,true,,BL-1\n");
  CHECK(found.refusal == Refusal::missing_field);
  CHECK(found.place.field == "data_erasure.standard");
}

TEST_CASE("csv: a file without a header is empty") {
  for (const char* text : {"", "\n\n", "  \r\n"}) {
    CHECK(refused(text).refusal == Refusal::empty_log);
  }
  CHECK(read_csv(header).words() == "");
}

TEST_CASE("csv: a header's faults are all told, and nothing is read after them") {
  const Reading reading = read_csv("kind,device.imie,occurred_at,country,kind,Colour\n" + resale);
  CHECK(reading.words() == "repeated_header unknown_header missing_header missing_header");
  CHECK(reading.events.empty());
  CHECK(reading.refused[0].place == Place{1, 38, "kind", "E1"});
  CHECK(reading.refused[1].place == Place{1, 6, "device.imie", "B1"});
  CHECK(reading.refused[1].message == "\"device.imie\" (B1) and \"Colour\" (F1) are not fields of any event");
  CHECK(refused("kind,device.imie,device.imei,occurred_at,participant,country\n").message ==
        "\"device.imie\" is not a field of any event, did you mean \"device.imei\"?");
  CHECK(reading.refused[2].place.field == "participant");
  CHECK(reading.refused[3].place.field == "device.imei");
}

TEST_CASE("csv: a header that lacks one of a pair of identifiers is refused") {
  const std::string common = "kind,occurred_at,participant,country";
  CHECK(refused(common + ",device.serial\n").place.field == "device.manufacturer");
  CHECK(refused(common + ",device.manufacturer\n").place.field == "device.serial");
  CHECK(refused(common + ",device.imei2\n").place.field == "device.imei");
  CHECK(refused(common + "\n").place.field == "device.imei");
  CHECK(read_csv(common + ",device.manufacturer,device.serial\n").words() == "");
}

TEST_CASE("csv: objects and the fields of lists have no columns") {
  for (const char* name : {"device", "data_erasure", "legs[].mode", "legs[0].mode"}) {
    CHECK(read_csv("kind,device.imei,occurred_at,participant,country," + std::string(name) + "\n").words() ==
          "unknown_header");
  }
}

TEST_CASE("csv: a row with more or fewer cells than the header is refused where it goes wrong") {
  const Refused longer = refused(header + replaced(resale, "rail:310", "rail:310,x"));
  CHECK(longer.refusal == Refusal::ragged_row);
  CHECK(bare(longer.place) == Place{2, 77, ""});
  CHECK(longer.message == "the row has 9 cells, the header 8");
  const Refused shorter = refused(header + replaced(resale, ",rail:310", ""));
  CHECK(shorter.refusal == Refusal::ragged_row);
  CHECK(bare(shorter.place) == Place{2, 67, ""});
}

TEST_CASE("csv: quotes are as RFC 4180 has them, or refused") {
  CHECK(read_csv(header + replaced(resale, ",A,", ",\"A \"\"plus\"\"\",")).events.at(0).facts.grade ==
        "A \"plus\"");
  CHECK(refused(header + replaced(resale, ",A,", ",A\"\",")).refusal == Refusal::malformed_quote);
  CHECK(refused(header + replaced(resale, ",A,", ",A\"\",")).place.column == 67);
  CHECK(refused(header + replaced(resale, ",A,", ",\"A\"x,")).refusal == Refusal::malformed_quote);
  CHECK(refused(header + replaced(resale, ",A,", ",\"A\"x,")).place.column == 69);
}

TEST_CASE("csv: a quote that is never closed costs one row, and the others are read") {
  const Reading reading = read_csv(header + resale + replaced(resale, ",A,", ",\"A,") + resale + resale);
  CHECK(reading.words() == "unclosed_quote");
  CHECK(bare(reading.refused[0].place) == Place{3, 66, ""});
  CHECK(reading.events.size() == 3);
  CHECK(read_csv(header + replaced(resale, ",A,", ",A\",")).words() == "malformed_quote");
}

TEST_CASE("csv: bytes that are not text are refused where they stand") {
  const std::string damaged = header + replaced(resale, ",A,", ",\xE9\u00e9,");
  CHECK(refused(damaged).refusal == Refusal::not_utf8);
  CHECK(bare(refused(damaged).place) == Place{2, 66, ""});
  CHECK(refused(header + replaced(resale, ",A,", ",\x81,")).place == Place{1, 1, ""});
  CHECK(refused(header + replaced(resale, ",A,", std::string_view(",\0,", 3))).refusal == Refusal::nul_byte);
}

TEST_CASE("csv: a row over 1 MiB is refused and the next one is read") {
  const Reading reading =
      read_csv(header + replaced(resale, ",A,", "," + std::string(max_line_bytes, 'A') + ",") + resale);
  CHECK(reading.words() == "line_too_long");
  CHECK(reading.events.size() == 1);
}

TEST_CASE("csv: more than three digits of a second are named") {
  for (const char* at : {"2026-02-12T11:45:00.1234Z", "2026-02-12T11:45:00.000000+01:00"}) {
    const Refused fault = refused(header + "resale,352099001761481," + at + ",55208131700018,BE,24,A,\n");
    CHECK(word(fault.refusal) == "malformed_timestamp");
    CHECK(fault.message == "\"" + std::string(at) + "\" has more than three digits of a second");
  }
  CHECK(
      refused(header + "resale,352099001761481,2026-02-30T11:45:00.123Z,55208131700018,BE,24,A,\n").message ==
      "\"2026-02-30T11:45:00.123Z\" is not a date and time with a zone that exists");
}

TEST_CASE("csv: all that is wrong with a row is told, in column order") {
  CHECK(read_csv(header + "resale,xy,y,z,w,,A,v\n").words() ==
        "malformed_imei malformed_timestamp malformed_siret malformed_country missing_field malformed_list");
}

TEST_CASE("csv: header, line and the place of any field of the current row can be asked for") {
  const LogFile file(header + resale);
  const auto reader = LogReader::open(file.descriptor(), LogFormat::csv);
  REQUIRE(reader->next() == LogReader::Step::event);
  CHECK(std::string(reader->header()) + "\n" == header);
  CHECK(std::string(reader->line()) + "\n" == resale);
  CHECK(bare(reader->place("country")) == Place{2, 60, "country"});
  CHECK(bare(reader->place("device")) == Place{2, 8, "device.imei"});
  CHECK(bare(reader->place("legs[0].mode")) == Place{2, 68, "legs"});
  CHECK(bare(reader->place("category")) == Place{2, 1, "category"});
}

TEST_CASE("csv: the sample log is the same in both formats") {
  const Reading from_csv = read_csv(file_text("samples/small.csv"));
  Reading from_ndjson = read_ndjson(file_text("samples/small.ndjson"));
  REQUIRE(from_ndjson.words() == "");
  REQUIRE(from_csv.words() == "");
  for (Event& event : from_ndjson.events) ++event.line;  // below a header
  CHECK(from_csv.events == from_ndjson.events);
  CHECK_FALSE(from_csv.events.empty());
}
