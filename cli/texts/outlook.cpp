// SPDX-License-Identifier: Apache-2.0
#include "cli/texts/outlook.hpp"

#include <algorithm>
#include <set>

#include "ledger/texts/figures.hpp"
#include "ledger/texts/participant_text.hpp"
#include "ledger/texts/report_text.hpp"

namespace lcl::cli {
namespace {

constexpr std::int64_t days_ahead = 90;

/// Everyone with a part in the project: developer, mandants, marketplaces, and who stands for its events.
std::set<std::string> parties(const Picture& picture) {
  const Project& project = picture.project;
  std::set<std::string> sirets{project.developer};
  sirets.insert(project.marketplaces.begin(), project.marketplaces.end());
  for (const Mandant& mandant : project.mandants) sirets.insert(mandant.siret);
  if (picture.population) {
    for (const TallyRow& row : picture.population->rows) sirets.insert(row.labels.front());
  }
  return sirets;
}

void add_expiring(const Picture& picture, std::vector<DueDate>& due) {
  const Instant until{picture.today.milliseconds + days_ahead * day_ms};
  for (const std::string& siret : parties(picture)) {
    const Participant* participant = picture.state.records().participant(siret);
    if (participant == nullptr) continue;
    for (const Approval& approval : participant->approvals) {
      const bool renewed = participant->approval(approval.scheme, until) != nullptr;
      if (!approval.valid_at(picture.today) || approval.expires_on > until || renewed) continue;
      due.push_back({approval.expires_on, scheme_text(approval) + " of " + participant->name + " expires"});
    }
  }
}

bool is_exclusive(const Project& project, const Period& period) {
  return std::any_of(project.exclusivities.begin(), project.exclusivities.end(), [&](const auto& declared) {
    return declared.period.from <= period.from && period.to <= declared.period.to;
  });
}

/// How many units of a vintage can still be cancelled.
std::int64_t live_units(const Project& project, int vintage) {
  std::int64_t count = 0;
  for (const Issuance& issuance : project.issuances) {
    if (issuance.vintage != vintage) continue;
    for (const Holding& holding : issuance.holdings) count += holding.live() ? holding.count() : 0;
  }
  return count;
}

/// The whole units that make up for a debt.
std::int64_t units_for(const Decimal& debt) {
  const Decimal unit(1'000);
  return whole_steps(debt + unit - Decimal::from_scaled(1), unit);
}

class NextActs {
 public:
  explicit NextActs(const Picture& picture) : picture_(picture), project_(picture.project) {}

  [[nodiscard]] std::vector<NextAct> take() {
    if (project_.state == ProjectState::notified) {
      add(Role::developer, "files the dossier", "lcl project file " + project_.id + " --dossier FILE");
    } else if (project_.state == ProjectState::filed) {
      add(Role::certifier, "decides on the label",
          "lcl project label " + project_.id + " --decision REF --methodology M");
    } else if (project_.labelled != 0 && project_.state != ProjectState::withdrawn) {
      monitor();
    }
    return std::move(acts_);
  }

 private:
  void add(Role who, std::string what, std::string command) {
    acts_.push_back({who, std::move(what), std::move(command)});
  }

  void monitor() {
    for (const Clash& clash : clashes(project_)) {
      add(Role::certifier,
          "looks into two declarations that clash, entries " + std::to_string(clash.exclusive->seq) +
              " and " + std::to_string(clash.elsewhere->seq),
          "lcl project show " + project_.id);
    }
    for (const Period& period : unreported(project_, picture_.today)) {
      add(Role::developer, "reports " + to_string(period),
          "lcl report file " + project_.id + " --period " + to_string(period) + " --estimate N");
    }
    settle();
    for (const SampleCommitment& commitment : project_.commitments) reveal(commitment);
    for (const DrawnSample& sample : project_.samples) examine(sample);
    for (const AskedQuestion& question : project_.questions) answer(question);
    for (const Report& report : project_.reports) follow(report);
  }

  void answer(const AskedQuestion& question) {
    if (!question.answers.empty()) return;
    add(Role::developer, "answers the question of entry " + std::to_string(question.seq),
        "lcl question answer " + project_.id + " --question " + std::to_string(question.seq) +
            " --text TEXT");
  }

  void reveal(const SampleCommitment& commitment) {
    if (project_.stage_of(commitment) != CommitmentStage::unrevealed) return;
    add(Role::auditor,
        "reveals the number of entry " + std::to_string(commitment.seq) + " and draws from " +
            to_string(commitment.period),
        "lcl sample draw " + project_.id + " --number FILE");
  }

  void examine(const DrawnSample& sample) {
    const Report& report = *project_.report(sample.report);
    if (!sample.evaluations.empty() || stage_of(project_, report) == ReportStage::replaced) return;
    add(Role::auditor,
        "examines the sample of entry " + std::to_string(sample.seq) + " and records the results",
        "lcl sample record " + project_.id + " --sample " + std::to_string(sample.seq) + " --document FILE");
  }

  void settle() {
    for (const VintageFigures& vintage : picture_.vintages) {
      if (!vintage.in_debt()) continue;
      const std::string year = std::to_string(vintage.vintage);
      const std::string debt = "the debt of vintage " + year + ", " + kilograms(-vintage.owed) + " kgCO2e";
      const std::int64_t cancellable =
          std::min(units_for(-vintage.owed), live_units(project_, vintage.vintage));
      if (cancellable > 0) {
        add(Role::developer,
            "cancels " + whole(cancellable) + (cancellable == 1 ? " unit" : " units") + " for " + debt,
            "lcl units cancel SERIAL --part FIRST-LAST --reason correction --text TEXT");
      }
      const auto payer = std::find_if(
          picture_.vintages.begin(), picture_.vintages.end(),
          [&](const auto& later) { return later.vintage > vintage.vintage && later.owed > Decimal(0); });
      if (payer == picture_.vintages.end()) continue;
      add(Role::certifier, "sets off " + debt,
          "lcl units set-off " + project_.id + " --vintage " + year + " --from-vintage " +
              std::to_string(payer->vintage) + " --kgco2e " +
              to_string(std::min(-vintage.owed, payer->owed)));
    }
  }

  void follow(const Report& report) {
    const std::string period = to_string(report.period);
    const bool outdated =
        std::find(picture_.outdated.begin(), picture_.outdated.end(), report.seq) != picture_.outdated.end();
    const ReportStage stage = stage_of(project_, report);
    if (stage == ReportStage::replaced) return;
    if (outdated) {
      add(Role::developer, "reports " + period + " again: corrections have changed it",
          "lcl report file " + project_.id + " --period " + period + " --estimate " +
              std::to_string(report.estimate));
    } else if (stage == ReportStage::reported || stage == ReportStage::reopened) {
      add(Role::auditor, "gives an opinion on the report of " + period,
          "lcl opinion give " + project_.id + " --report " + std::to_string(report.seq));
    } else if (stage == ReportStage::modified || stage == ReportStage::misstated) {
      add(Role::developer, "corrects what the auditor found in " + period + ", and reports it again",
          "lcl correct " + project_.id + " LOG --reason TEXT");
    } else {
      issue(report);
    }
  }

  void issue(const Report& report) {
    const std::string period = to_string(report.period);
    const bool any_debt = std::any_of(picture_.vintages.begin(), picture_.vintages.end(),
                                      [](const VintageFigures& vintage) { return vintage.in_debt(); });
    for (const VintageFigures& vintage : picture_.vintages) {
      const bool touched = start_of_year(vintage.vintage) < report.period.to &&
                           report.period.from < start_of_year(vintage.vintage + 1);
      if (!touched || vintage.units == 0) continue;
      if (!is_exclusive(project_, report.period)) {
        add(Role::developer, "declares that " + period + " is credited nowhere else",
            "lcl project exclusive " + project_.id + " --period " + period + " --declaration FILE");
        return;
      }
      if (any_debt || !picture_.risen.empty()) return;
      add(Role::certifier,
          "issues " + whole(vintage.units) + " units of vintage " + std::to_string(vintage.vintage),
          "lcl units issue " + project_.id + " --report " + std::to_string(report.seq) + " --vintage " +
              std::to_string(vintage.vintage));
    }
  }

  const Picture& picture_;
  const Project& project_;
  std::vector<NextAct> acts_;
};

}  // namespace

std::vector<Period> unreported(const Project& project, Instant today) {
  if (project.labelled == 0 || project.state == ProjectState::withdrawn) return {};
  const Period& crediting = project.crediting_period;
  Instant end = crediting.to <= today ? crediting.to : start_of_year(year_of(today));
  if (project.closed_on && *project.closed_on <= today) end = std::min(crediting.to, *project.closed_on);
  std::vector<Period> reported;
  for (const Report& report : project.reports) reported.push_back(report.period);
  std::sort(reported.begin(), reported.end());
  std::vector<Period> gaps;
  const auto add = [&gaps](Instant from, Instant to) {
    while (from < to) {
      const Instant cut = std::min(to, start_of_year(year_of(from) + 1));
      gaps.push_back({from, cut});
      from = cut;
    }
  };
  Instant from = crediting.from;
  for (const Period& period : reported) {
    add(from, std::min(period.from, end));
    from = std::max(from, period.to);
  }
  add(from, end);
  return gaps;
}

std::vector<DueDate> due_dates(const Picture& picture) {
  const Project& project = picture.project;
  std::vector<DueDate> due;
  for (const Period& period : unreported(project, picture.today)) {
    due.push_back({period.to, "report of " + to_string(period)});
  }
  add_expiring(picture, due);
  if (project.state == ProjectState::labelled && picture.today < project.crediting_period.to) {
    const Instant next_year = start_of_year(year_of(picture.today) + 1);
    if (next_year < project.crediting_period.to) {
      due.push_back({next_year, "report of " + std::to_string(year_of(picture.today))});
    }
    due.push_back({project.crediting_period.to, "the crediting period ends"});
  }
  std::stable_sort(due.begin(), due.end(), [](const DueDate& a, const DueDate& b) { return a.on < b.on; });
  return due;
}

std::vector<Clash> clashes(const Project& project) {
  std::vector<Clash> found;
  for (const Exclusivity& exclusive : project.exclusivities) {
    for (const CreditedElsewhere& elsewhere : project.credited_elsewhere) {
      const bool apart = elsewhere.period && (elsewhere.period->to <= exclusive.period.from ||
                                              exclusive.period.to <= elsewhere.period->from);
      if (!apart) found.push_back({&exclusive, &elsewhere});
    }
  }
  return found;
}

std::vector<NextAct> next_acts(const Picture& picture) { return NextActs(picture).take(); }

}  // namespace lcl::cli
