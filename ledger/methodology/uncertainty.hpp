// SPDX-License-Identifier: Apache-2.0
// What is uncertain in a methodology: factors that are known between a low and
// a high value, in groups that move together, and what of them an evaluation
// read.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lcl {

/// Whether a source of uncertainty errs to both sides alike, or whoever chooses could use it (arrêté of 5
/// Sept 2025, art. 10).
enum class UncertaintyKind : std::uint8_t { symmetric, asymmetric };
inline constexpr std::array<std::string_view, 2> uncertainty_kinds{"symmetric", "asymmetric"};
[[nodiscard]] inline std::string_view word(UncertaintyKind kind) noexcept {
  return uncertainty_kinds[static_cast<std::size_t>(kind)];
}

/// The group of a factor that is taken as certain.
inline constexpr std::uint32_t no_group = ~std::uint32_t{0};

/// One source of uncertainty: all its factors are low together, and high together.
struct UncertainGroup {
  std::string name;  ///< as the document calls it, or its one factor: `substitution`, `transport["van"]`
  UncertaintyKind kind{};
  std::size_t factors = 0;
  bool of_project = false;  ///< what each project states, not the document
};

/// All factors of one group low, or high, and all others as they are declared.
struct Scenario {
  std::uint32_t group = 0;
  bool high = false;
  [[nodiscard]] std::size_t index() const { return std::size_t{group} * 2 + (high ? 1U : 0U); }
};

/// Groups, by number.
class GroupSet {
 public:
  void clear() { std::fill(words_.begin(), words_.end(), 0); }
  void insert(std::uint32_t group) {
    if (words_.size() <= group / 64) words_.resize(group / 64 + 1);
    words_[group / 64] |= std::uint64_t{1} << (group % 64);
  }
  void insert(const GroupSet& other) {
    if (words_.size() < other.words_.size()) words_.resize(other.words_.size());
    for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  }
  [[nodiscard]] bool has(std::uint32_t group) const {
    return group / 64 < words_.size() && ((words_[group / 64] >> (group % 64)) & 1U) != 0;
  }
  /// Ascending.
  template <typename Take>
  void each(const Take& take) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t left = words_[i]; left != 0; left &= left - 1)
        take(static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(left)));
    }
  }

 private:
  std::vector<std::uint64_t> words_;
};

/// The groups that figures depend on: a figure is the same under every scenario of another group.
struct GroupsRead {
  std::vector<GroupSet> steps;  ///< by step of the document
  GroupSet rules;               ///< of the rules up to the first that is broken
};

}  // namespace lcl
