// SPDX-License-Identifier: Apache-2.0
// Logs written in a test, and what a reader makes of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/log_options.hpp"
#include "ledger/events/log_reader.hpp"
#include "tests/tables/log_file.hpp"

namespace lcl::test {

/// All that a reader gave: events, and the refusals of all lines.
struct Reading {
  std::vector<Event> events;
  std::vector<Refused> refused;
  std::vector<LeftOut> left_out;  ///< only of EPCIS
  /// The words of all refusals, separated by blanks.
  [[nodiscard]] std::string words() const;
};
[[nodiscard]] Reading read_log(std::string_view text, LogFormat format, const LogOptions& options = {});
[[nodiscard]] inline Reading read_ndjson(std::string_view text) { return read_log(text, LogFormat::ndjson); }
[[nodiscard]] inline Reading read_csv(std::string_view text, const LogOptions& options = {}) {
  return read_log(text, LogFormat::csv, options);
}

/// Good events as JSON, one for each kind, with every field that the kind has.
[[nodiscard]] const std::vector<std::string>& full_events();
/// The same with only the fields they must have.
[[nodiscard]] const std::vector<std::string>& bare_events();

/// `text` with its one occurrence of `what` replaced.
[[nodiscard]] std::string replaced(std::string text, std::string_view what, std::string_view with);

/// The bytes of a file of the project.
[[nodiscard]] std::string file_text(const std::string& path);

}  // namespace lcl::test
