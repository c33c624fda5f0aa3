// SPDX-License-Identifier: Apache-2.0
// The statements of a passport and a certificate, from entry 0 on: none is
// left out between two of a matter, since each names the one before it; none
// behind the last, since the log's last statement names the last of each matter.
#include <fmt/format.h>

#include <utility>
#include <variant>

#include "ledger/audit/proof_checks.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

ProofFault fault(ProofFaultWord word, std::uint64_t index, std::string detail) {
  return {word, index, std::move(detail)};
}

/// The statement that `entry` holds, of the form of its act.
std::variant<ProofFault, Statement> statement_in(const Entry& entry, const ProvenEntry& proven,
                                                 const std::string& origin) {
  const auto malformed = [&](std::string why) {
    return fault(ProofFaultWord::malformed_payload, entry.seq, std::move(why));
  };
  const ActRule* rule = rule_of_kind(entry.kind);
  if (rule == nullptr || !proven.payload) return malformed(phrase("it is no disclosed statement"));
  auto read = read_statement(*proven.payload, entry.kind, origin, entry.project);
  if (auto* wrong = std::get_if<std::string>(&read)) return malformed(std::move(*wrong));
  if (auto refused = form_refusal(*rule, std::get<Statement>(read).act)) return malformed(refused->message);
  return std::get<Statement>(std::move(read));
}

class StatementsCheck {
 public:
  StatementsCheck(const IncludedEntries& included, std::string_view project, CheckedProof& proof)
      : included_(included), project_(project), proof_(proof) {}

  std::optional<ProofFault> fault() {
    static const std::vector<Entry> none;
    const std::vector<Entry>& on_project = project_.empty() ? none : included_.entries;
    if (auto wrong = chain_fault(included_.keys, "keys")) return wrong;
    if (auto wrong = chain_fault(on_project, project_)) return wrong;
    if (auto wrong = end_fault()) return wrong;
    std::size_t of_keys = 0;
    std::size_t of_project = 0;
    while (of_keys < included_.keys.size() || of_project < on_project.size()) {
      const bool is_on_keys =
          of_project == on_project.size() ||
          (of_keys < included_.keys.size() && included_.keys[of_keys].seq < on_project[of_project].seq);
      const std::size_t at = is_on_keys ? of_keys++ : of_project++;
      if (auto wrong = is_on_keys ? judged(included_.keys[at], included_.file.keys[at])
                                  : judged(on_project[at], included_.file.entries[at])) {
        return wrong;
      }
    }
    say_of_keys();
    return std::nullopt;
  }

 private:
  /// That each names the one before it on the same matter, the first none.
  std::optional<ProofFault> chain_fault(const std::vector<Entry>& entries, std::string_view matter) const {
    std::optional<std::uint64_t> last;
    for (const Entry& entry : entries) {
      if (entry.device || matter_of(entry.kind, entry.project) != matter)
        return lcl::fault(ProofFaultWord::surplus_entry, entry.seq, phrase("it is no act on {}", matter));
      if (entry.on != last)
        return lcl::fault(ProofFaultWord::broken_chain, entry.seq,
                          phrase("it does not name the act on {} before it", matter));
      last = entry.seq;
    }
    return std::nullopt;
  }

  /// That the log's last statement is there, and leads to the last of each matter.
  std::optional<ProofFault> end_fault() {
    const Entry& last = included_.last;
    const auto cut_short = [](std::uint64_t seq, std::string why) {
      return lcl::fault(ProofFaultWord::cut_short, seq, std::move(why));
    };
    std::uint64_t events = 0;
    if (last.kind == rule_of(Act::submission).kind) {
      const auto read = statement_in(last, included_.file.end.last, included_.checkpoint.origin);
      if (const auto* wrong = std::get_if<ProofFault>(&read)) return *wrong;
      events = events_after(last.kind, std::get<Statement>(read).act);
    } else if (included_.file.end.last.payload) {
      return lcl::fault(ProofFaultWord::surplus_entry, last.seq,
                        phrase("only of a submission its payload is needed"));
    }
    if (last.seq + 1 + events != included_.checkpoint.size) {
      return cut_short(last.seq, phrase("with its events it reaches to size {}", last.seq + 1 + events));
    }
    if (!last.matters) return cut_short(last.seq, phrase("it names no matters"));
    std::vector<std::pair<std::string_view, const std::vector<Entry>*>> matters{{"keys", &included_.keys}};
    if (!project_.empty()) matters.emplace_back(project_, &included_.entries);
    const ProvenEnd& end = included_.file.end;
    if (end.paths.size() != matters.size()) return cut_short(last.seq, phrase("it leads to other matters"));
    for (std::size_t i = 0; i < matters.size(); ++i) {
      const auto& [matter, entries] = matters[i];
      if (entries->empty()) return ProofFault{ProofFaultWord::no_entry, {}, {}};
      const std::uint64_t seq = entries->back().seq;
      if (!verify_inclusion(matter_leaf(matter, seq), end.paths[i].index, end.matters, end.paths[i].hashes,
                            *last.matters)) {
        return cut_short(seq, phrase("it is not shown to be the last act on {}", matter));
      }
    }
    proof_.complete_at = last.time;
    return std::nullopt;
  }

  /// As the log judges it; but for the head it was signed on, which is not here.
  std::optional<ProofFault> judged(const Entry& entry, const ProvenEntry& proven) {
    auto read = statement_in(entry, proven, included_.checkpoint.origin);
    if (auto* wrong = std::get_if<ProofFault>(&read)) return std::move(*wrong);
    const Statement& statement = std::get<Statement>(read);
    if (const auto refused = state_.refusal(statement, entry.time, any_head)) {
      const bool is_signature = refused->refusal == Refusal::bad_signature;
      return lcl::fault(is_signature ? ProofFaultWord::wrong_signature : ProofFaultWord::not_permitted,
                        entry.seq, fmt::format("{}: {}", word(refused->refusal), refused->message));
    }
    state_.apply(entry.seq, statement, entry.time);
    signed_.push_back({entry.seq, entry.time, statement.key});
    if (signed_.size() == 1 && !(state_.log_key() == included_.log.key)) {
      return lcl::fault(ProofFaultWord::not_permitted, entry.seq,
                        phrase("the registry was opened with another log key"));
    }
    return std::nullopt;
  }

  void say_of_keys() {
    for (const Signed& each : signed_) {
      const Instant latest = state_.records().recorded_between(each.seq, each.time).latest;
      if (state_.keys().at(each.key).questioned_at(latest)) proof_.questioned.push_back(each.seq);
    }
    proof_.certifier = state_.certifier();
    proof_.registry = std::move(state_);
  }

  struct Signed {
    std::uint64_t seq = 0;
    Instant time;
    Digest key;
  };

  const IncludedEntries& included_;
  std::string_view project_;
  CheckedProof& proof_;
  RegistryState state_ = RegistryState::of_one_project();
  std::vector<Signed> signed_;
};

}  // namespace

std::optional<ProofFault> statements_fault(const IncludedEntries& included, std::string_view project,
                                           CheckedProof& proof) {
  return StatementsCheck(included, project, proof).fault();
}

}  // namespace lcl
