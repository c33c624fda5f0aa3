// SPDX-License-Identifier: Apache-2.0
#include "samples/generator/writer.hpp"

#include "ledger/values/json.hpp"

namespace lcl::samples {
namespace {

using Kind = SampleEvent::Kind;

std::string_view word(Kind kind) {
  switch (kind) {
    case Kind::collection:
      return "collection";
    case Kind::reconditioning:
      return "reconditioning";
    case Kind::resale:
      return "resale";
    case Kind::return_:
      return "return";
    case Kind::disposal:
      return "disposal";
  }
  return {};
}

std::string_view word(bool truth) { return truth ? "true" : "false"; }

/// Shortest plain form: 120, 0.25.
void append_thousandths(Thousandths value, std::string& out) {
  out += std::to_string(value / 1000);
  Thousandths fraction = value % 1000;
  if (fraction == 0) return;
  out += '.';
  for (Thousandths digit = 100; fraction != 0; digit /= 10) {
    out += static_cast<char>('0' + fraction / digit);
    fraction %= digit;
  }
}

void append_key(std::string_view key, std::string& out) {
  if (out.back() != '{') out += ',';
  out += '"';
  out += key;
  out += "\":";
}

void append_text(std::string_view key, std::string_view text, std::string& out) {
  append_key(key, out);
  append_json_string(text, out);
}

void append_quantity(std::string_view key, Thousandths value, std::string& out) {
  append_key(key, out);
  append_thousandths(value, out);
}

void append_truth(std::string_view key, bool truth, std::string& out) {
  append_key(key, out);
  out += word(truth);
}

void append_device(const Device& device, std::string& out) {
  append_key("device", out);
  out += '{';
  if (!device.imei.empty()) append_text("imei", device.imei, out);
  if (!device.imei2.empty()) append_text("imei2", device.imei2, out);
  if (!device.serial.empty()) {
    append_text("manufacturer", device.model->manufacturer, out);
    append_text("serial", device.serial, out);
  }
  out += '}';
}

void append_legs(const std::vector<SampleLeg>& legs, std::string& out) {
  append_key("legs", out);
  out += '[';
  for (const SampleLeg& leg : legs) {
    out += out.back() == '[' ? "{" : ",{";
    append_text("mode", leg.mode, out);
    append_quantity("distance_km", leg.distance_km, out);
    out += '}';
  }
  out += ']';
}

void append_parts(const std::vector<SamplePart>& parts, std::string& out) {
  append_key("parts", out);
  out += '[';
  for (const SamplePart& part : parts) {
    out += out.back() == '[' ? "{" : ",{";
    append_text("part", part.part, out);
    append_key("quantity", out);
    out += std::to_string(part.quantity);
    append_text("origin", part.origin, out);
    out += '}';
  }
  out += ']';
}

void append_collection(const SampleEvent& event, const Device& device, std::string& out) {
  append_text("category", device.category->word, out);
  if (device.names_model) {
    append_text("model", device.model_name, out);
    append_quantity("mass_kg", device.mass_kg, out);
  }
  append_text("holder", event.holder, out);
  append_truth("waste", event.waste, out);
}

void append_reconditioning(const SampleEvent& event, std::string& out) {
  append_text("outcome", event.outcome, out);
  append_truth("functions_tested", event.functions_tested, out);
  if (!event.erasure_standard.empty()) {
    append_key("data_erasure", out);
    out += '{';
    append_text("standard", event.erasure_standard, out);
    append_text("certificate", event.certificate, out);
    out += '}';
  }
  if (!event.parts.empty()) append_parts(event.parts, out);
  if (event.energy_kwh) append_quantity("energy_kwh", *event.energy_kwh, out);
}

void append_resale(const SampleEvent& event, std::string& out) {
  append_text("channel", event.channel, out);
  append_text("grade", event.grade, out);
  append_key("warranty_months", out);
  out += std::to_string(event.warranty_months);
  if (event.packaging_kg) append_quantity("packaging_kg", *event.packaging_kg, out);
}

/// Ends the cell before and writes `text`, quoted where RFC 4180 asks for it.
void append_cell(std::string_view text, std::string& out) {
  out += ',';
  if (text.find_first_of(",\"") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char letter : text) {
    if (letter == '"') out += '"';
    out += letter;
  }
  out += '"';
}

void append_cell_if(bool given, Thousandths value, std::string& out) {
  out += ',';
  if (given) append_thousandths(value, out);
}

}  // namespace

void append_ndjson(const SampleEvent& event, const Device& device, std::string& out) {
  out += '{';
  append_text("kind", word(event.kind), out);
  append_key("occurred_at", out);
  out += '"';
  append_instant(event.occurred_at, out);
  out += '"';
  append_device(device, out);
  append_text("participant", event.participant, out);
  append_text("country", event.country, out);
  if (!event.legs.empty()) append_legs(event.legs, out);
  if (!event.reference.empty()) append_text("reference", event.reference, out);
  if (event.confirmed) append_truth("confirmed", true, out);
  switch (event.kind) {
    case Kind::collection:
      append_collection(event, device, out);
      break;
    case Kind::reconditioning:
      append_reconditioning(event, out);
      break;
    case Kind::resale:
      append_resale(event, out);
      break;
    case Kind::return_:
      append_text("reason", event.reason, out);
      break;
    case Kind::disposal:
      append_text("route", event.route, out);
      break;
  }
  out += "}\n";
}

std::string_view csv_header() {
  return "kind,occurred_at,device.imei,device.imei2,device.manufacturer,device.serial,participant,country,"
         "legs,"
         "reference,category,model,mass_kg,holder,waste,outcome,functions_tested,data_erasure.standard,"
         "data_erasure.certificate,parts,energy_kwh,channel,grade,warranty_months,packaging_kg,reason,"
         "route\n";
}

void append_csv(const SampleEvent& event, const Device& device, std::string& out) {
  const bool collected = event.kind == Kind::collection;
  const bool reconditioned = event.kind == Kind::reconditioning;
  const bool resold = event.kind == Kind::resale;
  const bool names_model = collected && device.names_model;

  out += word(event.kind);
  out += ',';
  append_instant(event.occurred_at, out);
  append_cell(device.imei, out);
  append_cell(device.imei2, out);
  append_cell(device.serial.empty() ? std::string_view{} : device.model->manufacturer, out);
  append_cell(device.serial, out);
  append_cell(event.participant, out);
  append_cell(event.country, out);
  out += ',';
  for (const SampleLeg& leg : event.legs) {
    if (out.back() != ',') out += ';';
    out += leg.mode;
    out += ':';
    append_thousandths(leg.distance_km, out);
  }
  append_cell(event.reference, out);

  append_cell(collected ? device.category->word : std::string_view{}, out);
  append_cell(names_model ? device.model_name : std::string_view{}, out);
  append_cell_if(names_model, device.mass_kg, out);
  append_cell(event.holder, out);
  append_cell(collected ? word(event.waste) : std::string_view{}, out);

  append_cell(event.outcome, out);
  append_cell(reconditioned ? word(event.functions_tested) : std::string_view{}, out);
  append_cell(event.erasure_standard, out);
  append_cell(event.certificate, out);
  out += ',';
  for (const SamplePart& part : event.parts) {
    if (out.back() != ',') out += ';';
    out += part.part;
    out += ':';
    out += std::to_string(part.quantity);
    out += ':';
    out += part.origin;
  }
  append_cell_if(event.energy_kwh.has_value(), event.energy_kwh.value_or(0), out);

  append_cell(event.channel, out);
  append_cell(event.grade, out);
  append_cell_if(resold, event.warranty_months * 1000, out);
  append_cell_if(event.packaging_kg.has_value(), event.packaging_kg.value_or(0), out);
  append_cell(event.reason, out);
  append_cell(event.route, out);
  out += '\n';
}

}  // namespace lcl::samples
