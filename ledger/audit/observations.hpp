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
#include "ledger/events/payload.hpp"
#include "ledger/registry/lifecycle.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/values/progress.hpp"
#include "ledger/values/text_numbers.hpp"

namespace lcl {

/// Texts are numbers of Observations::texts.
struct Observation {
  std::uint64_t seq = 0;
  Instant occurred_at;
  Instant recorded_at;  ///< the entry's time
  Pseudonym device;
  EventKind kind{};
  std::uint32_t participant = 0;
  std::uint32_t country = 0;
  std::uint32_t category = 0;  ///< of a collection; else 0
  std::uint32_t model = 0;     ///< of a collection that states one; else 0
  std::uint64_t alike = 0;     ///< the same where all facts but the instant are, whatever the device
  std::int64_t travel_ms = 0;  ///< the least time that its legs take
  Decimal distance_km;         ///< of its legs together
  std::optional<Decimal> energy_kwh;
  std::optional<Decimal> mass_kg;
  std::int64_t new_parts = 0;
  std::uint32_t brought = 0;      ///< further identifiers of its device that it brings
  Unchecked unchecked{};          ///< of a collection
  bool states_legs = false;       ///< at least one
  bool by_road = true;            ///< all of its legs, of which there may be none
  bool states_packaging = false;  ///< of a resale
  bool over_the_counter = false;  ///< of a resale: in a shop
  bool confirmed = false;         ///< a likely slip is meant as it stands
};

struct Observations {
  std::string project;
  TextNumbers texts;
  std::vector<Observation> events;  ///< in order of seq
  [[nodiscard]] std::string_view participant(const Observation& event) const {
    return texts.text(event.participant);
  }
};

/// Looks at one event after the other; keeps a buffer.
class Observer {
 public:
  explicit Observer(TextNumbers& texts) : texts_(texts) {}
  /// `event` is used as a buffer meanwhile, and is the same afterwards.
  [[nodiscard]] Observation look(RecordedEvent& event, Instant recorded_at);

 private:
  [[nodiscard]] std::uint64_t likeness(Facts& facts);

  TextNumbers& texts_;
  EventPayload payload_{.facts = {}, .salt = {}, .identity = Digest{}, .private_part = std::nullopt};
  std::string bytes_;
};

/// The standing events of `project` among the first `size` entries. Takes about 200 bytes of memory each.
/// Throws Error: unavailable where a payload of the project is not here, damaged as AuthenticatedLog::scan.
[[nodiscard]] Observations observe(const AuthenticatedLog& log, std::string_view project, std::uint64_t size,
                                   const Progress& progress = {});

/// The least time that legs take, at speeds that no vehicle of the mode exceeds on the way: van 110 km/h,
/// trucks 90, rail 160, container ship 45, aircraft and modes of another name 950. In milliseconds, rounded
/// down.
[[nodiscard]] std::int64_t least_travel_ms(const std::vector<Leg>& legs);

}  // namespace lcl
