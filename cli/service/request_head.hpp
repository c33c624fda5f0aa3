// SPDX-License-Identifier: Apache-2.0
// A request's line and headers as bytes, before anybody reads them: what two
// readers could understand differently, a server in front of this one and this
// one, is found here and refused (RFC 9112 §11.2).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lcl::cli::service {

struct BadRequest {
  unsigned status = 400;
  std::string why;
};

/// How much of `bytes` is a head, with the empty line behind it; nothing as long as that has not come.
[[nodiscard]] std::optional<std::size_t> end_of_head(std::string_view bytes);

/// What is wrong with a head, or with the beginning of one: lines end in CR LF and hold no other control
/// character but HTAB, the first is `METHOD TARGET HTTP/1.x`, each other `NAME:VALUE` with a NAME that is a
/// token, none stands twice, Host is there, and of Content-Length (digits) and Transfer-Encoding (`chunked`)
/// at most one.
[[nodiscard]] std::optional<BadRequest> fault_of_head(std::string_view head);

/// A target taken apart and percent-decoded.
struct TargetParts {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};
/// Nothing if `target` is no path, or one that names another when it is read differently: `.`, `..`, an
/// encoded slash, a backslash, a control character, or what is not UTF-8. In a query, `+` is a blank.
[[nodiscard]] std::optional<TargetParts> target_parts(std::string_view target);

}  // namespace lcl::cli::service
