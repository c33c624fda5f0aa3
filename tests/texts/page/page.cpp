// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/page.hpp"

#include <doctest/doctest.h>

using lcl::page::harmless;

TEST_CASE("page: characters that turn or hide others are spelt out") {
  CHECK(harmless("abc\u202Efdp.exe") == "abc[U+202E]fdp.exe");
  CHECK(harmless("a\u200Bb\u2066c\uFEFF") == "a[U+200B]b[U+2066]c[U+FEFF]");
  CHECK(harmless("line\nfeed\x7f") == "line[U+000A]feed[U+007F]");
  CHECK(harmless("\U000E0041") == "[U+E0041]");
}

TEST_CASE("page: letters of any script, and spaces that have a width, are left alone") {
  const char* text = "Ménagé 1\u202f234\u00a0% 手机 هاتف \U0001F4F1 <b>&amp;";
  CHECK(harmless(text) == text);
}

TEST_CASE("page: an isolate that is closed stays, and one that is not is spelt out") {
  CHECK(harmless("\u2068هاتف\u2069 (1)") == "\u2068هاتف\u2069 (1)");
  CHECK(harmless("\u2068\u2068a\u2069") == "[U+2068]\u2068a\u2069");
  CHECK(harmless("a\u2069b\u2068") == "a[U+2069]b[U+2068]");
  CHECK(harmless("\u2068a\u202Eb\u2069") == "\u2068a[U+202E]b\u2069");
}
