// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/finding_list.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace lcl {

void FindingList::add(Finding finding) {
  ++count_;
  if (is_of_anchor(finding.finding)) ++of_anchors_;
  if (kept_.size() < keep_at_most_) kept_.push_back(std::move(finding));
}

void FindingList::add(FindingWord word, std::optional<std::uint64_t> seq, std::string detail) {
  add(Finding{word, seq, std::nullopt, std::move(detail)});
}

void FindingList::add_of_checkpoint(FindingWord word, std::uint64_t size, std::string detail) {
  add(Finding{word, std::nullopt, size, std::move(detail)});
}

std::vector<Finding> FindingList::take_in_order() {
  static constexpr std::uint64_t after_all = ~std::uint64_t{0};
  const auto place = [](const Finding& finding) {
    return std::tuple(finding.seq.value_or(after_all), finding.finding, finding.size.value_or(0));
  };
  std::stable_sort(kept_.begin(), kept_.end(),
                   [&](const Finding& a, const Finding& b) { return place(a) < place(b); });
  return std::exchange(kept_, {});
}

}  // namespace lcl
