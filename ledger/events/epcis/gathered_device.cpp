// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/epcis/gathered_device.hpp"

#include <optional>
#include <string_view>

#include "ledger/events/device_identity.hpp"
#include "ledger/values/json.hpp"

namespace lcl {
namespace {

bool is_same_imei(std::string_view one, std::string_view other) {
  constexpr std::size_t identifying = 14;
  return other.size() >= identifying && one.substr(0, identifying) == other.substr(0, identifying);
}

/// Whether two texts have one normal form.
bool is_same(std::optional<Refusal> (*normal)(std::string_view, std::string&), std::string_view one,
             std::string_view other) {
  std::string first;
  std::string second;
  return !normal(one, first) && !normal(other, second) && first == second;
}

void append_name(std::string_view name, std::string& out) {
  if (out.back() != '{') out.push_back(',');
  append_json_string(name, out);
  out.push_back(':');
}

}  // namespace

void append_node(const JsonNode& node, const EpcisFrame& frame, std::string& out) {
  using Type = JsonNode::Type;
  switch (node.type) {
    case Type::text:
      append_json_string(node.text, out);
      return;
    case Type::object:
      out.push_back('{');
      for (const auto& [name, value] : node.members) {
        const std::string_view own = frame.own_name(name);
        append_name(own.empty() ? std::string_view(name) : own, out);
        append_node(value, frame, out);
      }
      out.push_back('}');
      return;
    case Type::array:
      out.push_back('[');
      for (const JsonNode& element : node.elements) {
        if (&element != &node.elements.front()) out.push_back(',');
        append_node(element, frame, out);
      }
      out.push_back(']');
      return;
    case Type::null:
    case Type::truth:
    case Type::number:
      out += node.text;
  }
}

bool GatheredDevice::add(const EpcIdentifiers& more) {
  return add_imei(more.imei) && add_serial(more.manufacturer, more.serial);
}

bool GatheredDevice::add(const JsonNode& device, const EpcisFrame& frame) {
  const std::string epc_imei = std::exchange(imei_, {});
  std::string maker;
  std::string serial;
  for (const auto& [name, value] : device.members) {
    const std::string_view own = frame.own_name(name).empty() ? std::string_view(name) : frame.own_name(name);
    std::string* const known = own == "imei"           ? &imei_
                               : own == "imei2"        ? &imei2_
                               : own == "manufacturer" ? &maker
                               : own == "serial"       ? &serial
                                                       : nullptr;
    if (known != nullptr && known->empty() && value.is(JsonNode::Type::text) && !value.text.empty()) {
      *known = value.text;
    } else {
      rest_.emplace_back(own, &value);
    }
  }
  // An EPC adds the IMEI that the member leaves out; else it must be one of the member's.
  if (imei_.empty() && imei2_.empty()) imei_ = epc_imei;
  const bool fits = epc_imei.empty() || is_same_imei(epc_imei, imei_) || is_same_imei(epc_imei, imei2_);
  return fits && add_serial(maker, serial);
}

std::string GatheredDevice::json(const EpcisFrame& frame) const {
  std::string out = "{";
  const auto add = [&out](std::string_view name, const std::string& text) {
    if (text.empty()) return;
    append_name(name, out);
    append_json_string(text, out);
  };
  add("imei", imei_);
  add("imei2", imei2_);
  add("manufacturer", maker_);
  add("serial", serial_);
  for (const auto& [name, value] : rest_) {
    append_name(name, out);
    append_node(*value, frame, out);
  }
  return out + '}';
}

bool GatheredDevice::add_imei(const std::string& imei) {
  if (imei.empty()) return true;
  if (!imei_.empty() && !is_same_imei(imei_, imei)) return false;
  if (imei_.empty() || has_check_digit(imei)) imei_ = imei;
  return true;
}

bool GatheredDevice::add_serial(const std::string& maker, const std::string& serial) {
  if (maker.empty() && serial.empty()) return true;
  const bool is_other = !serial_.empty() && !(is_same(normalise_manufacturer, maker, maker_) &&
                                              is_same(normalise_serial, serial, serial_));
  if (is_other) return false;
  maker_ = maker;
  serial_ = serial;
  return true;
}

}  // namespace lcl
