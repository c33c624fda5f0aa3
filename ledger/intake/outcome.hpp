// SPDX-License-Identifier: Apache-2.0
// What comes of preparing a submission and of committing to the log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
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
};

struct PrepareOptions {
  std::string project;
  bool accept_valid = false;  ///< take the good lines and write the others to `refused_lines`
  std::ostream* refused_lines = nullptr;
  std::size_t list_at_most = 1'000;
};

}  // namespace lcl
