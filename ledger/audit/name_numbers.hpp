// SPDX-License-Identifier: Apache-2.0
// Names as small numbers, so that a record per device or entry can hold them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lcl {

/// 0 is the number of the empty name.
class NameNumbers {
 public:
  [[nodiscard]] std::uint32_t number_of(std::string_view name) {
    if (name == names_[last_]) return last_;  // nearly always: neighbours are alike
    auto found = numbers_.find(name);
    if (found == numbers_.end()) {
      found = numbers_.emplace(name, static_cast<std::uint32_t>(names_.size())).first;
      names_.emplace_back(name);
    }
    last_ = found->second;
    return last_;
  }
  [[nodiscard]] const std::string& name(std::uint32_t number) const { return names_[number]; }

 private:
  std::vector<std::string> names_{""};
  std::map<std::string, std::uint32_t, std::less<>> numbers_{{"", 0}};
  std::uint32_t last_ = 0;
};

}  // namespace lcl
