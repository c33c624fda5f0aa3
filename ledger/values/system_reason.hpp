// SPDX-License-Identifier: Apache-2.0
// Why the system did not do something, in the language that is spoken.
#pragma once

#include <string>
#include <system_error>

namespace lcl {

/// Of a value of errno. Those that files, folders and connections meet are said in French too; any other in
/// the words of the system.
[[nodiscard]] std::string system_reason(int error);
[[nodiscard]] std::string system_reason(const std::error_code& error);

}  // namespace lcl
