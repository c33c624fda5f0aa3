// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/audit_report.hpp"

#include <algorithm>
#include <utility>

#include "ledger/chain/entry.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/replay/questioned_acts.hpp"
#include "ledger/replay/sampled_device.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using namespace act_fields;

enum Label : std::size_t { of_category, of_month, of_participant, of_approvals };
const std::vector<Grouping> all_groupings{Grouping::category, Grouping::month, Grouping::participant,
                                          Grouping::approval};

/// The rows told apart by some of their labels only, ascending by those.
std::vector<TallyRow> summed_by(const std::vector<TallyRow>& rows, std::initializer_list<Label> labels) {
  std::map<std::vector<std::string>, TallyRow> sums;
  for (const TallyRow& row : rows) {
    std::vector<std::string> kept;
    for (const Label label : labels) kept.push_back(row.labels[label]);
    TallyRow& sum = sums[kept];
    sum.labels = std::move(kept);
    sum.amounts.add(row.amounts);
    sum.cycles.add(row.cycles);
  }
  std::vector<TallyRow> out;
  out.reserve(sums.size());
  for (auto& [label, sum] : sums) out.push_back(std::move(sum));
  return out;
}

MethodologyOutline outline_of(const Methodology& methodology) {
  MethodologyOutline outline;
  outline.id = methodology.id();
  outline.version = methodology.version();
  outline.title = methodology.title();
  outline.status = methodology.status();
  outline.summary = methodology.summary();
  outline.french_title = methodology.french_title();
  outline.french_summary = methodology.french_summary();
  outline.digest = methodology.digest();
  outline.steps.assign(methodology.steps().begin(), methodology.steps().end());
  outline.rules.assign(methodology.eligibility().begin(), methodology.eligibility().end());
  for (std::size_t i = 0; i < outline.discounts.size(); ++i) outline.discounts[i] = methodology.discount(i);
  outline.computes_uncertainty = methodology.computes_uncertainty();
  for (const std::string_view name : methodology.parameters()) {
    ++outline.parameters;
    if (methodology.parameter(name)->assumption) ++outline.assumptions;
  }
  return outline;
}

/// The keys that were given, and the checkpoints that were found to be extended.
std::vector<OutsideAnchor> outside_anchors(const Anchors& given, const std::vector<ShownAnchor>& shown) {
  using Kind = OutsideAnchor::Kind;
  std::vector<OutsideAnchor> out;
  if (given.log_key) out.push_back({.kind = Kind::log_key, .name = vkey(*given.log_key), .at = {}});
  if (given.certifier) out.push_back({.kind = Kind::certifier, .name = hex(*given.certifier), .at = {}});
  for (const ShownAnchor& anchor : shown) {
    const std::uint64_t size = anchor.checkpoint.size;
    out.push_back({.kind = Kind::checkpoint, .size = size, .name = {}, .at = {}});
    for (const SeenBy& seen : anchor.seen_by)
      out.push_back({.kind = Kind::witness, .size = size, .name = seen.witness, .at = seen.time});
    for (const Timestamp& stamp : anchor.timestamps)
      out.push_back({.kind = Kind::timestamp, .size = size, .name = stamp.authority, .at = stamp.time});
  }
  return out;
}

/// Reads what statements say beyond what is on record of them.
class StatementTexts {
 public:
  StatementTexts(const AuthenticatedLog& log, std::string origin) : log_(log), origin_(std::move(origin)) {}

  [[nodiscard]] DepositedOpinion opinion(const Opinion& opinion) const {
    const RecordedStatement recorded = statement_at(log_, origin_, opinion.seq);
    const Statement& statement = recorded.statement;
    DepositedOpinion deposited;
    deposited.opinion = opinion;
    deposited.deposited = recorded.time;
    deposited.document = digest(statement.act, "document");
    deposited.independence = digest(statement.act, "independence");
    for (const Json& each : statement.act["misstatements"])
      deposited.misstatements.push_back({decimal(each, "kgco2e"), each["text"].get<std::string>()});
    if (opinion.reopened)
      deposited.reopened_because =
          statement_at(log_, origin_, *opinion.reopened).statement.act["reason"].get<std::string>();
    return deposited;
  }

