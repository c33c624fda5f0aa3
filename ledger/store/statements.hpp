// SPDX-License-Identifier: Apache-2.0
// Statements read back from a log, walked from one to the next, and what they
// put on record: the state of a registry at any point of its log.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/registry/kept_records.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/store/authenticated_log.hpp"

namespace lcl {

/// A statement as it stands in a log.
struct RecordedStatement {
  std::uint64_t seq = 0;
  Instant time;
  StatementChain::Links links;
  Statement statement;
};

/// The statement that stands at `seq` in the registry named `origin`. Throws Error (damaged) where none can
/// be read there, or as AuthenticatedLog::entry.
[[nodiscard]] RecordedStatement statement_at(const AuthenticatedLog& log, const std::string& origin,
                                             std::uint64_t seq);

/// Whether signatures are verified while statements are replayed, or were when the log was opened.
enum class Signatures : std::uint8_t { verify, verified_before };

/// The statements of a log and what they have put on record so far.
class Registrations {
 public:
  explicit Registrations(Signatures signatures) : signatures_(signatures) {}

  [[nodiscard]] const RegistryState& state() const { return state_; }
  [[nodiscard]] const StatementChain& chain() const { return chain_; }
  [[nodiscard]] RegistryState take_state() && { return std::move(state_); }

  /// Goes on to the first `size` entries of `log`, of the registry named `origin`. Each statement is found
  /// where those before it put it, and its signature, its role and its preconditions are judged again; that
  /// it was signed on a head of this log, and once only, is left to `verify`. Throws Error (damaged) where
  /// that does not hold, or `size` is not the end of a statement with its events. How many it took.
  std::uint64_t go_on(const AuthenticatedLog& log, const std::string& origin, std::uint64_t size);

  /// Both as bytes that this very program reads back, and back from them: see kept_records.hpp.
  [[nodiscard]] std::string to_bytes() const { return bytes_of_records(state_, chain_); }
  void read(std::string_view bytes) { read_records(bytes, state_, chain_); }

  /// Takes over a statement that was appended.
  void take(std::uint64_t seq, const Statement& statement, Instant time);

 private:
  Signatures signatures_;
  RegistryState state_;
  StatementChain chain_;
};

/// The state after the first `size` entries of a log that was opened, so that its signatures are verified.
[[nodiscard]] RegistryState state_at(const AuthenticatedLog& log, const std::string& origin,
                                     std::uint64_t size);

/// Which statements a walk leads to: all, or those on the matter of the one that it starts from (matter_of).
enum class Walk : std::uint8_t { all_statements, one_matter };

/// Calls `visit` for statements from `last` back to the first, until it answers false.
void walk_back(const AuthenticatedLog& log, const std::string& origin, std::optional<std::uint64_t> last,
               Walk along, const std::function<bool(const RecordedStatement&)>& visit);

}  // namespace lcl
