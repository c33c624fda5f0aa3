// SPDX-License-Identifier: Apache-2.0
// Findings of checkpoints, of the file head, and of what is brought from
// outside; and histories that were cut, forked or put back.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/audit/tampering.hpp"

namespace lcl::test {
namespace {

const std::string phones{project};

SentEvent collected(std::uint64_t device) {
  return {device_number(device), collection("2026-02-01T10:00:00.000Z")};
}

void submit_one(DishonestRegistry& registry, std::uint64_t device) {
  registry.submit(phones, {collected(device)}, registry.developer);
  registry.seal();
}

bool has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What is left of the small registry once every trace of the entries from `size` on is gone.
void cut(const DishonestRegistry& registry, std::uint64_t size) {
  const std::string from = std::to_string(size);
  tamper(registry,
         "DELETE FROM entries WHERE seq >= " + from + "; DELETE FROM checkpoints WHERE size > " + from);
}

}  // namespace

TEST_CASE("checkpoints: the last entry without one") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.submit(phones, {collected(1)}, registry.developer);
  registry.commit();
  CHECK(words(registry.verify()) == Words{"no_checkpoint@8"});
}

TEST_CASE("checkpoints: one that is not the last was dropped") {
  DishonestRegistry registry;
  make_small(registry);
  tamper(registry, "DELETE FROM checkpoints WHERE size IN (1, 4, 15)");
  const VerifyReport report = registry.verify();
  CHECK(words(report) == Words{"no_checkpoint@0", "no_checkpoint@3", "no_checkpoint@14"});
  CHECK(report.findings[2].detail == "one of size 15 is missing");
}

TEST_CASE("checkpoints: statements that were added without the log's key, before one that was sealed") {
  DishonestRegistry registry;
  make_small(registry);
  registry.keeps_checkpoints = false;
  registry.submit(phones, {collected(4)}, registry.developer);
  submit_one(registry, 5);
  CHECK(words(registry.verify()) == Words{"no_checkpoint@18"});
}

TEST_CASE("checkpoints: a note that is none, and one of another size or log") {
  DishonestRegistry registry;
  make_small(registry);
  tamper(registry, "UPDATE checkpoints SET note = 'nothing' WHERE size = 15");
  const VerifyReport nothing = registry.verify();
  CHECK(words(nothing) == Words{"malformed_checkpoint"});
  CHECK(nothing.findings[0].size == 15);

  DishonestRegistry moved;
  make_small(moved);
  tamper(moved, "UPDATE checkpoints SET size = 16 WHERE size = 17");
  CHECK(words(moved.verify()) == Words{"no_checkpoint@16", "malformed_checkpoint"});

  DishonestRegistry other;
  make_small(other);
  const std::string foreign = sign_checkpoint({"registry.example/else", 17, other.seen().root}, other.log);
  tamper(other, "UPDATE checkpoints SET note = '" + foreign + "' WHERE size = 17");
  CHECK(words(other.verify()) == Words{"malformed_checkpoint"});
}

TEST_CASE("checkpoints: a note that another key has signed, or that was changed") {
  DishonestRegistry registry;
  make_small(registry);
  const std::string forged =
      sign_checkpoint({registry.origin, 17, registry.seen().root}, registry.operator_key);
  tamper(registry, "UPDATE checkpoints SET note = '" + forged + "' WHERE size = 17");
  CHECK(words(registry.verify()) == Words{"wrong_checkpoint_signature"});

  DishonestRegistry changed;
  make_small(changed);
  tamper(changed,
         "UPDATE checkpoints SET note = replace(note, char(10) || '17' || char(10), char(10) || '16' || "
         "char(10))"
         " WHERE size = 17");
  CHECK(words(changed.verify()) == Words{"wrong_checkpoint_signature"});
}

TEST_CASE("checkpoints: a signed root that is not the entries', said once") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.before_sealing = [](Checkpoint& checkpoint) { checkpoint.root.bytes[0] ^= 1U; };
  submit_one(registry, 1);
  registry.before_sealing = {};
  submit_one(registry, 2);
  const VerifyReport report = registry.verify();
  CHECK(words(report) == Words{"wrong_root"});
}

TEST_CASE("checkpoints: a checkpoint of the empty log must have the empty root") {
  DishonestRegistry registry;
  open_and_label(registry);
  const auto put = [&](const Digest& root) {
    const std::string note = sign_checkpoint({registry.origin, 0, root}, registry.log);
    tamper(registry,
           "DELETE FROM checkpoints WHERE size = 0; INSERT INTO checkpoints VALUES (0, '" + note + "')");
    return words(registry.verify());
  };
  CHECK(put(empty_root()).empty());
  CHECK(put(sha256("something")) == Words{"wrong_root"});
}

