// SPDX-License-Identifier: Apache-2.0
#include "cli/remote/address.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli::remote {
namespace {

constexpr std::string_view over_tls = "https://";
constexpr std::string_view in_the_clear = "http://";
constexpr std::size_t longest_address = 1024;

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return lower;
}

bool is_host(std::string_view host) {
  return !host.empty() &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos;
}

bool is_port(std::string_view port) {
  std::uint16_t number = 0;
  const auto [stop, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  return error == std::errc{} && stop == port.data() + port.size() && number != 0;
}

/// The four numbers of 127.0.0.0/8, the name `localhost`, or ::1: none of them leaves this machine.
bool is_of_this_machine(std::string_view host) {
  if (host == "localhost" || host == "::1") return true;
  return host.starts_with("127.") && std::count(host.begin(), host.end(), '.') == 3 &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

struct Authority {
  std::string host;
  std::string port;  // with its colon
};

/// `host`, `host:port`, `[::1]` or `[::1]:port`, in lower case.
std::optional<Authority> authority_in(const std::string& text) {
  Authority found;
  std::size_t end = 0;
  if (text.starts_with('[')) {
    end = text.find(']');
    if (end == std::string::npos) return std::nullopt;
    found.host = text.substr(1, end - 1);
    if (found.host.empty() || found.host.find_first_not_of("0123456789abcdef:.") != std::string::npos)
      return std::nullopt;
    ++end;
  } else {
    end = std::min(text.find(':'), text.size());
    found.host = text.substr(0, end);
    if (!is_host(found.host)) return std::nullopt;
  }
  found.port = text.substr(end);
  if (!found.port.empty() && (found.port.front() != ':' || !is_port(found.port.substr(1))))
    return std::nullopt;
  return found;
}

bool is_path(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char letter) {
    return letter > ' ' && letter < '\x7f' && letter != '?' && letter != '#' && letter != '"' &&
           letter != '<' && letter != '>' && letter != '\\';
  });
}

}  // namespace

bool is_address(std::string_view text) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos || end == 0) return false;
  return text.substr(0, end).find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-") == std::string_view::npos;
}

std::variant<Address, std::string> read_address(std::string_view text) {
  const std::string lower = in_lower_case(text.substr(0, text.find("://") + 3));
  const bool is_clear = lower == in_the_clear;
  if (!is_clear && lower != over_tls)
    return phrase("\"{}\" is no address of a registry: it begins with https://", printable(text));
  const std::string_view rest = text.substr(lower.size());
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string authority_text = in_lower_case(rest.substr(0, slash));
  if (authority_text.find('@') != std::string::npos)
    return phrase("an address holds no user and no password: leave out what stands before the @");
  const auto authority = authority_in(authority_text);
  std::string_view path = rest.substr(slash);
  if (!authority || !is_path(path) || text.size() > longest_address)
    return phrase("\"{}\" is not of the form https://HOST[:PORT][/PATH]", printable(text));
  while (path.ends_with('/')) path.remove_suffix(1);
  const bool is_local = is_of_this_machine(authority->host);
  if (is_clear && !is_local)
    return phrase(
        "{} would be asked in the clear, where anyone on the way reads and changes what is said: give its "
        "https:// address; http:// is for this machine alone",
        authority->host);
  const bool is_numbered = authority->host.find(':') != std::string::npos;
  const std::string host = is_numbered ? '[' + authority->host + ']' : authority->host;
  return Address{lower + host + authority->port + std::string(path), authority->host, is_local};
}

}  // namespace lcl::cli::remote
