// SPDX-License-Identifier: Apache-2.0
// EPCIS documents as files: what stands around the events, where faults stand, what is too large.
#include <doctest/doctest.h>

#include <string>

#include "tests/events/epcis_text.hpp"
#include "tests/events/log_text.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

std::string words_of(std::string_view document) { return read_log(document, LogFormat::epcis).words(); }
std::string one_collection() { return object_event(some_imei, collected); }

}  // namespace

TEST_CASE("epcis documents: what is no EPCIS 2.0 document is refused with the reason") {
  const std::string good = document_of(one_collection());
  CHECK(words_of(good).empty());
  CHECK(words_of("") == "empty_log");
  CHECK(words_of(" \n") == "empty_log");
  CHECK(words_of("[]") == "malformed_epcis");
  CHECK(words_of("{}") == "malformed_epcis");
  CHECK(words_of(replaced(good, "EPCISDocument", "EPCISMasterDataDocument")) == "malformed_epcis");
  CHECK(words_of(replaced(good, R"("schemaVersion":"2.0")", R"("schemaVersion":"1.2")")) ==
        "malformed_epcis");
  CHECK(words_of(replaced(good, R"("schemaVersion":"2.0",)", "")) == "malformed_epcis");
  CHECK(words_of(replaced(good, "eventList", "events")) == "malformed_epcis");
  CHECK(words_of(good.substr(0, good.size() - 1)) == "malformed_json");
  CHECK(words_of(good + "x") == "malformed_json");
  CHECK(words_of("\xEF\xBB\xBF" + good) == "byte_order_mark");
  CHECK(words_of(replaced(good, "FR", "\xFF")) == "not_utf8");
}

TEST_CASE("epcis documents: the answer to a query is read as well") {
  std::string answer = replaced(document_of(one_collection()), "EPCISDocument", "EPCISQueryDocument");
  answer =
      replaced(answer, R"({"eventList":)", R"({"queryResults":{"queryName":"q","resultsBody":{"eventList":)");
  answer += "}}";
  const Reading reading = read_log(answer, LogFormat::epcis);
  CHECK(reading.words().empty());
  CHECK(reading.events.size() == 1);
}

TEST_CASE("epcis documents: a list of events is read in its place alone") {
  const std::string good = document_of(one_collection());
  for (const char* elsewhere : {R"({"body":{"eventList":)", R"([{"eventList":)"}) {
    CAPTURE(elsewhere);
    const bool is_array = *elsewhere == '[';
    std::string moved = replaced(good, R"({"eventList":)", elsewhere);
    moved.insert(moved.size() - 1, is_array ? "]" : "}");
    const Reading reading = read_log(moved, LogFormat::epcis);
    CHECK(reading.words() == "malformed_epcis");
    CHECK(reading.events.empty());
  }
}

TEST_CASE("epcis documents: a second list of events is refused where it begins") {
  std::string two = replaced(document_of(one_collection()), "EPCISDocument", "EPCISQueryDocument");
  two.resize(two.size() - 2);
  two += ",\n\"queryResults\":{\"resultsBody\":{\"eventList\":[" + one_collection() + "]}}}}";
  const Reading reading = read_log(two, LogFormat::epcis);
  REQUIRE(reading.words() == "malformed_epcis");
  CHECK(reading.refused.front().place.line == 2);
  CHECK(reading.refused.front().place.column == 44);
  std::string same = document_of(one_collection());
  same.insert(same.size() - 2, R"(,"eventList":[])");
  CHECK(words_of(same) == "malformed_epcis");
}

