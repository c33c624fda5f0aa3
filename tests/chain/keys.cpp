// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/keys.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"
#include "tests/chain/temporary_folder.hpp"
#include "tests/values/other_program.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

std::string bytes_from_hex(std::string_view digits) {
  std::vector<std::uint8_t> bytes(digits.size() / 2);
  REQUIRE(from_hex(digits, bytes));
  return {bytes.begin(), bytes.end()};
}

std::optional<PublicKey> public_key_from_hex(std::string_view digits) {
  return PublicKey::from_raw(bytes_of(bytes_from_hex(digits)));
}

Signature signature_from_hex(std::string_view digits) {
  Signature signature;
  REQUIRE(from_hex(digits, signature.bytes));
  return signature;
}

std::string text_of(const Signature& signature) { return {signature.bytes.begin(), signature.bytes.end()}; }

/// The PKCS#8 PEM of a secret key of 32 bytes (RFC 8410 §7, without a public key).
std::string pem_of_seed(std::string_view seed_hex) {
  const std::string der = bytes_from_hex("302e020100300506032b657004220420" + std::string{seed_hex});
  return "-----BEGIN PRIVATE KEY-----\n" + base64(bytes_of(der)) + "\n-----END PRIVATE KEY-----\n";
}

/// The obstacle and the text of the Error that `act` throws.
template <typename Act>
std::pair<Obstacle, std::string> error_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return {error.obstacle(), error.what()};
  }
  FAIL("no error was thrown");
  return {};
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

struct Vector {
  std::string_view secret;
  std::string_view public_key;
  std::string_view message;
  std::string_view signature;
};

/// RFC 8032 §7.1: TEST 1, 2, 3 and SHA(abc).
constexpr std::array<Vector, 4> rfc_8032{{
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
     "d25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
     "387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
     "4a7c15e9716ed28dc027beceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
     "454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
     "3dca179c138ac17ad9bef1177331a704"},
}};

/// Every encoding of the 8 points of small order: canonical ones, then those with a
/// sign bit that a zero x cannot have, then those with y + p where that fits into 255 bits.
constexpr std::array small_order_points{
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
};

/// S + L, which the equation of RFC 8032 §5.1.7 cannot tell from S.
Signature with_order_added(Signature signature) {
  constexpr std::string_view order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
  const std::string addend = bytes_from_hex(order);
  unsigned carry = 0;
  for (std::size_t n = 0; n < addend.size(); ++n) {
    const unsigned sum = signature.bytes[32 + n] + static_cast<std::uint8_t>(addend[n]) + carry;
    signature.bytes[32 + n] = static_cast<std::uint8_t>(sum);
    carry = sum >> 8U;
  }
  REQUIRE(carry == 0);
  return signature;
}

}  // namespace

TEST_CASE("keys: the vectors of RFC 8032 sign and verify") {
  const TemporaryFolder folder;
  for (const Vector& vector : rfc_8032) {
    const std::string message = bytes_from_hex(vector.message);
    const Signature signature = signature_from_hex(vector.signature);
    const auto key = public_key_from_hex(vector.public_key);
    REQUIRE(key.has_value());
    CHECK(key->verifies(message, signature));
    CHECK_FALSE(key->verifies(message + "x", signature));
    const PrivateKey secret = PrivateKey::from_file(folder.write("seed.pem", pem_of_seed(vector.secret)));
    CHECK(secret.public_key() == *key);
    CHECK(secret.sign(message) == signature);
  }
}

TEST_CASE("keys: a signature with S + L, another bit or another key is refused") {
  const PrivateKey key = PrivateKey::generate();
  const PrivateKey other = PrivateKey::generate();
  for (const std::string_view message : {"", "a", "a longer message"}) {
    const Signature signature = key.sign(message);
    REQUIRE(key.public_key().verifies(message, signature));
    CHECK_FALSE(key.public_key().verifies(message, with_order_added(signature)));
    CHECK_FALSE(other.public_key().verifies(message, signature));
    for (std::size_t bit = 0; bit < 8 * signature.bytes.size(); bit += 7) {
      Signature changed = signature;
      changed.bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
      CHECK_FALSE(key.public_key().verifies(message, changed));
    }
  }
}

