// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/adversaries.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "ledger/replay/stated_figures.hpp"

namespace lcl::test {
namespace {

const std::set<std::string> nothing_issued{
    "nothing_to_issue",      "vintage_in_debt",         "period_not_audited", "opinion_modified",
    "unknown_opinion",       "unknown_report",          "impossible_date",    "period_is_forgone",
    "misstatement_material", "exclusivity_not_declared"};

constexpr std::int64_t hour_ms = 3'600'000;

std::set<std::string> or_accepted(std::set<std::string> words) {
  words.insert("accepted");
  return words;
}

}  // namespace

std::span<const Abuse> Adversaries::abuses() {
  using A = Adversaries;
  static const std::vector<Abuse> all{
      {"fakes are recorded", &A::fakes_recorded, {"accepted"}},
      {"fakes are taken back before the audit and restored after it", &A::fakes_restored_after_the_audit,
       or_accepted(nothing_issued)},
      {"one phone is sold in a second project as well", &A::sold_once_more_elsewhere, {"accepted"}},
      {"a true collection is disputed so that nothing is given back",
       &A::true_collection_disputed,
       {"accepted", "already_disputed"}},
      {"a dispute is settled by who has it", &A::own_dispute_settled, {"wrong_role", "wrong_party"}},
      {"what gives nothing back is disputed", &A::nothing_disputed, {"nothing_to_dispute"}},
      {"another project goes on with a cycle", &A::carried_on_by_another, {"device_of_another_project"}},
      {"one phone under identifiers spelt otherwise",
       &A::spelt_otherwise,
       {"cycle_already_open", "device_of_another_project", "accepted"}},
      {"phones without identifiers", &A::junk, {"junk_identifier"}},
      {"sold tomorrow", &A::sold_tomorrow, {"in_the_future"}},
      {"closed before the returns come", &A::closed_before_the_returns, {"accepted", "after_closure"}},
      {"only the month that pays is reported", &A::only_the_month_that_pays, {"report_out_of_order"}},
      {"filed again until an auditor agrees",
       &A::filed_until_an_auditor_agrees,
       {"report_unchanged", "accepted"}},
      {"another auditor is asked",
       &A::another_auditor_is_asked,
       {"opinion_already_given", "opinion_not_disposed", "contradicts_record"}},
      {"issued on a modified opinion", &A::issued_on_a_modified_opinion, nothing_issued},
      {"issued twice", &A::issued_twice, or_accepted(nothing_issued)},
      {"a sample is drawn again",
       &A::sample_redrawn,
       {"sample_already_committed", "number_already_committed", "contradicts_record", "not_challenged",
        "already_challenged", "wrong_number", "unknown_commitment"}},
      {"cycles that only cost are left out", &A::cycles_left_out, {"contradicts_record"}},
      {"a signed statement is sent again", &A::replayed, {"recorded before", "bad_signature"}},
      {"a signed statement is kept back until it suits", &A::kept_back, {"seen_expired"}},
      {"an act by another party", &A::by_another_party, {"wrong_party", "wrong_role"}},
      {"sold units are cancelled as a correction without a debt",
       &A::corrected_beyond_debt,
       {"beyond_debt", "not_the_holder"}},
      {"a seller takes back what it sold", &A::sold_units_taken_back, {"not_the_holder"}},
      {"units are spent twice", &A::spent_twice, {"units_not_held"}},
      {"units under serials of others", &A::serials_of_others, {"unknown_units", "serial_check_digits"}},
      {"an offer is accepted by somebody else", &A::accepted_by_another, {"not_the_holder"}},
      {"units are sold twice", &A::sold_twice, {"units_offered"}},
      {"an offer is accepted too late", &A::accepted_too_late, {"offer_not_open"}},
      {"units of one without a key are spent without its word",
       &A::spent_without_a_mandate,
       {"not_mandated", "mandate_pending", "not_the_holder"}},
      {"a holder's key is taken over", &A::key_taken_over, {"replacement_pending", "not_the_holder"}},
      {"the clock is turned back", &A::clock_turned_back, {"impossible_date", "unknown_head", "wrong_role"}},
  };
  return all;
}

void Adversaries::play(const Abuse& abuse) {
  playing_ = &abuse;
  INFO(abuse.name << " on " << to_string(world_.today));
  (this->*abuse.play)();
}

void Adversaries::answered(const std::string& answer) {
  CAPTURE(answer);
  CHECK(playing_->answers.contains(answer));
  ++tried_[playing_->name][answer];
}

std::size_t Adversaries::invent(const SimulatedProject& project, Instant morning) {
  const std::size_t device =
      world_.sell_new(project.credited.number, morning, /*abroad=*/false, /*recorded_abroad=*/false);
  world_.real[device].clear();
  return device;
}

std::pair<SimulatedProject*, FiledReport*> Adversaries::some_report(std::set<std::string> opinions) {
  std::vector<std::pair<SimulatedProject*, FiledReport*>> found;
  for (SimulatedProject& project : world_.projects) {
    std::map<Period, FiledReport*> standing;
    for (FiledReport& report : project.reports) standing[report.period] = &report;
    for (const auto& [period, report] : standing) {
      if (opinions.contains(report->opinion)) found.emplace_back(&project, report);
    }
  }
  if (found.empty()) return {};
  return found[world_.draw(found.size())];
}

std::pair<SimulatedProject*, FiledReport*> Adversaries::some_objection() {
  if (const auto found = some_report({"qualified"}); found.first != nullptr) return found;
  SimulatedProject* const due = some_due();
  if (due == nullptr) return {};
  const std::optional<Period> period = parties_.period_after(*due, due->months);
  for (int i = 0; i < 3; ++i) invent(*due, days_after(period->to, -2));
  world_.submit_all();
  parties_.file(*due, *period);
  parties_.give_opinion(*due, {due->reports.back().seq});
  return {due, &due->reports.back()};
}

SimulatedProject* Adversaries::some_due() {
  for (SimulatedProject* project : {&world_.projects[0], &world_.projects[1]}) {
    const auto period = parties_.period_after(*project, project->months);
    if (period && !world_.recorded_lines(*project, *period).empty()) return project;
  }
  return nullptr;
}

Statement Adversaries::signed_by(const PrivateKey& key, std::string_view kind,
                                 const SimulatedProject& project, const Json& act) const {
  Statement statement = world_.open().draft(kind, project.id, act, key.public_key().id());
  sign(statement, key);
  return statement;
}

std::string Adversaries::try_to(std::string_view kind, const SimulatedProject& project, const Json& act,
                                const PrivateKey& key) {
  return outcome_of(world_.act(kind, project.id, act, key));
}

std::string Adversaries::try_to_issue(const SimulatedProject& project, const FiledReport& report) {
  const auto fields = issuance_act(world_.open().opened(), project.id, report.seq,
                                   year_of(report.period.from), Decision{"DGEC", world_.today});
  if (!fields) return std::string(word(fields.refused().refusal));
  return try_to("units_issued", project, *fields, world_.certifier);
}

void Adversaries::muddle_through(SimulatedProject& project) {
  const bool gives_in = world_.draw(3) == 0;
  for (int acts = 0;; ++acts) {
    REQUIRE(acts < 60);
    const std::vector<NextAct> owed = parties_.next(project);
    const auto next = std::find_if(owed.begin(), owed.end(), [&](const NextAct& each) {
      return gives_in || each.act != Act::submission;
    });
    if (next == owed.end()) return;
    parties_.perform(project, *next);
  }
}

// ---- devices

void Adversaries::fakes_recorded() {
  const SimulatedProject& project = some_seller();
  for (int i = 0; i < 3; ++i) invent(project, morning());
  world_.submit_all();
  answered("accepted");
}

void Adversaries::fakes_restored_after_the_audit() {
  SimulatedProject* const due = some_due();
  if (due == nullptr) return;
  SimulatedProject& project = *due;
  const std::optional<Period> period = parties_.period_after(project, project.months);
  std::vector<std::size_t> fakes;
  for (int i = 0; i < 15; ++i) fakes.push_back(invent(project, days_after(period->to, -2)));
  world_.submit_all();
  std::vector<DeviceLife> kept;
  for (const std::size_t fake : fakes) kept.push_back(world_.recorded[fake]);
  world_.put_right(world_.misrecorded());
  parties_.file(project, *period);
  parties_.settle(project);
  for (std::size_t i = 0; i < fakes.size(); ++i) {
    for (const LifeEvent& event : kept[i]) world_.is_recorded(fakes[i], event);
  }
  world_.submit_all();
  answered(try_to_issue(project, project.reports.back()));
}

std::optional<std::uint64_t> Adversaries::sold_once_more(const SimulatedProject& project, bool truly) {
  const std::optional<std::size_t> device = world_.some_sold(project.credited.number);
  if (!device) return std::nullopt;
  const DeviceLife truth = world_.real[*device];
  world_.sell_again(*device, project.credited.number == 0 ? 1 : 0, morning());
  if (!truly) world_.real[*device] = truth;
  world_.submit_all();
  return world_.recorded[*device][truth.size()].seq;
}

/// Who was credited for it notices now and then.
void Adversaries::sold_once_more_elsewhere() {
  const SimulatedProject& project = some_project();
  const auto collection = sold_once_more(project, /*truly=*/false);
  if (!collection) return;
  answered("accepted");
  if (world_.draw(2) == 0) CHECK(parties_.try_to_dispute(project, *collection) == "accepted");
}

void Adversaries::carried_on_by_another() {
  const std::size_t device = world_.new_device();
  world_.happens(device, {'C', morning(), 0});
  world_.submit_all();
  const Instant later{morning().milliseconds + hour_ms};
  answered(world_.try_to_submit(1, world_.line(device, {'R', later, 1})));
  world_.happens(device, {'R', later, 0});
  world_.happens(device, {'S', later, 0});
  world_.submit_all();
}

void Adversaries::spelt_otherwise() {
  const int project = some_seller().credited.number;
  const std::size_t device = world_.new_device();
  const std::string plain = fmt::format(R"({{"manufacturer":"Nintendo","serial":"XKW-10 {}"}})", device);
  const std::string other =
      fmt::format(R"({{"manufacturer":"NINTENDO  Co., Ltd.","serial":"xkw10{}"}})", device);
  world_.identifiers[device] = plain;
  Instant at = morning();
  world_.happens(device, {'C', at, project});
  world_.submit_all();
  world_.identifiers[device] = other;
  at.milliseconds += hour_ms;
  answered(world_.try_to_submit(static_cast<int>(world_.draw(2)), world_.line(device, {'C', at, project})));
  world_.identifiers[device] = plain;
  for (const char kind : {'R', 'S'}) world_.happens(device, {kind, at, project});
  world_.submit_all();
  world_.identifiers[device] = other;
  at.milliseconds += hour_ms;
  for (const char kind : {'C', 'R', 'S'}) world_.is_recorded(device, {kind, at, project});
  world_.submit_all();
  world_.identifiers[device] = plain;
  answered("accepted");
}

void Adversaries::junk() {
  for (const char* identifiers :
       {R"({"manufacturer":"Nintendo","serial":"n/a"})", R"({"imei":"000000000000000"})",
        R"({"manufacturer":"Nintendo","serial":"-"})"}) {
    answered(world_.try_to_submit(some_seller().credited.number,
                                  event_line(identifiers, to_string(morning()), facts_of('C', false))));
  }
}

void Adversaries::sold_tomorrow() {
  const Instant tomorrow = days_after(world_.today, 1);
  answered(world_.try_to_submit(some_seller().credited.number,
                                event_line(900'000, to_string(tomorrow), facts_of('C', false))));
}

void Adversaries::closed_before_the_returns() {
  SimulatedProject& project = world_.projects[2];
  if (world_.today < *parse_date("2025-10-01")) return;
  if (!project.closed) {
    answered(try_to("project_closed", project,
                    {{"closed_on", date_of(days_after(world_.today, 1))}, {"reason", "no more"}},
                    *project.developer));
    project.closed = true;
    int returns = 0;
    for (std::size_t device = 0; device < world_.real.size() && returns < 3; ++device) {
      const DeviceLife& life = world_.real[device];
      if (life.empty() || life.back().kind != 'S' || life.back().project != 2 || life.back().at > morning() ||
          !world_.is_right(device))
        continue;
      world_.bring_back(device, morning());
      ++returns;
    }
    world_.submit_all();
    return;
  }
  answered(world_.try_to_submit(2, event_line(900'001, to_string(morning()), facts_of('C', false))));
}

}  // namespace lcl::test
