// SPDX-License-Identifier: Apache-2.0
// Who has to act next on a project, and what on: judged from what is on record
// and from what the entries now give. It decides nothing, and knows no words:
// texts/status_text puts the acts into sentences and commands.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/registry/acts.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/timestamp.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {

/// What someone has to do. Figures that an act is not about are 0.
struct NextAct {
  Role who{};
  /// None: two declarations clash, and someone has to look into it. A submission is that of a correction.
  std::optional<Act> act;
  /// What it is about: the report, sample, question, commitment or dispute; of a clash the declaration of
  /// exclusivity. Of period_reported: the report that is outdated, 0 where the period was never reported.
  std::uint64_t entry = 0;
  /// Of a clash: the declaration that something was credited elsewhere; of a dispute: the collection.
  std::uint64_t elsewhere = 0;
  Period period;         ///< of the report, commitment or declaration; of a closure, the crediting period
  int vintage = 0;       ///< of units and debts
  std::string debtor{};  ///< of a set-off for a project that this one follows: that project
  int from_vintage = 0;  ///< of a set-off and of units that are cancelled: the one that pays
  std::uint64_t estimate = 0;            ///< of an outdated report
  bool anew = false;                     ///< of an opinion: the last one was taken back, or has lapsed
  std::vector<std::uint64_t> reports{};  ///< of an opinion, by period: all that it may be on
  std::set<std::uint64_t> disposes{};    ///< of an opinion: what an unmodified one on these has to answer
  std::int64_t units = 0;                ///< to issue, or to cancel
  std::optional<UnitBlock> block{};      ///< these are to be cancelled
  Decimal debt;                          ///< of the vintage, kgCO2e
  Decimal set_off;                       ///< as much of the debt as can be set off, kgCO2e
};

/// In the order of a project's life; empty where nobody has to act.
[[nodiscard]] std::vector<NextAct> next_acts(const Project& project, const CreditStanding& credits,
                                             Instant today);

}  // namespace lcl
