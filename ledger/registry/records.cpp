// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/records.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "ledger/values/carbon_unit.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::array<std::string_view, 3> certifier_change_words{"granted", "revoked", "annulled"};
constexpr std::array<std::string_view, 4> unit_state_words{
    translatable("issued"), translatable("assigned"), translatable("retired"), translatable("cancelled")};
constexpr std::array<std::string_view, 8> report_stage_words{"reported", "reopened", "modified", "misstated",
                                                             "audited",  "issued",   "forgone",  "replaced"};
constexpr std::array<std::string_view, 4> commitment_stage_words{"waiting", "unrevealed", "revealed",
                                                                 "replaced"};

}  // namespace

std::string_view word(ReportStage stage) noexcept {
  return report_stage_words[static_cast<std::size_t>(stage)];
}

std::string_view word(CommitmentStage stage) noexcept {
  return commitment_stage_words[static_cast<std::size_t>(stage)];
}

std::string_view word(CertifierChange::Kind kind) noexcept {
  return certifier_change_words[static_cast<std::size_t>(kind)];
}

std::string_view word(UnitState state) noexcept { return unit_state_words[static_cast<std::size_t>(state)]; }

bool Participant::suspended_at(Instant at) const {
  return std::any_of(suspensions.begin(), suspensions.end(), [&](const Suspension& suspension) {
    return suspension.from <= at && (!suspension.to || at < *suspension.to);
  });
}

const Approval* Participant::approval(Scheme scheme, Instant at) const {
  const auto found = std::find_if(approvals.rbegin(), approvals.rend(), [&](const Approval& approval) {
    return approval.scheme == scheme && approval.valid_at(at);
  });
  return found == approvals.rend() ? nullptr : &*found;
}

std::string Participant::approvals_at(Instant at) const {
  std::string schemes;
  for (std::size_t i = 0; i < scheme_words.size(); ++i) {
    if (approval(static_cast<Scheme>(i), at) == nullptr) continue;
    if (!schemes.empty()) schemes += '+';
    schemes += scheme_words[i];
  }
  return schemes;
}

bool Participant::impact_champion(Instant at) const {
  return approval(Scheme::esus, at) != nullptr || approval(Scheme::esat, at) != nullptr;
}

const Opinion* Report::opinion() const {
  return opinions.empty() || !opinions.back().stands() ? nullptr : &opinions.back();
}

bool Opinion::immaterial() const {
  if (misstated.is_zero()) return true;
  const auto threshold = product(materiality, reduction.is_negative() ? -reduction : reduction);
  return threshold && misstated < *threshold;
}

const Opinion* Report::counting_opinion() const {
  return opinions.empty() || opinions.back().reopened ? nullptr : &opinions.back();
}

bool Report::waits() const {
  return !forgone && !without_amounts() && counting_opinion() != nullptr && opinion() == nullptr;
}

bool Report::without_amounts() const { return lines == sha256(lines_heading); }

Counting Report::counting() const {
  if (forgone) return Counting::forgone;
  const Opinion* last = counting_opinion();
  if (last == nullptr) return without_amounts() ? Counting::as_seen : Counting::not_at_all;
  const bool is_clean = last->word == OpinionWord::unmodified && last->immaterial();
  return is_clean ? Counting::as_seen : Counting::no_credit;
}

bool DrawnSample::exceeds(const Decimal& materiality, const SampleEvaluation& record) const {
  const auto material = product(materiality, reduction.is_negative() ? -reduction : reduction);
  return !material || record.bound > *material;
}

Decimal VintageAccount::owed(const Decimal& creditable) const {
  const auto units = static_cast<std::int64_t>(issued) - static_cast<std::int64_t>(cancelled);
  return creditable - kg_of_units(units) + set_off_in - set_off_out;
}

Instant Project::counts_from(std::string_view participant) const {
  const auto found = std::find_if(mandants.begin(), mandants.end(),
                                  [&](const Mandant& mandant) { return mandant.siret == participant; });
  return found == mandants.end() ? notified_on : found->notified_on;
}

const Report* Project::report(std::uint64_t seq) const { return recorded_by(reports, seq); }

const Report* Project::report(const Period& period) const {
  const auto found = std::find_if(reports.rbegin(), reports.rend(),
                                  [&](const Report& report) { return report.period == period; });
  return found == reports.rend() ? nullptr : &*found;
}

