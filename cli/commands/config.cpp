// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/last_reading.hpp"
#include "ledger/store/own_registries.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

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
  std::string from = phrase("the current folder");
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
    const std::string from =
        phrase("{}, the last table of {}", reading_file(call.registry()).string(), *project);
    for (const auto& [option, value] : last_reading(call.registry(), *project))
      settings.push_back({option, value, from});
  }
  for (const auto& [option, value] : own_reading()) {
    const auto above = std::find_if(settings.begin(), settings.end(),
                                    [&name = option](const Setting& each) { return each.name == name; });
    if (above == settings.end()) settings.push_back({option, value, own_reading_file()->string()});
  }
  return settings;
}

/// Changes what the user has settled by each `OPTION=VALUE`; an empty value takes the option away.
void settle(const std::vector<std::string>& said) {
  Reading reading = own_reading();
  for (const std::string& each : said) {
    const std::size_t equals = std::min(each.find('='), each.size());
    const std::string option = each.substr(0, equals);
    if (equals == each.size() ||
        std::find(kept_options.begin(), kept_options.end(), option) == kept_options.end())
      throw UsageError(phrase("--set: \"{}\" is not OPTION=VALUE of encoding, decimal, dates, zone or time{}",
                              each, suggestion(option, kept_options)));
    reading[option] = each.substr(equals + 1);
  }
  std::erase_if(reading, [](const auto& each) { return each.second.empty(); });
  require_readable(reading);
  keep_own_reading(reading);
}

Exit config(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has("set")) settle(given.all("set"));
  if (given.has("forget")) {
    keep_reading(call.registry(), given.one("project"), {});
    call.answer.remark(phrase("how tables of {} were read is forgotten", printable(given.one("project"))));
  }
  Json json = Json::array();
  const bool with_origin = given.has("origin");
  Columns lines(std::vector<Align>(with_origin ? 3 : 2, Align::left));
  for (const Setting& each : settings_in_force(call)) {
    json.push_back({{"from", each.from}, {"setting", each.name}, {"value", each.value}});
    std::vector<std::string> cells{each.name, each.value};
    if (with_origin) cells.push_back(each.from);
    lines.row(std::move(cells));
  }
  return call.give({{"settings", std::move(json)}}, lines.text());
}

}  // namespace

std::vector<Command> config_commands() {
  return {{
      .name = "config",
      .summary = "show what is in force without being typed, and what says so",
      .examples = "lcl config --origin\n"
                  "lcl config --project RENO1 --origin\n"
                  "lcl config --project RENO1 --forget\n"
                  "lcl config --set dates=dmy --set zone=Europe/Paris",
      .page =
          R"(The registry, the user's state folder and how tables are read; with --origin, and with --json always, each
with the option, variable or file that says so. With --project: what --encoding, --decimal, --dates, --zone and --time were when that
project's last table was recorded. It is taken again for the next one, and said, unless an option says
otherwise. What --set settles is your own, for every table of which neither an option nor the project's
last table says it; it is kept in $XDG_CONFIG_HOME/lcl/reading.json, or else ~/.config/lcl. A registry's
folder settles nothing but how its projects' tables are read.
)",
      .options = {{"origin", "", "say of each which option, variable or file says so"},
                  {"project", "ID", "also how tables of this project are read"},
                  {"forget", "", "forget that; with --project"},
                  {"set", "OPTION=VALUE", "read your tables so; without VALUE: no longer", optional, true}},
      .anchoring = Anchoring::none,
      .run = config,
  }};
}

}  // namespace lcl::cli
