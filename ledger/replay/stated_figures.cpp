// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/stated_figures.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "ledger/events/device_identity.hpp"
#include "ledger/events/payload.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/named_reports.hpp"
#include "ledger/registry/sampling_rules.hpp"
#include "ledger/replay/counted_periods.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using act_fields::dates_json;
using act_fields::refused;

Result<const Project*> sampled_project(const RegistryState& state, const std::string& id) {
  if (const Project* project = state.project(id)) return project;
  return refused(Refusal::unknown_project, "project", phrase("{} was never notified", id));
}

/// The payload of a collection, which says of the identifier that was recorded.
EventPayload recorded_collection(const AuthenticatedLog& log, std::uint64_t seq) {
  EventPayload payload;
  PayloadReader payloads;
  bool found = false;
  log.entry(seq, [&](const AuthenticEntry& stored) {
    found = stored.payload && payloads.read(EventKind::collection, *stored.payload, payload) == nullptr &&
            payload.identity;
  });
  if (!found) throw Error(Obstacle::unavailable, phrase("entry {} holds no identity that can be read", seq));
  return payload;
}

/// Of the event at `seq`: what its payload says, and its private part where that is there.
struct RecordedPart {
  std::optional<Digest> stated;
  std::optional<std::string> bytes;
};

RecordedPart recorded_part(const AuthenticatedLog& log, std::uint64_t seq) {
  RecordedPart recorded;
  EventPayload payload;
  PayloadReader payloads;
  bool found = false;
  log.entry(seq, [&](const AuthenticEntry& stored) {
    const auto kind = event_kind(stored.entry.kind);
    found = kind && stored.payload && payloads.read(*kind, *stored.payload, payload) == nullptr;
    if (found && stored.private_part) recorded.bytes = std::string(*stored.private_part);
  });
  if (!found) throw Error(Obstacle::unavailable, phrase("entry {} holds no event that can be read", seq));
  recorded.stated = payload.private_part;
  if (recorded.bytes && recorded.stated != sha256(*recorded.bytes))
    throw Error(Obstacle::damaged, phrase("the private part of entry {} is not the one it names", seq));
  return recorded;
}

}  // namespace

std::vector<Tally> tallies(const OpenLedger& ledger, const std::string& project,
                           const std::vector<Period>& periods, const std::vector<Grouping>& groupings,
                           const Progress& progress) {
  return tallies_at({ledger.log(), ledger.second_log()}, ledger.state(), ledger.labelled_project(project),
                    periods, groupings, ledger.head(), progress);
}

Json report_act(const OpenLedger& ledger, const std::string& project, const Period& period,
                std::uint64_t estimate, const Progress& progress) {
  const Project& found = ledger.labelled_project(project);
  const DerivedFigures figures =
      std::move(figures_of({ledger.log(), ledger.second_log()},
                           {{ledger.state(), found.id, ledger.head(), period, {}, false, true}}, progress)
                    .front());
  if (figures.fault) throw Error(*figures.fault);
  const Tally& reported = figures.tally;
  return {{"period", dates_json(period)},
          {"checkpoint", head_json(ledger.head())},
          {"methodology", hex(reported.methodology)},
          {"tally", hex(digest_of(reported))},
          {"lines", hex(digest_of(figures.lines, of_period(figures.tally)))},
          {"reduction", to_string(reported.amounts.net())},
          {"estimate", estimate}};
}

std::vector<VintageFigures> vintages(const OpenLedger& ledger, const std::string& project,
                                     const Progress& progress) {
  return figures_at({ledger.log(), ledger.second_log()}, ledger.state(), ledger.labelled_project(project),
                    ledger.head(), now(), progress);
}

