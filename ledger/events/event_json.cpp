// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/event_json.hpp"

#include "ledger/events/device_identity.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

void MemberWriter::key(std::string_view name) {
  if (out_.back() != '{') out_.push_back(',');
  out_.push_back('"');
  out_.append(prefix_).append(name).append("\":");
}

void MemberWriter::text(std::string_view name, std::string_view text) {
  if (text.empty()) return;
  key(name);
  append_json_string(text, out_);
}

void MemberWriter::instant(std::string_view name, Instant instant) {
  key(name);
  out_.push_back('"');
  append_instant(instant, out_);
  out_.push_back('"');
}

void MemberWriter::quantity(std::string_view name, const Decimal& value) {
  key(name);
  const char* const quote = prefix_.empty() ? "" : "\"";
  out_ += quote;
  append_decimal(value, out_);
  out_ += quote;
}

void MemberWriter::whole(std::string_view name, std::uint64_t value) {
  key(name);
  out_ += std::to_string(value);
}

void MemberWriter::truth(std::string_view name, bool value) {
  key(name);
  out_ += value ? "true" : "false";
}

void MemberWriter::begin(std::string_view name, char bracket) {
  key(name);
  out_.push_back(bracket);
}

void MemberWriter::element() {
  if (out_.back() != '[') out_.push_back(',');
  out_.push_back('{');
}

std::string written_imei(std::string_view imei, bool checked) {
  std::string out(imei);
  if (!checked) {
    // Where 14 digits look like 15 that have lost a zero, two of a software version say that they have not.
    std::string normal;
    return normalise_imei(out, normal) ? out + "00" : out;
  }
  for (char digit = '0'; digit <= '9'; ++digit) {
    out.push_back(digit);
    if (passes_luhn(out)) return out;
    out.pop_back();
  }
  return out;
}

void append_device(const Event& event, MemberWriter& members) {
  const auto& [imei, imei2, manufacturer, serial] = event.identifiers;
  // Which of two has no check digit is not kept, as nothing depends on it.
  if (!imei.empty()) members.text("imei", written_imei(imei, event.unchecked_imeis == 0));
  if (!imei2.empty()) members.text("imei2", written_imei(imei2, event.unchecked_imeis < 2));
  members.text("manufacturer", manufacturer);
  members.text("serial", serial);
}

namespace {

void append_legs(const std::vector<Leg>& legs, MemberWriter& members) {
  if (legs.empty()) return;
  members.begin("legs", '[');
  for (const Leg& leg : legs) {
    members.element();
    members.text("mode", leg.mode);
    members.quantity("distance_km", leg.distance_km);
    members.end('}');
  }
  members.end(']');
}

void append_reconditioning(const Event& event, MemberWriter& members) {
  const Facts& facts = event.facts;
  members.text("outcome", word(facts.outcome));
  members.truth("functions_tested", facts.functions_tested);
  if (facts.data_erasure) {
    members.begin("data_erasure", '{');
    members.text("standard", facts.data_erasure_standard);
    if (facts.data_erasure_result != ErasureResult::succeeded)
      members.text("result", word(facts.data_erasure_result));
    members.text("certificate", event.private_facts.certificate);
    members.end('}');
  }
  if (!facts.parts.empty()) {
    members.begin("parts", '[');
    for (const Part& part : facts.parts) {
      members.element();
      members.text("part", part.part);
      members.whole("quantity", static_cast<std::uint64_t>(part.quantity));
      members.text("origin", word(part.origin));
      members.end('}');
    }
    members.end(']');
  }
  if (facts.energy_kwh) members.quantity("energy_kwh", *facts.energy_kwh);
}

}  // namespace

void append_facts(const Event& event, MemberWriter& members) {
  const Facts& facts = event.facts;
  members.text("participant", facts.participant);
  members.text("country", facts.country);
  append_legs(facts.legs, members);
  members.text("reference", event.private_facts.reference);
  if (facts.confirmed) members.truth("confirmed", true);
  switch (facts.kind) {
    case EventKind::collection:
      members.text("category", facts.category);
      members.text("model", facts.model);
      if (facts.mass_kg) members.quantity("mass_kg", *facts.mass_kg);
      members.text("holder", word(facts.holder));
      members.truth("waste", facts.waste);
      return;
    case EventKind::reconditioning:
      return append_reconditioning(event, members);
    case EventKind::resale:
      members.text("channel", facts.channel);
      members.text("grade", facts.grade);
      members.whole("warranty_months", static_cast<std::uint64_t>(facts.warranty_months));
      if (facts.packaging_kg) members.quantity("packaging_kg", *facts.packaging_kg);
      return;
    case EventKind::return_:
      members.text("reason", facts.reason);
      return;
    case EventKind::disposal:
      members.text("route", facts.route);
      return;
    case EventKind::void_:
      return;
  }
}

void append_void(const Facts& facts, MemberWriter& members) {
  members.text("reason", facts.reason);
  members.whole("voids", facts.voids);
}

void append_ndjson(const Event& event, std::string& out) {
  out.push_back('{');
  MemberWriter members({}, out);
  members.text("kind", word(event.facts.kind));
  members.instant("occurred_at", event.facts.occurred_at);
  members.begin("device", '{');
  append_device(event, members);
  members.end('}');
  append_facts(event, members);
  if (event.facts.kind == EventKind::void_) append_void(event.facts, members);
  out += "}\n";
}

}  // namespace lcl
