// SPDX-License-Identifier: Apache-2.0
// What the registry has on record after some of its statements: plain data,
// filled by the recorders of acts (act_judges.hpp) and read by everybody else.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/keys.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/completeness_records.hpp"
#include "ledger/registry/holdings.hpp"
#include "ledger/registry/key_records.hpp"
#include "ledger/registry/participant_records.hpp"
#include "ledger/registry/sample_records.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/timestamp.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {

// Dates are kept as the start of their day, UTC. `seq` is the entry of the statement that recorded it.

/// What entry `seq` recorded, among all that is kept in the order in which it was recorded; nullptr if that
/// is nothing.
template <typename AllRecorded>
[[nodiscard]] auto* recorded_by(AllRecorded& all, std::uint64_t seq) {
  const auto found = std::lower_bound(
      all.begin(), all.end(), seq, [](const auto& each, std::uint64_t number) { return each.seq < number; });
  return found == all.end() || found->seq != seq ? nullptr : &*found;
}

struct AdoptedMethodology {
  std::shared_ptr<const Methodology> methodology;  ///< never changes, so copies of the records share it
  std::uint64_t adopted = 0;                       ///< seq
  std::string decision;                            ///< that approved it; empty: none is on record
  std::optional<Instant> decided_on{};
};

/// A member of a collective project.
struct Mandant {
  std::string siret;
  Instant notified_on;
};

/// Where a project takes place.
struct Site {
  std::string region;
  std::string commune;
  friend bool operator==(const Site&, const Site&) = default;
};

/// A declaration that nothing of a period is credited in another registry.
struct Exclusivity {
  std::uint64_t seq = 0;
  Period period;
};

/// A declaration that devices, or all cycles of a period, were credited in another registry.
struct CreditedElsewhere {
  std::uint64_t seq = 0;
  std::string registry;
  std::string foreign_project;
  std::optional<Period> period;  ///< none: at any time
  std::set<Pseudonym> devices;   ///< empty: all
  Maker maker{};
  std::optional<std::uint64_t> withdrawn{};  ///< seq
};

/// Other support of the project than its credits.
struct Incentive {
  std::uint64_t seq = 0;
  std::string kind;
  std::string text;  ///< who grants what
  Instant granted_on;
  std::optional<Decimal> amount;   ///< euros
  std::optional<Digest> document;  ///< that states it
  Maker maker{};
  std::optional<std::uint64_t> withdrawn;  ///< seq
};

struct Opinion {
  std::uint64_t seq = 0;
  OpinionWord word{};
  bool reasonable = false;  ///< assurance; else limited
  Decimal materiality;      ///< share of the reduction
  Decimal misstated;        ///< kgCO2e, all misstatements without their signs
  std::string auditor;      ///< SIRET
  Digest key;               ///< that signed it
  Instant given;
  std::vector<std::uint64_t> reports{};     ///< it is on, ascending; each of them holds it
  Decimal reduction{};                      ///< of these together, kgCO2e
  std::optional<std::uint64_t> reopened{};  ///< seq
  /// seq of what put it in question: the key, or all that it signed from before then on, is not to be
  /// believed.
  std::optional<std::uint64_t> lapsed{};
  [[nodiscard]] bool stands() const { return !reopened && !lapsed; }
  /// Whether it misstates nothing, or less than is material.
  [[nodiscard]] bool immaterial() const;
  /// Whether it says that the report holds, if with reservations: only an independent auditor says that.
  [[nodiscard]] bool vouches() const {
    return word == OpinionWord::unmodified || word == OpinionWord::qualified;
  }
};

/// That an accreditation body found an auditor fit to verify (arrêté of 5 September 2025, art. 20, 25; ISO
/// 14065).
struct Accreditation {
  std::uint64_t seq = 0;
  std::string party;  ///< whom it accredits
  std::string body;
  std::string reference;
  std::string scope;
  Period valid;
  std::optional<Instant> withdrawn_on{};  ///< the first day it is no longer valid
  [[nodiscard]] bool valid_at(Instant at) const {
    return valid.contains(at) && (!withdrawn_on || at < *withdrawn_on);
  }
};

