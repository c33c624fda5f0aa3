// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/statements.hpp"

#include <fmt/format.h>

#include <optional>
#include <variant>

#include "ledger/chain/entry.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

std::pair<Statement, Instant> statement_at(const Reader& reader, const std::string& origin,
                                           std::uint64_t seq) {
  std::optional<Statement> statement;
  Instant time;
  reader.entry(seq, [&](const StoredEntry& stored) {
    Entry entry;
    if (!stored.payload || read_entry(stored.entry, entry) != nullptr) return;
    auto read = read_statement(*stored.payload, entry.kind, origin, entry.project);
    if (auto* good = std::get_if<Statement>(&read)) statement = std::move(*good);
    time = entry.time;
  });
  const ActRule* rule = statement ? rule_of_kind(statement->kind) : nullptr;
  if (rule == nullptr || form_refusal(*rule, statement->act)) {
    throw Error(Obstacle::damaged, fmt::format("statement {} cannot be read; run lcl verify", seq));
  }
  return {std::move(*statement), time};
}

void take_statements(const Reader& reader, const std::string& origin, std::uint64_t from, std::uint64_t to,
                     RegistryState& state) {
  for (const StatementRow& row : reader.statements()) {
    if (row.seq < from || row.seq >= to) continue;
    const auto [statement, time] = statement_at(reader, origin, row.seq);
    const auto refused = state.refusal_of_draft(statement, time, [](const Head&) { return true; });
    if (refused) {
      throw Error(Obstacle::damaged,
                  fmt::format("statement {}: {}; run lcl verify", row.seq, refused->message));
    }
    state.apply(row.seq, statement, time);
  }
}

RegistryState state_at(const Reader& reader, const std::string& origin, std::uint64_t size) {
  RegistryState state;
  take_statements(reader, origin, 0, size, state);
  return state;
}

}  // namespace lcl
