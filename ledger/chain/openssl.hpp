// SPDX-License-Identifier: Apache-2.0
// What the files here that call OpenSSL share: owners for its objects and one
// way to report that it failed. Included by nothing else.
#pragma once

#include <openssl/err.h>

#include <memory>
#include <string>

#include "ledger/values/error.hpp"

namespace lcl {

template <auto free_function>
struct OpensslFree {
  template <typename Object>
  void operator()(Object* object) const noexcept {
    free_function(object);
  }
};

/// Owns an OpenSSL object, freed by its own function: `Owned<BIO, BIO_free_all>`.
template <typename Object, auto free_function>
using Owned = std::unique_ptr<Object, OpensslFree<free_function>>;

/// Throws Error (cryptography): `doing`, then OpenSSL's last reason; empties its error queue.
[[noreturn]] inline void openssl_failed(const std::string& doing) {
  const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  throw Error(Obstacle::cryptography, reason == nullptr ? doing : doing + ": " + reason);
}

}  // namespace lcl
