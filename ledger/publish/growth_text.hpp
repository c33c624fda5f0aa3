// SPDX-License-Identifier: Apache-2.0
// What a bundle elsewhere grows by, as lines of text (schemas/README.md, "Growth
// of a bundle"): written from rows, and read as it comes from anyone. Knows the
// form of the lines, and not whether what they say holds.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/publish/bundle_rows.hpp"

namespace lcl {

/// Its first line: which bundle grows, from which head to which size.
struct GrowthSpan {
  std::string project;  ///< empty: a bundle of statements
  Head from;
  std::uint64_t size = 0;
};

class GrowthWriter final : public BundleRows {
 public:
  /// `out` must outlive this.
  GrowthWriter(std::ostream& out, const GrowthSpan& span);

  void disclose(std::uint64_t seq, std::string_view payload) override;
  void append(const BundleRow& row) override;
  void put_checkpoint(std::uint64_t size, std::string_view note) override;

 private:
  std::ostream& out_;
};

/// One of the lines behind the first; the views live until the next one is read.
struct GrowthLine {
  enum class Kind : std::uint8_t { disclosed, entry, checkpoint };
  Kind kind = Kind::entry;
  std::uint64_t seq = 0;                    ///< of `disclosed`
  std::string_view entry;                   ///< of `entry`
  std::optional<std::string_view> payload;  ///< of `disclosed`; of `entry` where it is not withheld
  std::string note;                         ///< of `checkpoint`
};

class GrowthReader {
 public:
  /// Reads the first line of `in`, which must outlive this. All throw Error (damaged) where a line is cut
  /// off, too long or not of its form.
  explicit GrowthReader(std::istream& in);

  [[nodiscard]] const GrowthSpan& span() const { return span_; }
  /// The next line; false at the end.
  [[nodiscard]] bool next(GrowthLine& line);
  /// Which line was read last, from 1.
  [[nodiscard]] std::uint64_t line_number() const { return line_; }

 private:
  [[nodiscard]] bool read_line(std::string_view& out);
  [[noreturn]] void malformed() const;

  std::istream& in_;
  GrowthSpan span_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what was not yet read, in the buffer
  std::uint64_t line_ = 0;
};

}  // namespace lcl
