// SPDX-License-Identifier: Apache-2.0
// The life of a project, from its notification to its closure or withdrawal.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/practice_rules.hpp"
#include "ledger/registry/role_rules.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

namespace {

std::optional<Refused> future_date(const ActAtHand& at_hand, const char* field, std::string_view what) {
  if (date(at_hand.act(), field) <= at_hand.time) return std::nullopt;
  return refused(Refusal::impossible_date, fmt::format("act.{}", field),
                 phrase("the date of {} is in the future", what));
}

bool earlier(const Mandant& a, const Mandant& b) { return a.notified_on < b.notified_on; }

std::optional<Refused> mandant_to_come(const std::vector<Mandant>& mandants, const ActAtHand& at_hand) {
  const auto last = std::max_element(mandants.begin(), mandants.end(), earlier);
  if (last->notified_on <= at_hand.time) return std::nullopt;
  return refused(Refusal::impossible_date, "act.mandants",
                 phrase("the notification of {} is in the future", last->siret));
}

/// Whether there may be collective projects is the methodology's to say, and how far apart their mandants may
/// be notified: a year, unless it says otherwise (arrêté of 5 September 2025, art. 23).
std::optional<Refused> collective_refusal(const Records& records, const Digest& methodology,
                                          const std::vector<Mandant>& mandants, const char* field) {
  const auto adopted = records.methodologies.find(methodology);
  if (mandants.empty() || adopted == records.methodologies.end()) return std::nullopt;
  const CollectiveRule& rule = adopted->second.methodology->collective();
  if (!rule.allowed) {
    return refused(Refusal::collective_not_allowed, field,
                   phrase("{} does not allow collective projects", adopted->second.methodology->id()));
  }
  const auto [first, last] = std::minmax_element(mandants.begin(), mandants.end(), earlier);
  if (last->notified_on.milliseconds - first->notified_on.milliseconds <= rule.interval_days * day_ms)
    return std::nullopt;
  return refused(Refusal::impossible_date, field,
                 phrase("{} and {} were notified more than {} days apart, the most that {} allows",
                        first->siret, last->siret, rule.interval_days, adopted->second.methodology->id()));
}

/// The authority for a project in several regions is that of the region with most of its sites (décret
/// 2018-1043); of regions with as many the applicant names one.
std::optional<Refused> region_refusal(const Json& act) {
  const std::vector<Site> all = sites(act, "sites");
  std::map<std::string, std::size_t> in_region;
  std::vector<std::string> communes;
  for (const Site& site : all) {
    ++in_region[site.region];
    if (std::find(communes.begin(), communes.end(), site.commune) == communes.end())
      communes.push_back(site.commune);
  }
  if (all.empty()) return std::nullopt;
  if (texts(act, "communes") != communes) {
    return refused(Refusal::malformed_statement, "act.communes",
                   phrase("the communes are those of the sites, each once, in their order: {}",
                          fmt::join(communes, ", ")));
  }
  const auto most = std::max_element(in_region.begin(), in_region.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  const std::string& named = text(act, "region");
  const auto found = in_region.find(named);
  if (found != in_region.end() && found->second == most->second) return std::nullopt;
  return refused(Refusal::region_of_fewer_sites, "act.region",
                 phrase("{} of {} sites are in {}, and {} in {}", most->second, all.size(), most->first,
                        found == in_region.end() ? 0 : found->second, named));
}

/// What the methodology asks of projects is stated, all of it, each within its span (art. 9: the reference
/// scenario is the project's own).
std::optional<Refused> parameters_refusal(const Records& records, const Digest& methodology,
                                          const Json& act) {
  const auto adopted = records.methodologies.find(methodology);
  if (adopted == records.methodologies.end()) return std::nullopt;
  const auto values = adopted->second.methodology->project_values(parameters(act, "parameters"));
  const auto* fault = std::get_if<MethodologyFault>(&values);
  if (fault == nullptr) return std::nullopt;
  return refused(fault->refusal, fmt::format("act.parameters.{}", fault->where), fault->message);
}

std::optional<Refused> auditor_among(const Records& records, const std::vector<Mandant>& mandants,
                                     const char* field) {
  for (const Mandant& mandant : mandants) {
    if (auto fault = named_auditor_refusal(records, mandant.siret, field)) return fault;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refused> judge_project_notified(const Records& records, const ActAtHand& at_hand) {
  if (auto fault = future_date(at_hand, "notified_on", "notification")) return fault;
  if (auto fault = region_refusal(at_hand.act())) return fault;
  const std::vector<Mandant> members = mandants(at_hand.act(), "mandants");
  if (auto fault = auditor_among(records, members, "act.mandants")) return fault;
  for (const std::string& marketplace : texts(at_hand.act(), "marketplaces")) {
    if (auto fault = named_auditor_refusal(records, marketplace, "act.marketplaces")) return fault;
  }
  if (members.empty()) return std::nullopt;
  if (auto fault = mandant_to_come(members, at_hand)) return fault;
  const bool earliest = std::any_of(members.begin(), members.end(), [&](const Mandant& mandant) {
    return mandant.notified_on == date(at_hand.act(), "notified_on");
  });
  const bool none_before = std::none_of(members.begin(), members.end(), [&](const Mandant& mandant) {
    return mandant.notified_on < date(at_hand.act(), "notified_on");
  });
  if (earliest && none_before) return std::nullopt;
  return refused(Refusal::impossible_date, "act.notified_on",
                 phrase("a collective project is notified on the day of its first mandant"));
}

void record_project_notified(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Project& project = project_of(records, at_hand);
  project.id = at_hand.statement.project;
  project.standing = records.standing;
  project.state = ProjectState::notified;
  project.title = text(act, "title");
  project.developer = text(act, "developer");
  project.region = text(act, "region");
  project.communes = texts(act, "communes");
  project.sites = sites(act, "sites");
  project.applicant_standing = text(act, "applicant_standing");
  project.notified_on = date(act, "notified_on");
  project.mandants = mandants(act, "mandants");
  project.marketplaces = texts(act, "marketplaces");
  project.notified = at_hand.seq;
}

/// Region, communes and the applicant's standing are part of the notification: to change them is to notify
/// anew (art. 21).
std::optional<Refused> judge_project_amended(const Records& records, const ActAtHand& at_hand) {
  if (auto fault = future_date(at_hand, "notified_on", "notification")) return fault;
  if (date(at_hand.act(), "notified_on") < project_of(records, at_hand).notified_on) {
    return refused(Refusal::impossible_date, "act.notified_on",
                   phrase("the new notification is before the one it replaces"));
  }
  return region_refusal(at_hand.act());
}

void record_project_amended(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Project& project = project_of(records, at_hand);
  project.state = ProjectState::notified;
  project.region = text(act, "region");
  project.communes = texts(act, "communes");
  project.sites = sites(act, "sites");
  project.applicant_standing = text(act, "applicant_standing");
  project.notified_on = date(act, "notified_on");
  for (Mandant& mandant : project.mandants)
    mandant.notified_on = std::max(mandant.notified_on, project.notified_on);
  project.amended = at_hand.seq;
}

namespace {

/// How many mandants may be added and removed, in the one change there is: a tenth, rounded up, of 20 or
/// more; 2 of fewer (art. 23).
std::size_t most_changes(std::size_t mandants) { return mandants >= 20 ? (mandants + 9) / 10 : 2; }

std::vector<Mandant> changed_mandants(const Project& project, const Json& act) {
  std::vector<Mandant> changed = project.mandants;
  const auto removed = texts(act, "removed");
  std::erase_if(changed, [&](const Mandant& mandant) {
    return std::find(removed.begin(), removed.end(), mandant.siret) != removed.end();
  });
  for (Mandant& added : mandants(act, "added")) changed.push_back(std::move(added));
  return changed;
}

/// Who is removed is a mandant, who is added is none, or is removed at once.
std::optional<Refused> membership_refusal(const Project& project, const Json& act) {
  std::set<std::string_view> known;
  for (const Mandant& mandant : project.mandants) known.insert(mandant.siret);
  for (const std::string& siret : texts(act, "removed")) {
    if (known.erase(siret) == 0) {
      return refused(Refusal::malformed_statement, "act.removed", phrase("{} is no mandant", siret));
    }
  }
  for (const Mandant& added : mandants(act, "added")) {
    if (known.contains(added.siret)) {
      return refused(Refusal::malformed_statement, "act.added",
                     phrase("{} is a mandant already", added.siret));
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refused> judge_mandants_changed(const Records& records, const ActAtHand& at_hand) {
  const Project& project = project_of(records, at_hand);
  const Json& act = at_hand.act();
  const std::size_t changes = mandants(act, "added").size() + texts(act, "removed").size();
  if (changes == 0) {
    return refused(Refusal::malformed_statement, "act", phrase("mandants_changed adds or removes someone"));
  }
  if (!project.collective()) {
    return refused(Refusal::wrong_project_state, "project",
                   phrase("{} is no collective project", project.id));
  }
  if (project.mandants_changed != 0) {
    return refused(Refusal::mandants_beyond_limit, "act",
                   phrase("the list was changed by entry {}; it may change once", project.mandants_changed));
  }
  if (changes > most_changes(project.mandants.size())) {
    return refused(Refusal::mandants_beyond_limit, "act",
                   phrase("{} changes to a list of {}, which admits {}", changes, project.mandants.size(),
                          most_changes(project.mandants.size())));
  }
  if (auto fault = membership_refusal(project, act)) return fault;
  const std::vector<Mandant> changed = changed_mandants(project, act);
  if (changed.empty()) {
    return refused(Refusal::malformed_statement, "act.removed", phrase("nobody would be left"));
  }
  if (auto fault = auditor_among(records, mandants(act, "added"), "act.added")) return fault;
  for (const Mandant& added : mandants(act, "added")) {
    if (added.notified_on < project.notified_on) {
      return refused(Refusal::impossible_date, "act.added",
                     phrase("{} was notified before the project", added.siret));
    }
  }
  if (auto fault = mandant_to_come(changed, at_hand)) return fault;
  if (auto fault = collective_refusal(records, project.methodology, changed, "act.mandants")) return fault;
  return practice_refusal(records, project, project.developer, changed, "act.added");
}

void record_mandants_changed(Records& records, const ActAtHand& at_hand) {
  Project& project = project_of(records, at_hand);
  project.mandants = changed_mandants(project, at_hand.act());
  project.mandants_changed = at_hand.seq;
}

/// The mandants denounce the mandate and give it to another (art. 20).
std::optional<Refused> judge_developer_changed(const Records& records, const ActAtHand& at_hand) {
  const std::string& developer = text(at_hand.act(), "developer");
  if (developer == project_of(records, at_hand).developer) {
    return refused(Refusal::malformed_statement, "act.developer",
                   phrase("{} is the project's developer already", developer));
  }
  const bool has_key = std::any_of(records.keys.begin(), records.keys.end(), [&](const auto& granted) {
    const GrantedKey& key = granted.second;
    return key.role == Role::developer && key.party == developer && key.standing.may_sign();
  });
  const Project& project = project_of(records, at_hand);
  if (has_key) return practice_refusal(records, project, developer, project.mandants, "act.developer");
  return refused(Refusal::developer_without_key, "act.developer",
                 phrase("{} has no developer's key that may sign", developer));
}

namespace {

/// What was issued is no longer the project's developer's, but that of the one before, who has no key here;
/// and nobody it named gets what is issued from now on.
void leave_units_with_developer(Project& project, std::uint64_t seq) {
  for (Issuance& issuance : project.issuances) {
    for (Holding& holding : issuance.holdings) {
      if (!holding.with_developer()) continue;
      holding.state = UnitState::assigned;
      holding.beneficiary = project.developer;
      holding.since = seq;
      holding.acts.push_back(seq);
    }
  }
}

}  // namespace

void record_developer_changed(Records& records, const ActAtHand& at_hand) {
  Project& project = project_of(records, at_hand);
  leave_units_with_developer(project, at_hand.seq);
  project.namings.clear();
  project.developer = text(at_hand.act(), "developer");
  project.developer_changed = at_hand.seq;
}

void record_project_filed(Records& records, const ActAtHand& at_hand) {
  Project& project = project_of(records, at_hand);
  project.state = ProjectState::filed;
  project.filed = at_hand.seq;
}

namespace {

Refused unfit(std::string message) {
  return refused(Refusal::unfit_predecessor, "act.follows", std::move(message));
}

/// A project stands under one methodology for good, and is continued under another one by a project that
/// follows it: from a day to come, of which nothing is reported yet, and no longer than itself.
std::optional<Refused> predecessor_refusal(const Records& records, const Project& project, const Json& act) {
  if (!act.contains("follows")) return std::nullopt;
  const std::string& id = text(act, "follows");
  const Project* before = records.project(id);
  if (before == nullptr || before->state != ProjectState::labelled)
    return unfit(phrase("{} is no labelled project", id));
  if (before->developer != project.developer)
    return unfit(
        phrase("the developer of {} is {}, of {} {}", id, before->developer, project.id, project.developer));
  if (before->followed_from) return unfit(phrase("{} follows {} already", before->followed_by, id));
  if (digest(act, "methodology") == before->methodology)
    return unfit(phrase("{} stands under the same methodology", id));
  return std::nullopt;
}

/// When a project begins that follows another one.
std::optional<Refused> succession_refusal(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  if (!act.contains("follows")) return std::nullopt;
  const auto impossible = [](std::string message) {
    return refused(Refusal::impossible_date, "act.crediting_period", std::move(message));
  };
  const Project& before = *records.project(text(act, "follows"));
  const Period crediting = dates(act, "crediting_period");
  if (crediting.from <= at_hand.time)
    return impossible(phrase("another methodology begins on a day to come"));
  if (crediting.from < before.reported_until())
    return impossible(phrase("{} is reported until {} already", before.id, date_of(before.reported_until())));
  if (crediting.to > before.crediting_period.to)
    return impossible(
        phrase("it ends after that of {}, on {}", before.id, date_of(before.crediting_period.to)));
  return std::nullopt;
}

}  // namespace

std::optional<Refused> judge_project_labelled(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  if (records.holds_methodologies && !records.methodologies.contains(digest(act, "methodology"))) {
    return refused(Refusal::unknown_methodology, "act.methodology",
                   phrase("{} was never adopted", text(act, "methodology")));
  }
  if (auto fault =
          collective_refusal(records, digest(act, "methodology"), project.mandants, "act.methodology"))
    return fault;
  if (auto fault = parameters_refusal(records, digest(act, "methodology"), act)) return fault;
  if (date(act, "notified_on") != project.notified_on) {
    return refused(Refusal::impossible_date, "act.notified_on",
                   phrase("the label confirms {}, the notification states {}", text(act, "notified_on"),
                          date_of(project.notified_on)));
  }
  if (dates(act, "crediting_period").from < project.notified_on) {
    return refused(Refusal::impossible_date, "act.crediting_period",
                   phrase("it begins before the notification"));
  }
  if (!records.holds_methodologies) return std::nullopt;  // and so none of other projects' acts
  if (auto fault = predecessor_refusal(records, project, act)) return fault;
  if (auto fault = succession_refusal(records, at_hand)) return fault;
  const std::vector<StatedParameter> stated = parameters(act, "parameters");
  return practice_refusal(records,
                          {project.id, project.developer, project.mandants, dates(act, "crediting_period"),
                           *records.methodologies.at(digest(act, "methodology")).methodology, stated},
                          "act.parameters");
}

void record_project_labelled(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Project& project = project_of(records, at_hand);
  project.state = ProjectState::labelled;
  project.decision = text(act, "decision");
  project.methodology = digest(act, "methodology");
  project.potential_units = integer(act, "potential_units");
  project.crediting_period = dates(act, "crediting_period");
  project.parameters = parameters(act, "parameters");
  project.labelled = at_hand.seq;
  project.follows = act.contains("follows") ? text(act, "follows") : std::string();
  const auto before = records.projects.find(project.follows);
  if (before == records.projects.end()) return;
  before->second.followed_by = project.id;
  before->second.followed_from = project.crediting_period.from;
}

std::optional<Refused> judge_project_closed(const Records& records, const ActAtHand& at_hand) {
  if (date(at_hand.act(), "closed_on") >= project_of(records, at_hand).notified_on) return std::nullopt;
  return refused(Refusal::impossible_date, "act.closed_on", phrase("the closure is before the notification"));
}

void record_project_closed(Records& records, const ActAtHand& at_hand) {
  Project& project = project_of(records, at_hand);
  project.state = ProjectState::closed;
  project.closed_on = date(at_hand.act(), "closed_on");
  project.closed = at_hand.seq;
}

std::optional<Refused> judge_project_withdrawn(const Records& records, const ActAtHand& at_hand) {
  if (auto fault = future_date(at_hand, "withdrawn_on", "withdrawal")) return fault;
  const Project& project = project_of(records, at_hand);
  if (date(at_hand.act(), "withdrawn_on") < project.notified_on) {
    return refused(Refusal::impossible_date, "act.withdrawn_on",
                   phrase("the withdrawal is before the notification"));
  }
  if (project.issuances.empty()) return std::nullopt;
  return refused(Refusal::wrong_project_state, "project",
                 phrase("units of {} were issued; it can be closed, not withdrawn", project.id));
}

void record_project_withdrawn(Records& records, const ActAtHand& at_hand) {
  Project& project = project_of(records, at_hand);
  project.state = ProjectState::withdrawn;
  project.withdrawn_on = date(at_hand.act(), "withdrawn_on");
  project.withdrawn = at_hand.seq;
}

std::optional<Refused> judge_submission(const Records&, const ActAtHand& at_hand) {
  if (integer(at_hand.act(), "count") != 0) return std::nullopt;
  return refused(Refusal::malformed_statement, "act.count", phrase("a submission has at least one event"));
}

}  // namespace lcl
