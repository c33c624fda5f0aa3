// SPDX-License-Identifier: Apache-2.0
// Ed25519 keys (RFC 8032) in PKCS#8 PEM files: the door to OpenSSL's keys.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/values/digest.hpp"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace lcl {

/// One counted reference to an OpenSSL key, which never changes once made.
class KeyHandle {
 public:
  KeyHandle() = default;
  /// Takes over the caller's reference.
  explicit KeyHandle(evp_pkey_st* key) noexcept : key_(key) {}
  KeyHandle(const KeyHandle& other) noexcept;
  KeyHandle(KeyHandle&& other) noexcept : key_(std::exchange(other.key_, nullptr)) {}
  KeyHandle& operator=(const KeyHandle& other) noexcept { return *this = KeyHandle{other}; }
  KeyHandle& operator=(KeyHandle&& other) noexcept {
    std::swap(key_, other.key_);
    return *this;
  }
  ~KeyHandle();

  [[nodiscard]] evp_pkey_st* get() const noexcept { return key_; }

 private:
  evp_pkey_st* key_ = nullptr;
};

struct Signature {
  std::array<std::uint8_t, 64> bytes{};
  friend auto operator<=>(const Signature&, const Signature&) = default;
};

/// A key made by its default constructor is no key: it verifies nothing.
class PublicKey {
 public:
  /// From the DER SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), exactly its
  /// 44 bytes; nothing for any other key, 32 bytes that are no point of the curve,
  /// a point of small order, or a non-canonical encoding of a point.
  [[nodiscard]] static std::optional<PublicKey> from_der(std::string_view der);
  /// From base64 of that DER, as it stands in acts.
  [[nodiscard]] static std::optional<PublicKey> from_text(std::string_view base64_der);
  /// From the 32 bytes of the point (vkeys).
  [[nodiscard]] static std::optional<PublicKey> from_raw(Bytes raw);
  /// From the 32 bytes of a key that was made by one of the others before.
  [[nodiscard]] static PublicKey from_checked(const std::array<std::uint8_t, 32>& raw) {
    PublicKey key;
    key.raw_ = raw;
    return key;
  }
  /// From a PEM file (`PUBLIC KEY`); throws Error if it cannot be read as an Ed25519 key.
  [[nodiscard]] static PublicKey from_pem_file(const std::filesystem::path& file);

  [[nodiscard]] std::string der() const;
  [[nodiscard]] std::string text() const;  ///< base64 of der()
  [[nodiscard]] std::string pem() const;
  [[nodiscard]] const std::array<std::uint8_t, 32>& raw() const { return raw_; }
  /// SHA-256 of der(): what statements call `key`, and people the fingerprint.
  [[nodiscard]] Digest id() const;

  /// Strict Ed25519: S < L, checked by OpenSSL; the key itself was checked when made.
  [[nodiscard]] bool verifies(std::string_view message, const Signature& signature) const;

  friend bool operator==(const PublicKey& a, const PublicKey& b) { return a.raw_ == b.raw_; }

 private:
  std::array<std::uint8_t, 32> raw_{};
};

/// Asked for a passphrase only when a key file is encrypted; `prompt` names the file.
using Passphrase = std::function<std::string(const std::string& prompt)>;

class PrivateKey {
 public:
  [[nodiscard]] static PrivateKey generate();
  /// From a PKCS#8 PEM file, encrypted or not. Throws Error (cryptography) for a
  /// wrong passphrase, an encrypted file without `passphrase`, or another kind of
  /// key; (io) if the file cannot be read. The file's permissions are the caller's to judge.
  [[nodiscard]] static PrivateKey from_file(const std::filesystem::path& file,
                                            const Passphrase& passphrase = {});
  PrivateKey(const PrivateKey&) = delete;
  PrivateKey& operator=(const PrivateKey&) = delete;
  PrivateKey(PrivateKey&&) noexcept = default;
  PrivateKey& operator=(PrivateKey&&) noexcept = default;
  ~PrivateKey() = default;

  /// Creates `file` with mode 0600, PKCS#8 PEM, durable on return; if `passphrase` is
  /// not empty, encrypted with PBES2: scrypt (N = 2¹⁴, r = 8, p = 1) and AES-256-CBC, as
  /// `openssl pkcs8 -topk8 -scrypt` does. Throws Error (io) if the file exists; a file half written is
  /// removed.
  void write(const std::filesystem::path& file, const std::string& passphrase = {}) const;

  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  [[nodiscard]] Signature sign(std::string_view message) const;

 private:
  /// Takes over a key pair; throws Error (cryptography), naming `source`, if it is not Ed25519.
  PrivateKey(KeyHandle pair, const std::string& source);

  KeyHandle handle_;
  PublicKey public_key_;
};

}  // namespace lcl
