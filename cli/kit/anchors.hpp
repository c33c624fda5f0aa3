// SPDX-License-Identifier: Apache-2.0
// What a ledger is held to from outside, as it is given on the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/kit/command.hpp"
#include "cli/kit/options.hpp"
#include "ledger/audit/anchor.hpp"
#include "ledger/audit/finding.hpp"
#include "ledger/ledger.hpp"

namespace lcl::cli {

/// --checkpoint, --policy, --timestamp, --authority, --log-key and --certifier.
[[nodiscard]] std::vector<Option> anchor_options();
/// Those that `command` takes and does not list among its own.
[[nodiscard]] std::vector<Option> anchor_options_of(const Command& command);
/// The fingerprint of --certifier, where it is given. Throws UsageError where it is neither one nor a key's
/// file.
[[nodiscard]] std::optional<Digest> certifier_given(const Arguments& given);
/// What they name. Throws UsageError, or Error (io) where a file cannot be read.
[[nodiscard]] Anchors anchors_of(const Arguments& given, Anchoring anchoring = Anchoring::all);

/// Thrown where a ledger is not the one that was asked about: the answer is no.
struct UnfitLedger {
  std::vector<Finding> findings;
  std::string
      why{};  ///< whole lines but for the last line feed; empty: it is not the one that was asked about
};
/// Throws UnfitLedger unless `ledger` fits all of `anchors`.
void require_fit(const Ledger& ledger, const Anchors& anchors);
/// Says what does not fit, as lcl verify says it.
void tell_unfit(Answer& answer, const UnfitLedger& unfit);

}  // namespace lcl::cli
