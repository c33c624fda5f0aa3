// SPDX-License-Identifier: Apache-2.0
// What an NDJSON log gives: every field of every kind.
#include <doctest/doctest.h>

#include "ledger/events/log_reader.hpp"
#include "tests/events/log_text.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

const std::string& full(EventKind kind) { return full_events()[static_cast<std::size_t>(kind)]; }
const std::string& bare(EventKind kind) { return bare_events()[static_cast<std::size_t>(kind)]; }

Event event_of(const std::string& line) {
  const Reading reading = read_ndjson(line);
  REQUIRE(reading.words() == "");
  REQUIRE(reading.events.size() == 1);
  return reading.events.front();
}

Decimal decimal(const char* text) { return parse_decimal(text).value(); }

}  // namespace

TEST_CASE("ndjson: a collection is read with every field") {
  const Event event = event_of(full(EventKind::collection));
  CHECK(event.line == 1);
  CHECK(event.identifiers == Identifiers{"35209900176148", "35000000000001", "apple", "F2LXK0ABN70M"});
  CHECK(event.private_facts.reference == "BON-2026-0001");
  CHECK(event.facts.kind == EventKind::collection);
  CHECK(to_string(event.facts.occurred_at) == "2026-02-02T09:15:00.000Z");
  CHECK(event.facts.participant == "81234567800013");
  CHECK(event.facts.country == "FR");
  CHECK(event.facts.legs == std::vector<Leg>{{"van", decimal("120")}, {"container_ship", decimal("8000.5")}});
  CHECK(event.facts.category == "smartphone");
  CHECK(event.facts.model == "iPhone 11 64 GB");
  CHECK(event.facts.mass_kg == decimal("0.194"));
  CHECK(event.facts.holder == Holder::consumer);
  CHECK_FALSE(event.facts.waste);
}

TEST_CASE("ndjson: a reconditioning is read with every field") {
  const Event event = event_of(full(EventKind::reconditioning));
  CHECK(event.facts.outcome == Outcome::reconditioned);
  CHECK(event.facts.functions_tested);
  CHECK(event.facts.data_erasure);
  CHECK(event.facts.data_erasure_standard == "NIST SP 800-88 Purge");
  CHECK(event.private_facts.certificate == "BL-4711");
  CHECK(event.facts.parts ==
        std::vector<Part>{{"battery", 1, PartOrigin::new_}, {"screen", 2, PartOrigin::reused}});
  CHECK(event.facts.energy_kwh == decimal("0.35"));
  CHECK(event.facts.legs.front().distance_km == decimal("12.5"));
}

TEST_CASE("ndjson: resale, return, disposal and void are read with every field") {
  const Event resale = event_of(full(EventKind::resale));
  CHECK(resale.facts.channel == "marketplace");
  CHECK(resale.facts.grade == "A");
  CHECK(resale.facts.warranty_months == 24);
  CHECK(resale.facts.packaging_kg == decimal("0.125"));
  CHECK(to_string(resale.facts.occurred_at) == "2026-02-12T11:45:00.250Z");
  CHECK(event_of(full(EventKind::return_)).facts.reason == "changed their mind");
  const Event disposal = event_of(full(EventKind::disposal));
  CHECK(disposal.facts.route == "recycling");
  CHECK(disposal.identifiers == Identifiers{"", "", "lenovo", "PF1A2B3C"});
  const Event taken_back = event_of(full(EventKind::void_));
  CHECK(taken_back.facts.voids == 1042);
  CHECK(taken_back.facts.reason == "wrong device scanned");
}

TEST_CASE("ndjson: what an event need not have may be left out, and is then at its default") {
  for (const std::string& line : bare_events()) {
    const Event event = event_of(line);
    CHECK(event.facts.legs.empty());
    CHECK(event.facts.parts.empty());
    CHECK_FALSE(event.facts.mass_kg);
    CHECK_FALSE(event.facts.energy_kwh);
    CHECK_FALSE(event.facts.packaging_kg);
    CHECK_FALSE(event.facts.data_erasure);
    CHECK(event.private_facts.empty());
  }
}

TEST_CASE("ndjson: a second event keeps nothing of the first") {
  for (const std::string& first : full_events()) {
    for (const std::string& second : bare_events()) {
      const Reading reading = read_ndjson(first + "\n" + second);
      REQUIRE(reading.events.size() == 2);
      Event alone = event_of(second);
      alone.line = 2;
      CHECK(reading.events[1] == alone);
    }
  }
}

TEST_CASE("ndjson: the order of keys, blanks and escapes do not matter") {
  const std::string line =
      "\t { \"waste\" : true , \"h\\u006flder\":\"business\",\"c\\u0061tegory\":\"sm\\u0061rtphone\" "
      ",\"country\": \"FR\","
      "\"participant\":\"81234567800013\",\"occurred_at\":\"2026-02-02T09:15:00Z\" , \"device\" : { \"imei\" "
      ": \"352099001761481\" } ,\"kind\":\"collection\" } \r\n";
  CHECK(event_of(line) == event_of(bare(EventKind::collection)));
}

