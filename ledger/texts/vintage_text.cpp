// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/vintage_text.hpp"

#include <algorithm>
#include <utility>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/carbon_unit.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

namespace {

struct Sums {
  Decimal avoided;
  Decimal emitted;
  Decimal given_back;
  Decimal baseline;
  Decimal leakage;
  [[nodiscard]] Decimal of_period() const { return baseline + leakage; }
};

/// Of one vintage of a tally.
Sums sums_of(const Tally& tally, int vintage) {
  for (const Vintage& each : tally.vintages) {
    if (each.year == vintage)
      return {each.amounts.avoided(), each.amounts.emitted(), each.amounts.given_back(),
              each.amounts.baseline(), each.amounts.leakage()};
  }
  return {};
}

Json sums_json(const Sums& sums) {
  return {{"avoided", to_string(sums.avoided)},
          {"baseline", to_string(sums.baseline)},
          {"emitted", to_string(sums.emitted)},
          {"given_back", to_string(sums.given_back)},
          {"leakage", to_string(sums.leakage)}};
}

bool is_in(const std::vector<std::uint64_t>& seqs, std::uint64_t seq) {
  return std::find(seqs.begin(), seqs.end(), seq) != seqs.end();
}

const CountedPeriod* counted_in(const CreditStanding& standing, const Period& period) {
  for (const CountedPeriod& each : standing.counted) {
    if (each.report != nullptr && each.period == period) return &each;
  }
  return nullptr;
}

/// Why a period counts as it does, and what it waits for.
std::string why(const Project& project, const CreditStanding& standing, const Report& report) {
  const CountedPeriod* counted = counted_in(standing, report.period);
  std::string text;
  if (counted == nullptr) {
    text = project.state == ProjectState::closed
               ? phrase("counts where it is below 0: no opinion stands on the report of entry {}", report.seq)
               : phrase("counts nothing: no opinion stands on the report of entry {}", report.seq);
  } else if (counted->report->seq != report.seq) {
    text = phrase("counts by the report of entry {}, until there is an opinion on that of entry {}",
                  counted->report->seq, report.seq);
  } else if (report.waits()) {
    text = phrase(
        "waits for another opinion, as entry {} made that of entry {} lapse: units stay, and no more are "
        "issued",
        report.opinions.back().lapsed.value_or(0), report.opinions.back().seq);
  } else if (report.forgone) {
    text = phrase("given up by entry {}: what was emitted and given back counts, and nothing is credited",
                  *report.forgone);
  } else if (report.counting() == Counting::no_credit) {
    text = phrase("credits nothing: {}", spoken(word(project.stage_of(report))));
  } else {
    text = report.opinion() == nullptr ? phrase("has no amounts") : phrase("audited");
  }
  if (report.forgone) return text;
  if (is_in(standing.outdated, report.seq)) text += "; " + change_text(is_in(standing.risen, report.seq));
  return text;
}

}  // namespace

std::string change_text(bool risen) {
  return risen
             ? phrase(
                   "cycles come to more now, which is credited once the period is reported and audited again")
             : phrase("cycles come to less now");
}

Json periods_json(const Project& project, const CreditStanding& standing) {
  Json list = Json::array();
  for (const Report* report : project.standing_reports()) {
    Json item = {{"differs", is_in(standing.outdated, report->seq)},
                 {"from", date_of(report->period.from)},
                 {"report", report->seq},
                 {"risen", is_in(standing.risen, report->seq)},
                 {"to", date_of(report->period.to)},
                 {"why", why(project, standing, *report)}};
    Json vintages = Json::array();
    if (const CountedPeriod* counted = counted_in(standing, report->period)) {
      item["counts_by"] = counted->report->seq;
      for (const auto& [vintage, lesser] : counted->cycles.lesser) {
        const auto off = counted->misstated.find(vintage);
        vintages.push_back(
            {{"credited", to_string(lesser)},
             {"misstated", to_string(off == counted->misstated.end() ? Decimal() : off->second)},
             {"now", sums_json(sums_of(counted->now, vintage))},
             {"seen", sums_json(sums_of(counted->seen, vintage))},
             {"vintage", vintage}});
      }
    }
    item["vintages"] = std::move(vintages);
    list.push_back(std::move(item));
  }
  return list;
}

