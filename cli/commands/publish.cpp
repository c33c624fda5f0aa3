// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/own_checkpoint.hpp"
#include "cli/kit/progress.hpp"
#include "ledger/ledger.hpp"
#include "ledger/publish/publication.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/figures.hpp"

namespace lcl::cli {
namespace {

Exit publish_command(Call& call) {
  const std::string& folder = call.subject();
  const bool payloads = call.arguments.has("payloads");
  const Ledger ledger({call.registry()});
  ProgressLine line;
  const OwnCheckpoint up_to = own_checkpoint(ledger, call.arguments);
  const Publication done =
      publish({ledger.opened().reader(), up_to.head, up_to.note}, folder, payloads, watched(line));
  if (call.json()) {
    call.answer.document({{"files", done.files},
                          {"folder", folder},
                          {"from", done.from},
                          {"log_key", ledger.log_vkey()},
                          {"payloads", payloads},
                          {"size", done.size}});
  } else if (done.files == 0) {
    call.answer.write(folder + " is up to date: size " + std::to_string(done.size) + '\n');
  } else {
    call.answer.write(folder + ": size " + std::to_string(done.from) + " to " + std::to_string(done.size) +
                      ", " + whole(done.files) + " files written\n");
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> publish_commands() {
  return {{
      .name = "publish",
      .summary = "write the log as files that any web server can serve",
      .usage = "FOLDER [--payloads]",
      .examples = "lcl publish public\n"
                  "lcl publish public --payloads\n"
                  "lcl verify --from public --log-key log.vkey",
      .page = "The files are those of C2SP tlog-tiles: checkpoint, tiles and bundles of entries. Into a\n"
              "folder that was published before goes only what is new; the checkpoint is written last.\n"
              "Payloads are only published with --payloads, then those of every entry, and for good;\n"
              "private parts never.\n",
      .positionals = {"FOLDER"},
      .options = {{"checkpoint", "FILE", "publish up to this checkpoint, with its cosignatures"},
                  {"payloads", "", "publish what the entries say as well"}},
      .run = publish_command,
  }};
}

}  // namespace lcl::cli
