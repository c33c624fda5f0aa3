// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/reported_device.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "ledger/figures/cycle.hpp"
#include "ledger/replay/further_names.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/store/statements.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

void add_those_in(const Period& period, const std::vector<Contribution>& contributions, Amounts& amounts) {
  for (const Contribution& each : contributions) {
    if (period.contains(each.at))
      amounts.kg[Amounts::index(each.effect, each.french, each.direct)] += each.kg_co2e;
  }
}

Decimal sum_in(const Period& period, const ExplainedCycle& cycle) {
  Amounts amounts;
  add_those_in(period, cycle.avoided, amounts);
  for (const ExplainedEvent& event : cycle.events) add_those_in(period, event.contributions, amounts);
  if (cycle.given_back) add_those_in(period, cycle.given_back->contributions, amounts);
  return amounts.net();
}

/// What the device's cycles in `project` come to in `period`, by collection.
std::map<std::uint64_t, Decimal> sums_in(const Period& period, const std::string& project,
                                         const Explanation& explanation) {
  std::map<std::uint64_t, Decimal> sums;
  for (const ExplainedCycle& cycle : explanation.cycles) {
    if (cycle.project == project) sums[cycle.events.front().event.seq] = sum_in(period, cycle);
  }
  return sums;
}

/// The device's last event before `size`; no_seq where there is none.
std::uint64_t last_before(const EventLookup& lookup, std::uint64_t last, std::uint64_t size) {
  RecordedEvent event;
  while (last != no_seq && last >= size) {
    if (!lookup(last, event))
      throw Error(Obstacle::unavailable, phrase("an event of the device is withheld here"));
    last = event.after;
  }
  return last;
}

Explanation explained_at(const AuthenticatedLog& log, const FoundDevice& device, const RegistryState& state,
                         std::uint64_t size) {
  const EventLookup lookup = event_lookup(log);
  const std::uint64_t last = last_before(lookup, device.last, size);
  if (last == no_seq) return {device.device, {}, {}};
  return explanation_of(device.device, last, state, lookup, further_names_in(log, {{state, size}}).front());
}

/// The standing reports of the projects that recorded events of the device, by checkpoint.
std::vector<std::pair<const Project*, const Report*>> reports_of(const RegistryState& state,
                                                                 const Explanation& explanation) {
  std::set<std::string> projects;
  for (const ExplainedCycle& cycle : explanation.cycles) projects.insert(cycle.project);
  for (const RecordedEvent& event : explanation.voided) projects.insert(event.project);
  std::vector<std::pair<const Project*, const Report*>> reports;
  for (const std::string& id : projects) {
    const Project* project = state.project(id);
    if (project == nullptr) continue;
    for (const Report* report : project->standing_reports()) reports.emplace_back(project, report);
  }
  std::stable_sort(reports.begin(), reports.end(), [](const auto& a, const auto& b) {
    return a.second->checkpoint.size < b.second->checkpoint.size;
  });
  return reports;
}

}  // namespace

Explanation explained_before(const OpenLedger& ledger, const FoundDevice& device, std::uint64_t size) {
  return explained_at(ledger.log(), device, state_at(ledger.log(), ledger.state().origin(), size), size);
}

std::vector<ReportedDevice> reported_device(const OpenLedger& ledger, const FoundDevice& device,
                                            const Explanation& now) {
  std::vector<ReportedDevice> out;
  Registrations then(Signatures::verified_before);
  for (const auto& [project, report] : reports_of(ledger.state(), now)) {
    const std::uint64_t size = report->checkpoint.size;
    then.go_on(ledger.log(), ledger.state().origin(), size);
    std::map<std::uint64_t, ReportedCycle> cycles;
    for (const auto& [collection, kg] :
         sums_in(report->period, project->id, explained_at(ledger.log(), device, then.state(), size)))
      cycles[collection].seen = kg;
    for (const auto& [collection, kg] : sums_in(report->period, project->id, now))
      cycles[collection].now = kg;
    ReportedDevice reported{project->id, report->seq, report->period, size, {}};
    for (auto& [collection, cycle] : cycles) {
      cycle.collection = collection;
      if (!cycle.seen.is_zero() || !cycle.now.is_zero()) reported.cycles.push_back(cycle);
    }
    if (!reported.cycles.empty()) out.push_back(std::move(reported));
  }
  return out;
}

}  // namespace lcl