Instant Project::reported_until() const {
  Instant until = crediting_period.from;
  for (const Report& report : reports) until = std::max(until, report.period.to);
  return until;
}

namespace {

/// Of each period the last report that `is_meant`, by period.
template <typename Predicate>
std::vector<const Report*> last_of_periods(const std::vector<Report>& reports, Predicate is_meant) {
  std::map<Period, const Report*> last;
  for (const Report& report : reports) {
    if (is_meant(report)) last[report.period] = &report;
  }
  std::vector<const Report*> found;
  found.reserve(last.size());
  for (const auto& [period, report] : last) found.push_back(report);
  return found;
}

}  // namespace

std::vector<const Report*> Project::standing_reports() const {
  return last_of_periods(reports, [](const Report&) { return true; });
}

std::vector<const Report*> Project::counted_reports() const {
  return last_of_periods(reports,
                         [](const Report& report) { return report.counting() != Counting::not_at_all; });
}

const Report* Project::held_up_by(Instant end) const {
  for (const Report* report : standing_reports()) {
    if (report->period.from < end && report->counting() == Counting::not_at_all) return report;
  }
  for (const Report* report : counted_reports()) {
    if (report->waits()) return report;
  }
  return nullptr;
}

bool Project::waits() const {
  const auto counted = counted_reports();
  return std::any_of(counted.begin(), counted.end(), [](const Report* report) { return report->waits(); });
}

std::vector<std::uint64_t> Project::opinions_touching(int vintage) const {
  std::vector<std::uint64_t> seqs;
  for (const Report& report : reports) {
    if (report.period.from >= start_of_year(vintage + 1) || report.period.to <= start_of_year(vintage))
      continue;
    for (const Opinion& opinion : report.opinions) seqs.push_back(opinion.seq);
  }
  std::sort(seqs.begin(), seqs.end());
  seqs.erase(std::unique(seqs.begin(), seqs.end()), seqs.end());
  return seqs;
}

ReportStage Project::stage_of(const Report& report) const {
  if (this->report(report.period) != &report) return ReportStage::replaced;
  if (report.forgone) return ReportStage::forgone;
  const Opinion* opinion = report.opinion();
  if (opinion == nullptr && !report.audited())
    return report.opinions.empty() ? ReportStage::reported : ReportStage::reopened;
  if (opinion != nullptr && opinion->word != OpinionWord::unmodified) return ReportStage::modified;
  if (!report.audited()) return ReportStage::misstated;
  const bool issued = std::any_of(issuances.begin(), issuances.end(),
                                  [&](const Issuance& issuance) { return issuance.report == report.seq; });
  return issued ? ReportStage::issued : ReportStage::audited;
}

bool Project::declared_exclusive(const Period& period) const {
  return std::any_of(exclusivities.begin(), exclusivities.end(), [&](const Exclusivity& declared) {
    return declared.period.from <= period.from && period.to <= declared.period.to;
  });
}

const SampleCommitment* Project::commitment(std::uint64_t seq) const { return recorded_by(commitments, seq); }

bool SampleCommitment::names(std::uint64_t report) const {
  return std::find(reports.begin(), reports.end(), report) != reports.end();
}

std::vector<const Report*> Project::reports_of(const SampleCommitment& commitment) const {
  std::vector<const Report*> named;
  named.reserve(commitment.reports.size());
  for (const std::uint64_t seq : commitment.reports) named.push_back(report(seq));
  std::sort(named.begin(), named.end(),
            [](const Report* a, const Report* b) { return a->period < b->period; });
  return named;
}

CommitmentStage Project::stage_of(const SampleCommitment& commitment) const {
  if (commitment.drawn) return CommitmentStage::revealed;
  if (commitment.challenged) return CommitmentStage::unrevealed;
  const auto named = reports_of(commitment);
  const bool all_stand = std::all_of(named.begin(), named.end(), [&](const Report* each) {
    return report(each->period) == each && !each->forgone;
  });
  return all_stand ? CommitmentStage::waiting : CommitmentStage::replaced;
}

bool Project::unfinished(const SampleCommitment& commitment) const {
  if (commitment.released) return false;
  if (commitment.drawn) return sample(*commitment.drawn)->evaluations.empty();
  return stage_of(commitment) != CommitmentStage::replaced;
}

const DrawnSample* Project::sample(std::uint64_t seq) const { return recorded_by(samples, seq); }

