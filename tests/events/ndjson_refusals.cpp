// SPDX-License-Identifier: Apache-2.0
// What an NDJSON log is refused for: for every fault its word, column and field.
#include <doctest/doctest.h>

#include "ledger/events/log_reader.hpp"
#include "ledger/tables/line_source.hpp"
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

/// The one refusal of a line.
Refused refused(const std::string& line) {
  const Reading reading = read_ndjson(line);
  CAPTURE(line);
  CAPTURE(reading.words());
  REQUIRE(reading.refused.size() == 1);
  return reading.refused.front();
}

/// A good event of `kind` in which `what` is replaced is refused for that, at the column of `value`.
void check_refused(EventKind kind, std::string_view what, std::string_view with, std::string_view value,
                   Refusal refusal, std::string_view field) {
  const std::string line = replaced(full(kind), what, with);
  const Refused found = refused(line);
  CHECK(word(found.refusal) == word(refusal));
  CHECK(found.place.line == 1);
  CHECK(found.place.field == field);
  const std::size_t after_quote = full(kind).find(what) - 1;
  const std::size_t near = line.find(value, after_quote);
  CHECK(found.place.column == (near == std::string::npos ? line.find(value) : near) + 1);
  CHECK_FALSE(found.message.empty());
}

}  // namespace

TEST_CASE("ndjson: a quantity that is no plain decimal is refused under the right word") {
  struct Case {
    const char* written;
    Refusal refusal;
  };
  for (const Case& one : {Case{"1e2", Refusal::malformed_number},
                          {"1E+2", Refusal::malformed_number},
                          {"-0", Refusal::malformed_number},
                          {"-0.0", Refusal::malformed_number},
                          {"1e999", Refusal::malformed_number},
                          {"\"1e2\"", Refusal::malformed_number},
                          {"\"+1\"", Refusal::malformed_number},
                          {"\"01\"", Refusal::malformed_number},
                          {"\".5\"", Refusal::malformed_number},
                          {"\"5.\"", Refusal::malformed_number},
                          {"\"NaN\"", Refusal::malformed_number},
                          {"\"\"", Refusal::malformed_number},
                          {"\"1,5\"", Refusal::malformed_number},
                          {"\" 1\"", Refusal::malformed_number},
                          {"\"0x10\"", Refusal::malformed_number},
                          {"+1", Refusal::malformed_number},
                          {"01", Refusal::malformed_number},
                          {".5", Refusal::malformed_number},
                          {"5.", Refusal::malformed_number},
                          {"NaN", Refusal::malformed_number},
                          {"-Infinity", Refusal::malformed_number},
                          {"0x10", Refusal::malformed_number},
                          {"0.0000000001", Refusal::too_many_digits},
                          {"1234567890123456789012345678901234567890", Refusal::number_out_of_range},
                          {"\"1234567890123456789012345678901234567890\"", Refusal::number_out_of_range},
                          {"-1", Refusal::number_out_of_range},
                          {"50000.000000001", Refusal::number_out_of_range},
                          {"true", Refusal::wrong_type},
                          {"null", Refusal::wrong_type},
                          {"[1]", Refusal::wrong_type},
                          {"{}", Refusal::wrong_type}}) {
    check_refused(EventKind::resale, R"("distance_km":310)", std::string("\"distance_km\":") + one.written,
                  one.written, one.refusal, "legs[0].distance_km");
  }
}

TEST_CASE("ndjson: every quantity has its range, the ends of which are in it but for a mass of zero") {
  struct Case {
    EventKind kind;
    const char* before;
    const char* field;
    const char* least;
    const char* most;
    const char* above;
  };
  for (const Case& one :
       {Case{EventKind::collection, "0.194", "mass_kg", "0.000000001", "1000", "1000.000000001"},
        {EventKind::reconditioning, "\"0.35\"", "energy_kwh", "0", "10000", "10000.1"},
        {EventKind::resale, "0.125", "packaging_kg", "0", "1000", "1000.1"},
        {EventKind::resale, "24", "warranty_months", "0", "120", "121"},
        {EventKind::void_, "1042", "voids", "0", "9007199254740991", "9007199254740992"}}) {
    const std::string key = std::string("\"") + one.field + "\":";
    event_of(replaced(full(one.kind), key + one.before, key + one.least));
    event_of(replaced(full(one.kind), key + one.before, key + one.most));
    check_refused(one.kind, key + one.before, key + one.above, one.above, Refusal::number_out_of_range,
                  one.field);
    check_refused(one.kind, key + one.before, key + "-1", "-1", Refusal::number_out_of_range, one.field);
  }
  check_refused(EventKind::collection, "0.194", "0", "0", Refusal::number_out_of_range, "mass_kg");
  check_refused(EventKind::collection, "0.194", "\"0.000\"", "\"0.000\"", Refusal::number_out_of_range,
                "mass_kg");
  check_refused(EventKind::reconditioning, R"("quantity":2)", R"("quantity":101)", "101",
                Refusal::number_out_of_range, "parts[1].quantity");
  check_refused(EventKind::reconditioning, R"("quantity":2)", R"("quantity":0)", "0",
                Refusal::number_out_of_range, "parts[1].quantity");
}

