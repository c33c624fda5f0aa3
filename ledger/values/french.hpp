// SPDX-License-Identifier: Apache-2.0
// What is said in French instead of each English text: the entries of po/*.po, in their order.
#pragma once

#include <span>
#include <string_view>

namespace lcl {

struct Translation {
  std::string_view english, french;
};

[[nodiscard]] std::span<const Translation> french() noexcept;

}  // namespace lcl
