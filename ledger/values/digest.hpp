// SPDX-License-Identifier: Apache-2.0
// SHA-256, HMAC-SHA-256 and random bytes: the door to OpenSSL's hashes. Keys
// and signatures are in chain/.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/values/encoding.hpp"

namespace lcl {

/// A SHA-256 value.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

/// 64 lower-case hex digits.
[[nodiscard]] std::string hex(const Digest& digest);
[[nodiscard]] std::optional<Digest> digest_from_hex(std::string_view text) noexcept;

/// An incremental SHA-256, to be used again and again; not to be shared between
/// threads.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(Bytes bytes);
  void update(std::string_view text) { update(bytes_of(text)); }
  /// The digest of all updates since construction or the last `finish`, after
  /// which the hasher is empty again.
  [[nodiscard]] Digest finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// SHA-256 of `bytes`.
[[nodiscard]] Digest sha256(Bytes bytes);
[[nodiscard]] Digest sha256(std::string_view text);
/// SHA-256 of `prefix` ‖ `bytes` (RFC 6962 leaves and nodes).
[[nodiscard]] Digest sha256_prefixed(std::uint8_t prefix, Bytes bytes);

/// HMAC-SHA-256 (RFC 2104) under one key, which is wiped on destruction; not to
/// be shared between threads.
class HmacSha256 {
 public:
  explicit HmacSha256(Bytes key);
  ~HmacSha256();
  HmacSha256(HmacSha256&&) noexcept;
  HmacSha256& operator=(HmacSha256&&) noexcept;

  [[nodiscard]] Digest operator()(Bytes message) { return (*this)(message, {}); }
  /// HMAC of `first` ‖ `second`.
  [[nodiscard]] Digest operator()(Bytes first, Bytes second);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// Cryptographically strong random bytes; throws Error if there are none.
void random_bytes(std::span<std::uint8_t> out);

/// 16 random bytes at a time from a 4 KiB pool: a salt per event costs a copy.
/// Movable only: two pools with the same content would give the same salts.
class SaltPool {
 public:
  SaltPool() = default;
  ~SaltPool() = default;
  SaltPool(const SaltPool&) = delete;
  SaltPool& operator=(const SaltPool&) = delete;
  SaltPool(SaltPool&& other) noexcept : pool_(other.pool_), used_(std::exchange(other.used_, pool_size)) {}
  SaltPool& operator=(SaltPool&& other) noexcept {
    pool_ = other.pool_;
    used_ = std::exchange(other.used_, pool_size);
    return *this;
  }

  [[nodiscard]] std::array<std::uint8_t, 16> next();

 private:
  static constexpr std::size_t pool_size = 4096;
  std::array<std::uint8_t, pool_size> pool_{};
  std::size_t used_ = pool_size;
};

}  // namespace lcl
