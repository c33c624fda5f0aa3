// SPDX-License-Identifier: Apache-2.0
// The hash of tables in memory. Its key is drawn anew in every process, so that
// nobody can write a file whose texts or pseudonyms all fall on one place.
#pragma once

#include <cstddef>

#include "ledger/values/encoding.hpp"

namespace lcl {

/// Differs from one process to the next: nothing that is shown or stored may depend on it.
[[nodiscard]] std::size_t keyed_hash(Bytes bytes) noexcept;

}  // namespace lcl