TEST_CASE("ndjson: blank lines are skipped and counted") {
  const Reading reading =
      read_ndjson("\n  \t\r\n" + bare(EventKind::return_) + "\n\n" + bare(EventKind::void_));
  REQUIRE(reading.events.size() == 2);
  CHECK(reading.events[0].line == 3);
  CHECK(reading.events[1].line == 5);
}

TEST_CASE("ndjson: texts are normalised to NFC") {
  const Event event =
      event_of(replaced(full(EventKind::collection), "iPhone 11 64 GB", "te\u0301le\\u0301phone"));
  CHECK(event.facts.model == "t\u00e9l\u00e9phone");
}

TEST_CASE("ndjson: a second IMEI that is the first one is dropped") {
  const Event event = event_of(replaced(full(EventKind::collection), "350000000000014", "3520990017614899"));
  CHECK(event.identifiers.imei2.empty());
}

TEST_CASE("ndjson: an empty list is the same as none") {
  const std::string with_lists =
      replaced(bare(EventKind::reconditioning), R"("outcome")", R"("legs":[],"parts":[ ],"outcome")");
  CHECK(event_of(with_lists) == event_of(bare(EventKind::reconditioning)));
}

TEST_CASE("ndjson: quantities are read exactly from their digits, as numbers or as texts") {
  struct Case {
    const char* written;
    const char* value;
  };
  for (const Case& one : {Case{"12.50", "12.5"},
                          {"\"12.50\"", "12.5"},
                          {"0", "0"},
                          {"\"0\"", "0"},
                          {"0.000000001", "0.000000001"},
                          {"50000", "50000"},
                          {"50000.000000000", "50000"},
                          {"0.1", "0.1"},
                          {"49999.999999999", "49999.999999999"}}) {
    CAPTURE(one.written);
    const Event event = event_of(replaced(full(EventKind::resale), R"("distance_km":310)",
                                          std::string("\"distance_km\":") + one.written));
    CHECK(event.facts.legs.front().distance_km == decimal(one.value));
  }
}

TEST_CASE("ndjson: all that is wrong with a line is told, in column order, and other lines are read") {
  const Reading reading = read_ndjson(
      bare(EventKind::void_) + "\n" +
      R"({"kind":"resale","device":{"imei":"35-209900-176148-1"},"occurred_at":"yesterday","participant":"1","country":"fr","modle":1})" +
      "\n" + bare(EventKind::void_));
  CHECK(reading.events.size() == 2);
  CHECK(reading.words() ==
        "missing_field malformed_imei malformed_timestamp malformed_siret malformed_country unknown_field");
  CHECK(reading.refused[0].place == Place{2, 1, "warranty_months"});
  CHECK(reading.refused[1].place == Place{2, 35, "device.imei"});
  CHECK(reading.refused[1].message == "\"35-209900-176148-1\" is not 15 digits");
}

TEST_CASE("ndjson: a line's refusals end at 100") {
  std::string line = "{";
  for (int i = 0; i < 10'000; ++i) line += "\"x" + std::to_string(i) + "\":0,";
  line += "\"kind\":\"resale\"}";
  CHECK(read_ndjson(line).refused.size() == 100);
}

TEST_CASE("ndjson: the place of any field of the current line can be asked for") {
  const LogFile file("\n" + full(EventKind::collection) + "\n");
  const auto reader = LogReader::open(file.descriptor(), LogFormat::ndjson);
  REQUIRE(reader->next() == LogReader::Step::event);
  const std::string& line = full(EventKind::collection);
  CHECK(reader->line() == line);
  CHECK(reader->place("category") == Place{2, line.find("\"smartphone\"") + 1, "category"});
  CHECK(reader->place("device") == Place{2, line.find("{\"imei\"") + 1, "device"});
  CHECK(reader->place("device.imei2") == Place{2, line.find("\"350000000000014\"") + 1, "device.imei2"});
  CHECK(reader->place("legs[1].mode") == Place{2, line.find("\"container_ship\"") + 1, "legs[1].mode"});
  CHECK(reader->place("route") == Place{2, 1, "route"});
  CHECK(reader->bytes_read() == line.size() + 2);
}

TEST_CASE("ndjson: the format of a log is known by its name's ending") {
  CHECK(format_of("log.csv") == LogFormat::csv);
  CHECK(format_of("LOG.CSV") == LogFormat::csv);
  for (const char* name : {"a.xlsx", "a.ods", "a.XLSM", "a.csv.gz", "a.txt.zst"})
    CHECK(format_of(name) == LogFormat::csv);
  for (const char* name : {"a.ndjson", "a.jsonl", "a.json", "a.csv.json", "a.ndjson.gz"})
    CHECK(format_of(name) == LogFormat::ndjson);
  for (const char* name : {"csv", ".csv", "a.docx", "a.gz", ".csv.gz", ""}) CHECK_FALSE(format_of(name));
}