const Dispute* Project::dispute_of(std::uint64_t entry) const {
  const auto found = std::find_if(disputes.begin(), disputes.end(),
                                  [&](const Dispute& dispute) { return dispute.entry == entry; });
  return found == disputes.end() ? nullptr : &*found;
}

std::vector<SampleResult> SampleEvaluation::wrong() const {
  std::vector<SampleResult> wrong;
  std::copy_if(results.begin(), results.end(), std::back_inserter(wrong),
               [](const SampleResult& result) { return result.outcome != SampleOutcome::right; });
  return wrong;
}

const SampleResult* SampleEvaluation::of(std::uint64_t collection) const {
  const auto found =
      std::lower_bound(results.begin(), results.end(), collection,
                       [](const SampleResult& result, std::uint64_t seq) { return result.collection < seq; });
  return found == results.end() || found->collection != collection ? nullptr : &*found;
}

std::span<const SampleEvaluation> DrawnSample::binding() const {
  const auto sure =
      std::find_if(evaluations.rbegin(), evaluations.rend(),
                   [](const SampleEvaluation& evaluation) { return !evaluation.with.in_question; });
  const auto first = sure == evaluations.rend() ? evaluations.begin() : std::prev(sure.base());
  return {first, evaluations.end()};
}

std::vector<const DrawnSample*> Project::standing_samples(const Period& period) const {
  const auto plan_of = [&](const DrawnSample& sample) { return commitment(sample.commitment)->plan; };
  const auto report_of = [&](const DrawnSample& sample) {
    for (const Report* each : reports_of(*commitment(sample.commitment))) {
      if (each->period == period) return each->seq;
    }
    return std::uint64_t{0};
  };
  std::vector<const DrawnSample*> recorded;
  for (const DrawnSample& sample : samples) {
    if (!sample.evaluations.empty() && commitment(sample.commitment)->covers(period))
      recorded.push_back(&sample);
  }
  std::vector<const DrawnSample*> standing;
  for (const DrawnSample* sample : recorded) {
    const SamplingPlan plan = plan_of(*sample);
    const SampleEvaluation& found = sample->binding().front();
    const bool answered = std::any_of(recorded.begin(), recorded.end(), [&](const DrawnSample* other) {
      const SamplingPlan by = plan_of(*other);
      const bool in_question = commitment(other->commitment)->in_question() || other->with.in_question ||
                               other->binding().front().with.in_question;
      return !in_question && report_of(*other) > report_of(*sample) && other->seq > found.seq &&
             by.reasonable >= plan.reasonable && by.materiality <= plan.materiality;
    });
    if (!answered) standing.push_back(sample);
  }
  return standing;
}

Decimal Project::projected_in(const std::vector<std::uint64_t>& of_reports) const {
  Decimal sum;
  for (const std::uint64_t seq : of_reports) {
    Decimal greatest;
    for (const DrawnSample* sample : standing_samples(report(seq)->period)) {
      for (const SampleEvaluation& found : sample->binding()) greatest = std::max(greatest, found.projected);
    }
    sum += greatest;
  }
  return sum;
}

VintageAccount Project::account(int vintage) const {
  VintageAccount account;
  for (const Issuance& issuance : issuances) {
    if (issuance.vintage == vintage) account.issued += issuance.count;
    for (const Holding& holding : issuance.holdings) {
      if (holding.settles == vintage) account.cancelled += holding.count();
    }
  }
  for (const SetOff& set_off : set_offs) {
    if (set_off.debtor == id && set_off.vintage == vintage) account.set_off_in += set_off.kg_co2e;
    if (set_off.payer == id && set_off.from_vintage == vintage) account.set_off_out += set_off.kg_co2e;
  }
  return account;
}

std::vector<DebtStatement> Project::standing_debts() const {
  std::map<int, DebtStatement> last;
  for (const DebtStatement& debt : debts) last[debt.vintage] = debt;
  for (const Issuance& issuance : issuances) {
    for (const Holding& holding : issuance.holdings) {
      const auto debt = holding.settles ? last.find(*holding.settles) : last.end();
      if (debt != last.end() && holding.acts.back() > debt->second.seq)
        debt->second.kg_co2e -= kg_of_units(holding.count());
    }
  }
  for (const SetOff& set_off : set_offs) {
    const bool own = set_off.debtor == id && set_off.payer == id;
    const auto debt = own ? last.find(set_off.vintage) : last.end();
    if (debt != last.end() && set_off.seq > debt->second.seq) debt->second.kg_co2e -= set_off.kg_co2e;
  }
  std::vector<DebtStatement> standing;
  for (const auto& [vintage, debt] : last) {
    if (debt.kg_co2e > Decimal(0)) standing.push_back(debt);
  }
  return standing;
}

