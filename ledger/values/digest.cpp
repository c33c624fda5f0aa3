// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

constexpr std::size_t block_size = 64;  // FIPS 180-4, SHA-256

void require(bool done, const char* what) {
  if (!done) throw Error(Obstacle::cryptography, std::string("OpenSSL could not ") + what);
}

// OpenSSL 3.0 allocates and frees a state for each hash that is made through its interface for all
// algorithms, context kept or not: half as much again as hashing a node of a tree. These, which it would
// rather have called through that, are the same SHA-256 without it.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

void start(SHA256_CTX& state) { require(SHA256_Init(&state) == 1, "start a hash"); }

void feed(SHA256_CTX& state, Bytes bytes) {
  require(SHA256_Update(&state, bytes.data(), bytes.size()) == 1, "hash");
}

Digest end(SHA256_CTX& state) {
  Digest digest;
  require(SHA256_Final(digest.bytes.data(), &state) == 1, "finish a hash");
  return digest;
}

#pragma GCC diagnostic pop

/// A hash that has taken in a secret; wiped when it goes.
struct SecretHash {
  SHA256_CTX state;
  SecretHash() { start(state); }
  SecretHash(const SecretHash&) = default;
  SecretHash& operator=(const SecretHash&) = default;
  SecretHash(SecretHash&&) = default;
  SecretHash& operator=(SecretHash&&) = default;
  ~SecretHash() { OPENSSL_cleanse(&state, sizeof state); }
};

}  // namespace

std::string hex(const Digest& digest) { return hex(Bytes{digest.bytes}); }

std::optional<Digest> digest_from_hex(std::string_view text) noexcept {
  Digest digest;
  if (!from_hex(text, digest.bytes)) return std::nullopt;
  return digest;
}

struct Sha256::Context {
  SHA256_CTX hash;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) { start(context_->hash); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(Bytes bytes) { feed(context_->hash, bytes); }

Digest Sha256::finish() {
  const Digest digest = end(context_->hash);
  start(context_->hash);
  return digest;
}

Digest sha256(Bytes bytes) {
  SHA256_CTX hash;
  start(hash);
  feed(hash, bytes);
  return end(hash);
}

Digest sha256(std::string_view text) { return sha256(bytes_of(text)); }

Digest sha256_prefixed(std::uint8_t prefix, Bytes bytes) {
  SHA256_CTX hash;
  start(hash);
  feed(hash, Bytes{&prefix, 1});
  feed(hash, bytes);
  return end(hash);
}

/// Two hashes that have taken in the key's inner and outer block (RFC 2104 §4:
/// "intermediate results … can be precomputed once").
struct HmacSha256::Context {
  SecretHash inner;
  SecretHash outer;
};

HmacSha256::HmacSha256(Bytes key) : context_(std::make_unique<Context>()) {
  std::array<std::uint8_t, block_size> block{};
  if (key.size() > block_size) {
    SecretHash hash;
    feed(hash.state, key);
    Digest shortened = end(hash.state);
    std::copy(shortened.bytes.begin(), shortened.bytes.end(), block.begin());
    OPENSSL_cleanse(shortened.bytes.data(), shortened.bytes.size());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  const auto absorb = [&block](SecretHash& hash, std::uint8_t pad) {
    std::array<std::uint8_t, block_size> padded{};
    std::transform(block.begin(), block.end(), padded.begin(),
                   [pad](std::uint8_t byte) { return static_cast<std::uint8_t>(byte ^ pad); });
    feed(hash.state, padded);
    OPENSSL_cleanse(padded.data(), padded.size());
  };
  absorb(context_->inner, 0x36);
  absorb(context_->outer, 0x5C);
  OPENSSL_cleanse(block.data(), block.size());
}

HmacSha256::~HmacSha256() = default;
HmacSha256::HmacSha256(HmacSha256&&) noexcept = default;
HmacSha256& HmacSha256::operator=(HmacSha256&&) noexcept = default;

Digest HmacSha256::operator()(Bytes first, Bytes second) {
  SecretHash working = context_->inner;
  feed(working.state, first);
  feed(working.state, second);
  const Digest inner = end(working.state);
  working = context_->outer;
  feed(working.state, inner.bytes);
  return end(working.state);
}

void random_bytes(std::span<std::uint8_t> out) {
  require(RAND_bytes(out.data(), static_cast<int>(out.size())) == 1, "give random bytes");
}

std::array<std::uint8_t, 16> SaltPool::next() {
  if (used_ == pool_.size()) {
    random_bytes(pool_);
    used_ = 0;
  }
  std::array<std::uint8_t, 16> salt{};
  std::memcpy(salt.data(), pool_.data() + used_, salt.size());
  used_ += salt.size();
  return salt;
}

}  // namespace lcl