Result<Json> issuance_act(const OpenLedger& ledger, const std::string& project, std::uint64_t report,
                          int vintage, const Decision& decision, const Progress& progress) {
  const Project& found = ledger.labelled_project(project);
  const Report* reported = found.report(report);
  if (reported == nullptr) {
    return Refused{Refusal::unknown_report,
                   {.field = "act.report"},
                   phrase("entry {} is no report of {}", report, project)};
  }
  const Opinion* opinion = reported->opinion();
  if (opinion == nullptr) {
    return Refused{Refusal::unknown_opinion,
                   {.field = "act.opinion"},
                   phrase("no opinion stands on the report of entry {}", report)};
  }
  FiguresBatch batch;
  const FiguresBatch::Key population{project, ledger.head(), reported->period};
  want_counted(found, ledger.head(), batch);
  batch.want(population, {});
  batch.derive({ledger.log(), ledger.second_log()}, {ledger.state(), ledger.head().size}, progress);
  VintageFigures figures;
  for (const VintageFigures& each : vintage_figures(found, *ledger.state().methodology_of(found),
                                                    counted_periods(found, ledger.head(), batch), now())) {
    if (each.vintage == vintage) figures = each;
  }
  std::vector<std::uint64_t> opinions = found.opinions_touching(vintage);
  if (opinions.empty()) opinions.push_back(opinion->seq);  // what is wrong is the vintage
  Json act{{"report", report},
           {"opinion", opinion->seq},
           {"opinions", std::move(opinions)},
           {"decision", decision.reference},
           {"decided_on", date_of(decision.on)},
           {"period", dates_json(reported->period)},
           {"vintage", vintage},
           {"checkpoint", head_json(ledger.head())},
           {"methodology", hex(found.methodology)},
           {"tally", hex(digest_of(batch.tally(population)))},
           {"avoided", to_string(figures.avoided)},
           {"emitted", to_string(figures.emitted)},
           {"given_back", to_string(figures.given_back)},
           {"baseline", to_string(figures.baseline)},
           {"leakage", to_string(figures.leakage)},
           {"reduction", to_string(figures.reduction)},
           {"creditable", to_string(figures.creditable)},
           {"issued_before", figures.account.issued},
           {"cancelled", figures.account.cancelled},
           {"set_off_in", to_string(figures.account.set_off_in)},
           {"set_off_out", to_string(figures.account.set_off_out)},
           {"owed", to_string(figures.account.owed(figures.creditable))},
           {"count", std::min<std::int64_t>(figures.units, most_units)}};
  if (!figures.withheld.is_zero()) act["withheld"] = to_string(figures.withheld);
  if (!figures.reserve.is_zero()) act["reserve"] = to_string(figures.reserve);
  if (const BeneficiaryNaming* naming = found.initial_beneficiary(vintage))
    act["beneficiary"] = hex(*naming->holder);
  if (!found.issuances.empty()) act["previous"] = found.issuances.back().seq;
  return act;
}

Json set_off_act(const OpenLedger& ledger, const std::string& debtor, int vintage, int from_vintage,
                 const Decimal& kg) {
  Json act{{"vintage", vintage},
           {"from_vintage", from_vintage},
           {"kgco2e", to_string(kg)},
           {"checkpoint", head_json(ledger.head())}};
  if (!debtor.empty()) act["of_project"] = debtor;
  return act;
}

Json debt_act(const OpenLedger& ledger, const std::string& project, int vintage, const Progress& progress) {
  Decimal debt;
  for (const VintageFigures& each : vintages(ledger, project, progress)) {
    if (each.vintage == vintage && each.in_debt()) debt = -each.owed;
  }
  return {{"vintage", vintage}, {"kgco2e", to_string(debt)}, {"checkpoint", head_json(ledger.head())}};
}

Result<PlannedSample> sample_forecast(const OpenLedger& ledger, const std::string& project,
                                      const std::vector<std::uint64_t>& reports, const SamplingPlan& plan,
                                      const Progress& progress) {
  const auto found = sampled_project(ledger.state(), project);
  if (!found) return found.refused();
  const Project& sampled = **found;
  if (auto fault = plan_refusal(plan)) return std::move(*fault);
  const Json act{{"reports", reports}};
  if (auto fault = reports_refusal(sampled, act, now())) return std::move(*fault);
  if (auto fault = forgone_refusal(reports_in(sampled, act))) return std::move(*fault);
  SampleCommitment commitment;
  commitment.reports = reports;
  commitment.plan = plan;
  const auto planned = planned_sample({ledger.log(), ledger.second_log()}, ledger.state(), sampled,
                                      commitment, told_as(translation("planning"), progress));
  if (planned) return *planned;
  return refused(Refusal::nothing_to_sample, "act.reports",
                 phrase("no cycle has an event in the periods of these reports, or the methodology does not "
                        "say what a cycle "
                        "emits at most; where it asks for a sample, name a report before or after as well, "
                        "or give the period "
                        "up: lcl report forgo"));
}

