// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/log.hpp"

#include <algorithm>

#include "ledger/chain/entry.hpp"

namespace lcl {

void read_log(const OpenLedger& ledger, const LogQuery& query,
              const std::function<void(const LoggedEntry&)>& entry) {
  const std::uint64_t end = std::min(query.to, ledger.head().size);
  if (query.from >= end) return;
  ledger.log().scan(query.from, end, [&](const AuthenticEntry& read) {
    const Entry& found = read.entry;
    if (!query.project.empty() && found.project != query.project) return;
    if (!query.kind.empty() && found.kind != query.kind) return;
    if (query.statements_only && found.device) return;
    entry({.seq = found.seq,
           .time = found.time,
           .kind = std::string(found.kind),
           .project = std::string(found.project),
           .device = found.device,
           .entry = std::string(read.bytes),
           .payload = read.payload ? std::optional(std::string(*read.payload)) : std::nullopt});
  });
}

}  // namespace lcl
