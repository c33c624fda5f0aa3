// SPDX-License-Identifier: Apache-2.0
// What the registry asks of an event whatever its device: that its project
// takes events, that it lies in the project's time, that the participant is
// registered and that the methodology has a factor for all it names. Used by
// whoever appends and by whoever verifies. (The device's own rules: lifecycle.hpp.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/registry/lifecycle.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// How far a sender's clock may be ahead of ours.
inline constexpr std::int64_t clock_tolerance_ms = 5 * 60 * 1000;

/// Whether a submission signed in `role` may hold events of `kind`: a certifier takes events back and no
/// more.
[[nodiscard]] bool may_submit(Role role, EventKind kind) noexcept;

/// A rule broken: which, by which field (its path, as in a Place), and what was found.
struct Breach {
  Refusal refusal{};
  std::string field;
  std::string message;
};

/// Appends every rule that `facts` breaks in `project` if recorded at `time`, in the order of Refusal.
/// `category` is that of the device's cycle (the collection's own for a collection; empty where there
/// is no cycle: parts are then not judged, since the life cycle refuses the event).
void append_breaches(const RegistryState& state, const Project& project, Stage before, const Facts& facts,
                     std::string_view category, Instant time, std::vector<Breach>& out);

}  // namespace lcl
