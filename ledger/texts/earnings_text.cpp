// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/earnings_text.hpp"

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"

namespace lcl {
namespace {

std::string kilograms_text(const Decimal& kg) { return kilograms(kg) + " kgCO2e"; }

/// `lines 3, 7, 12 and 40 more`
std::string lines_text(const NotCredited& resales) {
  if (resales.lines.empty() || resales.lines.front() == 0) return {};  // no log says them
  std::string text = resales.count == 1 ? "line " : "lines ";
  for (std::size_t i = 0; i < resales.lines.size(); ++i) {
    if (i > 0) text += ", ";
    text += std::to_string(resales.lines[i]);
  }
  if (resales.count > resales.lines.size())
    text += " and " + whole(resales.count - resales.lines.size()) + " more";
  return text;
}

/// What the figures leave out.
std::string left_out_text(const Earnings& earnings) {
  std::string text =
      "not in it: what the devices' events emit, what comes later (returns, collections anew), ";
  if (earnings.less_a_period) text += "what the methodology takes off a period and no device, ";
  return text + "reports and audits\n";
}

}  // namespace

Json earnings_json(const Earnings& earnings) {
  if (!earnings.unknown.empty()) return {{"unknown", earnings.unknown}};
  Json not_credited = Json::array();
  for (const NotCredited& resales : earnings.not_credited) {
    not_credited.push_back({{"count", resales.count},
                            {"decided_by", resales.decided_by},
                            {"lines", resales.lines},
                            {"reason", resales.reason},
                            {"title", resales.title}});
  }
  return {{"avoided_kg_co2e", to_string(earnings.avoided_kg_co2e)},
          {"credited", earnings.credited},
          {"given_again", earnings.given_again},
          {"given_again_kg_co2e", to_string(earnings.given_again_kg_co2e)},
          {"given_back_kg_co2e", to_string(earnings.given_back_kg_co2e)},
          {"less_a_period", earnings.less_a_period},
          {"not_credited", std::move(not_credited)},
          {"open", earnings.open},
          {"resales", earnings.resales()},
          {"taken_back", earnings.taken_back},
          {"taken_back_kg_co2e", to_string(earnings.taken_back_kg_co2e)}};
}

std::string earnings_text(const Earnings& earnings) {
  if (!earnings.unknown.empty()) return "what it earns cannot be told: " + earnings.unknown + '\n';
  Columns lines({Align::left, Align::right, Align::left});
  const std::uint64_t resales_here = earnings.resales();
  if (resales_here > 0) {
    lines.row({"credited", whole(earnings.credited),
               earnings.credited == 0 ? std::string()
                                      : "about " + kilograms_text(earnings.avoided_kg_co2e) + " avoided"});
  }
  for (const NotCredited& resales : earnings.not_credited) {
    lines.row({"not credited", whole(resales.count), resales.reason + ": " + resales.title});
    const std::string where = lines_text(resales);
    const bool both = !where.empty() && !resales.decided_by.empty();
    const std::string_view between = !both ? "" : resales.count > 1 ? "; the first: " : ": ";
    if (!where.empty() || !resales.decided_by.empty())
      lines.row({"", "", where + std::string(between) + resales.decided_by});
  }
  if (earnings.open > 0)
    lines.row({"open", whole(earnings.open), "collected, and neither resold nor disposed of yet"});
  if (earnings.taken_back > 0)
    lines.row({"taken back", whole(earnings.taken_back),
               "credited resales undone: about " + kilograms_text(earnings.taken_back_kg_co2e) + " less"});
  if (earnings.given_again > 0)
    lines.row({"given again", whole(earnings.given_again),
               "returns undone: about " + kilograms_text(earnings.given_again_kg_co2e) + " more"});
  if (!earnings.given_back_kg_co2e.is_zero())
    lines.row(
        {"given back", "",
         "about " + kilograms_text(earnings.given_back_kg_co2e) + ", for credited devices collected again"});
  if (earnings.taken_back + earnings.given_again > 0)
    lines.row({"difference", "", "about " + kilograms_text(earnings.difference_kg_co2e())});
  const bool is_anything = earnings.credited + earnings.taken_back + earnings.given_again > 0;
  const std::string head = resales_here == 0 ? "no resale is recorded here"
                                             : "of " + counted(resales_here, "resale") + " recorded here";
  return head + '\n' + lines.text(2) + (is_anything ? left_out_text(earnings) : std::string());
}

}  // namespace lcl
