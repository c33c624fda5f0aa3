// SPDX-License-Identifier: Apache-2.0
// Dates and times as people write them in tables, with the order of day, month and
// year and the time zone that a mapping tells.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/mapping/mapping.hpp"

namespace lcl {

/// A text taken apart as three numbers, a time of day and a zone, the last two of which may be missing.
struct WrittenMoment {
  bool is_one = false;
  std::array<int, 3> numbers{};
  std::array<std::size_t, 3> digits{};  ///< how many each number has
  bool has_time = false;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string_view fraction;  ///< of a second: 1 to 3 digits
  bool has_zone = false;
  std::string zone;  ///< `Z` or `+01:00`
  bool can_be_dmy = false;
  bool can_be_mdy = false;
  bool can_be_ymd = false;
};
[[nodiscard]] WrittenMoment written_moment(std::string_view text);

/// Appends the moment that `text` writes, in RFC 3339; or says why it cannot (lower case, no full stop).
[[nodiscard]] std::optional<std::string> append_moment(std::string_view text, const Mapping::Moment& moment,
                                                       std::string& out);

}  // namespace lcl
