// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/waiting.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

namespace lcl {
namespace {

namespace fs = std::filesystem;

// The one thing that is set for the whole program: locks are taken at every depth, by code that knows of no
// terminal.
std::atomic<WaitNotice> who_says_it = nullptr;

/// Where SQLite locks a file, of whatever length (its file format, "The Lock-Byte Page").
constexpr std::string_view database_locks_begin = "10737418";

/// A line of /proc/locks (proc(5)): `1: POSIX  ADVISORY  WRITE 1234 08:01:77 1073741825 1073741825`.
struct HeldLock {
  bool is_exclusive = false;
  bool is_of_database = false;
  pid_t process = 0;
  ino_t file = 0;
};

std::optional<HeldLock> held_lock(const std::string& line) {
  std::istringstream words(line);
  std::string number, kind, how, access, place, first;
  HeldLock held;
  if (!(words >> number >> kind >> how >> access >> held.process >> place >> first)) return std::nullopt;
  const char* const end = place.data() + place.size();
  if (std::from_chars(place.data() + place.rfind(':') + 1, end, held.file).ptr != end) return std::nullopt;
  held.is_exclusive = access == "WRITE";
  held.is_of_database = first.starts_with(database_locks_begin);
  return held;
}

/// `lcl submit`: what a process was started as, and its first argument.
std::string command_of(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/cmdline");
  std::string program, argument;
  if (!std::getline(file, program, '\0')) return {};
  std::getline(file, argument, '\0');
  program = fs::path(program).filename().string();
  return argument.empty() ? program : program + ' ' + argument;
}

/// The holder of a lock on one of `files`; nothing where the system does not tell.
std::string holder_of(const std::vector<ino_t>& files, bool is_database) {
  std::optional<HeldLock> found;
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    const std::optional<HeldLock> held = held_lock(line);
    if (!held || held->process <= 0 || held->process == ::getpid()) continue;
    if (std::find(files.begin(), files.end(), held->file) == files.end()) continue;
    if (is_database && !held->is_of_database) continue;
    if (!found || (held->is_exclusive && !found->is_exclusive)) found = held;
  }
  if (!found) return {};
  const std::string command = command_of(found->process);
  return " (process " + std::to_string(found->process) + (command.empty() ? "" : ": " + command) + ')';
}

std::vector<ino_t> open_files() {
  std::vector<ino_t> files;
  std::error_code ended;
  for (fs::directory_iterator at("/proc/self/fd", ended), end; !ended && at != end; at.increment(ended)) {
    struct stat status {};
    if (::stat(at->path().c_str(), &status) == 0 && S_ISREG(status.st_mode)) files.push_back(status.st_ino);
  }
  return files;
}

void say(std::string_view what, const std::vector<ino_t>& files, bool is_database) {
  if (const WaitNotice notice = who_says_it) notice(std::string(what) + holder_of(files, is_database));
}

}  // namespace

void say_waits_with(WaitNotice notice) noexcept { who_says_it = notice; }

void say_waiting_for(std::string_view what, int file) {
  struct stat status {};
  if (::fstat(file, &status) == 0) say(what, {status.st_ino}, false);
}

void say_waiting_for_database(std::string_view what) { say(what, open_files(), true); }

}  // namespace lcl
