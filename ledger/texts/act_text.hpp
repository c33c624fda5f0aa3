// SPDX-License-Identifier: Apache-2.0
// Acts told in words, one line each, and the acts of single entries read back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/registry/acts.hpp"
#include "ledger/store/log.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// A statement of the log, its form checked.
struct RecordedAct {
  std::uint64_t seq = 0;
  Instant time;
  Act act{};
  std::string project;
  Json fields;
  Digest signer;
};
/// Nothing if the entry is no statement that can be read.
[[nodiscard]] std::optional<RecordedAct> act_of(const LoggedEntry& entry);
[[nodiscard]] std::optional<RecordedAct> act_at(const OpenLedger& ledger, std::uint64_t seq);

/// What was done, without its kind, project and time.
[[nodiscard]] std::string act_text(const RecordedAct& act);

/// {"act", "entry", "kind", "time", "words"} and, of an assignment, "late".
[[nodiscard]] Json recorded_act_json(const RecordedAct& act);

/// Whether an assignment was recorded more than three months after its contract (arrêté of 5 September
/// 2025, art. 29).
[[nodiscard]] bool declared_late(const RecordedAct& assignment);

}  // namespace lcl
