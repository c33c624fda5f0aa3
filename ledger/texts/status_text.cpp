// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/status_text.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>

#include "ledger/audit/anchor.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/texts/next_act_text.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/participant_text.hpp"
#include "ledger/texts/project_text.hpp"
#include "ledger/texts/report_text.hpp"
#include "ledger/texts/sample_text.hpp"
#include "ledger/texts/vintage_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// The report filed last.
const Report* last_report(const Project& project) {
  return project.reports.empty() ? nullptr : &project.reports.back();
}

Json population_json(const Tally& tally) {
  Json ineligible = Json::object();
  for (std::size_t i = 0; i < tally.cycles.ineligible.size() && i < tally.reasons.size(); ++i) {
    ineligible[tally.reasons[i]] = tally.cycles.ineligible[i];
  }
  return {{"credited", tally.cycles.credited},   {"disposed", tally.cycles.disposed},
          {"ineligible", std::move(ineligible)}, {"open", tally.cycles.open},
          {"period", to_string(tally.period)},   {"reduction", to_string(tally.amounts.net())},
          {"total", tally.cycles.total()}};
}

Json units_json(const Project& project) {
  Json list = Json::array();
  for (const auto& [vintage, states] : units_by_state(project)) {
    Json item = {{"vintage", vintage}};
    for (std::size_t i = 0; i < states.size(); ++i) {
      item[std::string(word(static_cast<UnitState>(i)))] = states[i];
    }
    list.push_back(std::move(item));
  }
  return list;
}

std::string heading(const ProjectStatus& status) {
  const Project& project = status.project;
  Columns lines({Align::left, Align::left});
  lines.row({phrase("project"), project.id + "  " + project.title});
  lines.row({phrase("registry"), standing_text(project.standing)});
  lines.row({phrase("state"), spoken(word(project.state))});
  lines.row({phrase("developer"), standing_text(status.state, project.developer, status.today)});
  add_incentives(project, lines);
  if (project.labelled != 0) lines.row({phrase("crediting"), to_string(project.crediting_period)});
  if (const Report* report = last_report(project)) {
    lines.row({phrase("last report"), phrase("entry {}: {}, {} kgCO2e", report->seq,
                                             to_string(report->period), kilograms(report->reduction))});
    lines.row({"", stage_text(project, *report)});
  }
  return lines.text();
}

std::string population_text(const Tally& tally) {
  Columns lines({Align::right, Align::left});
  lines.row({whole(tally.cycles.credited), phrase("credited")});
  for (std::size_t i = 0; i < tally.cycles.ineligible.size() && i < tally.reasons.size(); ++i) {
    if (tally.cycles.ineligible[i] != 0) {
      lines.row({whole(tally.cycles.ineligible[i]), phrase("ineligible: {}", spoken(tally.reasons[i]))});
    }
  }
  lines.row({whole(tally.cycles.disposed), phrase("disposed")});
  lines.row({whole(tally.cycles.open), phrase("open")});
  return phrase("\ncycles of {}, {} kgCO2e as it stands\n", to_string(tally.period),
                kilograms(tally.amounts.net())) +
         lines.text(2);
}

std::string units_table(const Project& project) {
  const auto units = units_by_state(project);
  if (units.empty()) return {};
  Columns lines({Align::left, Align::right, Align::right, Align::right, Align::right});
  lines.row({phrase("vintage"), phrase("held"), phrase("assigned"), phrase("retired"), phrase("cancelled")});
  std::uint64_t held = 0;
  for (const auto& [vintage, states] : units) {
    lines.row(
        {std::to_string(vintage), whole(states[0]), whole(states[1]), whole(states[2]), whole(states[3])});
    held += states[0];
  }
  return phrase("\nunits\n") + lines.text(2) +
         (held == 0
              ? ""
              : phrase("  a contract on units held is declared within three months of its signature\n"));
}

bool is_to_come(const ProjectStatus& status) { return is_clearly_later(status.last_entry, status.today); }

std::string section(const std::string& title, const Columns& lines) {
  return lines.empty() ? std::string() : fmt::format("\n{}\n{}", title, lines.text(2));
}

}  // namespace

std::vector<DueDate> due_dates_of(const ProjectStatus& status) {
  std::set<std::string> suppliers;
  if (status.credits.population) {
    for (const TallyRow& row : status.credits.population->rows) suppliers.insert(row.labels.front());
  }
  return due_dates(status.state.records(), status.project, suppliers, status.today);
}

std::map<int, std::array<std::uint64_t, 4>> units_by_state(const Project& project) {
  std::map<int, std::array<std::uint64_t, 4>> units;
  for (const Issuance& issuance : project.issuances) {
    for (const Holding& holding : issuance.holdings) {
      units[issuance.vintage][static_cast<std::size_t>(holding.state)] += holding.count();
    }
  }
  return units;
}