/// How a report counts in what its project is owed.
enum class Counting : std::uint8_t {
  not_at_all,  ///< no opinion stands on it
  as_seen,     ///< audited: of every cycle the lesser of what the auditor saw and what stands
  no_credit,   ///< as seen, but nothing of a cycle is credited, for its opinion is modified or misstates too
               ///< much
  forgone,     ///< what is emitted and given back counts as it stands, and nothing is avoided
};

/// What the digest of a report's lines begins with.
inline constexpr std::string_view lines_heading = "lcl lines 1\n";

/// A monitoring report: a population frozen at a checkpoint, and what was derived from it.
struct Report {
  std::uint64_t seq = 0;
  Period period;
  Head checkpoint;
  Digest methodology;
  Digest tally;
  Digest lines;       ///< of what each cycle comes to
  Decimal reduction;  ///< S of the period, kgCO2e
  std::uint64_t estimate = 0;
  std::vector<Opinion> opinions;
  std::optional<std::uint64_t> forgone;  ///< seq
  Instant made{};                        ///< time of its entry
  Digest payload{};                      ///< SHA-256 of its statement as it is stored
  /// The last opinion, if it still stands; nullptr if there is none.
  [[nodiscard]] const Opinion* opinion() const;
  /// The one by which it counts: the last, unless that was reopened.
  [[nodiscard]] const Opinion* counting_opinion() const;
  /// Whether no cycle comes to anything.
  [[nodiscard]] bool without_amounts() const;
  [[nodiscard]] Counting counting() const;
  /// Whether it counts by an opinion that has lapsed: what was issued stays, and nothing more is issued until
  /// there is another.
  [[nodiscard]] bool waits() const;
  /// Whether it lets units be issued: its opinion is unmodified and misstates less than is material, or it
  /// has no amounts and needs none.
  [[nodiscard]] bool audited() const { return counting() == Counting::as_seen && !waits(); }
};

/// How far a report has come; a later report of its period replaces it whatever it was.
enum class ReportStage : std::uint8_t {
  reported,   ///< without an opinion yet
  reopened,   ///< its opinion was reopened, or has lapsed
  modified,   ///< its opinion is not unmodified
  misstated,  ///< by as much as its opinion's materiality, or more
  audited,
  issued,   ///< units were issued on it
  forgone,  ///< given up: nothing of it is credited
  replaced,
};
[[nodiscard]] std::string_view word(ReportStage stage) noexcept;

struct QuestionAnswer {
  std::uint64_t seq = 0;
  std::string text;
};

/// What an auditor asks about the project, and what its developer has answered.
struct AskedQuestion {
  std::uint64_t seq = 0;
  std::optional<PlausibilityTest> test;  ///< that raised it
  std::vector<std::uint64_t> entries;    ///< it is about, ascending; may be none
  std::string text;
  std::string asker;  ///< SIRET
  std::vector<QuestionAnswer> answers;
};

/// What the developer of a credited project says of another project's collection, which gives back from it:
/// that it never took place.
struct Dispute {
  std::uint64_t seq = 0;
  std::uint64_t entry = 0;  ///< the collection
  std::string reason;
  std::optional<std::uint64_t> settled{};  ///< seq
  bool upheld = false;
  std::string finding{};  ///< why it was settled so
  [[nodiscard]] bool is_open() const { return !settled; }
};

struct Issuance {
  std::uint64_t seq = 0;
  std::uint32_t ordinal = 0;  ///< in the project, from 1
  int vintage = 0;
  std::uint32_t count = 0;
  std::uint64_t report = 0;   ///< seq
  std::uint64_t opinion = 0;  ///< seq
  Head checkpoint;
  std::vector<Holding> holdings;  ///< ascending, without gaps: 1 to count
};

