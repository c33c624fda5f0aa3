// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/payload.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "ledger/values/json.hpp"
#include "tests/events/log_text.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

EventPayload payload_of(const std::string& line) {
  const Reading reading = read_ndjson(line);
  REQUIRE(reading.words() == "");
  EventPayload payload;
  payload.facts = reading.events.at(0).facts;
  for (std::size_t i = 0; i < payload.salt.size(); ++i) payload.salt[i] = static_cast<std::uint8_t>(i);
  if (payload.facts.kind == EventKind::collection) {
    payload.identity = sha256("identity");
    payload.unchecked = reading.events.at(0).unchecked();
  }
  if (!reading.events.at(0).private_facts.empty()) payload.private_part = sha256("private");
  return payload;
}

std::string written(const EventPayload& payload) {
  std::string bytes;
  append_payload(payload, bytes);
  return bytes;
}

/// What the reader says of `bytes`; empty if it takes them.
std::string fault(EventKind kind, std::string_view bytes) {
  PayloadReader reader;
  EventPayload payload;
  const char* const fault = reader.read(kind, bytes, payload);
  return fault == nullptr ? "" : fault;
}

bool same(const EventPayload& a, const EventPayload& b) {
  return a.facts == b.facts && a.salt == b.salt && a.identity == b.identity &&
         a.private_part == b.private_part && a.unchecked == b.unchecked;
}

std::vector<std::string> all_events() {
  std::vector<std::string> all = full_events();
  all.insert(all.end(), bare_events().begin(), bare_events().end());
  return all;
}

}  // namespace

TEST_CASE("payload: a collection's is written as the format has it") {
  CHECK(
      written(payload_of(full_events()[0])) ==
      R"({"category":"smartphone","country":"FR","holder":"consumer",)"
      // printf identity | sha256sum
      R"("identity":"689f6a627384c7dcb2dcc1487e540223e77bdf9dcd0d8be8a326eda65b0ce9a4",)"
      R"("legs":[{"distance_km":"120","mode":"van"},{"distance_km":"8000.5","mode":"container_ship"}],)"
      R"("mass_kg":"0.194","model":"iPhone 11 64 GB","occurred_at":"2026-02-02T09:15:00.000Z","participant":"81234567800013",)"
      // printf private | sha256sum
      R"("private":"715dc8493c36579a5b116995100f635e3572fdf8703e708ef1a08d943b36774e",)"
      R"("salt":"000102030405060708090a0b0c0d0e0f","waste":false})");
}

TEST_CASE("payload: a collection says where no check digit vouches for its device") {
  const auto unchecked = [](const std::string& identifiers) {
    const EventPayload payload = payload_of(replaced(
        full_events()[0],
        R"({"imei":"352099001761481","imei2":"350000000000014","manufacturer":"Apple","serial":"F2LXK0ABN70M"})",
        identifiers));
    const std::string bytes = written(payload);
    const std::size_t at = bytes.find("\"unchecked\":");
    return at == std::string::npos ? std::string() : bytes.substr(at, bytes.find(',', at) - at);
  };
  CHECK(unchecked(R"({"imei":"356741081234568"})").empty());
  CHECK(unchecked(R"({"imei":"356741081234568","imei2":"35000000000001"})").empty());
  CHECK(unchecked(R"({"imei":"35674108123456"})") == R"("unchecked":"imei")");
  CHECK(unchecked(R"({"imei":"3567410812345601"})") == R"("unchecked":"imei")");
  CHECK(unchecked(R"({"manufacturer":"Apple","serial":"C39VK2XWJCLP"})") == R"("unchecked":"serial")");
}

TEST_CASE("payload: what is absent is left out") {
  CHECK(
      written(payload_of(bare_events()[1])) ==
      R"({"country":"FR","functions_tested":false,"occurred_at":"2026-02-06T14:05:00.000Z","outcome":"for_parts",)"
      R"("participant":"81234567800013","salt":"000102030405060708090a0b0c0d0e0f"})");
  CHECK(
      written(payload_of(bare_events()[5])) ==
      R"({"country":"FR","occurred_at":"2026-03-02T08:00:00.000Z","participant":"81234567800013","reason":"typing error",)"
      R"("salt":"000102030405060708090a0b0c0d0e0f","voids":0})");
}

TEST_CASE("payload: every kind's is canonical JSON by another writer, and read back as it was") {
  for (const std::string& line : all_events()) {
    const EventPayload payload = payload_of(line);
    const std::string bytes = written(payload);
    CAPTURE(bytes);
    CHECK(bytes == canonical(nlohmann::json::parse(bytes)));
    PayloadReader reader;
    EventPayload back;
    REQUIRE(reader.read(payload.facts.kind, bytes, back) == nullptr);
    CHECK(same(back, payload));
    std::string scratch;
    CHECK(is_canonical_payload(back, bytes, scratch));
    CHECK_FALSE(is_canonical_payload(back, bytes + " ", scratch));
  }
}

