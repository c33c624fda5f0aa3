// SPDX-License-Identifier: Apache-2.0
// Whose address a request has, through a proxy or without.
#pragma once

#include <string>
#include <string_view>

#include "cli/service/message.hpp"

namespace lcl::cli::service {

/// Of this machine itself: 127.0.0.0/8 and ::1.
[[nodiscard]] bool is_loopback(std::string_view address);
/// Of this machine, or of a private network (RFC 1918, RFC 4193).
[[nodiscard]] bool is_private(std::string_view address);
/// Whose quota it counts against: an IPv4 address is one, of IPv6 the first 64 bits are.
[[nodiscard]] std::string quota_block(const std::string& address);

/// Whether `request` went through a proxy, as its headers say.
[[nodiscard]] bool came_by_proxy(const Request& request);
/// The last address of X-Forwarded-For, which the proxy that is nearest has written; else `peer`.
[[nodiscard]] std::string forwarded_for(const Request& request, const std::string& peer);

}  // namespace lcl::cli::service
