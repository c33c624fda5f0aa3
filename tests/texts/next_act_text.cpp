// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/next_act_text.hpp"

#include <doctest/doctest.h>

using namespace lcl;

namespace {

NextAct next_act(std::optional<Act> act) {
  NextAct next;
  next.act = act;
  next.entry = 40;
  next.elsewhere = 41;
  next.period = *parse_period("2025");
  next.vintage = 2025;
  next.from_vintage = 2026;
  next.estimate = 900;
  next.units = 1'200;
  next.block = UnitBlock{"DEMO", 2025, 1, 1, 1'200};
  next.reports = {40};
  next.debt = Decimal(1'500);
  next.set_off = *parse_decimal("1200.5");
  return next;
}

/// Both texts, one a line.
std::string told(const NextAct& next) {
  const auto [what, command] = next_act_text(next, "DEMO");
  return what + '\n' + command;
}

}  // namespace

TEST_CASE("next act text: a period is reported, and reported again where corrections have changed it") {
  NextAct next = next_act(Act::period_reported);
  CHECK(told(next) ==
        "reports 2025 again: what its cycles come to has changed since, as lcl tally --project DEMO --report "
        "40 "
        "shows\n"
        "lcl report file DEMO --period 2025 --estimate 900");
  next.entry = 0;
  CHECK(told(next) == "reports 2025\nlcl report file DEMO --period 2025 --estimate N");
}

TEST_CASE("next act text: units are issued and cancelled, debts set off") {
  CHECK(told(next_act(Act::units_issued)) ==
        "issues 1,200 units of vintage 2025\n"
        "lcl units issue DEMO --report 40 --vintage 2025 --decision REF "
        "--decided-on DATE");
  NextAct next = next_act(Act::units_cancelled);
  next.units = 1;
  CHECK(told(next) ==
        "cancels 1 unit of vintage 2026 for the debt of vintage 2025, 1,500.00 kgCO2e\n"
        "lcl units cancel " +
            to_string(*next.block) + " --reason correction --vintage 2025 --text TEXT");
  next.from_vintage = 2025;
  CHECK(told(next) ==
        "cancels 1 unit for the debt of vintage 2025, 1,500.00 kgCO2e\n"
        "lcl units cancel " +
            to_string(*next.block) + " --reason correction --text TEXT");
  CHECK(told(next_act(Act::debt_set_off)) ==
        "sets off the debt of vintage 2025, 1,500.00 kgCO2e\n"
        "lcl units set-off DEMO --vintage 2025 --from-vintage 2026 --kgco2e 1200.5");
}

TEST_CASE("next act text: one opinion may be on several reports, and says what it has to answer") {
  constexpr const char* rest =
      " --opinion WORD --assurance WORD --materiality SHARE --document FILE --independence FILE";
  NextAct next = next_act(Act::opinion_given);
  CHECK(told(next) ==
        std::string("gives an opinion on the report of 2025\nlcl opinion give DEMO --report 40") + rest);
  next.reports = {40, 57};
  next.disposes = {44, 46};
  next.period = *parse_period("2025/2027");
  CHECK(told(next) ==
        std::string("gives an opinion on the 2 reports of 2025-01-01/2027-01-01, together or one by one; an "
                    "unmodified one answers 44, 46 with --disposes-of 44,46\n"
                    "lcl opinion give DEMO --report 40 --report 57") +
            rest);
}

TEST_CASE("next act text: the certifier is told which commitment waits for its challenge") {
  CHECK(told(next_act(Act::sample_challenged)) ==
        "challenges the auditor's commitment of entry 40, so that a sample of 2025 can be drawn\n"
        "lcl sample challenge DEMO --commitment 40");
  NextAct commit = next_act(Act::sample_committed);
  commit.reports = {40, 41};
  CHECK(
      told(commit) ==
      "commits to a sample of 2025, which the methodology asks for; lcl sample plan shows what is drawn, or "
      "what to do where there is nothing to draw\n"
      "lcl sample commit DEMO --report 40 --report 41 --method WORD --assurance WORD --materiality SHARE "
      "--number FILE");
}

TEST_CASE("next act text: of a sample that its auditor has to finish, the way out is told as well") {
  CHECK(
      told(next_act(Act::sample_drawn)) ==
      "reveals the number of entry 40 and draws from 2025; if it never does, the certifier releases it with "
      "lcl sample release\n"
      "lcl sample draw DEMO --number FILE");
  CHECK(
      told(next_act(Act::sample_recorded)) ==
      "examines the sample of entry 40 and records the results; if it never does, the certifier releases it "
      "with lcl sample release\n"
      "lcl sample record DEMO --sample 40 --results CSV --document FILE");
}

TEST_CASE("next act text: a holder accepts units with its own key") {
  NextAct next = next_act(Act::assignment_accepted);
  next.entry = 52;
  CHECK(told(next) ==
        "accepts the units offered by entry 52\n"
        "lcl units accept DEMO 52 --key HOLDER.pem");
}

TEST_CASE("next act text: every act that can be next has its own command, on the project it is about") {
  const std::optional<Act> acts[]{std::nullopt,      Act::project_filed,        Act::project_labelled,
                                  Act::submission,   Act::exclusivity_declared, Act::sample_challenged,
                                  Act::sample_drawn, Act::sample_recorded,      Act::question_answered,
                                  Act::opinion_given};
  std::string told_before;
  for (const std::optional<Act>& act : acts) {
    const NextActText text = next_act_text(next_act(act), "DEMO");
    CAPTURE(text.command);
    CHECK_FALSE(text.what.empty());
    CHECK(text.command.starts_with("lcl "));
    CHECK(text.command.find(" DEMO") != std::string::npos);
    CHECK(told_before.find(text.command + '\n') == std::string::npos);
    told_before += text.command + '\n';
  }
}

TEST_CASE("next act text: what was just recorded says who acts next, and other things that wait do not") {
  const Instant today = *parse_date("2026-06-01");
  Project project;
  project.id = "DEMO";
  project.state = ProjectState::filed;
  project.notified = 5;
  project.filed = 6;
  CHECK(text_of_next(project, 6, today) ==
        "next, the certifier decides on the label: lcl project label DEMO --decision REF --methodology M "
        "--potential-units N --from DATE --to DATE");
  project.state = ProjectState::labelled;
  project.labelled = 7;
  project.crediting_period = *parse_period("2025/2030");
  for (const std::uint64_t seq : {20U, 21U}) {
    AskedQuestion question;
    question.seq = seq;
    project.questions.push_back(question);
  }
  CHECK(text_of_next(project, 20, today) ==
        "next, the developer answers the question of entry 20: lcl question answer DEMO --question 20 --text "
        "TEXT");
  CHECK(text_of_next(project, 7, today).empty());
  project.exclusivities.push_back({8, *parse_period("2025")});
  CHECK(text_of_next(project, 8, today) == "who acts next rests on the figures: lcl status DEMO");
}

TEST_CASE("next act text: what comes due names its period, its participant, or nothing but itself") {
  Participant participant;
  participant.name = "A workshop";
  Approval approval;
  approval.scheme = Scheme::b_corp;
  DueDate due;
  due.period = *parse_period("2025");
  due.participant = &participant;
  due.approval = &approval;
  CHECK(due_text(due) == "report of 2025");
  due.due = Due::expiry;
  CHECK(due_text(due) == "B Corp of A workshop expires");
  due.due = Due::crediting_end;
  CHECK(due_text(due) == "the crediting period ends");
}
