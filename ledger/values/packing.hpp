// SPDX-License-Identifier: Apache-2.0
// Values as bytes and back, for what one program keeps for itself: no format
// that anybody else reads. Both directions walk the same fields: pass(packer, value) writes what
// pass(unpacker, value) reads. Of a type of its own, `fields(archive, value)` names the fields, found by
// argument-dependent look-up, in an order that does not matter as long as it is one.
#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// `Value` is `Wanted` or constant: fields are named once for writing and for reading.
template <typename Value, typename Wanted>
concept AnyOf = std::same_as<std::remove_const_t<Value>, Wanted>;

class Packer {
 public:
  static constexpr bool reads = false;
  template <typename... Values>
  void operator()(const Values&... values);

  void number(std::uint64_t number) {
    for (; number >= 0x80U; number >>= 7U) bytes_.push_back(static_cast<char>(number | 0x80U));
    bytes_.push_back(static_cast<char>(number));
  }
  void bytes(std::string_view bytes) { bytes_ += bytes; }
  [[nodiscard]] std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads from bytes that must outlive it. Throws Error (damaged) where they end too soon or hold what no
/// Packer writes.
class Unpacker {
 public:
  static constexpr bool reads = true;
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  template <typename... Values>
  void operator()(Values&... values);

  [[nodiscard]] std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<std::uint8_t>(bytes(1).front());
      number |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80U) return number;
    }
    broken();
  }
  [[nodiscard]] std::string_view bytes(std::uint64_t count) {
    if (count > rest_.size()) broken();
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
  }
  /// How many elements follow: each takes a byte at least.
  [[nodiscard]] std::uint64_t count() {
    const std::uint64_t count = number();
    if (count > rest_.size()) broken();
    return count;
  }
  void expect_end() const {
    if (!rest_.empty()) broken();
  }

 private:
  [[noreturn]] static void broken() {
    throw Error(Obstacle::damaged, phrase("what was kept cannot be read"));
  }

  std::string_view rest_;
};

template <typename Archive, typename Value>
void pass(Archive& archive, Value& value);

