// SPDX-License-Identifier: Apache-2.0
#include "cli/service/reply.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

#include "ledger/values/error.hpp"

namespace lcl::cli::service {
namespace {

struct StatusReason {
  unsigned status;
  std::string_view reason;
};
constexpr std::array status_reasons{
    StatusReason{200, "OK"},
    StatusReason{201, "Created"},
    StatusReason{204, "No Content"},
    StatusReason{206, "Partial Content"},
    StatusReason{301, "Moved Permanently"},
    StatusReason{304, "Not Modified"},
    StatusReason{400, "Bad Request"},
    StatusReason{401, "Unauthorized"},
    StatusReason{403, "Forbidden"},
    StatusReason{404, "Not Found"},
    StatusReason{405, "Method Not Allowed"},
    StatusReason{408, "Request Timeout"},
    StatusReason{409, "Conflict"},
    StatusReason{413, "Content Too Large"},
    StatusReason{414, "URI Too Long"},
    StatusReason{415, "Unsupported Media Type"},
    StatusReason{416, "Range Not Satisfiable"},
    StatusReason{417, "Expectation Failed"},
    StatusReason{422, "Unprocessable Content"},
    StatusReason{429, "Too Many Requests"},
    StatusReason{431, "Request Header Fields Too Large"},
    StatusReason{500, "Internal Server Error"},
    StatusReason{501, "Not Implemented"},
    StatusReason{503, "Service Unavailable"},
    StatusReason{505, "HTTP Version Not Supported"},
};

struct ByteRange {
  std::uint64_t from = 0;
  std::uint64_t length = 0;
};

std::optional<std::uint64_t> range_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// What `Range` asks for of `size` bytes: nothing where it is not one range of bytes, which is then as if it
/// were not there; of length 0 where there are none of those bytes.
std::optional<ByteRange> range_asked(std::string_view header, std::uint64_t size) {
  if (!header.starts_with("bytes=")) return std::nullopt;
  header.remove_prefix(6);
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::optional<std::uint64_t> first = range_number(header.substr(0, dash));
  const std::optional<std::uint64_t> last = range_number(header.substr(dash + 1));
  if (dash == 0) {
    if (!last) return std::nullopt;
    const std::uint64_t length = std::min(*last, size);
    return ByteRange{size - length, length};
  }
  if (!first || (!last && dash + 1 != header.size()) || (last && *last < *first)) return std::nullopt;
  if (*first >= size) return ByteRange{};
  return ByteRange{*first, std::min(last.value_or(size - 1), size - 1) - *first + 1};
}

/// Whether the list of `If-None-Match` holds `quoted`, or is `*`.
bool lists_etag(std::string_view header, std::string_view quoted) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(','), header.size());
    std::string_view each = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    while (!each.empty() && (each.front() == ' ' || each.front() == '\t')) each.remove_prefix(1);
    while (!each.empty() && (each.back() == ' ' || each.back() == '\t')) each.remove_suffix(1);
    if (each.starts_with("W/")) each.remove_prefix(2);
    if (each == quoted || each == "*") return true;
  }
  return false;
}

std::string http_date() {
  using namespace std::chrono;
  constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto now = floor<seconds>(system_clock::now());
  const auto today = floor<days>(now);
  const year_month_day date(today);
  const hh_mm_ss time(now - today);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays.at(weekday(today).c_encoding()),
                     static_cast<unsigned>(date.day()), months.at(static_cast<unsigned>(date.month()) - 1),
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

bool stands_in_one_line(std::string_view text) {
  return text.find_first_of({"\r\n\0", 3}) == std::string_view::npos;
}

class HeadWriter {
 public:
  explicit HeadWriter(unsigned status)
      : text_(fmt::format("HTTP/1.1 {} {}\r\n", status, reason_of(status))) {}
  void add(std::string_view name, std::string_view value) {
    if (!stands_in_one_line(name) || !stands_in_one_line(value))
      throw Error(Obstacle::io, fmt::format("the header {} of an answer is not one line", name));
    text_.append(name).append(": ").append(value).append("\r\n");
  }
  [[nodiscard]] std::string finished() { return std::move(text_) + "\r\n"; }

 private:
  std::string text_;
};

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [name](const auto& each) { return each.first == name; });
}