std::string elsewhere_text(const CreditedElsewhere& declared) {
  return declared.registry + ", " + declared.foreign_project +
         (declared.period ? ", " + to_string(*declared.period) : std::string()) +
         (declared.devices.empty()
              ? std::string()
              : ", " + counted(std::uint64_t{declared.devices.size()}, phrase("device"), phrase("devices")));
}

Json status_json(const ProjectStatus& status) {
  const Project& project = status.project;
  Json due = Json::array();
  for (const DueDate& date : due_dates_of(status)) {
    due.push_back({{"on", date_of(date.on)}, {"past", date.on <= status.today}, {"what", due_text(date)}});
  }
  Json clashing = Json::array();
  for (const Clash& clash : clashes(project)) {
    clashing.push_back({{"credited_elsewhere", clash.elsewhere->seq},
                        {"exclusive", clash.exclusive->seq},
                        {"what", elsewhere_text(*clash.elsewhere)}});
  }
  Json next = Json::array();
  for (const NextAct& act : next_acts(project, status.credits, status.today)) {
    auto [what, command] = next_act_text(act, project.id);
    next.push_back(
        {{"command", std::move(command)}, {"what", std::move(what)}, {"who", std::string(word(act.who))}});
  }
  Json unrevealed = Json::array();
  for (const SampleCommitment& commitment : project.commitments) {
    if (project.stage_of(commitment) == CommitmentStage::unrevealed)
      unrevealed.push_back(commitment_json(project, commitment));
  }
  Json json = {{"clashes", std::move(clashing)},
               {"due", std::move(due)},
               {"next", std::move(next)},
               {"incentives", incentives_json(project)},
               {"notices", notices_json(estimates_shown(project))},
               {"project", project_summary_json(project)},
               {"today", date_of(status.today)},
               {"units", units_json(project)},
               {"unrevealed", std::move(unrevealed)},
               {"vintages", vintages_json(status.credits.vintages)}};
  json["questioned"] = status.questioned;
  json["clock_corrections"] = clock_corrections_json(status.state.records().clock_corrections);
  if (is_to_come(status)) json["last_entry_to_come"] = to_string(status.last_entry);
  if (status.credits.population) json["population"] = population_json(*status.credits.population);
  if (const Report* report = last_report(project)) json["report"] = report_json(project, *report);
  return json;
}

std::string status_text(const ProjectStatus& status) {
  const Project& project = status.project;
  std::string out = heading(status);
  Columns due({Align::left, Align::left});
  for (const DueDate& date : due_dates_of(status)) {
    due.row({date_of(date.on), due_text(date) + (date.on <= status.today ? phrase(", overdue") : "")});
  }
  out += section(phrase("coming due"), due);
  if (status.credits.population) out += population_text(*status.credits.population);
  out += units_table(project);
  Columns owed({Align::left, Align::right, Align::left});
  for (const VintageFigures& vintage : status.credits.vintages) {
    owed.row({std::to_string(vintage.vintage), phrase("{} kgCO2e owed", kilograms(vintage.owed)),
              outcome_text(vintage)});
  }
  out += section(phrase("vintages"), owed) + withheld_text(status.credits.vintages);
  Columns clashing({Align::left, Align::left});
  for (const Clash& clash : clashes(project)) {
    clashing.row(
        {phrase("entry {}: {} is credited nowhere else", clash.exclusive->seq,
                to_string(clash.exclusive->period)),
         phrase("entry {}: credited in {}", clash.elsewhere->seq, elsewhere_text(*clash.elsewhere))});
  }
  out += section(phrase("declarations that clash"), clashing);
  Columns unrevealed({Align::left, Align::left});
  for (const SampleCommitment& commitment : project.commitments) {
    if (project.stage_of(commitment) != CommitmentStage::unrevealed) continue;
    unrevealed.row({phrase("entry {}", commitment.seq),
                    phrase("{}, by {}", to_string(commitment.period), commitment.auditor)});
  }
  out += section(phrase("challenged samples whose number was not revealed"), unrevealed);
  Columns questioned({Align::left, Align::left});
  add_questioned(status.questioned, questioned);
  out += section(phrase("signed with keys in question"), questioned);
  Columns clock({Align::left, Align::left});
  add_clock_corrections(status.state.records().clock_corrections, clock);
  if (is_to_come(status))
    clock.row({phrase("to come"), phrase("the last entry is later than this machine's clock: {}",
                                         to_string(status.last_entry))});
  out += section(phrase("times that are wrong"), clock);
  Columns next({Align::left, Align::left});
  for (const NextAct& act : next_acts(project, status.credits, status.today)) {
    auto [what, command] = next_act_text(act, project.id);
    next.row({spoken(word(act.who)), std::move(what)});
    next.row({"", std::move(command)});
  }
  return out + (next.empty() ? phrase("\nnobody has to act\n") : section(phrase("next"), next)) +
         notices_text(estimates_shown(project));
}

}  // namespace lcl
