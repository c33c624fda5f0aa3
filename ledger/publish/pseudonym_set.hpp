// SPDX-License-Identifier: Apache-2.0
// Many pseudonyms at 16 bytes each: first all are added, then it is asked.
#pragma once

#include <algorithm>
#include <vector>

#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl {

class PseudonymSet {
 public:
  /// May be added any number of times.
  void add(const Pseudonym& pseudonym) {
    if (pseudonyms_.size() == tidy_at_) {
      tidy();
      tidy_at_ = std::max(tidy_at_, 2 * pseudonyms_.size());
    }
    pseudonyms_.push_back(pseudonym);
    is_closed_ = false;
  }
  void add_all(const PseudonymSet& others) {
    for (const Pseudonym& each : others.pseudonyms_) add(each);
  }
  /// To be called between the last `add` and the first `contains`.
  void close() {
    tidy();
    is_closed_ = true;
  }

  [[nodiscard]] bool contains(const Pseudonym& pseudonym) const {
    invariant(is_closed_, "a set of pseudonyms is closed before it is asked");
    return std::binary_search(pseudonyms_.begin(), pseudonyms_.end(), pseudonym);
  }
  [[nodiscard]] std::size_t size() const { return pseudonyms_.size(); }

 private:
  void tidy() {
    std::sort(pseudonyms_.begin(), pseudonyms_.end());
    pseudonyms_.erase(std::unique(pseudonyms_.begin(), pseudonyms_.end()), pseudonyms_.end());
  }

  std::vector<Pseudonym> pseudonyms_;
  std::size_t tidy_at_ = 4'096;
  bool is_closed_ = true;
};

}  // namespace lcl
