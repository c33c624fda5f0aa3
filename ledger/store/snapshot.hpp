// SPDX-License-Identifier: Apache-2.0
// What the records of one's own registry were when it was last looked at, kept
// in its folder so that no command replays all acts. It is believed only
// because nobody but this user, with this program, can have written it.
#pragma once

#include <optional>
#include <string>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/store/registry_folder.hpp"

namespace lcl {

/// How many acts a snapshot may be behind before a new one is kept.
inline constexpr std::uint64_t snapshot_every = 200;

struct Snapshot {
  Head head;            ///< as of which
  std::string records;  ///< Registrations::to_bytes
};

/// The snapshot kept in `folder`; nothing where there is none, it was made by another user or program, or it
/// is not what was kept.
[[nodiscard]] std::optional<Snapshot> kept_snapshot(const RegistryFolder& folder);

/// Keeps `snapshot` in place of an earlier one. It spares time and is no part of the registry, so where it
/// cannot be kept nothing is said.
void keep_snapshot(const RegistryFolder& folder, const Snapshot& snapshot);

}  // namespace lcl
