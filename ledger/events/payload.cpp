// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/payload.hpp"

#include <fmt/format.h>

#include "ledger/values/encoding.hpp"
#include "ledger/values/json.hpp"

namespace lcl {
namespace {

/// Writes the members of one JSON object; the caller gives them in canonical order.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_.push_back('{'); }
  void close() { out_.push_back('}'); }

  std::string& key(std::string_view name) {
    out_.append(first_ ? "\"" : ",\"").append(name).append("\":");
    first_ = false;
    return out_;
  }
  void text(std::string_view name, std::string_view value) { append_json_string(value, key(name)); }
  void text_if_any(std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
  }
  /// A value whose characters need no escape.
  void plain(std::string_view name, std::string_view value) {
    key(name).append("\"").append(value).append("\"");
  }
  void truth(std::string_view name, bool value) { key(name).append(value ? "true" : "false"); }
  template <typename Integer>
  void whole(std::string_view name, Integer value) {
    key(name).append(fmt::format_int(value).c_str());
  }
  void quantity(std::string_view name, const Decimal& value) {
    append_decimal(value, key(name).append("\""));
    out_.push_back('"');
  }
  void quantity_if_any(std::string_view name, const std::optional<Decimal>& value) {
    if (value) quantity(name, *value);
  }
  void bytes(std::string_view name, Bytes value) {
    append_hex(value, key(name).append("\""));
    out_.push_back('"');
  }

 private:
  std::string& out_;
  bool first_ = true;
};

/// Writes `list` as an array, each element by `write`; nothing if it is empty.
template <typename Element, typename Write>
void append_list(ObjectWriter& object, std::string_view name, const std::vector<Element>& list, Write write) {
  if (list.empty()) return;
  std::string& out = object.key(name);
  char separator = '[';
  for (const Element& element : list) {
    out.push_back(separator);
    separator = ',';
    ObjectWriter writer(out);
    write(writer, element);
    writer.close();
  }
  out.push_back(']');
}

void append_legs(ObjectWriter& object, const std::vector<Leg>& legs) {
  append_list(object, "legs", legs, [](ObjectWriter& writer, const Leg& leg) {
    writer.quantity("distance_km", leg.distance_km);
    writer.text("mode", leg.mode);
  });
}

void append_parts(ObjectWriter& object, const std::vector<Part>& parts) {
  append_list(object, "parts", parts, [](ObjectWriter& writer, const Part& part) {
    writer.plain("origin", word(part.origin));
    writer.text("part", part.part);
    writer.whole("quantity", part.quantity);
  });
}

}  // namespace

// The keys of all kinds in canonical order; each kind writes those that it has.
void append_payload(const EventPayload& payload, std::string& out) {
  const Facts& facts = payload.facts;
  const auto is = [&facts](EventKind kind) { return facts.kind == kind; };
  const bool collection = is(EventKind::collection);
  const bool reconditioning = is(EventKind::reconditioning);
  const bool resale = is(EventKind::resale);

  ObjectWriter object(out);
  if (collection) object.text("category", facts.category);
  if (resale) object.text_if_any("channel", facts.channel);
  if (facts.confirmed) object.truth("confirmed", true);
  object.plain("country", facts.country);
  if (reconditioning && facts.data_erasure) {
    ObjectWriter erasure(object.key("data_erasure"));
    if (!facts.data_erased()) erasure.plain("result", word(facts.data_erasure_result));
    erasure.text("standard", facts.data_erasure_standard);
    erasure.close();
  }
  if (reconditioning) object.quantity_if_any("energy_kwh", facts.energy_kwh);
  if (reconditioning) object.truth("functions_tested", facts.functions_tested);
  if (resale) object.text_if_any("grade", facts.grade);
  if (collection) object.plain("holder", word(facts.holder));
  if (collection && payload.identity) object.bytes("identity", payload.identity->bytes);
  append_legs(object, facts.legs);
  if (collection) object.quantity_if_any("mass_kg", facts.mass_kg);
  if (collection) object.text_if_any("model", facts.model);
  append_instant(facts.occurred_at, object.key("occurred_at").append("\""));
  out.push_back('"');
  if (reconditioning) object.plain("outcome", word(facts.outcome));
  if (resale) object.quantity_if_any("packaging_kg", facts.packaging_kg);
  object.plain("participant", facts.participant);
  if (reconditioning) append_parts(object, facts.parts);
  if (payload.private_part) object.bytes("private", payload.private_part->bytes);
  if (is(EventKind::return_) || is(EventKind::void_)) object.text_if_any("reason", facts.reason);
  if (is(EventKind::disposal)) object.text("route", facts.route);
  object.bytes("salt", payload.salt);
  if (collection && payload.unchecked != Unchecked::nothing)
    object.plain("unchecked", word(payload.unchecked));
  if (is(EventKind::void_)) object.whole("voids", facts.voids);
  if (resale) object.whole("warranty_months", facts.warranty_months);
  if (collection) object.truth("waste", facts.waste);
  object.close();
}

void append_private_part(const PrivateFacts& facts, const Salt& salt, std::string& out) {
  ObjectWriter object(out);
  object.text_if_any("certificate", facts.certificate);
  object.text_if_any("reference", facts.reference);
  object.bytes("salt", salt);
  object.close();
}

bool is_plain_payload(std::string_view bytes) noexcept {
  std::uint8_t found = 0;  // no early exit, so that compilers look at many bytes at once
  for (const char c : bytes) {
    const std::uint8_t not_ascii = static_cast<std::uint8_t>(c) & 0x80U;
    found = static_cast<std::uint8_t>(found | not_ascii | (c == '\\' ? 1U : 0U));
  }
  return found == 0;
}

bool is_canonical_payload(const EventPayload& payload, std::string_view bytes, std::string& scratch) {
  scratch.clear();
  append_payload(payload, scratch);
  return scratch == bytes;
}

}  // namespace lcl
