// SPDX-License-Identifier: Apache-2.0
#include "ledger/publish/statement_bundles.hpp"

#include <string>

#include "ledger/chain/published_folder.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/store/statements.hpp"

namespace lcl {

std::uint64_t publish_statements(const AuthenticatedLog& log, const std::string& origin,
                                 const FolderFiles& files) {
  std::string bundle;
  std::uint64_t count = 0;
  std::uint64_t full = 0;  // bundles that are written
  for (std::uint64_t seq = 0; seq < log.head().size;) {
    log.entry(seq, [&](const AuthenticEntry& stored) {
      append_to_entry_bundle(stored.bytes, bundle);
      append_to_payload_bundle(stored.payload, bundle);
    });
    const Statement statement = statement_at(log, origin, seq).statement;
    seq += 1 + events_after(statement.kind, statement.act);
    if (++count % tile_width != 0) continue;
    const std::string path = statement_bundle_path(full++, tile_width);
    if (!files.has(path)) {
      files.put(path, bundle);
      files.remove(path + ".p");
    }
    bundle.clear();
  }
  if (!bundle.empty()) files.put(statement_bundle_path(full, count % tile_width), bundle);
  return count;
}

}  // namespace lcl
