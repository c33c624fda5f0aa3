// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/event.hpp"

#include <doctest/doctest.h>

#include "ledger/events/event_fields.hpp"

using namespace lcl;

TEST_CASE("event: the words of kinds are those of the formats, and none but these") {
  CHECK(word(EventKind::return_) == "return");
  CHECK(word(EventKind::void_) == "void");
  for (const char* name : {"collection", "reconditioning", "resale", "return", "disposal", "void"}) {
    REQUIRE(event_kind(name));
    CHECK(word(*event_kind(name)) == name);
  }
  CHECK_FALSE(event_kind("Collection"));
  CHECK_FALSE(event_kind(""));
  CHECK_FALSE(event_kind("void_"));
}

TEST_CASE("event: the words of holders, outcomes and origins are read back") {
  for (const char* name : {"consumer", "business", "administration"}) CHECK(word(*holder(name)) == name);
  for (const char* name : {"reconditioned", "for_parts", "recycled"}) CHECK(word(*outcome(name)) == name);
  for (const char* name : {"new", "reused"}) CHECK(word(*part_origin(name)) == name);
  CHECK_FALSE(holder("reused"));
  CHECK_FALSE(outcome("refurbished"));
  CHECK_FALSE(part_origin("new_"));
}

TEST_CASE("event: every field is found by its name in the object it stands in, and nothing else is") {
  for (std::size_t i = 0; i < field_count; ++i) {
    const auto field = static_cast<Field>(i);
    const std::string_view path = rule(field).path;
    const std::size_t dot = path.find('.');
    const std::string_view outer = path.substr(0, path.find_first_of(".["));
    CAPTURE(path);
    REQUIRE(member(FieldScope::event, outer));
    if (dot == std::string_view::npos) {
      CHECK(member(FieldScope::event, outer) == field);
    } else {
      CHECK(member(scope_of(*member(FieldScope::event, outer)), path.substr(dot + 1)) == field);
    }
  }
  for (const char* name :
       {"", "k", "kinds", "Kind", "imei", "seq", "participantx", "a name longer than any"}) {
    CHECK_FALSE(member(FieldScope::event, name));
  }
}

TEST_CASE("event: clearing leaves an event as a new one") {
  Event event;
  event.line = 7;
  event.facts.kind = EventKind::void_;
  event.facts.occurred_at = {1};
  event.facts.legs.push_back({"van", Decimal(1)});
  event.facts.parts.push_back({"battery", 1, PartOrigin::reused});
  event.facts.mass_kg = event.facts.energy_kwh = event.facts.packaging_kg = Decimal(1);
  event.facts.holder = Holder::business;
  event.facts.outcome = Outcome::recycled;
  event.facts.waste = event.facts.functions_tested = event.facts.data_erasure = true;
  event.facts.warranty_months = 3;
  event.facts.voids = 4;
  for (std::string* text :
       {&event.facts.participant, &event.facts.country, &event.facts.category, &event.facts.model,
        &event.facts.data_erasure_standard, &event.facts.channel, &event.facts.grade, &event.facts.reason,
        &event.facts.route, &event.identifiers.imei, &event.identifiers.imei2,
        &event.identifiers.manufacturer, &event.identifiers.serial, &event.private_facts.reference,
        &event.private_facts.certificate}) {
    *text = "set";
  }
  clear(event);
  CHECK(event == Event{});
}
