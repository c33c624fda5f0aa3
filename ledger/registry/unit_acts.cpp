// SPDX-License-Identifier: Apache-2.0
// Units: issued, retired, cancelled; and debts set off. That the figures of an
// issuance or a set-off follow from the entries is for who can derive them to
// say (replay/recomputation.hpp). How units change hands is assignment_acts.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/unit_blocks.hpp"
#include "ledger/values/carbon_unit.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

namespace {

Refused issue_refused(Refusal refusal, const char* field, std::string message) {
  return refused(refusal, fmt::format("act.{}", field), std::move(message));
}

std::optional<Refused> opinion_refusal(const Records& records, const Project& project, const Report& report,
                                       std::uint64_t opinion_seq) {
  if (report.forgone) {
    return issue_refused(Refusal::period_is_forgone, "report",
                         phrase("entry {} gives the period up", *report.forgone));
  }
  const Opinion* opinion = report.opinion();
  if (opinion == nullptr || opinion->seq != opinion_seq) {
    return issue_refused(
        Refusal::unknown_opinion, "opinion",
        opinion == nullptr
            ? phrase("no opinion stands on the report of entry {}", report.seq)
            : phrase("the opinion on the report of entry {} is entry {}", report.seq, opinion->seq));
  }
  if (opinion->word != OpinionWord::unmodified) {
    return issue_refused(Refusal::opinion_modified, "opinion",
                         phrase("the opinion is {}", opinion_words[static_cast<std::size_t>(opinion->word)]));
  }
  if (!report.audited()) {
    return issue_refused(
        Refusal::misstatement_material, "opinion",
        phrase("{} kgCO2e are misstated, of {}; materiality is {}", to_string(opinion->misstated),
               to_string(opinion->reduction), to_string(opinion->materiality)));
  }
  if (const Report* unaudited = project.held_up_by(report.period.to)) {
    return issue_refused(
        Refusal::period_not_audited, "report",
        phrase("{} the report of entry {}, {} to {}",
               unaudited->waits() ? phrase("entry {} made the opinion lapse that was given on",
                                           unaudited->opinions.back().lapsed.value_or(0))
                                  : phrase("no opinion stands on"),
               unaudited->seq, date_of(unaudited->period.from), date_of(unaudited->period.to)));
  }
  if (const auto until = records.predecessors_audited_until(project); until && *until < report.period.to) {
    return issue_refused(Refusal::period_not_audited, "report",
                         phrase("{} follows {}, which is reported and audited until {} and not until {}",
                                project.id, project.follows, date_of(*until), date_of(report.period.to)));
  }
  if (project.declared_exclusive(report.period)) return std::nullopt;
  return issue_refused(Refusal::exclusivity_not_declared, "period",
                       phrase("no declaration of exclusivity covers {} to {}", date_of(report.period.from),
                              date_of(report.period.to)));
}

/// What of what is owed is not issued yet, for the method keeps it in reserve; as stated, where the method is
/// not at hand.
Decimal reserve_of(const Records& records, const Project& project, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  if (!records.holds_methodologies)
    return act.contains("reserve") ? std::max(Decimal(0), decimal(act, "reserve")) : Decimal(0);
  return records.methodologies.at(project.methodology)
      .methodology->reserved(decimal(act, "creditable"), static_cast<int>(integer(act, "vintage")),
                             at_hand.time);
}

/// The units go to whom the developer named, and who accepted; else to the developer.
std::optional<Refused> beneficiary_refusal(const Project& project, const Json& act) {
  const BeneficiaryNaming* naming = project.initial_beneficiary(static_cast<int>(integer(act, "vintage")));
  const std::string named = naming == nullptr ? std::string() : hex(*naming->holder);
  if (text_or_empty(act, "beneficiary") == named) return std::nullopt;
  return issue_refused(Refusal::figures_differ, "beneficiary",
                       naming == nullptr
                           ? phrase("it should be absent: the developer has named nobody who accepted")
                           : phrase("it should be {}, whom entry {} names", named, naming->seq));
}

/// That the act repeats the report's and the account's figures, and adds up. What another project paid is
/// taken as stated, where other projects' acts are not at hand.
std::optional<Refused> account_refusal(const Records& records, const Project& project, const Report& report,
                                       const Json& act, const Decimal& reserve) {
  const auto differs = [](const char* field, const auto& expected) {
    return issue_refused(Refusal::figures_differ, field, phrase("it should be {}", expected));
  };
  if (dates(act, "period") != report.period)
    return differs("period", phrase("{} to {}", date_of(report.period.from), date_of(report.period.to)));
  if (digest(act, "methodology") != project.methodology)
    return differs("methodology", hex(project.methodology));
  const auto given = project.opinions_touching(static_cast<int>(integer(act, "vintage")));
  if (integers(act, "opinions") != given)
    return differs("opinions", fmt::format("{}", fmt::join(given, ", ")));
  if (project.issuances.empty()) {
    if (act.contains("previous")) return differs("previous", phrase("absent: it is the first"));
  } else if (const std::uint64_t previous = project.issuances.back().seq;
             !act.contains("previous") || integer(act, "previous") != previous) {
    return differs("previous", previous);
  }
  if (auto fault = beneficiary_refusal(project, act)) return fault;
  VintageAccount account = project.account(static_cast<int>(integer(act, "vintage")));
  if (integer(act, "issued_before") != account.issued) return differs("issued_before", account.issued);
  if (integer(act, "cancelled") != account.cancelled) return differs("cancelled", account.cancelled);
  const Decimal set_off_in = decimal(act, "set_off_in");
  const bool others_paid = !records.holds_methodologies && set_off_in > account.set_off_in;
  if (set_off_in != account.set_off_in && !others_paid)
    return differs("set_off_in", to_string(account.set_off_in));
  if (decimal(act, "set_off_out") != account.set_off_out)
    return differs("set_off_out", to_string(account.set_off_out));
  account.set_off_in = set_off_in;
  const Decimal owed = account.owed(decimal(act, "creditable"));
  if (decimal(act, "owed") != owed) return differs("owed", to_string(owed));
  if (owed < Decimal(0)) {
    return issue_refused(Refusal::vintage_in_debt, "owed",
                         phrase("vintage {} owes {} kgCO2e", integer(act, "vintage"), to_string(-owed)));
  }
  const Decimal withheld = act.contains("withheld") ? decimal(act, "withheld") : Decimal(0);
  if (act.contains("withheld") && (withheld <= Decimal(0) || withheld > owed)) {
    return issue_refused(Refusal::figures_differ, "withheld",
                         phrase("it is a part of what is owed, and absent where nothing is withheld"));
  }
  if (act.contains("reserve") != !reserve.is_zero() ||
      (act.contains("reserve") && decimal(act, "reserve") != reserve))
    return differs("reserve", reserve.is_zero() ? phrase("absent: nothing is kept") : to_string(reserve));
  const std::int64_t whole = units_within(std::max(Decimal(0), owed - withheld - reserve));
  if (whole == 0) {
    std::string kept;
    if (!withheld.is_zero())
      kept += phrase(", of which {} are withheld for what is in dispute", to_string(withheld));
    if (!reserve.is_zero()) {
      kept += phrase("{} {} kept in reserve until the longest second life of the vintage has passed",
                     kept.empty() ? phrase(", of which") : phrase(" and"), to_string(reserve));
    }
    return issue_refused(Refusal::nothing_to_issue, "count",
                         phrase("{} kgCO2e are owed{}; a unit is 1,000", to_string(owed), kept));
  }
  const std::uint64_t count = std::min<std::uint64_t>(static_cast<std::uint64_t>(whole), most_units);
  if (integer(act, "count") != count) return differs("count", count);
  return std::nullopt;
}

}  // namespace