Json uncovered_json(const CreditStanding& standing) {
  Json list = Json::array();
  for (const CountedPeriod& counted : standing.counted) {
    if (counted.report != nullptr) continue;
    Json vintages = Json::array();
    for (const auto& [vintage, kg] : counted.cycles.lesser)
      vintages.push_back({{"below_zero", to_string(kg)}, {"vintage", vintage}});
    list.push_back({{"from", date_of(counted.period.from)},
                    {"to", date_of(counted.period.to)},
                    {"vintages", std::move(vintages)}});
  }
  return list;
}

std::string owed_text(const Project& project, const CreditStanding& standing) {
  const auto reports = project.standing_reports();
  if (reports.empty() && standing.vintages.empty())
    return phrase("nothing is owed: no period was reported yet\n");
  Columns lines(
      {Align::left, Align::right, Align::left, Align::right, Align::right, Align::right, Align::right});
  lines.row({phrase("period"), phrase("vintage"), "", phrase("avoided"), phrase("emitted"),
             phrase("given back"), "X"});
  for (const CountedPeriod& counted : standing.counted) {
    std::string period = to_string(counted.period);
    for (const auto& [vintage, lesser] : counted.cycles.lesser) {
      if (counted.report == nullptr) {
        lines.row({std::exchange(period, {}), std::to_string(vintage), phrase("below 0"), "", "", "",
                   kilograms(lesser)});
        continue;
      }
      const Sums seen = sums_of(counted.seen, vintage);
      const Sums now = sums_of(counted.now, vintage);
      lines.row({period, std::to_string(vintage), phrase("seen"), kilograms(seen.avoided),
                 kilograms(seen.emitted), kilograms(seen.given_back), ""});
      const auto off = counted.misstated.find(vintage);
      const Decimal misstated = off == counted.misstated.end() ? Decimal() : off->second;
      lines.row({"", "", phrase("now"), kilograms(now.avoided), kilograms(now.emitted),
                 kilograms(now.given_back),
                 kilograms(lesser + misstated + std::max(seen.of_period(), now.of_period()))});
      if (!seen.of_period().is_zero() || !now.of_period().is_zero()) {
        lines.row({"", "",
                   phrase("less baseline and leakage, B: seen {}, now {}", kilograms(seen.of_period()),
                          kilograms(now.of_period())),
                   "", "", "", kilograms(-std::max(seen.of_period(), now.of_period()))});
      }
      if (!misstated.is_zero()) lines.row({"", "", phrase("misstated"), "", "", "", kilograms(-misstated)});
      period.clear();
    }
  }
  std::string out = lines.text();
  Columns reasons({Align::left, Align::left});
  for (const Report* report : reports)
    reasons.row({to_string(report->period), why(project, standing, *report)});
  for (const CountedPeriod& counted : standing.counted) {
    if (counted.report == nullptr && !counted.cycles.lesser.empty()) {
      reasons.row(
          {to_string(counted.period),
           phrase("counts where it is below 0, as the project is closed and no audited report covers it")});
    }
  }
  out += '\n' + reasons.text();
  return standing.vintages.empty() ? out : out + '\n' + vintages_text(standing.vintages);
}

Json vintages_json(const std::vector<VintageFigures>& vintages) {
  Json list = Json::array();
  for (const VintageFigures& vintage : vintages) {
    list.push_back({{"avoided", to_string(vintage.avoided)},
                    {"baseline", to_string(vintage.baseline)},
                    {"cancelled", vintage.account.cancelled},
                    {"creditable", to_string(vintage.creditable)},
                    {"disputed", to_string(vintage.disputed)},
                    {"emitted", to_string(vintage.emitted)},
                    {"given_back", to_string(vintage.given_back)},
                    {"in_debt", vintage.in_debt()},
                    {"issued", vintage.account.issued},
                    {"leakage", to_string(vintage.leakage)},
                    {"misstated", to_string(vintage.misstated)},
                    {"owed", to_string(vintage.owed)},
                    {"reduction", to_string(vintage.reduction)},
                    {"reserve", to_string(vintage.reserve)},
                    {"set_off_in", to_string(vintage.account.set_off_in)},
                    {"set_off_out", to_string(vintage.account.set_off_out)},
                    {"units", vintage.units},
                    {"vintage", vintage.vintage},
                    {"withheld", to_string(vintage.withheld)}});
    if (!vintage.uncertain.is_zero()) list.back()["uncertain"] = to_string(vintage.uncertain);
  }
  return list;
}

