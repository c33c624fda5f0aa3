// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/event_log.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include "cli/kit/afar.hpp"
#include "cli/kit/table_options.hpp"
#include "ledger/events/log_options.hpp"
#include "ledger/tables/packed_bytes.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/table_text.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

/// What the name or --format tells; of a name that leaves it open nothing.
std::optional<LogFormat> format_told(const Arguments& given, const std::string& name) {
  if (const std::string* word = given.maybe("format")) return format_named("format", *word);
  return format_of(name);
}

template <typename Value>
using NamedValues = std::span<const std::pair<std::string_view, Value>>;

/// What the word given for `option` stands for; nothing if it was not given.
template <typename Value>
std::optional<Value> choice(const Arguments& given, std::string_view option, NamedValues<Value> words) {
  if (!given.has(option)) return std::nullopt;
  std::vector<std::string_view> names;
  for (const auto& [name, value] : words) names.push_back(name);
  const std::string& word = given.word(option, names);
  return words[static_cast<std::size_t>(std::find(names.begin(), names.end(), word) - names.begin())].second;
}

constexpr auto decimal_marks = std::to_array<std::pair<std::string_view, DecimalMark>>(
    {{"comma", DecimalMark::comma}, {"point", DecimalMark::point}});
constexpr auto date_orders =
    std::to_array<std::pair<std::string_view, DateOrder>>({{"dmy", DateOrder::day_month_year},
                                                           {"mdy", DateOrder::month_day_year},
                                                           {"ymd", DateOrder::year_month_day}});

std::string time_of_day(const Arguments& given) {
  const std::string* time = given.maybe("time");
  if (time == nullptr) return {};
  if (!parse_instant("2026-01-01T" + *time + ":00Z"))
    throw UsageError(phrase("--time: \"{}\" is no time of day, as 12:00 is", *time));
  return *time;
}

LogOptions log_options(const Arguments& given) {
  LogOptions options;
  options.table = table_options(given);
  options.dialect.decimal = choice<DecimalMark>(given, "decimal", decimal_marks);
  options.dialect.decimal_stated = options.dialect.decimal.has_value();
  options.dialect.dates = choice<DateOrder>(given, "dates", date_orders);
  options.dialect.time_of_day = time_of_day(given);
  if (const std::string* zone = given.maybe("zone")) {
    options.dialect.zone = TimeZone::named(*zone);
    if (!options.dialect.zone)
      throw UsageError(phrase("--zone: this system has no time zone \"{}\"; as in Europe/Paris", *zone));
  }
  options.ignored_columns = given.all("ignore-columns");
  const auto all = std::find(options.ignored_columns.begin(), options.ignored_columns.end(), "all");
  options.ignore_unknown_columns = all != options.ignored_columns.end();
  return options;
}

/// The name of a log whose format is told, so that a usage error comes before the file is opened.
const std::string& checked(const Call& call, const std::string& name) {
  if (!call.arguments.has("mapping")) {
    for (const std::string_view option : {"with", "with-sheet"}) {
      if (call.arguments.has(option)) throw UsageError(phrase("--{} goes with --mapping", option));
    }
    const std::optional<LogFormat> format = format_told(call.arguments, name);
    if (!format) {
      throw UsageError(
          phrase("\"{}\" does not tell its format; give --format ndjson, csv or epcis, or --mapping FILE for "
                 "somebody else's table",
                 name));
    }
    if (*format == LogFormat::csv) return name;
    for (const std::string_view option :
         {"encoding", "sheet", "decimal", "dates", "zone", "time", "ignore-columns"}) {
      if (call.arguments.has(option)) {
        throw UsageError(
            phrase("--{} says how a table is read, and \"{}\" is read as JSON, which says it itself; a table "
                   "under that name: --format csv",
                   option, name));
      }
    }
    return name;
  }
  for (const std::string_view option : {"format", "decimal", "dates", "zone", "time", "ignore-columns"}) {
    if (call.arguments.has(option))
      throw UsageError(phrase("--{} goes with logs; a mapping says how its table is read", option));
  }
  return name;
}