/// A debt that is settled by what another vintage is owed: of the same project, or of one that follows it,
/// whose act it is. Both projects have it.
struct SetOff {
  std::uint64_t seq = 0;
  std::string debtor;    ///< project
  int vintage = 0;       ///< in debt
  std::string payer;     ///< project
  int from_vintage = 0;  ///< that pays
  Decimal kg_co2e;
};

/// That a vintage was in debt, or was not, when the certifier looked.
struct DebtStatement {
  std::uint64_t seq = 0;
  int vintage = 0;
  Decimal kg_co2e;
};

/// What units and set-offs take from what a vintage's reductions are worth.
struct VintageAccount {
  std::uint64_t issued = 0;
  std::uint64_t cancelled = 0;  ///< as a correction, for its debt; of whatever vintage they were
  Decimal set_off_in;           ///< kgCO2e
  Decimal set_off_out;
  /// owed = creditable − 1000 kg × (issued − cancelled) + set_off_in − set_off_out.
  [[nodiscard]] Decimal owed(const Decimal& creditable) const;
};

struct Project {
  std::string id;
  RegistryStanding standing = RegistryStanding::trial;  ///< of its registry
  ProjectState state = ProjectState::absent;
  std::string title;
  std::string developer;  ///< SIRET; of a collective project: the mandataire
  std::string region;
  std::vector<std::string> communes;
  std::vector<Site> sites;  ///< of a project that names several
  std::string applicant_standing;
  Instant notified_on;
  std::vector<Mandant> mandants;          ///< of a collective project
  std::vector<std::string> marketplaces;  ///< SIRETs
  std::string decision;                   ///< of the label
  Digest methodology;
  std::uint64_t potential_units = 0;
  Period crediting_period;
  std::vector<StatedParameter> parameters;  ///< what its methodology asks of projects; by name
  std::string follows;                      ///< the project that it continues under another methodology
  std::string followed_by;                  ///< the project that continues it so
  std::optional<Instant> followed_from;     ///< what is collected from then on is that one's
  std::optional<Instant> closed_on;
  std::optional<Instant> withdrawn_on;
  std::uint64_t notified = 0;  ///< seq of the statements that brought it there; 0: not yet
  std::uint64_t amended = 0;
  std::uint64_t mandants_changed = 0;
  std::uint64_t developer_changed = 0;  ///< the last time
  std::uint64_t filed = 0;
  std::uint64_t labelled = 0;
  std::uint64_t closed = 0;
  std::uint64_t withdrawn = 0;
  std::vector<Exclusivity> exclusivities;
  std::vector<CreditedElsewhere> credited_elsewhere;
  std::vector<Incentive> incentives;          ///< in order of seq
  std::vector<Report> reports;                ///< in order of seq; of several on one period, the last stands
  std::vector<SampleCommitment> commitments;  ///< in order of seq
  std::vector<DrawnSample> samples;           ///< in order of seq
  std::vector<CompletenessRecord> completeness;  ///< in order of seq
  std::vector<AskedQuestion> questions;          ///< in order of seq
  std::vector<Dispute> disputes;                 ///< in order of seq; one of an entry
  std::vector<Issuance> issuances;
  std::vector<SetOff> set_offs;
  std::vector<DebtStatement> debts;        ///< in order of seq; of a vintage the last stands
  std::vector<Offer> offers;               ///< in order of seq
  std::vector<Mandate> mandates;           ///< in order of seq
  std::vector<BeneficiaryNaming> namings;  ///< in order of seq; the present developer's