std::string outcome_text(const VintageFigures& vintage) {
  if (vintage.in_debt()) return phrase("{} kgCO2e in debt", kilograms(-vintage.owed));
  if (vintage.waits) return phrase("nothing is issued until a lapsed opinion is replaced");
  if (vintage.units == 0 && !vintage.withheld.is_zero()) return phrase("withheld");
  if (vintage.units == 0)
    return units_within(vintage.owed) == 0 ? phrase("less than a unit") : phrase("in reserve");
  return counted(static_cast<std::uint64_t>(vintage.units), phrase("unit may be issued"),
                 phrase("units may be issued"));
}

std::string vintages_text(const std::vector<VintageFigures>& vintages) {
  if (vintages.empty()) return {};
  const bool of_period = std::any_of(vintages.begin(), vintages.end(), [](const VintageFigures& vintage) {
    return !vintage.baseline.is_zero() || !vintage.leakage.is_zero();
  });
  std::vector<Align> alignment(of_period ? 12 : 10, Align::right);
  alignment.front() = Align::left;
  alignment.push_back(Align::left);
  std::vector<std::string> head{phrase("vintage"), phrase("avoided"), phrase("emitted"),
                                phrase("given back")};
  if (of_period) head.insert(head.end(), {phrase("baseline"), phrase("leakage")});
  head.insert(head.end(), {"X", "C", phrase("issued"), phrase("cancelled"), phrase("set off"),
                           phrase("owed, kgCO2e"), phrase("so")});
  Columns lines(alignment);
  lines.row(head);
  for (const VintageFigures& vintage : vintages) {
    std::vector<std::string> cells{std::to_string(vintage.vintage), kilograms(vintage.avoided),
                                   kilograms(vintage.emitted), kilograms(vintage.given_back)};
    if (of_period) cells.insert(cells.end(), {kilograms(vintage.baseline), kilograms(vintage.leakage)});
    cells.insert(cells.end(), {kilograms(vintage.reduction), kilograms(vintage.creditable),
                               whole(vintage.account.issued), whole(vintage.account.cancelled),
                               kilograms(vintage.account.set_off_in - vintage.account.set_off_out),
                               kilograms(vintage.owed), outcome_text(vintage)});
    lines.row(cells);
  }
  return lines.text() + withheld_text(vintages);
}

std::string withheld_text(const std::vector<VintageFigures>& vintages) {
  std::string out;
  for (const VintageFigures& vintage : vintages) {
    const std::string year = std::to_string(vintage.vintage);
    if (!vintage.uncertain.is_zero()) {
      out += phrase("uncertain, of vintage {}: {} kgCO2e, which are taken off X before C\n", year,
                    kilograms(vintage.uncertain));
    }
    if (!vintage.disputed.is_zero()) {
      out += phrase(
          "in dispute, of vintage {}: {} kgCO2e, which are neither issued nor a debt until the certifier "
          "settles it\n",
          year, kilograms(vintage.disputed));
    }
    if (!vintage.withheld.is_zero()) {
      out += phrase(
          "withheld, of vintage {}: {} kgCO2e, for what is in dispute and its own vintage does not cover\n",
          year, kilograms(vintage.withheld));
    }
    if (!vintage.reserve.is_zero()) {
      out += phrase(
          "in reserve, of vintage {}: {} kgCO2e, until {}, when the longest second life of its devices has "
          "passed; what is given back until then is taken from it first\n",
          year, kilograms(vintage.reserve), date_of(*vintage.reserved_until));
    }
  }
  return out;
}

}  // namespace lcl
