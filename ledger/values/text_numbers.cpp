// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/text_numbers.hpp"

namespace lcl {

TextNumbers::TextNumbers() { texts_.push_back(numbers_.emplace(std::string(), 0).first->first); }

std::uint32_t TextNumbers::number_of(std::string_view text) {
  if (text == texts_[last_]) return last_;  // often: neighbours are alike
  auto found = numbers_.find(text);
  if (found == numbers_.end()) {
    found = numbers_.emplace(std::string(text), static_cast<std::uint32_t>(texts_.size())).first;
    texts_.push_back(found->first);
  }
  last_ = found->second;
  return last_;
}

}  // namespace lcl
