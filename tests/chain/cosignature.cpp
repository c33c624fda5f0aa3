// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/cosignature.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "ledger/values/encoding.hpp"
#include "tests/chain/temporary_folder.hpp"

namespace lcl {
namespace {

// Made with Python's cryptography from the seed 00 01 … 1f, on the checkpoint and time that C2SP
// tlog-cosignature shows (the key of its own example is not published).
constexpr std::string_view python_vkey =
    "witness.example/w1+e75f6532+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
constexpr std::string_view python_line =
    "— witness.example/w1 "
    "519lMgAAAABkGFDLBuRDazBLVac2NE+Y+IjbjQOcXLfF9CSDZVUIoS83rE1nFZsVE8YiWV6Ngr7lV8H6bdoBQGP/"
    "l73euDMQ9k+bBQ==\n";
constexpr std::string_view sofa_text =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
constexpr Instant sofa_time{1'679'315'147'000};

PrivateKey python_key() {
  const test::TemporaryFolder folder;
  std::string der{"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16};
  for (char byte = 0; byte < 32; ++byte) der += byte;
  return PrivateKey::from_file(folder.write(
      "witness.pem",
      "-----BEGIN PRIVATE KEY-----\n" + base64(bytes_of(der)) + "\n-----END PRIVATE KEY-----\n"));
}

CosignatureCheck check_of(const std::string& lines, std::string_view text = sofa_text) {
  const auto note = parse_note(std::string{text} + "\n" + lines);
  REQUIRE(note.has_value());
  return verify_cosignature(*note, *parse_cosigner_vkey(python_vkey));
}

}  // namespace

TEST_CASE("cosignature: the line is the one that Python makes, byte for byte") {
  CHECK(cosignature_line(sofa_text, sofa_time, "witness.example/w1", python_key()) == python_line);
  CHECK(cosignature_line(sofa_text, {sofa_time.milliseconds + 999}, "witness.example/w1", python_key()) ==
        python_line);
  CHECK(cosigner_vkey({"witness.example/w1", python_key().public_key()}) == python_vkey);
}

TEST_CASE("cosignature: one that Python made verifies, with its time") {
  const CosignatureCheck check = check_of(std::string{python_line});
  CHECK(check.verdict == CosignatureVerdict::verified);
  CHECK(to_string(check.time) == "2023-03-20T12:25:47.000Z");
}

TEST_CASE("cosignature: of several by one witness all must verify, and the earliest counts") {
  const std::string later =
      cosignature_line(sofa_text, {sofa_time.milliseconds + 60'000}, "witness.example/w1", python_key());
  CHECK(check_of(later + std::string{python_line}).time == sofa_time);
  CHECK(check_of(std::string{python_line} + later).time == sofa_time);
  const std::string of_another =
      cosignature_line("another\n1\n=\n", sofa_time, "witness.example/w1", python_key());
  CHECK(check_of(std::string{python_line} + of_another).verdict == CosignatureVerdict::bad_signature);
}

TEST_CASE("cosignature: text, time and signature are all signed") {
  std::string other{sofa_text};
  other.replace(other.find("20852163"), 8, "20852164");
  CHECK(check_of(std::string{python_line}, other).verdict == CosignatureVerdict::bad_signature);
  const std::string_view encoded = python_line.substr(python_line.rfind(' ') + 1);
  const std::string bytes = *from_base64(encoded.substr(0, encoded.size() - 1));
  for (const std::size_t at : {std::size_t{4}, std::size_t{11}, std::size_t{12}, bytes.size() - 1}) {
    CAPTURE(at);
    std::string spoilt = bytes;
    spoilt[at] = static_cast<char>(spoilt[at] ^ 1);
    CHECK(check_of("— witness.example/w1 " + base64(bytes_of(spoilt)) + "\n").verdict ==
          CosignatureVerdict::bad_signature);
  }
  CHECK(check_of("— witness.example/w1 " + base64(bytes_of(bytes.substr(0, bytes.size() - 1))) + "\n")
            .verdict == CosignatureVerdict::bad_signature);
}

TEST_CASE("cosignature: lines of another name or key id are not the witness's") {
  const PrivateKey other = PrivateKey::generate();
  CHECK(check_of(cosignature_line(sofa_text, sofa_time, "witness.example/w1", other)).verdict ==
        CosignatureVerdict::absent);
  CHECK(check_of(cosignature_line(sofa_text, sofa_time, "witness.example/w2", python_key())).verdict ==
        CosignatureVerdict::absent);
  // The same key as the log's: a note's signature is no cosignature.
  const auto note = parse_note(sign_note(sofa_text, "witness.example/w1", python_key()));
  CHECK(verify_cosignature(*note, *parse_cosigner_vkey(python_vkey)).verdict == CosignatureVerdict::absent);
}

TEST_CASE("cosignature: a witness's key is of type 4, a log's is not") {
  CHECK(parse_cosigner_vkey(python_vkey)->name == "witness.example/w1");
  CHECK_FALSE(parse_vkey(python_vkey).has_value());
  const NoteVerifier log{"witness.example/w1", python_key().public_key()};
  CHECK_FALSE(parse_cosigner_vkey(vkey(log)).has_value());
}

TEST_CASE("cosignature: lines are taken each once, and nothing else with them") {
  const std::string one{python_line};
  const auto twice = parse_cosignature_lines(one + one);
  REQUIRE(twice.has_value());
  CHECK(*twice == std::vector<std::string>{one});
  for (const std::string& bad : {std::string(), one + "\n", one.substr(0, one.size() - 1), "25\n" + one}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_cosignature_lines(bad).has_value());
  }
}

}  // namespace lcl
