// SPDX-License-Identifier: Apache-2.0
// schemas/events/ and the readers hold each other: what the reader takes the
// schema takes, and what the schema takes the reader takes, but for what a JSON
// Schema cannot say.
#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>
#include <random>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "ledger/events/event_fields.hpp"
#include "ledger/events/ndjson_careful.hpp"
#include "ledger/events/payload.hpp"
#include "tests/events/log_text.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;
using namespace lcl::test;
using nlohmann::json;

namespace {

class Schema {
 public:
  explicit Schema(const std::string& name)
      : document_(json::parse(file_text("schemas/events/" + name + ".schema.json"))) {
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(document_), schema_);
  }
  [[nodiscard]] bool takes(const json& value) {
    return validator_.validate(schema_, valijson::adapters::NlohmannJsonAdapter(value), nullptr);
  }
  [[nodiscard]] const json& document() const { return document_; }

 private:
  json document_;
  valijson::Schema schema_;
  valijson::Validator validator_;
};

Schema& event_schema() {
  static Schema schema("event");
  return schema;
}
Schema& schema_of(std::size_t kind) {
  static std::deque<Schema> schemas = [] {
    std::deque<Schema> all;
    for (std::size_t i = 0; i < event_kinds; ++i)
      all.emplace_back(std::string(word(static_cast<EventKind>(i))));
    return all;
  }();
  return schemas[kind];
}

/// What a JSON Schema cannot say, so that only the reader refuses it.
bool is_beyond_schemas(const Refused& refused) {
  switch (refused.refusal) {
    case Refusal::imei_check_digit:
    case Refusal::imei_zero_lost:
    case Refusal::imei_reporting_body:
    case Refusal::junk_identifier:
    case Refusal::misplaced_identifier:
    case Refusal::malformed_siret:      // its check digit; that it is 14 digits the schema says
    case Refusal::malformed_timestamp:  // a day that does not exist, the year 0
    case Refusal::malformed_number:     // how a number is written: 1e2, -0, 24.0
    case Refusal::too_many_digits:      // a number's; of a text too, to keep the pattern readable
    case Refusal::duplicate_key:
      return true;
    // Controls beyond ASCII, and the Greek question mark, which NFC makes a semicolon: patterns are of the
    // text as it stands.
    case Refusal::malformed_text:
      return refused.message.find("\\u0085") != std::string::npos ||
             refused.message.find("\u037e") != std::string::npos;
    default:
      return false;
  }
}

/// Whether reader and schemas agree on `event`; where only the reader refuses it, each of its refusals must
/// be beyond schemas.
bool agree(const json& event) {
  Event ignored;
  std::vector<Refused> refused;
  read_ndjson_carefully(event.dump(), 1, ignored, refused);
  const bool reader_takes = refused.empty();
  const bool schema_takes = event_schema().takes(event);
  if (schema_takes && event.is_object()) {
    const auto kind = event_kind(event.at("kind").get<std::string>());
    for (std::size_t i = 0; i < event_kinds; ++i) {
      if (schema_of(i).takes(event) != (kind == static_cast<EventKind>(i))) return false;
    }
  }
  if (reader_takes || !schema_takes) return reader_takes == schema_takes;
  return std::all_of(refused.begin(), refused.end(), is_beyond_schemas);
}

/// Every place in `value` that something stands at, itself included.
void places(const json& value, const json::json_pointer& at, std::vector<json::json_pointer>& out) {
  out.push_back(at);
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) places(member, at / key, out);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) places(value[i], at / i, out);
  }
}