namespace packing {

template <typename Type>
inline constexpr bool is_optional = false;
template <typename Type>
inline constexpr bool is_optional<std::optional<Type>> = true;
template <typename Type>
inline constexpr bool is_list = false;
template <typename Type>
inline constexpr bool is_list<std::vector<Type>> = true;
template <typename Type>
inline constexpr bool is_map = false;
template <typename Key, typename Type, typename Order>
inline constexpr bool is_map<std::map<Key, Type, Order>> = true;
template <typename Type>
inline constexpr bool is_set = false;
template <typename Type, typename Order>
inline constexpr bool is_set<std::set<Type, Order>> = true;

template <typename Archive, typename Value>
void pass_number(Archive& archive, Value& value) {
  using Type = std::remove_const_t<Value>;
  if constexpr (Archive::reads) {
    const std::uint64_t number = archive.number();
    if constexpr (std::is_signed_v<Type>) {
      value = static_cast<Type>(static_cast<std::int64_t>((number >> 1U) ^ (~(number & 1U) + 1U)));
    } else {
      value = static_cast<Type>(number);
    }
  } else if constexpr (std::is_signed_v<Type>) {  // zigzag: small ones of either sign stay short
    const auto number = static_cast<std::int64_t>(value);
    archive.number((static_cast<std::uint64_t>(number) << 1U) ^ (number < 0 ? ~std::uint64_t{0} : 0U));
  } else {
    archive.number(static_cast<std::uint64_t>(value));
  }
}

template <typename Archive, typename Value>
void pass_text(Archive& archive, Value& value) {
  if constexpr (Archive::reads) {
    value = archive.bytes(archive.number());
  } else {
    archive.number(value.size());
    archive.bytes(value);
  }
}

/// The bytes of a value that has no others.
template <typename Archive, typename Value>
void pass_bytes(Archive& archive, Value& value) {
  static_assert(std::is_trivially_copyable_v<Value> && std::has_unique_object_representations_v<Value>);
  if constexpr (Archive::reads) {
    std::memcpy(&value, archive.bytes(sizeof value).data(), sizeof value);
  } else {
    std::array<char, sizeof value> copy;
    std::memcpy(copy.data(), &value, sizeof value);
    archive.bytes({copy.data(), copy.size()});
  }
}

template <typename Archive, typename Value>
void pass_optional(Archive& archive, Value& value) {
  bool is_there = value.has_value();
  pass(archive, is_there);
  if constexpr (Archive::reads) {
    if (is_there) {
      value.emplace();
    } else {
      value.reset();
    }
  }
  if (is_there) pass(archive, *value);
}

template <typename Archive, typename Value>
void pass_list(Archive& archive, Value& value) {
  if constexpr (Archive::reads) {
    value.resize(archive.count());
  } else {
    archive.number(value.size());
  }
  for (auto& each : value) pass(archive, each);
}

template <typename Archive, typename Value>
void pass_map(Archive& archive, Value& value) {
  if constexpr (Archive::reads) {
    value.clear();
    for (std::uint64_t count = archive.count(); count > 0; --count) {
      typename Value::key_type key{};
      pass(archive, key);
      pass(archive, value.emplace_hint(value.end(), std::move(key), typename Value::mapped_type{})->second);
    }
  } else {
    archive.number(value.size());
    for (const auto& [key, mapped] : value) {
      pass(archive, key);
      pass(archive, mapped);
    }
  }
}

template <typename Archive, typename Value>
void pass_set(Archive& archive, Value& value) {
  if constexpr (Archive::reads) {
    value.clear();
    for (std::uint64_t count = archive.count(); count > 0; --count) {
      typename Value::key_type key{};
      pass(archive, key);
      value.insert(value.end(), std::move(key));
    }
  } else {
    archive.number(value.size());
    for (const auto& key : value) pass(archive, key);
  }
}

}  // namespace packing

template <typename Archive, typename Value>
void pass(Archive& archive, Value& value) {
  using Type = std::remove_const_t<Value>;
  if constexpr (std::is_enum_v<Type>) {
    auto number = static_cast<std::underlying_type_t<Type>>(value);
    packing::pass_number(archive, number);
    if constexpr (Archive::reads) value = static_cast<Type>(number);
  } else if constexpr (std::is_integral_v<Type>) {
    packing::pass_number(archive, value);
  } else if constexpr (std::is_same_v<Type, std::string>) {
    packing::pass_text(archive, value);
  } else if constexpr (std::is_same_v<Type, Digest> || std::is_same_v<Type, Pseudonym>) {
    packing::pass_bytes(archive, value.bytes);
  } else if constexpr (std::is_same_v<Type, Decimal>) {
    Decimal::Scaled scaled = value.scaled();
    packing::pass_bytes(archive, scaled);
    if constexpr (Archive::reads) value = Decimal::from_scaled(scaled);
  } else if constexpr (std::is_same_v<Type, Instant>) {
    packing::pass_number(archive, value.milliseconds);
  } else if constexpr (std::is_same_v<Type, Period>) {
    archive(value.from, value.to);
  } else if constexpr (packing::is_optional<Type>) {
    packing::pass_optional(archive, value);
  } else if constexpr (packing::is_list<Type>) {
    packing::pass_list(archive, value);
  } else if constexpr (packing::is_map<Type>) {
    packing::pass_map(archive, value);
  } else if constexpr (packing::is_set<Type>) {
    packing::pass_set(archive, value);
  } else {
    fields(archive, value);
  }
}

template <typename... Values>
void Packer::operator()(const Values&... values) {
  (pass(*this, values), ...);
}
template <typename... Values>
void Unpacker::operator()(Values&... values) {
  (pass(*this, values), ...);
}

}  // namespace lcl