  [[nodiscard]] bool collective() const { return !mandants.empty(); }
  /// The day from which the events of a participant count.
  [[nodiscard]] Instant counts_from(std::string_view participant) const;
  [[nodiscard]] const Report* report(std::uint64_t seq) const;
  /// The report that stands for exactly this period.
  [[nodiscard]] const Report* report(const Period& period) const;
  /// The end of the last period that was reported; before there is any, the start of crediting.
  [[nodiscard]] Instant reported_until() const;
  /// The reports that no later one replaces, by period.
  [[nodiscard]] std::vector<const Report*> standing_reports() const;
  /// Of each period the last report that counts, by period: one that was replaced counts until there is an
  /// opinion on the one in its place.
  [[nodiscard]] std::vector<const Report*> counted_reports() const;
  /// The report that holds up units on a period with this end: the first standing one of a period that begins
  /// before and does not count, or else the first by which a period counts and which waits; nullptr if there
  /// is none.
  [[nodiscard]] const Report* held_up_by(Instant end) const;
  /// Whether some period counts by a report that waits, so that nothing is issued.
  [[nodiscard]] bool waits() const;
  /// What an unmodified opinion on exactly this period has to answer, as entries, ascending: every modified
  /// opinion ever given on it, every record of a sample that found more than may be wrong, and every one of
  /// completeness by which the ledger lacks something.
  [[nodiscard]] std::vector<std::uint64_t> to_dispose_of(const Period& period) const;
  /// Every opinion ever given on a period that has an instant in the year, as entries, ascending.
  [[nodiscard]] std::vector<std::uint64_t> opinions_touching(int vintage) const;
  [[nodiscard]] ReportStage stage_of(const Report& report) const;
  /// Whether one declaration of exclusivity covers all of `period`.
  [[nodiscard]] bool declared_exclusive(const Period& period) const;
  [[nodiscard]] const SampleCommitment* commitment(std::uint64_t seq) const;
  /// The reports that it names, by period.
  [[nodiscard]] std::vector<const Report*> reports_of(const SampleCommitment& commitment) const;
  [[nodiscard]] CommitmentStage stage_of(const SampleCommitment& commitment) const;
  /// Whether results of its sample are still to come: it is neither released nor replaced, and none are on
  /// record.
  [[nodiscard]] bool unfinished(const SampleCommitment& commitment) const;
  /// The dispute of a collection, by the collection's entry; nullptr if there is none.
  [[nodiscard]] const Dispute* dispute_of(std::uint64_t entry) const;
  [[nodiscard]] const DrawnSample* sample(std::uint64_t seq) const;
  /// The samples of this period, alone or with others, with results on record that no other one answers: with
  /// results on record too, drawn after these from a later report, for as much assurance and no greater
  /// materiality, and committed to, drawn and recorded with keys that are not in question.
  [[nodiscard]] std::vector<const DrawnSample*> standing_samples(const Period& period) const;
  /// What samples project as overstated in reports of this project, kgCO2e: of each the greatest projection
  /// of a record that binds, of a sample of its period that stands.
  [[nodiscard]] Decimal projected_in(const std::vector<std::uint64_t>& of_reports) const;
  /// The records of completeness of this period, alone or with others, that none answers.
  [[nodiscard]] std::vector<const CompletenessRecord*> binding_completeness(const Period& period) const;
  /// Those that touch this period, in order of seq.
  [[nodiscard]] std::vector<const CompletenessRecord*> completeness_touching(const Period& period) const;
  /// Whether, of this period, a later record of the same auditor and book answers it with a key that is not
  /// in question.
  [[nodiscard]] bool is_answered(const CompletenessRecord& record, const Period& period) const;
  /// Whether no later record answers it for all its period.
  [[nodiscard]] bool stands(const CompletenessRecord& record) const {
    return !is_answered(record, record.period);
  }
  /// What an auditor's records of completeness project as left out of reports of this project, kgCO2e: of
  /// each and each book the greatest that binds, one of several of these reports counted once.
  [[nodiscard]] Decimal omitted_in(const std::vector<std::uint64_t>& of_reports,
                                   const std::string& auditor) const;
  [[nodiscard]] VintageAccount account(int vintage) const;
  /// The last statement of each vintage's debt, by vintage, where something is left of it: less what was
  /// cancelled and set off for it since.
  [[nodiscard]] std::vector<DebtStatement> standing_debts() const;
  /// The first units of a vintage that can be cancelled as a correction at an instant: still the developer's,
  /// and held fast by no offer.
  [[nodiscard]] std::optional<UnitBlock> correctable_units(int vintage, Instant at) const;
  [[nodiscard]] const Issuance* issuance(std::uint32_t ordinal) const;
  /// The namings of a holder that no later one replaces for all their vintages.
  [[nodiscard]] std::vector<const BeneficiaryNaming*> standing_namings() const;
  /// The naming by which units of a vintage are issued to a holder that accepted; nullptr where the developer
  /// gets them.
  [[nodiscard]] const BeneficiaryNaming* initial_beneficiary(int vintage) const;
  /// The offer that holds these units fast at an instant; nullptr if there is none.
  [[nodiscard]] const Offer* open_offer(const Holding& holding, Instant at) const;
  /// Whether a cycle of `device`, resold at `at`, was declared as credited in another registry.
  [[nodiscard]] bool credited_in_another_registry(const Pseudonym& device, Instant at) const;
};

