// SPDX-License-Identifier: Apache-2.0
// A time zone of the tz database, read from its compiled file (RFC 9636): which
// offsets from UTC a local time can have, one as a rule, none where clocks skip it,
// two where they show it twice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lcl {

class TimeZone {
 public:
  /// The zone `name` (`Europe/Paris`) in /usr/share/zoneinfo, or in the folder that TZDIR names; nothing if
  /// there is none of that name, or its file is not one of version 2 or later.
  [[nodiscard]] static std::optional<TimeZone> named(std::string_view name);
  /// From the bytes of such a file.
  [[nodiscard]] static std::optional<TimeZone> read(std::string_view file);

  /// As the database has it; empty if it was read from bytes.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// In seconds east of UTC, at `utc` seconds since 1970.
  [[nodiscard]] std::int64_t offset_at(std::int64_t utc) const;
  /// Those that clocks showing `local`, counted like seconds of UTC, can have: at most two, the earlier
  /// instant first.
  [[nodiscard]] std::vector<std::int64_t> offsets_of_local(std::int64_t local) const;

 private:
  /// When clocks change each year: `M3.5.0/2` of the file's footer.
  struct Change {
    int month = 0;
    int week = 0;
    int weekday = 0;
    std::int64_t seconds = 0;  ///< after midnight, local
    [[nodiscard]] std::int64_t local_in(int year) const;
  };
  /// What holds after the last transition.
  struct Rule {
    std::int64_t standard = 0;
    std::int64_t summer = 0;
    std::optional<Change> to_summer;  ///< none: no summer time
    Change to_standard;
    [[nodiscard]] std::int64_t offset_at(std::int64_t utc) const;
  };
  static std::optional<Rule> read_rule(std::string_view footer);

  std::string name_;
  std::vector<std::int64_t> transitions_;
  std::vector<std::int64_t> offsets_;  ///< before the first transition, then behind each
  std::optional<Rule> rule_;
};

}  // namespace lcl
