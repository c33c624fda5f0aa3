// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iostream>
#include <unordered_map>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/afar.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/terminal.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/events/device_identity.hpp"
#include "ledger/events/device_opening.hpp"
#include "ledger/ledger.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/device_listing.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/values/csv.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/progress.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_openings = 64U << 20U;

/// One entry of a device's own chain.
struct Link {
  std::uint64_t seq = 0;
  std::string time;
  std::string kind;
  std::string project;
  std::string occurred_at;  ///< as its payload says; empty where that is withheld
  std::vector<Pseudonym> also;
  std::optional<std::uint64_t> after;
};

Link link_of(const AuthenticEntry& stored) {
  const Entry& entry = stored.entry;
  Link link{
      entry.seq,  to_string(entry.time), std::string(entry.kind), std::string(entry.project), {}, entry.also,
      entry.after};
  if (!stored.payload) return link;
  const std::variant<Json, JsonFault> payload = parse_json(*stored.payload);
  if (const auto* json = std::get_if<Json>(&payload); json != nullptr && json->is_object()) {
    link.occurred_at = json->value("occurred_at", std::string());
  }
  return link;
}

/// The device's entries, oldest first.
std::vector<Link> chain_of(const AuthenticatedLog& log, std::uint64_t last) {
  std::vector<Link> chain;
  std::optional<std::uint64_t> next = last;
  while (next) {
    const std::uint64_t seq = *next;
    log.entry(seq, [&chain](const AuthenticEntry& stored) { chain.push_back(link_of(stored)); });
    if (chain.back().after && *chain.back().after >= seq) {
      throw Error(Obstacle::damaged, phrase("the device's chain is broken at entry {}; see lcl verify", seq));
    }
    next = chain.back().after;
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

Json chain_json(const std::vector<Link>& chain) {
  Json list = Json::array();
  for (const Link& link : chain) {
    Json also = Json::array();
    for (const Pseudonym& pseudonym : link.also) also.push_back(hex(pseudonym));
    list.push_back({{"also", std::move(also)},
                    {"kind", link.kind},
                    {"occurred_at", link.occurred_at},
                    {"project", link.project},
                    {"seq", link.seq},
                    {"time", link.time}});
  }
  return list;
}

std::string chain_text(const std::vector<Link>& chain) {
  Columns lines({Align::right, Align::left, Align::left, Align::left, Align::left});
  lines.row({phrase("entry"), phrase("kind"), phrase("occurred"), phrase("recorded"), phrase("project")});
  for (const Link& link : chain) {
    lines.row({std::to_string(link.seq), link.kind, link.occurred_at, link.time, link.project});
    for (const Pseudonym& pseudonym : link.also) lines.row({"", phrase("also {}", hex(pseudonym))});
  }
  return lines.text();
}

Exit device(Call& call) {
  require_address_for_bundle(call);
  const Ledger& ledger = call.ledger();
  const std::vector<Pseudonym> asked = device_asked_for(call, ledger);
  const AuthenticatedLog& log = ledger.opened().log();
  ProgressLine line;
  const std::optional<FoundDevice> found = find_device(log, asked, watched(line));
  if (!found) return never_recorded(call, asked);
  require_disclosed(call, ledger, *found);
  const std::vector<Link> chain = chain_of(log, found->last);
  const std::string stage(word(found->state.stage));
  Columns lines({Align::left, Align::left});
  lines.row({phrase("device"), hex(found->device)});
  lines.row({phrase("stage"), spoken(stage)});
  lines.row({phrase("project"), found->state.project});
  return call.give({{"device", hex(found->device)},
                    {"entries", chain_json(chain)},
                    {"project", found->state.project},
                    {"recorded", true},
                    {"stage", stage}},
                   lines.text() + '\n' + chain_text(chain));
}

Exit list_devices(Call& call) {
  const Period period = call.arguments.period("period");
  require_form(call);
  const OpenLedger& ledger = call.ledger().opened();
  const auto named = labelled_project_named(ledger.state(), call.arguments.one("project"));
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  const DerivedFigures figures = [&] {
    ProgressLine line;
    FiguresRequest request{ledger.state(), project.id, ledger.head(), period};
    request.list_frame = request.list_lines = true;
    return std::move(figures_of({ledger.log(), ledger.second_log()}, {request}, watched(line)).front());
  }();
  if (figures.fault) throw Error(*figures.fault);
  Exportable answer = as_listing(
      [&] { return devices_listing(project, period, figures.lines, figures.frame, basis_of(call)); });
  answer.text = [&] {
    const Listing listing = answer.listing();
    return listing_text(listing) + devices_sum_text(figures.tally) + notices_text(listing.notices);
  };
  return give_exportable(call, answer);
}

/// A line of a log about a sampled device.
struct MatchedLine {
  std::string log;          ///< its file
  std::size_t opening = 0;  ///< index
  std::uint64_t line = 0;
  EventKind kind{};
  Instant occurred_at;
  Identifiers identifiers;
  std::string reference;
};

/// Tells which of the openings an event's device is. Identifiers are tried on collections, of which each
/// sampled device has one; once recognised, they are known in other events too.
class Recogniser {
 public:
  explicit Recogniser(const std::vector<DeviceOpening>& openings) : openings_(openings) {}

  [[nodiscard]] std::vector<std::size_t> openings_of(const Event& event) {
    texts_.clear();
    Pepper::identifier_texts(event.identifiers, texts_);
    std::vector<std::size_t> found;
    for (const std::string& text : texts_) {
      const bool is_collection = event.facts.kind == EventKind::collection;
      if (is_collection && !known_.contains(text)) recognise(text);
      const auto [first, last] = known_.equal_range(text);
      for (auto each = first; each != last; ++each) found.push_back(each->second);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

 private:
  void recognise(const std::string& text) {
    for (std::size_t i = 0; i < openings_.size(); ++i) {
      if (openings_[i].shows(text)) known_.emplace(text, i);
    }
  }

  const std::vector<DeviceOpening>& openings_;
  std::unordered_multimap<std::string, std::size_t> known_;
  std::vector<std::string> texts_;
};

struct Matching {
  std::vector<MatchedLine> lines;  ///< in the order of the logs
  std::uint64_t unreadable = 0;    ///< lines of the logs that were refused
};

/// Adds the lines of one log.
void match(EventLog& log, Recogniser& recogniser, Matching& matching) {
  ProgressLine progress;
  LogReader& reader = log.reader();
  std::uint64_t events = 0;
  for (LogReader::Step step = reader.next(); step != LogReader::Step::end; step = reader.next()) {
    if (step == LogReader::Step::refused) {
      ++matching.unreadable;
      continue;
    }
    if (++events % progress_every == 0) progress.show("matching", reader.bytes_read(), log.size());
    const Event& event = reader.current();
    for (const std::size_t opening : recogniser.openings_of(event)) {
      matching.lines.push_back({log.name(), opening, event.line, event.facts.kind, event.facts.occurred_at,
                                event.identifiers, event.private_facts.reference});
    }
  }
}

std::vector<bool> found_in(const Matching& matching, std::size_t count) {
  std::vector<bool> found(count, false);
  for (const MatchedLine& line : matching.lines) found[line.opening] = true;
  return found;
}

std::string identifier_text(const Identifiers& identifiers) {
  std::string out;
  const auto add = [&out](const std::string& text) {
    if (!text.empty()) out += (out.empty() ? "" : " ") + text;
  };
  add(identifiers.imei);
  add(identifiers.imei2);
  add(identifiers.manufacturer);
  add(identifiers.serial);
  return out;
}

Json match_json(const Matching& matching, const std::vector<DeviceOpening>& openings) {
  Json devices = Json::array();
  for (std::size_t i = 0; i < openings.size(); ++i) {
    devices.push_back(
        {{"device", hex(openings[i].device)}, {"lines", Json::array()}, {"seq", openings[i].collection}});
  }
  for (const MatchedLine& line : matching.lines) {
    Json identifiers = Json::object();
    const auto add = [&identifiers](const char* name, const std::string& text) {
      if (!text.empty()) identifiers[name] = text;
    };
    add("imei", line.identifiers.imei);
    add("imei2", line.identifiers.imei2);
    add("manufacturer", line.identifiers.manufacturer);
    add("serial", line.identifiers.serial);
    Json item = {{"identifiers", std::move(identifiers)},
                 {"kind", std::string(word(line.kind))},
                 {"line", line.line},
                 {"log", line.log},
                 {"occurred_at", to_string(line.occurred_at)}};
    if (!line.reference.empty()) item["reference"] = line.reference;
    devices[line.opening]["lines"].push_back(std::move(item));
  }
  return {{"devices", std::move(devices)}, {"unreadable_lines", matching.unreadable}};
}

/// With the columns that lcl sample check reads, one row a line of a log.
std::string match_csv(const Matching& matching, const std::vector<DeviceOpening>& openings) {
  using Row = std::array<std::string, 10>;
  std::string out;
  append_csv_row(Row{"seq", "imei", "imei2", "manufacturer", "serial", "log", "line", "kind", "occurred_at",
                     "reference"},
                 out);
  for (const MatchedLine& line : matching.lines) {
    const Identifiers& own = line.identifiers;
    append_csv_row(Row{std::to_string(openings[line.opening].collection), own.imei, own.imei2,
                       own.manufacturer, own.serial, line.log, std::to_string(line.line),
                       std::string(word(line.kind)), to_string(line.occurred_at), line.reference},
                   out);
  }
  return out;
}

std::string match_text(const Matching& matching, const std::vector<DeviceOpening>& openings) {
  Columns lines(
      {Align::right, Align::left, Align::right, Align::left, Align::left, Align::left, Align::left});
  lines.row({phrase("seq"), phrase("log"), phrase("line"), phrase("kind"), phrase("occurred"),
             phrase("identifiers"), phrase("reference")});
  for (const MatchedLine& line : matching.lines) {
    lines.row({std::to_string(openings[line.opening].collection), printable(line.log),
               std::to_string(line.line), spoken(word(line.kind)), to_string(line.occurred_at),
               identifier_text(line.identifiers), printable(line.reference)});
  }
  return lines.text();
}

Exit match_devices(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& file = given.one("openings");
  std::vector<EventLog> logs;
  for (const std::string& log : given.all("log")) logs.emplace_back(call, log);
  for (const EventLog& log : logs) {
    if (log.unfit()) return call.refuse(*log.unfit());
  }
  const auto read = parse_openings(read_file(file, longest_openings));
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read)) {
    return call.refuse(Refusals(*refused, refused->size(), file));
  }
  const auto& openings = std::get<std::vector<DeviceOpening>>(read);
  Matching matching;
  Recogniser recogniser(openings);
  for (EventLog& log : logs) {
    match(log, recogniser, matching);
    log.tell_left_out(call.answer);
  }
  const std::vector<bool> found = found_in(matching, openings.size());
  call.give(match_json, given.has("csv") ? match_csv : match_text, matching, openings);
  for (std::size_t i = 0; i < openings.size(); ++i) {
    if (!found[i])
      std::cerr << (logs.size() == 1 ? phrase("not in this log: {}, device {}\n", openings[i].collection,
                                              hex(openings[i].device))
                                     : phrase("in none of these logs: {}, device {}\n",
                                              openings[i].collection, hex(openings[i].device)));
  }
  if (matching.unreadable > 0) {
    std::cerr << phrase("{} lines could not be read: lcl submit --dry-run says why\n",
                        whole(matching.unreadable));
  }
  return std::find(found.begin(), found.end(), false) == found.end() ? Exit::done : Exit::no;
}

std::vector<Option> options_of_one_device() {
  std::vector<Option> options = device_options();
  options.push_back(bundle_option);
  return options;
}

}  // namespace

std::vector<Command> device_commands() {
  return {
      {.name = "device",
       .summary = "show what was recorded of a device",
       .examples = "lcl device 490154203237518\n"
                   "lcl device --manufacturer Fairphone --serial FP4-00012345\n"
                   "lcl device 4be2a7d1c09f5e3381d6b2a7c4e5f601",
       .page = R"(The ledger holds pseudonyms, not identifiers: to look up an IMEI or a serial number, the
pseudonym is computed anew, which needs the registry's pepper. The exit code is 1 if the
device was never recorded. At an address its project's developer can look it up, with --project
and --session; all others name a device by its pseudonym.
)",
       .positionals = {"IMEI|PSEUDONYM"},
       .options = options_of_one_device(),
       .run = device},
      {.name = "device list",
       .summary = "show what each device of a project comes to in a period",
       .examples = "lcl device list --project RENO1 --period 2026\n"
                   "lcl device list --project RENO1 --period 2026 --output devices.xlsx --locale fr",
       .page =
           R"(A row for each cycle of a device and each vintage in which it comes to something: what it avoids
less what it emits and gives back, in kgCO2e. Devices are pseudonyms. The rows add up to the reduction
that lcl tally shows for the period, but for what is the period's and no device's: a baseline and
leakage. What a row is made of says lcl explain DEVICE.
)",
       .options = with_forms({{"project", "ID", "the project", required},
                              {"period", "PERIOD", "2026, 2026-02 or FROM/TO with TO exclusive", required}}),
       .exports = true,
       .run = list_devices},
      {.name = "device match",
       .summary = "find the devices of a sample in your own log (developer)",
       .examples = R"(lcl device match --log march.ndjson --openings openings-44.ndjson
lcl device match --log 2025-02.csv --log 2025-03.csv --openings openings-44.ndjson --csv > named.csv)",
       .page = R"(Needs neither the registry nor its pepper: the openings tell which identifiers belong to
the sample. Shows the lines of your logs about these devices, with identifiers and
references; the CSV is what lcl sample check reads. Name every log that you submitted, the
oldest first: a device is recognised by its collection, and from there on. The exit code is
1 if a device is in none of them.
Takes 0.2 µs for each collection in the log and each opening.
)",
       .options = with_log_options({{"log", "FILE", "an event log, as it was submitted", required, true},
                                    {"openings", "FILE", "the file that lcl sample open wrote", required},
                                    {"csv", "", "answer with the CSV that lcl sample check reads"}}),
       .anchoring = Anchoring::none,
       .run = match_devices},
  };
}

}  // namespace lcl::cli
