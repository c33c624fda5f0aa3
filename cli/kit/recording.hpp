// SPDX-License-Identifier: Apache-2.0
// How a signed statement comes into the log of the call's registry: written to
// it here, or sent to where it is, whose answer is then held to what was signed.
#pragma once

#include <optional>
#include <string>

#include "cli/kit/command.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/statement.hpp"

namespace lcl::cli {

/// Of a statement that is no submission. Notes in the answer that it is recorded, where it is.
[[nodiscard]] Result<Receipt> record(Call& call, Ledger& ledger, const Statement& statement,
                                     const std::optional<std::string>& private_part = {});

/// Of a receipt that came from afar: what is answered from now on rests on its head, and it is noted.
[[nodiscard]] Result<Receipt> received(Call& call, Result<Receipt> outcome);

}  // namespace lcl::cli
