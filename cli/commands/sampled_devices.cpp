// SPDX-License-Identifier: Apache-2.0
// The devices of a sample: which they are, opening their identities, checking
// the identifiers that a developer names for them.
#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/csv_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/events/device_identity.hpp"
#include "ledger/events/device_opening.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/csv.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/sample_text.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_identifier_file = 16U << 20U;
constexpr std::size_t longest_openings_file = 64U << 20U;

/// The sample that a call names, with its devices drawn again.
struct NamedSample {
  const Project* project = nullptr;
  const DrawnSample* sample = nullptr;
  std::vector<SampledDevice> devices;
};

Result<NamedSample> sample_named(const Call& call, const Ledger& ledger) {
  const std::uint64_t seq = call.arguments.whole_positional(1, "SEQ");
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return named.refused();
  const Project* project = *named;
  const DrawnSample* sample = project->sample(seq);
  if (sample == nullptr) {
    return Refused{
        Refusal::unknown_sample, {}, "entry " + std::to_string(seq) + " draws no sample of " + project->id};
  }
  ProgressLine line;
  return NamedSample{project, sample, sampled(ledger.opened(), *project, *sample, watched(line))};
}

std::string joined(const std::vector<std::uint64_t>& entries) {
  std::string out;
  for (const std::uint64_t seq : entries) out += (out.empty() ? "" : ";") + std::to_string(seq);
  return out;
}

Json devices_json(const std::vector<SampledDevice>& devices) {
  Json list = Json::array();
  for (const SampledDevice& each : devices) {
    list.push_back({{"category", each.category},
                    {"certain", each.drawn.certain},
                    {"device", hex(each.device)},
                    {"entries", each.entries},
                    {"kgco2e", to_string(each.drawn.cycle.avoided)},
                    {"participant", each.participant},
                    {"seq", each.drawn.cycle.collection}});
  }
  return list;
}

std::string devices_csv(const std::vector<SampledDevice>& devices) {
  std::string out;
  append_csv_row(std::array<std::string, 6>{"seq", "device", "category", "participant", "kgco2e", "entries"},
                 out);
  for (const SampledDevice& each : devices) {
    append_csv_row(std::array<std::string, 6>{std::to_string(each.drawn.cycle.collection), hex(each.device),
                                              each.category, each.participant,
                                              to_string(each.drawn.cycle.avoided), joined(each.entries)},
                   out);
  }
  return out;
}

std::string sample_heading(const Project& project, const DrawnSample& sample) {
  Columns lines({Align::left, Align::left});
  lines.row({"sample", "entry " + std::to_string(sample.seq) + ", of the report of entry " +
                           std::to_string(sample.report)});
  lines.row({"plan", plan_text(project.commitment(sample.commitment)->plan)});
  lines.row({"population", whole(sample.population) + " cycles, " + kilograms(sample.kg_co2e) + " kgCO2e"});
  lines.row({"interval", kilograms(sample.interval) + " kgCO2e"});
  lines.row({"drawn", whole(sample.size) + " cycles"});
  lines.row({"result", conclusion_text(project, sample)});
  return lines.text();
}

std::string devices_table(const std::vector<SampledDevice>& devices) {
  Columns lines({Align::right, Align::left, Align::left, Align::left, Align::right, Align::left});
  lines.row({"seq", "device", "category", "participant", "kgCO2e", "entries"});
  for (const SampledDevice& each : devices) {
    lines.row({std::to_string(each.drawn.cycle.collection), hex(each.device), each.category, each.participant,
               kilograms(each.drawn.cycle.avoided), joined(each.entries)});
  }
  return lines.text();
}

