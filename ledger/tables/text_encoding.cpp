// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/text_encoding.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ledger/values/text.hpp"

namespace lcl {
namespace {

constexpr std::array<std::string_view, 4> words = {"utf-8", "utf-16le", "utf-16be", "windows-1252"};

/// What Windows-1252 has from 0x80 to 0x9F (unicode.org, CP1252.TXT); 0 where it has nothing.
constexpr std::array<std::uint16_t, 32> windows_1252_high = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// No byte of UTF-8: the row that holds it is refused where it stands.
constexpr char no_character = '\xFF';

void append_utf8(std::uint32_t code_point, std::string& out) {
  const auto continuation = [&](unsigned shift) {
    out.push_back(static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU)));
  };
  if (code_point < 0x80) {
    out.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (code_point >> 6U)));
    continuation(0);
  } else if (code_point < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | (code_point >> 12U)));
    continuation(6);
    continuation(0);
  } else {
    out.push_back(static_cast<char>(0xF0U | (code_point >> 18U)));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

/// Text in another encoding, made UTF-8 a piece at a time.
class Transcoded final : public ByteSource {
 public:
  Transcoded(std::unique_ptr<ByteSource> bytes, TextEncoding encoding)
      : bytes_(std::move(bytes)), encoding_(encoding) {}

  [[nodiscard]] std::size_t read(std::span<char> room) override {
    while (given_ == text_.size()) {
      text_.clear();
      given_ = 0;
      const std::size_t size = bytes_->read(piece_);
      if (size == 0) {
        finish();
        if (text_.empty()) return 0;
        break;
      }
      if (encoding_ == TextEncoding::windows_1252) {
        take_windows_1252({piece_.data(), size});
      } else {
        take_utf_16({piece_.data(), size});
      }
    }
    const std::size_t size = std::min(room.size(), text_.size() - given_);
    std::copy_n(text_.data() + given_, size, room.data());
    given_ += size;
    return size;
  }
  [[nodiscard]] std::uint64_t bytes_taken() const override { return bytes_->bytes_taken(); }
  [[nodiscard]] const Refused* fault() const override { return bytes_->fault(); }

 private:
  void take_windows_1252(std::string_view piece) {
    for (const char c : piece) {
      const auto byte = static_cast<unsigned char>(c);
      const std::uint32_t code_point =
          byte < 0x80 || byte >= 0xA0 ? std::uint32_t{byte} : windows_1252_high[byte - 0x80U];
      if (code_point == 0 && byte != 0) {
        text_.push_back(no_character);
      } else {
        append_utf8(code_point, text_);
      }
    }
  }

  void take_utf_16(std::string_view piece) {
    for (const char c : piece) {
      const auto byte = static_cast<unsigned char>(c);
      if (!half_) {
        half_ = byte;
        continue;
      }
      const bool little = encoding_ == TextEncoding::utf_16_le;
      const std::uint32_t unit = little ? (byte * 0x100U + *half_) : (*half_ * 0x100U + byte);
      half_.reset();
      take_unit(unit);
    }
  }

  void take_unit(std::uint32_t unit) {
    const bool is_high = unit >= 0xD800 && unit < 0xDC00;
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    if (is_low && high_ != 0) {
      append_utf8(0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00), text_);
      high_ = 0;
      return;
    }
    if (high_ != 0 || is_low) text_.push_back(no_character);
    high_ = is_high ? unit : 0;
    if (!is_high && !is_low) append_utf8(unit, text_);
  }

  void finish() {
    if (half_ || high_ != 0) text_.push_back(no_character);
    half_.reset();
    high_ = 0;
  }

  std::unique_ptr<ByteSource> bytes_;
  TextEncoding encoding_;
  std::array<char, 16384> piece_{};
  std::string text_;
  std::size_t given_ = 0;
  std::optional<std::uint32_t> half_;  ///< the first byte of a unit of UTF-16
  std::uint32_t high_ = 0;             ///< the first unit of a pair; 0 if none waits
};