TEST_CASE("ndjson: a whole number has no point, no exponent, and is not a text") {
  for (const char* written : {"24.0", "2e1", "-0", "024"}) {
    check_refused(EventKind::resale, R"("warranty_months":24)", std::string("\"warranty_months\":") + written,
                  written, Refusal::malformed_number, "warranty_months");
  }
  check_refused(EventKind::resale, R"("warranty_months":24)", R"("warranty_months":"24")", "\"24\"",
                Refusal::wrong_type, "warranty_months");
  check_refused(EventKind::void_, "1042", "1234567890123456789012345678901234567890",
                "1234567890123456789012345678901234567890", Refusal::number_out_of_range, "voids");
}

TEST_CASE("ndjson: identifiers are text; their faults have words of their own") {
  const auto collection = EventKind::collection;
  check_refused(collection, R"("imei":"352099001761481")", R"("imei":352099001761481)", "3520",
                Refusal::wrong_type, "device.imei");
  check_refused(collection, "352099001761481", "35-209900-176148-1", "\"35-2", Refusal::malformed_imei,
                "device.imei");
  check_refused(collection, "352099001761481", "352099001761482", "\"352099001761482",
                Refusal::imei_check_digit, "device.imei");
  check_refused(collection, "350000000000014", "350000000000015", "\"350000000000015",
                Refusal::imei_check_digit, "device.imei2");
  check_refused(collection, "F2LXK0ABN70M", "F2L:K0", "\"F2L", Refusal::malformed_serial, "device.serial");
  check_refused(collection, "\"Apple\"", "\"\"", "\"\"", Refusal::malformed_serial, "device.manufacturer");
  check_refused(collection, R"("participant":"81234567800013")", R"("participant":81234567800013)", "8123",
                Refusal::wrong_type, "participant");
  check_refused(collection, "81234567800013", "81234567800014", "\"812", Refusal::malformed_siret,
                "participant");
  check_refused(collection, "81234567800013", "812 345 678 00013", "\"812", Refusal::malformed_siret,
                "participant");
  check_refused(collection, "\"FR\"", "\"fr\"", "\"fr\"", Refusal::malformed_country, "country");
  check_refused(collection, "\"FR\"", "\"FRA\"", "\"FRA\"", Refusal::malformed_country, "country");
}

TEST_CASE("ndjson: a time needs a zone and must exist") {
  for (const char* time : {"2026-02-02T10:15:00", "2026-02-30T10:15:00Z", "2026-02-02", "02/02/2026 10:15",
                           "2026-02-02T24:00:00Z", ""}) {
    check_refused(EventKind::collection, "2026-02-02T10:15:00+01:00", time, std::string("\"") + time,
                  Refusal::malformed_timestamp, "occurred_at");
  }
}

TEST_CASE("ndjson: texts are 1 to 128 characters without control characters or blanks at their ends") {
  const auto collection = EventKind::collection;
  std::string longest;
  for (int i = 0; i < 128; ++i) longest += "\u00e9";
  event_of(replaced(full(collection), "iPhone 11 64 GB", longest));
  event_of(replaced(full(collection), "iPhone 11 64 GB", "a:b;c"));
  for (const std::string& text :
       {std::string(), longest + "e", std::string(129, 'x'), std::string(" x"), std::string("x "),
        std::string("a\\u0007b"), std::string("a\\nb"), std::string("a\u0085b"),
        std::string("a\x7F"
                    "b")}) {
    check_refused(collection, "iPhone 11 64 GB", text, "\"" + text, Refusal::malformed_text, "model");
  }
  check_refused(collection, "smartphone", "smart:phone", "\"smart:", Refusal::malformed_text, "category");
  check_refused(collection, "smartphone", "smart\u037ephone", "\"smart", Refusal::malformed_text,
                "category");  // NFC: a semicolon
  check_refused(collection, "\"van\"", "\"v;n\"", "\"v;n\"", Refusal::malformed_text, "legs[0].mode");
  check_refused(EventKind::reconditioning, "\"battery\"", "\"b:\"", "\"b:\"", Refusal::malformed_text,
                "parts[0].part");
}

