// SPDX-License-Identifier: Apache-2.0
// The log read back, entry by entry.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "ledger/store/open_ledger.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

struct LoggedEntry {
  std::uint64_t seq = 0;
  Instant time;
  std::string kind;
  std::string project;
  std::optional<Pseudonym> device;
  std::string entry;                   ///< canonical bytes
  std::optional<std::string> payload;  ///< canonical bytes
};

/// What to read: all that match.
struct LogQuery {
  std::uint64_t from = 0;
  std::uint64_t to = ~std::uint64_t{0};  ///< exclusive
  std::string project;                   ///< empty: all
  std::string kind;                      ///< empty: all
  bool statements_only = false;
  std::uint64_t limit = ~std::uint64_t{0};  ///< how many of them, the first
};

/// Calls `entry` for those below the head that match, in order. Throws Error (damaged) where one cannot be
/// read.
void read_log(const OpenLedger& ledger, const LogQuery& query,
              const std::function<void(const LoggedEntry&)>& entry);

}  // namespace lcl
