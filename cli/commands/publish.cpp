// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/interruption.hpp"
#include "cli/kit/own_checkpoint.hpp"
#include "cli/kit/progress.hpp"
#include "ledger/ledger.hpp"
#include "ledger/publish/publication.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/explorer/explorer.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Exit publish_command(Call& call) {
  const std::string& folder = call.subject();
  const bool payloads = call.arguments.has("payloads");
  const bool pages = call.arguments.has("pages");
  Ledger& ledger = call.ledger();
  ProgressLine line;
  const OwnCheckpoint up_to = own_checkpoint(call);
  const AuthenticatedLog log(ledger.opened().reader(), up_to.head);
  if (up_to.head.size < ledger.head().size && pages) ledger.go_back_to(up_to.head.size);
  const FurtherFiles explorer = [&](const FolderFiles& files) {
    publish_explorer({ledger.opened(), up_to.note, "lcl " LCL_VERSION}, files, watched(line));
  };
  const Interruptible interruptible;
  const Publication done =
      publish({log, up_to.note}, folder, payloads, watched(line), pages ? explorer : FurtherFiles());
  const std::string size = std::to_string(done.size);
  return call.give({{"files", done.files},
                    {"folder", folder},
                    {"from", done.from},
                    {"log_key", ledger.log_vkey()},
                    {"pages", pages},
                    {"payloads", payloads},
                    {"size", done.size}},
                   done.files == 0 ? phrase("{} is up to date: size {}\n", folder, size)
                                   : phrase("{}: size {} to {}, {} written\n", folder, done.from, size,
                                            counted(done.files, phrase("file"), phrase("files"))));
}

}  // namespace

std::vector<Command> publish_commands() {
  return {{
      .name = "publish",
      .summary = "write the log as files that any web server can serve",
      .examples = "lcl publish public\n"
                  "lcl publish public --pages\n"
                  "lcl publish public --payloads\n"
                  "lcl verify --from public --log-key log.vkey",
      .page = R"(The files are those of C2SP tlog-tiles: checkpoint, tiles and bundles of entries. If the
folder was published to before, only what is new is written; the checkpoint comes last.
With --pages whoever visits the folder finds the public register beside them: projects, units,
participants, methodologies and the log, in English and French, readable without scripts; the
statements with their payloads, so that anyone replays who holds what (lcl help verifier); and
feeds of who acts next. A statement's payload, a company's name in it, stays public then.
Payloads of events are published only with --payloads, for every entry and irrevocably; private parts
never. FOLDER must lie in no registry, and hold no registry, key, pepper, sample's number or
openings, staged submission, draft's private part, or ledger with private parts.
)",
      .positionals = {"FOLDER"},
      .options = {{"checkpoint", "FILE", "publish up to this checkpoint, with its cosignatures"},
                  {"pages", "", "publish the public register, and the statements"},
                  {"payloads", "", "publish the payloads too: what each entry says"}},
      .run = publish_command,
  }};
}

}  // namespace lcl::cli