TEST_CASE("ndjson: words outside an enumeration are refused, kinds under a word of their own") {
  check_refused(EventKind::collection, "consumer", "customer", "\"customer\"", Refusal::unknown_value,
                "holder");
  check_refused(EventKind::reconditioning, R"("outcome":"reconditioned")", R"("outcome":"refurbished")",
                "\"refurbished\"", Refusal::unknown_value, "outcome");
  check_refused(EventKind::reconditioning, "\"new\"", "\"used\"", "\"used\"", Refusal::unknown_value,
                "parts[0].origin");
  const Refused kind = refused(replaced(bare(EventKind::return_), "\"return\"", "\"retrun\""));
  CHECK(kind.refusal == Refusal::unknown_kind);
  CHECK(kind.message ==
        "\"retrun\" is not collection, reconditioning, resale, return, disposal or void, did you mean "
        "\"return\"?");
}

TEST_CASE("ndjson: truths are true or false, not texts or numbers") {
  for (const char* written : {"\"false\"", "0", "null"}) {
    check_refused(EventKind::collection, R"("waste":false)", std::string("\"waste\":") + written, written,
                  Refusal::wrong_type, "waste");
  }
}

TEST_CASE("ndjson: every field that a kind needs is missed") {
  struct Case {
    EventKind kind;
    const char* member;
    const char* field;
  };
  for (const Case& one : {Case{EventKind::collection, R"("category":"smartphone",)", "category"},
                          {EventKind::collection, R"(,"holder":"business")", "holder"},
                          {EventKind::collection, R"(,"waste":true)", "waste"},
                          {EventKind::collection, R"("occurred_at":"2026-02-02T09:15:00Z",)", "occurred_at"},
                          {EventKind::collection, R"("participant":"81234567800013",)", "participant"},
                          {EventKind::collection, R"("country":"FR",)", "country"},
                          {EventKind::collection, R"("device":{"imei":"352099001761481"},)", "device"},
                          {EventKind::reconditioning, R"("outcome":"for_parts",)", "outcome"},
                          {EventKind::reconditioning, R"(,"functions_tested":false)", "functions_tested"},
                          {EventKind::resale, R"(,"warranty_months":0)", "warranty_months"},
                          {EventKind::disposal, R"(,"route":"recycling")", "route"},
                          {EventKind::void_, R"("voids":0,)", "voids"},
                          {EventKind::void_, R"(,"reason":"typing error")", "reason"}}) {
    const Refused found = refused(replaced(bare(one.kind), one.member, ""));
    CHECK(found.refusal == Refusal::missing_field);
    CHECK(found.place == Place{1, 1, one.field});
  }
  const Refused kind = refused(replaced(bare(EventKind::return_), R"("kind":"return",)", ""));
  CHECK(kind.refusal == Refusal::missing_field);
  CHECK(kind.place.field == "kind");
}

TEST_CASE("ndjson: elements of lists need all their fields and know no others") {
  check_refused(EventKind::resale, R"("mode":"rail",)", "", R"({"distance_km")", Refusal::missing_field,
                "legs[0].mode");
  check_refused(EventKind::resale, R"(,"distance_km":310)", "", R"({"mode":"rail")", Refusal::missing_field,
                "legs[0].distance_km");
  check_refused(EventKind::reconditioning, R"("part":"screen",)", "", R"({"quantity":2)",
                Refusal::missing_field, "parts[1].part");
  check_refused(EventKind::reconditioning, R"("quantity":2,)", "", R"({"part":"screen")",
                Refusal::missing_field, "parts[1].quantity");
  check_refused(EventKind::reconditioning, R"(,"origin":"reused")", "", R"({"part":"screen")",
                Refusal::missing_field, "parts[1].origin");
  check_refused(EventKind::resale, R"("mode":"rail")", R"("mode":"rail","via":"Lille")", "\"via\"",
                Refusal::unknown_field, "legs[0].via");
  check_refused(EventKind::resale, R"([{"mode":"rail","distance_km":310}])", R"([7])", "7",
                Refusal::wrong_type, "legs[0]");
  check_refused(EventKind::resale, R"([{"mode":"rail","distance_km":310}])", R"([[]])", "[]",
                Refusal::wrong_type, "legs[0]");
  check_refused(EventKind::resale, R"([{"mode":"rail","distance_km":310}])", R"("rail:310")", "\"rail:310\"",
                Refusal::wrong_type, "legs");
}

