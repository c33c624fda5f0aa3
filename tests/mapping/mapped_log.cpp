// SPDX-License-Identifier: Apache-2.0
#include "ledger/mapping/mapped_log.hpp"

#include <doctest/doctest.h>

#include <string>

#include "ledger/events/log_reader.hpp"
#include "ledger/values/timestamp.hpp"
#include "tests/mapping/mapped.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr std::string_view good_row = "sold,2025-04-03T16:02:00+02:00,356741086104212\n";
const std::string header = "state,date,imei\n";

std::string with(std::string_view what, std::string_view instead) {
  return replaced(small_mapping, what, instead);
}

/// What becomes of a resale whose date is written `text`, under what `dialect` says of dates: the instant, or
/// what was told.
std::string instant_of(const std::string& text, const std::string& dialect) {
  const MappedReading read = read_mapped(with("\"version\": 1", "\"version\": 1, " + dialect),
                                         header + "sold," + text + ",356741086104212\n");
  return read.events.empty() ? read.told() : to_string(read.events.front().facts.occurred_at);
}

const std::string in_paris = R"("dates": "dmy", "zone": "Europe/Paris", "hour": "18:00")";

/// The warranty that a resale has, whose cell is `text` and read as `source` says; or what was told.
std::string warranty_of(const std::string& text, const std::string& source) {
  const MappedReading read =
      read_mapped(with("\"warranty_months\": 12", "\"warranty_months\": " + source),
                  "state;date;imei;w\nsold;2025-04-03T16:02:00Z;356741086104212;" + text + "\n");
  return read.events.empty() ? read.told() : std::to_string(read.events.front().facts.warranty_months);
}

/// The same of the packaging's mass.
std::string packaging_of(const std::string& text, const std::string& source) {
  const MappedReading read =
      read_mapped(with("\"warranty_months\": 12", "\"warranty_months\": 12, \"packaging_kg\": " + source),
                  "state;date;imei;w\nsold;2025-04-03T16:02:00Z;356741086104212;" + text + "\n");
  if (read.events.empty()) return read.told();
  const auto& mass = read.events.front().facts.packaging_kg;
  return mass ? to_string(*mass) : "not given";
}

}  // namespace

TEST_CASE("mapped logs: a row gives the event that its rule says, at its line") {
  const MappedReading read = read_mapped(small_mapping, header + std::string(good_row));
  REQUIRE(read.told() == "");
  REQUIRE(read.events.size() == 1);
  const Event& event = read.events.front();
  CHECK(event.line == 2);
  CHECK(event.facts.kind == EventKind::resale);
  CHECK(event.facts.participant == "03571592900010");
  CHECK(event.facts.warranty_months == 12);
  CHECK(event.identifiers.imei == "35674108610421");
  CHECK(to_string(event.facts.occurred_at) == "2025-04-03T14:02:00.000Z");
}

