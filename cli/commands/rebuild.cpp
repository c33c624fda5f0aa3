// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "ledger/ledger.hpp"
#include "ledger/texts/figures.hpp"

namespace lcl::cli {
namespace {

constexpr int wait_for_writers_ms = 600'000;

Exit rebuild(Call& call) {
  const RegistryFolder folder{call.registry()};
  const std::uint64_t entries = Reader(folder.ledger()).size();
  if (!call.dry_run()) {
    ProgressLine line;
    Ledger::rebuild(folder.path, wait_for_writers_ms, watched(line));
  }
  if (call.json()) {
    Json document = {{call.dry_run() ? "would_rebuild" : "rebuilt", {{"entries", entries}}}};
    if (call.dry_run()) document["dry_run"] = true;
    call.answer.document(document);
  } else {
    call.answer.write(std::string(call.dry_run() ? "would rebuild" : "rebuilt") + " the projections of " +
                      whole(entries) + " entries\n");
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> rebuild_commands() {
  return {{
      .name = "rebuild",
      .summary = "drop the projections and make them anew from the entries",
      .usage = "[--dry-run]",
      .examples = "lcl rebuild",
      .page = "Devices, statements and tiles are derived; the entries are not touched.\n",
      .positionals = {},
      .options = {{"dry-run", "", "say what would be made anew; write nothing"}},
      .run = rebuild,
  }};
}

}  // namespace lcl::cli
