// SPDX-License-Identifier: Apache-2.0
#include "cli/service/journal.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "ledger/values/text.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl::cli::service {
namespace {

constexpr std::size_t most_unwritten = std::size_t{1} << 20U;
/// What a pipe that is ready takes at once (POSIX.1-2017, PIPE_BUF of Linux).
constexpr std::size_t most_of_a_write = 4096;

/// False where standard error is gone or, once the journal ends, takes nothing for a moment.
bool write_lines(std::string_view rest, const std::stop_token& stop) {
  constexpr int look_up_ms = 100;
  while (!rest.empty()) {
    pollfd ready{STDERR_FILENO, POLLOUT, 0};
    const int found = ::poll(&ready, 1, look_up_ms);
    if (found == 0 && stop.stop_requested()) return false;
    if (found <= 0) continue;
    const ssize_t written = ::write(STDERR_FILENO, rest.data(), std::min(rest.size(), most_of_a_write));
    if (written <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Journal::Journal(bool of_requests)
    : of_requests_(of_requests), thread_([this](const std::stop_token& stop) { write_on(stop); }) {}

void Journal::note(const JournalLine& line) {
  if (!of_requests_) return;
  Json json{{"address", line.address},           {"bytes", line.bytes},          {"method", line.method},
            {"microseconds", line.microseconds}, {"path", printable(line.path)}, {"status", line.status},
            {"time", to_string(now())}};
  if (!line.signer.empty()) json["key"] = line.signer;
  add(json);
}

void Journal::note_failure(const std::string& path, const std::string& why) {
  add({{"failed", printable(why)}, {"path", printable(path)}, {"time", to_string(now())}});
}

void Journal::add(const Json& line) {
  const std::string text = canonical(line) + '\n';
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + text.size() > most_unwritten) {
      ++dropped_;
      return;
    }
    waiting_ += text;
  }
  come_.notify_one();
}

void Journal::write_on(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (come_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    const std::string lines = std::exchange(waiting_, {});
    const std::uint64_t dropped = std::exchange(dropped_, 0);
    lock.unlock();
    bool is_taken = write_lines(lines, stop);
    if (dropped > 0)
      is_taken =
          is_taken && write_lines(canonical({{"dropped", dropped}, {"time", to_string(now())}}) + '\n', stop);
    if (!is_taken) return;
    lock.lock();
  }
}

}  // namespace lcl::cli::service
