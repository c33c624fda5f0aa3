// SPDX-License-Identifier: Apache-2.0
// lcl check of a credential of units: whether it is as its issuer signed it.
#pragma once

#include <string>

#include "cli/kit/command.hpp"

namespace lcl::cli {

/// Proof files have other names: one that ends in .json is read as a credential.
[[nodiscard]] bool is_credential(const std::string& file);
/// Of the file that the call names.
[[nodiscard]] Exit check_credential(Call& call);

}  // namespace lcl::cli
