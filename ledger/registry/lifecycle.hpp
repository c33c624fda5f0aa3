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
#include <unordered_set>
#include <vector>

#include "ledger/chain/entry.hpp"
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
  std::uint64_t last = no_seq;            ///< seq of its last event, voids included
  std::uint64_t standing = no_seq;        ///< seq of its last standing event
  std::uint64_t collection = no_seq;      ///< of the cycle of its last standing event
  std::uint64_t reconditioning = no_seq;  ///< the last standing one of that cycle
  Instant at;                             ///< occurred_at of the last standing event
  std::string project;                    ///< of its last standing event
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

/// The events of its device that an event rests on: what was the case before it is found again by these, in a
/// fixed number of look-ups, however long the device's history is.
struct EventLinks {
  std::uint64_t standing = no_seq;        ///< the last one before it that stands
  std::uint64_t collection = no_seq;      ///< that of its cycle; none of a collection and of a void
  std::uint64_t reconditioning = no_seq;  ///< the last standing one of its cycle before it; none as above
  friend bool operator==(const EventLinks&, const EventLinks&) = default;
};

/// Where an event goes among its device's own.
struct EventPlace {
  std::uint64_t after = no_seq;  ///< the device's previous event
  EventLinks links;
};

/// What the next event of a device that stands as `state` rests on.
[[nodiscard]] EventLinks next_links(const DeviceState& state, EventKind kind) noexcept;
/// As an entry of an event of this kind says it, which leaves out what follows from the rest
/// (schemas/README.md, "Entry").
[[nodiscard]] EventLinks links_of(const Entry& entry, EventKind kind) noexcept;
/// Says it in `entry`, whose `after` is set.
void set_links(const EventLinks& links, Entry& entry) noexcept;

/// One event of a device's own chain.
struct RecordedEvent {
  std::uint64_t seq = 0;
  std::uint64_t after = no_seq;
  EventLinks links;
  std::string project;
  Pseudonym device;
  Facts facts;
  std::vector<Pseudonym> also = {};  ///< further identifiers that it brings
  Unchecked unchecked{};
};
/// The collection of the cycle that an event which is no void is of; and that cycle's last standing
/// reconditioning up to it, or no_seq.
[[nodiscard]] std::uint64_t collection_of(const RecordedEvent& event) noexcept;
[[nodiscard]] std::uint64_t reconditioning_of(const RecordedEvent& event) noexcept;

/// Reads the event at `seq` into `event`; false if there is no event there, or its payload is not here.
using EventLookup = std::function<bool(std::uint64_t seq, RecordedEvent& event)>;

/// All events of a device up to `last` (no_seq: none), voids included, oldest first, found by walking its
/// chain back. Throws Error: damaged where the chain is broken, unavailable where a payload is withheld.
[[nodiscard]] std::vector<RecordedEvent> device_chain(std::uint64_t last, const EventLookup& lookup);
/// Of a device's whole chain, the events that its voids took back.
[[nodiscard]] std::unordered_set<std::uint64_t> taken_back_in(const std::vector<RecordedEvent>& chain);
/// Those of them that stand: neither voids nor voided.
[[nodiscard]] std::vector<RecordedEvent> standing_events(std::uint64_t last, const EventLookup& lookup);

/// The first rule that a void of `facts.voids` breaks: void_of_unknown_event (not an event of this device),
/// void_of_void, void_not_last.
[[nodiscard]] std::optional<Refusal> void_refusal(const DeviceState& state, const Facts& facts,
                                                  const Pseudonym& device, const EventLookup& lookup);
/// `state` after its last standing event was taken back by the void recorded as `seq`; `below` is the
/// standing event before it, if any.
void take_back(DeviceState& state, const RecordedEvent* below, std::uint64_t seq);
/// The same, `taken_back` being looked up with what is below it. Throws Error: unavailable where a payload is
/// withheld.
void take_back(DeviceState& state, std::uint64_t taken_back, std::uint64_t seq, const EventLookup& lookup);
/// The event at `seq`. Throws Error (unavailable) where its payload is withheld.
[[nodiscard]] RecordedEvent event_at(std::uint64_t seq, const EventLookup& lookup);
/// The event that `taking_back`, a void, takes back. Throws Error: unavailable where its payload is withheld,
/// damaged where it did not stand.
[[nodiscard]] RecordedEvent event_voided_by(const RecordedEvent& taking_back, const EventLookup& lookup);
/// Where a device stands after `last`, its last event. Throws as event_voided_by.
[[nodiscard]] DeviceState state_after(const RecordedEvent& last, const EventLookup& lookup);

}  // namespace lcl
