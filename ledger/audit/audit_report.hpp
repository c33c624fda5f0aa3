// SPDX-License-Identifier: Apache-2.0
// All that a report on the audit of a monitored period says, as plain data: what
// is on record, what a verification found, and figures made again from the
// entries. How it is written out is texts/audit_report_page.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/plausibility.hpp"
#include "ledger/audit/project_audit.hpp"
#include "ledger/audit/verify.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/figures/uncertainty.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/replay/report_changes.hpp"

namespace lcl {

/// A methodology as far as a report describes it.
struct MethodologyOutline {
  std::string id;
  std::string version;
  std::string title;
  std::string status;
  std::string summary;
  std::string french_title;  ///< empty where the document has none, as of the summary
  std::string french_summary;
  Digest digest;
  std::vector<Step> steps;
  std::vector<Eligibility> rules;
  std::array<Decimal, 3> discounts;   ///< shares: additionality, uncertainty, reversal
  bool computes_uncertainty = false;  ///< the second is not a share
  std::uint64_t parameters = 0;
  std::uint64_t assumptions = 0;  ///< of the parameters
};

/// Something known from outside that the verification held the ledger to.
struct OutsideAnchor {
  enum class Kind : std::uint8_t { log_key, certifier, checkpoint, witness, timestamp };
  Kind kind{};
  std::uint64_t size = 0;       ///< of what it vouches for; 0 of a key
  std::string name;             ///< of the key, witness or authority; may be empty
  std::optional<Instant> at{};  ///< when the witness or authority saw it
};

struct Misstatement {
  Decimal kg_co2e;
  std::string text;
};

/// An opinion with what its statement says besides.
struct DepositedOpinion {
  Opinion opinion;
  Instant deposited;
  Digest document;      ///< of the auditor's own report
  Digest independence;  ///< of the proof of independence
  std::vector<Misstatement> misstatements;
  std::string reopened_because;  ///< empty unless it was reopened
};

/// Units issued on the report, and whether their figures were made again.
struct IssuanceCheck {
  enum class Outcome : std::uint8_t { follows, differs, not_established };
  Issuance issuance;
  Outcome outcome{};
  std::string detail;  ///< of the finding, where it differs
};

/// What was drawn from a stratum of the population.
struct SampleStratum {
  FrameStratum population;
  std::uint64_t drawn = 0;
  std::uint64_t differing = 0;  ///< of those drawn, by what the auditor recorded last
};

/// A drawn device, with what was found where it differs.
struct ExaminedDevice {
  std::uint64_t collection = 0;  ///< seq
  Pseudonym device;
  std::string category;
  std::string participant;         ///< SIRET, as of a SampledDevice
  Decimal book;                    ///< kgCO2e
  Decimal lost;                    ///< kgCO2e that it counts as where it is not available
  bool certain = false;            ///< not left to chance
  std::optional<Decimal> found{};  ///< kgCO2e
  std::string text{};              ///< why
};

/// A sample drawn from the report's population.
struct SampleSection {
  DrawnSample sample;
  SamplingPlan plan;
  std::string auditor;          ///< SIRET
  std::uint64_t challenge = 0;  ///< seq
  Digest seed;
  std::vector<SampleStratum> strata;    ///< ascending
  std::vector<ExaminedDevice> devices;  ///< drawn, by ascending collection, as the auditor recorded them last
};

/// A parameter of the project: what its methodology asks of it, and what its label states.
struct ProjectValue {
  ProjectParameter asked;
  StatedParameter stated;
};

/// Something recorded after the report had frozen its population that bears on what the report says.
struct LaterFact {
  enum class Kind : std::uint8_t {
    opinion_withdrawn,
    opinion_lapsed,
    report_replaced,
    period_forgone,
    credited_elsewhere,
    disputed,
    dispute_upheld,
    in_debt,
  };
  std::uint64_t seq = 0;
  Kind kind{};
  std::string text;  ///< as it was recorded: a reason, a registry, a figure
};

struct AuditReport {
  std::string origin;
  Head head;     ///< what the report stands at
  Instant made;  ///< the time of the last entry before it
  Project project;
  Report report;
  Instant reported;
  std::map<std::string, std::string, std::less<>> names;  ///< of participants, by SIRET

  Tally tally;  ///< of the period, made again at the report's own checkpoint; the rows below add up to it
  Uncertainty uncertainty;  ///< of the tally; without groups of a method in which nothing is uncertain
  std::vector<TallyRow> by_category;
  std::vector<TallyRow> by_month_and_category;
  std::vector<TallyRow> by_participant;
  std::vector<TallyRow> by_approvals;
  Decimal reduction_at_head;              ///< of the same period, with all that was recorded since
  std::vector<ExplainedChange> changes;   ///< the cycles that come to something else there
  std::vector<LaterFact> later;           ///< ascending
  std::vector<std::uint64_t> questioned;  ///< acts on the project under a key that was compromised, ascending
  UncheckedDevices unchecked;             ///< of the period's collections, at `head`
  std::vector<ProjectValue> project_values;

  VerifyReport verification;  ///< of all that the file holds
  VerifyCounts read;          ///< of it, the first `head.size` entries
  std::vector<OutsideAnchor> anchors;
  MethodologyOutline methodology;
  std::vector<DepositedOpinion> opinions;
  std::vector<IssuanceCheck> issuances;
  std::vector<SampleSection> samples;        ///< in the order in which they were drawn, whoever did
  std::vector<SampleCommitment> unrevealed;  ///< for the report, whose number was never revealed
  Plausibility plausibility;                 ///< of the events of the period, at `head`

  /// Whether reduction and tally are those that the report states.
  [[nodiscard]] bool figures_follow() const {
    return report.reduction == tally.amounts.net() && report.tally == digest_of(tally);
  }
  [[nodiscard]] bool anchored(OutsideAnchor::Kind kind) const;
};

/// What of a vintage of the report is uncertain; nullptr where its methodology does not say.
[[nodiscard]] const VintageUncertainty* uncertainty_of(const AuditReport& report, int vintage) noexcept;

/// Whether `approvals`, joined as Participant::approvals_at has them, make an Impact Champion.
[[nodiscard]] bool makes_impact_champion(std::string_view approvals) noexcept;

/// An opinion on record, with what its statement says besides.
[[nodiscard]] DepositedOpinion deposited_opinion(const OpenLedger& ledger, const Opinion& opinion);

/// What there is to say of the audit of the report of entry `report`, which must be one of `project`'s:
/// `verification` is that of the ledger against `anchors`, counted to its head; the report's figures are made
/// again. Throws Error: unavailable where
/// there is no such report, and as tallies_at and observe.
[[nodiscard]] AuditReport audit_report_of(const OpenLedger& ledger, const std::string& project,
                                          std::uint64_t report, const Anchors& anchors,
                                          const VerifyReport& verification, const Progress& progress);
/// The same, with the ledger verified for it.
[[nodiscard]] AuditReport audit_report_of(const OpenLedger& ledger, const std::string& project,
                                          std::uint64_t report, const Anchors& anchors,
                                          const Progress& progress = {});

}  // namespace lcl
