// SPDX-License-Identifier: Apache-2.0
// What is said in French instead of each English text: the entries of po/*.po, in their order.
#pragma once

#include <span>

namespace lcl {

struct Translation {
  const char* english;
  const char* french;
};

[[nodiscard]] std::span<const Translation> french() noexcept;

}  // namespace lcl