TEST_CASE("ndjson: a list has at most 32 legs or 64 parts") {
  const auto list = [](const std::string& element, int count) {
    std::string text = element;
    for (int i = 1; i < count; ++i) text += "," + element;
    return "[" + text + "]";
  };
  const std::string leg = R"({"mode":"rail","distance_km":310})";
  const std::string part = R"({"part":"key","quantity":1,"origin":"new"})";
  const std::string parts =
      R"([{"part":"battery","quantity":1,"origin":"new"},{"part":"screen","quantity":2,"origin":"reused"}])";
  CHECK(event_of(replaced(full(EventKind::resale), "[" + leg + "]", list(leg, 32))).facts.legs.size() == 32);
  CHECK(event_of(replaced(full(EventKind::reconditioning), parts, list(part, 64))).facts.parts.size() == 64);
  const Refused legs = refused(replaced(full(EventKind::resale), "[" + leg + "]", list(leg, 40)));
  CHECK(legs.refusal == Refusal::number_out_of_range);
  CHECK(legs.place.field == "legs[32]");
  CHECK(refused(replaced(full(EventKind::reconditioning), parts, list(part, 65))).place.field == "parts[64]");
}

TEST_CASE("ndjson: a device needs an IMEI, or manufacturer and serial") {
  const std::string device = R"({"imei":"352099001761481"})";
  const auto refused_device = [&](const std::string& other) {
    return refused(replaced(bare(EventKind::return_), device, other));
  };
  const std::uint64_t column = bare(EventKind::return_).find(device) + 1;
  CHECK(refused_device("{}").refusal == Refusal::missing_identifier);
  CHECK(refused_device("{}").place.field == "device");
  CHECK(refused_device(R"({"manufacturer":"Apple"})").place == Place{1, column, "device.serial"});
  CHECK(refused_device(R"({"serial":"F2L"})").place == Place{1, column, "device.manufacturer"});
  CHECK(refused_device(R"({"imei":"352099001761481","serial":"F2L"})").place.field == "device.manufacturer");
  CHECK(refused_device(R"({"imei2":"352099001761481"})").place == Place{1, column, "device.imei"});
  CHECK(refused_device(R"({"imei2":"352099001761481"})").refusal == Refusal::missing_field);
  CHECK(refused_device("\"352099001761481\"").refusal == Refusal::wrong_type);
}

TEST_CASE("ndjson: a field of another kind, or of none, is refused; the nearest name is told") {
  check_refused(EventKind::collection, R"("model")", R"("grade":"A","model")", "\"grade\"",
                Refusal::unknown_field, "grade");
  check_refused(EventKind::void_, R"("voids")", R"("legs":[],"voids")", "\"legs\"", Refusal::unknown_field,
                "legs");
  check_refused(EventKind::resale, R"("channel")", R"("data_erasure":{"standard":"x"},"channel")",
                "\"data_erasure\"", Refusal::unknown_field, "data_erasure");
  check_refused(EventKind::collection, R"("manufacturer")", R"("colour":"red","manufacturer")", "\"colour\"",
                Refusal::unknown_field, "device.colour");
  check_refused(EventKind::reconditioning, R"("standard":"NIST)", R"("norm":{"a":[{}]},"standard":"NIST)",
                "\"norm\"", Refusal::unknown_field, "data_erasure.norm");
  const Refused near_miss = refused(replaced(full(EventKind::collection), "\"model\"", "\"modle\""));
  CHECK(near_miss.refusal == Refusal::unknown_field);
  CHECK(near_miss.message.find("did you mean \"model\"?") != std::string::npos);
}

TEST_CASE("ndjson: a certificate needs the standard it is for") {
  check_refused(EventKind::reconditioning, R"("standard":"NIST SP 800-88 Purge",)", "", R"({"certificate")",
                Refusal::missing_field, "data_erasure.standard");
}