/// Opens the file where it is not open, and says how long it is.
std::uint64_t open_file_of(FileBody& body) {
  if (!body.open) body.open = std::make_shared<const Descriptor>(open_to_read(body.path));
  struct stat found {};
  if (::fstat(body.open->number(), &found) != 0 || !S_ISREG(found.st_mode))
    throw Error(Obstacle::io, "what is to be sent is no regular file");
  return static_cast<std::uint64_t>(found.st_size);
}

void add_security(HeadWriter& head, const Response& response) {
  head.add("X-Content-Type-Options", "nosniff");
  head.add("Referrer-Policy", "no-referrer");
  if (!has_header(response, "Content-Security-Policy"))
    head.add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
}

/// What is sent of the body, as the request's conditions have it.
void take_conditions(const Request& request, const Response& response, const std::string& quoted,
                     Reply& reply, std::string& content_range) {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (!reads || response.status != 200) return;
  const std::string* const none_match = request.header("if-none-match");
  if (none_match != nullptr && !response.etag.empty() && lists_etag(*none_match, quoted)) {
    reply.status = 304;
    return;
  }
  const std::string* const range = request.header("range");
  if (range == nullptr || request.method == "HEAD" || !reply.file) return;
  const std::string* const if_range = request.header("if-range");
  if (if_range != nullptr && *if_range != quoted) return;
  const std::optional<ByteRange> asked = range_asked(*range, reply.length);
  if (!asked) return;
  const std::uint64_t size = reply.length;
  reply.status = asked->length == 0 ? 416 : 206;
  content_range = asked->length == 0
                      ? fmt::format("bytes */{}", size)
                      : fmt::format("bytes {}-{}/{}", asked->from, asked->from + asked->length - 1, size);
  reply.offset = asked->from;
  reply.length = asked->length;
}

}  // namespace

std::string_view reason_of(unsigned status) {
  const auto* const found =
      std::find_if(status_reasons.begin(), status_reasons.end(),
                   [status](const StatusReason& each) { return each.status == status; });
  return found == status_reasons.end() ? "Unknown" : found->reason;
}

Reply reply_to(const Request& request, Response response, bool keeps_alive) {
  Reply reply;
  reply.status = response.status;
  reply.keeps_alive = keeps_alive;
  if (auto* const file = std::get_if<FileBody>(&response.body)) {
    reply.length = open_file_of(*file);
    reply.file = file->open;
  } else {
    reply.text = std::move(std::get<std::string>(response.body));
    reply.length = reply.text.size();
  }
  const std::string quoted = '"' + response.etag + '"';
  std::string content_range;
  take_conditions(request, response, quoted, reply, content_range);
  HeadWriter head(reply.status);
  head.add("Date", http_date());
  if (reply.status != 304 && reply.status != 204) {
    head.add("Content-Length", std::to_string(reply.length));
    if (reply.status != 416) head.add("Content-Type", response.media_type);
  }
  if (!content_range.empty()) head.add("Content-Range", content_range);
  if (reply.file) head.add("Accept-Ranges", "bytes");
  if (!response.etag.empty()) head.add("ETag", quoted);
  if (!has_header(response, "Cache-Control"))
    head.add("Cache-Control", response.immutable      ? "public, max-age=31536000, immutable"
                              : response.etag.empty() ? "no-store"
                                                      : "no-cache");
  add_security(head, response);
  for (const auto& [name, value] : response.headers) head.add(name, value);
  head.add("Connection", keeps_alive ? "keep-alive" : "close");
  reply.head = head.finished();
  if (request.method == "HEAD" || reply.status == 304 || reply.status == 204) reply.length = 0;
  return reply;
}

}  // namespace lcl::cli::service
