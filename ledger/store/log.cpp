// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/log.hpp"

#include <algorithm>
#include <variant>

#include "ledger/chain/entry.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/values/json.hpp"

namespace lcl {
namespace {

/// Entries that are read before it is asked again whether that was enough; fewer where few are wanted.
constexpr std::uint64_t most_read_at_once = 1024;
constexpr std::uint64_t least_read_at_once = 64;

/// Where the next statement stands behind this one.
std::uint64_t behind(const AuthenticEntry& statement) {
  const std::uint64_t next = statement.entry.seq + 1;
  if (!statement.payload) return next;
  const auto payload = parse_json(*statement.payload);
  const auto* json = std::get_if<Json>(&payload);
  if (json == nullptr || !json->is_object() || !json->contains("act")) return next;
  return next + events_after(statement.entry.kind, (*json)["act"]);
}

}  // namespace

void read_log(const OpenLedger& ledger, const LogQuery& query,
              const std::function<void(const LoggedEntry&)>& entry) {
  const std::uint64_t end = std::min(query.to, ledger.head().size);
  const bool reads_all = !query.statements_only && query.limit >= end;
  std::uint64_t left = query.limit;
  std::uint64_t next = query.from;
  const auto read = [&](const AuthenticEntry& read) {
    const Entry& found = read.entry;
    if (left == 0 || found.seq < next) return;
    // Events that a statement brought are passed over where only statements are asked for.
    next = query.statements_only && !found.device ? behind(read) : found.seq + 1;
    if (!query.project.empty() && found.project != query.project) return;
    if (!query.kind.empty() && found.kind != query.kind) return;
    if (query.statements_only && found.device) return;
    --left;
    entry({.seq = found.seq,
           .time = found.time,
           .kind = std::string(found.kind),
           .project = std::string(found.project),
           .device = found.device,
           .entry = std::string(read.bytes),
           .payload = read.payload ? std::optional(std::string(*read.payload)) : std::nullopt});
  };
  while (next < end && left > 0) {
    const std::uint64_t at_once = std::clamp(left, least_read_at_once, most_read_at_once);
    ledger.log().scan(next, reads_all ? end : next + std::min(end - next, at_once), read);
  }
}

}  // namespace lcl