TEST_CASE("ndjson: a key given twice is refused, wherever it stands") {
  check_refused(EventKind::collection, R"("country":"FR")", R"("country":"FR","country":"FR")",
                "\"country\":\"FR\",\"legs", Refusal::duplicate_key, "country");
  check_refused(EventKind::collection, R"("imei2")", R"("imei":"352099001761481","imei2")", "\"imei\"",
                Refusal::duplicate_key, "device.imei");
  check_refused(EventKind::resale, R"("mode":"rail")", R"("mode":"rail","m\u006fde":"van")", "\"m\\u006fde\"",
                Refusal::duplicate_key, "legs[0].mode");
}

TEST_CASE("ndjson: a line that is not JSON is refused at the column where it ends to be") {
  struct Case {
    const char* line;
    std::uint64_t column;
  };
  for (const Case& one : {Case{"{\"kind\":\"resale\"", 17},
                          {"{'kind'}", 2},
                          {"{\"kind\" \"resale\"}", 16},
                          {"{}x", 3},
                          {"{\"kind\":\"\\ud800\"}", 16},
                          {"{\"kind\":tru}", 12},
                          {"{\"a\":1,}", 8}}) {
    const Reading reading = read_ndjson(one.line);
    CAPTURE(one.line);
    REQUIRE(!reading.refused.empty());
    CHECK(reading.refused.back().refusal == Refusal::malformed_json);
    CHECK(reading.refused.back().place.column == one.column);
  }
}

TEST_CASE("ndjson: a line that is JSON but no object is refused as such") {
  for (const char* text : {"[]", "7", "\"resale\"", "null", "[{\"kind\":\"resale\"}]"})
    CHECK(refused(text).refusal == Refusal::not_an_object);
}

TEST_CASE("ndjson: nesting is followed to 32 levels, and refused beyond") {
  const auto nested = [](std::size_t depth) {
    return replaced(bare(EventKind::return_), R"("country")",
                    "\"x\":" + std::string(depth, '[') + std::string(depth, ']') + ",\"country\"");
  };
  CHECK(read_ndjson(nested(31)).words() == "unknown_field");
  CHECK(read_ndjson(nested(32)).words() == "unknown_field too_deep");
  CHECK(read_ndjson(nested(500'000)).words() == "unknown_field too_deep");
}

TEST_CASE("ndjson: bytes that are not text are refused at their column") {
  const std::string& line = bare(EventKind::return_);
  const Refused mark = refused("\xEF\xBB\xBF" + line);
  CHECK(mark.refusal == Refusal::byte_order_mark);
  CHECK(mark.place == Place{1, 1, ""});
  CHECK(refused("\xFF\xFE{").refusal == Refusal::byte_order_mark);
  const Refused bytes = refused(replaced(line, "return", "ret\xFFrn"));
  CHECK(bytes.refusal == Refusal::not_utf8);
  CHECK(bytes.place.column == 13);
  const Refused nul = refused(replaced(line, "return", std::string_view("ret\0rn", 6)));
  CHECK(nul.refusal == Refusal::nul_byte);
  CHECK(nul.place.column == 13);
  CHECK(refused(line + std::string(1, '\0')).refusal == Refusal::nul_byte);
}

TEST_CASE("ndjson: a line over 1 MiB is refused and the next one is read") {
  const std::string padding(max_line_bytes, ' ');
  const Reading reading =
      read_ndjson(bare(EventKind::return_) + padding + "\n" + bare(EventKind::return_) + "\n");
  CHECK(reading.words() == "line_too_long");
  REQUIRE(reading.events.size() == 1);
  CHECK(reading.events[0].line == 2);
}

TEST_CASE("ndjson: a message shows what was found, cut to 40 characters and printable") {
  const std::string found =
      refused(replaced(full(EventKind::collection), "iPhone 11 64 GB", "\\u001b[31m" + std::string(200, 'x')))
          .message;
  CHECK(found.find('\x1b') == std::string::npos);
  CHECK(found.starts_with("\"\\u001b[31m" + std::string(35, 'x') + "…\""));
}

TEST_CASE("ndjson: the path of a field that is not known is cut and printable too") {
  const std::string name = "\\u001b[31m" + std::string(1000, 'x');
  const Refused found =
      refused(replaced(bare(EventKind::return_), "\"country\"", "\"" + name + "\":1,\"country\""));
  CHECK(found.refusal == Refusal::unknown_field);
  CHECK(found.place.field == "\\u001b[31m" + std::string(35, 'x') + "…");
  CHECK(read_ndjson("{\"x\":1" + std::string(1000, '0') + "e999}").words() ==
        "unknown_field malformed_number");
}
