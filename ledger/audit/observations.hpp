// SPDX-License-Identifier: Apache-2.0
// What an examiner looks at: a project's standing events, each with when it
// happened, when it was recorded, and what can be counted of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/figures/cycle.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

struct Observation {
  std::uint64_t seq = 0;
  Instant occurred_at;
  Instant recorded_at;  ///< the entry's time
  Pseudonym device;
  EventKind kind{};
  std::uint32_t participant = 0;  ///< a number of Observations::texts, as `category`
  std::uint32_t category = 0;     ///< of a collection; else 0
  std::uint64_t alike = 0;        ///< the same where all facts are, whatever the device
  std::int64_t travel_ms = 0;     ///< the least time that its legs take
  Decimal distance_km;            ///< of its legs together
  std::optional<Decimal> energy_kwh;
  std::int64_t new_parts = 0;
  std::uint32_t brought = 0;  ///< further identifiers of its device that it brings
  Unchecked unchecked{};      ///< of a collection
};

struct Observations {
  std::string project;
  TextNumbers texts;
  std::vector<Observation> events;  ///< in order of seq
  [[nodiscard]] std::string_view participant(const Observation& event) const {
    return texts.text(event.participant);
  }
};

/// The standing events of `project` among the first `size` entries. Takes about 150 bytes of memory each.
/// Throws Error: unavailable where a payload of the project is not here, damaged as AuthenticatedLog::scan.
[[nodiscard]] Observations observe(const AuthenticatedLog& log, std::string_view project, std::uint64_t size,
                                   const Progress& progress = {});

/// The least time that legs take, at speeds that no vehicle of the mode exceeds on the way: van 110 km/h,
/// trucks 90, rail 160, container ship 45, aircraft and modes of another name 950. In milliseconds, rounded
/// down.
[[nodiscard]] std::int64_t least_travel_ms(const std::vector<Leg>& legs);

}  // namespace lcl
