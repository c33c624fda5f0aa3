// SPDX-License-Identifier: Apache-2.0
// Whether all is in the ledger: what an auditor drew from a book outside it and
// looked for in it. Plain data, as in records.hpp.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/registry/sample_records.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// The most devices of a book, so that a projection stays within 128 bits.
inline constexpr std::uint64_t longest_book = 100'000'000;

struct CompletenessRecord {
  std::uint64_t seq = 0;
  Period period;  ///< of the reports that it names together; they follow one another
  Book book{};
  std::uint64_t listed = 0;  ///< devices in the book, of the period
  std::uint64_t drawn = 0;   ///< of these
  std::uint64_t found = 0;   ///< of those drawn, that the ledger has as the book has them
  Decimal omitted;           ///< what the others take away from the reduction, kgCO2e
  std::string auditor;       ///< party
  Digest document;
  std::string reason{};  ///< for which it takes the place of the one before; empty in the first
  SignedWith with{};
  [[nodiscard]] bool is_short() const { return found < drawn; }
  /// ⌈omitted × listed ÷ drawn⌉, rounded up at the ninth digit: of the whole book.
  [[nodiscard]] Decimal projected() const;
  [[nodiscard]] bool covers(const Period& other) const {
    return period.from <= other.from && other.to <= period.to;
  }
  [[nodiscard]] bool overlaps(const Period& other) const {
    return period.from < other.to && other.from < period.to;
  }
  /// Whether both are of one auditor's work on the same book.
  [[nodiscard]] bool is_like(const CompletenessRecord& other) const {
    return auditor == other.auditor && book == other.book;
  }
};

}  // namespace lcl
