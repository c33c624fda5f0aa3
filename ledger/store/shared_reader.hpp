// SPDX-License-Identifier: Apache-2.0
// A Reader that several threads take turns with: its connection is for one
// thread at a time.
#pragma once

#include <mutex>
#include <utility>

#include "ledger/store/reader.hpp"

namespace lcl {

class SharedReader {
 public:
  /// `reader` must outlive this.
  explicit SharedReader(const Reader& reader) : reader_(reader) {}

  /// What `action` returns of the Reader; `action` must not come back here.
  template <typename Action>
  decltype(auto) with(Action&& action) {
    const std::lock_guard alone(mutex_);
    return std::forward<Action>(action)(reader_);
  }

 private:
  std::mutex mutex_;
  const Reader& reader_;
};

}  // namespace lcl
