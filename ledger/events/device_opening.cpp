// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/device_opening.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "ledger/events/device_identity.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_refusals_listed = 100;

const std::string* text_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

bool is_private_part(const Json& value) {
  return value.is_object() && value.contains("salt") &&
         std::all_of(value.items().begin(), value.items().end(), [](const auto& member) {
           return member.value().is_string() &&
                  (member.key() == "certificate" || member.key() == "reference" || member.key() == "salt");
         });
}

/// None where one of them is no private part, or they do not ascend.
std::optional<std::vector<OpenedPart>> parts_in(const Json& opening) {
  std::vector<OpenedPart> parts;
  const auto list = opening.find("parts");
  if (list == opening.end()) return parts;
  if (!list->is_array()) return std::nullopt;
  for (const Json& each : *list) {
    if (!each.is_object() || !each.contains("entry") || !each["entry"].is_number_integer() ||
        each["entry"].get<std::int64_t>() < 0 || !each.contains("private") ||
        !is_private_part(each["private"]))
      return std::nullopt;
    const auto entry = each["entry"].get<std::uint64_t>();
    if (!parts.empty() && entry <= parts.back().entry) return std::nullopt;
    parts.push_back({entry, canonical(each["private"])});
  }
  return parts;
}

/// Of a line that is exactly what `to_text` writes.
std::optional<DeviceOpening> opening_of_line(std::string_view line) {
  const auto read = parse_json(line);
  const Json* json = std::get_if<Json>(&read);
  if (json == nullptr || canonical(*json) != line) return std::nullopt;
  return opening_in(*json);
}

}  // namespace

std::optional<DeviceOpening> opening_in(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  const std::string* device = text_in(json, "device");
  const std::string* identity = text_in(json, "identity");
  const std::string* opened = text_in(json, "opening");
  const auto seq = json.find("seq");
  if (device == nullptr || identity == nullptr || opened == nullptr || seq == json.end() ||
      !seq->is_number_integer() || seq->get<std::int64_t>() < 0) {
    return std::nullopt;
  }
  const auto pseudonym = pseudonym_from_hex(*device);
  const auto digest = digest_from_hex(*identity);
  DeviceOpening opening;
  if (!pseudonym || !digest || !from_hex(*opened, opening.opening)) return std::nullopt;
  opening.collection = seq->get<std::uint64_t>();
  opening.device = *pseudonym;
  opening.identity = *digest;
  auto parts = parts_in(json);
  if (!parts) return std::nullopt;
  opening.parts = std::move(*parts);
  if (opening_json(opening) != json) return std::nullopt;
  return opening;
}

Json opening_json(const DeviceOpening& opening) {
  Json json{{"device", hex(opening.device)},
            {"identity", hex(opening.identity)},
            {"opening", hex(Bytes(opening.opening))},
            {"seq", opening.collection}};
  for (const OpenedPart& each : opening.parts)
    json["parts"].push_back({{"entry", each.entry}, {"private", std::get<Json>(parse_json(each.bytes))}});
  return json;
}

std::string OpenedPart::reference() const {
  return std::get<Json>(parse_json(bytes)).value("reference", std::string());
}

bool DeviceOpening::shows(std::string_view identifier) const {
  return identity_of(opening, identifier) == identity;
}

std::string to_text(const std::vector<DeviceOpening>& openings) {
  std::string text;
  for (const DeviceOpening& opening : openings) text += canonical(opening_json(opening)) + '\n';
  return text;
}

std::variant<std::vector<DeviceOpening>, std::vector<Refused>> parse_openings(std::string_view text) {
  std::vector<DeviceOpening> openings;
  std::vector<Refused> refused;
  for (std::uint64_t number = 1; !text.empty() && refused.size() < most_refusals_listed; ++number) {
    const std::size_t end = text.find('\n');
    const auto opening = end == std::string_view::npos ? std::nullopt : opening_of_line(text.substr(0, end));
    if (!opening) {
      refused.push_back({Refusal::malformed_opening,
                         {number, 0, {}},
                         phrase("it is not an opening: {\"device\", \"identity\", \"opening\", \"seq\"} and, "
                                "where private parts "
                                "are opened, \"parts\", in canonical JSON")});
    } else if (!openings.empty() && opening->collection <= openings.back().collection) {
      refused.push_back({Refusal::malformed_opening, {number, 0, "seq"}, phrase("seq does not ascend")});
    } else {
      openings.push_back(*opening);
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (!refused.empty()) return refused;
  return openings;
}

}  // namespace lcl
