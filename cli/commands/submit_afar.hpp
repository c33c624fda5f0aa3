// SPDX-License-Identifier: Apache-2.0
// lcl submit to a registry at an address: what it stages is held to the own log
// before it is signed, and its answer to what was signed.
#pragma once

#include <string>

#include "cli/kit/afar.hpp"
#include "cli/kit/command.hpp"
#include "ledger/registry/statement.hpp"

namespace lcl::cli {

[[nodiscard]] Exit submit_afar(Call& call, Afar& afar);
/// Leaves what is staged in the file `output`.
[[nodiscard]] Exit submit_prepare_afar(Call& call, Afar& afar, const std::string& output);
/// Of a submission that was prepared there and is signed.
[[nodiscard]] Result<Receipt> commit_afar(Call& call, Afar& afar, const Statement& statement);

}  // namespace lcl::cli
