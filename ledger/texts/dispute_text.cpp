// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/dispute_text.hpp"

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string standing_of(const Dispute* dispute) {
  if (dispute == nullptr) return phrase("not disputed");
  const std::string opened = phrase("disputed by entry {}: {}", dispute->seq, dispute->reason);
  if (dispute->is_open()) return phrase("{}; the certifier has to settle it", opened);
  return phrase("{}; {} by entry {}: {}", opened, spoken(settlement_words[dispute->upheld ? 0 : 1]),
                *dispute->settled, dispute->finding);
}

}  // namespace

std::map<std::uint64_t, DisputableCollection> disputable_collections(
    const Project& project, const std::vector<ForeignCollection>& collections) {
  std::map<std::uint64_t, DisputableCollection> found;
  for (const ForeignCollection& each : collections) found[each.entry].collection = &each;
  for (const Dispute& each : project.disputes) found[each.entry].dispute = &each;
  return found;
}

Json disputes_json(const Project& project, const std::vector<ForeignCollection>& collections) {
  Json list = Json::array();
  for (const auto& [entry, row] : disputable_collections(project, collections)) {
    Json item = {{"entry", entry}};
    if (row.collection != nullptr) {
      item["gives_back"] = {{"kgco2e", to_string(row.collection->kg_co2e)},
                            {"project", row.collection->project},
                            {"vintage", row.collection->vintage}};
    }
    if (row.dispute != nullptr) {
      Json dispute = {{"entry", row.dispute->seq}, {"reason", row.dispute->reason}};
      if (!row.dispute->is_open()) {
        dispute["settled"] = {{"entry", *row.dispute->settled},
                              {"outcome", settlement_words[row.dispute->upheld ? 0 : 1]},
                              {"reason", row.dispute->finding}};
      }
      item["dispute"] = std::move(dispute);
    }
    list.push_back(std::move(item));
  }
  return list;
}

std::string disputes_text(const Project& project, const std::vector<ForeignCollection>& collections) {
  const auto rows = disputable_collections(project, collections);
  if (rows.empty())
    return phrase("no other project has collected again what {} was credited with\n", project.id);
  Columns lines({Align::right, Align::left, Align::right, Align::right, Align::left});
  lines.row({phrase("entry"), phrase("collected by"), phrase("vintage"), phrase("gives back, kgCO2e"), ""});
  for (const auto& [entry, row] : rows) {
    const ForeignCollection* found = row.collection;
    lines.row({std::to_string(entry), found == nullptr ? "" : found->project,
               found == nullptr ? "" : std::to_string(found->vintage),
               found == nullptr ? phrase("nothing") : kilograms(found->kg_co2e), standing_of(row.dispute)});
  }
  return lines.text();
}

}  // namespace lcl