TEST_CASE("payload: quotes, backslashes and other alphabets in texts are read back as they were") {
  for (const char* text : {"13\\\" \\\\ noir", "t\u00e9l\u00e9phone \u00e9cran", "\u624b\u6a5f \U0001F4F1"}) {
    const EventPayload payload = payload_of(replaced(full_events()[0], "iPhone 11 64 GB", text));
    const std::string bytes = written(payload);
    CHECK(bytes == canonical(nlohmann::json::parse(bytes)));
    PayloadReader reader;
    EventPayload back;
    REQUIRE(reader.read(EventKind::collection, bytes, back) == nullptr);
    CHECK(same(back, payload));
  }
}

TEST_CASE("payload: a reader that is used again keeps nothing of what it read before") {
  PayloadReader reader;
  EventPayload back;
  for (const std::string& first : all_events()) {
    for (const std::string& second : all_events()) {
      const EventPayload a = payload_of(first);
      const EventPayload b = payload_of(second);
      REQUIRE(reader.read(a.facts.kind, written(a), back) == nullptr);
      REQUIRE(reader.read(b.facts.kind, written(b), back) == nullptr);
      CHECK(same(back, b));
    }
  }
}

TEST_CASE("payload: one kind's is not taken for another's") {
  for (const std::string& line : all_events()) {
    const EventPayload payload = payload_of(line);
    const std::string bytes = written(payload);
    for (std::size_t i = 0; i < event_kinds; ++i) {
      const auto kind = static_cast<EventKind>(i);
      CHECK(fault(kind, bytes).empty() == (kind == payload.facts.kind));
    }
  }
}

TEST_CASE("payload: what is not as the format has it is a fault, and is named") {
  const std::string good = written(payload_of(full_events()[1]));
  REQUIRE(fault(EventKind::reconditioning, good) == "");
  struct Case {
    const char* what;
    const char* with;
    const char* fault;
  };
  for (const Case& one :
       {Case{"{\"country\":\"FR\",", "{", "the payload has no country in its place"},
        {"\"country\":\"FR\",", "\"country\":\"FR\",\"country\":\"FR\",",
         "the payload has no functions_tested in its place"},
        {"{\"country\"", "{ \"country\"", "the payload has no country in its place"},
        {"{\"country\"", "[\"country\"", "the payload is not a JSON object"},
        {"\"country\":\"FR\"", "\"country\":\"fr\"",
         "the payload's value of country is not as its schema has it"},
        {"\"energy_kwh\":\"0.35\"", "\"energy_kwh\":\"0.350\"",
         "the payload's value of energy_kwh is not as its schema has it"},
        {"\"energy_kwh\":\"0.35\"", "\"energy_kwh\":0.35",
         "the payload's value of energy_kwh is not as its schema has it"},
        {"\"energy_kwh\":\"0.35\"", "\"energy_kwh\":\"10001\"",
         "the payload's value of energy_kwh is not as its schema has it"},
        {"\"functions_tested\":true", "\"functions_tested\":\"true\"",
         "the payload's value of functions_tested is not as its schema has it"},
        {"14:05:00.000Z", "14:05:00Z", "the payload's value of occurred_at is not as its schema has it"},
        {"2026-02-06T14:05:00.000Z", "2026-02-06 14:05:00.000Z",
         "the payload's value of occurred_at is not as its schema has it"},
        {"2026-02-06", "2026-02-30", "the payload's value of occurred_at is not as its schema has it"},
        {"\"quantity\":2", "\"quantity\":2.0",
         "the payload's value of parts[].quantity is not as its schema has it"},
        {"\"quantity\":2", "\"quantity\":0",
         "the payload's value of parts[].quantity is not as its schema has it"},
        {"\"mode\":\"van\"", "\"mode\":\"v:n\"",
         "the payload's value of legs[].mode is not as its schema has it"},
        {"\"mode\":\"van\"", "\"mode\":\"v\\u0061n\"",
         "the payload's value of legs[].mode is not as its schema has it"},
        {"[{\"distance_km\":\"12.5\",\"mode\":\"van\"}]", "[]", "the payload is not a JSON object"},
        {"[{\"distance_km\":\"12.5\",\"mode\":\"van\"}]", "{}",
         "the payload's legs are not a list as its schema has it"},
        {"{\"standard\":\"NIST SP 800-88 Purge\"}", "{}",
         "the payload has no data_erasure.standard in its place"},
        {"\"salt\":\"00", "\"salt\":\"0A", "the payload's salt is not 32 lower-case hex digits in its place"},
        {"\"salt\":\"00", "\"salt\":\"", "the payload's salt is not 32 lower-case hex digits in its place"},
        {"\"private\":\"7", "\"private\":\"g",
         "the payload's digest of the private part is not 64 lower-case hex digits"},
        {"0f\"}", "0f\",\"zone\":1}", "the payload has a field that is unknown or out of order"},
        {"0f\"}", "0f\"}\n", "the payload goes on behind its end"},
        {"0f\"}", "0f\"", "the payload has a field that is unknown or out of order"}}) {
    CHECK(fault(EventKind::reconditioning, replaced(good, one.what, one.with)) == one.fault);
  }
  CHECK(fault(EventKind::reconditioning, "") == "the payload is not a JSON object");
}