TEST_CASE("epcis documents: every fault is told in one pass, with the line of its event") {
  const std::string wrong_time = replaced(one_collection(), "2026-02-02T10:15:00+01:00", "yesterday");
  const std::string no_zone = replaced(one_collection(), R"("eventTimeZoneOffset":"+01:00",)", "");
  const Reading reading =
      read_log(document_of("\n" + wrong_time + ",\n" + one_collection() + ",\n" + no_zone + ",\n7,\n[]"),
               LogFormat::epcis);
  CHECK(reading.words() == "malformed_timestamp malformed_epcis not_an_object not_an_object");
  CHECK(reading.events.size() == 1);
  CHECK(reading.refused[0].place.line == 2);
  CHECK(reading.refused[0].place.column == 35);
  CHECK(reading.refused[1].place.line == 4);
  CHECK(reading.refused[3].place.line == 6);
}

TEST_CASE("epcis documents: commas stand between events and nowhere else") {
  for (const char* events : {",", "7,", "7 7", "7,,7", "7,]"}) {
    CAPTURE(events);
    const std::string words = words_of(document_of(events));
    CHECK(words.find("malformed_json") != std::string::npos);
  }
  CHECK(words_of(document_of("")).empty());
}

TEST_CASE("epcis documents: what the events need has to stand before them") {
  const std::string good = document_of(one_collection());
  const std::size_t context = good.find("\"type\":\"EPCISDocument\"");
  const std::string moved =
      '{' + good.substr(context, good.size() - context - 1) + ',' + good.substr(1, context - 2) + '}';
  const Reading reading = read_log(moved, LogFormat::epcis);
  CHECK(reading.events.empty());
  CHECK(reading.words().ends_with("malformed_epcis"));
  CHECK(reading.refused.back().message.find("behind the events") != std::string::npos);
}

TEST_CASE("epcis documents: an event's own context is read, any prefix will do") {
  std::string document = replaced(document_of(""), "{\"lcl\":", "{\"other\":");
  std::string event = one_collection();
  for (std::size_t at = event.find("lcl:"); at != std::string::npos; at = event.find("lcl:", at)) {
    event.replace(at, 4, "own:");
  }
  event.insert(1, std::string(R"("@context":{"own":")").append(epcis_namespace).append("\"},"));
  CHECK(read_log(replaced(document, "[]}}", '[' + event + "]}}"), LogFormat::epcis).events.size() == 1);
}

TEST_CASE(
    "epcis documents: an event that is too large, too deep or says a thing twice is refused, the next is "
    "read") {
  const std::string large = object_event(
      some_imei, std::string(collected) + ",\"x:y\":\"" + std::string(max_line_bytes, 'x') + '"');
  const std::string deep = object_event(
      some_imei, std::string(collected) + ",\"x:y\":" + std::string(40, '[') + std::string(40, ']'));
  const std::string twice = object_event(some_imei, std::string(collected) + ",\"lcl:waste\":true");
  const Reading reading =
      read_log(document_of(large + ',' + deep + ',' + twice + ',' + one_collection()), LogFormat::epcis);
  CHECK(reading.words() == "line_too_long too_deep duplicate_key");
  CHECK(reading.events.size() == 1);
}

TEST_CASE("epcis documents: what is said of many devices at once is bounded") {
  std::string event =
      object_event(some_imei, std::string(collected) + ",\"lcl:model\":\"" + std::string(100'000, 'x') + '"');
  CHECK(words_of(document_of(event)) == "line_too_long");
}

TEST_CASE("epcis documents: a head without end is not read to its end") {
  const std::string endless = R"({"type":"EPCISDocument","x":")" + std::string(2 * max_line_bytes, 'x');
  CHECK(words_of(endless) == "line_too_long");
}

TEST_CASE("epcis documents: a file named .json is recognised by how it begins") {
  CHECK(format_of("march.jsonld") == LogFormat::epcis);
  CHECK(format_of("march.epcis.json") == LogFormat::epcis);
  CHECK(begins_as_epcis(file_text("samples/small.jsonld")));
  CHECK_FALSE(begins_as_epcis(file_text("samples/small.ndjson")));
  CHECK_FALSE(begins_as_epcis(""));
}
