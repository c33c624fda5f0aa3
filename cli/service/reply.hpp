// SPDX-License-Identifier: Apache-2.0
// An answer as it goes over the wire: what was asked about versions and ranges
// is decided here (RFC 9110 §13 and §14), and all headers are written.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "cli/service/message.hpp"

namespace lcl::cli::service {

struct Reply {
  unsigned status = 200;
  std::string head{};                        ///< its line and headers, with the empty line
  std::string text{};                        ///< what follows, or
  std::shared_ptr<const Descriptor> file{};  ///< `length` bytes of this from `offset` on
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  ///< of what follows; 0 where the request was HEAD
  bool keeps_alive = true;
};

/// `reason` of a status, as RFC 9110 has it.
[[nodiscard]] std::string_view reason_of(unsigned status);

/// Throws Error where a file cannot be opened.
[[nodiscard]] Reply reply_to(const Request& request, Response response, bool keeps_alive);

}  // namespace lcl::cli::service
