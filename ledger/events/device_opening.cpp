// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/device_opening.hpp"

#include <optional>

#include "ledger/events/device_identity.hpp"
#include "ledger/values/json.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_refusals_listed = 100;

Json opening_json(const DeviceOpening& opening) {
  return {{"device", hex(opening.device)},
          {"identity", hex(opening.identity)},
          {"opening", hex(Bytes(opening.opening))},
          {"seq", opening.collection}};
}

const std::string* text_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

/// Of a line that is exactly what `to_text` writes.
std::optional<DeviceOpening> opening_in(std::string_view line) {
  const auto read = parse_json(line);
  const Json* object = std::get_if<Json>(&read);
  if (object == nullptr || !object->is_object()) return std::nullopt;
  const std::string* device = text_in(*object, "device");
  const std::string* identity = text_in(*object, "identity");
  const std::string* opened = text_in(*object, "opening");
  const auto seq = object->find("seq");
  if (device == nullptr || identity == nullptr || opened == nullptr || seq == object->end() ||
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
  if (canonical(opening_json(opening)) != line) return std::nullopt;
  return opening;
}

}  // namespace

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
    const auto opening = end == std::string_view::npos ? std::nullopt : opening_in(text.substr(0, end));
    if (!opening) {
      refused.push_back(
          {Refusal::malformed_opening,
           {number, 0, {}},
           "it is not an opening: {\"device\", \"identity\", \"opening\", \"seq\"} in canonical JSON"});
    } else if (!openings.empty() && opening->collection <= openings.back().collection) {
      refused.push_back({Refusal::malformed_opening, {number, 0, "seq"}, "seq does not ascend"});
    } else {
      openings.push_back(*opening);
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (!refused.empty()) return refused;
  return openings;
}

}  // namespace lcl
