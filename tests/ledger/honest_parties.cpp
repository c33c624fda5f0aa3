// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/honest_parties.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/stated_figures.hpp"

namespace lcl::test {
namespace {

constexpr int most_turns = 100;
constexpr std::string_view materiality = "0.05";
constexpr std::size_t most_drawn = 10;

bool is_paperwork(const NextAct& next) {
  return next.act == Act::question_answered || next.act == Act::sample_recorded ||
         next.act == Act::assignment_accepted;
}

std::string digits_of(char digit) { return std::string(64, digit); }

Json dates_of(const Period& period) { return {{"from", date_of(period.from)}, {"to", date_of(period.to)}}; }

/// The first day of the month that is `months` after that of `from`.
Instant months_after(Instant from, std::int64_t months) {
  return start_of_month(month_of(from) + static_cast<int>(months));
}

}  // namespace

UnitBlock block_of(const SimulatedProject& project, const Issuance& issuance, const Holding& holding) {
  return {project.id, issuance.vintage, issuance.ordinal, holding.first, holding.last};
}

Json contract_over(const UnitBlock& units, Instant today) {
  return {{"units", to_string(units)},
          {"use", "contribution"},
          {"contract_date", date_of(today)},
          {"attestation", digits_of('a')}};
}

std::vector<NextAct> HonestParties::next(const SimulatedProject& project) const {
  const Ledger& ledger = world_.open();
  return next_acts(*ledger.state().project(project.id), credit_standing(ledger.opened(), project.id, {}),
                   world_.today);
}

void HonestParties::settle(SimulatedProject& project) {
  std::string taken;
  for (int turns = 0;; ++turns) {
    CAPTURE(taken);
    REQUIRE(turns < most_turns);
    const std::vector<NextAct> owed = next(project);
    if (owed.empty()) return;
    taken += fmt::format("{} {}, ", owed.front().act ? rule_of(*owed.front().act).kind : "clash",
                         owed.front().entry);
    perform(project, owed.front());
    // What does not rest on figures is done in one go, up to what does, or what has to wait for it.
    for (std::size_t i = 1; i < owed.size() && is_paperwork(owed[i - 1]) && is_paperwork(owed[i]); ++i)
      perform(project, owed[i]);
  }
}

Receipt HonestParties::does(const SimulatedProject& project, std::string_view kind, const Json& act,
                            const PrivateKey& key) {
  ++done_[std::string(kind)];
  for (const auto& [holder, successor] : successors_) {
    if (&key == successor.key) ++done_["signed with a holder's new key"];
  }
  INFO(project.id << ": " << kind << " " << act.dump() << " on " << to_string(world_.today));
  const Result<Receipt> answer = world_.act(kind, project.id, act, key);
  REQUIRE(outcome_of(answer) == "accepted");
  return *answer;
}

void HonestParties::perform(SimulatedProject& project, const NextAct& next) {
  REQUIRE(next.act.has_value());
  switch (*next.act) {
    case Act::period_reported:
      return file(project, next.period);
    case Act::opinion_given:
      return give_opinion(project, next.reports);
    case Act::exclusivity_declared:
      does(project, "exclusivity_declared",
           {{"period", dates_of(next.period)}, {"declaration", digits_of('c')}}, *project.developer);
      return;
    case Act::submission:  // an auditor has found something wrong
      ++done_["submission"];
      return world_.put_right(world_.misrecorded());
    case Act::units_issued:
      return issue(project, next);
    case Act::units_cancelled:
      return cancel(project, next);
    case Act::debt_stated:
      does(project, "debt_stated", debt_act(world_.open().opened(), project.id, next.vintage),
           world_.certifier);
      return;
    case Act::debt_set_off: {
      const Json fields =
          set_off_act(world_.open().opened(), next.debtor, next.vintage, next.from_vintage, next.set_off);
      does(project, "debt_set_off", fields, world_.certifier);
      return;
    }
    case Act::question_answered:
      does(project, "question_answered", {{"question", next.entry}, {"text", "so it was"}},
           *project.developer);
      return;
    case Act::sample_drawn:
      return draw(project, next);
    case Act::sample_committed:
      REQUIRE(commit_to_sample(project, next.reports.front()).has_value());
      return;
    case Act::sample_recorded:
      return examine(project, next.entry);
    case Act::sample_challenged:
      does(project, "sample_challenged", challenge(next.entry), world_.certifier);
      return;
    case Act::dispute_settled:
      return settle_dispute(project, next);
    case Act::assignment_accepted: {
      const Ledger& ledger = world_.open();
      const auto& offers = ledger.state().project(project.id)->offers;
      does(project, "assignment_accepted", {{"offer", next.entry}},
           key_of(recorded_by(offers, next.entry)->to));
      return;
    }
    default:
      FAIL("nobody knows how to do " << rule_of(*next.act).kind);
  }
}

void HonestParties::draw(SimulatedProject& project, const NextAct& next) {
  const auto fields = draw_act(world_.open().opened(), project.id, next.entry, number(next.entry));
  REQUIRE(fields);
  does(project, "sample_drawn", *fields, *project.auditor);
}

void HonestParties::examine(SimulatedProject& project, std::uint64_t sample) {
  Json results = Json::array();
  for (const std::uint64_t seq : world_.open().state().project(project.id)->sample(sample)->cycles)
    results.push_back({{"seq", seq}, {"result", "right"}});
  does(project, "sample_recorded",
       accepted(conclusion_of(world_.open().opened(), project.id, sample, results, sha256("papers"))).act,
       *project.auditor);
}

std::optional<Period> HonestParties::period_after(const SimulatedProject& project,
                                                  std::int64_t months) const {
  const Instant from = world_.open().state().project(project.id)->reported_until();
  const Instant to = std::min(months_after(from, months), project.credited.crediting.to);
  if (to > world_.today || from >= to) return std::nullopt;
  return Period{from, to};
}

bool HonestParties::report_next(SimulatedProject& project, std::int64_t months) {
  const std::optional<Period> period = period_after(project, months);
  if (!period) return false;
  file(project, *period);
  if (world_.draw(4) == 0) commit_to_sample(project, project.reports.back().seq);
  if (world_.draw(4) == 0) ask(project);
  if (world_.draw(3) == 0) look_into_books(project, project.reports.back(), most_drawn);
  return true;
}

void HonestParties::file(SimulatedProject& project, const Period& period) {
  const Json fields = report_act(world_.open().opened(), project.id, period, 3);
  const std::uint64_t seq = does(project, "period_reported", fields, *project.developer).seq;
  project.reports.push_back(
      {seq, period, world_.real_lines(project, period), world_.recorded_lines(project, period), {}});
}

void HonestParties::give_opinion(SimulatedProject& project, std::vector<std::uint64_t> reports) {
  const auto holds = [&](std::uint64_t seq) {
    const FiledReport& filed = project.report(seq);
    return filed.real == filed.recorded;
  };
  // One opinion on the first reports of which it says the same.
  const bool first = holds(reports.front());
  reports.erase(std::find_if(reports.begin(), reports.end(), [&](auto seq) { return holds(seq) != first; }),
                reports.end());
  const std::string word = first ? "unmodified" : "qualified";
  for (const std::uint64_t seq : reports) {
    FiledReport& report = project.report(seq);
    report.opinion = word;
    if (first && lacks_something(project, report)) look_into_books(project, report, most_drawn);
  }
  ++done_[word];
  if (reports.size() > 1) ++done_["one opinion on several reports"];
  std::sort(reports.begin(), reports.end());
  Json opinion = MonitoredRegistry::opinion_on(reports.front());
  opinion["reports"] = reports;
  opinion["materiality"] = materiality;
  opinion["opinion"] = word;
  does(project, "opinion_given", world_.disposing(opinion, project.id), *project.auditor);
}

void HonestParties::ask(SimulatedProject& project) {
  does(project, "question_asked", {{"text", "How was this?"}}, *project.auditor);
}

bool HonestParties::lacks_something(const SimulatedProject& project, const FiledReport& report) const {
  const Ledger& ledger = world_.open();
  const auto binding = ledger.state().project(project.id)->binding_completeness(report.period);
  return std::any_of(binding.begin(), binding.end(), [&](const CompletenessRecord* each) {
    return each->is_short() && each->with.key == project.auditor->public_key().id();
  });
}

void HonestParties::look_into_books(SimulatedProject& project, const FiledReport& report, std::size_t most) {
  std::vector<BookedCycle> listed = world_.book(project, report.period);
  if (listed.empty()) return;
  std::shuffle(listed.begin(), listed.end(), world_.random);
  const std::size_t drawn = std::min(listed.size(), most);
  std::size_t found = 0;
  Billionths omitted = 0;
  for (std::size_t i = 0; i < drawn; ++i) {
    if (listed[i].in_ledger)
      ++found;
    else
      omitted -= listed[i].kg;
  }
  Json act{{"reports", {report.seq}}, {"book", "purchases"}, {"listed", listed.size()},
           {"drawn", drawn},          {"found", found},      {"document", digits_of('b')}};
  if (found < drawn)
    act["omitted_kgco2e"] = to_string(Decimal::from_scaled(std::max<Billionths>(omitted, 0)));
  const Ledger& ledger = world_.open();
  const auto before = ledger.state().project(project.id)->completeness_touching(report.period);
  if (!before.empty()) act["reason"] = "looked for once more";
  does(project, "completeness_recorded", act, *project.auditor);
}

Json HonestParties::commitment(std::uint64_t report, const Digest& number) {
  return {{"reports", {report}},       {"number", hex(sha256(number.bytes))}, {"method", "monetary_unit"},
          {"assurance", "reasonable"}, {"materiality", materiality},          {"expected", "0"}};
}

Json HonestParties::challenge(std::uint64_t commitment) {
  return {{"commitment", commitment}, {"challenge", hex(sha256("challenge " + std::to_string(commitment)))}};
}

std::optional<std::uint64_t> HonestParties::commit_to_sample(SimulatedProject& project,
                                                             std::uint64_t report) {
  const Digest number = sha256("number " + std::to_string(numbers_.size()));
  const Result<Receipt> answer =
      world_.act("sample_committed", project.id, commitment(report, number), *project.auditor);
  if (outcome_of(answer) == "nothing_to_sample") return std::nullopt;
  REQUIRE(outcome_of(answer) == "accepted");
  ++done_["sample_committed"];
  numbers_[answer->seq] = number;
  return answer->seq;
}

void HonestParties::issue(SimulatedProject& project, const NextAct& next) {
  const Decision decision{"DGEC", world_.today};
  const auto fields = issuance_act(world_.open().opened(), project.id, next.entry, next.vintage, decision);
  REQUIRE(fields);
  CHECK((*fields)["count"] == next.units);
  does(project, "units_issued", *fields, world_.certifier);
}

void HonestParties::cancel(SimulatedProject& project, const NextAct& next) {
  does(project, "units_cancelled",
       {{"units", to_string(*next.block)},
        {"reason", "correction"},
        {"text", "as corrected"},
        {"vintage", next.vintage}},
       world_.certifier);
}

std::optional<UnitBlock> HonestParties::some_held(const SimulatedProject& project) {
  const Ledger& ledger = world_.open();
  const Project& on_record = *ledger.state().project(project.id);
  for (const Issuance& issuance : on_record.issuances) {
    for (const Holding& holding : issuance.holdings) {
      if (!holding.with_developer() || on_record.open_offer(holding, world_.today) != nullptr) continue;
      UnitBlock block = block_of(project, issuance, holding);
      block.last = block.first + world_.draw(std::min<std::size_t>(block.count(), 3));
      return block;
    }
  }
  return std::nullopt;
}

std::optional<std::uint64_t> HonestParties::offer_some(SimulatedProject& project, const PrivateKey& to) {
  const std::optional<UnitBlock> block = some_held(project);
  if (!block) return std::nullopt;
  Json act = contract_over(*block, world_.today);
  act["to"] = hex(to.public_key().id());
  return does(project, "units_assigned", act, *project.developer).seq;
}

void HonestParties::use_units(SimulatedProject& project) {
  const Ledger& ledger = world_.open();
  const Project& on_record = *ledger.state().project(project.id);
  for (const Issuance& issuance : on_record.issuances) {
    for (const Holding& holding : issuance.holdings) {
      if (holding.state != UnitState::assigned || !holding.holder ||
          on_record.open_offer(holding, world_.today) != nullptr || world_.draw(3) == 0)
        continue;
      const PrivateKey& key = key_of(*holding.holder);
      const UnitBlock block = block_of(project, issuance, holding);
      if (*holding.holder == world_.holder.public_key().id() && world_.draw(2) == 0) {
        Json act = contract_over(block, world_.today);
        act["from"] = hex(*holding.holder);
        act["to"] = hex(world_.other_holder.public_key().id());
        does(project, "units_assigned", act, key);
      } else {
        does(project, "units_retired",
             {{"units", to_string(block)},
              {"year", year_of(world_.today)},
              {"use", "contribution"},
              {"beneficiary", "The town itself"}},
             key);
      }
      return;
    }
  }
}

const PrivateKey& HonestParties::key_of(const Digest& holder) const {
  const auto successor = successors_.find(holder);
  if (successor != successors_.end() && world_.today >= successor->second.from) return *successor->second.key;
  return holder == world_.holder.public_key().id() ? world_.holder : world_.other_holder;
}

std::uint64_t HonestParties::check_earned(const SimulatedProject& project) const {
  const Ledger& ledger = world_.open();
  const Project& on_record = *ledger.state().project(project.id);
  const Instant reported_until = on_record.reported_until();
  LifeLines lines = world_.real_lines(project, {project.credited.crediting.from, reported_until});
  if (project.closed && reported_until < project.credited.crediting.to) {
    // What a closed project does not report counts where it is below 0.
    for (const auto& [name, kg] : world_.real_lines(project, {reported_until, project.credited.crediting.to}))
      lines[name] += std::min<Billionths>(kg, 0);
  }
  std::map<int, VintageFigures> figures;
  for (const VintageFigures& each : vintages(ledger.opened(), project.id)) figures[each.vintage] = each;
  std::uint64_t issued = 0;
  bool any_debt = false;
  for (const auto& [year, kg] : lesser_of(lines, lines)) {
    const int vintage = year;
    CAPTURE(vintage);
    const VintageFigures& found = figures[vintage];
    const Decimal due = Decimal::from_scaled(creditable(kg, project.credited.method));
    CHECK(found.creditable == due);
    CHECK(found.owed == found.account.owed(due));
    CHECK(found.owed < Decimal(1'000));
    any_debt = any_debt || found.in_debt();
    issued += found.account.issued;
  }
  // Who has sold what it did not earn owes it for as long as nothing is there to pay with.
  for (const auto& [year, each] : figures) {
    const int vintage = year;
    CAPTURE(vintage);
    if (any_debt) CHECK(each.owed <= Decimal(0));
    if (each.in_debt()) CHECK_FALSE(on_record.correctable_units(vintage, world_.today));
  }
  return issued;
}

}  // namespace lcl::test