/// Values at and just beyond the bounds that fields have, and of every type.
const std::vector<json>& values() {
  static const std::vector<json> all = [] {
    std::vector<json> values = {nullptr,
                                true,
                                false,
                                json::array(),
                                json::object(),
                                json::array({json::object()}),
                                "",
                                "x",
                                " x",
                                "x ",
                                "a:b",
                                "a;b",
                                "true",
                                "FR",
                                "fr",
                                "FRA",
                                "352099001761481",
                                "35209900176148",
                                " 3520990017614823 ",
                                "3520990017614",
                                "35209900176148234",
                                "350000000000014",
                                "81234567800013",
                                "8123456780001",
                                "2026-02-02T09:15:00Z",
                                "2026-02-02t09:15:00.123z",
                                "2026-02-02 09:15:00+05:30",
                                "2026-02-30T09:15:00Z",
                                "2026-02-02T09:15:00",
                                "2026-02-02T24:00:00Z",
                                "2026-02-02T09:15:00.1234Z",
                                "2026-13-01T00:00:00Z",
                                "2026-02-02",
                                "collection",
                                "resale",
                                "void",
                                "consumer",
                                "administration",
                                "recycled",
                                "for_parts",
                                "new",
                                "reused",
                                "S/N:1",
                                "tab\t",
                                "\x7F",
                                "\u00e9cran",
                                "e\u0301",
                                "\u0085",
                                "\u037e",
                                "NaN",
                                "+1",
                                "-1",
                                "-0",
                                "01",
                                ".5",
                                "5.",
                                "1e2",
                                "1,5",
                                "0",
                                "0.0",
                                "0.00",
                                "0.50",
                                "00"};
    for (const std::int64_t number : {-1, 0, 1, 2, 99, 100, 101, 119, 120, 121, 999, 1000, 1001, 9999, 10000,
                                      10001, 49999, 50000, 50001}) {
      values.push_back(number);
      values.push_back(std::to_string(number));
      values.push_back(std::to_string(number) + ".000");
      values.push_back(std::to_string(number) + ".000000001");
      values.push_back(std::to_string(number) + ".9");
    }
    values.push_back(std::int64_t{9007199254740991});
    values.push_back(std::int64_t{9007199254740992});
    values.push_back(0.5);
    values.push_back(1000.5);
    values.push_back(24.0);
    for (const std::size_t size : {std::size_t{63}, std::size_t{64}, std::size_t{65}, std::size_t{127},
                                   std::size_t{128}, std::size_t{129}}) {
      values.push_back(std::string(size, 'x'));
      std::string wide;
      for (std::size_t i = 0; i < size; ++i) wide += "\u00e9";
      values.push_back(wide);
    }
    for (const std::size_t size : {std::size_t{32}, std::size_t{33}})
      values.push_back(json(size, json{{"mode", "van"}, {"distance_km", 1}}));
    for (const std::size_t size : {std::size_t{64}, std::size_t{65}})
      values.push_back(json(size, json{{"part", "key"}, {"quantity", 1}, {"origin", "new"}}));
    return values;
  }();
  return all;
}

std::vector<json> good_events() {
  std::vector<json> events;
  for (const auto* lines : {&full_events(), &bare_events()}) {
    for (const std::string& line : *lines) events.push_back(json::parse(line));
  }
  return events;
}

/// `event` with one thing changed: a value put elsewhere, dropped, added or wrapped.
json mutation(json event, std::mt19937& random) {
  std::vector<json::json_pointer> all;
  places(event, json::json_pointer(), all);
  const json::json_pointer at = all[random() % all.size()];
  json& value = event.at(at);
  const json& other = values()[random() % values().size()];
  const auto field = static_cast<Field>(random() % field_count);
  const std::string path(rule(field).path);
  const std::string name = path.substr(path.find_last_of('.') + 1);
  switch (random() % 6) {
    case 0:
      if (!at.empty() && event.at(at.parent_pointer()).is_object())
        event.at(at.parent_pointer()).erase(at.back());
      return event;
    case 1:
      if (value.is_object()) value[random() % 8 == 0 ? "unknown" : name] = other;
      return event;
    case 2:
      value = json::array({value});
      return event;
    case 3:
      value = json{{name, value}};
      return event;
    default:
      value = other;
      return event;
  }
}

}  // namespace

TEST_CASE("schemas: good events are taken by the schema of all events, and by that of their kind alone") {
  for (const json& event : good_events()) {
    CAPTURE(event.dump());
    CHECK(event_schema().takes(event));
    CHECK(agree(event));
  }
}

TEST_CASE("schemas: the sample logs are taken, line by line") {
  std::istringstream lines(file_text("samples/small.ndjson"));
  for (std::string line; std::getline(lines, line);) CHECK(event_schema().takes(json::parse(line)));
}

