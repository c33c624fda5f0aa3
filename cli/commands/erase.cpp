// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/signing.hpp"

namespace lcl::cli {
namespace {

Exit erase(Call& call) {
  return perform(call, {Act::private_erased,
                        {},
                        {{"entry", call.arguments.whole_positional(0, "SEQ")},
                         {"legal_ground", call.arguments.one("legal-ground")},
                         {"reason", call.arguments.one("reason")}}});
}

}  // namespace

std::vector<Command> erase_commands() {
  return {{
      .name = "erase",
      .summary = "erase the private part of an entry (operator or certifier)",
      .examples = "lcl erase 118 --reason \"asked for by the person\" --legal-ground \"GDPR art. 17\" \\\n"
                  "    --key operator.pem",
      .page = R"(The bytes are removed from the file; hashes, proofs and figures stay as they are. Facts that
credit depends on are never private, so they cannot be erased.
)",
      .positionals = {"SEQ"},
      .options = with_signing({{"reason", "TEXT", "why", required},
                               {"legal-ground", "TEXT", "the law that asks for it", required}}),
      .run = erase,
  }};
}

}  // namespace lcl::cli
