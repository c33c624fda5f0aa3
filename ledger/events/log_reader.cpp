// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/log_reader.hpp"

#include <algorithm>

#include "ledger/events/log_options.hpp"
#include "ledger/events/ndjson_reader.hpp"
#include "ledger/events/table_log.hpp"

namespace lcl {

std::unique_ptr<LogReader> LogReader::open(int input, LogFormat format) { return open(input, format, {}); }

std::unique_ptr<LogReader> LogReader::open(int input, LogFormat format, const LogOptions& options) {
  if (format == LogFormat::csv) return std::make_unique<TableLog>(input, options);
  return std::make_unique<NdjsonReader>(input);
}

std::optional<TableReading> LogReader::table_reading() const { return std::nullopt; }

std::optional<LogFormat> format_of(std::string_view file_name) noexcept {
  const auto ends_with = [file_name](std::string_view ending) {
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
    return file_name.size() > ending.size() &&
           std::equal(ending.begin(), ending.end(),
                      file_name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [same](char lower, char any) { return same(any, lower); });
  };
  if (ends_with(".csv") || ends_with(".tsv") || ends_with(".txt")) return LogFormat::csv;
  if (ends_with(".ndjson") || ends_with(".jsonl") || ends_with(".json")) return LogFormat::ndjson;
  return std::nullopt;
}

}  // namespace lcl