/// UTF-16 without a mark has a zero in every second byte of what is ASCII, and in no other.
std::optional<TextEncoding> unmarked_utf_16(std::string_view text) noexcept {
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < text.size(); ++i) zeros[i % 2] += text[i] == '\0';
  const std::size_t many = text.size() / 8;
  if (zeros[0] == 0 && zeros[1] > many) return TextEncoding::utf_16_le;
  if (zeros[1] == 0 && zeros[0] > many) return TextEncoding::utf_16_be;
  return std::nullopt;
}

/// Letters and signs of Western languages. Others may be letters of Mac OS Roman or of DOS, whose accented
/// ones lie where Windows has rare signs.
bool is_common_in_windows_1252(unsigned char byte) noexcept {
  constexpr std::string_view signs =
      "\x80\x85\x8C\x91\x92\x93\x94\x95\x96\x97\x99\x9C\x9F\xA0\xA1\xA3\xA7\xA9\xAA\xAB\xAE\xB0\xB2\xB3\xB4"
      "\xB7\xBA\xBB\xBF";
  if (byte >= 0xC0) return byte != 0xD7 && byte != 0xF7;
  return signs.find(static_cast<char>(byte)) != std::string_view::npos;
}

/// How many bytes a character of UTF-8 has that begins with `first`; 0 if none of several bytes does.
std::size_t utf8_size(char first) noexcept {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0xC2 || byte > 0xF4) return 0;
  return byte < 0xE0 ? 2U : byte < 0xF0 ? 3U : 4U;
}

/// Whether `text` holds a character of several bytes that is well-formed UTF-8.
bool has_utf8_sequence(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t size = utf8_size(text[i]);
    if (size == 0) continue;
    if (i + size <= text.size() && !invalid_utf8(text.substr(i, size))) return true;
  }
  return false;
}

/// Whether `text` is the first bytes, and not all, of a character of UTF-8.
bool is_cut_character(std::string_view text) noexcept {
  return text.size() < utf8_size(text.front()) && std::all_of(text.begin() + 1, text.end(), [](char c) {
           return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
         });
}

}  // namespace

std::string_view word(TextEncoding encoding) noexcept { return words[static_cast<std::size_t>(encoding)]; }

std::optional<TextEncoding> text_encoding(std::string_view word) noexcept {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<TextEncoding>(found - words.begin());
}

std::string_view mark_of(std::string_view beginning) noexcept {
  if (beginning.starts_with("\xEF\xBB\xBF")) return beginning.substr(0, 3);
  if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF")) return beginning.substr(0, 2);
  return {};
}

std::optional<TextEncoding> find_encoding(std::string_view beginning, bool is_cut) noexcept {
  const std::string_view mark = mark_of(beginning);
  if (mark.size() == 3) return TextEncoding::utf_8;
  if (mark.size() == 2) return mark[0] == '\xFF' ? TextEncoding::utf_16_le : TextEncoding::utf_16_be;
  if (const auto found = unmarked_utf_16(beginning)) return found;
  const auto bad = invalid_utf8(beginning);
  if (!bad || (is_cut && is_cut_character(beginning.substr(*bad)))) return TextEncoding::utf_8;
  if (has_utf8_sequence(beginning)) return TextEncoding::utf_8;  // damaged: refused where it is
  const bool is_common = std::all_of(beginning.begin(), beginning.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 || is_common_in_windows_1252(byte);
  });
  if (is_common) return TextEncoding::windows_1252;
  return std::nullopt;
}

std::unique_ptr<ByteSource> as_utf8(std::unique_ptr<ByteSource> bytes, TextEncoding encoding) {
  if (encoding == TextEncoding::utf_8) return bytes;
  return std::make_unique<Transcoded>(std::move(bytes), encoding);
}

}  // namespace lcl
