// SPDX-License-Identifier: Apache-2.0
// What a staged submission holds, for whoever is asked to sign it: a summary,
// and how it differs from the sender's own log. Needs no registry. The file is
// hostile: whoever prepared it may have added, altered or left out events.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/progress.hpp"
#include "ledger/values/refusal.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

struct StagedSummary {
  std::uint64_t events = 0;
  std::array<std::uint64_t, event_kinds> of_kind{};
  std::uint64_t devices = 0;
  Instant first, last;  ///< of occurred_at
  std::set<std::string> participants;
};

/// One thing that differs. An event that only one side has is told with `field` empty.
struct StagedDifference {
  std::uint64_t event = 0;  ///< of the staged file, from 1; 0: it has no such event
  std::uint64_t line = 0;   ///< of the log; 0: it has no such line
  std::string field;
  std::string staged, logged;  ///< the values, as JSON; without `field` what the event is
};

struct StagedComparison {
  StagedSummary summary;
  std::uint64_t lines = 0;                             ///< events of the log
  std::uint64_t differences = 0;                       ///< in all
  std::vector<StagedDifference> listed;                ///< the first of them
  std::vector<Refused> unreadable;                     ///< lines of the log that hold no event
  std::unordered_map<std::string, Pseudonym> devices;  ///< by the log's identifiers, as hashed texts
};

/// What is known of the log that something staged is held to.
struct KnownOfLog {
  std::uint64_t may_lack = 0;  ///< so many of its events may be missing: those recorded already, it is said
  std::unordered_map<std::string, Pseudonym> devices = {};  ///< which device an identifier is of
};

/// Reads all of `staged` and holds it against what is to be signed: its events are those of the manifest
/// whose digest and count the statement names, or it is refused (manifest_mismatch). With a `log`, every
/// event is compared with the log's, in order: kind, facts, private part, and that what the log calls one
/// device is one device, and the one that is `known`. Which pseudonym belongs to which other device cannot be
/// told without the pepper. Throws Error (io).
[[nodiscard]] Result<StagedComparison> compare_staged(StagedReader& staged, LogReader* log,
                                                      const Progress& progress = {}, KnownOfLog known = {},
                                                      std::size_t list_at_most = 100);

}  // namespace lcl
