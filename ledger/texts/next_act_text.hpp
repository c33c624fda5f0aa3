// SPDX-License-Identifier: Apache-2.0
// What someone has to do next, and what comes due, for people.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/registry/outlook.hpp"
#include "ledger/replay/next_acts.hpp"

namespace lcl {

struct NextActText {
  std::string what;     ///< `gives an opinion on the report of 2026`
  std::string command;  ///< what is in capitals is for whoever types it to fill in
};
/// Of an act on the project named `project`.
[[nodiscard]] NextActText next_act_text(const NextAct& act, const std::string& project);

/// Who acts next on what entry `seq` has just recorded, by the records alone, each with the whole command;
/// where figures decide it, the command that looks at them; empty where nobody does.
[[nodiscard]] std::string text_of_next(const Project& project, std::uint64_t seq, Instant today);

/// What comes due: `report of 2026`.
[[nodiscard]] std::string due_text(const DueDate& due);

}  // namespace lcl