std::optional<Refused> judge_units_issued(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  if (checkpoint(act, "checkpoint") != at_hand.statement.seen) {
    return issue_refused(Refusal::malformed_statement, "checkpoint",
                         phrase("units are issued at the head that the signer saw"));
  }
  const std::uint64_t seq = integer(act, "report");
  const Report* report = project.report(seq);
  if (report == nullptr || project.report(report->period) != report) {
    return issue_refused(Refusal::unknown_report, "report",
                         phrase("entry {} is no report of {} that stands", seq, project.id));
  }
  if (report->period.to > at_hand.time)
    return issue_refused(Refusal::impossible_date, "report", phrase("the report's period has not ended yet"));
  const std::uint64_t vintage = integer(act, "vintage");
  const Instant last{report->period.to.milliseconds - 1};
  if (vintage > 9'999 || static_cast<int>(vintage) < year_of(report->period.from) ||
      static_cast<int>(vintage) > year_of(last)) {
    return issue_refused(Refusal::impossible_date, "vintage",
                         phrase("the report's period does not touch {}", vintage));
  }
  if (auto fault = opinion_refusal(records, project, *report, integer(act, "opinion"))) return fault;
  if (const Instant decided = date(act, "decided_on");
      decided > at_hand.time || decided < project.notified_on) {
    return issue_refused(Refusal::impossible_date, "decided_on",
                         decided > at_hand.time
                             ? phrase("the decision is dated in the future")
                             : phrase("the decision is dated before the project's notification"));
  }
  return account_refusal(records, project, *report, act, reserve_of(records, project, at_hand));
}

