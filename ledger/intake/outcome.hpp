// SPDX-License-Identifier: Apache-2.0
// What comes of preparing a submission and of committing to the log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// A statement in the log.
struct Receipt {
  std::uint64_t seq = 0;
  Head head;               ///< after it
  std::string checkpoint;  ///< the signed note of `head`
  /// It was sent before, and stood there already: nothing was appended, and `head` is the present one.
  bool recorded_before = false;
};

/// Resales of one submission that earn nothing for one reason.
struct NotCredited {
  std::string reason;      ///< as tallies have it: a rule of the methodology, or a reason of the registry
  std::string title;       ///< the same in words
  std::string decided_by;  ///< what the first of them says that the rule looks at; empty: it looks at nothing
  std::uint64_t count = 0;
  std::vector<std::uint64_t> lines;  ///< of the first ten
};

/// What a submission would earn, as the methodology judges what is known when it is prepared: what is
/// recorded later (returns, collections anew), what a methodology takes off a period and no device, reports
/// and audits are not in it.
struct Earnings {
  std::string unknown;                    ///< why nothing can be said; empty: something can
  std::uint64_t credited = 0;             ///< resales that are
  std::vector<NotCredited> not_credited;  ///< the most frequent first
  std::uint64_t open = 0;         ///< devices in it that are collected, and neither resold nor disposed of
  std::uint64_t taken_back = 0;   ///< credited resales that its voids and returns undo
  std::uint64_t given_again = 0;  ///< credited resales whose returns its voids undo
  Decimal avoided_kg_co2e;        ///< by what is credited
  Decimal taken_back_kg_co2e;     ///< of what was avoided
  Decimal given_again_kg_co2e;    ///< of what returns had taken back
  Decimal given_back_kg_co2e;     ///< for credited devices that it collects again
  bool less_a_period = false;     ///< the methodology takes off what is a period's and no device's
  /// What it changes of what was avoided.
  [[nodiscard]] Decimal difference_kg_co2e() const {
    return avoided_kg_co2e + given_again_kg_co2e - taken_back_kg_co2e - given_back_kg_co2e;
  }
  /// Of its resales, credited or not.
  [[nodiscard]] std::uint64_t resales() const {
    std::uint64_t count = credited;
    for (const NotCredited& each : not_credited) count += each.count;
    return count;
  }
};

/// One word of refusal in a log, with how often it was said.
struct Fault {
  Refusal refusal{};
  std::uint64_t count = 0;
  std::uint64_t line = 0;  ///< of the first; 0: of none
};

/// What is accepted and may well be a slip.
enum class LikelySlip : std::uint8_t {
  model_not_listed,   ///< by the methodology, which lists others of the category
  quantity_unstated,  ///< of which the methodology says what it expects
  imei_unchecked,     ///< 14 or 16 digits
  serial_alone,       ///< of a collection
};
[[nodiscard]] std::string_view word(LikelySlip slip) noexcept;

/// One kind of them in a log, with how often it was met. Of models, one is a kind.
struct Warning {
  LikelySlip slip{};
  std::string field;  ///< whose
  std::uint64_t count = 0;
  std::uint64_t line = 0;  ///< of the first
  std::string found{};     ///< a model; empty of further models, once many were told of
  std::string meant{};     ///< the listed model that it may be meant for; empty where there is none
};

/// What came of preparing a submission.
struct Preparation {
  std::uint64_t lines = 0;  ///< events read, refused ones included
  std::uint64_t accepted = 0;
  std::uint64_t skipped = 0;    ///< recorded already
  std::uint64_t refused = 0;    ///< lines with a refusal
  std::uint64_t refusals = 0;   ///< in all
  std::vector<Refused> listed;  ///< the first of them, as many as PrepareOptions says
  std::uint64_t devices = 0;    ///< touched by accepted events
  std::uint64_t new_devices = 0;
  std::uint64_t unchecked_imeis = 0;  ///< of accepted events: IMEIs without a check digit
  std::vector<Fault> faults;          ///< in the order of Refusal
  std::vector<Warning> warnings;      ///< of accepted events, in the order of LikelySlip
  Earnings earnings;
};

class RefusedRows;

struct PrepareOptions {
  std::string project;
  bool accept_valid = false;            ///< take the good lines and leave out the others
  RefusedRows* refused_rows = nullptr;  ///< takes in all rows, with why they are refused
  bool strict = false;                  ///< refuse resales that earn nothing (earns_nothing)
  std::size_t list_at_most = 1'000;
};

}  // namespace lcl
