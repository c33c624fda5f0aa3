// SPDX-License-Identifier: Apache-2.0
// The file of --rejects or --accept-valid, wherever the registry is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/kit/command.hpp"
#include "cli/kit/files.hpp"
#include "ledger/intake/refused_rows.hpp"

namespace lcl::cli {

/// The refused rows of a log on their way to that file, if one is to be written.
class Rejects {
 public:
  explicit Rejects(const Call& call);

  /// To be handed what is read; null if nothing is to be written.
  [[nodiscard]] RefusedRows* rows() { return rows_ ? &*rows_ : nullptr; }
  /// Writes what was refused, if anything was, under another name still.
  void settle();
  /// Puts what was settled in its place; and a line that says so, if anything was.
  [[nodiscard]] std::string keep(Call& call);

 private:
  void open(const Arguments& given, const std::string& file);
  [[nodiscard]] bool is_workbook() const;

  std::string name_;
  std::optional<OutputFile> file_;
  std::optional<TemporaryFile> room_;
  std::optional<RefusedRows> rows_;
  std::uint64_t written_ = 0;
};

}  // namespace lcl::cli
