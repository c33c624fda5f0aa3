// SPDX-License-Identifier: Apache-2.0
// The life cycle of a device (schemas/README.md, "Life cycle"): where it
// stands, which event may come next, and what a device's own chain inside the
// log says.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// Where a device stands after its last standing event. `scrapped`: the last
/// reconditioning ended as for_parts or recycled, so the cycle can only be reconditioned again or disposed
/// of.
enum class Stage : std::uint8_t { unseen, collected, reconditioned, scrapped, resold, disposed };
[[nodiscard]] std::string_view word(Stage stage) noexcept;
[[nodiscard]] bool is_open(Stage stage) noexcept;  ///< a cycle is under way

inline constexpr std::uint64_t no_seq = ~std::uint64_t{0};

/// All that the rules need to know of a device; kept as a projection (devices).
struct DeviceState {
  Stage stage = Stage::unseen;
  std::uint64_t last = no_seq;      ///< seq of its last event, voids included
  std::uint64_t standing = no_seq;  ///< seq of its last standing event
  Instant at;                       ///< occurred_at of the last standing event
  std::string project;              ///< of its last standing event
  friend bool operator==(const DeviceState&, const DeviceState&) = default;
};

/// Stage after an event of these facts (not a void).
[[nodiscard]] Stage stage_after(const Facts& facts) noexcept;

/// The first life-cycle rule that the next event, submitted to `project`, breaks: device_of_another_project,
/// out_of_order, or the rule of its kind. A void belongs to the project of the event it takes back, and
/// may be dated as it likes; what else is asked of it: void_refusal.
[[nodiscard]] std::optional<Refusal> refusal(const DeviceState& state, const Facts& facts,
                                             std::string_view project) noexcept;

/// `state` after `facts` was recorded as `seq` in `project`; not for voids.
void advance(DeviceState& state, const Facts& facts, std::string_view project, std::uint64_t seq);

/// One event of a device's own chain.
struct RecordedEvent {
  std::uint64_t seq = 0;
  std::uint64_t after = no_seq;
  std::string project;
  Pseudonym device;
  Facts facts;
};

/// Reads the event at `seq` into `event`; false if there is no event there, or its payload is not here.
using EventLookup = std::function<bool(std::uint64_t seq, RecordedEvent& event)>;

/// All events of a device up to `last` (no_seq: none), voids included, oldest first, found by walking its
/// chain back. Throws Error: damaged where the chain is broken, unavailable where a payload is withheld.
[[nodiscard]] std::vector<RecordedEvent> device_chain(std::uint64_t last, const EventLookup& lookup);
/// Those of them that stand: neither voids nor voided.
[[nodiscard]] std::vector<RecordedEvent> standing_events(std::uint64_t last, const EventLookup& lookup);

/// The first rule that a void of `facts.voids` breaks: void_of_unknown_event (not an event of this device),
/// void_of_void, void_not_last.
[[nodiscard]] std::optional<Refusal> void_refusal(const DeviceState& state, const Facts& facts,
                                                  const Pseudonym& device, const EventLookup& lookup);
/// `state` after its last standing event was taken back by the void recorded as `seq`; `below` is the
/// standing event before it, if any.
void take_back(DeviceState& state, const RecordedEvent* below, std::uint64_t seq);

}  // namespace lcl
