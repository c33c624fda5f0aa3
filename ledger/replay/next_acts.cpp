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
  NextActs(const Project& project, const CreditStanding& credits) : project_(project), credits_(credits) {}

  [[nodiscard]] std::vector<NextAct> take(Instant today) {
    if (project_.state == ProjectState::notified) {
      add(Role::developer, Act::project_filed);
    } else if (project_.state == ProjectState::filed) {
      add(Role::certifier, Act::project_labelled);
    } else if (project_.labelled != 0 && project_.state != ProjectState::withdrawn) {
      monitor(today);
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

  void monitor(Instant today) {
    for (const Clash& clash : clashes(project_)) look_into(clash);
    for (const Period& period : unreported_periods(project_, today))
      add(Role::developer, Act::period_reported).period = period;
    close(today);
    for (const VintageFigures& vintage : credits_.vintages) settle(vintage);
    for (const SampleCommitment& commitment : project_.commitments) reveal(commitment);
    for (const DrawnSample& sample : project_.samples) examine(sample);
    for (const Dispute& dispute : project_.disputes) settle(dispute);
    for (const AskedQuestion& question : project_.questions) answer(question);
    for (const Report& report : project_.reports) follow(report);
    for (const Offer& offer : project_.offers) {
      if (offer.open_at(today)) add(Role::holder, Act::assignment_accepted, offer.seq);
    }
  }

  /// Of a closed project what comes back counts without a report, so that none is left open for good.
  void close(Instant today) {
    const Period& crediting = project_.crediting_period;
    if (project_.state != ProjectState::labelled ||
        today.milliseconds < crediting.to.milliseconds + longest_open_ms)
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
    const Report* report = project_.report(commitment.period);
    const bool can_draw = project_.commitment_for(*report, commitment.auditor) == &commitment;
    add(can_draw ? Role::auditor : Role::certifier, can_draw ? Act::sample_drawn : Act::sample_released,
        commitment.seq)
        .period = commitment.period;
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

  /// A debt is settled by cancelling units of its vintage, as far as there are any, or by another vintage.
  void settle(const VintageFigures& debtor) {
    if (!debtor.in_debt()) return;
    const Decimal debt = -debtor.owed;
    if (const auto units = std::min(units_covering(debt), project_.correctable_units(debtor.vintage));
        units > 0) {
      NextAct& next = add(Role::certifier, Act::units_cancelled);
      next.vintage = debtor.vintage;
      next.units = units;
      next.debt = debt;
    }
    const auto payer = std::find_if(credits_.vintages.begin(), credits_.vintages.end(),
                                    [](const VintageFigures& other) { return other.owed > Decimal(0); });
    if (payer == credits_.vintages.end()) return;
    NextAct& next = add(Role::certifier, Act::debt_set_off);
    next.vintage = debtor.vintage;
    next.from_vintage = payer->vintage;
    next.debt = debt;
    next.set_off = std::min(debt, payer->owed);
  }

  void follow(const Report& report) {
    const ReportStage stage = project_.stage_of(report);
    if (stage == ReportStage::replaced) return;
    if (stage == ReportStage::forgone) return;
    if (stage == ReportStage::reported || stage == ReportStage::reopened) {
      add(Role::auditor, Act::opinion_given, report).anew = stage == ReportStage::reopened;
    } else if (stage != ReportStage::modified && stage != ReportStage::misstated) {
      issue(report);
      if (is_in(credits_.risen, report)) report_again(report);
    } else if (is_in(credits_.outdated, report)) {
      report_again(report);
    } else {
      add(Role::developer, Act::submission, report);
    }
  }

  void report_again(const Report& report) {
    add(Role::developer, Act::period_reported, report).estimate = report.estimate;
  }

  static bool is_in(const std::vector<std::uint64_t>& seqs, const Report& report) {
    return std::find(seqs.begin(), seqs.end(), report.seq) != seqs.end();
  }

  /// Units of every vintage that the report's period touches, once all before it is audited, it is declared
  /// exclusive and no debt stands.
  void issue(const Report& report) {
    const bool any_debt = std::any_of(credits_.vintages.begin(), credits_.vintages.end(),
                                      [](const VintageFigures& vintage) { return vintage.in_debt(); });
    if (project_.held_up_by(report.period.to) != nullptr) return;
    for (const VintageFigures& vintage : credits_.vintages) {
      const bool touched = start_of_year(vintage.vintage) < report.period.to &&
                           report.period.from < start_of_year(vintage.vintage + 1);
      if (!touched || vintage.units == 0) continue;
      if (!project_.declared_exclusive(report.period)) {
        add(Role::developer, Act::exclusivity_declared, report);
        return;
      }
      if (any_debt) return;
      NextAct& next = add(Role::certifier, Act::units_issued, report);
      next.vintage = vintage.vintage;
      next.units = vintage.units;
    }
  }

  const Project& project_;
  const CreditStanding& credits_;
  std::vector<NextAct> acts_;
};

}  // namespace

std::vector<NextAct> next_acts(const Project& project, const CreditStanding& credits, Instant today) {
  return NextActs(project, credits).take(today);
}

}  // namespace lcl
