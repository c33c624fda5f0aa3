// SPDX-License-Identifier: Apache-2.0
// How pages speak each language: their messages, numbers, dates and plurals. Nothing here is stored or
// hashed.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "ledger/texts/page/messages.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/language.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl::page {

using lcl::Language;

enum class Message : std::uint16_t {
#define LCL_MESSAGE(name, english, french) name,
  LCL_MESSAGES(LCL_MESSAGE)
#undef LCL_MESSAGE
};

/// `text`, isolated from what stands around it where some of it is written from right to left.
[[nodiscard]] std::string isolated(std::string_view text);

/// One language, as a page's author speaks it.
class Speech {
 public:
  explicit constexpr Speech(Language language) : language_(language) {}
  [[nodiscard]] Language language() const { return language_; }

  [[nodiscard]] std::string operator()(Message message) const;
  /// The message with its `{}` replaced in order; as many as it has. Values written from right to left are
  /// isolated, so that they do not turn what stands around them.
  [[nodiscard]] std::string operator()(Message message, std::initializer_list<std::string_view> values) const;
  /// `3 cycles`: the message for one, or for several, with the number for its `{}`. French has 0 as one
  /// (CLDR 42, plural rules).
  [[nodiscard]] std::string counted(std::uint64_t count, Message one, Message several) const;

  /// `12,345.60`, `12 345,60` with narrow no-break spaces (U+202F); a minus is U+2212. Rounded half to even.
  [[nodiscard]] std::string number(const Decimal& value, int fraction_digits) const;
  [[nodiscard]] std::string whole(std::uint64_t value) const;
  /// kgCO2e, two digits after the mark.
  [[nodiscard]] std::string kilograms(const Decimal& value) const { return number(value, 2); }
  /// All its digits.
  [[nodiscard]] std::string exact(const Decimal& value) const;
  /// A share, as 0.05, written `5 %`: whole percents without a mark, else one digit after it, two below 1 %.
  [[nodiscard]] std::string percent(const Decimal& share) const;
  /// `part` of `total` as a percentage; a dash unless `total` is positive.
  [[nodiscard]] std::string percent(const Decimal& part, const Decimal& total) const;

  /// `2 February 2026`, `2 février 2026`; of `2026-02`, as month_text writes it: `Feb 2026`, `févr. 2026`.
  [[nodiscard]] std::string date(Instant instant) const;
  [[nodiscard]] std::string month(std::string_view year_and_month) const;
  /// To the second, UTC.
  [[nodiscard]] std::string instant(Instant instant) const;
  /// First and last day; instants where it does not begin or end with a day.
  [[nodiscard]] std::string period(const Period& period) const;

 private:
  [[nodiscard]] std::string written(const std::string& plain) const;

  Language language_;
};

}  // namespace lcl::page
