// SPDX-License-Identifier: Apache-2.0
// Where the statements of a log stand, and how each points back to the one
// before it (schemas/README.md, "Entry"): so that they are walked from entry 0
// without an index, and back from the last.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/registry/statement.hpp"

namespace lcl {

/// The matter that a statement is on: its project; of others `keys` for those that change keys, `registry`
/// for the rest.
[[nodiscard]] std::string_view matter_of(std::string_view kind, std::string_view project) noexcept;

/// Whether a statement changes who may sign.
[[nodiscard]] bool is_on_keys(std::string_view kind) noexcept;

/// The number of events that follow a statement of `kind`: `act.count` of a submission, else 0. A count that
/// is none is 0.
[[nodiscard]] std::uint64_t events_after(std::string_view kind, const Json& act) noexcept;

/// The statements of a log so far.
class StatementChain {
 public:
  /// What the entry of the next statement names.
  struct Links {
    std::optional<std::uint64_t> previous;  ///< the statement before it
    std::optional<std::uint64_t> on;        ///< the one before it on the same matter
    friend bool operator==(const Links&, const Links&) = default;
  };

  /// The place of the next statement: behind the last one and the events that it brought.
  [[nodiscard]] std::uint64_t next() const { return next_; }
  /// Of the last one.
  [[nodiscard]] std::optional<std::uint64_t> last() const { return last_; }
  [[nodiscard]] Links links(std::string_view kind, std::string_view project) const;

  /// Takes the next statement, at `seq`, which `events` events follow.
  void take(std::uint64_t seq, std::string_view kind, std::string_view project, std::uint64_t events);

 private:
  std::uint64_t next_ = 0;
  std::optional<std::uint64_t> last_;
  std::map<std::string, std::uint64_t, std::less<>> last_on_;  // by matter
};

}  // namespace lcl
