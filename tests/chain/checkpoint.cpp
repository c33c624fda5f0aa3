// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/checkpoint.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "ledger/chain/tree.hpp"
#include "ledger/values/encoding.hpp"
#include "tests/chain/temporary_folder.hpp"

namespace lcl {
namespace {

// The note of the C2SP signed-note description.
constexpr std::string_view c2sp_vkey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view c2sp_text = "This is an example message.\n";
constexpr std::string_view c2sp_line =
    "— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

// Key, text and signatures of the tests of golang.org/x/mod/sumdb/note.
constexpr std::string_view peter_vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view peter_private_key = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";  // 01 ‖ seed
constexpr std::string_view peter_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr std::string_view peter_line =
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
constexpr std::string_view enoch_line =
    "— EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

std::string note_of(std::string_view text, std::string_view lines) {
  return std::string{text} + "\n" + std::string{lines};
}

std::string replaced(std::string_view text, std::string_view part, std::string_view by) {
  std::string result{text};
  const std::size_t at = result.find(part);
  REQUIRE_MESSAGE(at != std::string::npos, "nothing to replace: ", part);
  return result.replace(at, part.size(), by);
}

PrivateKey peter_key() {
  const test::TemporaryFolder folder;
  const std::string seed = from_base64(peter_private_key)->substr(1);
  const std::string der =
      std::string{"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16} + seed;
  return PrivateKey::from_file(folder.write(
      "peter.pem",
      "-----BEGIN PRIVATE KEY-----\n" + base64(bytes_of(der)) + "\n-----END PRIVATE KEY-----\n"));
}

NoteVerdict verdict_on(const std::string& note, std::string_view vkey_text) {
  const auto parsed = parse_note(note);
  REQUIRE_MESSAGE(parsed.has_value(), note);
  const auto verifier = parse_vkey(vkey_text);
  REQUIRE(verifier.has_value());
  return verify_note(*parsed, *verifier);
}

}  // namespace

TEST_CASE("checkpoint: the note of C2SP signed-note verifies") {
  const std::string note = note_of(c2sp_text, c2sp_line);
  const auto parsed = parse_note(note);
  REQUIRE(parsed.has_value());
  CHECK(parsed->text == c2sp_text);
  REQUIRE(parsed->signatures.size() == 1);
  CHECK(parsed->signatures[0].name == "example.com/foo");
  CHECK(parsed->signatures[0].key_id == 0x530d903aU);
  CHECK(parsed->signatures[0].bytes.size() == 64);
  CHECK(parsed->signatures[0].line == 3);
  CHECK(verdict_on(note, c2sp_vkey) == NoteVerdict::verified);
  CHECK(verdict_on(note, peter_vkey) == NoteVerdict::unknown_key);
}

TEST_CASE(
    "checkpoint: a note's text can hold empty lines, the last empty line parts it from the signatures") {
  // The example of C2SP signed-note, whose key is not published.
  constexpr std::string_view text =
      "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n";
  constexpr std::string_view line =
      "— quasimodo.example/salvatore "
      "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
  const auto parsed = parse_note(note_of(text, line));
  REQUIRE(parsed.has_value());
  CHECK(parsed->text == text);
  REQUIRE(parsed->signatures.size() == 1);
  CHECK(parsed->signatures[0].name == "quasimodo.example/salvatore");
  CHECK(parsed->signatures[0].line == 6);
}

TEST_CASE("checkpoint: signing gives the bytes that the Go implementation gives") {
  const PrivateKey key = peter_key();
  CHECK(sign_note(peter_text, "PeterNeumann", key) == note_of(peter_text, peter_line));
  CHECK(vkey({"PeterNeumann", key.public_key()}) == peter_vkey);
  CHECK(note_key_id("PeterNeumann", 1, key.public_key()) == 0xc74f20a3U);
}

TEST_CASE("checkpoint: lines of unknown keys are ignored, each line of a known key must verify") {
  const std::string peter{peter_line};
  const std::string enoch{enoch_line};
  const std::string spoilt = replaced(peter, "SffcvIAQ", "SffcvIAR");
  CHECK(verdict_on(note_of(peter_text, peter + enoch), peter_vkey) == NoteVerdict::verified);
  CHECK(verdict_on(note_of(peter_text, enoch + peter), peter_vkey) == NoteVerdict::verified);
  CHECK(verdict_on(note_of(peter_text, peter + peter), peter_vkey) == NoteVerdict::verified);
  CHECK(verdict_on(note_of(peter_text, enoch), peter_vkey) == NoteVerdict::unknown_key);
  CHECK(verdict_on(note_of(peter_text, spoilt), peter_vkey) == NoteVerdict::bad_signature);
  CHECK(verdict_on(note_of(peter_text, peter + spoilt), peter_vkey) == NoteVerdict::bad_signature);
  CHECK(verdict_on(note_of(peter_text, spoilt + peter), peter_vkey) == NoteVerdict::bad_signature);
  CHECK(verdict_on(note_of("Another text.\n", peter), peter_vkey) == NoteVerdict::bad_signature);
  CHECK(verdict_on(note_of(peter_text, replaced(peter, "x08go", "xxxxo")), peter_vkey) ==
        NoteVerdict::unknown_key);
  CHECK(verdict_on(note_of(peter_text, replaced(peter, "PeterNeumann", "CarmenSandiego")), peter_vkey) ==
        NoteVerdict::unknown_key);
  CHECK(verdict_on(note_of(peter_text, "— PeterNeumann x08gowAA\n"), peter_vkey) ==
        NoteVerdict::bad_signature);
}

TEST_CASE("checkpoint: what is not a signed note is refused") {
  const std::string good = note_of(peter_text, peter_line);
  REQUIRE(parse_note(good));
  const std::string line{peter_line};
  const std::vector<std::string> bad{
      "",
      "\n",
      "\n\n",
      std::string{peter_text},
      note_of(peter_text, ""),
      std::string{peter_text} + line,
      good.substr(0, good.size() - 1),
      good + "\n",
      good + "unexpected line\n",
      "\x01" + good,
      replaced(good, "then", "then\r"),
      replaced(good, "then", "then\t"),
      replaced(good, "then", std::string_view{"\0", 1}),
      "\xff" + good,
      replaced(good, "— ", "- "),
      replaced(good, "— ", "—"),
      replaced(good, "— ", "—  "),
      replaced(good, "PeterNeumann ", ""),
      replaced(good, "PeterNeumann", "Peter+Neumann"),
      replaced(good, "PeterNeumann", "Peter Neumann"),
      replaced(good, "PeterNeumann", "Peter\u00a0Neumann"),
      replaced(good, "PeterNeumann", "Peter\u3000Neumann"),
      replaced(good, "PeterNeumann", "Peter\u0085Neumann"),
      replaced(good, "x08go/", "x08go-"),
      replaced(good, "nAM=", "nAM"),
      replaced(good, "nAM=", "nAN="),
      replaced(good, "nAM=", "nAM= "),
      note_of(peter_text, "— PeterNeumann \n"),
      note_of(peter_text, "— PeterNeumann x08gow==\n"),
  };
  for (const std::string& note : bad) CHECK_MESSAGE(!parse_note(note), note);
}

TEST_CASE("checkpoint: a note has at most 64 signatures and 1 MiB") {
  std::string lines;
  for (int n = 0; n < 16; ++n) lines += replaced(enoch_line, "EnochRoot", "witness" + std::to_string(n));
  CHECK(verdict_on(note_of(peter_text, lines + std::string{peter_line}), peter_vkey) ==
        NoteVerdict::verified);
  for (int n = 16; n < 64; ++n) lines += replaced(enoch_line, "EnochRoot", "witness" + std::to_string(n));
  const auto full = parse_note(note_of(peter_text, lines));
  REQUIRE(full.has_value());
  CHECK(full->signatures.size() == 64);
  CHECK_FALSE(parse_note(note_of(peter_text, lines + std::string{peter_line})));

  const std::string tail = "\n" + ("\n" + std::string{peter_line});
  CHECK(parse_note(std::string((1U << 20U) - tail.size(), 'x') + tail));
  CHECK_FALSE(parse_note(std::string((1U << 20U) - tail.size() + 1, 'x') + tail));
}

TEST_CASE("checkpoint: a vkey has one spelling") {
  for (const std::string_view text : {c2sp_vkey, peter_vkey}) {
    const auto verifier = parse_vkey(text);
    REQUIRE(verifier.has_value());
    CHECK(vkey(*verifier) == text);
  }
  CHECK(parse_vkey(c2sp_vkey)->name == "example.com/foo");
  for (const std::string& bad :
       {std::string{}, std::string{"+"}, std::string{"++"}, replaced(peter_vkey, "PeterNeumann", ""),
        replaced(peter_vkey, "PeterNeumann", "Peter Neumann"),
        replaced(peter_vkey, "PeterNeumann", "PeterNeuman"), replaced(peter_vkey, "c74f20a3", "c74f20a4"),
        replaced(peter_vkey, "c74f20a3", "C74F20A3"), replaced(peter_vkey, "c74f20a3", "c74f20a"),
        replaced(peter_vkey, "ARpc", "BBpc"), replaced(peter_vkey, "10TW", "10T="),
        replaced(peter_vkey, "+ARpc", "+"), std::string{peter_vkey} + "\n",
        std::string{"PeterNeumann+c74f20a3+"}, std::string{"PeterNeumann+c74f20a3+AQ=="}}) {
    CHECK_MESSAGE(!parse_vkey(bad), bad);
  }
}

TEST_CASE("checkpoint: its text is origin, size and root") {
  // The example of golang.org/x/mod/sumdb/tlog.
  constexpr std::string_view text =
      "go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n";
  const auto checkpoint = parse_checkpoint_text(text);
  REQUIRE(checkpoint.has_value());
  CHECK(checkpoint->origin == "go.sum database tree");
  CHECK(checkpoint->size == 123'456'789'012U);
  CHECK(checkpoint->root == sha256_prefixed(0, bytes_of("hello world")));
  CHECK(checkpoint_text(*checkpoint) == text);

  const Checkpoint empty{"example.com/log", 0, empty_root()};
  CHECK(checkpoint_text(empty) == "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  CHECK(parse_checkpoint_text(checkpoint_text(empty)) == empty);
}

TEST_CASE("checkpoint: text with anything else in it is refused") {
  constexpr std::string_view text = "example.com/log\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  REQUIRE(parse_checkpoint_text(text));
  for (const std::string& bad : {std::string{},
                                 std::string{"\n"},
                                 replaced(text, "example.com/log", ""),
                                 replaced(text, "\n42\n", "\n\n"),
                                 replaced(text, "42", "042"),
                                 replaced(text, "42", "+42"),
                                 replaced(text, "42", "-1"),
                                 replaced(text, "42", "0x2a"),
                                 replaced(text, "42", "42 "),
                                 replaced(text, "42", "18446744073709551616"),
                                 replaced(text, "47DE", "47D"),
                                 replaced(text, "uFU=", "uFV="),
                                 replaced(text, "SuFU=", "S"),
                                 replaced(text, "47DE", "AAAA47DE"),
                                 std::string{text} + "extension\n",
                                 std::string{text} + "\n",
                                 std::string{text.substr(0, text.size() - 1)},
                                 replaced(text, "\n42", "\r\n42"),
                                 replaced(text, "example", "ex\x01mple"),
                                 replaced(text, "example", "\xc0\x80")}) {
    CHECK_MESSAGE(!parse_checkpoint_text(bad), bad);
  }
}

TEST_CASE("checkpoint: signed, it opens with the log's key and no other") {
  const PrivateKey log_key = PrivateKey::generate();
  const Checkpoint checkpoint{"registry.example/log", 7, sha256("root")};
  const std::string note = sign_checkpoint(checkpoint, log_key);
  const auto parsed = parse_note(note);
  REQUIRE(parsed.has_value());
  CHECK(parse_checkpoint_text(parsed->text) == checkpoint);
  CHECK(verify_note(*parsed, {checkpoint.origin, log_key.public_key()}) == NoteVerdict::verified);
  CHECK(verify_note(*parsed, {"another.example/log", log_key.public_key()}) == NoteVerdict::unknown_key);
  CHECK(verify_note(*parsed, {checkpoint.origin, PrivateKey::generate().public_key()}) ==
        NoteVerdict::unknown_key);
}

TEST_CASE("checkpoint: read from its note, with the note and its signatures") {
  const PrivateKey log_key = PrivateKey::generate();
  const Checkpoint checkpoint{"registry.example/log", 7, sha256("root")};
  const std::string note = sign_checkpoint(checkpoint, log_key);
  const auto read = read_checkpoint(note);
  REQUIRE(read.has_value());
  CHECK(read->checkpoint == checkpoint);
  CHECK(read->note.text == checkpoint_text(checkpoint));
  CHECK(read->note.signatures.size() == 1);
  CHECK_FALSE(read_checkpoint(checkpoint_text(checkpoint)));
  CHECK_FALSE(read_checkpoint(sign_note("no checkpoint\n", checkpoint.origin, log_key)));
}

TEST_CASE("checkpoint: believed only where the log signed it, and of that log") {
  const PrivateKey log_key = PrivateKey::generate();
  const NoteVerifier log{"registry.example/log", log_key.public_key()};
  const Checkpoint checkpoint{log.name, 7, sha256("root")};
  const std::string note = sign_checkpoint(checkpoint, log_key);
  CHECK(verified_checkpoint(note, log) == checkpoint);
  CHECK_FALSE(verified_checkpoint(note, {"another.example/log", log_key.public_key()}));
  CHECK_FALSE(verified_checkpoint(note, {log.name, PrivateKey::generate().public_key()}));
  CHECK_FALSE(verified_checkpoint(replaced(note, "\n7\n", "\n8\n"), log));
  const Checkpoint of_another{"another.example/log", 7, checkpoint.root};
  CHECK_FALSE(verified_checkpoint(sign_note(checkpoint_text(of_another), log.name, log_key), log));
  CHECK_FALSE(verified_checkpoint("no note", log));
}

}  // namespace lcl
