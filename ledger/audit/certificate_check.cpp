// SPDX-License-Identifier: Apache-2.0
// From the serial of units to the statements they rest on: the project's
// issuances up to theirs, each naming the one before; its report, opinion and
// label; and all acts on keys, each naming the one before, up to entry 0.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "ledger/audit/proof_checks.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {
namespace {

namespace fields = act_fields;

class CertificateCheck {
 public:
  CertificateCheck(const IncludedEntries& included, CheckedProof& proof)
      : included_(included), proof_(proof) {}

  std::optional<ProofFault> fault() {
    for (std::size_t at = 0; at < included_.entries.size(); ++at) {
      if (auto wrong = statement_fault(at)) return wrong;
    }
    if (auto wrong = issuance_fault()) return wrong;
    if (auto wrong = basis_fault()) return wrong;
    say_of_keys();
    for (const Head& head : {population_, reported_}) {
      if (!is_extended(head))
        return ProofFault{ProofFaultWord::not_an_extension, {}, fmt::format("of size {}", head.size)};
    }
    if (included_.file.extends.size() != std::set<std::uint64_t>{population_.size, reported_.size}.size())
      return ProofFault{ProofFaultWord::not_an_extension, {}, "a head that no statement names"};
    return surplus_fault();
  }

 private:
  struct Proven {
    Statement statement;
    Instant time;  // of its entry
    bool used = false;
  };

  static ProofFault wrong_units(std::string detail, std::optional<std::uint64_t> index = {}) {
    return {ProofFaultWord::wrong_units, index, std::move(detail)};
  }

  /// Reads the statement at `at` and checks its form and its signature; ascending.
  std::optional<ProofFault> statement_fault(std::size_t at) {
    const Entry& entry = included_.entries[at];
    const ProvenEntry& proven = included_.file.entries[at];
    if (at > 0 && entry.seq <= included_.entries[at - 1].seq)
      return ProofFault{ProofFaultWord::surplus_entry, entry.seq, "it is out of order"};
    const ActRule* rule = rule_of_kind(entry.kind);
    if (rule == nullptr || !proven.payload)
      return ProofFault{ProofFaultWord::malformed_payload, entry.seq, "it is no disclosed statement"};
    auto read = read_statement(*proven.payload, entry.kind, included_.checkpoint.origin, entry.project);
    if (const auto* wrong = std::get_if<std::string>(&read))
      return ProofFault{ProofFaultWord::malformed_payload, entry.seq, *wrong};
    Statement& statement = std::get<Statement>(read);
    if (const auto refused = form_refusal(*rule, statement.act))
      return ProofFault{ProofFaultWord::malformed_payload, entry.seq, refused->message};
    if (at == 0) {
      if (auto wrong = opening_fault(entry, statement)) return wrong;
    }
    const bool on_keys = is_on_keys(entry.kind);
    auto wrong = on_keys ? key_act_fault(entry, statement) : signature_fault(entry.seq, *rule, statement);
    if (wrong) return wrong;
    statements_.emplace(entry.seq, Proven{std::move(statement), entry.time, on_keys});
    return std::nullopt;
  }

  /// An act on keys names the one before it, so that none between them is left out, and is judged as the log
  /// judges it; but for the head it was signed on, which is not here.
  std::optional<ProofFault> key_act_fault(const Entry& entry, const Statement& statement) {
    if (entry.on != last_on_keys_)
      return ProofFault{ProofFaultWord::broken_chain, entry.seq,
                        "it does not name the act on keys before it"};
    const auto any_head = [](const Head&) { return RegistryState::SeenHead{true, std::nullopt}; };
    if (const auto refused = state_.refusal(statement, entry.time, any_head))
      return ProofFault{ProofFaultWord::wrong_signature, entry.seq, refused->message};
    state_.apply(entry.seq, statement, entry.time);
    last_on_keys_ = entry.seq;
    return std::nullopt;
  }

  /// Entry 0 says whose log this is.
  std::optional<ProofFault> opening_fault(const Entry& entry, const Statement& opening) {
    const auto wrong = [&](const char* detail) {
      return ProofFault{ProofFaultWord::wrong_signature, entry.seq, detail};
    };
    if (entry.seq != 0 || opening.kind != rule_of(Act::registry_opened).kind)
      return wrong("the file does not begin with the opening of the registry");
    if (fields::text(opening.act, "origin") != included_.checkpoint.origin ||
        !(fields::key(opening.act, "log_key") == included_.log.key)) {
      return wrong("the registry was opened with another log key or origin");
    }
    proof_.certifier = fields::key(opening.act, "certifier_key").id();
    return std::nullopt;
  }

  std::optional<ProofFault> signature_fault(std::uint64_t seq, const ActRule& rule,
                                            const Statement& statement) const {
    const auto granted = state_.keys().find(statement.key);
    if (granted == state_.keys().end())
      return ProofFault{ProofFaultWord::wrong_signature, seq, "its key is not shown to be granted"};
    if (granted->second.revoked) {
      return ProofFault{ProofFaultWord::wrong_signature, seq,
                        fmt::format("its key was revoked by entry {}", *granted->second.revoked)};
    }
    if (!rule.allows(granted->second.role))
      return ProofFault{ProofFaultWord::wrong_signature, seq, "its key has another role"};
    if (!signature_verifies(statement, granted->second.key))
      return ProofFault{ProofFaultWord::wrong_signature, seq, "it does not verify"};
    return std::nullopt;
  }

