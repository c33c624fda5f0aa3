// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/proof.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/entry.hpp"
#include "ledger/chain/tree.hpp"
#include "tests/chain/naive_tree.hpp"

namespace lcl {
namespace {

/// The example of C2SP tlog-proof, with a checkpoint whose signature is whole.
constexpr std::string_view example =
    "c2sp.org/tlog-proof@v1\n"
    "extra YWdlLXYxLjIuMS1kYXJ3aW4=\n"
    "index 73894\n"
    "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
    "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
    "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n"
    "RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n"
    "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n"
    "\n"
    "example.com/fancylog\n"
    "109482\n"
    "sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n"
    "\n"
    "— example.com/fancylog "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72Ine"
    "yaQM=\n";

std::string replaced(std::string_view text, std::string_view part, std::string_view by) {
  std::string result{text};
  const std::size_t at = result.find(part);
  REQUIRE_MESSAGE(at != std::string::npos, "nothing to replace: ", part);
  return result.replace(at, part.size(), by);
}

}  // namespace

TEST_CASE("proof: the example of C2SP tlog-proof is read and written back") {
  const auto proof = parse_proof(example);
  REQUIRE(proof.has_value());
  CHECK(proof->extra == "age-v1.2.1-darwin");
  CHECK(proof->index == 73'894);
  REQUIRE(proof->hashes.size() == 5);
  CHECK(hex(proof->hashes[4]) == "0070a2a17f672e3b2bb1ee988634519a4d565048ab54e2cb468390eaf7cee6f9");
  CHECK(proof->checkpoint == example.substr(example.find("example.com")));
  CHECK(to_text(*proof) == example);
}

TEST_CASE("proof: extra and hashes may be absent") {
  const std::string text =
      "c2sp.org/tlog-proof@v1\nindex 0\n\n" + std::string{example.substr(example.find("example.com"))};
  const auto proof = parse_proof(text);
  REQUIRE(proof.has_value());
  CHECK(proof->extra.empty());
  CHECK(proof->index == 0);
  CHECK(proof->hashes.empty());
  CHECK(to_text(*proof) == text);
}

TEST_CASE("proof: anything else is refused") {
  const std::string hash_line = "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n";
  const std::vector<std::string> bad{
      "",
      "c2sp.org/tlog-proof@v1",
      "c2sp.org/tlog-proof@v1\n",
      replaced(example, "@v1", "@v2"),
      replaced(example, "@v1\n", "@v1\r\n"),
      replaced(example, "@v1\n", "@v1\n\n"),
      " " + std::string{example},
      replaced(example, "extra YWdlLXYxLjIuMS1kYXJ3aW4=", "extra "),
      replaced(example, "extra YWdlLXYxLjIuMS1kYXJ3aW4=", "extra"),
      replaced(example, "extra Y", "extra  Y"),
      replaced(example, "W4=", "W5="),
      replaced(example, "extra", "Extra"),
      replaced(example, "index 73894\n", "extra AA==\nindex 73894\n"),
      replaced(example, "index 73894\n", ""),
      replaced(example, "73894", "073894"),
      replaced(example, "73894", "-1"),
      replaced(example, "73894", ""),
      replaced(example, "73894", "18446744073709551616"),
      replaced(example, "index 73894\n", "index 73894\nindex 73894\n"),
      replaced(example, hash_line, "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXm==\n"),
      replaced(example, hash_line, "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmB=\n"),
      replaced(example, hash_line, "95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"),
      replaced(example, hash_line, "\n" + hash_line),
      replaced(example, "vk=\n\n", "vk=\n"),
      replaced(example, "vk=\n\n", "vk=\n\n\n"),
      std::string{example.substr(0, example.find("example.com"))},
      std::string{example.substr(0, example.find("— "))},
      std::string{example.substr(0, example.size() - 1)},
      std::string{example} + "\n",
  };
  for (const std::string& text : bad) {
    // An empty line too many belongs to the checkpoint's text, so the file is still well-formed.
    const auto proof = parse_proof(text);
    CHECK_MESSAGE(
        (!proof || (to_text(*proof) == text && !parse_checkpoint_text(parse_note(proof->checkpoint)->text))),
        text);
  }
}

TEST_CASE("proof: it has at most 63 hashes and 4 MiB") {
  Proof proof = *parse_proof(example);
  proof.hashes.assign(63, sha256("hash"));
  CHECK(parse_proof(to_text(proof)));
  proof.hashes.emplace_back();
  CHECK_FALSE(parse_proof(to_text(proof)));
  proof.hashes.clear();
  proof.extra.assign(3U << 20U, 'x');
  CHECK_FALSE(parse_proof(to_text(proof)));
  proof.extra.resize((3U << 20U) - 999);
  CHECK(parse_proof(to_text(proof)));
}

TEST_CASE("proof: of an entry it can be checked with the log's public key alone") {
  const PrivateKey log_key = PrivateKey::generate();
  const std::string origin = "registry.example/log";
  test::NaiveTree naive(300);
  const test::TileStore store = test::stored_tiles(naive, 300);
  Proof made;
  made.extra = "what the leaf is the hash of";
  made.index = 123;
  made.hashes = inclusion_proof(123, 300, store.reader(300));
  made.checkpoint = sign_checkpoint({origin, 300, root_at(300, store.reader(300))}, log_key);

  const auto read = parse_proof(to_text(made));
  REQUIRE(read.has_value());
  const auto note = parse_note(read->checkpoint);
  REQUIRE(note.has_value());
  REQUIRE(verify_note(*note, {origin, log_key.public_key()}) == NoteVerdict::verified);
  const auto checkpoint = parse_checkpoint_text(note->text);
  REQUIRE(checkpoint.has_value());
  CHECK(verify_inclusion(naive.leaf(123), read->index, checkpoint->size, read->hashes, checkpoint->root));
  CHECK_FALSE(
      verify_inclusion(naive.leaf(124), read->index, checkpoint->size, read->hashes, checkpoint->root));
}

}  // namespace lcl
