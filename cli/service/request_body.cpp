// SPDX-License-Identifier: Apache-2.0
#include "cli/service/request_body.hpp"

#include <algorithm>

namespace lcl::cli::service {
namespace {

/// A statement may be nested 40 deep.
constexpr std::size_t deepest_body = 42;

bool is_among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::variant<Json, Response> body_object(const Request& request,
                                         std::initializer_list<std::string_view> required,
                                         std::initializer_list<std::string_view> allowed) {
  const std::string* type = request.header("content-type");
  if (type == nullptr || (*type != "application/json" && !type->starts_with("application/json;")))
    return error_response(415, "media_type", "the body must be application/json");
  auto parsed = parse_json(request.body, {.depth = deepest_body, .bytes = request.body.size() + 1});
  if (const auto* fault = std::get_if<JsonFault>(&parsed)) {
    return bad_request("the body is not JSON as it must be, at byte " + std::to_string(fault->offset) + ": " +
                       fault->message);
  }
  Json& object = *std::get_if<Json>(&parsed);
  if (!object.is_object()) return bad_request("the body is not an object");
  for (const std::string_view name : required) {
    if (!object.contains(name)) return bad_request("the member " + std::string(name) + " is missing");
  }
  for (const auto& [name, value] : object.items()) {
    if (!is_among(name, required) && !is_among(name, allowed))
      return bad_request("there is a member that is not known: " + name.substr(0, 64));
  }
  return std::move(object);
}

Response bad_request(const std::string& why) { return error_response(400, "bad_request", why); }

const std::string* text_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

std::optional<std::uint64_t> number_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_integer()) return std::nullopt;
  const auto number = found->get<std::int64_t>();
  if (number < 0) return std::nullopt;
  return static_cast<std::uint64_t>(number);
}

}  // namespace lcl::cli::service