Result<Json> draw_act(const OpenLedger& ledger, const std::string& project, std::uint64_t commitment,
                      const Digest& number, const Progress& progress) {
  const auto found = sampled_project(ledger.state(), project);
  if (!found) return found.refused();
  const Project& sampled = **found;
  const SampleCommitment* committed = sampled.commitment(commitment);
  if (committed == nullptr)
    return refused(Refusal::unknown_commitment, "act.commitment",
                   phrase("entry {} is no commitment of {}", commitment, project));
  if (auto fault = unchallenged_refusal(sampled, *committed)) return std::move(*fault);
  const auto drawn = drawing_of({ledger.log(), ledger.second_log()}, ledger.state(), sampled, *committed,
                                number, told_as(translation("drawing"), progress));
  invariant(drawn.has_value(), "there was something to draw from when it was committed to");
  return Json{{"commitment", commitment},
              {"number", hex(number)},
              {"population", drawn->population},
              {"kgco2e", to_string(drawn->kg_co2e)},
              {"interval", to_string(drawn->sample.interval)},
              {"size", drawn->sample.cycles.size()},
              {"sample", hex(digest_of(drawn->sample))},
              {"cycles", collections_of(drawn->sample)}};
}

Result<ExaminedSample> conclusion_of(const OpenLedger& ledger, const std::string& project,
                                     std::uint64_t sample, const Json& results, const Digest& document,
                                     const std::string& reason, const Progress& progress) {
  const auto found = sampled_project(ledger.state(), project);
  if (!found) return found.refused();
  const Project& sampled = **found;
  const DrawnSample* recorded = sampled.sample(sample);
  if (recorded == nullptr)
    return refused(Refusal::unknown_sample, "act.sample",
                   phrase("entry {} draws no sample of {}", sample, project));
  Json act{{"sample", sample},
           {"results", results},
           {"projected", "0"},
           {"bound", "0"},
           {"document", hex(document)}};
  if (!reason.empty()) act["reason"] = reason;
  if (auto refused = form_refusal(rule_of(Act::sample_recorded), act)) return std::move(*refused);
  SampleEvaluation found_so;
  found_so.results = act_fields::results(act, "results");
  if (auto refused = examination_refusal(*recorded, found_so.results)) return std::move(*refused);
  const Drawing drawn = drawn_again({ledger.log(), ledger.second_log()}, ledger.state(), sampled, *recorded,
                                    told_as(translation("drawing"), progress));
  const SampleConclusion concluded =
      conclusion(sampled.commitment(recorded->commitment)->plan, drawn.sample, found_so.wrong());
  act["projected"] = to_string(concluded.projected);
  act["bound"] = to_string(concluded.bound);
  if (!concluded.beyond_cap.empty()) act["beyond_cap"] = concluded.beyond_cap;
  return ExaminedSample{std::move(act), examined(drawn.sample.cycles, found_so.results)};
}

std::vector<SampledDevice> sampled(const OpenLedger& ledger, const Project& project,
                                   const DrawnSample& sample, const Progress& progress) {
  const Drawing drawn = drawn_again({ledger.log(), ledger.second_log()}, ledger.state(), project, sample,
                                    told_as(translation("drawing"), progress));
  std::uint64_t size = 0;
  for (const Report* report : project.reports_of(*project.commitment(sample.commitment)))
    size = std::max(size, report->checkpoint.size);
  return sampled_devices(ledger.log(), drawn.sample, size);
}

std::vector<DeviceOpening> device_openings(const OpenLedger& ledger,
                                           const std::vector<SampledDevice>& devices, bool with_parts) {
  Pepper pepper = read_pepper(ledger.folder());
  if (pepper.commitment() != ledger.state().pepper_commitment())
    throw Error(Obstacle::io, phrase("{} is not this registry's pepper", ledger.folder().pepper().string()));
  std::vector<DeviceOpening> openings;
  openings.reserve(devices.size());
  for (const SampledDevice& sampled : devices) {
    const std::uint64_t seq = sampled.drawn.cycle.collection;
    const EventPayload recorded = recorded_collection(ledger.log(), seq);
    openings.push_back({seq, sampled.device, *recorded.identity, pepper.opening(Bytes(recorded.salt)), {}});
    if (!with_parts) continue;
    for (const std::uint64_t entry : sampled.entries) {
      if (auto part = recorded_part(ledger.log(), entry); part.bytes)
        openings.back().parts.push_back({entry, std::move(*part.bytes)});
    }
  }
  return openings;
}

std::optional<Digest> recorded_private_part(const OpenLedger& ledger, std::uint64_t seq) {
  return recorded_part(ledger.log(), seq).stated;
}

Digest recorded_identity(const OpenLedger& ledger, std::uint64_t seq) {
  return *recorded_collection(ledger.log(), seq).identity;
}

}  // namespace lcl