/// The first bytes of what the file holds, unpacked; empty of a pipe, which cannot be read again.
std::string beginning_of(int input) {
  constexpr std::size_t looked_at = 4096;
  constexpr std::uint64_t packed_at_most = std::uint64_t{1} << 16U;
  if (::lseek(input, 0, SEEK_CUR) < 0) return {};
  Packing packing{};
  return read_up_to(*text_bytes(std::make_unique<PartOfFile>(input, 0, packed_at_most), packing), looked_at);
}

/// A file named `.json` is a log of JSON objects or an EPCIS document: its beginning tells.
LogFormat format_in(const Arguments& given, const std::string& name, const Descriptor& input) {
  const LogFormat told = format_told(given, name).value();
  if (told != LogFormat::ndjson || given.has("format")) return told;
  return begins_as_epcis(beginning_of(input.number())) ? LogFormat::epcis : told;
}

/// What was left out, how often, and where.
std::string left_out_text(const LeftOut& one) {
  std::string lines;
  for (const Place& place : one.places) lines += (lines.empty() ? "" : ", ") + std::to_string(place.line);
  if (!lines.empty() && one.count > one.places.size()) lines += ", …";
  const std::string what = printable(one.what);
  const std::string times = counted(one.count, phrase("time"), phrase("times"));
  if (lines.empty()) return phrase("not read: {}, {}", what, times);
  return one.count == 1 ? phrase("not read: {}, {}, line {}", what, times, lines)
                        : phrase("not read: {}, {}, lines {}", what, times, lines);
}

Json options_in(const Reading& reading) {
  Json options = Json::array();
  for (const auto& [option, value] : reading) options.push_back(option);
  return options;
}

std::string as_options(const Reading& reading) {
  std::string said;
  for (const auto& [option, value] : reading) said += (said.empty() ? "--" : ", --") + option + ' ' + value;
  return said;
}

/// The folder of the registry or, of one at an address, that of what is kept of it.
std::filesystem::path kept_beside(const Call& call) {
  return call.afar ? call.afar->registry.folder() : call.registry();
}

}  // namespace

void require_readable(const Reading& reading) { (void)log_options(Arguments().or_else(reading)); }

LogFormat format_named(std::string_view option, const std::string& word) {
  if (word == "ndjson") return LogFormat::ndjson;
  if (word == "csv") return LogFormat::csv;
  if (word == "epcis") return LogFormat::epcis;
  throw UsageError(phrase("--{}: \"{}\" is none of ndjson, csv, epcis", option, word));
}

EventLog::EventLog(const Call& call, std::size_t index, const std::string& project)
    : EventLog(call, call.arguments.positionals().at(index), project) {}

EventLog::EventLog(const Call& call, const std::string& name, const std::string& project)
    : name_(checked(call, name)), input_(open_input(name_)) {
  open(call, project);
}

EventLog::EventLog(const Call& call, const LogFile& file, const std::string& project)
    : name_(checked(call, file.name())), input_(open_to_read(file.path())) {
  open(call, project);
}

void EventLog::open(const Call& call, const std::string& project) {
  if (const std::string* mapping = call.arguments.maybe("mapping")) {
    open_mapped(call.arguments, *mapping);
  } else {
    open_log(call, project);
  }
}

void EventLog::open_log(const Call& call, const std::string& project) {
  format_ = format_in(call.arguments, name_, input_);
  if (format_ != LogFormat::csv) {
    reader_ = LogReader::open(input_.number(), format_, log_options(call.arguments));
    return;
  }
  if (!project.empty()) from_before_ = last_reading(kept_beside(call), project);
  std::erase_if(from_before_, [&](const auto& each) { return call.arguments.has(each.first); });
  const Arguments given = call.arguments.or_else(from_before_);
  settled_ = own_reading();
  std::erase_if(settled_, [&](const auto& each) { return given.has(each.first); });
  reading_.emplace();
  for (const std::string_view option : kept_options) {
    if (const std::string* value = given.maybe(option)) reading_->emplace(option, *value);
  }
  reader_ = LogReader::open(input_.number(), format_, log_options(given.or_else(settled_)));
}

void EventLog::keep_reading_of(const Call& call, const std::string& project) const {
  if (reading_) keep_reading(kept_beside(call), project, *reading_);
}