Exit show(Call& call) {
  const std::string* format = call.arguments.maybe("format");
  if (format != nullptr && *format != "csv" && *format != "table")
    throw UsageError("--format: \"" + *format + "\" is neither table nor csv");
  const Ledger ledger({call.registry()});
  const auto named = sample_named(call, ledger);
  if (!named) return refuse(call, named.refused());
  const auto& [project, sample, devices] = *named;
  if (call.json()) {
    call.answer.document({{"devices", devices_json(devices)},
                          {"plan", commitment_json(*project, *project->commitment(sample->commitment))},
                          {"project", project->id},
                          {"sample", sample_json(*project, *sample)}});
  } else if (format != nullptr && *format == "csv") {
    call.answer.write(devices_csv(devices));
  } else {
    call.answer.write(sample_heading(*project, *sample) + '\n' + devices_table(devices));
  }
  return Exit::done;
}

Exit open_identities(Call& call) {
  const std::string& file = call.arguments.one("output");
  const Ledger ledger({call.registry()});
  const auto named = sample_named(call, ledger);
  if (!named) return refuse(call, named.refused());
  const std::vector<DeviceOpening> openings = device_openings(ledger.opened(), named->devices);
  OutputFile output(file, Existing::refuse, MayRead::owner);
  output.stream() << to_text(openings);
  output.keep();
  if (call.json()) {
    call.answer.document({{"devices", openings.size()}, {"written", file}});
  } else {
    call.answer.write("opened " + whole(std::uint64_t{openings.size()}) + " devices in " + printable(file) +
                      '\n');
  }
  return Exit::done;
}

/// An identifier as it is typed, normalised into `out`; what is wrong with it is added to `refused`.
void take_identifier(const CsvRow& row, std::size_t cell, const char* name,
                     std::optional<Refusal> (*normalise)(std::string_view, std::string&), std::string& out,
                     std::vector<Refused>& refused) {
  if (row.cells[cell].empty()) return;
  if (const auto refusal = normalise(row.cells[cell], out))
    refused.push_back({*refusal, {row.line, 0, name}, '"' + row.cells[cell] + "\" is none"});
}

Identifiers identifiers_in(const CsvRow& row, std::vector<Refused>& refused) {
  Identifiers identifiers;
  take_identifier(row, 1, "imei", normalise_imei, identifiers.imei, refused);
  take_identifier(row, 2, "imei2", normalise_imei, identifiers.imei2, refused);
  take_identifier(row, 3, "manufacturer", normalise_manufacturer, identifiers.manufacturer, refused);
  take_identifier(row, 4, "serial", normalise_serial, identifiers.serial, refused);
  return identifiers;
}

void check_identifiers(const CsvRow& row, std::vector<Refused>& refused) {
  if (row.cells[0].empty() || row.cells[0].size() > 15 ||
      row.cells[0].find_first_not_of("0123456789") != std::string::npos) {
    refused.push_back(
        {Refusal::malformed_number, {row.line, 0, "seq"}, '"' + row.cells[0] + "\" is no entry"});
  }
  const std::size_t before = refused.size();
  const Identifiers read = identifiers_in(row, refused);
  const bool lacks_half = read.manufacturer.empty() != read.serial.empty();
  const bool has_none = read.imei.empty() && read.imei2.empty() && read.serial.empty();
  if (refused.size() == before && (lacks_half || has_none)) {
    refused.push_back({Refusal::missing_identifier,
                       {row.line, 0, "imei"},
                       "the row has neither an IMEI nor manufacturer and serial"});
  }
}

/// The hashed texts of the identifiers that a file names, by the seq of the collection.
using NamedIdentifiers = std::map<std::uint64_t, std::vector<std::string>>;

