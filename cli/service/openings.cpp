// SPDX-License-Identifier: Apache-2.0
#include "cli/service/openings.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cli/service/request_body.hpp"
#include "cli/service/statements.hpp"
#include "ledger/events/device_opening.hpp"
#include "ledger/intake/known_devices.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/figures.hpp"

namespace lcl::cli::service {
namespace {

constexpr std::size_t most_identifiers = 5'000;
constexpr std::uint64_t most_openings_an_hour = 2'000'000;

struct AskedDevices {
  std::string project;
  std::vector<std::string> identifiers;
  bool with_parts = false;
};

/// A hashed text as it can be made of an identifier: printable ASCII.
bool is_identifier(const Json& value) {
  constexpr std::size_t longest = 160;
  const auto* text = value.get_ptr<const std::string*>();
  return text != nullptr && text->size() <= longest &&
         (text->starts_with("imei:") || text->starts_with("serial:")) &&
         std::all_of(text->begin(), text->end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

std::variant<AskedDevices, Response> asked_devices(const Request& request) {
  auto body = body_object(request, {"identifiers", "project"}, {"parts"});
  if (auto* no = std::get_if<Response>(&body)) return std::move(*no);
  const Json& json = *std::get_if<Json>(&body);
  AskedDevices asked;
  const std::string* project = text_in(json, "project");
  if (project == nullptr) return bad_request("project is not the id of a project");
  asked.project = *project;
  const Json& identifiers = json["identifiers"];
  if (!identifiers.is_array() || identifiers.empty() || identifiers.size() > most_identifiers ||
      !std::all_of(identifiers.begin(), identifiers.end(), is_identifier))
    return bad_request("identifiers is not a list of 1 to 5,000 identifiers, as imei:35209900176148");
  asked.identifiers = identifiers.get<std::vector<std::string>>();
  const Json parts = json.value("parts", Json(false));
  if (!parts.is_boolean()) return bad_request("parts is neither true nor false");
  asked.with_parts = parts.get<bool>();
  return asked;
}

}  // namespace

Openings::Openings(Ledgers& ledgers)
    : ledgers_(ledgers), an_hour_(most_openings_an_hour, std::chrono::hours(1)) {}

Response Openings::open(const AskingParty& party, const Request& request) {
  const auto read = asked_devices(request);
  if (const auto* no = std::get_if<Response>(&read)) return *no;
  const AskedDevices& asked = *std::get_if<AskedDevices>(&read);
  const auto ledger = ledgers_.reader();
  const Project* project = ledger->state().project(asked.project);
  if (project == nullptr || !party.may_submit(*project)) return no_such_project_for(party);
  if (const auto wait = an_hour_.take(party.owner(), asked.identifiers.size()))
    return too_many("more than 2,000,000 identifiers within an hour", *wait);
  const auto openings = openings_for(ledger->opened(), asked.project, asked.identifiers, asked.with_parts);
  if (!openings) return refused_response(openings.refused(), ledger->head());
  Json list = Json::array();
  for (const std::optional<DeviceOpening>& opening : *openings)
    list.push_back(opening ? opening_json(*opening) : Json());
  return json_response({{"head", head_json(ledger->head())}, {"openings", std::move(list)}});
}

}  // namespace lcl::cli::service
