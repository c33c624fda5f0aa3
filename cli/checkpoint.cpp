// SPDX-License-Identifier: Apache-2.0
#include "cli/command_table.hpp"
#include "cli/signing.hpp"
#include "ledger/ledger.hpp"

namespace lcl::cli {
namespace {

Exit checkpoint(Call& call) {
  const Ledger ledger({call.registry()});
  if (call.json()) {
    call.answer.document({{"checkpoint", ledger.checkpoint()},
                          {"head", head_json(ledger.head())},
                          {"log_key", ledger.log_vkey()},
                          {"origin", ledger.state().origin()}});
  } else if (call.arguments.has("vkey")) {
    call.answer.write(ledger.log_vkey() + '\n');
  } else {
    call.answer.write(ledger.checkpoint());
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> checkpoint_commands() {
  return {{
      .name = "checkpoint",
      .summary = "print the last signed checkpoint",
      .usage = "[--vkey]",
      .examples = "lcl checkpoint > kept-in-january.txt\n"
                  "lcl checkpoint --vkey",
      .page = "A signed note (C2SP tlog-checkpoint), byte for byte. Whoever keeps one can later prove\n"
              "with lcl verify --checkpoint that the log was only added to.\n",
      .positionals = {},
      .options = {{"vkey", "", "print the log's key instead, as verifiers take it"}},
      .run = checkpoint,
  }};
}

}  // namespace lcl::cli
