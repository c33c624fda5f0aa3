// SPDX-License-Identifier: Apache-2.0
// Bytes, line by line, in constant memory: large reads, and lines as views into
// the buffer. Knows quotes only where asked to, for the rows of delimited text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "ledger/tables/byte_source.hpp"

namespace lcl {

inline constexpr std::size_t max_line_bytes = 1U << 20U;
/// Readable bytes behind every line, for readers that look at several at once.
inline constexpr std::size_t line_padding = 64;

enum class LineEnds {
  any_line_feed,  ///< NDJSON: every LF ends a line
  unquoted,       ///< delimited text: an LF between double quotes is part of the row
};

class LineSource {
 public:
  LineSource(std::unique_ptr<ByteSource> bytes, LineEnds ends);

  enum class Step {
    line,
    too_long,    ///< over max_line_bytes: skipped, to its end
    quote_open,  ///< (unquoted) the input ends inside a quote: the row's first line; what follows it is read
                 ///< anew
    end,
  };
  /// Throws Error (io) if reading fails.
  [[nodiscard]] Step next();

  /// The line without its LF or CR LF, until the next call; line_padding readable bytes follow it. Empty if
  /// too long.
  [[nodiscard]] std::string_view line() const { return line_; }
  /// Number of the line that `line()` starts on, from 1.
  [[nodiscard]] std::uint64_t number() const { return number_; }
  /// Whether the line holds a double quote; only known where ends are `unquoted`.
  [[nodiscard]] bool has_quotes() const { return has_quotes_; }
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_->bytes_taken(); }
  /// At the end: why it came before that of the file; null if it did not.
  [[nodiscard]] const Refused* fault() const { return bytes_->fault(); }

 private:
  /// Offset behind the line feed that ends the line at `begin_`; 0 if it is not in the buffer. Goes on where
  /// it last stopped.
  [[nodiscard]] std::size_t find_end();
  /// Reads more behind `end_`; false at the end of the input.
  bool fill();
  /// Makes the next `size` bytes the line, or says that it is too long.
  Step take(std::size_t size);
  Step skip_long_line();

  std::unique_ptr<ByteSource> bytes_;
  bool honour_quotes_;
  bool at_end_of_input_ = false;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;    ///< of what no line has taken yet
  std::size_t scanned_ = 0;  ///< up to where find_end has looked, from begin_
  std::size_t end_ = 0;      ///< of what has been read
  bool in_quotes_ = false;   ///< at scanned_
  bool has_quotes_ = false;
  std::uint64_t breaks_ = 0;  ///< line feeds between begin_ and scanned_
  std::uint64_t next_number_ = 1;

  std::string_view line_;
  std::uint64_t number_ = 0;
};

}  // namespace lcl
