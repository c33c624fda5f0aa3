// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/texts/figures.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/texts/listing/cells.hpp"
#include "ledger/texts/next_act_text.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/texts/report_text.hpp"
#include "ledger/texts/status_text.hpp"
#include "ledger/texts/vintage_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using page::Message;

constexpr std::array<std::pair<std::string_view, Message>, 10> status_sections{
    {{"state", Message::status_state},
     {"due", Message::status_due},
     {"cycles", Message::status_cycles},
     {"units", Message::status_units},
     {"owed", Message::status_owed},
     {"clash", Message::status_clash},
     {"unrevealed", Message::status_unrevealed},
     {"questioned", Message::status_questioned},
     {"clock", Message::status_clock},
     {"next", Message::status_next}}};

/// One thing that a status says; what is empty is none of it.
struct StatusRow {
  std::string_view section;
  std::string about{};
  std::string what{};
  ListingCell amount{};
  std::string_view unit{};
  std::string on{};
  std::string_view who{};
  std::string command{};
};

class StatusRows {
 public:
  void add(StatusRow row) {
    rows_.push_back({std::string(row.section), text_or_nothing(std::move(row.about)),
                     text_or_nothing(std::move(row.what)), std::move(row.amount),
                     text_or_nothing(std::string(row.unit)), text_or_nothing(std::move(row.on)),
                     text_or_nothing(std::string(row.who)), text_or_nothing(std::move(row.command))});
  }
  void add_count(std::string_view section, std::string about, std::string what, std::int64_t count,
                 std::string_view unit) {
    if (count != 0) add({section, std::move(about), std::move(what), Decimal(count), unit});
  }
  void add_kilograms(std::string_view section, std::string about, std::string what, const Decimal& kg) {
    add({section, std::move(about), std::move(what), kg, "kgCO2e"});
  }
  [[nodiscard]] std::vector<ListingRow> take() && { return std::move(rows_); }

 private:
  std::vector<ListingRow> rows_;
};

std::string entry_called(std::uint64_t seq) { return phrase("entry {}", seq); }

void add_state(const ProjectStatus& status, StatusRows& rows) {
  const Project& project = status.project;
  rows.add({"state", project.id, spoken(word(project.state))});
  if (project.labelled != 0)
    rows.add({"state", to_string(project.crediting_period), phrase("crediting period")});
  if (project.reports.empty()) return;
  const Report& report = project.reports.back();
  rows.add_kilograms("state", to_string(report.period),
                     phrase("report by {}: {}", entry_called(report.seq), stage_text(project, report)),
                     report.reduction);
}

void add_cycles(const Tally& tally, StatusRows& rows) {
  const std::string period = to_string(tally.period);
  rows.add_count("cycles", period, phrase("credited"), tally.cycles.credited, "cycles");
  for (std::size_t i = 0; i < tally.cycles.ineligible.size() && i < tally.reasons.size(); ++i) {
    rows.add_count("cycles", period, phrase("ineligible: {}", spoken(tally.reasons[i])),
                   tally.cycles.ineligible[i], "cycles");
  }
  rows.add_count("cycles", period, phrase("disposed"), tally.cycles.disposed, "cycles");
  rows.add_count("cycles", period, phrase("open"), tally.cycles.open, "cycles");
  rows.add_kilograms("cycles", period, phrase("reduction as it stands"), tally.amounts.net());
}

void add_units(const ProjectStatus& status, StatusRows& rows) {
  for (const auto& [vintage, states] : units_by_state(status.project)) {
    for (std::size_t i = 0; i < states.size(); ++i) {
      rows.add_count("units", std::to_string(vintage), spoken(word(static_cast<UnitState>(i))),
                     static_cast<std::int64_t>(states[i]), "units");
    }
  }
  for (const VintageFigures& vintage : status.credits.vintages)
    rows.add_kilograms("owed", std::to_string(vintage.vintage), outcome_text(vintage), vintage.owed);
}

/// What somebody has to look into.
void add_doubts(const ProjectStatus& status, StatusRows& rows) {
  const Project& project = status.project;
  for (const Clash& clash : clashes(project)) {
    rows.add({"clash", entry_called(clash.exclusive->seq),
              phrase("{} is credited nowhere else", to_string(clash.exclusive->period))});
    rows.add({"clash", entry_called(clash.elsewhere->seq),
              phrase("credited in {}", elsewhere_text(*clash.elsewhere))});
  }
  for (const SampleCommitment& commitment : project.commitments) {
    if (project.stage_of(commitment) == CommitmentStage::unrevealed)
      rows.add({"unrevealed", entry_called(commitment.seq),
                phrase("{}, by {}", to_string(commitment.period), commitment.auditor)});
  }
  for (const std::uint64_t seq : status.questioned)
    rows.add({"questioned", entry_called(seq), phrase("signed with a key in question")});
  for (const ClockCorrection& each : status.state.records().clock_corrections)
    rows.add(
        {"clock", entries_text(each.from, each.seq - 1), phrase("corrected by {}", entry_called(each.seq))});
}

}  // namespace

Listing status_listing(const ProjectStatus& status, ListingBasis basis) {
  const Project& project = status.project;
  StatusRows rows;
  add_state(status, rows);
  for (const DueDate& date : due_dates_of(status)) {
    rows.add({.section = "due",
              .what = date.on <= status.today ? phrase("{}, overdue", due_text(date)) : due_text(date),
              .on = date_of(date.on)});
  }
  if (status.credits.population) add_cycles(*status.credits.population, rows);
  add_units(status, rows);
  add_doubts(status, rows);
  for (const NextAct& act : next_acts(project, status.credits, status.today)) {
    auto [what, command] = next_act_text(act, project.id);
    rows.add(
        {.section = "next", .what = std::move(what), .who = word(act.who), .command = std::move(command)});
  }
  if (project.labelled != 0) basis.methodologies = {project.methodology};
  Listing listing = listing_of("status", Message::listing_status, project.id,
                               {words_column("section", Message::column_section, called(status_sections)),
                                {"about", ValueKind::words, Message::column_about},
                                {"what", ValueKind::words, Message::column_in_words},
                                {"amount", ValueKind::decimal, Message::column_amount},
                                {"unit", ValueKind::words, Message::unit},
                                {"on", ValueKind::words, Message::day_word},
                                words_column("who", Message::column_who, called<Role>(role_names)),
                                detail("command", ValueKind::words)},
                               std::move(rows).take(), std::move(basis));
  listing.notices = notices(estimates_shown(project));
  return listing;
}

}  // namespace lcl
