// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/secret.hpp"

#include <openssl/crypto.h>

#include "ledger/values/files.hpp"

namespace lcl {

void wipe(std::span<std::uint8_t> bytes) noexcept { OPENSSL_cleanse(bytes.data(), bytes.size()); }

/// A short text is held in the string itself, and left there when it is moved away.
void Secret::wipe(std::string& text) noexcept {
  text.resize(text.capacity());
  OPENSSL_cleanse(text.data(), text.size());
  text.clear();
}

std::optional<Secret> read_secret_file(const std::filesystem::path& file, std::size_t at_most) {
  const Descriptor open = open_to_read(file);
  std::string text(at_most + 1, '\0');
  const std::size_t size = read_up_to(open, file, text);
  text.resize(size);
  Secret secret(std::move(text));
  if (size > at_most) return std::nullopt;
  return secret;
}

}  // namespace lcl
