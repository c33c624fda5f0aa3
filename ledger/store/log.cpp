// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/log.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/chain/entry.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

void read_log(const OpenLedger& ledger, const LogQuery& query,
              const std::function<void(const LoggedEntry&)>& entry) {
  const std::uint64_t end = std::min(query.to, ledger.head().size);
  Entry read;
  ledger.reader().scan(query.from, end, [&](const StoredEntry& stored) {
    if (const char* fault = read_entry(stored.entry, read))
      throw Error(Obstacle::damaged, fmt::format("entry {}: {}; run lcl verify", stored.seq, fault));
    if (!query.project.empty() && read.project != query.project) return;
    if (!query.kind.empty() && read.kind != query.kind) return;
    if (query.statements_only && read.device) return;
    entry({.seq = read.seq,
           .time = read.time,
           .kind = std::string(read.kind),
           .project = std::string(read.project),
           .device = read.device,
           .entry = std::string(stored.entry),
           .payload = stored.payload ? std::optional(std::string(*stored.payload)) : std::nullopt});
  });
}

}  // namespace lcl
