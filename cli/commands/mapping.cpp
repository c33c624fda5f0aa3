// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/mapping_file.hpp"
#include "cli/kit/table_options.hpp"
#include "ledger/events/event.hpp"
#include "ledger/events/event_fields.hpp"
#include "ledger/mapping/mapped_tables.hpp"
#include "ledger/mapping/proposal.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/table_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t most_listed_faults = 100;
constexpr std::uint64_t rows_shown = 5;

/// A table's name as an example of --with.
std::string with_examples(const Mapping& mapping) {
  std::string text;
  for (const Mapping::LookUp& table : mapping.look_ups) text += " --with " + table.name + "=FILE";
  return text;
}

Exit new_mapping(Call& call) {
  const Descriptor input = open_input(call.subject());
  const auto table = open_mapped_table(input.number(), std::nullopt, table_options(call.arguments));
  if (!table) return call.refuse({{table.refused()}, 1, call.subject()});
  const MappingProposal proposal = propose_mapping(**table);
  if (const std::string sheet = sheet_text((*table)->traits()); !sheet.empty()) call.answer.remark(sheet);
  if (const std::string* output = call.arguments.maybe("output")) {
    OutputFile file = output_file(call.arguments, *output, MayRead::everyone);
    file.stream() << proposal.text;
    file.keep();
  }
  const Json document = {
      {"mapping", Json::parse(proposal.text)}, {"open", proposal.open}, {"unused", proposal.unused}};
  call.answer.give_exact(document, call.arguments.has("output") ? "" : proposal.text);
  std::string open;
  for (const std::string& where : proposal.open) open += "\n  " + where;
  if (!proposal.open.empty()) {
    call.answer.remark(phrase("{} to be filled in, where \"?\" stands:{}",
                              counted(proposal.open.size(), phrase("place"), phrase("places")), open));
  }
  if (!proposal.unused.empty()) {
    std::string unused;
    for (const std::string& name : proposal.unused) unused += (unused.empty() ? "" : ", ") + printable(name);
    call.answer.remark(phrase("columns that it does not use: {}", unused));
  }
  return Exit::done;
}

Exit check_mapping(Call& call) {
  const auto outcome = mapping_in(call.subject());
  if (const auto* refusals = std::get_if<Refusals>(&outcome)) return call.refuse(*refusals);
  const Mapping& mapping = *std::get_if<Mapping>(&outcome);
  Json kinds = Json::array();
  std::string text = phrase("sound: a row can give");
  for (const Mapping::EventRule& rule : mapping.events) {
    kinds.push_back(spoken(word(rule.kind)));
    text += (kinds.size() == 1 ? " " : ", ") + spoken(word(rule.kind));
  }
  Json look_ups = Json::array();
  for (const Mapping::LookUp& table : mapping.look_ups) look_ups.push_back(table.name);
  text += '\n';
  if (!mapping.look_ups.empty()) text += phrase("to be given with it:{}\n", with_examples(mapping));
  return call.give({{"events", std::move(kinds)}, {"look_up", std::move(look_ups)}}, text);
}

/// What a trial has found so far.
struct Trial {
  std::array<std::uint64_t, event_kinds> events{};
  std::vector<Refused> listed;
  std::uint64_t refusals = 0;
  std::uint64_t shown_rows = 0;
  std::uint64_t last_row = 0;  ///< that gave an event, as counted in the file
  Json shown = Json::array();
  std::string text;
};

std::string column_of(const Mapping::Source& source) {
  std::string names;
  for (const Mapping::Column& column : source.columns)
    names += (names.empty() ? "" : " + ") + printable(column.name);
  return names;
}

void show_event(const MappedLogReader& log, Trial& trial) {
  const Event& event = log.current();
  Json fields = Json::array();
  Columns lines({Align::left, Align::left, Align::left});
  for (const MappedLogReader::Origin& origin : log.origins()) {
    if (origin.value.empty()) continue;
    const std::string path(rule(origin.field).path);
    const std::string column = column_of(*origin.source);
    lines.row({path, printable(origin.value),
               column.empty()
                   ? ""
                   : column + (origin.found == origin.value ? "" : ": " + printable(origin.found))});
    fields.push_back({{"column", column},
                      {"field", path},
                      {"found", printable(origin.found)},
                      {"value", printable(origin.value)}});
  }
  trial.shown.push_back(
      {{"fields", std::move(fields)}, {"kind", std::string(word(event.facts.kind))}, {"line", event.line}});
  trial.text += phrase("line {}: {}\n{}", event.line, spoken(word(event.facts.kind)), lines.text(2));
}

