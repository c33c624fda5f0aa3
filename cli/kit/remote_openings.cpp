// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/remote_openings.hpp"

#include <cstddef>
#include <utility>
#include <vector>

#include "cli/kit/remote_receipt.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

using ShownOpenings = std::map<std::string, std::optional<DeviceOpening>>;

constexpr std::size_t most_identifiers_at_once = 5'000;

[[noreturn]] void shows_no_openings(const RemoteRegistry& registry, const std::string& why) {
  throw Error(Obstacle::unavailable,
              phrase("{} does not show which devices are meant: {}", registry.address().url, why));
}

void take_shown(RemoteRegistry& registry, const std::string& project,
                const std::vector<std::string>& identifiers, bool with_parts, const Progress& progress,
                ShownOpenings& shown) {
  Json asked = {{"identifiers", identifiers}, {"project", project}};
  if (with_parts) asked["parts"] = true;
  const remote::HttpAnswer answer = remote::answer_of(
      registry.http().ask(registry.signed_request("POST", "/v1/openings", canonical(asked)), progress));
  if (answer.status != 200) shows_no_openings(registry, remote_error_text(answer.body, answer.status));
  const Json document = remote_document(answer.body);
  const auto list = document.find("openings");
  if (list == document.end() || !list->is_array() || list->size() != identifiers.size())
    shows_no_openings(registry, phrase("its answer is none"));
  for (std::size_t i = 0; i < identifiers.size(); ++i) {
    const Json& one = (*list)[i];
    auto opening = one.is_null() ? std::nullopt : opening_in(one);
    if (!opening && !one.is_null()) shows_no_openings(registry, phrase("its answer is none"));
    shown.emplace(identifiers[i], std::move(opening));
  }
}

}  // namespace

ShownOpenings openings_shown(RemoteRegistry& registry, const std::string& project,
                             const std::set<std::string>& identifiers, bool with_parts,
                             const Progress& progress) {
  ShownOpenings shown;
  std::vector<std::string> asked;
  for (const std::string& identifier : identifiers) {
    asked.push_back(identifier);
    if (asked.size() < most_identifiers_at_once) continue;
    take_shown(registry, project, asked, with_parts, progress, shown);
    asked.clear();
    if (progress) progress(translation("asking for devices"), shown.size(), identifiers.size());
  }
  if (!asked.empty()) take_shown(registry, project, asked, with_parts, progress, shown);
  return shown;
}

}  // namespace lcl::cli
