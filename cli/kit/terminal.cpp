// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/terminal.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <iostream>

#include "cli/kit/options.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::chrono::milliseconds quiet_for{1000};
constexpr std::chrono::milliseconds between_updates{200};

std::atomic<bool> progress_is_shown = true;

bool is_set(const char* variable) {
  const char* const value =
      std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return value != nullptr && *value != '\0';
}

/// The controlling terminal, with echo off while this lives.
class SilentTerminal {
 public:
  explicit SilentTerminal(const std::string& prompt)
      : descriptor_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
    if (descriptor_ < 0 || ::tcgetattr(descriptor_, &before_) != 0) {
      close();
      throw Error(Obstacle::unavailable,
                  phrase("{}: there is no terminal to ask on; give --passphrase-file", prompt));
    }
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(descriptor_, TCSAFLUSH, &silent);
    write(prompt + ": ");
  }
  ~SilentTerminal() {
    ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
    write("\n");
    close();
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

  [[nodiscard]] std::string line() const {
    std::string text;
    char letter = 0;
    while (::read(descriptor_, &letter, 1) == 1 && letter != '\n') text += letter;
    return text;
  }

 private:
  void write(std::string_view text) const {
    if (::write(descriptor_, text.data(), text.size()) < 0) {
      throw Error(Obstacle::io, phrase("cannot write to the terminal"));
    }
  }
  void close() const {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  int descriptor_;
  termios before_{};
};

}  // namespace

bool can_ask() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

std::string ask_for(std::string_view question, const std::string& otherwise,
                    std::string (*fault_of)(const std::string& answer)) {
  while (true) {
    std::cerr << question << (otherwise.empty() ? "" : " [" + otherwise + ']') << ": " << std::flush;
    std::string answer;
    if (!std::getline(std::cin, answer)) throw UsageError(phrase("no answer was given"));
    if (answer.empty()) answer = otherwise;
    const std::string fault = fault_of(answer);
    if (fault.empty()) return answer;
    std::cerr << "  " << printable(fault) << '\n';
  }
}

Style::Style(int descriptor) : on_(::isatty(descriptor) == 1 && !is_set("NO_COLOR")) {
  const char* const terminal =
      std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  if (terminal == nullptr || std::string_view(terminal) == "dumb") on_ = false;
}

std::string Style::wrapped(const char* code, std::string_view text) const {
  if (!on_) return std::string(text);
  return std::string("\x1b[") + code + 'm' + std::string(text) + "\x1b[0m";
}

ProgressLine::ProgressLine()
    : on_(progress_is_shown && ::isatty(STDERR_FILENO) == 1), next_(Clock::now() + quiet_for) {}

void ProgressLine::keep_quiet() noexcept { progress_is_shown = false; }

ProgressLine::~ProgressLine() {
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
}

void ProgressLine::show(std::string_view stage, std::uint64_t done, std::uint64_t total) {
  if (!on_ || Clock::now() < next_) return;
  next_ = Clock::now() + between_updates;
  shown_ = true;
  const std::string so_far =
      total > 0 ? phrase("{} of {} ({} %)", whole(done), whole(total), done * 100 / total) : whole(done);
  std::cerr << "\r\x1b[K" << stage << ": " << so_far << std::flush;
}

std::string ask_hidden(const std::string& prompt) { return SilentTerminal(prompt).line(); }

}  // namespace lcl::cli
