// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/language.hpp"

#include <doctest/doctest.h>

#include <string>

using lcl::Decimal;
using lcl::Language;
using lcl::language_of;
using lcl::parse_date;
using lcl::parse_decimal;
using lcl::parse_instant;
using lcl::parse_period;
using lcl::page::Message;
using lcl::page::Speech;

namespace {

const Speech english(Language::english);
const Speech french(Language::french);

constexpr Message every_message[] = {
#define LCL_MESSAGE(name, english, french) Message::name,
    LCL_MESSAGES(LCL_MESSAGE)
#undef LCL_MESSAGE
};

}  // namespace

TEST_CASE("language: a language is known by its code and nothing else") {
  CHECK(language_of("en") == Language::english);
  CHECK(language_of("fr") == Language::french);
  CHECK_FALSE(language_of("FR"));
  CHECK_FALSE(language_of(""));
}

TEST_CASE("language: every sentence is said in both languages, and not twice in one") {
  // Single words may be the same in both, as "Opinion" might; sentences are not.
  for (const Message message : every_message) {
    const std::string said = english(message);
    if (said.find(' ') == std::string::npos || said.size() < 12) continue;
    if (said == "Impact Champions") continue;
    CHECK(said != french(message));
  }
}

TEST_CASE("language: no French message has a breakable blank before its punctuation") {
  for (const Message message : every_message) {
    const std::string said = french(message);
    for (const char* mark : {" :", " ;", " !", " ?", " %"})
      CHECK_MESSAGE(said.find(mark) == std::string::npos, said);
  }
}

TEST_CASE("language: values take their places in order") {
  CHECK(english(Message::from_to, {"a", "{}"}) == "a to {}");
  CHECK(french(Message::from_to, {"a", "b"}) == "du a au b");
}

TEST_CASE("language: none is one in French and several in English") {
  CHECK(english.counted(0, Message::one_cycle, Message::several_cycles) == "0 cycles");
  CHECK(french.counted(0, Message::one_cycle, Message::several_cycles) == "0 cycle");
  CHECK(english.counted(1, Message::one_cycle, Message::several_cycles) == "1 cycle");
  CHECK(french.counted(1'234, Message::one_cycle, Message::several_cycles) == "1\u202f234 cycles");
}

TEST_CASE("language: numbers have each language's marks, and are rounded half to even") {
  const Decimal number = *parse_decimal("-1234567.885");
  CHECK(english.kilograms(number) == "\u22121,234,567.88");
  CHECK(french.kilograms(number) == "\u22121\u202f234\u202f567,88");
  CHECK(english.whole(~std::uint64_t{0}) == "18,446,744,073,709,551,615");
  CHECK(french.exact(*parse_decimal("1000.000000001")) == "1\u202f000,000000001");
  CHECK(french.exact(Decimal(12)) == "12");
}

TEST_CASE(
    "language: shares are whole percents where they are whole, and have more digits where they are small") {
  CHECK(english.percent(*parse_decimal("0.05")) == "5\u00a0%");
  CHECK(french.percent(*parse_decimal("0.1234")) == "12,3\u202f%");
  CHECK(english.percent(*parse_decimal("0.00036")) == "0.04\u00a0%");
  CHECK(english.percent(Decimal(-1), Decimal(3)) == "\u221233.3\u00a0%");
  CHECK(english.percent(Decimal(1), Decimal(0)) == "\u2013");
}

TEST_CASE("language: dates and months are written as CLDR has them") {
  CHECK(english.date(*parse_date("2026-02-02")) == "2 February 2026");
  CHECK(french.date(*parse_date("2024-08-01")) == "1er août 2024");
  CHECK(french.date(*parse_date("2024-08-31")) == "31 août 2024");
  CHECK(english.month("2024-12") == "Dec 2024");
  CHECK(french.month("2024-07") == "juil. 2024");
  CHECK(english.instant(*parse_instant("2026-02-02T09:15:07Z")) == "2 February 2026, 09:15:07 UTC");
}

TEST_CASE("language: a period of days names its last day, another its instants") {
  CHECK(english.period(*parse_period("2024")) == "1 January 2024 to 31 December 2024");
  CHECK(french.period(*parse_period("2024-02")) == "du 1er février 2024 au 29 février 2024");
  CHECK(english.period(*parse_period("2024-02-01T00:00:00.000Z/2024-02-01T12:00:00.000Z")) ==
        "1 February 2024, 00:00:00 UTC to 1 February 2024, 12:00:00 UTC");
}

TEST_CASE("language: a value written from right to left turns nothing around it") {
  CHECK(lcl::page::isolated("Renaissance Mobile") == "Renaissance Mobile");
  CHECK(lcl::page::isolated("Ménagé 手机 −1 €") == "Ménagé 手机 −1 €");
  CHECK(lcl::page::isolated("هاتف") == "\u2068هاتف\u2069");
  CHECK(lcl::page::isolated("שלום") == "\u2068שלום\u2069");
  CHECK(english(Message::at_entry, {"هاتف"}) == "entry \u2068هاتف\u2069");
}
