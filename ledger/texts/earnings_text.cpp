// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/earnings_text.hpp"

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string kilograms_text(const Decimal& kg) { return kilograms(kg) + " kgCO2e"; }

/// `lines 3, 7, 12 and 40 more`
std::string lines_text(const NotCredited& resales) {
  if (resales.lines.empty() || resales.lines.front() == 0) return {};  // no log says them
  std::string lines;
  for (const std::uint64_t line : resales.lines) lines += (lines.empty() ? "" : ", ") + std::to_string(line);
  if (resales.count == 1) return phrase("line {}", lines);
  if (resales.count == resales.lines.size()) return phrase("lines {}", lines);
  return phrase("lines {} and {} more", lines, whole(resales.count - resales.lines.size()));
}

/// What the figures leave out.
std::string left_out_text(const Earnings& earnings) {
  if (earnings.less_a_period)
    return phrase(
        "not in it: what the devices' events emit, what comes later (returns, collections anew), what the "
        "methodology takes off a period and no device, reports and audits\n");
  return phrase(
      "not in it: what the devices' events emit, what comes later (returns, collections anew), reports and "
      "audits\n");
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
  if (!earnings.unknown.empty()) return phrase("what it earns cannot be told: {}\n", earnings.unknown);
  Columns lines({Align::left, Align::right, Align::left});
  const std::uint64_t resales_here = earnings.resales();
  if (resales_here > 0) {
    lines.row({phrase("credited"), whole(earnings.credited),
               earnings.credited == 0
                   ? std::string()
                   : phrase("about {} avoided", kilograms_text(earnings.avoided_kg_co2e))});
  }
  for (const NotCredited& resales : earnings.not_credited) {
    lines.row({phrase("not credited"), whole(resales.count), resales.reason + ": " + resales.title});
    const std::string where = lines_text(resales);
    const bool both = !where.empty() && !resales.decided_by.empty();
    if (both)
      lines.row({"", "",
                 resales.count > 1 ? phrase("{}; the first: {}", where, resales.decided_by)
                                   : phrase("{}: {}", where, resales.decided_by)});
    else if (!where.empty() || !resales.decided_by.empty())
      lines.row({"", "", where + resales.decided_by});
  }
  if (earnings.open > 0)
    lines.row(
        {phrase("open"), whole(earnings.open), phrase("collected, and neither resold nor disposed of yet")});
  if (earnings.taken_back > 0)
    lines.row(
        {phrase("taken back"), whole(earnings.taken_back),
         phrase("credited resales undone: about {} less", kilograms_text(earnings.taken_back_kg_co2e))});
  if (earnings.given_again > 0)
    lines.row({phrase("given again"), whole(earnings.given_again),
               phrase("returns undone: about {} more", kilograms_text(earnings.given_again_kg_co2e))});
  if (!earnings.given_back_kg_co2e.is_zero())
    lines.row({phrase("given back"), "",
               phrase("about {}, for credited devices collected again",
                      kilograms_text(earnings.given_back_kg_co2e))});
  if (earnings.taken_back + earnings.given_again > 0)
    lines.row({phrase("difference"), "", phrase("about {}", kilograms_text(earnings.difference_kg_co2e()))});
  const bool is_anything = earnings.credited + earnings.taken_back + earnings.given_again > 0;
  const std::string head =
      resales_here == 0
          ? phrase("no resale is recorded here")
          : phrase("of {} recorded here", counted(resales_here, phrase("resale"), phrase("resales")));
  return head + '\n' + lines.text(2) + (is_anything ? left_out_text(earnings) : std::string());
}

}  // namespace lcl
