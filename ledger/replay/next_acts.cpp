// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/next_acts.hpp"

#include <algorithm>

#include "ledger/registry/outlook.hpp"
#include "ledger/values/carbon_unit.hpp"

namespace lcl {
namespace {

/// How long a project is left open after its crediting period: time to report and audit the last of it.
constexpr std::int64_t longest_open_ms = 366 * day_ms;

class NextActs {
 public:
  NextActs(const Project& project, const CreditStanding& credits, Instant today)
      : project_(project), credits_(credits), today_(today) {}

  [[nodiscard]] std::vector<NextAct> take() {
    if (project_.state == ProjectState::notified) {
      add(Role::developer, Act::project_filed);
    } else if (project_.state == ProjectState::filed) {
      add(Role::certifier, Act::project_labelled);
    } else if (project_.labelled != 0 && project_.state != ProjectState::withdrawn) {
      monitor();
    }
    return std::move(acts_);
  }

 private:
  NextAct& add(Role who, std::optional<Act> act) {
    NextAct& next = acts_.emplace_back();
    next.who = who;
    next.act = act;
    return next;
  }
  NextAct& add(Role who, Act act, std::uint64_t entry) {
    NextAct& next = add(who, act);
    next.entry = entry;
    return next;
  }
  NextAct& add(Role who, Act act, const Report& report) {
    NextAct& next = add(who, act, report.seq);
    next.period = report.period;
    return next;
  }

  void monitor() {
    for (const Clash& clash : clashes(project_)) look_into(clash);
    for (const Period& period : unreported_periods(project_, today_))
      add(Role::developer, Act::period_reported).period = period;
    close();
    for (const VintageFigures& vintage : credits_.vintages) {
      settle(vintage);
      state_debt(vintage);
    }
    inherit();
    for (const SampleCommitment& commitment : project_.commitments) reveal(commitment);
    for (const DrawnSample& sample : project_.samples) examine(sample);
    for (const Dispute& dispute : project_.disputes) settle(dispute);
    for (const AskedQuestion& question : project_.questions) answer(question);
    audit();
    for (const Report& report : project_.reports) follow(report);
    for (const BeneficiaryNaming* naming : project_.standing_namings()) {
      if (!naming->accepted)
        add(Role::holder, Act::beneficiary_accepted, naming->seq).vintage = naming->vintage;
    }
    for (const Offer& offer : project_.offers) {
      if (offer.open_at(today_)) add(Role::holder, Act::assignment_accepted, offer.seq);
    }
  }

  /// Of a closed project what comes back counts without a report, so that none is left open for good.
  void close() {
    const Period& crediting = project_.crediting_period;
    if (project_.state != ProjectState::labelled ||
        today_.milliseconds < crediting.to.milliseconds + longest_open_ms)
      return;
    add(Role::certifier, Act::project_closed).period = crediting;
  }

  void look_into(const Clash& clash) {
    NextAct& next = add(Role::certifier, std::nullopt);
    next.entry = clash.exclusive->seq;
    next.elsewhere = clash.elsewhere->seq;
  }

  void reveal(const SampleCommitment& commitment) {
    if (commitment.drawn || !project_.unfinished(commitment)) return;
    NextAct& next = commitment.challenged ? add(Role::auditor, Act::sample_drawn, commitment.seq)
                                          : add(Role::certifier, Act::sample_challenged, commitment.seq);
    next.period = commitment.period;
  }

  void examine(const DrawnSample& sample) {
    if (project_.unfinished(*project_.commitment(sample.commitment)))
      add(Role::auditor, Act::sample_recorded, sample.seq);
  }

  void settle(const Dispute& dispute) {
    if (dispute.is_open()) add(Role::certifier, Act::dispute_settled, dispute.seq).elsewhere = dispute.entry;
  }

  void answer(const AskedQuestion& question) {
    if (question.answers.empty()) add(Role::developer, Act::question_answered, question.seq);
  }

  bool cancel(const VintageFigures& debtor, int from_vintage) {
    const Decimal debt = -debtor.owed;
    const auto block = project_.correctable_units(from_vintage, today_);
    if (!block) return false;
    NextAct& next = add(Role::certifier, Act::units_cancelled);
    next.vintage = debtor.vintage;
    next.from_vintage = from_vintage;
    next.units = std::min<std::int64_t>(units_covering(debt), block->count());
    next.block = block;
    next.block->last = block->first + static_cast<std::uint32_t>(next.units) - 1;
    next.debt = debt;
    return true;
  }

  /// A debt is settled by cancelling units of its vintage, block by block, as far as there are any, or by
  /// another vintage: by what that is owed or, where none is owed anything, by units of it.
  void settle(const VintageFigures& debtor) {
    if (!debtor.in_debt()) return;
    const Decimal debt = -debtor.owed;
    const bool own = cancel(debtor, debtor.vintage);
    const auto payer = std::find_if(credits_.vintages.begin(), credits_.vintages.end(),
                                    [](const VintageFigures& other) { return other.owed > Decimal(0); });
    if (payer == credits_.vintages.end()) {
      bool paid = own;
      for (const VintageFigures& other : credits_.vintages) paid = paid || cancel(debtor, other.vintage);
      return;
    }
    NextAct& next = add(Role::certifier, Act::debt_set_off);
    next.vintage = debtor.vintage;
    next.from_vintage = payer->vintage;
    next.debt = debt;
    next.set_off = std::min(debt, payer->owed);
  }