struct Records {
  std::optional<Digest> log_key;  ///< id; none before the registry is open
  RegistryStanding standing = RegistryStanding::trial;
  std::optional<Digest> mandate;  ///< of the ministry, where the registry is official
  std::map<Digest, GrantedKey> keys;
  /// The ids of all keys of a party, under its text, its national number and its group (parties.hpp).
  std::map<std::string, std::set<Digest>, std::less<>> keys_of;
  /// The id of a key → the projects with an opinion, or some act on samples, by it.
  std::map<Digest, std::set<std::string>> audited_with;
  std::uint64_t certifier_quorum = 1;              ///< how many certifier keys sign an act on keys
  std::uint64_t certifier_keys = 0;                ///< how many may sign
  std::vector<KeyChange> key_changes;              ///< in order
  std::vector<CertifierChange> certifier_changes;  ///< in order
  std::map<Digest, UnitHolder> holders;            ///< by id
  std::vector<Accreditation> accreditations;       ///< in order
  std::map<std::string, Participant, std::less<>> participants;
  std::map<Digest, AdoptedMethodology> methodologies;
  bool holds_methodologies = true;  ///< false where the acts that adopt them, or accredit, are not at hand
  std::map<std::string, Project, std::less<>> projects;
  bool any_suspension = false;                     ///< whether any participant was ever suspended
  std::map<std::uint64_t, std::string> approved;   ///< entry that recorded an approval → whose, a SIRET
  std::set<std::uint64_t> void_collections;        ///< entries of which a dispute was upheld
  std::map<Digest, std::uint64_t> committed;       ///< number that a sample is drawn with → seq
  std::map<std::uint64_t, std::uint64_t> erased;   ///< entry whose private part was erased → seq
  std::vector<ClockCorrection> clock_corrections;  ///< in order
  std::vector<AnchoredTime> anchored_times;        ///< in order

  /// When entry `seq`, which states `time`, was recorded: just then, unless a correction says that the clock
  /// was wrong; then between the entry before it went wrong and the correction.
  [[nodiscard]] RecordedBetween recorded_between(std::uint64_t seq, Instant time) const;

  [[nodiscard]] const Project* project(std::string_view id) const;
  /// How far the projects that `project` follows are reported and audited: until then it can be issued units;
  /// nothing where it follows none, or these have no more to report.
  [[nodiscard]] std::optional<Instant> predecessors_audited_until(const Project& project) const;
  /// The project that `project` follows, and what that follows in turn; the nearest first.
  [[nodiscard]] std::vector<const Project*> predecessors(const Project& project) const;
  /// The ids of `project`, of all that it follows and of all that follow it: what one of them owes, another
  /// may pay.
  [[nodiscard]] std::set<std::string, std::less<>> succession(const std::string& project) const;
  [[nodiscard]] const Participant* participant(std::string_view siret) const;
};

}  // namespace lcl
