// SPDX-License-Identifier: Apache-2.0
// The JSON that a request brings: an object of exactly the members that are
// asked for.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "cli/service/message.hpp"
#include "ledger/values/json.hpp"

namespace lcl::cli::service {

/// The body of `request`, which has all of `required` and nothing but these and `allowed`; or 415 or 400.
[[nodiscard]] std::variant<Json, Response> body_object(const Request& request,
                                                       std::initializer_list<std::string_view> required,
                                                       std::initializer_list<std::string_view> allowed = {});

/// 400 `bad_request`.
[[nodiscard]] Response bad_request(const std::string& why);

/// nullptr where the member is no text.
[[nodiscard]] const std::string* text_in(const Json& object, const char* name);
/// Nothing where the member is no number from 0 on.
[[nodiscard]] std::optional<std::uint64_t> number_in(const Json& object, const char* name);

}  // namespace lcl::cli::service
