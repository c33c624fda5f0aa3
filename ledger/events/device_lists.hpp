// SPDX-License-Identifier: Apache-2.0
// What schemas/device-identifiers.json lists, held in the program: bodies that allocate IMEIs, texts that
// stand where an identifier is missing, legal forms of makers. Knows no device and no log.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace lcl {

/// The file itself.
[[nodiscard]] std::string_view device_lists_text() noexcept;

class DeviceLists {
 public:
  /// The one that the program holds; read when it is first asked for.
  [[nodiscard]] static const DeviceLists& get();

  enum class Body { none, allocates, test };
  /// Whose the first two of `digits` are.
  [[nodiscard]] Body body_of(std::string_view digits) const noexcept;
  /// Of the first 14 digits of an IMEI.
  [[nodiscard]] bool is_placeholder_imei(std::string_view digits) const noexcept;
  /// Of a text in capitals, nothing but letters and digits.
  [[nodiscard]] bool is_filler(std::string_view text) const noexcept;
  /// Of a word in small letters.
  [[nodiscard]] bool is_legal_form(std::string_view word) const noexcept;

 private:
  DeviceLists();

  std::array<Body, 100> bodies_{};
  std::vector<std::string> placeholder_imeis_;
  std::vector<std::string> fillers_;
  std::vector<std::string> legal_forms_;
};

}  // namespace lcl
