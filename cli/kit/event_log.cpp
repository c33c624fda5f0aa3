// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/event_log.hpp"

#include <sys/stat.h>

#include <optional>

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
  (void)format(call.arguments, name);
  return name;
}

}  // namespace

EventLog::EventLog(const Call& call, std::size_t index)
    : EventLog(call, call.arguments.positionals().at(index)) {}

EventLog::EventLog(const Call& call, const std::string& name)
    : name_(checked(call, name)),
      input_(open_input(name_)),
      reader_(LogReader::open(input_.number(), format(call.arguments, name_))) {}

std::uint64_t EventLog::size() const {
  struct stat status {};
  const bool known = ::fstat(input_.number(), &status) == 0 && S_ISREG(status.st_mode);
  return known ? static_cast<std::uint64_t>(status.st_size) : 0;
}

}  // namespace lcl::cli
