// SPDX-License-Identifier: Apache-2.0
// What the service reads and answers, free of how it travels: a request read
// whole, an answer as bytes or as a file. What is answered to which path is a
// list of routes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/values/files.hpp"
#include "ledger/values/json.hpp"

namespace lcl::cli::service {

/// A request whose line, headers and body were within the limits.
struct Request {
  std::string method;  ///< GET, HEAD, POST, PATCH or DELETE
  std::string target;  ///< path and query, as they were sent
  std::string path;    ///< percent-decoded; begins with /, and has no `.` or `..`
  std::vector<std::pair<std::string, std::string>> query{};  ///< percent-decoded, in order
  std::map<std::string, std::string> headers{};              ///< by name in lower case; none stands twice
  std::string body{};
  std::string address{};   ///< of who asks; behind a proxy that is trusted, as that says
  bool from_here = false;  ///< it was sent on this machine itself, and by no proxy

  [[nodiscard]] const std::string* header(std::string_view name) const {
    const auto found = headers.find(std::string(name));
    return found == headers.end() ? nullptr : &found->second;
  }
};

/// A regular file, sent whole or in the range that was asked for.
struct FileBody {
  std::filesystem::path path;
  std::shared_ptr<const Descriptor> open{};  ///< nullptr: it is opened by its path
};

struct Response {
  unsigned status = 200;
  std::string media_type = "application/json";
  std::string etag{};      ///< without quotes; empty: none. 304 and ranges are the server's business
  bool immutable = false;  ///< it may be kept for good; else it is asked for again
  std::vector<std::pair<std::string, std::string>> headers{};
  std::variant<std::string, FileBody> body{};
  std::string signer{};  ///< id of the key that the request was found to be signed by, for the journal
};

/// Canonical, with a line feed.
[[nodiscard]] Response json_response(const Json& document, unsigned status = 200);
/// {"error": {"code", "message"}}; the message may quote whatever was sent.
[[nodiscard]] Response error_response(unsigned status, std::string_view code, const std::string& message);

/// What stood in place of each {name} of a route's pattern.
using Captures = std::map<std::string, std::string>;

/// What an answer takes, by which it is told on whose threads it is made (lanes.hpp).
enum class Work : std::uint8_t {
  at_hand,    ///< what is in memory, or a file
  records,    ///< what is on record, or some entries
  whole_log,  ///< figures, derived from the log as a whole
  acting,     ///< uploads, preparations, statements, bundles
};
constexpr std::size_t work_count = 4;

/// What is known at once of an answer.
struct AtHand {
  std::optional<Response> response{};  ///< nothing: `answer` gives it
  std::optional<Work> work{};  ///< of `answer`, where that is asked too: for others, if there is a response
};

struct Route {
  std::string method;   ///< GET answers HEAD too
  std::string pattern;  ///< `/v1/bundles/{project}`; a segment is a text or a name in braces; a pattern of
                        ///< `/{path…}` takes all that is left
  std::size_t most_body = 0;
  /// Called on any of several threads at once. Whatever it throws is 500 (Error: unavailable is 503).
  std::function<Response(const Request& request, const Captures& captures)> answer;
  Work work = Work::at_hand;  ///< of `answer`
  /// Asked before, where there is one. It waits for nothing.
  std::function<AtHand(const Request& request, const Captures& captures)> at_hand{};
};

}  // namespace lcl::cli::service