  /// Why entry `seq` did what it did; empty where it does not say.
  [[nodiscard]] std::string reason(std::uint64_t seq) const {
    return statement_at(log_, origin_, seq).statement.act.value("reason", std::string());
  }
  [[nodiscard]] Instant time(std::uint64_t seq) const { return statement_at(log_, origin_, seq).time; }

 private:
  const AuthenticatedLog& log_;
  std::string origin_;
};

IssuanceCheck checked(const Issuance& issuance, const VerifyReport& verification) {
  IssuanceCheck check{issuance, IssuanceCheck::Outcome::follows, {}};
  if (!verification.holds()) check.outcome = IssuanceCheck::Outcome::not_established;
  for (const Finding& finding : verification.findings) {
    if (finding.finding != FindingWord::wrong_figures || finding.seq != issuance.seq) continue;
    check.outcome = IssuanceCheck::Outcome::differs;
    check.detail = finding.detail;
  }
  return check;
}

SampleStratum& stratum_of(std::vector<SampleStratum>& strata, const std::string& category,
                          const std::string& participant) {
  const auto found = std::find_if(strata.begin(), strata.end(), [&](const SampleStratum& each) {
    return each.population.category == category && each.population.participant == participant;
  });
  invariant(found != strata.end(), "what is drawn is of the population");
  return *found;
}

/// What the last record of a sample says of its devices.
void add_results(const AuthenticatedLog& log, const std::string& origin, const DrawnSample& sample,
                 std::vector<ExaminedDevice>& devices) {
  if (sample.evaluations.empty()) return;
  const RecordedStatement recorded = statement_at(log, origin, sample.evaluations.back().seq);
  for (const Json& each : recorded.statement.act["results"]) {
    const auto seq = each["seq"].get<std::uint64_t>();
    const auto device = std::find_if(devices.begin(), devices.end(),
                                     [seq](const ExaminedDevice& one) { return one.collection == seq; });
    if (device == devices.end()) continue;
    const bool is_right = each["result"] == sample_result_words.front();
    if (!is_right)
      device->found = each.contains("found_kgco2e") ? decimal(each, "found_kgco2e") : device->lost;
    if (each.contains("text")) device->text = each["text"].get<std::string>();
  }
}

SampleSection section_of(const DerivationSource& source, const RegistryState& state, const Project& project,
                         const Report& report, const DrawnSample& sample, const Progress& progress) {
  SampleSection section{.sample = sample,
                        .plan = project.commitment(sample.commitment)->plan,
                        .auditor = project.commitment(sample.commitment)->auditor,
                        .challenge = project.commitment(sample.commitment)->challenged->seq,
                        .seed = seed_of(project, *project.commitment(sample.commitment), sample.number),
                        .strata = {},
                        .devices = {}};
  const Drawing drawing = drawn_again(source, state, project, sample, progress);
  const Sample& drawn = drawing.sample;
  for (const FrameStratum& stratum : drawing.strata) section.strata.push_back({.population = stratum});
  const auto differs = [&sample](std::uint64_t collection) {
    if (sample.evaluations.empty()) return false;
    const SampleResult* result = sample.evaluations.back().of(collection);
    return result != nullptr && result->outcome != SampleOutcome::right;
  };
  std::uint64_t size = report.checkpoint.size;
  for (const Report* each : project.reports_of(*project.commitment(sample.commitment)))
    size = std::max(size, each->checkpoint.size);
  for (const SampledDevice& device : sampled_devices(source.chains, drawn, size)) {
    const FrameCycle& cycle = device.drawn.cycle;
    SampleStratum& stratum =
        stratum_of(section.strata, drawn.categories[cycle.category], drawn.participants[cycle.participant]);
    ++stratum.drawn;
    if (differs(device.drawn.cycle.collection)) ++stratum.differing;
    section.devices.push_back({.collection = device.drawn.cycle.collection,
                               .device = device.device,
                               .category = device.category,
                               .participant = device.participant,
                               .book = device.drawn.cycle.book(),
                               .lost = device.drawn.cycle.book() - device.drawn.cycle.wholly_wrong(),
                               .certain = device.drawn.certain});
  }
  add_results(source.rows, state.origin(), sample, section.devices);
  return section;
}