TEST_CASE("head: the file is missing, damaged, or of another root") {
  DishonestRegistry registry;
  make_small(registry);
  VerifyRequest request = registry.request();
  request.head_file.reset();
  CHECK(words(verify(Reader(registry.file()), request)) == Words{"missing_head"});
  request.expect_head_file = false;
  CHECK(verify(Reader(registry.file()), request).sound());
  request.head_file = "nothing";
  CHECK(words(verify(Reader(registry.file()), request)) == Words{"malformed_checkpoint"});
  request.head_file = sign_checkpoint({registry.origin, 12, sha256("a fork")}, registry.log);
  CHECK(words(verify(Reader(registry.file()), request)) == Words{"wrong_root"});
}

TEST_CASE("history: a tail cut off is found by its checkpoint, by the file head, and from outside") {
  DishonestRegistry registry;
  make_small(registry);
  VerifyRequest request = registry.request();
  request.anchors.checkpoints = {registry.head()};
  tamper(registry, "DELETE FROM entries WHERE seq >= 15");
  const Words rough = words(verify(Reader(registry.file()), request));
  CHECK(has(rough, "checkpoint_beyond_log"));
  CHECK(has(rough, "behind_head"));
  CHECK(has(rough, "behind_anchor"));

  // Cut off with more care, the head and the anchor remain.
  DishonestRegistry careful;
  make_small(careful);
  request = careful.request();
  cut(careful, 15);
  CHECK(has(words(verify(Reader(careful.file()), request)), "behind_head"));
  request.expect_head_file = false;
  request.head_file.reset();
  CHECK_FALSE(has(words(verify(Reader(careful.file()), request)), "behind_head"));
  request.anchors.checkpoints = {careful.head()};
  CHECK(has(words(verify(Reader(careful.file()), request)), "behind_anchor"));
}

TEST_CASE("history: an old copy with its old head is sound, and said to be unanchored") {
  DishonestRegistry registry;
  open_and_label(registry);
  const std::string old_head = registry.head();
  const std::string old_ledger = content_of(registry.file());
  submit_one(registry, 1);
  const std::string new_head = registry.head();

  const TemporaryFolder folder;
  const std::filesystem::path copy = folder.write("ledger.db", old_ledger);
  VerifyRequest request;
  request.head_file = old_head;
  const VerifyReport report = verify(Reader(copy), request);
  CHECK_MESSAGE(report.sound(), shown(report));
  REQUIRE(report.unanchored.size() == 2);
  CHECK(report.unanchored[1].find("rewriting would go unseen") != std::string::npos);

  request.anchors.checkpoints = {new_head};
  CHECK(words(verify(Reader(copy), request)) == Words{"behind_anchor"});
}

TEST_CASE("history: a fork is found by whoever has a checkpoint of the other branch") {
  DishonestRegistry registry;
  open_and_label(registry);
  const std::string common = registry.head();
  const std::string trunk = content_of(registry.file());
  submit_one(registry, 1);
  const std::string one_branch = registry.head();

  // The same operator, the same keys: entry 7 is another, of which a verifier of this file alone cannot know.
  VerifyRequest request = registry.request();
  request.anchors.checkpoints = {common, one_branch};
  CHECK(verify(Reader(registry.file()), request).sound());
  request.anchors.checkpoints = {
      sign_checkpoint({registry.origin, 9, sha256("the other branch")}, registry.log)};
  const VerifyReport report = verify(Reader(registry.file()), request);
  CHECK(words(report) == Words{"not_an_extension"});
  CHECK(report.findings[0].size == 9);
}

TEST_CASE("anchors: a checkpoint from outside must be signed by the log key from outside") {
  DishonestRegistry registry;
  make_small(registry);
  VerifyRequest request = registry.request();
  request.anchors.log_key = NoteVerifier{registry.origin, registry.log.public_key()};
  request.anchors.checkpoints = {"nothing",
                                 sign_checkpoint({registry.origin, 7, sha256("x")}, registry.certifier)};
  CHECK(words(verify(Reader(registry.file()), request)) ==
        Words{"wrong_checkpoint_signature", "foreign_checkpoint"});
}

TEST_CASE("anchors: another log key, certifier or pepper than the one expected") {
  DishonestRegistry registry;
  make_small(registry);
  const auto found = [&](const std::function<void(VerifyRequest&)>& expect) {
    VerifyRequest request = registry.request();
    expect(request);
    return words(verify(Reader(registry.file()), request));
  };
  CHECK(found([&](VerifyRequest& request) {
          request.anchors.log_key = NoteVerifier{registry.origin, registry.operator_key.public_key()};
        }) == Words{"wrong_log_key@0"});
  CHECK(found([&](VerifyRequest& request) {
          request.anchors.log_key = NoteVerifier{"registry.example/else", registry.log.public_key()};
        }) == Words{"wrong_log_key@0"});
  CHECK(found([&](VerifyRequest& request) {
          request.anchors.certifier = registry.developer.public_key().id();
        }) == Words{"wrong_certifier@0"});
  CHECK(found([&](VerifyRequest& request) { request.pepper_commitment = sha256("another"); }) ==
        Words{"wrong_pepper_commitment@0"});
}

}  // namespace lcl::test
