// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/log_reader.hpp"

#include <algorithm>
#include <utility>

#include "ledger/events/epcis/epcis_reader.hpp"
#include "ledger/events/log_options.hpp"
#include "ledger/events/ndjson_reader.hpp"
#include "ledger/events/table_log.hpp"

namespace lcl {

std::unique_ptr<LogReader> LogReader::open(int input, LogFormat format) { return open(input, format, {}); }

std::unique_ptr<LogReader> LogReader::open(int input, LogFormat format, const LogOptions& options) {
  if (format == LogFormat::csv) return std::make_unique<TableLog>(input, options);
  if (format == LogFormat::epcis) return std::make_unique<EpcisReader>(input);
  return std::make_unique<NdjsonReader>(input);
}

std::optional<TableReading> LogReader::table_reading() const { return std::nullopt; }

void LogReader::note_left_out(std::string what, Place place) {
  constexpr std::size_t most_kinds = 100;
  constexpr std::size_t most_places = 20;
  const auto of_kind = [&what](const LeftOut& one) { return one.what == what; };
  auto found = std::find_if(left_out_.begin(), left_out_.end(), of_kind);
  if (found == left_out_.end() && left_out_.size() >= most_kinds) {
    what = "other";
    found = std::find_if(left_out_.begin(), left_out_.end(), of_kind);
  }
  if (found == left_out_.end()) found = left_out_.insert(found, LeftOut{std::move(what), 0, {}});
  ++found->count;
  if (found->places.size() < most_places) found->places.push_back(std::move(place));
}

std::optional<LogFormat> format_of(std::string_view file_name) noexcept {
  const auto ends_with = [file_name](std::string_view ending) {
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
    return file_name.size() > ending.size() &&
           std::equal(ending.begin(), ending.end(),
                      file_name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [same](char lower, char any) { return same(any, lower); });
  };
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (ends_with(packed)) return format_of(file_name.substr(0, file_name.size() - packed.size()));
  }
  for (const std::string_view table : {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"}) {
    if (ends_with(table)) return LogFormat::csv;
  }
  if (ends_with(".jsonld") || ends_with(".epcis.json")) return LogFormat::epcis;
  if (ends_with(".ndjson") || ends_with(".jsonl") || ends_with(".json")) return LogFormat::ndjson;
  return std::nullopt;
}

bool begins_as_epcis(std::string_view beginning) noexcept {
  const std::size_t first = beginning.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || beginning[first] != '{') return false;
  return beginning.find("\"EPCISDocument\"") != std::string_view::npos ||
         beginning.find("\"EPCISQueryDocument\"") != std::string_view::npos;
}

}  // namespace lcl
