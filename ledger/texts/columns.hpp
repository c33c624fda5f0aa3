// SPDX-License-Identifier: Apache-2.0
// Aligned columns of text for people: what every table on a terminal is made of.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace lcl {

enum class Align { left, right };

/// Rows of cells, each column as wide as its widest cell (in code points), two blanks between.
class Columns {
 public:
  explicit Columns(std::vector<Align> alignment) : alignment_(std::move(alignment)) {}

  /// At most as many cells as there are columns; they are shown as `printable` has them.
  void row(std::vector<std::string> cells);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  /// The lines, each ended by LF and begun by `indent` blanks; no trailing blanks.
  [[nodiscard]] std::string text(std::size_t indent = 0) const;

 private:
  std::vector<Align> alignment_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace lcl
