// SPDX-License-Identifier: Apache-2.0
// What is said to people, in the language that the program speaks. The English text, as it stands in the
// source, is the key; po/*.po, which are built in, hold what is said instead of it in French. Where they have
// nothing, the English stands. What is stored, hashed, signed or read by programs is never said so.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "ledger/values/language.hpp"

namespace lcl {

/// Names the language for the whole program; set before any thread is started. English at first.
void speak(Language language) noexcept;
[[nodiscard]] Language spoken() noexcept;

/// Speaks another language as long as it lives: for a file that has a language of its own.
class Speaking {
 public:
  explicit Speaking(Language language) noexcept : before_(spoken()) { speak(language); }
  ~Speaking() { speak(before_); }
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

 private:
  Language before_;
};

/// What stands for `english` in the language spoken, for good; `english` itself where there is nothing.
[[nodiscard]] std::string_view translation(std::string_view english) noexcept;

/// Marks a constant for po/*.po, where it is a table that holds it; whoever shows it asks for its
/// translation.
[[nodiscard]] constexpr const char* translatable(const char* english) noexcept { return english; }

/// A text as it is said.
[[nodiscard]] std::string phrase(std::string_view english);
/// The same with `values` in its places, which a translation may number (`{1}`) to put them in another order.
template <typename... Values>
requires(sizeof...(Values) > 0) [[nodiscard]] std::string
    phrase(fmt::format_string<Values...> english, Values&&... values) {
  const fmt::string_view text = english;
  return fmt::vformat(translation({text.data(), text.size()}), fmt::make_format_args(values...));
}

/// What failed, with the file and the reason in its places: "cannot open {}: {}".
using FailurePhrase = fmt::format_string<std::string, std::string>;

}  // namespace lcl