  /// A debt of a project that this one follows is paid by what this one is owed, where the old one has not
  /// settled it by its own means.
  void inherit() {
    if (credits_.inherited.empty()) return;
    const auto payer = std::find_if(credits_.vintages.begin(), credits_.vintages.end(),
                                    [](const VintageFigures& other) { return other.owed > Decimal(0); });
    if (payer == credits_.vintages.end()) return;
    const InheritedDebt& debt = credits_.inherited.front();
    NextAct& next = add(Role::certifier, Act::debt_set_off);
    next.debtor = debt.project;
    next.vintage = debt.vintage;
    next.from_vintage = payer->vintage;
    next.debt = debt.kg_co2e;
    next.set_off = std::min(debt.kg_co2e, payer->owed);
  }

  static bool waits_for_opinion(ReportStage stage) {
    return stage == ReportStage::reported || stage == ReportStage::reopened;
  }

  /// One sample may be drawn from all reports that an auditor could not vouch for without one and whose
  /// periods follow one another.
  void sample() {
    if (!credits_.asks_sample) return;
    const Report* before = nullptr;
    for (const Report* report : project_.standing_reports()) {
      const auto& made = project_.commitments;
      const bool is_sampled = std::any_of(made.begin(), made.end(), [&](const SampleCommitment& commitment) {
        return commitment.names(report->seq) && !commitment.released;
      });
      if (!waits_for_opinion(project_.stage_of(*report)) || report->without_amounts() || is_sampled) continue;
      const bool goes_on = before != nullptr && before->period.to == report->period.from;
      NextAct& next = goes_on ? acts_.back() : add(Role::auditor, Act::sample_committed, *report);
      next.period.to = report->period.to;
      next.reports.push_back(report->seq);
      before = report;
    }
  }

  /// One opinion may be on all reports that wait for one and whose periods follow one another.
  void audit() {
    sample();
    const Report* before = nullptr;
    for (const Report* report : project_.standing_reports()) {
      const ReportStage stage = project_.stage_of(*report);
      if (!waits_for_opinion(stage)) continue;
      const bool anew = stage == ReportStage::reopened;
      const bool goes_on =
          before != nullptr && before->period.to == report->period.from && acts_.back().anew == anew;
      NextAct& next = goes_on ? acts_.back() : add(Role::auditor, Act::opinion_given, *report);
      next.anew = anew;
      next.period.to = report->period.to;
      next.reports.push_back(report->seq);
      for (const std::uint64_t seq : project_.to_dispose_of(report->period)) next.disposes.insert(seq);
      before = report;
    }
  }

  /// Nobody monitors a closed project any more: what it owes is put on record, for every holder of its units
  /// to see.
  void state_debt(const VintageFigures& vintage) {
    const std::vector<DebtStatement> debts = project_.standing_debts();
    const auto stated = std::find_if(debts.begin(), debts.end(), [&](const DebtStatement& debt) {
      return debt.vintage == vintage.vintage;
    });
    const Decimal before = stated == debts.end() ? Decimal(0) : stated->kg_co2e;
    const Decimal debt = vintage.in_debt() ? -vintage.owed : Decimal(0);
    if (project_.state != ProjectState::closed || before == debt) return;
    NextAct& next = add(Role::certifier, Act::debt_stated);
    next.vintage = vintage.vintage;
    next.debt = debt;
  }

  void follow(const Report& report) {
    const ReportStage stage = project_.stage_of(report);
    if (stage == ReportStage::replaced || stage == ReportStage::forgone) return;
    if (waits_for_opinion(stage)) return;  // asked for above, with those that follow it
    if (stage != ReportStage::modified && stage != ReportStage::misstated) {
      issue(report);
      if (is_in(credits_.risen, report.seq)) report_again(report);
    } else if (is_in(credits_.outdated, report.seq)) {
      report_again(report);
    } else {
      add(Role::developer, Act::submission, report);
    }
  }

  void report_again(const Report& report) {
    add(Role::developer, Act::period_reported, report).estimate = report.estimate;
  }

  static bool is_in(const std::vector<std::uint64_t>& seqs, std::uint64_t seq) {
    return std::find(seqs.begin(), seqs.end(), seq) != seqs.end();
  }

  /// Units of every vintage that the report's period touches, once all before it is audited, it is declared
  /// exclusive and no debt stands.
  void issue(const Report& report) {
    const bool any_debt = std::any_of(credits_.vintages.begin(), credits_.vintages.end(),
                                      [](const VintageFigures& vintage) { return vintage.in_debt(); });
    if (project_.held_up_by(report.period.to) != nullptr) return;
    if (credits_.predecessors_audited_until && *credits_.predecessors_audited_until < report.period.to)
      return;
    for (const VintageFigures& vintage : credits_.vintages) {
      const bool touched = start_of_year(vintage.vintage) < report.period.to &&
                           report.period.from < start_of_year(vintage.vintage + 1);
      if (!touched || vintage.units == 0) continue;
      if (!project_.declared_exclusive(report.period)) {
        add(Role::developer, Act::exclusivity_declared, report);
        return;
      }
      if (any_debt || !credits_.inherited.empty()) return;
      NextAct& next = add(Role::certifier, Act::units_issued, report);
      next.vintage = vintage.vintage;
      next.units = vintage.units;
    }
  }

  const Project& project_;
  const CreditStanding& credits_;
  const Instant today_;
  std::vector<NextAct> acts_;
};

}  // namespace

std::vector<NextAct> next_acts(const Project& project, const CreditStanding& credits, Instant today) {
  return NextActs(project, credits, today).take();
}

}  // namespace lcl
