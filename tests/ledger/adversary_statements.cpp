// SPDX-License-Identifier: Apache-2.0
// What adversaries try with reports, opinions, statements and units.
#include <doctest/doctest.h>

#include <algorithm>

#include "ledger/replay/stated_figures.hpp"
#include "tests/ledger/adversaries.hpp"

namespace lcl::test {
namespace {

constexpr std::int64_t more_than_a_month = 31 * simulated_day;

}  // namespace

// ---- reports and opinions

void Adversaries::only_the_month_that_pays() {
  const SimulatedProject& project = some_project();
  const int next = month_of(world_.open().state().project(project.id)->reported_until());
  const Period month{start_of_month(next + 1), start_of_month(next + 2)};
  answered(try_to("period_reported", project, report_act(world_.open().opened(), project.id, month, 3),
                  *project.developer));
}

void Adversaries::filed_until_an_auditor_agrees() {
  const auto [project, report] = some_objection();
  if (project == nullptr) return;
  const Period period = report->period;
  const std::string answer =
      try_to("period_reported", *project, report_act(world_.open().opened(), project->id, period, 3),
             *project->developer);
  answered(answer);
  if (answer != "accepted") return;
  const std::uint64_t seq = world_.open().head().size - 1;
  project->reports.push_back(
      {seq, period, world_.real_lines(*project, period), world_.recorded_lines(*project, period), {}});
  const Json opinion = MonitoredRegistry::opinion_on(seq);
  playing_ = &*std::find_if(abuses().begin(), abuses().end(),
                            [](const Abuse& abuse) { return abuse.name == "another auditor is asked"; });
  answered(try_to("opinion_given", *project, opinion, world_.other_auditor));
}

void Adversaries::another_auditor_is_asked() {
  const auto [project, report] = some_objection();
  if (project == nullptr) return;
  answered(
      try_to("opinion_given", *project, MonitoredRegistry::opinion_on(report->seq), world_.other_auditor));
}

void Adversaries::issued_on_a_modified_opinion() {
  const auto [project, report] = some_objection();
  if (project != nullptr) answered(try_to_issue(*project, *report));
}

void Adversaries::issued_twice() {
  const auto [project, report] = some_report({"unmodified"});
  if (project != nullptr) answered(try_to_issue(*project, *report));
}

void Adversaries::sample_redrawn() {
  SimulatedProject* const due = some_due();
  if (due == nullptr) return;
  SimulatedProject& project = *due;
  const std::optional<Period> period = parties_.period_after(project, project.months);
  const PrivateKey& auditor = *project.auditor;
  parties_.file(project, *period);
  const std::uint64_t report = project.reports.back().seq;
  const std::optional<std::uint64_t> committed = parties_.commit_to_sample(project, report);
  if (!committed) return;
  const std::uint64_t commitment = *committed;
  const Digest number = parties_.number(commitment);
  const Digest better = sha256("a number that draws better than " + hex(number));
  answered(try_to("sample_committed", project, HonestParties::commitment(report, number), auditor));
  answered(try_to("opinion_given", project, MonitoredRegistry::opinion_on(report), auditor));
  answered(try_to("sample_drawn", project,
                  {{"commitment", commitment},
                   {"number", hex(number)},
                   {"population", 1},
                   {"kgco2e", "1"},
                   {"interval", "1"},
                   {"size", 1},
                   {"sample", hex(number)},
                   {"cycles", {1}}},
                  auditor));
  CHECK(try_to("sample_challenged", project, HonestParties::challenge(commitment), world_.certifier) ==
        "accepted");
  answered(try_to("sample_challenged", project, HonestParties::challenge(commitment + 1), world_.certifier));
  answered(try_to("sample_committed", project, HonestParties::commitment(report, better), auditor));
  const auto draw = [&](const Digest& with) {
    const auto fields = draw_act(world_.open().opened(), project.id, commitment, with);
    return fields ? try_to("sample_drawn", project, *fields, auditor)
                  : std::string(word(fields.refused().refusal));
  };
  answered(draw(better));
  CHECK(draw(number) == "accepted");
  answered(draw(number));
}

/// The auditor draws all that the books list: what is projected is what was left out. An opinion that holds
/// the report for right in silence, or states a billionth less, is not taken; what the auditor does say is
/// that it does not hold.
void Adversaries::cycles_left_out() {
  SimulatedProject* const due = some_due();
  if (due == nullptr) return;
  SimulatedProject& project = *due;
  const Period period = *parties_.period_after(project, project.months);
  for (int i = 0; i < 4; ++i) world_.leave_out(project.credited.number, days_after(period.to, -2));
  parties_.file(project, period);
  const FiledReport& report = project.reports.back();
  const std::vector<BookedCycle> listed = world_.book(project, period);
  parties_.look_into_books(project, report, listed.size());
  Billionths left_out = 0;
  for (const BookedCycle& each : listed) left_out -= each.in_ledger ? 0 : each.kg;
  const Ledger& ledger = world_.open();
  const Project& on_record = *ledger.state().project(project.id);
  CHECK(left_out >= 4 * spent_energy);
  CHECK(on_record.omitted_in({report.seq}, on_record.completeness.back().auditor) ==
        Decimal::from_scaled(left_out));
  for (const Billionths stated : {Billionths{0}, left_out - 1}) {
    Json opinion = MonitoredRegistry::opinion_on(report.seq);
    const std::string kg = to_string(Decimal::from_scaled(stated));
    opinion["misstated"] = kg;
    if (stated > 0) opinion["misstatements"] = {{{"kgco2e", kg}, {"text", "left out of the log"}}};
    answered(try_to("opinion_given", project, world_.disposing(opinion, project.id), *project.auditor));
  }
  parties_.give_opinion(project, {report.seq});
  CHECK(report.opinion == "qualified");
}

// ---- statements

void Adversaries::replayed() {
  const SimulatedProject& project = some_project();
  Statement statement = signed_by(*project.auditor, "question_asked", project, {{"text", "Why?"}});
  Ledger& ledger = world_.open();
  CHECK(outcome_of(ledger.commit(statement)) == "accepted");
  const Head head = ledger.head();
  const auto again = ledger.commit(statement);
  answered(again && again->recorded_before ? "recorded before" : outcome_of(again));
  statement.act["text"] = "Why not?";
  answered(outcome_of(ledger.commit(statement)));
  CHECK(ledger.head() == head);
}

/// `seen` lasts from when the log has moved on.
void Adversaries::kept_back() {
  if (!kept_) {
    SimulatedProject& project = some_project();
    kept_ = {signed_by(*project.auditor, "question_asked", project, {{"text", "When?"}}), world_.today};
    parties_.ask(project);
  } else if (world_.today.milliseconds - kept_->on.milliseconds > more_than_a_month) {
    answered(outcome_of(world_.open().commit(kept_->statement)));
    kept_.reset();
  }
}

void Adversaries::by_another_party() {
  const SimulatedProject& demo = world_.projects[0];
  const Period quarter{*parse_date("2025-01-01"), *parse_date("2025-04-01")};
  const Json span = dates("2025-01-01/2025-01-02");
  switch (world_.draw(5)) {
    case 0:
      return answered(try_to("period_reported", demo, report_act(world_.open().opened(), demo.id, quarter, 3),
                             world_.other_developer));
    case 1:
      return answered(try_to("exclusivity_declared", demo,
                             {{"period", span}, {"declaration", std::string(64, 'c')}},
                             world_.other_developer));
    case 2:
      return answered(try_to("opinion_given", demo, MonitoredRegistry::opinion_on(1), *demo.developer));
    case 3:
      return answered(
          try_to("period_forgone", demo, {{"report", 1}, {"reason", "it pays"}}, *demo.developer));
    default:
      return answered(
          try_to("opinion_reopened", demo, {{"opinion", 1}, {"reason", "it does not pay"}}, *demo.developer));
  }
}

// ---- units

Json Adversaries::retirement(const UnitBlock& units) const {
  return {{"units", to_string(units)},
          {"year", year_of(world_.today)},
          {"use", "contribution"},
          {"beneficiary", "Whoever"}};
}

std::optional<Adversaries::Block> Adversaries::some_units(std::set<UnitState> states) {
  std::vector<Block> found;
  const Ledger& ledger = world_.open();
  for (SimulatedProject& project : world_.projects) {
    const Project& on_record = *ledger.state().project(project.id);
    for (const Issuance& issuance : on_record.issuances) {
      for (const Holding& holding : issuance.holdings) {
        if (states.contains(holding.state) && on_record.open_offer(holding, world_.today) == nullptr)
          found.push_back({&project, block_of(project, issuance, holding)});
      }
    }
  }
  if (found.empty()) return std::nullopt;
  return found[world_.draw(found.size())];
}

std::optional<Adversaries::Block> Adversaries::offered() {
  const std::size_t first = world_.draw(world_.projects.size());
  for (std::size_t i = 0; i < world_.projects.size(); ++i) {
    SimulatedProject& project = world_.projects[(first + i) % world_.projects.size()];
    const auto offer = parties_.offer_some(project, world_.holder);
    if (!offer) continue;
    const Ledger& ledger = world_.open();
    return Block{&project, recorded_by(ledger.state().project(project.id)->offers, *offer)->block, *offer};
  }
  return std::nullopt;
}

void Adversaries::corrected_beyond_debt() {
  const std::optional<Block> block = some_units({UnitState::issued, UnitState::assigned});
  if (!block) return;
  for (const VintageFigures& vintage : vintages(world_.open().opened(), block->project->id)) {
    if (vintage.vintage == block->units.vintage && vintage.in_debt()) return;
  }
  answered(
      try_to("units_cancelled", *block->project,
             {{"units", to_string(block->units)}, {"reason", "correction"}, {"text", "to be sold again"}},
             world_.certifier));
}

void Adversaries::sold_units_taken_back() {
  std::optional<Block> block = some_units({UnitState::assigned});
  if (!block) {
    block = offered();
    if (!block) return;
    CHECK(try_to("assignment_accepted", *block->project, {{"offer", block->offer}}, world_.holder) ==
          "accepted");
  }
  const PrivateKey& seller = *block->project->developer;
  answered(try_to("units_retired", *block->project, retirement(block->units), seller));
  Json act = contract_over(block->units, world_.today);
  act["to"] = hex(world_.other_holder.public_key().id());
  answered(try_to("units_assigned", *block->project, act, seller));
  answered(try_to("units_cancelled", *block->project,
                  {{"units", to_string(block->units)}, {"reason", "error"}, {"text", "a mistake"}}, seller));
}

void Adversaries::spent_twice() {
  std::optional<Block> block = some_units({UnitState::retired, UnitState::cancelled});
  if (!block) {
    block = some_units({UnitState::issued});
    if (!block) return;
    CHECK(try_to("units_retired", *block->project, retirement(block->units), *block->project->developer) ==
          "accepted");
  }
  for (const PrivateKey* key : std::initializer_list<const PrivateKey*>{block->project->developer,
                                                                        &world_.holder, &world_.other_holder})
    answered(try_to("units_retired", *block->project, retirement(block->units), *key));
}

void Adversaries::serials_of_others() {
  const std::optional<Block> block = some_units({UnitState::issued, UnitState::assigned});
  if (!block) return;
  UnitBlock other = block->units;
  Json act;
  switch (world_.draw(3)) {
    case 0:
      other.project = block->project->id == "DEMO" ? "OTHER" : "DEMO";
      act = retirement(other);
      break;
    case 1:
      other.last += 100'000;
      act = retirement(other);
      break;
    default: {
      act = retirement(other);
      std::string serial = act["units"];
      serial.back() = serial.back() == '9' ? '0' : static_cast<char>(serial.back() + 1);
      act["units"] = serial;
    }
  }
  answered(try_to("units_retired", *block->project, act, *block->project->developer));
}

void Adversaries::accepted_by_another() {
  const std::optional<Block> block = offered();
  if (block)
    answered(try_to("assignment_accepted", *block->project, {{"offer", block->offer}}, world_.other_holder));
}

void Adversaries::sold_twice() {
  const std::optional<Block> block = offered();
  if (!block) return;
  Json act = contract_over(block->units, world_.today);
  act["to"] = hex(world_.other_holder.public_key().id());
  answered(try_to("units_assigned", *block->project, act, *block->project->developer));
}

void Adversaries::accepted_too_late() {
  if (!kept_offer_) {
    if (const std::optional<Block> block = offered()) kept_offer_ = {*block, world_.today};
  } else if (world_.today.milliseconds - kept_offer_->on.milliseconds > more_than_a_month) {
    const Block& block = kept_offer_->block;
    answered(try_to("assignment_accepted", *block.project, {{"offer", block.offer}}, world_.holder));
    kept_offer_.reset();
  }
}

}  // namespace lcl::test
