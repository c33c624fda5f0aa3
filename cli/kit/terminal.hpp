// SPDX-License-Identifier: Apache-2.0
// What only a terminal gets: colours, a progress line, questions without echo.
// On anything else each of these is plain text or nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace lcl::cli {

/// Whether somebody sits at both ends: standard input and standard error are terminals.
[[nodiscard]] bool can_ask();
/// Asks there for a line, again and again until `fault_of` finds nothing wrong with it; `otherwise` stands
/// for an empty one. Throws UsageError where no line comes any more.
[[nodiscard]] std::string ask_for(std::string_view question, const std::string& otherwise,
                                  std::string (*fault_of)(const std::string& answer));

/// Emphasis for one file descriptor; none unless it is a terminal, and none with NO_COLOR (no-color.org).
class Style {
 public:
  explicit Style(int descriptor);
  [[nodiscard]] std::string bad(std::string_view text) const { return wrapped("1;31", text); }
  [[nodiscard]] std::string good(std::string_view text) const { return wrapped("1;32", text); }
  [[nodiscard]] std::string faint(std::string_view text) const { return wrapped("2", text); }

 private:
  [[nodiscard]] std::string wrapped(const char* code, std::string_view text) const;
  bool on_ = false;
};

/// One line on standard error that says how far long work is; shown once it has lasted a second, and
/// wiped when it ends. Nothing unless standard error is a terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Nothing is shown from now on: the work is somebody else's, elsewhere.
  static void keep_quiet() noexcept;

  /// `total` 0: not known.
  void show(std::string_view stage, std::uint64_t done, std::uint64_t total);

 private:
  using Clock = std::chrono::steady_clock;
  bool on_ = false;
  bool shown_ = false;
  Clock::time_point next_;
};

/// Asks on the terminal, without echo. Throws Error (unavailable) if there is none.
[[nodiscard]] std::string ask_hidden(const std::string& prompt);

}  // namespace lcl::cli
