// SPDX-License-Identifier: Apache-2.0
// Logs written in every format and read again: the same events.
#include <doctest/doctest.h>

#include <random>

#include "ledger/events/log_writer.hpp"
#include "tests/events/log_text.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

std::string written(const std::vector<Event>& events, LogFormat format) {
  std::string out;
  LogWriter writer(format, parse_instant("2026-03-01T00:00:00Z").value());
  writer.begin(out);
  for (const Event& event : events) writer.append(event, out);
  writer.end(out);
  return out;
}

/// Holds `events` to what comes back of them, but for their lines.
void check_round_trip(const std::vector<Event>& events) {
  for (const LogFormat format : {LogFormat::ndjson, LogFormat::csv, LogFormat::epcis}) {
    const std::string text = written(events, format);
    CAPTURE(static_cast<int>(format));
    CAPTURE(text.substr(0, 2000));
    const Reading back = read_log(text, format);
    REQUIRE(back.words() == "");
    REQUIRE(back.left_out.empty());
    REQUIRE(back.events.size() == events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
      Event event = back.events[i];
      event.line = events[i].line;
      CAPTURE(i);
      REQUIRE(event == events[i]);
    }
  }
}

std::vector<Event> events_in(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  const Reading reading = read_ndjson(text);
  REQUIRE(reading.words() == "");
  return reading.events;
}

/// Texts that formats stumble over.
constexpr auto texts =
    std::to_array<std::string_view>({"=1+1", "a,b", "\"quoted\"", "'", "back\\slash", "é ❤", "a/b?c=d&e",
                                     "%2F", "{}", "lcl:waste", "0", "true", "a  b"});

/// `event` with some of its facts changed, in ways that its kind allows.
void change(Event& event, std::mt19937_64& random) {
  const auto text = [&random] { return std::string(texts[random() % texts.size()]); };
  const auto digits = [&random] {
    return Decimal::from_scaled(static_cast<Decimal::Scaled>(random() % 999'999'999'999U + 1));
  };
  Facts& facts = event.facts;
  facts.occurred_at.milliseconds += static_cast<std::int64_t>(random() % 100'000'000'000U);
  if (random() % 2 == 0) event.private_facts.reference = text();
  if (facts.kind != EventKind::void_) facts.confirmed = random() % 4 == 0;
  for (Leg& leg : facts.legs) leg.distance_km = digits();
  switch (facts.kind) {
    case EventKind::collection:
      facts.model = text();
      facts.mass_kg = digits();
      facts.holder = static_cast<Holder>(random() % 3);
      break;
    case EventKind::reconditioning:
      facts.outcome = static_cast<Outcome>(random() % 3);
      facts.data_erasure = random() % 2 == 0;
      facts.data_erasure_standard = facts.data_erasure ? text() : "";
      facts.data_erasure_result =
          facts.data_erasure && random() % 2 == 0 ? ErasureResult::failed : ErasureResult::succeeded;
      event.private_facts.certificate = facts.data_erasure ? text() : "";
      break;
    case EventKind::resale:
      facts.channel = text();
      facts.warranty_months = static_cast<std::int64_t>(random() % 121);
      break;
    case EventKind::return_:
    case EventKind::void_:
      facts.reason = text();
      break;
    case EventKind::disposal:
      facts.route = text();
      break;
  }
}

}  // namespace

TEST_CASE("log writer: events with all of their fields, and with the fewest, come back from every format") {
  check_round_trip(events_in(full_events()));
  check_round_trip(events_in(bare_events()));
  check_round_trip(read_ndjson(file_text("samples/small.ndjson")).events);
}

TEST_CASE("log writer: identifiers come back as sure as they were") {
  const auto collection = [](std::string_view device) {
    return replaced(bare_events().front(), R"({"imei":"352099001761481"})", device);
  };
  check_round_trip(
      events_in({collection(R"({"imei":"35209900176148"})"), collection(R"({"imei":"3520990017614899"})"),
                 collection(R"({"imei":"1012345600002399"})"),
                 collection(R"({"imei":"35209900176148","imei2":"35000000000001"})"),
                 collection(R"({"imei":"352099001761481","imei2":"35000000000001"})"),
                 collection(R"({"imei":"35209900176148","manufacturer":"Apple","serial":"F2L"})"),
                 collection(R"({"manufacturer":"gtin80614141123458","serial":"6789"})"),
                 collection(R"({"manufacturer":"gtin80614141123459","serial":"6789"})"),
                 collection(R"({"manufacturer":"giai","serial":"0614141A1"})"),
                 collection(R"({"manufacturer":"Hewlett-Packard S.A.S.","serial":"pf-1a/2b"})")}));
}

TEST_CASE("log writer: whatever events are written come back from every format") {
  std::mt19937_64 random(seed());
  std::vector<Event> events;
  for (int round = 0; round < rounds(100); ++round) {
    for (const std::vector<std::string>* const lines : {&full_events(), &bare_events()}) {
      for (Event& event : events_in(*lines)) {
        change(event, random);
        events.push_back(std::move(event));
      }
    }
  }
  check_round_trip(events);
}

TEST_CASE("log writer: a document without events is one") {
  const Reading reading = read_log(written({}, LogFormat::epcis), LogFormat::epcis);
  CHECK(reading.words() == "");
  CHECK(reading.events.empty());
}
