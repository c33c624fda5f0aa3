// SPDX-License-Identifier: Apache-2.0
// Instants (UTC, milliseconds) and calendar parts of them. Time zones stop at
// the reader: inside, every instant is UTC.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lcl {

/// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted; years
/// 0001 to 9999.
struct Instant {
  std::int64_t milliseconds = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

inline constexpr std::int64_t day_ms = 86'400'000;

/// The fixed form of the ledger: `2026-02-02T09:15:00.000Z`.
[[nodiscard]] std::string to_string(Instant instant);
void append_instant(Instant instant, std::string& out);
/// Nothing unless `text` is exactly that form and a date that exists.
[[nodiscard]] std::optional<Instant> parse_canonical_instant(std::string_view text) noexcept;

/// RFC 3339 as logs write it: `T` or one space between date and time, 0 to 3
/// fractional digits, `Z` or a numeric offset (which must be there: a local
/// time without a zone is nothing). Lower-case `t` and `z` are accepted; a leap second (`:60`) is not.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text) noexcept;

/// A calendar date `2026-02-02`, as the start of that day in UTC.
[[nodiscard]] std::optional<Instant> parse_date(std::string_view text) noexcept;
[[nodiscard]] std::string date_of(Instant instant);

/// Calendar year of `instant` in UTC: its vintage.
[[nodiscard]] int year_of(Instant instant) noexcept;
/// Months since year 0: `year * 12 + (month - 1)`.
[[nodiscard]] int month_of(Instant instant) noexcept;
/// `2026-02` of a value of month_of.
[[nodiscard]] std::string month_text(int month);
/// First instant of a value of month_of, or of a year.
[[nodiscard]] Instant start_of_month(int month) noexcept;
[[nodiscard]] Instant start_of_year(int year) noexcept;

/// A half-open span of time: `from` ≤ t < `to`.
struct Period {
  Instant from;
  Instant to;
  friend auto operator<=>(const Period&, const Period&) = default;
  [[nodiscard]] bool contains(Instant instant) const noexcept { return from <= instant && instant < to; }
};

/// `2026` (a year), `2026-02` (a month), or `FROM/TO` where each is a date, a month, a year or
/// a canonical instant and TO is exclusive (`2026-01-01/2026-07-01`). Nothing if malformed or
/// inverted or empty, or if it ends where no instant is: neither `9999` nor `9999-12` is a period.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text) noexcept;
[[nodiscard]] std::string to_string(const Period& period);

/// The system's clock.
[[nodiscard]] Instant now() noexcept;

}  // namespace lcl
