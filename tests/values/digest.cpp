// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/digest.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/values/other_program.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

std::string random_text(std::mt19937& random, std::size_t length) {
  std::string text(length, '\0');
  for (char& c : text) c = static_cast<char>(random() & 0xFFU);
  return text;
}

std::string repeated(char byte, std::size_t count) { return std::string(count, byte); }

}  // namespace

TEST_CASE("digest: SHA-256 gives the examples of FIPS 180-4") {
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hex(sha256(repeated('a', 1'000'000))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("digest: a digest is read back from 64 lower-case hex digits only") {
  const std::string text = hex(sha256("abc"));
  REQUIRE(digest_from_hex(text).has_value());
  CHECK(*digest_from_hex(text) == sha256("abc"));
  std::string upper = text;
  upper[1] = 'A';
  CHECK_FALSE(digest_from_hex(upper).has_value());
  CHECK_FALSE(digest_from_hex(text.substr(2)).has_value());
  CHECK_FALSE(digest_from_hex(text + "00").has_value());
}

TEST_CASE("digest: updates are joined and finish starts anew") {
  Sha256 hasher;
  for (int round = 0; round < 3; ++round) {
    hasher.update("a");
    hasher.update("");
    hasher.update("bc");
    CHECK(hasher.finish() == sha256("abc"));
  }
  CHECK(hasher.finish() == sha256(""));
}

TEST_CASE("digest: a hasher keeps its state when it is moved") {
  Sha256 hasher;
  hasher.update("ab");
  Sha256 moved = std::move(hasher);
  moved.update("c");
  CHECK(moved.finish() == sha256("abc"));
}

TEST_CASE("digest: the prefix is hashed before the bytes") {
  const std::string bytes = repeated('x', 100);
  CHECK(sha256_prefixed(0x01, bytes_of(bytes)) == sha256("\x01" + bytes));
  // RFC 6962: the leaf hash of an empty entry, from Certificate Transparency's test vectors.
  CHECK(hex(sha256_prefixed(0x00, {})) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST_CASE("digest: threads hash at the same time") {
  std::vector<std::thread> threads;
  std::array<bool, 4> right{};
  for (bool& result : right) {
    threads.emplace_back([&result] {
      result = true;
      for (int i = 0; i < 2000; ++i) {
        result = result && hex(sha256("abc")).starts_with("ba7816bf8f01cfea");
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(std::all_of(right.begin(), right.end(), [](bool is_right) { return is_right; }));
}

TEST_CASE("digest: HMAC-SHA-256 gives the test cases of RFC 4231") {
  const auto hmac = [](std::string_view key, std::string_view message) {
    return hex(HmacSha256(bytes_of(key))(bytes_of(message)));
  };
  CHECK(hmac(repeated('\x0b', 20), "Hi There") ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hmac("Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hmac(repeated('\xaa', 20), repeated('\xdd', 50)) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  std::string counting;
  for (char c = 1; c <= 25; ++c) counting += c;
  CHECK(hmac(counting, repeated('\xcd', 50)) ==
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  CHECK(hmac(repeated('\x0c', 20), "Test With Truncation").substr(0, 32) ==
        "a3b6167473100ee06e0c796c2955552b");
  const std::string long_key = repeated('\xaa', 131);
  CHECK(hmac(long_key, "Test Using Larger Than Block-Size Key - Hash Key First") ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  CHECK(hmac(long_key,
             "This is a test using a larger than block-size key and a larger than block-size data. The key "
             "needs to be hashed before being used by the HMAC algorithm.") ==
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST_CASE("digest: an HMAC of two parts is that of the parts joined, again and again") {
  HmacSha256 hmac(bytes_of("Jefe"));
  for (int round = 0; round < 3; ++round) {
    CHECK(hmac(bytes_of("what do ya "), bytes_of("want for nothing?")) ==
          hmac(bytes_of("what do ya want for nothing?")));
  }
  HmacSha256 moved = std::move(hmac);
  CHECK(hex(moved(bytes_of("what do ya want for nothing?"))).starts_with("5bdcc146bf60754e"));
}

TEST_CASE("digest: random inputs hash as with sha256sum") {
  std::mt19937 random(test::seed());
  // Around the block size, where padding takes a block of its own.
  for (const std::size_t length : {1U, 54U, 55U, 56U, 57U, 63U, 64U, 65U, 119U, 120U, 400U, 70'000U}) {
    CAPTURE(length);
    const std::string text = random_text(random, length);
    CHECK(hex(sha256(text)) == test::output_of("sha256sum", text).substr(0, 64));
  }
}

TEST_CASE("digest: random inputs have the HMAC that openssl gives") {
  std::mt19937 random(test::seed());
  for (const std::size_t key_length : {1U, 32U, 63U, 64U, 65U, 200U}) {
    CAPTURE(key_length);
    const std::string key = random_text(random, key_length);
    const std::string message = random_text(random, random() % 200);
    const std::string printed =
        test::output_of("openssl dgst -sha256 -mac HMAC -macopt hexkey:" + hex(bytes_of(key)), message);
    CHECK(printed.find(' ' + hex(HmacSha256(bytes_of(key))(bytes_of(message))) + '\n') != std::string::npos);
  }
}

TEST_CASE("digest: salts do not repeat, not even in a copy of what is left of a pool") {
  SaltPool pool;
  std::set<std::array<std::uint8_t, 16>> salts;
  for (int i = 0; i < 1000; ++i) CHECK(salts.insert(pool.next()).second);
  SaltPool moved = std::move(pool);
  for (int i = 0; i < 300; ++i) {
    CHECK(salts.insert(moved.next()).second);
    CHECK(salts.insert(pool.next()).second);
  }
}

TEST_CASE("digest: random bytes fill all of the room") {
  std::array<std::uint8_t, 64> bytes{};
  std::array<bool, 64> touched{};
  for (int round = 0; round < 20; ++round) {
    random_bytes(bytes);
    for (std::size_t i = 0; i < bytes.size(); ++i) touched[i] = touched[i] || bytes[i] != 0;
  }
  CHECK(std::all_of(touched.begin(), touched.end(), [](bool is_touched) { return is_touched; }));
}

}  // namespace lcl
