// SPDX-License-Identifier: Apache-2.0
// What the statements of a log have put on record, as bytes from which it is
// there at once: to be kept between commands by whoever vouches for the bytes.
#pragma once

#include <string>
#include <string_view>

#include "ledger/registry/state.hpp"
#include "ledger/registry/statement_chain.hpp"

namespace lcl {

/// State and chain after the same statements, as bytes that only the very same program reads back: they hold
/// whatever its types hold, and no name or version of it.
[[nodiscard]] std::string bytes_of_records(const RegistryState& state, const StatementChain& chain);

/// Reads them back. Throws Error (damaged) where they are none; what they say is believed.
void read_records(std::string_view bytes, RegistryState& state, StatementChain& chain);

}  // namespace lcl
