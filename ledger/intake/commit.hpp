// SPDX-License-Identifier: Apache-2.0
// Committing: a signed statement, or a staged submission, into the log; all of
// it in one transaction, or nothing.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/intake/planned_places.hpp"
#include "ledger/registry/kept.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/progress.hpp"
#include "ledger/values/result.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

class OpenLedger;

/// Where a submission's events go in the log, worked out against the log at `base.size` entries.
struct SubmissionPlan {
  Head base;                             ///< head it was worked out on
  PlannedPlaces places;                  ///< by event
  std::vector<DeviceRow> rows;           ///< of the devices touched, as they stand afterwards
  Instant latest;                        ///< greatest occurred_at
  std::array<std::uint8_t, 16> nonce{};  ///< of the statement it belongs to
};

/// The first rule that the draft, or the signed statement, would break now; figures that it states are
/// recomputed.
[[nodiscard]] std::optional<Refused> refusal_of(const OpenLedger& ledger, const Statement& statement,
                                                const Progress& progress = {});

/// Appends a signed statement that is not a submission, with the private part (canonical JSON with a `salt`)
/// that `act.private` is the SHA-256 of. Of `private_erased`, the private part that it names is gone from the
/// file as well. Durable when it returns. Sent again as it was signed, it is not appended again: the receipt
/// is that of the entry it has (`recorded_before`). Throws Error; where that comes after COMMIT, it says so.
[[nodiscard]] Result<Receipt> commit(OpenLedger& ledger, const Statement& statement,
                                     const Progress& progress = {},
                                     const std::optional<std::string>& private_part = {});

/// Appends the signed submission staged in a file: all of it or, refused, nothing. `plan`, where it is this
/// submission's and the log has not moved since, saves working it out again.
[[nodiscard]] Result<Receipt> commit_staged(OpenLedger& ledger, const std::filesystem::path& staged,
                                            std::optional<SubmissionPlan> plan,
                                            const Progress& progress = {});

}  // namespace lcl
