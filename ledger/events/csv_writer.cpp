// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/csv_writer.hpp"

#include <string_view>

#include "ledger/events/event_fields.hpp"
#include "ledger/events/event_json.hpp"

namespace lcl {
namespace {

std::string decimal_cell(const std::optional<Decimal>& value) {
  return value ? to_string(*value) : std::string();
}
std::string truth_cell(bool value) { return value ? "true" : "false"; }

std::string legs_cell(const std::vector<Leg>& legs) {
  std::string out;
  for (const Leg& leg : legs) {
    if (!out.empty()) out.push_back(';');
    out.append(leg.mode).append(":").append(to_string(leg.distance_km));
  }
  return out;
}

std::string parts_cell(const std::vector<Part>& parts) {
  std::string out;
  for (const Part& part : parts) {
    if (!out.empty()) out.push_back(';');
    out.append(part.part)
        .append(":")
        .append(std::to_string(part.quantity))
        .append(":")
        .append(word(part.origin));
  }
  return out;
}

/// What stands in the column of `field`, which the event's kind has.
std::string cell(Field field, const Event& event) {
  const Facts& facts = event.facts;
  const Identifiers& own = event.identifiers;
  switch (field) {
    case Field::kind:
      return std::string(word(facts.kind));
    case Field::imei:
      return own.imei.empty() ? std::string() : written_imei(own.imei, event.unchecked_imeis == 0);
    case Field::imei2:
      return own.imei2.empty() ? std::string() : written_imei(own.imei2, event.unchecked_imeis < 2);
    case Field::manufacturer:
      return own.manufacturer;
    case Field::serial:
      return own.serial;
    case Field::occurred_at:
      return to_string(facts.occurred_at);
    case Field::participant:
      return facts.participant;
    case Field::country:
      return facts.country;
    case Field::legs:
      return legs_cell(facts.legs);
    case Field::reference:
      return event.private_facts.reference;
    case Field::confirmed:
      return facts.confirmed ? "true" : "";
    case Field::category:
      return facts.category;
    case Field::model:
      return facts.model;
    case Field::mass_kg:
      return decimal_cell(facts.mass_kg);
    case Field::holder:
      return std::string(word(facts.holder));
    case Field::waste:
      return truth_cell(facts.waste);
    case Field::outcome:
      return std::string(word(facts.outcome));
    case Field::functions_tested:
      return truth_cell(facts.functions_tested);
    case Field::data_erasure_standard:
      return facts.data_erasure_standard;
    case Field::data_erasure_result:
      return facts.data_erasure_result == ErasureResult::failed ? std::string(word(facts.data_erasure_result))
                                                                : "";
    case Field::data_erasure_certificate:
      return event.private_facts.certificate;
    case Field::parts:
      return parts_cell(facts.parts);
    case Field::energy_kwh:
      return decimal_cell(facts.energy_kwh);
    case Field::channel:
      return facts.channel;
    case Field::grade:
      return facts.grade;
    case Field::warranty_months:
      return std::to_string(facts.warranty_months);
    case Field::packaging_kg:
      return decimal_cell(facts.packaging_kg);
    case Field::reason:
      return facts.reason;
    case Field::route:
      return facts.route;
    case Field::voids:
      return std::to_string(facts.voids);
    default:
      return {};
  }
}

void append_log_cell(std::string_view text, std::string& out) {
  const bool plain = text.find_first_of(",\"\r\n") == std::string_view::npos;
  if (plain) {
    out += text;
    return;
  }
  out.push_back('"');
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

}  // namespace

void append_csv_log_header(std::string& out) {
  for (std::size_t i = 0; i < field_count; ++i) {
    const auto field = static_cast<Field>(i);
    if (!is_column(field)) continue;
    if (i > 0) out.push_back(',');
    out += rule(field).path;
  }
  out.push_back('\n');
}

void append_csv(const Event& event, std::string& out) {
  const auto of_kind = static_cast<KindSet>(1U << static_cast<unsigned>(event.facts.kind));
  for (std::size_t i = 0; i < field_count; ++i) {
    const auto field = static_cast<Field>(i);
    if (!is_column(field)) continue;
    if (i > 0) out.push_back(',');
    if ((rule(field).has & of_kind) != 0) append_log_cell(cell(field, event), out);
  }
  out.push_back('\n');
}

}  // namespace lcl