void record_units_issued(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Project& project = project_of(records, at_hand);
  const auto count = static_cast<std::uint32_t>(integer(act, "count"));
  Issuance issuance{.seq = at_hand.seq,
                    .ordinal = static_cast<std::uint32_t>(project.issuances.size() + 1),
                    .vintage = static_cast<int>(integer(act, "vintage")),
                    .count = count,
                    .report = integer(act, "report"),
                    .opinion = integer(act, "opinion"),
                    .checkpoint = checkpoint(act, "checkpoint"),
                    .holdings = {}};
  Holding& all = issuance.holdings.emplace_back();
  all.first = 1;
  all.last = count;
  all.since = at_hand.seq;
  all.acts.push_back(at_hand.seq);
  if (const BeneficiaryNaming* naming = project.initial_beneficiary(issuance.vintage)) {
    all.state = UnitState::assigned;
    all.holder = naming->holder;
    all.use = naming->use;
  }
  project.issuances.push_back(std::move(issuance));
}

namespace {

/// Under a mandate units are retired for those to whom they were assigned, and for nobody else.
std::optional<Refused> other_beneficiary(const Project& project, const ActAtHand& at_hand) {
  const UnitBlock block = block_at_hand(at_hand);
  const std::string named = text_or_empty(at_hand.act(), "beneficiary");
  const std::vector<Holding>& holdings = project.issuance(block.issuance)->holdings;
  for (auto at = holding_of(holdings, block.first); at != holdings.end() && at->first <= block.last; ++at) {
    if (at->beneficiary == named) continue;
    return refused(
        Refusal::not_mandated, "act.beneficiary",
        at->beneficiary.empty()
            ? phrase("their holder is not named in public: name it in the private part alone")
            : phrase("the units were assigned to {}, for whom alone they can be retired", at->beneficiary));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refused> judge_units_retired(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  const bool by_certifier = records.keys.at(at_hand.statement.key).role == Role::certifier;
  if (!act.contains("beneficiary") && !act.contains("private")) {
    return refused(Refusal::malformed_statement, "act.beneficiary",
                   phrase("name the beneficiary, here or in the private part"));
  }
  if (act.contains("mandate") && !by_certifier) {
    return refused(Refusal::malformed_statement, "act.mandate",
                   phrase("under a mandate the certifier acts, and nobody else"));
  }
  if (auto fault = block_refusal(project, at_hand)) return fault;
  if (auto fault = holder_refusal(records, at_hand)) return fault;
  if (by_certifier) {
    if (auto fault = mandate_refusal(records, at_hand, std::nullopt)) return fault;
    if (auto fault = other_beneficiary(project, at_hand)) return fault;
  }
  const std::uint64_t year = integer(act, "year");
  if (year < static_cast<std::uint64_t>(year_of(project.notified_on)) ||
      year > static_cast<std::uint64_t>(year_of(at_hand.time))) {
    return refused(Refusal::impossible_date, "act.year",
                   phrase("{} is not from the year of the notification, {}, to this one", year,
                          year_of(project.notified_on)));
  }
  return std::nullopt;
}

void record_units_retired(Records& records, const ActAtHand& at_hand) {
  change_units(project_of(records, at_hand), block_at_hand(at_hand), at_hand.seq, [&](Holding& holding) {
    holding.state = UnitState::retired;
    holding.use = text(at_hand.act(), "use");
    holding.beneficiary = text_or_empty(at_hand.act(), "beneficiary");
  });
}

std::optional<Refused> judge_units_cancelled(const Records& records, const ActAtHand& at_hand) {
  const bool correction = text(at_hand.act(), "reason") == cancellation_words.front();
  const bool by_certifier = records.keys.at(at_hand.statement.key).role == Role::certifier;
  if (correction != by_certifier) {
    return refused(Refusal::wrong_role, "act.reason",
                   correction
                       ? phrase("a correction is the certifier's")
                       : phrase("the certifier cancels units as a correction, and for no other reason"));
  }
  if (at_hand.act().contains("vintage") && !correction) {
    return refused(Refusal::malformed_statement, "act.vintage",
                   phrase("only a correction settles the debt of a vintage"));
  }
  if (at_hand.act().contains("vintage") && integer(at_hand.act(), "vintage") > 9'999)
    return refused(Refusal::impossible_date, "act.vintage", phrase("years end with 9999"));
  if (auto fault = block_refusal(project_of(records, at_hand), at_hand)) return fault;
  if (correction) return not_with_developer(records, at_hand);
  return holder_refusal(records, at_hand);
}

void record_units_cancelled(Records& records, const ActAtHand& at_hand) {
  const UnitBlock block = block_at_hand(at_hand);
  const bool correction = text(at_hand.act(), "reason") == cancellation_words.front();
  change_units(project_of(records, at_hand), block, at_hand.seq, [&](Holding& holding) {
    holding.state = UnitState::cancelled;
    if (correction) holding.settles = settled_vintage(at_hand.act(), block);
  });
}

namespace {

/// A developer's next project pays for its last; nobody else's does.
std::optional<Refused> debtor_refusal(const Records& records, const ActAtHand& at_hand) {
  if (!at_hand.act().contains("of_project")) return std::nullopt;
  const Project& payer = project_of(records, at_hand);
  const std::string& debtor = debtor_of(at_hand.statement);
  const auto before = records.predecessors(payer);
  const bool follows =
      std::any_of(before.begin(), before.end(), [&](const Project* each) { return each->id == debtor; });
  const bool unknown =
      !records.holds_methodologies && !payer.follows.empty();  // other projects are not at hand
  if (follows || unknown) return std::nullopt;
  return refused(Refusal::nothing_to_set_off, "act.of_project",
                 phrase("{} does not follow {}: a project pays for itself and for those that it follows",
                        payer.id, debtor));
}

}  // namespace

std::optional<Refused> judge_debt_set_off(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  if (decimal(act, "kgco2e") <= Decimal(0)) {
    return refused(Refusal::malformed_statement, "act.kgco2e", phrase("a set-off is above 0"));
  }
  if (checkpoint(act, "checkpoint") != at_hand.statement.seen) {
    return refused(Refusal::malformed_statement, "act.checkpoint",
                   phrase("a debt is set off at the head that the signer saw"));
  }
  if (debtor_of(at_hand.statement) == at_hand.statement.project &&
      integer(act, "vintage") == integer(act, "from_vintage")) {
    return refused(Refusal::impossible_date, "act.from_vintage",
                   phrase("a debt is set off against another vintage"));
  }
  for (const char* field : {"vintage", "from_vintage"}) {
    if (integer(act, field) > 9'999)
      return refused(Refusal::impossible_date, fmt::format("act.{}", field), phrase("years end with 9999"));
  }
  return debtor_refusal(records, at_hand);
}

void record_debt_set_off(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const SetOff set_off{.seq = at_hand.seq,
                       .debtor = debtor_of(at_hand.statement),
                       .vintage = static_cast<int>(integer(act, "vintage")),
                       .payer = at_hand.statement.project,
                       .from_vintage = static_cast<int>(integer(act, "from_vintage")),
                       .kg_co2e = decimal(act, "kgco2e")};
  for (const std::string& id : std::set<std::string>{set_off.debtor, set_off.payer}) {
    if (const auto project = records.projects.find(id); project != records.projects.end())
      project->second.set_offs.push_back(set_off);
  }
}

std::optional<Refused> judge_debt_stated(const Records&, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  if (decimal(act, "kgco2e") < Decimal(0))
    return refused(Refusal::malformed_statement, "act.kgco2e", phrase("a debt is 0 or above"));
  if (checkpoint(act, "checkpoint") != at_hand.statement.seen) {
    return refused(Refusal::malformed_statement, "act.checkpoint",
                   phrase("a debt is stated at the head that the signer saw"));
  }
  if (integer(act, "vintage") > 9'999)
    return refused(Refusal::impossible_date, "act.vintage", phrase("years end with 9999"));
  return std::nullopt;
}

void record_debt_stated(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  project_of(records, at_hand)
      .debts.push_back({at_hand.seq, static_cast<int>(integer(act, "vintage")), decimal(act, "kgco2e")});
}

}  // namespace lcl
