// SPDX-License-Identifier: Apache-2.0
// Whether the conditions of a mapping hold for a row.
#pragma once

#include <algorithm>
#include <string_view>

#include "ledger/mapping/mapping.hpp"

namespace lcl {

/// Whether `condition` holds for a cell of `text`, which has no blanks around it.
[[nodiscard]] inline bool holds(const Mapping::Condition& condition, std::string_view text) {
  using Test = Mapping::Condition::Test;
  const auto is_text = [text](std::string_view one) { return one == text; };
  switch (condition.test) {
    case Test::one_of:
      return std::any_of(condition.texts.begin(), condition.texts.end(), is_text);
    case Test::none_of:
      return std::none_of(condition.texts.begin(), condition.texts.end(), is_text);
    case Test::begins_with:
      return text.starts_with(condition.texts.front());
    case Test::empty:
      return text.empty();
    case Test::not_empty:
      return !text.empty();
  }
  return false;
}

}  // namespace lcl
