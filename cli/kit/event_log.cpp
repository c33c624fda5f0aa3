// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/event_log.hpp"

#include <sys/stat.h>

#include <optional>
#include <utility>
#include <variant>

#include "ledger/texts/figures.hpp"

namespace lcl::cli {
namespace {

LogFormat format(const Arguments& given, const std::string& name) {
  if (const std::string* word = given.maybe("format")) {
    if (*word == "ndjson") return LogFormat::ndjson;
    if (*word == "csv") return LogFormat::csv;
    throw UsageError("--format: \"" + *word + "\" is neither ndjson nor csv");
  }
  if (const std::optional<LogFormat> by_name = format_of(name)) return *by_name;
  throw UsageError("\"" + name + "\" does not tell its format; give --format ndjson or csv");
}

/// The name of a log whose format is told, so that a usage error comes before the file is opened.
const std::string& checked(const Call& call, const std::string& name) {
  if (!call.arguments.has("mapping")) {
    if (call.arguments.has("with")) throw UsageError("--with goes with --mapping");
    (void)format(call.arguments, name);
  } else if (call.arguments.has("format")) {
    throw UsageError("--format goes with logs; a table that is read through a mapping tells its form");
  }
  return name;
}

}  // namespace

EventLog::EventLog(const Call& call, std::size_t index)
    : EventLog(call, call.arguments.positionals().at(index)) {}

EventLog::EventLog(const Call& call, const std::string& name)
    : name_(checked(call, name)), input_(open_input(name_)) {
  if (const std::string* mapping = call.arguments.maybe("mapping")) {
    open_mapped(call.arguments, *mapping);
  } else {
    reader_ = LogReader::open(input_.number(), format(call.arguments, name_));
  }
}

void EventLog::open_mapped(const Arguments& given, const std::string& mapping) {
  auto loaded = mapping_in(mapping);
  if (auto* refusals = std::get_if<Refusals>(&loaded)) {
    unfit_ = std::move(*refusals);
    return;
  }
  auto& read = *std::get_if<Mapping>(&loaded);
  if (read.xml && given.has("accept-valid")) {
    throw UsageError("--accept-valid: rows of an XML file cannot be written out; correct them in the file");
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

std::string EventLog::left_out_text() const {
  std::string text;
  if (mapped_ == nullptr) return text;
  for (std::size_t i = 0; i < mapped_->left_out().size(); ++i) {
    const std::uint64_t rows = mapped_->left_out()[i];
    if (rows == 0) continue;
    if (!text.empty()) text += '\n';
    text += counted(rows, "row") + " left out: " + printable(mapped_->mapping().left_out[i].because);
  }
  return text;
}

std::uint64_t EventLog::size() const {
  struct stat status {};
  const bool known = ::fstat(input_.number(), &status) == 0 && S_ISREG(status.st_mode);
  return known ? static_cast<std::uint64_t>(status.st_size) : 0;
}

}  // namespace lcl::cli