TEST_CASE("keys: points of small order are refused in every encoding") {
  for (const std::string_view point : small_order_points) {
    CHECK_MESSAGE(!public_key_from_hex(point), point);
    CHECK_FALSE(PublicKey::from_der(bytes_from_hex("302a300506032b6570032100" + std::string{point})));
  }
}

TEST_CASE("keys: y of p or more is refused, though it stands for a point") {
  CHECK(public_key_from_hex("0300000000000000000000000000000000000000000000000000000000000000"));
  CHECK_FALSE(public_key_from_hex("f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"));
  CHECK_FALSE(public_key_from_hex("f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"));
  CHECK_FALSE(public_key_from_hex("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"));
}

TEST_CASE("keys: 32 bytes are a key if and only if they are a point, by Python's integers") {
  if (!test::is_installed("python3")) {
    MESSAGE("skipped: python3 is not installed");
    return;
  }
  constexpr const char* program =
      "python3 -c 'import sys\n"
      "p = 2**255 - 19\n"
      "d = -121665 * pow(121666, p - 2, p) % p\n"
      "for line in sys.stdin:\n"
      "    y = int.from_bytes(bytes.fromhex(line.strip()), \"little\") & (2**255 - 1)\n"
      "    x2 = (y * y - 1) * pow(d * y * y + 1, p - 2, p) % p\n"
      "    print(int(pow(x2, (p - 1) // 2, p) == 1))\n"
      "'";
  std::mt19937 random(test::seed());
  std::string input;
  for (int n = 0; n < 300; ++n) {
    std::array<std::uint8_t, 32> raw{};
    for (std::uint8_t& byte : raw) byte = static_cast<std::uint8_t>(random());
    input += hex(Bytes{raw}) + "\n";
  }
  const std::vector<std::string> points = test::lines_of(input);
  const std::vector<std::string> verdicts = test::lines_of(test::output_of(program, input));
  REQUIRE(verdicts.size() == points.size());
  for (std::size_t n = 0; n < points.size(); ++n) {
    CHECK_MESSAGE(public_key_from_hex(points[n]).has_value() == (verdicts[n] == "1"), points[n]);
  }
}

TEST_CASE("keys: a public key has one DER and one text") {
  const PublicKey key = *public_key_from_hex(rfc_8032[0].public_key);
  const std::string der = bytes_from_hex("302a300506032b6570032100" + std::string{rfc_8032[0].public_key});
  CHECK(key.der() == der);
  CHECK(key.id() == sha256(der));
  CHECK(key.text() == base64(bytes_of(der)));
  CHECK(PublicKey::from_text(key.text()) == key);
  CHECK(PublicKey::from_der(der) == key);

  CHECK_FALSE(PublicKey::from_der(""));
  CHECK_FALSE(PublicKey::from_der(der.substr(0, 43)));
  CHECK_FALSE(PublicKey::from_der(der + '\0'));
  CHECK_FALSE(PublicKey::from_text(key.text() + "\n"));
  CHECK_FALSE(PublicKey::from_text(key.text().substr(1)));
  CHECK_FALSE(PublicKey::from_raw(bytes_of(der)));
  std::string x25519 = der;
  x25519[8] = '\x6e';
  CHECK_FALSE(PublicKey::from_der(x25519));
}

TEST_CASE("keys: copies of a key outlive it, and no key verifies nothing") {
  const PrivateKey secret = PrivateKey::generate();
  const Signature signature = secret.sign("message");
  std::optional<PublicKey> first = secret.public_key();
  PublicKey copy = *first;
  const PublicKey moved = std::move(*first);
  first.reset();
  CHECK(copy.verifies("message", signature));
  CHECK(moved.verifies("message", signature));
  copy = PublicKey{};
  CHECK_FALSE(copy.verifies("message", signature));
  CHECK(moved.verifies("message", signature));
}

