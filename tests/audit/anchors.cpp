// SPDX-License-Identifier: Apache-2.0
// What is brought from outside, and what each kind of it finds: a restored old
// copy, a fork, a truncated tail.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "ledger/audit/proof_check.hpp"
#include "ledger/audit/published_check.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/chain/witness.hpp"
#include "ledger/publish/proof_making.hpp"
#include "ledger/publish/publication.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/values/error.hpp"
#include "tests/audit/tampering.hpp"
#include "tests/chain/timestamp_authority.hpp"
#include "tests/store/pinned_log.hpp"

namespace lcl::test {
namespace {

constexpr Instant seen_at{1'790'000'000'000};

/// Two witnesses, both of which must have seen a checkpoint, and a timestamp authority.
struct Outsiders {
  PrivateKey first = PrivateKey::generate();
  PrivateKey second = PrivateKey::generate();
  TimestampAuthority authority;

  [[nodiscard]] Policy policy(const std::string& more = {}) const {
    return std::get<Policy>(parse_policy(
        more + "witness A " + cosigner_vkey({"w.example/a", first.public_key()}) + "\nwitness B " +
        cosigner_vkey({"w.example/b", second.public_key()}) + "\ngroup both all A B\nquorum both\n"));
  }
  [[nodiscard]] std::string cosigned(const std::string& note) const {
    const std::string text = parse_note(note)->text;
    return note + cosignature_line(text, seen_at, "w.example/a", first) +
           cosignature_line(text, seen_at, "w.example/b", second);
  }
  [[nodiscard]] std::string stamped(const std::string& note) const {
    return authority.answer(timestamp_query(sha256(parse_note(note)->text)));
  }
};

/// The ways to anchor the checkpoint `note`.
struct WayToAnchor {
  std::string name;
  std::function<Anchors(const std::string& note)> anchors;
};
std::vector<WayToAnchor> ways_to_anchor(const Outsiders& outsiders) {
  return {{"kept", [](const std::string& note) { return Anchors{.checkpoints = {note}}; }},
          {"cosigned",
           [&outsiders](const std::string& note) {
             return Anchors{.checkpoints = {outsiders.cosigned(note)}, .policy = outsiders.policy()};
           }},
          {"stamped", [&outsiders](const std::string& note) {
             return Anchors{.checkpoints = {note},
                            .timestamps = {outsiders.stamped(note)},
                            .authorities = {outsiders.authority.root()}};
           }}};
}

SentEvent bought(std::uint64_t device) {
  return {device_number(device), collection("2026-02-01T10:00:00.000Z")};
}

/// Events of one device each, each sealed.
void buy(DishonestRegistry& registry, std::uint64_t device) {
  registry.submit(std::string{project}, {bought(device)}, registry.developer);
  registry.seal();
}

/// What a ledger file by itself is found to be, with `anchors`: without its head file, which the operator has
/// too.
VerifyReport verified(const std::filesystem::path& file, const Anchors& anchors) {
  VerifyRequest request;
  request.anchors = anchors;
  request.expect_head_file = false;
  return verify(Reader(file), request);
}

bool says_no_anchor(const VerifyReport& report) {
  return std::any_of(report.unanchored.begin(), report.unanchored.end(), [](const std::string& text) {
    return text.find("internally consistent, no outside anchor") != std::string::npos;
  });
}

}  // namespace

TEST_CASE("anchors: a restored old copy is found by each of them, and by nothing else") {
  const Outsiders outsiders;
  DishonestRegistry registry;
  open_and_label(registry);
  const TemporaryFolder folder;
  const std::filesystem::path copy = folder.write("ledger.db", content_of(registry.file()));
  buy(registry, 1);
  const VerifyReport alone = verified(copy, {});
  CHECK_MESSAGE(alone.sound(), shown(alone));
  CHECK(says_no_anchor(alone));
  for (const WayToAnchor& way : ways_to_anchor(outsiders)) {
    CAPTURE(way.name);
    const VerifyReport report = verified(copy, way.anchors(registry.head()));
    CHECK(words(report) == Words{"behind_anchor"});
    CHECK(report.anchors.empty());
  }
}

TEST_CASE("anchors: a fork by the operator itself is found by each of them, and by nothing else") {
  const Outsiders outsiders;
  DishonestRegistry registry;
  open_and_label(registry);
  buy(registry, 1);
  // The other branch, signed by the same key: as long, another event.
  const Checkpoint other{registry.origin, registry.size(), sha256("the other branch")};
  const std::string other_branch = sign_checkpoint(other, registry.log);
  const VerifyReport alone = verified(registry.file(), {});
  CHECK(alone.sound());
  CHECK(says_no_anchor(alone));
  for (const WayToAnchor& way : ways_to_anchor(outsiders)) {
    CAPTURE(way.name);
    const VerifyReport report = verified(registry.file(), way.anchors(other_branch));
    CHECK(words(report) == Words{"not_an_extension"});
    CHECK(report.findings[0].size == registry.size());
    CHECK(report.anchors.empty());
  }
}

TEST_CASE("anchors: a tail cut off with every trace of it is found by each of them, and by nothing else") {
  const Outsiders outsiders;
  DishonestRegistry registry;
  open_and_label(registry);
  const std::uint64_t size = registry.size();
  buy(registry, 1);
  const std::string head = registry.head();
  // A log of `size` entries as the operator would have left it, had it stopped there.
  const std::string from = std::to_string(size);
  tamper(registry, "DELETE FROM entries WHERE seq >= " + from + "; DELETE FROM checkpoints WHERE size > " +
                       from + "; DELETE FROM devices; DELETE FROM tiles");
  const auto is_of_the_cut = [](const Finding& each) {
    return each.finding == FindingWord::behind_anchor || each.finding == FindingWord::not_an_extension;
  };
  const VerifyReport alone = verified(registry.file(), {});
  CHECK(std::none_of(alone.findings.begin(), alone.findings.end(), is_of_the_cut));
  for (const WayToAnchor& way : ways_to_anchor(outsiders)) {
    CAPTURE(way.name);
    const VerifyReport report = verified(registry.file(), way.anchors(head));
    CHECK(std::count_if(report.findings.begin(), report.findings.end(), is_of_the_cut) == 1);
    CHECK(report.anchors.empty());
  }
}

TEST_CASE(
    "anchors: an entry dated after its checkpoint was cosigned is found, and five minutes are let pass") {
  const Outsiders outsiders;
  constexpr std::int64_t five_minutes = std::int64_t{5} * 60 * 1000;
  for (const std::int64_t late_ms : {five_minutes, five_minutes + 1}) {
    CAPTURE(late_ms);
    const bool is_found = late_ms > five_minutes;
    DishonestRegistry registry;
    open_and_label(registry);
    registry.time = {seen_at.milliseconds + late_ms};
    registry.act("participant_registered", "", {{"participant", other_siret}, {"name", "Atelier"}},
                 registry.developer);
    registry.seal();
    const std::string cosigned = outsiders.cosigned(registry.head());
    const std::uint64_t last = registry.size() - 1;
    buy(registry, 1);  // what comes later is not held to it
    CHECK(verified(registry.file(), {.checkpoints = {registry.head()}}).sound());
    const VerifyReport report =
        verified(registry.file(), {.checkpoints = {cosigned}, .policy = outsiders.policy()});
    CHECK(words(report) == (is_found ? Words{"later_than_seen@" + std::to_string(last)} : Words{}));
  }
}

TEST_CASE("anchors: an entry dated years after its checkpoint was stamped is found") {
  const Outsiders outsiders;
  DishonestRegistry registry;
  open_and_label(registry);
  registry.time = *parse_canonical_instant("2931-01-01T00:00:00.000Z");
  registry.act("participant_registered", "", {{"participant", other_siret}, {"name", "Atelier"}},
               registry.developer);
  registry.seal();
  const VerifyReport report = verified(registry.file(), {.checkpoints = {registry.head()},
                                                         .timestamps = {outsiders.stamped(registry.head())},
                                                         .authorities = {outsiders.authority.root()}});
  CHECK(words(report) == Words{"later_than_seen@" + std::to_string(registry.size() - 1)});
}

TEST_CASE("anchors: one that shows nothing leaves a sound ledger sound, and is said to anchor nothing") {
  const Outsiders outsiders;
  DishonestRegistry registry;
  open_and_label(registry);
  const Checkpoint elsewhere{"elsewhere.example/log", 9, sha256("x")};
  const std::vector<std::pair<const char*, Anchors>> weak{
      {"no_quorum", {.checkpoints = {registry.head()}, .policy = outsiders.policy()}},
      {"foreign_checkpoint", {.checkpoints = {sign_checkpoint(elsewhere, registry.log)}}},
      {"foreign_checkpoint", {.checkpoints = {"a note that nobody signed"}}},
      {"wrong_timestamp",
       {.checkpoints = {registry.head()},
        .timestamps = {"no answer"},
        .authorities = {outsiders.authority.root()}}}};
  for (const auto& each : weak) {
    CAPTURE(each.first);
    const VerifyReport report = verified(registry.file(), each.second);
    CHECK(words(report) == Words{each.first});
    CHECK(report.sound());
    CHECK_FALSE(report.holds());
    CHECK(verdict_text(report) ==
          "sound, but not anchored as asked: 1 finding about what was given from outside");
    CHECK(findings_json(report)["weak_anchors"] == 1);
  }
}

TEST_CASE("anchors: after a fork or a deletion, nobody is asked for a checkpoint that was given") {
  DishonestRegistry registry;
  open_and_label(registry);
  buy(registry, 1);
  const std::string kept =
      sign_checkpoint({registry.origin, registry.size(), sha256("the other branch")}, registry.log);
  const VerifyReport forked = verified(registry.file(), {.checkpoints = {kept}});
  CHECK_FALSE(forked.sound());
  CHECK(verdict_text(forked) == "unsound: 1 finding");
  const auto says = [](const VerifyReport& report, const std::string& sentence) {
    return std::find(report.unanchored.begin(), report.unanchored.end(), sentence) != report.unanchored.end();
  };
  const std::string given = "the checkpoint of size " + std::to_string(registry.size()) + " that was given ";
  CHECK(says(forked, given + "does not anchor this ledger; what was found of that size says why"));
  const std::string head = registry.head();
  tamper(registry, "DELETE FROM entries WHERE seq = 3");
  const VerifyReport cut = verified(registry.file(), {.checkpoints = {head}});
  CHECK(says(
      cut, given +
               "signed more than can be read here, 3 entries: what follows was deleted, is damaged, or this "
               "copy is older"));
  CHECK(cut.head.size == 3);
  CHECK(cut.size == registry.size());
  CHECK(findings_text(cut).find("the file goes on to size " + std::to_string(registry.size())) !=
        std::string::npos);
}

TEST_CASE("anchors: each says what it shows, and a log that extends it is sound") {
  const Outsiders outsiders;
  DishonestRegistry registry;
  open_and_label(registry);
  const std::string early = registry.head();
  const Digest early_root = registry.seen().root;
  buy(registry, 1);
  const std::uint64_t at = labelled_size;
  for (const WayToAnchor& way : ways_to_anchor(outsiders)) {
    CAPTURE(way.name);
    const VerifyReport report = verified(registry.file(), way.anchors(early));
    CHECK_MESSAGE(report.sound(), shown(report));
    REQUIRE(report.anchors.size() == 1);
    const ShownAnchor& anchor = report.anchors.front();
    CHECK(anchor.checkpoint == Checkpoint{registry.origin, at, early_root});
    CHECK(anchor.quorum_at.has_value() == (way.name == "cosigned"));
    CHECK(anchor.seen_by.size() == (way.name == "cosigned" ? 2U : 0U));
    CHECK(anchor.timestamps.size() == (way.name == "stamped" ? 1U : 0U));
    CHECK_FALSE(says_no_anchor(report));
    const Json json = findings_json(report);
    CHECK(json["anchors"][0]["size"] == at);
  }
  Anchors all{.checkpoints = {outsiders.cosigned(registry.head()), outsiders.cosigned(early)},
              .policy = outsiders.policy(),
              .timestamps = {outsiders.stamped(early)},
              .authorities = {outsiders.authority.root()}};
  const VerifyReport report = verified(registry.file(), all);
  REQUIRE(report.anchors.size() == 2);
  CHECK(anchor_text(report.anchors[0])
            .starts_with(
                "the log stood at size 7 when seen by w.example/a at 2026-09-21T14:13:20.000Z; seen by "
                "w.example/b at 2026-09-21T14:13:20.000Z; stamped by CN=Stamps,O=Authority at 20"));
  CHECK(report.anchors[1].timestamps.empty());
}

TEST_CASE("anchors: under a policy a checkpoint must have its quorum, and every cosignature must hold") {
  const Outsiders outsiders;
  DishonestRegistry registry;
  open_and_label(registry);
  const std::string head = registry.head();
  const auto found = [&](const std::string& note, const Policy& policy) {
    return words(verified(registry.file(), Anchors{.checkpoints = {note}, .policy = policy}));
  };
  const std::string text = parse_note(head)->text;
  CHECK(found(outsiders.cosigned(head), outsiders.policy()).empty());
  CHECK(found(head, outsiders.policy()) == Words{"no_quorum"});
  CHECK(found(head + cosignature_line(text, seen_at, "w.example/a", outsiders.first), outsiders.policy()) ==
        Words{"no_quorum"});
  CHECK(found(head + cosignature_line(text, seen_at, "w.example/a", outsiders.second), outsiders.policy()) ==
        Words{"no_quorum"});
  const std::string of_another = cosignature_line("another\n1\n=\n", seen_at, "w.example/a", outsiders.first);
  CHECK(found(outsiders.cosigned(head) + of_another, outsiders.policy()) ==
        Words{"wrong_cosignature", "no_quorum"});
  // The policy names the log as well.
  const auto log_line = [&](const PublicKey& key) { return "log " + vkey({registry.origin, key}) + "\n"; };
  CHECK(found(outsiders.cosigned(head), outsiders.policy(log_line(registry.log.public_key()))).empty());
  CHECK(found(outsiders.cosigned(head), outsiders.policy(log_line(registry.operator_key.public_key()))) ==
        Words{"wrong_log_key@0"});
}

TEST_CASE("anchors: witnesses cannot stand in for the log's own signature") {
  const Outsiders outsiders;
  DishonestRegistry registry;
  open_and_label(registry);
  const std::string text = parse_note(registry.head())->text;
  const std::string unsigned_note = outsiders.cosigned(sign_note(text, "somebody", registry.operator_key));
  const VerifyReport report =
      verified(registry.file(), Anchors{.checkpoints = {unsigned_note}, .policy = outsiders.policy()});
  CHECK(words(report) == Words{"wrong_checkpoint_signature"});
  CHECK(report.anchors.empty());
}

TEST_CASE("anchors: a timestamp must verify, and be on a checkpoint that is given") {
  const Outsiders outsiders;
  const TimestampAuthority stranger;
  DishonestRegistry registry;
  open_and_label(registry);
  const std::string early = registry.head();
  const std::string stamp = outsiders.stamped(early);
  buy(registry, 1);
  const auto found = [&](const std::string& note, const std::string& timestamp, const std::string& root) {
    const VerifyReport report = verified(
        registry.file(), Anchors{.checkpoints = {note}, .timestamps = {timestamp}, .authorities = {root}});
    const bool stamped = !report.anchors.empty() && !report.anchors.front().timestamps.empty();
    CHECK(stamped == report.holds());
    return words(report);
  };
  CHECK(found(early, stamp, outsiders.authority.root()).empty());
  CHECK(found(outsiders.cosigned(early), stamp, outsiders.authority.root())
            .empty());  // signatures are not stamped
  CHECK(found(registry.head(), stamp, outsiders.authority.root()) == Words{"wrong_timestamp"});
  CHECK(found(early, stamp, stranger.root()) == Words{"wrong_timestamp"});
  CHECK(found(early, "nothing", outsiders.authority.root()) == Words{"wrong_timestamp"});
}

TEST_CASE("anchors: a published log is held against each of them too") {
  const Outsiders outsiders;
  DishonestRegistry registry;
  open_and_label(registry);
  const std::string early = registry.head();
  buy(registry, 1);
  const TemporaryFolder folder;
  const PinnedLog pinned(registry.file(), registry.seen());
  const std::string cosigned = outsiders.cosigned(registry.head());
  REQUIRE(publish({pinned.log, registry.head()}, folder.path(), false).size == registry.size());
  // Cosignatures come later than what they are on; without them nothing is taken back.
  CHECK(publish({pinned.log, cosigned}, folder.path(), false).files == 1);
  CHECK(publish({pinned.log, registry.head()}, folder.path(), false).files == 0);
  CHECK(content_of(folder / "checkpoint") == cosigned);

  const NoteVerifier log{registry.origin, registry.log.public_key()};
  const std::string ahead = sign_checkpoint({registry.origin, 99, sha256("later")}, registry.log);
  const std::string fork = sign_checkpoint({registry.origin, 7, sha256("the other branch")}, registry.log);
  for (const WayToAnchor& way : ways_to_anchor(outsiders)) {
    CAPTURE(way.name);
    const auto found = [&](const std::string& note) {
      Anchors anchors = way.anchors(note);
      anchors.log_key = log;
      return verify_published(folder.path(), anchors);
    };
    const VerifyReport sound = found(early);
    CHECK_MESSAGE(sound.sound(), shown(sound));
    REQUIRE(sound.anchors.size() == 1);
    CHECK(sound.anchors.front().checkpoint.size == labelled_size);
    CHECK(words(found(ahead)) == Words{"behind_anchor"});
    CHECK(words(found(fork)) == Words{"not_an_extension"});
    CHECK(found(fork).anchors.empty());
    // Nobody's signature can be checked without a key.
    Anchors keyless = way.anchors(early);
    CHECK(verify_published(folder.path(), keyless).anchors.empty());
  }
}

TEST_CASE("anchors: a proof against a cosigned checkpoint satisfies the policy, another does not") {
  const Outsiders outsiders;
  DishonestRegistry registry;
  open_and_label(registry);
  const PinnedLog pinned(registry.file(), registry.seen());
  const NoteVerifier log{registry.origin, registry.log.public_key()};
  const std::string cosigned = outsiders.cosigned(registry.head());
  const std::string plain = entry_proof({pinned.log, registry.head()}, 3);
  const std::string seen = entry_proof({pinned.log, cosigned}, 3);
  const auto word_of = [&](const std::string& proof, const Policy& policy) {
    const CheckedProof checked = check_proof(proof, log, policy);
    return checked.fault ? std::string(word(checked.fault->word)) : std::string();
  };
  CHECK(word_of(plain, outsiders.policy()) == "no_quorum");
  CHECK(word_of(seen, outsiders.policy()).empty());
  CHECK(check_proof(seen, log, outsiders.policy()).seen_by.size() == 2);
  CHECK(check_proof(seen, log).holds());
  CHECK(word_of(seen, outsiders.policy("log " + vkey({"other.example", log.key}) + "\n")) ==
        "unknown_log_key");
  const std::string of_another = cosignature_line("another\n1\n=\n", seen_at, "w.example/a", outsiders.first);
  const std::string spoilt = cosigned + of_another;
  CHECK(word_of(entry_proof({pinned.log, spoilt}, 3), outsiders.policy()) == "wrong_cosignature");
}

TEST_CASE("anchors: what a witness is asked is what it takes, from every size it may be at") {
  DishonestRegistry registry;
  make_small(registry);
  const PinnedLog pinned(registry.file(), registry.seen());
  const NoteVerifier log{registry.origin, registry.log.public_key()};
  const ProofSource source{pinned.log, registry.head()};
  for (std::uint64_t old = 0; old <= small_size; ++old) {
    CAPTURE(old);
    const auto request = parse_witness_request(witness_request(source, old));
    REQUIRE(request.has_value());
    const auto asked = asked_for(*request, {log});
    REQUIRE(std::holds_alternative<WitnessedCheckpoint>(asked));
    const std::optional<Checkpoint> last =
        old == 0 ? std::nullopt : std::optional(Checkpoint{log.name, old, pinned.log.root_at(old)});
    CHECK_FALSE(refusal(*request, std::get<WitnessedCheckpoint>(asked), last).has_value());
  }
  CHECK_THROWS_AS((void)witness_request(source, small_size + 1), Error);
}

}  // namespace lcl::test
