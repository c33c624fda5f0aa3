// SPDX-License-Identifier: Apache-2.0
// The rows of a log that were refused, to be mended and read again: with all rows of their devices, since a
// device's rows stand or fall together. Of a table they are a worksheet, which says before the cells of each
// row what is wrong with it (schemas/tables.md, "Worksheet"); of other logs the lines as they were.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <ostream>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "ledger/events/log_reader.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

class RefusedRows {
 public:
  /// All rows wait in `room`, an empty file, until it is known which go out. Memory grows with the devices
  /// refused alone. All here throw Error (io).
  explicit RefusedRows(std::filesystem::path room);

  /// Takes in what `log` has just read: `devices`, the pseudonyms of its device as far as they are known, and
  /// why it is refused; nothing if it is not.
  void take(const LogReader& log, std::span<const Pseudonym> devices, const std::vector<Refused>& why);
  /// Takes none of them for refused: what is wrong is none of its rows.
  void clear_refused();

  [[nodiscard]] bool any() const { return refused_rows_ > 0; }
  /// Whether the log is a table, so that what goes out is a worksheet with a header. Known once a row was
  /// taken.
  [[nodiscard]] bool is_table() const { return form_.separator != '\0'; }
  /// Writes them, in the order of the log, in its form; how many.
  [[nodiscard]] std::uint64_t write(std::ostream& out);
  /// The same of a table as cells: those of the header, then of each row.
  [[nodiscard]] std::uint64_t write_cells(const std::function<void(const std::vector<std::string>&)>& row);

 private:
  struct Row {
    std::uint64_t number = 0;
    std::string text;
    std::vector<Pseudonym> devices;
    bool refused = false;
    std::string cells;  ///< those at fault
    std::string why;
  };
  /// How the log's table is written; a log that is none has no separator.
  struct Form {
    char separator = '\0';
    bool separator_stated = false;
    bool marked = false;
    std::string header;
  };

  void note_form(const LogReader& log);
  void add_reasons(const std::vector<Refused>& why);
  void put_away();
  [[nodiscard]] bool goes_out(const Row& row) const;
  void write_header(std::ostream& out) const;
  void write_row(const Row& row, std::ostream& out) const;
  /// Hands on those that go out; how many.
  std::uint64_t for_each_that_goes_out(const std::function<void(const Row& row)>& take);

  std::filesystem::path room_;
  std::ofstream rows_;
  bool form_known_ = false;
  Form form_;
  Row row_;  ///< the last one, to which further events of it are added
  std::unordered_set<Pseudonym> devices_;
  std::uint64_t refused_rows_ = 0;
};

}  // namespace lcl