TEST_CASE("schemas: reader and schemas agree on every value in every place of an event") {
  for (const json& event : good_events()) {
    std::vector<json::json_pointer> all;
    places(event, json::json_pointer(), all);
    for (const json::json_pointer& at : all) {
      for (const json& value : values()) {
        json changed = event;
        changed.at(at) = value;
        if (agree(changed)) continue;
        CAPTURE(changed.dump());
        CAPTURE(read_ndjson(changed.dump()).words());
        REQUIRE_MESSAGE(false, "reader and schemas disagree");
      }
    }
  }
}

TEST_CASE("schemas: reader and schemas agree on events changed at random") {
  std::mt19937 random(seed());
  const std::vector<json> events = good_events();
  int taken = 0;
  for (int round = 0; round < 4000; ++round) {
    json event = mutation(events[random() % events.size()], random);
    if (random() % 3 == 0) event = mutation(event, random);
    if (event_schema().takes(event)) ++taken;
    if (agree(event)) continue;
    CAPTURE(event.dump());
    CAPTURE(read_ndjson(event.dump()).words());
    REQUIRE_MESSAGE(false, "reader and schemas disagree");
  }
  CHECK(taken > 100);
  CHECK(taken < 3000);
}

TEST_CASE("schemas: the schema of a kind is that kind's part of the schema of all events") {
  const json& all = event_schema().document().at("definitions");
  CHECK(event_schema().document().at("oneOf").size() == event_kinds);
  for (std::size_t i = 0; i < event_kinds; ++i) {
    json one = schema_of(i).document();
    const json definitions = one.at("definitions");
    one.erase("definitions");
    one.erase("$schema");
    CHECK(one == all.at(std::string(word(static_cast<EventKind>(i)))));
    for (const auto& [name, definition] : definitions.items()) CHECK(definition == all.at(name));
  }
}

TEST_CASE("schemas: every field has a title and a description for people") {
  for (const char* name : {"event", "payload"}) {
    const json document = json::parse(file_text("schemas/events/" + std::string(name) + ".schema.json"));
    for (const auto& member : document.at("definitions").items()) {
      const std::string defined = member.key();
      const json& definition = member.value();
      CAPTURE(defined);
      CHECK(definition.contains("title"));
      CHECK(definition.contains("description"));
      if (!definition.contains("properties")) continue;
      CHECK(definition.at("additionalProperties") == false);
      for (const auto& described : definition.at("properties").items()) {
        const std::string field = described.key();
        const json& property = described.value();
        CAPTURE(field);
        CHECK(
            (property.contains("$ref") || (property.contains("title") && property.contains("description"))));
      }
    }
  }
}

TEST_CASE("schemas: payloads are taken as they are written, and refused where their reader refuses them") {
  Schema schema("payload");
  std::mt19937 random(seed());
  PayloadReader reader;
  EventPayload back;
  int taken = 0;
  for (const json& event : good_events()) {
    EventPayload payload;
    payload.facts = read_ndjson(event.dump()).events.at(0).facts;
    if (payload.facts.kind == EventKind::collection) payload.identity = sha256("identity");
    payload.unchecked = static_cast<Unchecked>(random() % 3);
    if (random() % 2 == 0) payload.private_part = sha256("private");
    std::string bytes;
    append_payload(payload, bytes);
    const json good = json::parse(bytes);
    CHECK(schema.takes(good));
    for (int round = 0; round < 150; ++round) {
      const json changed = mutation(good, random);
      // dump() sorts its keys, and all are ASCII: it is canonical.
      std::string faults;
      bool read = false;
      for (std::size_t i = 0; i < event_kinds && !read; ++i) {
        const char* const fault = reader.read(static_cast<EventKind>(i), changed.dump(), back);
        read = fault == nullptr;
        if (!read) faults += fault;
      }
      CAPTURE(changed.dump());
      if (read) {
        ++taken;
        CHECK(schema.takes(changed));
      } else if (schema.takes(changed)) {
        // Check digits, days that do not exist, controls beyond ASCII, and a number that is whole but has a
        // point.
        const std::string text = changed.dump();
        CHECK((faults.find("participant") != std::string_view::npos ||
               text.find("02-30") != std::string::npos || text.find("\u0085") != std::string::npos ||
               text.find("\u037e") != std::string::npos || text.find("24.0") != std::string::npos));
      }
    }
  }
  CHECK(taken > 100);
}
