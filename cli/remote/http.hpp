// SPDX-License-Identifier: Apache-2.0
// Requests over HTTP, by libcurl: certificates verified, no redirects, limits of
// time and size. Nothing that is received is believed here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cli/remote/address.hpp"
#include "ledger/values/progress.hpp"

namespace lcl::cli::remote {

struct HttpAnswer {
  unsigned status = 0;
  std::map<std::string, std::string> headers{};  ///< by name in lower case, the last of each
  std::string body{};

  /// nullptr where there is none.
  [[nodiscard]] const std::string* header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? nullptr : &found->second;
  }
};

/// Names and values.
using HeaderFields = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method = "GET";
  std::string path{};  ///< behind the address; begins with /
  HeaderFields headers{};
  std::string body{};
  /// What signs it, asked anew for each attempt: no signature is sent twice.
  std::function<HeaderFields(const HttpRequest& request)> sign{};
  std::size_t most = 0;  ///< bytes of the answer's body
  /// Told of an answer of 200 or 206 before its body is handed on.
  std::function<void(const HttpAnswer& head)> begin{};
  /// What that body is handed to, piece by piece; without it, it is kept.
  std::function<void(std::string_view piece)> take{};
};

/// Why no answer came; lower case, no full stop.
struct Unanswered {
  std::string why;
  /// The other end may have taken the request in: what it asks for may be done.
  bool may_be_done = false;
  bool may_be_tried_again = false;
  /// The answer is longer than it may be, or its headers are.
  bool is_too_long = false;
};

using HttpOutcome = std::variant<HttpAnswer, Unanswered>;

/// One connection, used again and again. Belongs to one thread.
class Http {
 public:
  explicit Http(Address address);
  Http(Http&&) noexcept;
  Http& operator=(Http&&) noexcept;
  ~Http();

  [[nodiscard]] const Address& address() const { return address_; }

  /// One attempt. `progress` is told how much of the answer's body has come, and may throw to end it.
  [[nodiscard]] HttpOutcome attempt(const HttpRequest& request, const Progress& progress = {});
  /// Again where nothing came, or 429, 502, 503 or 504, after a while each time: for requests that can be
  /// made twice.
  [[nodiscard]] HttpOutcome ask(const HttpRequest& request, const Progress& progress = {});

 private:
  struct Handles;
  Address address_;
  std::unique_ptr<Handles> handles_;
};

/// Waits before what had this outcome is asked for again, having been so `tried` times; false where there is
/// no point in it, or it was tried often enough.
[[nodiscard]] bool waited_to_ask_again(const HttpOutcome& outcome, std::size_t tried,
                                       const Progress& progress);
/// The answer. Throws Error (unavailable) where none came.
[[nodiscard]] HttpAnswer answer_of(HttpOutcome outcome);
/// Throws Error (unavailable): `answer` is none that is expected of `path`.
[[noreturn]] void unexpected(const HttpAnswer& answer, const Address& address, const std::string& path);
/// What is at `path`, which is at most `most` bytes; nothing where nothing is. Throws Error (unavailable).
[[nodiscard]] std::optional<std::string> fetched_if_there(Http& http, const std::string& path,
                                                          std::size_t most, const Progress& progress);

}  // namespace lcl::cli::remote
