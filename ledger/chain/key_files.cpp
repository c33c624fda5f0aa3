// SPDX-License-Identifier: Apache-2.0
// The PEM files of keys.hpp. OpenSSL is given whole texts and never asks for a
// passphrase itself, so no exception has to cross it.
#include <openssl/asn1.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <optional>

#include "ledger/chain/keys.hpp"
#include "ledger/chain/openssl.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/secret.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

using Memory = Owned<BIO, BIO_free_all>;
using PrivateKeyInfo = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using EncryptedKey = Owned<X509_SIG, X509_SIG_free>;

/// No key file of ours is near this size; a larger one is something else.
constexpr std::size_t max_file_bytes = 64U << 10U;

/// scrypt's cost, as much as OpenSSL agrees to read back (16 MiB).
constexpr std::uint64_t scrypt_n = 1U << 14U;
constexpr std::uint64_t scrypt_r = 8;
constexpr std::uint64_t scrypt_p = 1;

Secret file_text(const fs::path& file) {
  std::optional<Secret> text = read_secret_file(file, max_file_bytes);
  if (!text) throw Error(Obstacle::cryptography, phrase("{} is too large to be a key file", file.string()));
  return *std::move(text);
}

/// The first block of a PEM text.
class PemBlock {
 public:
  PemBlock(const std::string& text, const fs::path& file) {
    const Memory memory{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
    if (!memory) openssl_failed(phrase("cannot read key file {}", file.string()));
    if (PEM_read_bio(memory.get(), &label_, &header_, &bytes_, &size_) == 1) return;
    ERR_clear_error();
    throw Error(Obstacle::cryptography, phrase("{} is not a PEM file", file.string()));
  }
  PemBlock(const PemBlock&) = delete;
  PemBlock& operator=(const PemBlock&) = delete;
  PemBlock(PemBlock&&) = delete;
  PemBlock& operator=(PemBlock&&) = delete;
  ~PemBlock() {
    OPENSSL_free(label_);
    OPENSSL_free(header_);
    OPENSSL_clear_free(bytes_, static_cast<std::size_t>(size_));
  }

  [[nodiscard]] std::string_view label() const { return label_; }
  /// The decoded bytes, as OpenSSL's DER readers want them.
  [[nodiscard]] const unsigned char* bytes() const { return bytes_; }
  [[nodiscard]] long size() const { return size_; }
  [[nodiscard]] std::string_view content() const {
    return {reinterpret_cast<const char*>(bytes_), static_cast<std::size_t>(size_)};
  }

 private:
  char* label_ = nullptr;
  char* header_ = nullptr;
  unsigned char* bytes_ = nullptr;
  long size_ = 0;
};

PrivateKeyInfo decrypted(const PemBlock& block, const fs::path& file, const Passphrase& passphrase) {
  if (!passphrase) {
    throw Error(Obstacle::cryptography,
                phrase("{} is encrypted; give its passphrase with --passphrase-file FILE", file.string()));
  }
  const unsigned char* at = block.bytes();
  const EncryptedKey sealed{d2i_X509_SIG(nullptr, &at, block.size())};
  if (!sealed) openssl_failed(phrase("cannot read the encrypted key in {}", file.string()));
  const Secret secret{passphrase(phrase("passphrase of {}", file.string()))};
  PrivateKeyInfo info{
      PKCS8_decrypt(sealed.get(), secret.text().data(), static_cast<int>(secret.text().size()))};
  if (info) return info;
  ERR_clear_error();
  throw Error(Obstacle::cryptography,
              phrase("cannot decrypt {}: the passphrase is wrong, or the file is damaged", file.string()));
}

PrivateKeyInfo private_key_info(const PemBlock& block, const fs::path& file, const Passphrase& passphrase) {
  if (block.label() == PEM_STRING_PKCS8) return decrypted(block, file, passphrase);
  if (block.label() != PEM_STRING_PKCS8INF) {
    throw Error(Obstacle::cryptography,
                phrase("{} holds no PKCS#8 private key, but {}", file.string(), block.label()));
  }
  const unsigned char* at = block.bytes();
  PrivateKeyInfo info{d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, block.size())};
  if (!info) openssl_failed(phrase("cannot read the private key in {}", file.string()));
  return info;
}

EncryptedKey encrypted(PKCS8_PRIV_KEY_INFO* info, const std::string& passphrase) {
  std::array<std::uint8_t, 16> salt{};
  random_bytes(salt);
  Owned<X509_ALGOR, X509_ALGOR_free> scheme{PKCS5_pbe2_set_scrypt(
      EVP_aes_256_cbc(), salt.data(), static_cast<int>(salt.size()), nullptr, scrypt_n, scrypt_r, scrypt_p)};
  if (!scheme) openssl_failed(phrase("cannot prepare the encryption of a key"));
  EncryptedKey sealed{
      PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()), info, scheme.get())};
  if (!sealed) openssl_failed(phrase("cannot encrypt a key"));
  static_cast<void>(scheme.release());  // `sealed` owns it now
  return sealed;
}

}  // namespace

PublicKey PublicKey::from_pem_file(const fs::path& file) {
  const PemBlock block{file_text(file).text(), file};
  std::optional<PublicKey> key;
  if (block.label() == PEM_STRING_PUBLIC) key = from_der(block.content());
  if (!key)
    throw Error(Obstacle::cryptography, phrase("{} holds no sound Ed25519 public key", file.string()));
  return *key;
}

PrivateKey PrivateKey::from_file(const fs::path& file, const Passphrase& passphrase) {
  const Secret text = file_text(file);
  const PemBlock block{text.text(), file};
  const PrivateKeyInfo info = private_key_info(block, file, passphrase);
  KeyHandle pair{EVP_PKCS82PKEY(info.get())};
  if (pair.get() == nullptr) openssl_failed(phrase("cannot load the private key in {}", file.string()));
  return {std::move(pair), file.string()};
}

void PrivateKey::write(const fs::path& file, const std::string& passphrase) const {
  const PrivateKeyInfo info{EVP_PKEY2PKCS8(handle_.get())};
  const Memory pem{BIO_new(BIO_s_mem())};
  if (!info || !pem) openssl_failed(phrase("cannot encode a private key"));
  const bool encoded = passphrase.empty()
                           ? PEM_write_bio_PKCS8_PRIV_KEY_INFO(pem.get(), info.get()) == 1
                           : PEM_write_bio_PKCS8(pem.get(), encrypted(info.get(), passphrase).get()) == 1;
  char* text = nullptr;
  const long size = encoded ? BIO_get_mem_data(pem.get(), &text) : 0;
  if (size <= 0) openssl_failed(phrase("cannot encode a private key"));
  write_file(file, {text, static_cast<std::size_t>(size)}, Existing::refuse, MayRead::owner);
}

}  // namespace lcl
