// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/statements.hpp"

#include <algorithm>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/chain/entry.hpp"
#include "ledger/store/batch_pipeline.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

[[noreturn]] void broken(std::uint64_t seq, std::string_view why) {
  throw Error(Obstacle::damaged, phrase("statement {}: {}; run lcl verify", seq, why));
}

/// Verifies signatures many at a time, in all threads at hand: they are most of what a replay costs.
class SignatureChecks {
 public:
  void add(std::uint64_t seq, Statement statement, std::vector<PublicKey> signers) {
    checks_.push_back({seq, std::move(statement), std::move(signers), {}});
    if (checks_.size() == at_once) verify();
  }

  /// Throws Error (damaged) for the first of those added since that does not verify.
  void verify() {
    const std::size_t threads =
        std::min<std::size_t>(BatchPipeline::threads_at_hand(), checks_.size() / 16 + 1);
    {
      std::vector<std::jthread> others;
      for (std::size_t i = 1; i < threads; ++i)
        others.emplace_back([this, i, threads] { verify_from(i, threads); });
      verify_from(0, threads);
    }
    for (const Check& check : checks_) {
      if (check.refused) broken(check.seq, check.refused->message);
    }
    checks_.clear();
  }

 private:
  static constexpr std::size_t at_once = 1'024;
  struct Check {
    std::uint64_t seq = 0;
    Statement statement;
    std::vector<PublicKey> signers;
    std::optional<Refused> refused;
  };

  void verify_from(std::size_t first, std::size_t step) {
    for (std::size_t i = first; i < checks_.size(); i += step)
      checks_[i].refused = RegistryState::signature_refusal(checks_[i].statement, checks_[i].signers);
  }

  std::vector<Check> checks_;
};

}  // namespace

RecordedStatement statement_at(const AuthenticatedLog& log, const std::string& origin, std::uint64_t seq) {
  RecordedStatement recorded;
  recorded.seq = seq;
  log.entry(seq, [&](const AuthenticEntry& stored) {
    const Entry& entry = stored.entry;
    const ActRule* rule = rule_of_kind(entry.kind);
    if (rule == nullptr || entry.device) broken(seq, phrase("no statement stands there"));
    auto read = read_statement(*stored.payload, entry.kind, origin, entry.project);
    if (const auto* fault = std::get_if<std::string>(&read)) broken(seq, *fault);
    recorded.statement = std::get<Statement>(std::move(read));
    if (auto malformed = form_refusal(*rule, recorded.statement.act)) broken(seq, malformed->message);
    recorded.time = entry.time;
    recorded.links = {entry.previous, entry.on, entry.matters};
  });
  return recorded;
}

std::uint64_t Registrations::go_on(const AuthenticatedLog& log, const std::string& origin,
                                   std::uint64_t size) {
  std::uint64_t taken = 0;
  SignatureChecks checks;
  while (chain_.next() < size) {
    RecordedStatement recorded = statement_at(log, origin, chain_.next());
    const Statement& statement = recorded.statement;
    if (recorded.links != chain_.links(recorded.seq, statement.kind, statement.project))
      broken(recorded.seq, phrase("it does not name the statements before it"));
    if (const auto refused = state_.refusal_but_for_signatures(statement, recorded.time, any_head))
      broken(recorded.seq, refused->message);
    std::vector<PublicKey> signers;
    if (signatures_ == Signatures::verify) signers = state_.signers_of(statement);
    take(recorded.seq, statement, recorded.time);
    ++taken;
    if (!signers.empty()) checks.add(recorded.seq, std::move(recorded.statement), std::move(signers));
  }
  checks.verify();
  if (chain_.next() != size) {
    throw Error(
        Obstacle::damaged,
        phrase("the log ends at size {}, its last statement brings events up to {}", size, chain_.next()));
  }
  return taken;
}

void Registrations::take(std::uint64_t seq, const Statement& statement, Instant time) {
  state_.apply(seq, statement, time);
  chain_.take(seq, statement.kind, statement.project, events_after(statement.kind, statement.act));
}

RegistryState state_at(const AuthenticatedLog& log, const std::string& origin, std::uint64_t size) {
  Registrations registrations(Signatures::verified_before);
  registrations.go_on(log, origin, size);
  return std::move(registrations).take_state();
}

void walk_back(const AuthenticatedLog& log, const std::string& origin, std::optional<std::uint64_t> last,
               Walk along, const std::function<bool(const RecordedStatement&)>& visit) {
  while (last) {
    const RecordedStatement recorded = statement_at(log, origin, *last);
    if (!visit(recorded)) return;
    last = along == Walk::one_matter ? recorded.links.on : recorded.links.previous;
  }
}

}  // namespace lcl
