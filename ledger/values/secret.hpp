// SPDX-License-Identifier: Apache-2.0
// A text that nobody is to find in memory once it was used.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace lcl {

void wipe(std::span<std::uint8_t> bytes) noexcept;

/// Wiped when it goes.
class Secret {
 public:
  explicit Secret(std::string text) : text_(std::move(text)) { wipe(text); }
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret& operator=(Secret&&) = delete;
  ~Secret() { wipe(text_); }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static void wipe(std::string& text) noexcept;
  std::string text_;
};

/// A whole file; nothing if it is longer than `at_most` bytes. No other copy of it is made. Throws Error
/// (io).
[[nodiscard]] std::optional<Secret> read_secret_file(const std::filesystem::path& file, std::size_t at_most);

/// Bytes that are wiped when they go.
template <std::size_t size>
struct SecretBytes {
  std::array<std::uint8_t, size> bytes{};
  SecretBytes() = default;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes(SecretBytes&&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  SecretBytes& operator=(SecretBytes&&) = delete;
  ~SecretBytes() { wipe(bytes); }
};

}  // namespace lcl
