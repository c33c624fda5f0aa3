// SPDX-License-Identifier: Apache-2.0
// An event log that a command was given, opened.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/kit/command.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/last_reading.hpp"
#include "cli/kit/log_file.hpp"
#include "cli/kit/mapping_file.hpp"
#include "cli/kit/options.hpp"
#include "ledger/events/log_reader.hpp"

namespace lcl::cli {

/// The option --format of a command that reads a log.
inline constexpr Option format_option{"format", "FORMAT",
                                      "ndjson, csv or epcis, if the file's name does not tell"};
/// The format that `word` names. Throws UsageError, which names `option`, if it is none.
[[nodiscard]] LogFormat format_named(std::string_view option, const std::string& word);

/// `options` and, behind them, what says how a log is to be read: --format, --mapping, --with, and
/// --encoding, --decimal,
/// --dates, --zone, --time and --ignore-columns for a log that is a table.
[[nodiscard]] std::vector<Option> with_log_options(std::vector<Option> options);

/// Throws UsageError where an option of `reading` has a value that it cannot have.
void require_readable(const Reading& reading);

/// A log, opened, and how to tell how far it has been read.
class EventLog {
 public:
  /// The positional at `index`: a table, through the mapping of --mapping, or in the format of --format or of
  /// its name. Of a table, what no option says is taken from the last one of `project`, or else from what the
  /// user has settled (last_reading). Throws UsageError if nothing tells the format.
  EventLog(const Call& call, std::size_t index, const std::string& project = {});
  /// The same of a file named otherwise.
  EventLog(const Call& call, const std::string& name, const std::string& project = {});
  /// The same of a file that is read more than once.
  EventLog(const Call& call, const LogFile& file, const std::string& project = {});

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Why it cannot be read: what is wrong with the mapping of --mapping, or with a table that it looks up.
  [[nodiscard]] const std::optional<Refusals>& unfit() const { return unfit_; }
  /// Only of a log that is not unfit.
  [[nodiscard]] LogReader& reader() { return *reader_; }
  [[nodiscard]] bool is_mapped() const { return mapped_ != nullptr; }
  /// Of a log that is not read through a mapping.
  [[nodiscard]] LogFormat format() const { return format_; }
  /// Says to people what the reader or the mapping left out.
  void tell_left_out(Answer& answer) const;
  /// The same as a list of `what`, `count` and the first `lines`.
  [[nodiscard]] Json left_out_json() const;
  /// Says what was left out, if anything, and how a table was read, unless it is plain: in lines for people,
  /// and as the members `not_read` and `table` of answers.
  void tell_reading(Call& call) const;
  /// Keeps how the table was read for the next one of `project`, where it was not read through a mapping.
  void keep_reading_of(const Call& call, const std::string& project) const;
  /// What it is read by, as the options of the call and from before have it: for who reads the same log.
  [[nodiscard]] Json reading_options(const Call& call) const;
  /// In bytes; 0 if it is not known.
  [[nodiscard]] std::uint64_t size() const;

 private:
  [[nodiscard]] std::vector<LeftOut> left_out() const;
  void open(const Call& call, const std::string& project);
  void open_log(const Call& call, const std::string& project);
  void open_mapped(const Arguments& given, const std::string& mapping);

  std::string name_;
  Descriptor input_;
  LogFormat format_ = LogFormat::ndjson;
  std::unique_ptr<LogReader> reader_;
  const MappedLogReader* mapped_ = nullptr;  ///< reader_, if it is one
  std::optional<Refusals> unfit_;
  std::optional<Reading> reading_;  ///< what was said of a table, now or before
  Reading from_before_;             ///< those that were said before alone
  Reading settled_;                 ///< by the user, for all tables; neither said now nor before
};

}  // namespace lcl::cli
