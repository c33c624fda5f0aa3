// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/last_reading.hpp"
#include "ledger/store/own_registries.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli {
namespace {

/// What is in force, and what says so.
struct Setting {
  std::string name;
  std::string value;
  std::string from;
};

/// Whether the variable is set, as those who ask for it take it.
bool is_in_environment(const char* variable) {
  const char* const value =
      std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return value != nullptr && *value != '\0';
}

Setting registry_setting(const Call& call) {
  std::string from = "the current folder";
  if (is_in_environment("LCL_REGISTRY")) from = "LCL_REGISTRY";
  if (call.arguments.has("registry")) from = "--registry";
  return {"registry", call.registry().string(), std::move(from)};
}

std::vector<Setting> settings_in_force(const Call& call) {
  std::vector<Setting> settings{registry_setting(call)};
  if (const auto state = state_folder())
    settings.push_back(
        {"state", state->string(), is_in_environment("XDG_STATE_HOME") ? "XDG_STATE_HOME" : "HOME"});
  if (const std::string* project = call.arguments.maybe("project")) {
    const std::string from = reading_file(call.registry()).string() + ", the last table of " + *project;
    for (const auto& [option, value] : last_reading(call.registry(), *project))
      settings.push_back({option, value, from});
  }
  return settings;
}

Exit config(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has("forget")) {
    keep_reading(call.registry(), given.one("project"), {});
    call.answer.remark("how tables of " + printable(given.one("project")) + " were read is forgotten");
  }
  Json json = Json::array();
  Columns lines({Align::left, Align::left, Align::left});
  for (const Setting& each : settings_in_force(call)) {
    json.push_back({{"from", each.from}, {"setting", each.name}, {"value", each.value}});
    lines.row({each.name, each.value, each.from});
  }
  return call.give({{"settings", std::move(json)}}, lines.text());
}

}  // namespace

std::vector<Command> config_commands() {
  return {{
      .name = "config",
      .summary = "show what is in force without being typed, and what says so",
      .examples = "lcl config\n"
                  "lcl config --project RENO1\n"
                  "lcl config --project RENO1 --forget",
      .page =
          "The registry, the user's state folder and, with --project, how its tables are read: what\n"
          "--encoding, --decimal, --dates, --zone and --time were when its last table was recorded. That\n"
          "is taken again for the next one, and said, unless an option says otherwise.\n",
      .options = {{"project", "ID", "also how tables of this project are read"},
                  {"forget", "", "forget that; with --project"}},
      .anchoring = Anchoring::none,
      .run = config,
  }};
}

}  // namespace lcl::cli
