// SPDX-License-Identifier: Apache-2.0
// Statements read back from a ledger, and what they put on record: the state
// of a registry at any point of its log.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "ledger/registry/state.hpp"
#include "ledger/store/reader.hpp"

namespace lcl {

/// The statement that stands at `seq` in the registry named `origin`, and the time of its entry. Throws Error
/// (damaged) where none can be read there.
[[nodiscard]] std::pair<Statement, Instant> statement_at(const Reader& reader, const std::string& origin,
                                                         std::uint64_t seq);
/// Takes the statements `from` ≤ seq < `to` of the registry named `origin` into `state`, which holds those
/// before. Throws Error (damaged) where one cannot be read, or breaks a rule at its point (signatures apart).
void take_statements(const Reader& reader, const std::string& origin, std::uint64_t from, std::uint64_t to,
                     RegistryState& state);
/// The state after the first `size` entries.
[[nodiscard]] RegistryState state_at(const Reader& reader, const std::string& origin, std::uint64_t size);

}  // namespace lcl
