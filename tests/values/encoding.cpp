// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/encoding.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/values/other_program.hpp"
#include "tests/values/seed.hpp"

namespace lcl {

TEST_CASE("encoding: hex follows RFC 4648 section 10, in lower case") {
  CHECK(hex(bytes_of("")).empty());
  CHECK(hex(bytes_of("foobar")) == "666f6f626172");
  std::string text = "x";
  append_hex(bytes_of(std::string_view("\x00\xff", 2)), text);
  CHECK(text == "x00ff");
}

TEST_CASE("encoding: only lower-case hex of the right length is read") {
  std::array<std::uint8_t, 2> out{};
  CHECK(from_hex("0aff", out));
  CHECK(out == std::array<std::uint8_t, 2>{0x0A, 0xFF});
  for (const char* text : {"", "0a", "0af", "0afff", "0AFF", "0aFf", "0xff", "0ag0", " aff", "0af-"}) {
    CAPTURE(text);
    CHECK_FALSE(from_hex(text, out));
  }
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text{'0', '0', '0', static_cast<char>(byte)};
    CHECK(from_hex(text, out) == ((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f')));
  }
}

TEST_CASE("encoding: base64 follows RFC 4648 section 10") {
  const std::vector<std::pair<const char*, const char*>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    CHECK(base64(bytes_of(plain)) == encoded);
    CHECK(from_base64(encoded) == plain);
  }
}

TEST_CASE("encoding: base64 that is not canonical is refused") {
  for (const char* text : {"Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zh==", "Zm9=", "Zm8", "Zm9v\n",
                           " Zm9v", "Zm9v Zm9v", "Zm-_", "Zg==Zg==", "Z=g=", "A", "AA=A"}) {
    CAPTURE(text);
    CHECK_FALSE(from_base64(text).has_value());
  }
}

TEST_CASE("encoding: random bytes are encoded as other programs do and read back") {
  std::mt19937 random(test::seed());
  std::string bytes;
  for (std::size_t length = 0; length < 100; ++length) {
    CHECK(from_base64(base64(bytes_of(bytes))) == bytes);
    std::vector<std::uint8_t> read(bytes.size());
    CHECK(from_hex(hex(bytes_of(bytes)), read));
    CHECK(std::string(read.begin(), read.end()) == bytes);
    bytes += static_cast<char>(random() & 0xFFU);
  }
  CHECK(base64(bytes_of(bytes)) == test::output_of("base64 -w0", bytes));
  CHECK(hex(bytes_of(bytes)) == test::output_of("od -An -v -tx1 | tr -d ' \\n'", bytes));
}

TEST_CASE("encoding: of all texts of four characters exactly one decodes to each byte string") {
  // Over an alphabet with every role: the values 0, 1, 16, 63, padding, and none of base64.
  const std::string_view alphabet = "ABQ/=-";
  std::size_t read = 0;
  for (const char a : alphabet) {
    for (const char b : alphabet) {
      for (const char c : alphabet) {
        for (const char d : alphabet) {
          const std::string text{a, b, c, d};
          const auto bytes = from_base64(text);
          if (!bytes) continue;
          ++read;
          CHECK(base64(bytes_of(*bytes)) == text);
        }
      }
    }
  }
  // Four digits; three whose last is a multiple of 4 (A, Q); two whose last is a multiple of 16 (A, Q).
  CHECK(read == 4 * 4 * 4 * 4 + 4 * 4 * 2 + 4 * 2);
}

}  // namespace lcl
