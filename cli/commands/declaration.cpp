// SPDX-License-Identifier: Apache-2.0
// What a labelled project declares: exclusivity, cycles credited elsewhere,
// and the change of its list of mandants.
#include <algorithm>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/mandant_file.hpp"
#include "cli/kit/signing.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_device_file = 1U << 20U;

Exit mandants(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = Json::object();
  if (const std::string* file = given.maybe("add")) {
    auto read = read_mandants(*file);
    if (const auto* refusals = std::get_if<Refusals>(&read)) {
      give_refusals(call.answer, *refusals);
      return Exit::no;
    }
    fields["added"] = std::get<Json>(std::move(read));
  }
  if (given.has("remove")) fields["removed"] = given.all("remove");
  if (fields.empty()) throw UsageError("give --add FILE, --remove SIRET, or both");
  return perform(call, {Act::mandants_changed, call.subject(), std::move(fields)});
}

Exit exclusive(Call& call) {
  return perform(call, {Act::exclusivity_declared,
                        call.subject(),
                        {{"declaration", evidence(call.arguments, "declaration")},
                         {"period", call.arguments.days("period")}}});
}

/// The pseudonyms of a file, one a line, ascending and each once, as the act has them.
Json devices_in(const std::string& file) {
  const std::string text = read_file(file, longest_device_file);
  std::vector<std::string> pseudonyms;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    if (!pseudonym_from_hex(line)) {
      throw UsageError(file + ":" + std::to_string(number) + ": \"" + line +
                       "\" is not a pseudonym of 32 hex digits; lcl device IMEI tells it");
    }
    pseudonyms.push_back(std::move(line));
  }
  std::sort(pseudonyms.begin(), pseudonyms.end());
  pseudonyms.erase(std::unique(pseudonyms.begin(), pseudonyms.end()), pseudonyms.end());
  return pseudonyms;
}

Exit elsewhere(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"foreign_project", given.one("foreign-project")},
                 {"registry", given.one("other-registry")},
                 {"serials", given.all("serials")}};
  if (!given.has("serials")) throw UsageError("--serials is missing");
  if (given.has("period")) fields["period"] = call.arguments.days("period");
  if (const std::string* file = given.maybe("devices")) fields["devices"] = devices_in(*file);
  if (!given.has("period") && !given.has("devices")) {
    throw UsageError("give --period, --devices, or both");
  }
  return perform(call, {Act::credited_elsewhere, call.subject(), std::move(fields)});
}

}  // namespace

std::vector<Command> declaration_commands() {
  return {
      {.name = "project mandants",
       .summary = "change the list of a collective project's mandants (developer)",
       .usage = "ID [--add CSV] [--remove SIRET] --key FILE",
       .examples = "lcl project mandants COLL1 --add joining.csv --remove 06173948800049 --key developer.pem",
       .page = "The list may change once: by 2 of up to 19 mandants, by a tenth, rounded up, of more.\n"
               "The CSV file has a header with the columns siret and notified_on.\n",
       .positionals = {"ID"},
       .options = with_signing(
           {{"add", "CSV", "mandants who join"}, {"remove", "SIRET", "a mandant who leaves", true}}),
       .run = mandants},
      {.name = "project exclusive",
       .summary = "declare that a period is credited nowhere else (developer)",
       .usage = "ID --period P --declaration FILE --key FILE",
       .examples =
           "lcl project exclusive RENO1 --period 2025 --declaration exclusivity-2025.pdf --key developer.pem",
       .page = "No unit of a period is issued without it.\n",
       .positionals = {"ID"},
       .options = with_signing({{"period", "P", "2026, 2026-02 or FROM/TO with TO exclusive"},
                                {"declaration", "FILE|DIGEST", "the signed declaration, or its SHA-256"}}),
       .run = exclusive},
      {.name = "project elsewhere",
       .summary = "declare what was credited in another registry (developer, auditor or certifier)",
       .usage = "ID --other-registry NAME --foreign-project ID --serials S [--period P] [--devices FILE] "
                "--key FILE",
       .examples = "lcl project elsewhere RENO1 --other-registry Rainbow --foreign-project RIV-412 \\\n"
                   "    --serials RIV-412-2025-1-900 --period 2025-01/2025-03 --key developer.pem\n"
                   "lcl project elsewhere RENO1 --other-registry Rainbow --foreign-project RIV-412 \\\n"
                   "    --serials RIV-412-2025-901-950 --devices pseudonyms.txt --key auditor.pem",
       .page = "The cycles that it covers are not credited here: those resold in the period, of the\n"
               "devices, or both. The file of devices has one pseudonym a line.\n",
       .positionals = {"ID"},
       .options = with_signing({{"other-registry", "NAME", "the other registry"},
                                {"foreign-project", "ID", "the project there"},
                                {"serials", "S", "serials issued there", true},
                                {"period", "P", "2026, 2026-02 or FROM/TO with TO exclusive"},
                                {"devices", "FILE", "pseudonyms, one a line; - for standard input"}}),
       .run = elsewhere},
  };
}

}  // namespace lcl::cli