Json EventLog::reading_options(const Call& call) const {
  Json options = Json::object();
  for (const Reading& reading : {settled_, reading_.value_or(Reading())})
    for (const auto& [option, value] : reading) options[option] = value;
  for (const char* option : {"format", "sheet"})
    if (const std::string* value = call.arguments.maybe(option)) options[option] = *value;
  if (call.arguments.has("ignore-columns")) options["ignore-columns"] = call.arguments.all("ignore-columns");
  return options;
}

void EventLog::open_mapped(const Arguments& given, const std::string& mapping) {
  auto loaded = mapping_in(mapping);
  if (auto* refusals = std::get_if<Refusals>(&loaded)) {
    unfit_ = std::move(*refusals);
    return;
  }
  auto& read = *std::get_if<Mapping>(&loaded);
  for (const std::string_view option : {"accept-valid", "rejects"}) {
    if (read.xml && given.has(option)) {
      throw UsageError(
          phrase("--{}: rows of an XML file cannot be written out; correct them in the file", option));
    }
  }
  auto opened = mapped_log(given, std::move(read), input_.number(), name_);
  if (auto* refusals = std::get_if<Refusals>(&opened)) {
    unfit_ = std::move(*refusals);
    return;
  }
  auto& reader = *std::get_if<std::unique_ptr<MappedLogReader>>(&opened);
  mapped_ = reader.get();
  reader_ = std::move(reader);
}

std::vector<LeftOut> EventLog::left_out() const {
  if (mapped_ == nullptr) return reader_->left_out();
  std::vector<LeftOut> all;
  for (std::size_t i = 0; i < mapped_->left_out().size(); ++i) {
    if (mapped_->left_out()[i] > 0)
      all.push_back({mapped_->mapping().left_out[i].because, mapped_->left_out()[i], {}});
  }
  return all;
}

void EventLog::tell_left_out(Answer& answer) const {
  for (const LeftOut& one : left_out()) answer.remark(left_out_text(one));
}

Json EventLog::left_out_json() const {
  Json all = Json::array();
  for (const LeftOut& one : left_out()) {
    Json lines = Json::array();
    for (const Place& place : one.places) lines.push_back(place.line);
    all.push_back({{"count", one.count}, {"lines", std::move(lines)}, {"what", one.what}});
  }
  return all;
}

void EventLog::tell_reading(Call& call) const {
  tell_left_out(call.answer);
  if (const Json not_read = left_out_json(); !not_read.empty()) call.answer.add("not_read", not_read);
  if (mapped_ != nullptr) {
    if (const std::string text = sheet_text(mapped_->table().traits()); !text.empty())
      call.answer.remark(text);
  }
  const std::optional<TableReading> reading = reader_->table_reading();
  if (!reading || is_plain(*reading)) return;
  Json table = table_reading_json(*reading);
  if (!from_before_.empty()) table["from_before"] = options_in(from_before_);
  if (!settled_.empty()) table["settled"] = options_in(settled_);
  call.answer.add("table", table);
  call.answer.remark(table_reading_text(*reading));
  if (!from_before_.empty())
    call.answer.remark(phrase("as with the project's last table, unless you say otherwise: {}",
                              printable(as_options(from_before_))));
  if (!settled_.empty())
    call.answer.remark(phrase("as you settled it for all tables, unless you say otherwise: {}",
                              printable(as_options(settled_))));
}

std::vector<Option> with_log_options(std::vector<Option> options) {
  options.insert(options.end(),
                 {format_option,
                  encoding_option,
                  sheet_option,
                  {"decimal", "MARK", "of a table's numbers that read two ways: comma or point"},
                  {"dates", "ORDER", "of a table's dates: dmy, mdy or ymd"},
                  {"zone", "ZONE", "whose clocks wrote times without a zone, as Europe/Paris"},
                  {"time", "HH:MM", "the time of day of dates without one"},
                  {"ignore-columns", "NAME", "leave this column out; all: every unknown one", optional, true},
                  mapping_option,
                  with_option,
                  with_sheet_option});
  return options;
}

std::uint64_t EventLog::size() const {
  struct stat status {};
  const bool known = ::fstat(input_.number(), &status) == 0 && S_ISREG(status.st_mode);
  return known ? static_cast<std::uint64_t>(status.st_size) : 0;
}

}  // namespace lcl::cli
