// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

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

/// Looked up once: a look-up for every hash costs more than the hash.
const EVP_MD* algorithm() {
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  require(fetched != nullptr, "provide SHA-256");
  return fetched;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using ContextPointer = std::unique_ptr<EVP_MD_CTX, FreeContext>;

ContextPointer new_context() {
  ContextPointer context(EVP_MD_CTX_new());
  require(context != nullptr, "allocate a hash context");
  return context;
}

void start(EVP_MD_CTX* context) {
  require(EVP_DigestInit_ex2(context, algorithm(), nullptr) == 1, "start a hash");
}

void feed(EVP_MD_CTX* context, Bytes bytes) {
  require(EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1, "hash");
}

Digest end(EVP_MD_CTX* context) {
  Digest digest;
  require(EVP_DigestFinal_ex(context, digest.bytes.data(), nullptr) == 1, "finish a hash");
  return digest;
}

Sha256& hasher_of_thread() {
  thread_local Sha256 hasher;
  return hasher;
}

}  // namespace

std::string hex(const Digest& digest) { return hex(Bytes{digest.bytes}); }

std::optional<Digest> digest_from_hex(std::string_view text) noexcept {
  Digest digest;
  if (!from_hex(text, digest.bytes)) return std::nullopt;
  return digest;
}

struct Sha256::Context {
  ContextPointer hash = new_context();
};

Sha256::Sha256() : context_(std::make_unique<Context>()) { start(context_->hash.get()); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(Bytes bytes) { feed(context_->hash.get(), bytes); }

Digest Sha256::finish() {
  const Digest digest = end(context_->hash.get());
  start(context_->hash.get());
  return digest;
}

Digest sha256(Bytes bytes) {
  Sha256& hasher = hasher_of_thread();
  hasher.update(bytes);
  return hasher.finish();
}

Digest sha256(std::string_view text) { return sha256(bytes_of(text)); }

Digest sha256_prefixed(std::uint8_t prefix, Bytes bytes) {
  Sha256& hasher = hasher_of_thread();
  hasher.update(Bytes{&prefix, 1});
  hasher.update(bytes);
  return hasher.finish();
}

/// Two hashes that have taken in the key's inner and outer block (RFC 2104 §4:
/// "intermediate results … can be precomputed once"), and one to copy them to.
struct HmacSha256::Context {
  ContextPointer inner = new_context();
  ContextPointer outer = new_context();
  ContextPointer working = new_context();
};

HmacSha256::HmacSha256(Bytes key) : context_(std::make_unique<Context>()) {
  std::array<std::uint8_t, block_size> block{};
  if (key.size() > block_size) {
    Digest shortened = sha256(key);
    std::copy(shortened.bytes.begin(), shortened.bytes.end(), block.begin());
    OPENSSL_cleanse(shortened.bytes.data(), shortened.bytes.size());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  const auto absorb = [&block](EVP_MD_CTX* context, std::uint8_t pad) {
    std::array<std::uint8_t, block_size> padded{};
    std::transform(block.begin(), block.end(), padded.begin(),
                   [pad](std::uint8_t byte) { return static_cast<std::uint8_t>(byte ^ pad); });
    start(context);
    feed(context, padded);
    OPENSSL_cleanse(padded.data(), padded.size());
  };
  absorb(context_->inner.get(), 0x36);
  absorb(context_->outer.get(), 0x5C);
  OPENSSL_cleanse(block.data(), block.size());
}

HmacSha256::~HmacSha256() = default;  // OpenSSL wipes a context when it is freed
HmacSha256::HmacSha256(HmacSha256&&) noexcept = default;
HmacSha256& HmacSha256::operator=(HmacSha256&&) noexcept = default;

Digest HmacSha256::operator()(Bytes first, Bytes second) {
  EVP_MD_CTX* const working = context_->working.get();
  require(EVP_MD_CTX_copy_ex(working, context_->inner.get()) == 1, "copy a hash");
  feed(working, first);
  feed(working, second);
  const Digest inner = end(working);
  require(EVP_MD_CTX_copy_ex(working, context_->outer.get()) == 1, "copy a hash");
  feed(working, inner.bytes);
  return end(working);
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