void run_trial(MappedLogReader& log, std::uint64_t rows, Trial& trial) {
  log.keep_origins();
  for (auto step = log.next(); step != LogReader::Step::end; step = log.next()) {
    if (step == LogReader::Step::refused) {
      for (const Refused& refused : log.refusals()) {
        ++trial.refusals;
        if (trial.listed.size() < most_listed_faults) trial.listed.push_back(refused);
      }
      continue;
    }
    ++trial.events[static_cast<std::size_t>(log.current().facts.kind)];
    if (log.rows() != trial.last_row) {
      trial.last_row = log.rows();
      ++trial.shown_rows;
    }
    if (trial.shown_rows <= rows) show_event(log, trial);
  }
}

Exit try_mapping(Call& call) {
  const std::string& file = call.arguments.positionals()[1];
  const std::uint64_t rows = call.arguments.maybe_whole("rows").value_or(rows_shown);
  auto loaded = mapping_in(call.subject());
  if (const auto* refusals = std::get_if<Refusals>(&loaded)) return call.refuse(*refusals);
  const Descriptor input = open_input(file);
  auto opened = mapped_log(call.arguments, std::move(*std::get_if<Mapping>(&loaded)), input.number(), file);
  if (const auto* refusals = std::get_if<Refusals>(&opened)) return call.refuse(*refusals);
  MappedLogReader& log = **std::get_if<std::unique_ptr<MappedLogReader>>(&opened);
  Trial trial;
  run_trial(log, rows, trial);
  if (const std::string sheet = sheet_text(log.table().traits()); !sheet.empty()) call.answer.remark(sheet);
  Json events = Json::object();
  std::string kinds;
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < event_kinds; ++i) {
    if (trial.events[i] == 0) continue;
    const std::string kind(word(static_cast<EventKind>(i)));
    events[kind] = trial.events[i];
    count += trial.events[i];
    kinds += (kinds.empty() ? " (" : ", ") + std::to_string(trial.events[i]) + ' ' + spoken(kind);
  }
  Json left_out = Json::array();
  std::string text = trial.text + counted(log.rows(), phrase("row"), phrase("rows")) + ", " +
                     counted(count, phrase("event"), phrase("events")) + kinds + (kinds.empty() ? "" : ")") +
                     '\n';
  for (std::size_t i = 0; i < log.left_out().size(); ++i) {
    const std::string because = printable(log.mapping().left_out[i].because);
    left_out.push_back({{"because", because}, {"rows", log.left_out()[i]}});
    if (log.left_out()[i] > 0)
      text += phrase("{} left out: {}\n", counted(log.left_out()[i], phrase("row"), phrase("rows")), because);
  }
  const Json document = {{"events", std::move(events)},
                         {"left_out", std::move(left_out)},
                         {"rows", log.rows()},
                         {"shown", std::move(trial.shown)}};
  if (trial.refusals == 0) return call.give(document, text);
  call.answer.say(text);
  return call.refuse({trial.listed, trial.refusals, file}, document);
}

}  // namespace

std::vector<Command> mapping_commands() {
  return {
      {.name = "mapping new",
       .summary = "propose a mapping for somebody else's table, from its header and values",
       .examples = "lcl mapping new orders.csv --output orders.mapping.json",
       .page = R"(A mapping says how the rows of a table become events: which column a field is read from, how
its values, dates and numbers are written, which rows give which events, and what is looked
up in a second table. It is a small JSON file, described in schemas/mappings.md; samples are
in samples/mappings/. What is proposed has "?" wherever only you can tell; fill it in, look
at the outcome with lcl mapping try, and give it to lcl submit --mapping.
)",
       .positionals = {"FILE"},
       .options = {{"output", "MAPPING", "the file to write; else standard output"},
                   force_option,
                   encoding_option,
                   sheet_option},
       .anchoring = Anchoring::none,
       .run = new_mapping},
      {.name = "mapping try",
       .summary = "show what a mapping makes of a table, and what does not fit",
       .examples = "lcl mapping try orders.mapping.json orders.csv\n"
                   "lcl mapping try marketplace.json imeis.csv --with orders=orders.csv --rows 20",
       .page = R"(Shows the events of the first rows, each value beside the column that it came from, then
what does not fit in any row of the file. Needs no registry, and records nothing.
)",
       .positionals = {"MAPPING", "FILE"},
       .options = {with_option,
                   with_sheet_option,
                   encoding_option,
                   sheet_option,
                   {"rows", "N", "show the events of so many rows; else of 5"}},
       .anchoring = Anchoring::none,
       .run = try_mapping},
      {.name = "mapping check",
       .summary = "check a mapping, without a table",
       .examples = "lcl mapping check orders.mapping.json",
       .page = R"(Lists every fault of the file: members that are not known, fields that a kind of event lacks
or does not have, and each "?" that is still to be filled in.
)",
       .positionals = {"MAPPING"},
       .anchoring = Anchoring::none,
       .run = check_mapping},
  };
}

}  // namespace lcl::cli
