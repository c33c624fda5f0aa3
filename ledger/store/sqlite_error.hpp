// SPDX-License-Identifier: Apache-2.0
// SQLite's failures in our words: no SQLite::Exception leaves this layer.
#pragma once

#include <SQLiteCpp/Exception.h>

#include <string>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

/// `what` failed of `file`, in SQLite's words, and what to do.
[[nodiscard]] Error storage_error(const SQLite::Exception& failure, const std::string& file,
                                  FailurePhrase what);

/// Returns what `action` returns; what SQLite throws meanwhile is thrown as storage_error.
template <typename Action>
decltype(auto) translated(const std::string& file, FailurePhrase what, Action&& action) {
  try {
    return action();
  } catch (const SQLite::Exception& failure) {
    throw storage_error(failure, file, what);
  }
}

}  // namespace lcl