TEST_CASE("payload: a text that is not in NFC is read, but is not canonical") {
  const std::string bytes = replaced(written(payload_of(full_events()[0])), "iPhone", "te\u0301le\u0301");
  PayloadReader reader;
  EventPayload back;
  std::string scratch;
  REQUIRE(reader.read(EventKind::collection, bytes, back) == nullptr);
  CHECK_FALSE(is_canonical_payload(back, bytes, scratch));
}

TEST_CASE("payload: plain are those without a backslash and any byte that is not ASCII") {
  std::string bytes = written(payload_of(replaced(full_events()[0], "iPhone 11 64 GB", "phone")));
  REQUIRE(is_plain_payload(bytes));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const char c : {'\\', '\x80', '\xFF'}) {
      const char kept = std::exchange(bytes[at], c);
      REQUIRE_FALSE(is_plain_payload(bytes));
      bytes[at] = kept;
    }
  }
}

TEST_CASE("payload: lists of more than 32 legs or 64 parts are faults") {
  EventPayload payload = payload_of(full_events()[1]);
  payload.facts.legs.assign(32, {"van", Decimal(1)});
  payload.facts.parts.assign(64, {"key", 1, PartOrigin::new_});
  CHECK(fault(EventKind::reconditioning, written(payload)) == "");
  payload.facts.legs.emplace_back(Leg{"van", Decimal(1)});
  CHECK(fault(EventKind::reconditioning, written(payload)) ==
        "the payload's legs are not a list as its schema has it");
  payload.facts.legs.pop_back();
  payload.facts.parts.emplace_back(Part{"key", 1, PartOrigin::new_});
  CHECK(fault(EventKind::reconditioning, written(payload)) ==
        "the payload's parts are not a list as its schema has it");
}

TEST_CASE("payload: of bytes changed at random, none but the writer's own are taken as canonical") {
  std::mt19937 random(seed());
  PayloadReader reader;
  EventPayload back;
  std::string scratch;
  std::size_t taken = 0;
  std::size_t plain = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::vector<std::string> events = all_events();
    static const std::vector<EventPayload> payloads = [&] {
      std::vector<EventPayload> all;
      for (const std::string& line : events) all.push_back(payload_of(line));
      return all;
    }();
    const EventPayload& payload = payloads[random() % payloads.size()];
    std::string bytes = written(payload);
    const std::size_t at = random() % bytes.size();
    switch (random() % 3) {
      case 0:
        bytes[at] = static_cast<char>(random());
        break;
      case 1:
        bytes.erase(at, random() % 4 + 1);
        break;
      default:
        bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 20));
        break;
    }
    if (reader.read(payload.facts.kind, bytes, back) != nullptr) continue;
    const bool is_canonical = is_canonical_payload(back, bytes, scratch);
    if (is_plain_payload(bytes)) {
      ++plain;
      REQUIRE(is_canonical);
    }
    if (!is_canonical) continue;
    ++taken;
    REQUIRE(nlohmann::json::accept(bytes));
    REQUIRE(canonical(nlohmann::json::parse(bytes)) == bytes);
  }
  CHECK(plain > 100);
  CHECK(taken > 100);  // a digit of a figure or a letter of a text: another payload, as good
}

TEST_CASE("payload: the private part holds what there is of certificate and reference, and its salt") {
  Salt salt{};
  salt[15] = 0xAB;
  std::string bytes;
  append_private_part({"REF \"1\"", "BL-4711"}, salt, bytes);
  CHECK(bytes ==
        R"({"certificate":"BL-4711","reference":"REF \"1\"","salt":"000000000000000000000000000000ab"})");
  bytes.clear();
  append_private_part({"", "BL-4711"}, salt, bytes);
  CHECK(bytes == R"({"certificate":"BL-4711","salt":"000000000000000000000000000000ab"})");
}