  /// The statement of that kind and project at `seq`, now used; nullptr if the file has none.
  const Statement* use(std::uint64_t seq, Act act) {
    const auto found = statements_.find(seq);
    if (found == statements_.end() || found->second.statement.kind != rule_of(act).kind) return nullptr;
    if (found->second.statement.project != proof_.units->project) return nullptr;
    found->second.used = true;
    return &found->second.statement;
  }

  /// The issuances of the project, from its first to that of the serial.
  std::optional<ProofFault> issuance_fault() {
    const ParsedSerial serial = parse_serial(included_.file.subject);
    if (!serial.block) return wrong_units("it names no serial");
    ShownUnits& units = proof_.units.emplace();
    units.serial = included_.file.subject;
    units.project = serial.block->project;
    units.vintage = serial.block->vintage;
    units.count = serial.block->count();
    std::optional<std::uint64_t> previous;
    const Statement* issuance = nullptr;
    for (const auto& [seq, each] : statements_) {
      if (each.statement.kind != rule_of(Act::units_issued).kind) continue;
      issuance = use(seq, Act::units_issued);
      if (issuance == nullptr) return wrong_units("it is an issuance of another project", seq);
      const bool follows = issuance->act.contains("previous")
                               ? previous == fields::integer(issuance->act, "previous")
                               : !previous;
      if (!follows) return wrong_units("it does not name the issuance before it", seq);
      previous = seq;
      ++units.ordinal;
    }
    if (issuance == nullptr || units.ordinal != serial.block->issuance)
      return wrong_units("the issuance of the serial is not here");
    const Json& act = issuance->act;
    units.issuance = *previous;
    units.issued = fields::integer(act, "count");
    if (fields::integer(act, "vintage") != static_cast<std::uint64_t>(units.vintage) ||
        serial.block->last > units.issued) {
      return wrong_units("it issued no such units", units.issuance);
    }
    units.avoided = fields::decimal(act, "avoided");
    units.emitted = fields::decimal(act, "emitted");
    units.given_back = fields::decimal(act, "given_back");
    units.creditable = fields::decimal(act, "creditable");
    units.methodology = fields::digest(act, "methodology");
    units.tally = fields::digest(act, "tally");
    units.population = population_ = fields::checkpoint(act, "checkpoint");
    units.from = act.at("period").at("from");
    units.to = act.at("period").at("to");
    units.report = fields::integer(act, "report");
    units.opinion = fields::integer(act, "opinion");
    if (population_.size != units.issuance) return wrong_units("it counted at another head", units.issuance);
    period_ = act.at("period");
    return std::nullopt;
  }

  /// The report and the opinion that the issuance names, and the project's label.
  std::optional<ProofFault> basis_fault() {
    ShownUnits& units = *proof_.units;
    const Statement* report =
        units.report < units.issuance ? use(units.report, Act::period_reported) : nullptr;
    if (report == nullptr || report->act.at("period") != period_ ||
        fields::digest(report->act, "methodology") != units.methodology) {
      return wrong_units("the report is not that of the issuance", units.report);
    }
    reported_ = fields::checkpoint(report->act, "checkpoint");
    const Statement* opinion =
        units.opinion < units.issuance ? use(units.opinion, Act::opinion_given) : nullptr;
    if (opinion == nullptr || fields::integer(opinion->act, "report") != units.report ||
        fields::text(opinion->act, "opinion") != "unmodified") {
      return wrong_units("the opinion is not an unmodified one on the report", units.opinion);
    }
    for (const auto& [seq, each] : statements_) {
      if (each.statement.kind != rule_of(Act::project_labelled).kind) continue;
      const Statement* label = units.label == 0 ? use(seq, Act::project_labelled) : nullptr;
      if (label == nullptr || seq > units.report ||
          fields::digest(label->act, "methodology") != units.methodology) {
        return wrong_units("the label is not that of the project", seq);
      }
      units.label = seq;
    }
    if (units.label == 0) return wrong_units("the label is not here");
    return std::nullopt;
  }

  void say_of_keys() {
    proof_.certifier_changes = state_.records().certifier_changes;
    for (const auto& [seq, each] : statements_) {
      const GrantedKey& signer = state_.keys().at(each.statement.key);
      if (signer.compromised && each.time >= *signer.compromised) proof_.questioned.push_back(seq);
    }
  }

  bool is_extended(const Head& head) const {
    const auto& extends = included_.file.extends;
    const auto found = std::find_if(extends.begin(), extends.end(),
                                    [&](const ProvenHead& each) { return each.head == head; });
    return found != extends.end() && verify_consistency(head.size, head.root, included_.checkpoint.size,
                                                        included_.checkpoint.root, found->hashes);
  }

  std::optional<ProofFault> surplus_fault() const {
    for (const auto& [seq, each] : statements_) {
      if (!each.used) return ProofFault{ProofFaultWord::surplus_entry, seq, {}};
    }
    return std::nullopt;
  }

  const IncludedEntries& included_;
  CheckedProof& proof_;
  RegistryState state_;  // as the acts on keys make it
  std::optional<std::uint64_t> last_on_keys_;
  std::map<std::uint64_t, Proven> statements_;  // by seq
  Head population_;                             // of the issuance
  Head reported_;                               // of the report
  Json period_;
};

}  // namespace

std::optional<ProofFault> certificate_fault(const IncludedEntries& included, CheckedProof& proof) {
  return CertificateCheck(included, proof).fault();
}

}  // namespace lcl
