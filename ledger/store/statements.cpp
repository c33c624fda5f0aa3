// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/statements.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "ledger/chain/entry.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

[[noreturn]] void broken(std::uint64_t seq, std::string_view why) {
  throw Error(Obstacle::damaged, fmt::format("statement {}: {}; run lcl verify", seq, why));
}

}  // namespace

RecordedStatement statement_at(const AuthenticatedLog& log, const std::string& origin, std::uint64_t seq) {
  RecordedStatement recorded;
  recorded.seq = seq;
  log.entry(seq, [&](const AuthenticEntry& stored) {
    const Entry& entry = stored.entry;
    const ActRule* rule = rule_of_kind(entry.kind);
    if (rule == nullptr || entry.device) broken(seq, "no statement stands there");
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
  while (chain_.next() < size) {
    const RecordedStatement recorded = statement_at(log, origin, chain_.next());
    const Statement& statement = recorded.statement;
    if (recorded.links != chain_.links(recorded.seq, statement.kind, statement.project))
      broken(recorded.seq, "it does not name the statements before it");
    const auto refused = signatures_ == Signatures::verify
                             ? state_.refusal(statement, recorded.time, any_head)
                             : state_.refusal_of_draft(statement, recorded.time, any_head);
    if (refused) broken(recorded.seq, refused->message);
    take(recorded.seq, statement, recorded.time);
    ++taken;
  }
  if (chain_.next() != size) {
    throw Error(Obstacle::damaged,
                fmt::format("the log ends at size {}, its last statement brings events up to {}", size,
                            chain_.next()));
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
