// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/named_sample.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/sample_files.hpp"
#include "ledger/events/device_opening.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_openings_file = 64U << 20U;

Exit open_identities(Call& call) {
  const std::string& file = call.arguments.one("output");
  const Ledger& ledger = call.ledger();
  const auto named = sample_named(call, ledger);
  if (!named) return call.refuse(named.refused());
  const std::vector<DeviceOpening> openings = device_openings(ledger.opened(), named->devices);
  OutputFile output = output_file(call.arguments, file, MayRead::owner);
  output.stream() << to_text(openings);
  output.keep();
  return call.give(
      {{"devices", openings.size()}, {"written", file}},
      "opened " + whole(std::uint64_t{openings.size()}) + " devices in " + printable(file) + '\n');
}

/// What became of a sampled device: the same words in text and JSON.
enum class Shown : std::uint8_t { recorded, not_recorded, not_named, not_opened };
constexpr std::array<std::string_view, 4> shown_words{"recorded", "not_recorded", "not_named", "not_opened"};

Shown shown(const Ledger& ledger, std::uint64_t seq, const std::map<std::uint64_t, DeviceOpening>& openings,
            const NamedIdentifiers& named) {
  const auto opened = openings.find(seq);
  if (opened == openings.end()) return Shown::not_opened;
  const auto texts = named.find(seq);
  if (texts == named.end()) return Shown::not_named;
  DeviceOpening opening = opened->second;
  opening.identity = recorded_identity(ledger.opened(), seq);  // what the log says, not the file
  const bool any = std::any_of(texts->second.begin(), texts->second.end(),
                               [&](const std::string& text) { return opening.shows(text); });
  return any ? Shown::recorded : Shown::not_recorded;
}

Exit check_sample(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& openings_file = given.one("openings");
  const auto opened = parse_openings(read_file(openings_file, longest_openings_file));
  if (const auto* refused = std::get_if<std::vector<Refused>>(&opened)) {
    return call.refuse(Refusals(*refused, refused->size(), openings_file));
  }
  const auto named = read_identifiers(given.one("identifiers"));
  if (const auto* refusals = std::get_if<Refusals>(&named)) return call.refuse(*refusals);
  const Ledger& ledger = call.ledger();
  const auto sample = sample_named(call, ledger);
  if (!sample) return call.refuse(sample.refused());
  std::map<std::uint64_t, DeviceOpening> openings;
  for (const DeviceOpening& each : std::get<std::vector<DeviceOpening>>(opened))
    openings.emplace(each.collection, each);
  Json devices = Json::array();
  Columns lines({Align::right, Align::left, Align::left});
  std::array<std::uint64_t, shown_words.size()> counts{};
  for (const SampledDevice& each : sample->devices) {
    const std::uint64_t seq = each.drawn.cycle.collection;
    const Shown outcome = shown(ledger, seq, openings, std::get<NamedIdentifiers>(named));
    const std::string_view word = shown_words[static_cast<std::size_t>(outcome)];
    ++counts[static_cast<std::size_t>(outcome)];
    devices.push_back({{"device", hex(each.device)}, {"identifier", std::string(word)}, {"seq", seq}});
    lines.row({std::to_string(seq), hex(each.device), spoken(word)});
  }
  Json totals = Json::object();
  std::string text = whole(std::uint64_t{sample->devices.size()}) + " devices";
  for (std::size_t i = 0; i < counts.size(); ++i) {
    totals[std::string(shown_words[i])] = counts[i];
    text += (i == 0 ? ": " : ", ") + whole(counts[i]) + ' ' + spoken(shown_words[i]);
  }
  const bool all = counts.front() == sample->devices.size();
  call.give({{"all_recorded", all}, {"devices", std::move(devices)}, {"totals", std::move(totals)}},
            lines.text() + text + '\n');
  return all ? Exit::done : Exit::no;
}

}  // namespace

std::vector<Command> sample_device_commands() {
  return {
      {.name = "sample open",
       .summary = "open the identities of a sample's devices for auditor and developer (operator)",
       .examples = "lcl sample open RENO1 44 --output openings-44.ndjson",
       .page = "Needs the registry's pepper. Whoever has the file can recognise these devices, and no\n"
               "others, among identifiers that they already hold. Only its owner can read the file (mode\n"
               "0600).\n",
       .positionals = {"ID", "SEQ"},
       .options = {{"output", "FILE", "the file to write", required}, force_option, at_option},
       .run = open_identities},
      {.name = "sample check",
       .summary = "check a sample's identifiers against what was recorded, without the pepper (auditor)",
       .examples = "lcl sample check RENO1 44 --openings openings-44.ndjson --identifiers named.csv",
       .page = "The CSV file has a header with the columns seq, imei, imei2, manufacturer and serial: for\n"
               "each collection, what was read off the device or its papers. For each device drawn, the\n"
               "answer says whether one of these identifiers was the one recorded: recorded, not recorded,\n"
               "not named, not opened. The exit code is 0 if all were recorded.\n",
       .positionals = {"ID", "SEQ"},
       .options = {{"openings", "FILE", "the file that lcl sample open wrote", required},
                   {"identifiers", "CSV", "the identifiers, one device per row", required},
                   at_option},
       .run = check_sample},
  };
}

}  // namespace lcl::cli