TEST_CASE("mapped logs: a row gives as many events as rules apply, in their order") {
  const MappedReading read = read_mapped(file_text("samples/mappings/shop-orders.json"),
                                         file_text("samples/mappings/shop-orders.csv"));
  REQUIRE(read.told() == "");
  REQUIRE(read.events.size() ==
          20);  // 12 phones bought, 5 of them reconditioned, 3 sold; one purchase cancelled
  CHECK(read.left_out == std::vector<std::uint64_t>{1});
  CHECK(read.events[0].facts.kind == EventKind::collection);
  CHECK(read.events[1].facts.kind == EventKind::reconditioning);
  CHECK(read.events[2].facts.kind == EventKind::resale);
  CHECK(read.events[0].facts.mass_kg == Decimal::from_scaled(194'000'000));
  CHECK(read.events[0].facts.model == "iPhone 11 64 GB");
  CHECK(read.events[0].facts.holder == Holder::business);
  CHECK(read.events[4].facts.parts == std::vector<Part>{{"battery", 1, PartOrigin::new_}});
  CHECK(read.events[3].facts.legs == std::vector<Leg>{{"van", Decimal::from_scaled(8'500'000'000)}});
}

TEST_CASE("mapped logs: a row to which no rule applies is refused with what it holds") {
  CHECK(read_mapped(small_mapping, header + "lent,2025-04-03T16:02:00Z,356741086104212\n").told() ==
        "2 state: row_not_mapped: no rule applies to this row: \"state\" is \"lent\"");
  CHECK(read_mapped(small_mapping, header + ",2025-04-03T16:02:00Z,356741086104212\n").told() ==
        "2 state: row_not_mapped: no rule applies to this row: \"state\" is empty");
}

TEST_CASE("mapped logs: a column that is gone is refused by its name, and nothing is read") {
  const MappedReading read = read_mapped(small_mapping, "state,dates,imei\n" + std::string(good_row));
  CHECK(read.told() ==
        "1 date: mapping_column_missing: the table has no column \"date\", did you mean \"dates\"?");
  CHECK(read.events.empty());
  CHECK(read_mapped(small_mapping, "state,date,imei,date\nsold,a,b,c\n").told() ==
        "1 date: repeated_header: \"date\" heads 2 columns");
}

TEST_CASE("mapped logs: a fault of a value stands at the cell of the table") {
  CHECK(read_mapped(small_mapping, header + "sold,yesterday,356741086104213\n").told() ==
        "2 date: malformed_timestamp: \"yesterday\" is not a date and time with a zone that exists\n"
        "2 imei: imei_check_digit: the check digit of \"356741086104213\" does not match");
  CHECK(read_mapped(small_mapping, header + "sold,,356741086104212\n").told() ==
        "2 date: missing_field: \"occurred_at\" is missing from this resale");
}

TEST_CASE("mapped logs: a map is closed") {
  const std::string source = R"({"column": "w", "values": {"12 mois": 12, "24 mois": 24, "sans": 0}})";
  CHECK(warranty_of("12 mois", source) == "12");
  CHECK(warranty_of(" 24 mois ", source) == "24");
  CHECK(warranty_of("12 Mois", source) ==
        "2 w: value_not_mapped: \"12 Mois\" is not in the map events[0].fields.warranty_months.values, which "
        "has \"12 "
        "mois\", \"24 mois\", \"sans\", did you mean \"12 mois\"?");
  CHECK(warranty_of("", R"({"column": "w", "values": {"12 mois": 12}, "if_empty": 6})") == "6");
}

TEST_CASE("mapped logs: numbers with a comma, in groups, in other units") {
  CHECK(packaging_of("0,25", R"({"column": "w", "decimal": ","})") == "0.25");
  CHECK(packaging_of("250", R"({"column": "w", "times": "0.001"})") == "0.25");
  CHECK(packaging_of("1 250,5", R"({"column": "w", "decimal": ",", "times": "0.001"})") == "1.2505");
  CHECK(packaging_of("1\u00A0250,5", R"({"column": "w", "decimal": ",", "times": "0.001"})") == "1.2505");
  CHECK(packaging_of("1'250.5", R"({"column": "w", "times": "0.001"})") == "1.2505");
  CHECK(packaging_of("", R"({"column": "w", "decimal": ","})") == "not given");
  const std::string comma = R"({"column": "w", "decimal": ","})";
  for (const char* text :
       {"0.25", "1.250,5", "12 34", "1 2345", "1 234'567", ",5", "5,", "1,2,3", "+5", "1e3", "0x1", "-"}) {
    CAPTURE(text);
    CHECK(packaging_of(text, comma).find("malformed_number") != std::string::npos);
  }
  CHECK(packaging_of("0.123456789", R"({"column": "w", "times": "0.1"})") ==
        "2 w: too_many_digits: \"0.123456789\" times 0.1 has more than 9 digits after the point");
  CHECK(warranty_of("12.0", R"({"column": "w"})") == "12");
}

TEST_CASE("mapped logs: dates as they are written in France and elsewhere") {
  CHECK(instant_of("03/04/2025 16:02", in_paris) == "2025-04-03T14:02:00.000Z");
  CHECK(instant_of("3/4/2025 16h02", in_paris) == "2025-04-03T14:02:00.000Z");
  CHECK(instant_of("03.04.2025", in_paris) == "2025-04-03T16:00:00.000Z");
  CHECK(instant_of("2025-04-03 16:02:09", in_paris) == "2025-04-03T14:02:09.000Z");
  CHECK(instant_of("2025-03-25T10:04:02+0100", in_paris) == "2025-03-25T09:04:02.000Z");
  CHECK(instant_of("4/3/2025 16:02", R"("dates": "mdy", "zone": "America/New_York")") ==
        "2025-04-03T20:02:00.000Z");
  CHECK(instant_of("4/3/2025 4:02 PM", R"("dates": "mdy", "zone": "America/New_York")") ==
        "2025-04-03T20:02:00.000Z");
  for (const char* text :
       {"31/02/2025 10:00", "04/13/2025", "03/04/2025 25:00", "03/04/2025 10:0", "3 avril"}) {
    CAPTURE(text);
    CHECK(instant_of(text, in_paris).find("malformed_timestamp") != std::string::npos);
  }
}

TEST_CASE("mapped logs: a date is never completed by a guess") {
  CHECK(instant_of("03/04/2025", R"("dates": "dmy", "zone": "Europe/Paris")") ==
        "2 date: missing_time: 03/04/2025 has no time of day");
  CHECK(instant_of("03/04/2025 10:00", R"("dates": "dmy")") ==
        "2 date: missing_zone: 03/04/2025 10:00 does not say in which time zone");
  CHECK(instant_of("03/04/2025 10:00", R"("zone": "Europe/Paris")") ==
        "2 date: ambiguous_date: 03/04/2025 10:00 does not begin with its year");
  CHECK(instant_of("3/4/25 10:00", in_paris) ==
        "2 date: ambiguous_date: 3/4/25 10:00 has a year of two digits");
  CHECK(instant_of("30/03/2025 02:30", in_paris) ==
        "2 date: clock_change: clocks in Europe/Paris showed 30/03/2025 02:30 never, as they were put "
        "forward: 2025-03-30T02:30:00+01:00 or 2025-03-30T02:30:00+02:00");
  CHECK(instant_of("26/10/2025 02:30", in_paris) ==
        "2 date: clock_change: clocks in Europe/Paris showed 26/10/2025 02:30 twice, as they were put back: "
        "2025-10-26T02:30:00+02:00 or 2025-10-26T02:30:00+01:00");
}

TEST_CASE("mapped logs: a row is looked up in a second table by its key") {
  const std::string mapping = file_text("samples/mappings/marketplace.json");
  const std::string orders = file_text("samples/mappings/marketplace-orders.csv");
  const MappedReading read =
      read_mapped(mapping, file_text("samples/mappings/marketplace-imeis.csv"), {orders});
  REQUIRE(read.told() == "");
  REQUIRE(read.events.size() == 2);
  CHECK(read.events[1].facts.country == "BE");
  CHECK(read.events[1].private_facts.reference == "48211002");
  CHECK(read.left_out == std::vector<std::uint64_t>{1});

  CHECK(read_mapped(mapping, "order_line_id,imei\n77,356741086104246\n", {orders}).told() ==
        "2 order_line_id: key_not_found: \"77\" is no \"order_line_id\" of orders");
  CHECK(read_mapped(mapping, "order_line_id,imei\n,356741086104246\n", {orders}).told() ==
        "2 order_line_id: key_not_found: the key of orders is empty");
  const std::string bad = replaced(orders, ",BE,", ",Belgium,");
  CHECK(read_mapped(mapping, "order_line_id,imei\n90211002,356741086104246\n", {bad}).told() ==
        "2 country_code: malformed_country: \"Belgium\" is not two capital letters (line 3 of orders)");
}

TEST_CASE("mapped logs: two rows of one key are refused, with both") {
  const std::string mapping = file_text("samples/mappings/marketplace.json");
  std::string orders = file_text("samples/mappings/marketplace-orders.csv");
  orders +=
      orders.substr(orders.find('\n') + 1, orders.find('\n', orders.find('\n') + 1) - orders.find('\n'));
  CHECK(read_mapped(mapping, file_text("samples/mappings/marketplace-imeis.csv"), {orders}).told() ==
        "5 order_line_id: key_repeated: \"90211001\" stands in line 2 already");
}

TEST_CASE("mapped logs: where a look-up is optional, a row without one has empty cells") {
  const std::string mapping = replaced(
      with("\"version\": 1",
           R"("version": 1, "look_up": {"prices": {"key": "imei", "matches": "imei", "optional": true}})"),
      "\"warranty_months\": 12", R"("warranty_months": {"column": "months", "of": "prices", "if_empty": 6})");
  const MappedReading read =
      read_mapped(mapping, header + std::string(good_row) + "sold,2025-04-03T16:02:00Z,358817116104220\n",
                  {"imei,months\n356741086104212,24\n"});
  REQUIRE(read.told() == "");
  REQUIRE(read.events.size() == 2);
  CHECK(read.events[0].facts.warranty_months == 24);
  CHECK(read.events[1].facts.warranty_months == 6);
}

TEST_CASE("mapped logs: a failed erasure is recorded as failed, or not at all") {
  const MappedReading listed = read_mapped(file_text("samples/mappings/erasure-reports.json"),
                                           file_text("samples/mappings/erasure-reports.csv"));
  REQUIRE(listed.told() == "");
  REQUIRE(listed.events.size() == 3);
  CHECK(listed.events[0].facts.data_erased());
  CHECK_FALSE(listed.events[2].facts.data_erased());
  CHECK(listed.events[2].facts.outcome == Outcome::for_parts);

  const MappedReading xml = read_mapped(file_text("samples/mappings/erasure-reports-xml.json"),
                                        file_text("samples/mappings/erasure-reports.xml"));
  REQUIRE(xml.told() == "");
  REQUIRE(xml.events.size() == 1);
  CHECK(xml.events[0].facts.data_erased());
  CHECK(xml.events[0].private_facts.certificate == "7a1c-1");
  CHECK(xml.events[0].line == 3);
  CHECK(xml.left_out == std::vector<std::uint64_t>{1});
}

TEST_CASE("mapped logs: XML that is not well-formed, has entities, or two elements for a cell is refused") {
  const std::string mapping = file_text("samples/mappings/erasure-reports-xml.json");
  const std::string xml = file_text("samples/mappings/erasure-reports.xml");
  const auto words = [&](const std::string& text) {
    std::string all;
    for (const Refused& one : read_mapped(mapping, text).refused) all += std::string(word(one.refusal)) + ' ';
    return all;
  };
  CHECK(words(xml.substr(0, xml.size() - 3)) == "malformed_xml ");
  CHECK(words(replaced(xml, "<root>", "<!DOCTYPE root [<!ENTITY e \"x\">]><root>")) == "malformed_xml ");
  CHECK(words(replaced(xml, "<root>", "<!DOCTYPE root SYSTEM \"http://example.org/x.dtd\"><root>")) ==
        "malformed_xml ");
  CHECK(words(replaced(xml, "<report_uuid>", "<report_uuid>b</report_uuid><report_uuid>")) ==
        "malformed_xml ");
  std::string deep;
  for (int i = 0; i < 70; ++i) deep += "<a>";
  CHECK(words("<root>" + deep) == "malformed_xml ");
}

TEST_CASE("mapped logs: a table through a mapping gives the same events as the plain log") {
  const MappedReading mapped = read_mapped(file_text("samples/mappings/repair-jobs.json"),
                                           file_text("samples/mappings/repair-jobs.csv"));
  REQUIRE(mapped.told() == "");
  const std::vector<Event> plain = read_plain(
      "kind,occurred_at,device.imei,participant,country,reference,outcome,functions_tested,data_erasure."
      "standard,parts,"
      "energy_kwh\n"
      "reconditioning,2025-03-26T14:20:00+01:00,352099006104315,04827163900030,FR,J-881,reconditioned,true,"
      "Purge,"
      "screen:1:new,0.35\n"
      "reconditioning,2025-03-27T09:05:00+01:00,356741086104329,04827163900030,FR,J-882,recycled,false,,,0."
      "12\n");
  CHECK(mapped.events == plain);
}

TEST_CASE("mapped logs: lists of legs may be in one cell, as a plain log has them") {
  const std::string mapping =
      with("\"warranty_months\": 12", R"("warranty_months": 12, "legs": {"column": "legs"})");
  const MappedReading read =
      read_mapped(mapping,
                  "state,date,imei,legs\nsold,2025-04-03T16:02:00Z,356741086104212,van:12;rail:400\n"
                  "sold,2025-04-03T16:02:00Z,356741086104212,van\n");
  REQUIRE(read.events.size() == 1);
  CHECK(read.events[0].facts.legs.size() == 2);
  CHECK(read.told() == "3 legs: malformed_list: \"van\" is not mode:km");
}

TEST_CASE(
    "mapped logs: distances in a cell of legs have a point before their decimals, and are never guessed") {
  const std::string mapping =
      with("\"warranty_months\": 12", R"("warranty_months": 12, "legs": {"column": "legs"})");
  const auto legs = [&](const std::string& text) {
    const MappedReading read = read_mapped(
        mapping, "state;date;imei;legs\nsold;2025-04-03T16:02:00Z;356741086104212;\"" + text + "\"\n");
    return read.events.empty() ? read.told() : to_string(read.events[0].facts.legs[0].distance_km);
  };
  CHECK(legs("van:1.250") == "1.25");
  CHECK(legs("van:1,250") ==
        "2 legs: malformed_number: \"1,250\" is not a plain decimal number in \"van:1,250\"");
  CHECK(legs("van:12,5").find("malformed_number") != std::string::npos);
}

TEST_CASE("mapped logs: what a spreadsheet has spoilt is named, and not read") {
  const std::string mapping = replaced(with("\"03571592900010\"", R"({"column": "siret"})"),
                                       "\"warranty_months\": 12", R"("warranty_months": {"column": "w"})");
  const auto told = [&](const std::string& imei, const std::string& siret, const std::string& months) {
    return read_mapped(mapping, "state;date;imei;siret;w\nsold;2025-04-03T16:02:00Z;" + imei + ";" + siret +
                                    ";" + months + "\n")
        .told();
  };
  CHECK(told("'35 674108 610421 2", "035 715 929 00010", "12") == "");
  CHECK(told("#N/A", "03571592900010", "12") ==
        "2 imei: cell_error: \"#N/A\" stands where the spreadsheet has no value");
  CHECK(told("3,56741E+14", "03571592900010", "12").find("rounded_by_spreadsheet") != std::string::npos);
  CHECK(told("356741086104212", "3571592900010", "12").find("zero_lost") != std::string::npos);
  CHECK(told("356741086104212", "03571592900010", "#REF!") ==
        "2 w: cell_error: \"#REF!\" stands where the spreadsheet has no value");
  CHECK(told("356741086104212", "03571592900010", "1,2E+05").find("rounded_by_spreadsheet") !=
        std::string::npos);
}

TEST_CASE("mapped logs: a map may say what an error value means") {
  CHECK(warranty_of("#N/A", R"({"column": "w", "values": {"#N/A": 6}})") == "6");
}

TEST_CASE("mapped logs: a column is named by its whole header, line breaks included") {
  CHECK(read_mapped(with("\"column\": \"date\"", R"("column": "date\nsold")"),
                    "state,\"date\nsold\",imei\n" + std::string(good_row))
            .told() == "");
  CHECK(read_mapped(with("\"column\": \"date\"", R"("column": "date\nsold")"),
                    "state,\"date\nsold\",imei\nsold,never,356741086104212\n")
            .told()
            .starts_with("3 date\\u000asold: malformed_timestamp"));
}

TEST_CASE("mapped logs: a row to which no rule applies is not looked up to say so") {
  const std::string mapping = replaced(
      with("\"version\": 1", R"("version": 1, "look_up": {"prices": {"key": "imei", "matches": "imei"}})"),
      "\"is\": \"sold\"}", R"("is": "sold"}, {"column": "price", "of": "prices", "is": "1"})");
  CHECK(read_mapped(mapping, header + "lent,2025-04-03T16:02:00Z,356741086104212\n", {"imei,price\n1,1\n"})
            .told() == "2 state: row_not_mapped: no rule applies to this row: \"state\" is \"lent\"");
}

TEST_CASE("mapped logs: a row of XML tells a hundred of its faults, and a tag has an end") {
  const std::string mapping = file_text("samples/mappings/erasure-reports-xml.json");
  const std::string xml = file_text("samples/mappings/erasure-reports.xml");
  std::string again;
  for (int i = 0; i < 300; ++i) again += "<report_uuid>b</report_uuid>";
  CHECK(read_mapped(mapping, replaced(xml, "<report_uuid>", again + "<report_uuid>")).refused.size() == 100);
  const std::string mebibyte(std::size_t{1} << 20U, 'x');
  const auto with_attribute = [&](int mebibytes) {
    std::string value;
    for (int i = 0; i < mebibytes; ++i) value += mebibyte;
    return read_mapped(mapping, replaced(xml, "<root>", "<root a=\"" + value + "\">")).told();
  };
  CHECK(with_attribute(1) == "");
  CHECK(with_attribute(4).ends_with("malformed_xml: a tag or comment has more than 2097152 bytes"));
}
