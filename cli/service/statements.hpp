// SPDX-License-Identifier: Apache-2.0
// Signed statements that come in, and what is answered once one is recorded:
// with the proof that it, and nothing else, stands in a log that extends the
// one that its signer knew (schemas/service.md, "Statements").
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cli/service/ledgers.hpp"
#include "cli/service/message.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/statement.hpp"

namespace lcl::cli::service {

/// POST /v1/statements
[[nodiscard]] Response take_statement(Ledgers& ledgers, const Request& request);

/// Appends the submission staged in a file, signed with `signature`.
[[nodiscard]] Response take_submission(Ledgers& ledgers, const std::filesystem::path& staged,
                                       const Signature& signature);

/// 422
[[nodiscard]] Response refused_response(const Refused& refused, const Head& head);

}  // namespace lcl::cli::service
