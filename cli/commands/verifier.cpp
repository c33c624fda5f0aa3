// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/verifier/verifier.hpp"

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

Exit verifier(Call& call) {
  const std::string& file = call.arguments.one("output");
  const std::string digest = hex(sha256(verifier_page()));
  OutputFile output = output_file(call.arguments, file, MayRead::everyone);
  output.stream() << verifier_page();
  output.keep();
  return call.give({{"file", file}, {"sha256", digest}},
                   phrase("wrote {}\nSHA-256 {}\n", printable(file), digest));
}

}  // namespace

std::vector<Command> verifier_commands() {
  return {{
      .name = "verifier",
      .summary = "write the page with which anyone checks a published registry in a browser",
      .examples = "lcl verifier --output verifier.html",
      .page = R"(One HTML file to be kept. Opened from one's own disk it asks for the address of a published
folder (lcl publish --pages) or for its files, the log's key and the certifier's fingerprint,
and checks: the checkpoint, that it extends the last one it saw, the statements' places in the
tree, their signatures and keys, and what became of every unit. Proof files of retired units
and of devices can be dropped on it. This version of the program always writes the same bytes:
compare the SHA-256 with somebody who has it from elsewhere.
)",
      .options = {{"output", "FILE", "where the page goes", required}, force_option},
      .run = verifier,
  }};
}

}  // namespace lcl::cli
