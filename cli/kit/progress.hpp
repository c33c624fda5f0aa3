// SPDX-License-Identifier: Apache-2.0
// How long work tells how far it is, and is stopped.
#pragma once

#include "cli/kit/interruption.hpp"
#include "cli/kit/terminal.hpp"
#include "ledger/values/progress.hpp"

namespace lcl::cli {

/// Shows how far the work is, out of `known_total` where the work does not know, and stops it where it was
/// asked to. `line` must outlive what is returned.
[[nodiscard]] inline Progress watched(ProgressLine& line, std::uint64_t known_total = 0) {
  return [&line, known_total](std::string_view stage, std::uint64_t done, std::uint64_t total) {
    Interruptible::check();
    line.show(stage, done, total == 0 ? known_total : total);
  };
}

}  // namespace lcl::cli
