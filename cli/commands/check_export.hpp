// SPDX-License-Identifier: Apache-2.0
// lcl check of an exported file: whether it is as it was written, and whether the ledger says so still.
#pragma once

#include "cli/kit/command.hpp"

namespace lcl::cli {

/// Whether the origin of an exported file stands beside `file`.
[[nodiscard]] bool has_export_origin(const std::string& file);
/// Of the file that the call names.
[[nodiscard]] Exit check_export(Call& call);

}  // namespace lcl::cli