std::optional<UnitBlock> Project::correctable_units(int vintage, Instant at) const {
  for (const Issuance& issuance : issuances) {
    if (issuance.vintage != vintage) continue;
    for (const Holding& holding : issuance.holdings) {
      if (holding.with_developer() && open_offer(holding, at) == nullptr)
        return UnitBlock{id, vintage, issuance.ordinal, holding.first, holding.last, standing};
    }
  }
  return std::nullopt;
}

const Issuance* Project::issuance(std::uint32_t ordinal) const {
  return ordinal == 0 || ordinal > issuances.size() ? nullptr : &issuances[ordinal - 1];
}

std::vector<const BeneficiaryNaming*> Project::standing_namings() const {
  std::vector<const BeneficiaryNaming*> standing;
  for (const BeneficiaryNaming& naming : namings) {
    const bool replaced = std::any_of(namings.begin(), namings.end(), [&](const BeneficiaryNaming& later) {
      return later.seq > naming.seq && later.vintage <= naming.vintage;
    });
    if (naming.holder && !replaced) standing.push_back(&naming);
  }
  return standing;
}

const BeneficiaryNaming* Project::initial_beneficiary(int vintage) const {
  const auto last = std::find_if(namings.rbegin(), namings.rend(),
                                 [&](const BeneficiaryNaming& naming) { return naming.vintage <= vintage; });
  return last == namings.rend() || !last->accepted ? nullptr : &*last;
}

const Offer* Project::open_offer(const Holding& holding, Instant at) const {
  if (!holding.offer) return nullptr;
  const Offer* offer = recorded_by(offers, *holding.offer);
  return offer != nullptr && offer->open_at(at) ? offer : nullptr;
}

bool Project::credited_in_another_registry(const Pseudonym& device, Instant at) const {
  return std::any_of(credited_elsewhere.begin(), credited_elsewhere.end(),
                     [&](const CreditedElsewhere& declared) {
                       return !declared.withdrawn && (!declared.period || declared.period->contains(at)) &&
                              (declared.devices.empty() || declared.devices.contains(device));
                     });
}

RecordedBetween Records::recorded_between(std::uint64_t seq, Instant time) const {
  for (const ClockCorrection& correction : clock_corrections) {
    if (correction.from <= seq && seq < correction.seq && time > correction.time)
      return {correction.last, correction.time};
  }
  return {time, time};
}

const Project* Records::project(std::string_view id) const {
  const auto found = projects.find(id);
  return found == projects.end() ? nullptr : &found->second;
}

std::vector<const Project*> Records::predecessors(const Project& project) const {
  std::vector<const Project*> found;
  for (const Project* before = this->project(project.follows); before != nullptr;
       before = this->project(before->follows)) {
    found.push_back(before);
  }
  return found;
}

std::set<std::string, std::less<>> Records::succession(const std::string& id) const {
  std::set<std::string, std::less<>> found{id};
  const Project* last = project(id);
  if (last == nullptr) return found;
  while (const Project* next = project(last->followed_by)) last = next;
  found.insert(last->id);
  for (const Project* before : predecessors(*last)) found.insert(before->id);
  return found;
}

std::optional<Instant> Records::predecessors_audited_until(const Project& project) const {
  std::optional<Instant> until;
  const auto not_beyond = [&until](Instant at) { until = until ? std::min(*until, at) : at; };
  for (const Project* before : predecessors(project)) {
    if (before->waits()) not_beyond(before->crediting_period.from);
    for (const Report* report : before->standing_reports()) {
      if (report->counting() == Counting::not_at_all) not_beyond(report->period.from);
    }
    const Instant reported = before->reported_until();
    if (!before->closed_on && reported < before->crediting_period.to) not_beyond(reported);
  }
  return until;
}

const Participant* Records::participant(std::string_view siret) const {
  const auto found = participants.find(siret);
  return found == participants.end() ? nullptr : &found->second;
}

}  // namespace lcl
