// SPDX-License-Identifier: Apache-2.0
// Obstacles and bugs. An answer (a refusal, a finding) is a value and never
// travels through this file; only what kept us from answering does. An obstacle
// is caught where the program ends, in `main`. On its way there, what was begun
// is undone (store/writer) and it is thrown on. Two exceptions: to audit/, whose
// subject that is, something stored that is damaged is a finding; and a stated
// figure that the entries do not give is one that differs (replay/recomputation).
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace lcl {

/// What kind of obstacle stood in the way; the word is public (`--json`).
enum class Obstacle {
  io,              ///< a file or folder could not be read or written
  storage,         ///< SQLite refused or failed
  busy,            ///< another writer holds the ledger and did not finish in time
  cryptography,    ///< OpenSSL failed, or a key could not be loaded
  not_a_registry,  ///< the folder holds no registry
  newer_format,    ///< the ledger was written by a newer format version
  damaged,         ///< what is stored cannot be what was written; `verify` says more
  arithmetic,      ///< a figure left the range of Decimal
  unavailable,     ///< what the question needs is not here (withheld, not on this machine)
};

[[nodiscard]] std::string_view word(Obstacle obstacle) noexcept;

/// Thrown when a question could not be answered. `what()` says what was being
/// done, to what, and what to do about it; lower case, no full stop.
class Error : public std::runtime_error {
 public:
  Error(Obstacle obstacle, const std::string& message) : std::runtime_error(message), obstacle_(obstacle) {}
  [[nodiscard]] Obstacle obstacle() const noexcept { return obstacle_; }

 private:
  Obstacle obstacle_;
};

/// Stops the program, in release builds too, when `condition` is false: a bug
/// of ours must not go on to write.
void invariant(bool condition, const char* message) noexcept;

}  // namespace lcl
