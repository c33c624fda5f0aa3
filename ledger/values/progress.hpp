// SPDX-License-Identifier: Apache-2.0
// How long work tells how far it has come.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace lcl {

/// Called now and then during long work: what is being done, how much of it, of how much (0: not known).
using Progress = std::function<void(std::string_view stage, std::uint64_t done, std::uint64_t total)>;

/// Lines or entries between two calls of a Progress.
inline constexpr std::uint64_t progress_every = 8'192;

}  // namespace lcl
