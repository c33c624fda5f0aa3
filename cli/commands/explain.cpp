// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/replay/explained_device.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/explanation_text.hpp"

namespace lcl::cli {
namespace {

Json recorded_json(const Explanation& explanation) {
  Json document = explanation_json(explanation);
  document["recorded"] = true;
  return document;
}

Exit explain(Call& call) {
  const Ledger& ledger = call.ledger();
  const std::vector<Pseudonym> asked = device_asked_for(call, ledger);
  ProgressLine line;
  const std::optional<FoundDevice> found = find_device(ledger.opened().log(), asked, watched(line));
  if (!found) return never_recorded(call, asked);
  require_disclosed(ledger, *found);
  const Explanation explanation = explain(ledger.opened(), *found);
  return call.give(recorded_json, explanation_text, explanation);
}

}  // namespace

std::vector<Command> explain_commands() {
  return {{
      .name = "explain",
      .summary = "show step by step how a device's reductions are computed",
      .examples = "lcl explain 490154203237518\n"
                  "lcl explain 4be2a7d1c09f5e3381d6b2a7c4e5f601 --json",
      .page = "For each cycle of the device: every fact, formula, operand and source behind each figure.\n"
              "The arithmetic is the tally's own.\n",
      .positionals = {"IMEI|PSEUDONYM"},
      .options = device_options(),
      .run = explain,
  }};
}

}  // namespace lcl::cli
