// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/device_listing.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ledger/texts/figures.hpp"
#include "ledger/texts/listing/cells.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

using page::Message;

Listing devices_listing(const Project& project, const Period& period, const std::vector<CycleLine>& lines,
                        const Frame& frame, ListingBasis basis) {
  std::map<CycleName, const FrameCycle*> cycles;
  for (const FrameCycle& cycle : frame.cycles) cycles.emplace(cycle.name, &cycle);
  std::vector<ListingRow> rows;
  rows.reserve(lines.size());
  for (const CycleLine& line : lines) {
    const auto found = cycles.find(line.cycle);
    const FrameCycle* cycle = found == cycles.end() ? nullptr : found->second;
    rows.push_back({hex(line.cycle.device), whole_cell(line.cycle.ordinal + std::uint64_t{1}),
                    cycle == nullptr ? ListingCell() : whole_cell(cycle->collection),
                    cycle == nullptr ? ListingCell() : ListingCell(frame.categories[cycle->category]),
                    whole_cell(static_cast<std::uint64_t>(line.vintage)), line.kg_co2e, project.id});
  }
  basis.methodologies = {project.methodology};
  Listing listing = listing_of("devices", Message::listing_devices, project.id + ", " + to_string(period),
                               {{"device", ValueKind::code, Message::device},
                                {"cycle", ValueKind::ordinal, Message::column_cycle},
                                {"collected_by_entry", ValueKind::ordinal, Message::entry},
                                words_column("category", Message::category, called(category_names)),
                                {"vintage", ValueKind::ordinal, Message::vintage},
                                {"net_kg", ValueKind::decimal, Message::column_net},
                                detail("project", ValueKind::words)},
                               std::move(rows), std::move(basis));
  listing.notices = notices(estimates_shown(project));
  return listing;
}

std::string devices_sum_text(const Tally& tally) {
  const Decimal net = tally.amounts.net();
  const Decimal of_period = tally.amounts.of_period();
  const std::string sum = kilograms(net + of_period);
  if (of_period.is_zero()) return phrase("\nin all {} kgCO2e\n", sum);
  return phrase("\nin all {} kgCO2e, less {} that is the period's and no device's: {}\n", sum,
                kilograms(of_period), kilograms(net));
}

}  // namespace lcl