/// What came on record of the report, its period and its project at or behind the report's checkpoint.
std::vector<LaterFact> later_facts(const Project& project, const Report& report,
                                   const StatementTexts& texts) {
  using Kind = LaterFact::Kind;
  std::vector<LaterFact> facts;
  for (const Opinion& opinion : report.opinions) {
    if (opinion.reopened)
      facts.push_back({*opinion.reopened, Kind::opinion_withdrawn, texts.reason(*opinion.reopened)});
    if (opinion.lapsed) facts.push_back({*opinion.lapsed, Kind::opinion_lapsed, {}});
  }
  for (const Report& each : project.reports) {
    if (each.seq > report.seq && each.period == report.period)
      facts.push_back({each.seq, Kind::report_replaced, to_string(each.reduction)});
  }
  if (report.forgone) facts.push_back({*report.forgone, Kind::period_forgone, texts.reason(*report.forgone)});
  const std::uint64_t frozen = report.checkpoint.size;
  for (const CreditedElsewhere& each : project.credited_elsewhere) {
    if (each.seq >= frozen && !each.withdrawn)
      facts.push_back({each.seq, Kind::credited_elsewhere, each.registry + ", " + each.foreign_project});
  }
  for (const Dispute& each : project.disputes) {
    if (each.seq >= frozen) facts.push_back({each.seq, Kind::disputed, each.reason});
    if (each.settled && *each.settled >= frozen && each.upheld)
      facts.push_back({*each.settled, Kind::dispute_upheld, each.finding});
  }
  for (const DebtStatement& each : project.standing_debts()) {
    if (each.seq >= frozen && year_of(report.period.from) <= each.vintage &&
        each.vintage <= year_of(report.period.to))
      facts.push_back({each.seq, Kind::in_debt, to_string(each.kg_co2e)});
  }
  std::sort(facts.begin(), facts.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
  return facts;
}

std::vector<ProjectValue> project_values(const Methodology& methodology, const Project& project) {
  std::vector<ProjectValue> values;
  for (const StatedParameter& stated : project.parameters) {
    for (const ProjectParameter& asked : methodology.project_parameters()) {
      if (asked.name == stated.name) values.push_back({asked, stated});
    }
  }
  return values;
}

/// A report with its project. Throws Error (unavailable) where it is none of the project's.
std::pair<const Project&, const Report&> reported_project(const RegistryState& state, const std::string& id,
                                                          std::uint64_t seq) {
  const Project* project = state.project(id);
  const Report* report = project == nullptr ? nullptr : project->report(seq);
  if (report == nullptr)
    throw Error(Obstacle::unavailable, phrase("entry {} is no report of project {}", seq, id));
  return {*project, *report};
}

}  // namespace

bool AuditReport::anchored(OutsideAnchor::Kind kind) const {
  return std::any_of(anchors.begin(), anchors.end(),
                     [kind](const OutsideAnchor& anchor) { return anchor.kind == kind; });
}

const VintageUncertainty* uncertainty_of(const AuditReport& report, int vintage) noexcept {
  if (report.uncertainty.groups.empty()) return nullptr;
  for (const VintageUncertainty& each : report.uncertainty.vintages) {
    if (each.year == vintage) return &each;
  }
  return nullptr;
}

bool makes_impact_champion(std::string_view approvals) noexcept {
  while (!approvals.empty()) {
    const std::string_view one = approvals.substr(0, approvals.find('+'));
    if (one == "esus" || one == "esat") return true;
    approvals.remove_prefix(std::min(one.size() + 1, approvals.size()));
  }
  return false;
}

