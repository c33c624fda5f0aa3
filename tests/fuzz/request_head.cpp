// SPDX-License-Identifier: Apache-2.0
// Any bytes as a request's head: what is let through is read by Boost.Beast as the same method, target and
// headers, and frames its body in one way; and a target that is taken apart names the same path when it is
// written out again.
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "cli/service/request_head.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/text.hpp"

namespace {

namespace http = boost::beast::http;

std::size_t lines_in(std::string_view head) {
  std::size_t lines = 0;
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2))
    ++lines;
  return lines;
}

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char byte : path) {
    const auto value = static_cast<unsigned char>(byte);
    if (byte == '/') {
      out += byte;
    } else {
      out.append(1, '%').append(1, digits[value / 16]).append(1, digits[value % 16]);
    }
  }
  return out;
}

void try_target(std::string_view target) {
  const auto parts = lcl::cli::service::target_parts(target);
  if (!parts) return;
  const std::string& path = parts->path;
  lcl::invariant(path.starts_with('/') && !lcl::invalid_utf8(path) && !lcl::has_control(path),
                 "a path is text");
  lcl::invariant(
      (path + '/').find("/../") == std::string::npos && (path + '/').find("/./") == std::string::npos,
      "a path goes nowhere but down");
  const auto again = lcl::cli::service::target_parts(percent_encoded(path));
  lcl::invariant(again && again->path == path, "a path written out is that path");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  try_target(bytes);
  const auto end = lcl::cli::service::end_of_head(bytes);
  if (const auto fault = lcl::cli::service::fault_of_head(bytes.substr(0, end.value_or(size)))) {
    lcl::invariant(!fault->why.empty() && !lcl::invalid_utf8(fault->why), "a fault is said in words");
    return 0;
  }
  if (!end) return 0;
  const std::string_view head = bytes.substr(0, *end);
  http::request_parser<http::empty_body> parser;
  parser.eager(false);
  parser.header_limit(std::numeric_limits<std::uint32_t>::max());
  parser.body_limit(std::numeric_limits<std::uint64_t>::max());
  boost::beast::error_code fault;
  const std::size_t used = parser.put(boost::asio::buffer(head.data(), head.size()), fault);
  if (fault) return 0;
  lcl::invariant(used == head.size() && parser.is_header_done(),
                 "a head ends where it ends for every reader");
  std::size_t fields = 0;
  for (const auto& field : parser.get()) fields += field.name_string().empty() ? 0U : 1U;
  lcl::invariant(fields == lines_in(head) - 2, "each line is a header");
  lcl::invariant(!(parser.chunked() && parser.content_length()), "a body is framed in one way");
  try_target({parser.get().target().data(), parser.get().target().size()});
  return 0;
}
