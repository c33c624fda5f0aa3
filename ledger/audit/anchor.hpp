// SPDX-License-Identifier: Apache-2.0
// What is brought from outside to a verification, and what it comes to: kept
// checkpoints, witnesses' cosignatures under a policy, authorities' timestamps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/policy.hpp"
#include "ledger/chain/timestamp_token.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// What the auditor brings from outside; without these the ledger vouches for itself.
struct Anchors {
  std::vector<std::string> checkpoints{};  ///< signed notes kept elsewhere
  std::optional<NoteVerifier> log_key{};
  std::optional<Digest> certifier{};       ///< fingerprint of the certifier's key of registry_opened
  std::optional<Policy> policy{};          ///< each of the checkpoints must have its quorum of cosignatures
  std::vector<std::string> timestamps{};   ///< RFC 3161 responses, each on one of the checkpoints
  std::vector<std::string> authorities{};  ///< PEM certificates that timestamps are verified with
};

/// What a checkpoint from outside shows of the log, which extends it.
struct ShownAnchor {
  Checkpoint checkpoint;
  std::vector<SeenBy> seen_by;        ///< witnesses of the policy
  std::optional<Instant> quorum_at;   ///< when the policy's quorum had seen it, of one that asks for a quorum
  std::vector<Timestamp> timestamps;  ///< in the order given
};

/// When others had seen the checkpoint, and so every entry below its size: its quorum, or a timestamp
/// authority; nothing where nobody says so.
[[nodiscard]] std::optional<Instant> known_since(const ShownAnchor& anchor);

/// `the log stood at size 9 when seen by w.example/w1 at 2026-…; stamped by CN=… at 2026-…`, or `when it was
/// kept outside`.
[[nodiscard]] std::string anchor_text(const ShownAnchor& anchor);

}  // namespace lcl
