// SPDX-License-Identifier: Apache-2.0
#include "cli/service/addresses.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace lcl::cli::service {
namespace {

using AddressBytes = std::array<std::uint8_t, 16>;

constexpr AddressBytes mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0};

/// IPv4 as IPv6 has it (::ffff:0:0/96).
std::optional<AddressBytes> address_bytes(std::string_view address) {
  const std::string text(address);
  AddressBytes bytes = mapped;
  if (::inet_pton(AF_INET, text.c_str(), bytes.data() + 12) == 1) return bytes;
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  return std::nullopt;
}

bool is_mapped(const AddressBytes& bytes) {
  return std::equal(mapped.begin(), mapped.begin() + 12, bytes.begin());
}

bool is_loopback_of(const AddressBytes& bytes) {
  if (is_mapped(bytes)) return bytes[12] == 127;
  return std::all_of(bytes.begin(), bytes.end() - 1, [](std::uint8_t each) { return each == 0; }) &&
         bytes[15] == 1;
}

}  // namespace

bool is_loopback(std::string_view address) {
  const std::optional<AddressBytes> bytes = address_bytes(address);
  return bytes && is_loopback_of(*bytes);
}

bool is_private(std::string_view address) {
  const std::optional<AddressBytes> bytes = address_bytes(address);
  if (!bytes) return false;
  if (is_loopback_of(*bytes)) return true;
  const AddressBytes& each = *bytes;
  if (!is_mapped(each)) return (each[0] & 0xFEU) == 0xFCU;
  return each[12] == 10 || (each[12] == 172 && (each[13] & 0xF0U) == 16) ||
         (each[12] == 192 && each[13] == 168);
}

std::string quota_block(const std::string& address) {
  const std::optional<AddressBytes> bytes = address_bytes(address);
  if (!bytes) return address;
  return is_mapped(*bytes) ? std::string(bytes->begin() + 12, bytes->end())
                           : std::string(bytes->begin(), bytes->begin() + 8);
}

bool came_by_proxy(const Request& request) {
  constexpr std::array names{"x-forwarded-for", "x-real-ip", "forwarded", "via"};
  return std::any_of(names.begin(), names.end(),
                     [&request](std::string_view name) { return request.header(name) != nullptr; });
}

std::string forwarded_for(const Request& request, const std::string& peer) {
  const std::string* const header = request.header("x-forwarded-for");
  if (header == nullptr) return peer;
  const std::size_t comma = header->rfind(',');
  std::string last = header->substr(comma == std::string::npos ? 0 : comma + 1);
  last.erase(0, last.find_first_not_of(" \t"));
  last.erase(last.find_last_not_of(" \t") + 1);
  return address_bytes(last) ? last : peer;
}

}  // namespace lcl::cli::service
