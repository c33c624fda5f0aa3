// SPDX-License-Identifier: Apache-2.0
// The address of a registry, or of a published folder, that is reached over
// HTTP: over TLS or, on this machine, without.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace lcl::cli::remote {

/// Whether `text` is meant as an address and not as a path: it begins with a scheme and `://`.
[[nodiscard]] bool is_address(std::string_view text);

struct Address {
  std::string url;   ///< without a slash at its end
  std::string host;  ///< in lower case, without a port and brackets
  bool is_local = false;
};

/// The address that `text` is, or why it is none that can be used: lower case, no full stop.
[[nodiscard]] std::variant<Address, std::string> read_address(std::string_view text);

}  // namespace lcl::cli::remote
