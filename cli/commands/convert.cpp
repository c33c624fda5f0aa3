// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/progress.hpp"
#include "ledger/events/log_writer.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl::cli {
namespace {

/// What reading a log to its end came to; of the refusals the first are listed.
struct Conversion {
  std::uint64_t events = 0;
  std::uint64_t refusals = 0;
  std::vector<Refused> listed;
};

/// Writes the events of `log` to `out`, up to the first refusal; all refusals are found.
Conversion convert(EventLog& log, LogFormat format, std::ostream& out) {
  constexpr std::size_t most_listed = 100;
  constexpr std::size_t buffered = std::size_t{1} << 16U;
  Conversion conversion;
  LogWriter writer(format, now());
  LogReader& reader = log.reader();
  ProgressLine progress;
  std::string text;
  writer.begin(text);
  for (LogReader::Step step = reader.next(); step != LogReader::Step::end; step = reader.next()) {
    if (step == LogReader::Step::refused) {
      for (const Refused& refused : reader.refusals()) {
        if (++conversion.refusals <= most_listed) conversion.listed.push_back(refused);
      }
    } else if (conversion.refusals == 0) {
      writer.append(reader.current(), text);
      if (++conversion.events % progress_every == 0)
        progress.show("converting", reader.bytes_read(), log.size());
      if (text.size() < buffered) continue;
      out << text;
      text.clear();
    }
  }
  writer.end(text);
  out << text;
  return conversion;
}

Exit convert_log(Call& call) {
  const LogFormat format = format_named("to", call.arguments.one("to"));
  EventLog log(call, 0);
  if (log.unfit()) return call.refuse(*log.unfit());
  const std::string& name = call.arguments.one("output");
  OutputFile output = output_file(call.arguments, name, MayRead::owner);
  const Conversion conversion = convert(log, format, output.stream());
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
