// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/reported_device_text.hpp"

#include <utility>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

Json reported_json(const std::vector<ReportedDevice>& reports) {
  Json list = Json::array();
  for (const ReportedDevice& each : reports) {
    Json cycles = Json::array();
    for (const ReportedCycle& cycle : each.cycles)
      cycles.push_back({{"collection", cycle.collection},
                        {"now_kg", to_string(cycle.now)},
                        {"seen_kg", to_string(cycle.seen)}});
    list.push_back({{"cycles", std::move(cycles)},
                    {"entry", each.report},
                    {"period", to_string(each.period)},
                    {"project", each.project},
                    {"size", each.size}});
  }
  return list;
}

std::string reported_text(const std::vector<ReportedDevice>& reports) {
  if (reports.empty()) return {};
  Columns table({Align::left, Align::left, Align::left, Align::right, Align::right, Align::left});
  table.row({phrase("report"), phrase("period"), phrase("collected in"), phrase("kgCO2e reported"),
             phrase("now"), ""});
  for (const ReportedDevice& each : reports) {
    for (const ReportedCycle& cycle : each.cycles)
      table.row(
          {phrase("entry {} of {}", each.report, each.project), to_string(each.period),
           phrase("entry {}", cycle.collection), kilograms(cycle.seen), kilograms(cycle.now),
           cycle.seen == cycle.now ? phrase("the same") : phrase("changed by what was recorded since")});
  }
  return phrase("\nin reports, each as of the checkpoint that it froze\n{}", table.text(2));
}

}  // namespace lcl
