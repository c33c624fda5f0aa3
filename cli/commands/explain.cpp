// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/replay/explained_device.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/explanation_text.hpp"

namespace lcl::cli {
namespace {

Exit explain(Call& call) {
  const Ledger ledger({call.registry()});
  const std::vector<Pseudonym> asked = device_asked_for(call, ledger);
  const std::optional<DeviceRow> row = recorded_device(ledger, asked);
  if (!row) return never_recorded(call, asked);
  require_disclosed(ledger, *row);
  const Explanation explanation = explain(ledger.opened(), row->device);
  if (call.json()) {
    Json document = explanation_json(explanation);
    document["recorded"] = true;
    call.answer.document(document);
  } else {
    call.answer.write(explanation_text(explanation));
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> explain_commands() {
  return {{
      .name = "explain",
      .summary = "derive a device's reductions step by step",
      .usage = "IMEI | PSEUDONYM | --manufacturer NAME --serial SERIAL",
      .examples = "lcl explain 490154203237518\n"
                  "lcl explain 4be2a7d1c09f5e3381d6b2a7c4e5f601 --json",
      .page = "Every fact, formula, operand and source that a figure came from, for each cycle of the\n"
              "device; the same arithmetic as the tally's.\n",
      .positionals = {"[IMEI|PSEUDONYM]"},
      .options = device_options(),
      .run = explain,
  }};
}

}  // namespace lcl::cli
