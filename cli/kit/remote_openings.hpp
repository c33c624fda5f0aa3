// SPDX-License-Identifier: Apache-2.0
// Which recorded devices somebody's identifiers are, as a registry at an address
// shows it (schemas/service.md, "Corrections"); what is shown is held to the
// mirror by whoever uses it (ShownDevices).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "cli/kit/remote_registry.hpp"
#include "ledger/events/device_opening.hpp"
#include "ledger/values/progress.hpp"

namespace lcl::cli {

/// For each of `identifiers`, as hashed texts, what the registry shows of it in `project`; nothing of one
/// under which nothing stands there, as it says. `with_parts`: with the private parts of the devices' events.
/// Throws Error (unavailable).
[[nodiscard]] std::map<std::string, std::optional<DeviceOpening>> openings_shown(
    RemoteRegistry& registry, const std::string& project, const std::set<std::string>& identifiers,
    bool with_parts, const Progress& progress);

}  // namespace lcl::cli
