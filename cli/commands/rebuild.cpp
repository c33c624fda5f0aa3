// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "ledger/ledger.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/store/registry_folder.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr int wait_for_writers_ms = 600'000;

Exit rebuild(Call& call) {
  const RegistryFolder folder{call.registry_at_hand()};
  const std::uint64_t entries = Reader(folder).size();
  if (!call.dry_run()) {
    ProgressLine line;
    Ledger::rebuild(folder.path, wait_for_writers_ms, watched(line));
  }
  Json document = {{call.dry_run() ? "would_rebuild" : "rebuilt", {{"entries", entries}}}};
  if (call.dry_run()) document["dry_run"] = true;
  return call.give(document, call.dry_run()
                                 ? phrase("would rebuild the projections of {} entries\n", whole(entries))
                                 : phrase("rebuilt the projections of {} entries\n", whole(entries)));
}

}  // namespace

std::vector<Command> rebuild_commands() {
  return {{
      .name = "rebuild",
      .summary = "rebuild the projections from the entries",
      .examples = "lcl rebuild",
      .page = "Devices, statements and tiles are derived from the entries, which are not touched.\n",
      .options = {{"dry-run", "", "say what would be rebuilt; write nothing"}},
      .anchoring = Anchoring::none,
      .run = rebuild,
  }};
}

}  // namespace lcl::cli
