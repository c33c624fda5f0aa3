// SPDX-License-Identifier: Apache-2.0
#include "cli/service/request_head.hpp"

#include <algorithm>
#include <set>

#include "ledger/values/text.hpp"

namespace lcl::cli::service {
namespace {

constexpr std::string_view token_marks = "!#$%&'*+-.^_`|~";
constexpr std::string_view path_marks = "-._~!$&'()*+,;=:@/%";
constexpr std::string_view query_marks = "-._~!$&'()*+,;=:@/?%";

bool is_letter_or_digit(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

bool is_made_of(std::string_view text, std::string_view marks) {
  return std::all_of(text.begin(), text.end(), [marks](char byte) {
    return is_letter_or_digit(byte) || marks.find(byte) != std::string_view::npos;
  });
}

bool is_token(std::string_view text) { return !text.empty() && is_made_of(text, token_marks); }

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  for (char& byte : out) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
  return out;
}

std::string_view without_blanks(std::string_view text) {
  const auto is_blank = [](char byte) { return byte == ' ' || byte == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<BadRequest> bad(std::string why) { return BadRequest{400, std::move(why)}; }

std::optional<BadRequest> fault_of_bytes(std::string_view head) {
  for (std::size_t i = 0; i < head.size(); ++i) {
    const char byte = head[i];
    if (byte == '\r') {
      if (i + 1 < head.size() && head[i + 1] != '\n') return bad("a CR stands alone");
    } else if (byte == '\n') {
      if (i == 0 || head[i - 1] != '\r') return bad("an LF stands alone");
    } else if ((static_cast<unsigned char>(byte) < 0x20U && byte != '\t') || byte == '\x7f') {
      return bad("there is a control character in the headers");
    }
  }
  return std::nullopt;
}

std::optional<BadRequest> fault_of_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || !is_token(line.substr(0, first)))
    return bad("the first line is not METHOD TARGET VERSION");
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (target.empty() || target.find_first_of(" \t") != std::string_view::npos)
    return bad("the first line is not METHOD TARGET VERSION");
  const std::string_view version = line.substr(last + 1);
  if (version == "HTTP/1.1" || version == "HTTP/1.0") return std::nullopt;
  if (version.starts_with("HTTP/")) return BadRequest{505, "only HTTP/1.1 and HTTP/1.0 are spoken here"};
  return bad("the first line is not METHOD TARGET VERSION");
}

/// Takes the next line off `rest`, without its CR LF.
std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find("\r\n");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
  return line;
}

std::optional<BadRequest> fault_of_framing(const std::set<std::string>& names, bool is_1_0) {
  if (!names.contains("host") && !is_1_0) return bad("Host is missing");
  if (!names.contains("transfer-encoding")) return std::nullopt;
  if (names.contains("content-length")) return bad("Content-Length and Transfer-Encoding exclude each other");
  if (is_1_0) return bad("HTTP/1.0 has no Transfer-Encoding");
  return std::nullopt;
}

int hex_digit(char byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return -1;
}

/// Nothing where a `%` is not followed by two hex digits, or where what comes out is not text.
std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_digit(text[i + 1]);
    const int low = hex_digit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (invalid_utf8(out) || has_control(out)) return std::nullopt;
  return out;
}

/// One segment after the other, so that an encoded slash is seen.
std::optional<std::string> decoded_path(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::optional<std::string> segment = decoded(path.substr(0, end));
    if (!segment || *segment == "." || *segment == ".." || segment->find_first_of("/\\") != std::string::npos)
      return std::nullopt;
    out += '/' + *segment;
    path.remove_prefix(end);
  }
  return out;
}

std::optional<std::string> decoded_of_form(std::string_view text) {
  std::string blanks(text);
  std::replace(blanks.begin(), blanks.end(), '+', ' ');
  return decoded(blanks);
}

}  // namespace

std::optional<std::size_t> end_of_head(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  return end + 4;
}

std::optional<BadRequest> fault_of_head(std::string_view head) {
  if (std::optional<BadRequest> fault = fault_of_bytes(head)) return fault;
  const std::optional<std::size_t> end = end_of_head(head);
  if (!end) return std::nullopt;
  std::string_view rest = head.substr(0, *end - 2);
  const std::string_view first = next_line(rest);
  if (std::optional<BadRequest> fault = fault_of_request_line(first)) return fault;
  std::set<std::string> names;
  while (!rest.empty()) {
    const std::string_view line = next_line(rest);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
      return bad("a header is not NAME: VALUE");
    const std::string name = in_lower_case(line.substr(0, colon));
    const std::string_view value = without_blanks(line.substr(colon + 1));
    if (!names.insert(name).second) return bad("a header stands twice: " + name);
    if (name == "content-length" && !is_digits(value)) return bad("Content-Length is no number");
    if (name == "transfer-encoding" && in_lower_case(value) != "chunked")
      return BadRequest{501, "the only Transfer-Encoding that is read here is chunked"};
    if (name == "host" && (value.empty() || !is_made_of(value, "-._~:[]%")))
      return bad("Host is no name of a host");
  }
  return fault_of_framing(names, first.ends_with("HTTP/1.0"));
}

std::optional<TargetParts> target_parts(std::string_view target) {
  if (!target.starts_with('/')) return std::nullopt;
  const std::size_t mark = std::min(target.find('?'), target.size());
  if (!is_made_of(target.substr(0, mark), path_marks)) return std::nullopt;
  std::optional<std::string> path = decoded_path(target.substr(0, mark));
  if (!path) return std::nullopt;
  TargetParts parts{std::move(*path), {}};
  std::string_view query = target.substr(std::min(mark + 1, target.size()));
  if (!is_made_of(query, query_marks)) return std::nullopt;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::optional<std::string> name = decoded_of_form(pair.substr(0, equals));
    std::optional<std::string> value = decoded_of_form(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value || name->empty()) return std::nullopt;
    parts.query.emplace_back(std::move(*name), std::move(*value));
  }
  return parts;
}

}  // namespace lcl::cli::service
