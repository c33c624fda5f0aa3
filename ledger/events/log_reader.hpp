// SPDX-License-Identifier: Apache-2.0
// Event logs in: NDJSON, tables and EPCIS, streamed in constant memory, giving the same
// events. Refusals have a place; reading goes on after them so that one pass
// reports all.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

struct LogOptions;
struct TableReading;
struct TableTraits;

enum class LogFormat {
  ndjson,
  csv,  ///< a table, in any of the forms of schemas/tables.md
  epcis
};

inline constexpr int max_event_depth = 32;

/// What a reader did not read since it means nothing to a ledger: `what` (`event: bizStep "packing"`), how
/// often, and where the first of them stand.
struct LeftOut {
  std::string what;
  std::uint64_t count = 0;
  std::vector<Place> places;
};

/// One step of reading: a good event, or a line with its refusals.
class LogReader {
 public:
  /// Reads from the file descriptor `input` (not closed here; a pipe will do, but for a workbook). Throws
  /// Error (io).
  static std::unique_ptr<LogReader> open(int input, LogFormat format);
  static std::unique_ptr<LogReader> open(int input, LogFormat format, const LogOptions& options);
  virtual ~LogReader() = default;

  enum class Step { event, refused, end };
  /// Reads the next line that is not blank. `event`: `current()` holds it.
  /// `refused`: `refusals()` holds one or more, in column order, of this line; a refusal
  /// that makes reading on impossible (a wrong header) is followed by `end`. Of `current()` only the
  /// identifiers then mean anything: those that could be read.
  [[nodiscard]] virtual Step next() = 0;

  [[nodiscard]] const Event& current() const { return event_; }
  [[nodiscard]] const std::vector<Refused>& refusals() const { return refusals_; }
  /// Where `field` of the current line stands, for refusals found later by the rules:
  /// NDJSON and EPCIS: the column of the key's value; a table: the cell, and its header.
  [[nodiscard]] virtual Place place(std::string_view field) const = 0;
  /// The current line or row, without its end, as it can be written out to be read again: of EPCIS as a line
  /// of NDJSON. Empty where there is none, as of a header that is refused. `header`: a table's, likewise.
  [[nodiscard]] virtual std::string_view line() const = 0;
  [[nodiscard]] virtual std::string_view header() const { return {}; }
  /// How the table that is read is written; null of a log that is none.
  [[nodiscard]] virtual const TableTraits* table_traits() const { return nullptr; }
  /// How the log was read, if it is a table whose header is right.
  [[nodiscard]] virtual std::optional<TableReading> table_reading() const;
  /// Bytes read so far, for progress.
  [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;
  /// What was left out so far, in the order in which it was first met; only of EPCIS.
  [[nodiscard]] const std::vector<LeftOut>& left_out() const { return left_out_; }

 protected:
  void note_left_out(std::string what, Place place);

  Event event_;
  std::vector<Refused> refusals_;

 private:
  std::vector<LeftOut> left_out_;
};

/// By the name's ending (`.csv`, `.tsv`, `.txt`, and those of workbooks; `.ndjson`, `.jsonl`, `.json`;
/// `.jsonld`,
/// `.epcis.json`), before a `.gz` or `.zst`; nothing if none of them.
[[nodiscard]] std::optional<LogFormat> format_of(std::string_view file_name) noexcept;
/// Whether a file whose name does not tell begins as an EPCIS document does; a few thousand bytes are enough.
[[nodiscard]] bool begins_as_epcis(std::string_view beginning) noexcept;

}  // namespace lcl
