// SPDX-License-Identifier: Apache-2.0
// Devices found in the log itself, by a scan: what a registry keeps of devices
// beside its log is asked only while a log is taken in.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>

#include "ledger/registry/lifecycle.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// A device with its last event.
struct FoundDevice {
  Pseudonym device;
  std::uint64_t last = no_seq;
  bool is_withheld = false;  ///< by a bundle: the last event's payload is not here
  DeviceState state;         ///< where it stands; nothing of a device that is withheld
};

/// The device that has one of these pseudonyms, by itself or as a further identifier, or, where they are free
/// again, had it last; nothing where none was ever recorded. Throws as AuthenticatedLog::scan.
[[nodiscard]] std::optional<FoundDevice> find_device(const AuthenticatedLog& log,
                                                     std::span<const Pseudonym> pseudonyms,
                                                     const Progress& progress = {});

/// The last event of each of these devices among the first `size` entries, voids included.
[[nodiscard]] std::unordered_map<Pseudonym, std::uint64_t> last_events(const AuthenticatedLog& log,
                                                                       const std::set<Pseudonym>& devices,
                                                                       std::uint64_t size);

}  // namespace lcl
