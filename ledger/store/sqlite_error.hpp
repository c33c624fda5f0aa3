// SPDX-License-Identifier: Apache-2.0
// SQLite's failures in our words: no SQLite::Exception leaves this layer.
#pragma once

#include <SQLiteCpp/Exception.h>

#include <string>
#include <string_view>

#include "ledger/values/error.hpp"

namespace lcl {

/// What kept us from `doing` something ("read", "append to") with `file`: SQLite's words and what to do.
[[nodiscard]] Error storage_error(const SQLite::Exception& failure, const std::string& file,
                                  std::string_view doing);

/// Returns what `action` returns; what SQLite throws meanwhile is thrown as storage_error.
template <typename Action>
decltype(auto) translated(const std::string& file, std::string_view doing, Action&& action) {
  try {
    return action();
  } catch (const SQLite::Exception& failure) {
    throw storage_error(failure, file, doing);
  }
}

}  // namespace lcl