DepositedOpinion deposited_opinion(const OpenLedger& ledger, const Opinion& opinion) {
  return StatementTexts(ledger.log(), ledger.state().origin()).opinion(opinion);
}

AuditReport audit_report_of(const OpenLedger& ledger, const std::string& project, std::uint64_t report,
                            const Anchors& anchors, const Progress& progress) {
  return audit_report_of(ledger, project, report, anchors,
                         verify_registry(ledger.folder(), anchors, false, progress, ledger.head().size),
                         progress);
}

AuditReport audit_report_of(const OpenLedger& ledger, const std::string& project_id, std::uint64_t report_seq,
                            const Anchors& anchors, const VerifyReport& verification,
                            const Progress& progress) {
  const RegistryState& state = ledger.state();
  const Head head = ledger.head();
  const auto [project, report] = reported_project(state, project_id, report_seq);
  const DerivationSource source{ledger.log(), ledger.second_log()};
  const Progress deriving = told_as(translation("deriving"), progress);
  const RegistryState then = state_at(source.rows, state.origin(), report.checkpoint.size);
  AuditReport out;
  out.origin = state.origin();
  out.head = head;
  out.made = source.rows.time_of(head.size - 1);
  out.project = project;
  out.report = report;
  const Methodology& methodology = *then.methodology_of(*then.project(project.id));
  FiguresRequest request{then, project.id, report.checkpoint, report.period, all_groupings};
  request.scenarios = !methodology.uncertain_groups().empty();
  DerivedFigures figures = std::move(figures_of(source, {request}, deriving).front());
  if (figures.fault) throw Error(*figures.fault);
  out.tally = std::move(figures.tally);
  out.uncertainty = std::move(figures.uncertainty);
  const std::vector<TallyRow> rows = std::exchange(out.tally.rows, {});
  out.tally.groupings.clear();
  out.by_category = summed_by(rows, {of_category});
  out.by_month_and_category = summed_by(rows, {of_month, of_category});
  out.by_participant = summed_by(rows, {of_participant});
  out.by_approvals = summed_by(rows, {of_approvals});
  FiguresRequest of_today{state, project.id, head, report.period, {Grouping::category}};
  of_today.list_lines = true;
  const DerivedFigures at_head = std::move(figures_of(source, {of_today}, deriving).front());
  if (at_head.fault) throw Error(*at_head.fault);
  out.reduction_at_head = at_head.tally.amounts.net();
  if (head.size > report.checkpoint.size)
    out.changes = report_changes(ledger, project, report, progress).changes;

  const StatementTexts texts(source.rows, state.origin());
  out.reported = texts.time(report.seq);
  out.questioned = questioned_acts(ledger, project.id);
  out.later = later_facts(project, report, texts);
  out.project_values = project_values(methodology, project);
  for (const Opinion& opinion : report.opinions) out.opinions.push_back(texts.opinion(opinion));
  for (const auto& [siret, participant] : state.participants()) out.names.emplace(siret, participant.name);
  out.methodology = outline_of(methodology);
  for (const Issuance& issuance : project.issuances) {
    if (issuance.report == report.seq) out.issuances.push_back(checked(issuance, verification));
  }
  for (const DrawnSample& sample : project.samples) {
    if (project.commitment(sample.commitment)->names(report.seq))
      out.samples.push_back(section_of(source, state, project, report, sample, deriving));
  }
  for (const SampleCommitment& commitment : project.commitments) {
    if (commitment.covers(report.period) && project.stage_of(commitment) == CommitmentStage::unrevealed)
      out.unrevealed.push_back(commitment);
  }
  const Observations observed = observe(source.rows, project.id, head.size, deriving);
  out.plausibility = plausibility(observed, at_head.tally, at_head.lines);
  out.unchecked = unchecked_devices(observed, report.period);
  out.anchors = outside_anchors(anchors, verification.anchors);
  out.read = verification.counted;
  out.verification = verification;
  return out;
}

}  // namespace lcl
