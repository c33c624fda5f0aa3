// SPDX-License-Identifier: Apache-2.0
// What a Ledger holds; shared by the files that implement it and nobody else.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/events/device_identity.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/recorded_event.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/store/writer.hpp"

namespace lcl {

/// Where a submission's events go in the log, worked out against the log at `base.size` entries.
struct SubmissionPlan {
  Head base;                             ///< head it was worked out on
  std::vector<std::uint64_t> after;      ///< by event: seq of the device's previous event, or no_seq
  std::vector<DeviceRow> rows;           ///< of the devices touched, as they stand afterwards
  Instant latest;                        ///< greatest occurred_at
  std::array<std::uint8_t, 16> nonce{};  ///< of the statement it belongs to
};

/// The registry's pepper; throws Error (io) where it is not at hand.
[[nodiscard]] Pepper read_pepper(const RegistryFolder& folder);

struct Ledger::Parts {
  RegistryFolder folder;
  int wait_ms = 0;
  Reader reader;
  RegistryState state;
  std::uint64_t statements_known = 0;  ///< entries whose statements `state` holds
  Checkpoint head;
  std::string checkpoint;
  std::optional<SubmissionPlan> plan;  ///< of the submission prepared last

  Parts(RegistryFolder registry, int wait);
  /// Takes in the statements up to the last checkpoint that `from` sees.
  void refresh(const Reader& from);
  [[nodiscard]] RegistryState::KnowsHead knows_head(const Reader& from) const;
  /// Throws Error (unavailable) where there is no such project, or it is not labelled.
  [[nodiscard]] const Project& labelled_project(const std::string& id) const;
  /// Throws Error (unavailable) unless this is a registry, which alone is written to.
  [[nodiscard]] std::optional<std::string> why_read_only() const;
  void require_registry() const;
  [[nodiscard]] PrivateKey log_key() const;
  /// Nothing may be appended to a database behind the file `head`: ledger_behind_head, or nothing.
  [[nodiscard]] std::optional<Refused> behind_head(const Reader& from) const;
  /// The statement's refusal at this point, replays included.
  [[nodiscard]] std::optional<Refused> refusal(const Statement& statement, const Reader& from,
                                               bool draft) const;
  /// Commits, writes `head`, and takes the new head over.
  Receipt conclude(Writer& writer, std::string note, std::uint64_t seq, const Statement& statement,
                   Instant time);
};

}  // namespace lcl
