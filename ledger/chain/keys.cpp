// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/keys.hpp"

#include <openssl/bn.h>
#include <openssl/evp.h>

#include <algorithm>

#include "ledger/chain/openssl.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using RawKey = std::array<std::uint8_t, 32>;
using Number = Owned<BIGNUM, BN_free>;
using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;

/// RFC 8410 §4: SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING of 32 bytes }.
constexpr std::string_view der_prefix{"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12};

/// p = 2²⁵⁵ − 19 and the curve's d = −121665/121666 mod p (RFC 8032 §5.1).
constexpr const char* field_prime_hex = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed";
constexpr const char* curve_d_hex = "52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3";

/// y of the 8 points whose order divides 8: 0, 1, p − 1 and ± y of order 8.
constexpr std::array<const char*, 5> small_order_y_hex{
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000001",
    "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec",
    "05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826",
    "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7",
};

/// y of an encoded point: 255 bits, little-endian; the top bit is the sign of x.
RawKey big_endian_y(const RawKey& raw) {
  RawKey y = raw;
  y.back() &= 0x7FU;
  std::reverse(y.begin(), y.end());
  return y;
}

Number number_from_hex(const char* hex_digits) {
  BIGNUM* number = nullptr;
  if (BN_hex2bn(&number, hex_digits) == 0) openssl_failed(phrase("cannot load a constant of Ed25519"));
  return Number{number};
}

/// Whether some x satisfies −x² + y² = 1 + d·x²·y² mod p, that is whether
/// (y² − 1) / (d·y² + 1) is a square; a quotient is one if and only if the product is.
bool is_on_curve(const BIGNUM* y, const BIGNUM* p) {
  const Owned<BN_CTX, BN_CTX_free> scratch{BN_CTX_new()};
  const Number d = number_from_hex(curve_d_hex);
  const Number above{BN_new()};
  const Number below{BN_new()};
  const Number product{BN_new()};
  const bool computed = scratch && above && below && product &&
                        BN_mod_sqr(above.get(), y, p, scratch.get()) == 1 &&
                        BN_mod_mul(below.get(), d.get(), above.get(), p, scratch.get()) == 1 &&
                        BN_sub_word(above.get(), 1) == 1 && BN_add_word(below.get(), 1) == 1 &&
                        BN_mod_mul(product.get(), above.get(), below.get(), p, scratch.get()) == 1;
  const int symbol = computed ? BN_kronecker(product.get(), p, scratch.get()) : -2;
  if (symbol < -1) openssl_failed(phrase("cannot check a point of Ed25519"));
  return symbol >= 0;
}

/// Whether `raw` is the canonical encoding of a point of the curve that is not of small
/// order. (A zero x with its sign bit set, the one other non-canonical form, is of small order.)
bool is_key_point(const RawKey& raw) {
  const RawKey y = big_endian_y(raw);
  const std::string y_hex = hex(Bytes{y});
  if (y_hex >= field_prime_hex) return false;
  if (std::find(small_order_y_hex.begin(), small_order_y_hex.end(), y_hex) != small_order_y_hex.end())
    return false;
  const Number p = number_from_hex(field_prime_hex);
  const Number number{BN_bin2bn(y.data(), static_cast<int>(y.size()), nullptr)};
  if (!number) openssl_failed(phrase("cannot check a point of Ed25519"));
  return is_on_curve(number.get(), p.get());
}

DigestContext new_context() {
  DigestContext context{EVP_MD_CTX_new()};
  if (!context) openssl_failed(phrase("cannot start a signature"));
  return context;
}

}  // namespace

KeyHandle::KeyHandle(const KeyHandle& other) noexcept : key_(other.key_) {
  if (key_ != nullptr) EVP_PKEY_up_ref(key_);
}

KeyHandle::~KeyHandle() { EVP_PKEY_free(key_); }

std::optional<PublicKey> PublicKey::from_raw(Bytes raw) {
  PublicKey key;
  if (raw.size() != key.raw_.size()) return std::nullopt;
  std::copy(raw.begin(), raw.end(), key.raw_.begin());
  if (!is_key_point(key.raw_)) return std::nullopt;
  return key;
}

std::optional<PublicKey> PublicKey::from_der(std::string_view der) {
  if (!der.starts_with(der_prefix)) return std::nullopt;
  return from_raw(bytes_of(der.substr(der_prefix.size())));
}

std::optional<PublicKey> PublicKey::from_text(std::string_view base64_der) {
  const std::optional<std::string> der = from_base64(base64_der);
  if (!der) return std::nullopt;
  return from_der(*der);
}

std::string PublicKey::der() const {
  std::string der{der_prefix};
  der.append(raw_.begin(), raw_.end());
  return der;
}

std::string PublicKey::text() const { return base64(bytes_of(der())); }

std::string PublicKey::pem() const {
  return "-----BEGIN PUBLIC KEY-----\n" + text() + "\n-----END PUBLIC KEY-----\n";
}

Digest PublicKey::id() const { return sha256(der()); }

bool PublicKey::verifies(std::string_view message, const Signature& signature) const {
  if (*this == PublicKey{}) return false;
  const KeyHandle handle{EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw_.data(), raw_.size())};
  if (handle.get() == nullptr) openssl_failed(phrase("cannot load a public key"));
  const DigestContext context = new_context();
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, handle.get()) != 1) {
    openssl_failed(phrase("cannot start to verify a signature"));
  }
  const Bytes text = bytes_of(message);
  const bool verified = EVP_DigestVerify(context.get(), signature.bytes.data(), signature.bytes.size(),
                                         text.data(), text.size()) == 1;
  if (!verified) ERR_clear_error();
  return verified;
}

PrivateKey::PrivateKey(KeyHandle pair, const std::string& source) : handle_(std::move(pair)) {
  RawKey raw{};
  std::size_t size = raw.size();
  if (EVP_PKEY_is_a(handle_.get(), "ED25519") != 1) {
    throw Error(Obstacle::cryptography, phrase("{} is not an Ed25519 key", source));
  }
  if (EVP_PKEY_get_raw_public_key(handle_.get(), raw.data(), &size) != 1) {
    openssl_failed(phrase("cannot take the public key of {}", source));
  }
  const std::optional<PublicKey> public_key = PublicKey::from_raw(raw);
  if (!public_key) throw Error(Obstacle::cryptography, phrase("{} is a weak Ed25519 key", source));
  public_key_ = *public_key;
}

PrivateKey PrivateKey::generate() {
  KeyHandle pair{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
  if (pair.get() == nullptr) openssl_failed(phrase("cannot generate a key"));
  return {std::move(pair), phrase("the key just generated")};
}

Signature PrivateKey::sign(std::string_view message) const {
  const DigestContext context = new_context();
  const Bytes text = bytes_of(message);
  Signature signature;
  std::size_t size = signature.bytes.size();
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, handle_.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.bytes.data(), &size, text.data(), text.size()) != 1) {
    openssl_failed(phrase("cannot sign"));
  }
  return signature;
}

}  // namespace lcl
