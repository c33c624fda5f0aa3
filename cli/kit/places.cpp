// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/places.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "ledger/values/phrase.hpp"

namespace lcl::cli {

Json communes_of(const Arguments& given) {
  Json communes = Json::array();
  for (std::string& commune : given.all("commune")) communes.push_back(std::move(commune));
  return communes;
}

void add_places(const Arguments& given, Json& fields) {
  if (!given.has("site")) {
    fields["region"] = given.one("region");
    if (!given.has("commune")) throw UsageError(phrase("--commune is missing"));
    fields["communes"] = communes_of(given);
    return;
  }
  if (given.has("commune")) throw UsageError(phrase("--site names the communes: leave out --commune"));
  std::map<std::string, int> in_region;
  Json communes = Json::array();
  Json sites = Json::array();
  for (const std::string& text : given.all("site")) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) throw UsageError(phrase("--site: \"{}\" is not REGION/COMMUNE", text));
    const std::string region = text.substr(0, slash);
    const std::string commune = text.substr(slash + 1);
    ++in_region[region];
    if (std::find(communes.begin(), communes.end(), Json(commune)) == communes.end())
      communes.push_back(commune);
    sites.push_back({{"commune", commune}, {"region", region}});
  }
  const auto most = std::max_element(in_region.begin(), in_region.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto as_many = std::count_if(in_region.begin(), in_region.end(),
                                     [&](const auto& each) { return each.second == most->second; });
  if (as_many > 1 && !given.has("region"))
    throw UsageError(phrase("several regions have as many sites: name one of them with --region"));
  fields["region"] = given.has("region") ? given.one("region") : most->first;
  fields["communes"] = std::move(communes);
  fields["sites"] = std::move(sites);
}

}  // namespace lcl::cli