std::variant<NamedIdentifiers, Refusals> read_identifiers(const std::string& path) {
  static constexpr std::array<std::string_view, 5> columns{"seq", "imei", "imei2", "manufacturer", "serial"};
  const auto read = read_csv_table(read_file(path, longest_identifier_file), columns, check_identifiers);
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read))
    return Refusals(*refused, refused->size(), path);
  NamedIdentifiers named;
  std::vector<Refused> none;
  for (const CsvRow& row : std::get<std::vector<CsvRow>>(read))
    Pepper::identifier_texts(identifiers_in(row, none), named[std::stoull(row.cells[0])]);
  return named;
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
    give_refusals(call.answer, Refusals(*refused, refused->size(), openings_file));
    return Exit::no;
  }
  const auto named = read_identifiers(given.one("identifiers"));
  if (const auto* refusals = std::get_if<Refusals>(&named)) {
    give_refusals(call.answer, *refusals);
    return Exit::no;
  }
  const Ledger ledger({call.registry()});
  const auto sample = sample_named(call, ledger);
  if (!sample) return refuse(call, sample.refused());
  std::map<std::uint64_t, DeviceOpening> openings;
  for (const DeviceOpening& each : std::get<std::vector<DeviceOpening>>(opened))
    openings.emplace(each.collection, each);
  Json devices = Json::array();
  Columns lines({Align::right, Align::left, Align::left});
  bool all = true;
  for (const SampledDevice& each : sample->devices) {
    const std::uint64_t seq = each.drawn.cycle.collection;
    const Shown outcome = shown(ledger, seq, openings, std::get<NamedIdentifiers>(named));
    const std::string_view word = shown_words[static_cast<std::size_t>(outcome)];
    all = all && outcome == Shown::recorded;
    devices.push_back({{"device", hex(each.device)}, {"identifier", std::string(word)}, {"seq", seq}});
    lines.row({std::to_string(seq), hex(each.device), spoken(word)});
  }
  if (call.json()) {
    call.answer.document({{"all_recorded", all}, {"devices", std::move(devices)}});
  } else {
    call.answer.write(lines.text());
  }
  return all ? Exit::done : Exit::no;
}

}  // namespace

std::vector<Command> sampled_device_commands() {
  return {
      {.name = "sample show",
       .summary = "draw a sample again, and show its devices",
       .usage = "ID SEQ [--format csv]",
       .examples = "lcl sample show RENO1 44\n"
                   "lcl sample show RENO1 44 --format csv > sample-44.csv",
       .page = "Nothing of it is stored: it is drawn from the entries as the draw's figures say, and is\n"
               "not shown if they do not give it. seq is the entry of the cycle's collection; lcl explain\n"
               "DEVICE derives its kgCO2e, lcl device shows its entries.\n",
       .positionals = {"ID", "SEQ"},
       .options = {{"format", "FORMAT", "table or csv"}},
       .run = show},
      {.name = "sample open",
       .summary = "open the identities of a sample's devices, for auditor and developer (operator)",
       .usage = "ID SEQ --output FILE",
       .examples = "lcl sample open RENO1 44 --output openings-44.ndjson",
       .page = "Needs the registry's pepper. Whoever has the file can recognise these devices, and no\n"
               "others, among identifiers that they already hold. It is made for its owner alone (mode\n"
               "0600) and never replaces a file.\n",
       .positionals = {"ID", "SEQ"},
       .options = {{"output", "FILE", "a new file"}},
       .run = open_identities},
      {.name = "sample check",
       .summary = "check identifiers against what was recorded, without the pepper (auditor)",
       .usage = "ID SEQ --openings FILE --identifiers CSV",
       .examples = "lcl sample check RENO1 44 --openings openings-44.ndjson --identifiers named.csv",
       .page = "The CSV file has a header with the columns seq, imei, imei2, manufacturer and serial: for\n"
               "each collection what was read off the device or its papers. Of each drawn device it is\n"
               "told whether one of them is the identifier recorded then: recorded, not recorded, not\n"
               "named, not opened. The exit code is 0 if all are recorded.\n",
       .positionals = {"ID", "SEQ"},
       .options = {{"openings", "FILE", "the file of lcl sample open"},
                   {"identifiers", "CSV", "the identifiers, one device a row"}},
       .run = check_sample},
  };
}

}  // namespace lcl::cli