TEST_CASE("keys: a key file is read back, plain or encrypted") {
  const TemporaryFolder folder;
  const PrivateKey key = PrivateKey::generate();
  const fs::path plain = folder / "plain.pem";
  const fs::path sealed = folder / "sealed.pem";
  key.write(plain);
  key.write(sealed, "correct horse");
  for (const fs::path& file : {plain, sealed}) CHECK(fs::status(file).permissions() == fs::perms{0600});
  CHECK(holds(test::content_of(plain), "BEGIN PRIVATE KEY"));
  CHECK(holds(test::content_of(sealed), "BEGIN ENCRYPTED PRIVATE KEY"));

  int asked = 0;
  const Passphrase right = [&](const std::string& prompt) {
    ++asked;
    CHECK(holds(prompt, sealed.string()));
    return std::string("correct horse");
  };
  CHECK(PrivateKey::from_file(plain, right).public_key() == key.public_key());
  CHECK(asked == 0);
  const PrivateKey read = PrivateKey::from_file(sealed, right);
  CHECK(asked == 1);
  CHECK(read.public_key() == key.public_key());
  CHECK(read.sign("message") == key.sign("message"));
}

TEST_CASE("keys: an encrypted key file without its passphrase is an obstacle that says what to do") {
  const TemporaryFolder folder;
  const fs::path file = folder / "sealed.pem";
  PrivateKey::generate().write(file, "correct horse");
  const auto [no_passphrase, advice] = error_of([&] { static_cast<void>(PrivateKey::from_file(file)); });
  CHECK(no_passphrase == Obstacle::cryptography);
  CHECK(holds(advice, "encrypted"));
  CHECK(holds(advice, "--passphrase-file"));
  for (const char* const guess : {"", "wrong horse"}) {
    const auto [wrong, message] = error_of(
        [&] { static_cast<void>(PrivateKey::from_file(file, [&](const std::string&) { return guess; })); });
    CHECK(wrong == Obstacle::cryptography);
    CHECK(holds(message, "passphrase is wrong"));
  }
}

TEST_CASE("keys: a key file that cannot be written whole is removed") {
  const TemporaryFolder folder;
  const fs::path file = folder / "key.pem";
  const PrivateKey key = PrivateKey::generate();
  rlimit limit{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &limit) == 0);
  const rlimit ten_bytes{10, limit.rlim_max};
  const auto former = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(setrlimit(RLIMIT_FSIZE, &ten_bytes) == 0);
  std::optional<Obstacle> obstacle;
  try {
    key.write(file);
  } catch (const Error& error) {
    obstacle = error.obstacle();
  }
  REQUIRE(setrlimit(RLIMIT_FSIZE, &limit) == 0);
  REQUIRE((std::signal(SIGXFSZ, former) == SIG_IGN));
  CHECK(obstacle == Obstacle::io);
  CHECK_FALSE(fs::exists(file));
  key.write(file);
  CHECK(PrivateKey::from_file(file).public_key() == key.public_key());
}

TEST_CASE("keys: a key file is never overwritten") {
  const TemporaryFolder folder;
  const fs::path file = folder / "key.pem";
  PrivateKey::generate().write(file);
  const std::string before = test::content_of(file);
  const auto [obstacle, message] = error_of([&] { PrivateKey::generate().write(file); });
  CHECK(obstacle == Obstacle::io);
  CHECK(holds(message, file.string()));
  CHECK(test::content_of(file) == before);
  CHECK(error_of([&] { PrivateKey::generate().write(folder / "absent/key.pem"); }).first == Obstacle::io);
}

