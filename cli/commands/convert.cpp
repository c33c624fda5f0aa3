// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/converted_log.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/progress.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t most_listed = 100;

Exit convert_log(Call& call) {
  const LogFormat format = format_named("to", call.arguments.one("to"));
  EventLog log(call, 0);
  if (log.unfit()) return call.refuse(*log.unfit());
  const std::string& name = call.arguments.one("output");
  OutputFile output = output_file(call.arguments, name, MayRead::owner);
  const Conversion conversion = [&] {
    ProgressLine line;
    return convert(log.reader(), format, AfterRefusal::nothing, most_listed, output.stream(),
                   watched(line, log.size()));
  }();
  log.tell_left_out(call.answer);
  if (conversion.refusals > 0) return call.refuse({conversion.listed, conversion.refusals, log.name()});
  if (conversion.events == 0)
    return call.refuse(Refused{Refusal::empty_log, {}, phrase("{} holds no event of a device", log.name())});
  output.keep();
  return call.give({{"events", conversion.events}, {"not_read", log.left_out_json()}, {"output", name}},
                   phrase("{} written to {}\n", counted(conversion.events, phrase("event"), phrase("events")),
                          printable(name)));
}

}  // namespace

std::vector<Command> convert_commands() {
  return {{
      .name = "convert",
      .summary = "write a log in another format: NDJSON, CSV or EPCIS",
      .examples = "lcl convert march.csv --to epcis --output march.jsonld\n"
                  "lcl convert partner.jsonld --to csv --output partner.csv",
      .page =
          R"(The log is checked as lcl submit checks it before it asks a registry; with a refusal nothing is
written. What is written is the same events: the times in UTC, manufacturers and serial numbers
in their normal form. Of an EPCIS document, events of business steps that mean nothing to a
ledger, and members of others, are not read, and each kind of them is said. The file holds
identifiers of devices, so only its owner may read it. CSV is written as logs are read: a text
that a spreadsheet takes for a formula stands as it is.
)",
      .positionals = {"LOG"},
      .options = with_log_options(
          {{"to", "FORMAT", "ndjson, csv or epcis (a JSON-LD document of EPCIS 2.0)", required},
           {"output", "FILE", "the file to write", required},
           force_option}),
      .anchoring = Anchoring::none,
      .run = convert_log,
  }};
}

}  // namespace lcl::cli
