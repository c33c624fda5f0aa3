// SPDX-License-Identifier: Apache-2.0
// How long work tells whoever asked for it how far it is.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace lcl {

/// Called now and then during long work: what is being done, how much of it, of how much (0: not known).
/// It may be called from any of the threads that share the work, one at a time; what it throws ends the work.
using Progress = std::function<void(std::string_view stage, std::uint64_t done, std::uint64_t total)>;

/// Lines or entries between two calls.
inline constexpr std::uint64_t progress_every = 8'192;

/// `progress`, told that all of the work is `stage`. Both must outlive what is returned.
[[nodiscard]] inline Progress told_as(std::string_view stage, const Progress& progress) {
  if (!progress) return {};
  return [stage, &progress](std::string_view, std::uint64_t done, std::uint64_t total) {
    progress(stage, done, total);
  };
}

}  // namespace lcl