TEST_CASE("keys: files that hold no Ed25519 key are refused, each with its reason") {
  const TemporaryFolder folder;
  const auto refusal = [](const fs::path& file) {
    return error_of([&] { static_cast<void>(PrivateKey::from_file(file)); });
  };
  CHECK(refusal(folder / "absent.pem").first == Obstacle::io);
  CHECK(refusal(folder.path()).first == Obstacle::io);
  CHECK(holds(refusal(folder.write("text.pem", "no key\n")).second, "not a PEM file"));
  CHECK(holds(refusal(folder.write("empty.pem", "")).second, "not a PEM file"));
  CHECK(holds(refusal(folder.write("large.pem", std::string(70'000, 'x'))).second, "too large"));
  const std::string public_pem = PrivateKey::generate().public_key().pem();
  CHECK(holds(refusal(folder.write("public.pem", public_pem)).second, "PUBLIC KEY"));
  const std::string seed{rfc_8032[0].secret};
  std::string cut = pem_of_seed(seed);
  cut.erase(cut.find('\n') + 21, 20);
  CHECK(refusal(folder.write("cut.pem", cut)).first == Obstacle::cryptography);

  const std::string private_pem = pem_of_seed(seed);
  const auto no_public_key = error_of(
      [&] { static_cast<void>(PublicKey::from_pem_file(folder.write("private.pem", private_pem))); });
  CHECK(no_public_key.first == Obstacle::cryptography);
  const std::string weak =
      "-----BEGIN PUBLIC KEY-----\n" +
      base64(bytes_of(bytes_from_hex("302a300506032b6570032100" + std::string(64, '0')))) +
      "\n-----END PUBLIC KEY-----\n";
  CHECK_THROWS_AS(static_cast<void>(PublicKey::from_pem_file(folder.write("weak.pem", weak))), Error);
}

TEST_CASE("keys: a public key's PEM file is read back") {
  const TemporaryFolder folder;
  const PublicKey key = PrivateKey::generate().public_key();
  CHECK(PublicKey::from_pem_file(folder.write("public.pem", key.pem())) == key);
}

TEST_CASE("keys: the openssl program reads our key files and verifies our signatures") {
  if (!test::is_installed("openssl")) {
    MESSAGE("skipped: openssl is not installed");
    return;
  }
  const TemporaryFolder folder;
  const PrivateKey key = PrivateKey::generate();
  key.write(folder / "plain.pem");
  key.write(folder / "sealed.pem", "correct horse");
  folder.write("public.pem", key.public_key().pem());
  folder.write("message", "message");
  folder.write("signature", text_of(key.sign("message")));
  const auto run = [&folder](const std::string& command) {
    return test::output_of("cd " + folder.path().string() + " && " + command, "");
  };

  const std::string plain = run("openssl pkey -in plain.pem -pubout");
  CHECK(plain == key.public_key().pem());
  CHECK(holds(run("openssl pkey -in plain.pem -text -noout"), "ED25519 Private-Key"));
  CHECK(run("openssl pkey -in sealed.pem -passin pass:'correct horse' -pubout") == plain);
  const std::string scheme = run("openssl asn1parse -in sealed.pem");
  CHECK(holds(scheme, "PBES2"));
  CHECK(holds(scheme, "scrypt"));
  CHECK(holds(scheme, "aes-256-cbc"));
  const std::string verify =
      "openssl pkeyutl -verify -rawin -pubin -inkey public.pem -in message -sigfile signature";
  CHECK(holds(run(verify), "Signature Verified Successfully"));
}

TEST_CASE("keys: the openssl program's key files are read and its signatures verify") {
  if (!test::is_installed("openssl")) {
    MESSAGE("skipped: openssl is not installed");
    return;
  }
  const TemporaryFolder folder;
  folder.write("message", "message");
  const auto run = [&folder](const std::string& command) {
    return test::output_of("cd " + folder.path().string() + " && " + command, "");
  };
  run("openssl genpkey -algorithm ed25519 -out plain.pem");
  run("openssl pkcs8 -topk8 -scrypt -in plain.pem -passout pass:horse -out scrypt.pem");
  run("openssl pkey -in plain.pem -aes-256-cbc -passout pass:horse -out pbkdf2.pem");
  run("openssl pkey -in plain.pem -pubout -out public.pem");
  run("openssl pkeyutl -sign -rawin -inkey plain.pem -in message -out signature");

  const PublicKey key = PublicKey::from_pem_file(folder / "public.pem");
  const Passphrase passphrase = [](const std::string&) { return std::string("horse"); };
  for (const char* const name : {"plain.pem", "scrypt.pem", "pbkdf2.pem"}) {
    CHECK(PrivateKey::from_file(folder / name, passphrase).public_key() == key);
  }
  const std::string bytes = test::content_of(folder / "signature");
  Signature signature;
  REQUIRE(bytes.size() == signature.bytes.size());
  std::copy(bytes.begin(), bytes.end(), signature.bytes.begin());
  CHECK(key.verifies("message", signature));

  run("openssl genpkey -algorithm x25519 -out x25519.pem");
  const auto [obstacle, message] =
      error_of([&] { static_cast<void>(PrivateKey::from_file(folder / "x25519.pem")); });
  CHECK(obstacle == Obstacle::cryptography);
  CHECK(holds(message, "not an Ed25519 key"));
}

}  // namespace lcl
