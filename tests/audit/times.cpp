// SPDX-License-Identifier: Apache-2.0
// Operators who date entries as it suits them, and what holds them: anchors in the log, seen with a policy or
// an authority's certificate, and corrections of the clock that only the certifier can sign.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "ledger/chain/tree.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/values/encoding.hpp"
#include "tests/audit/small_registry.hpp"
#include "tests/chain/timestamp_authority.hpp"

namespace lcl::test {
namespace {

using Words = std::vector<std::string>;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t year_ms = 365 * day_ms;
const Instant opened_at = *parse_canonical_instant("2026-02-10T08:00:00.000Z");

Instant later(Instant instant, std::int64_t by_ms) { return {instant.milliseconds + by_ms}; }

/// A registry that is opened in February 2026, and two witnesses both of whom must have seen a checkpoint.
struct Watched : DishonestRegistry {
  PrivateKey first = PrivateKey::generate();
  PrivateKey second = PrivateKey::generate();
  Anchors anchors;

  Watched() {
    time = opened_at;
    open_and_label(*this);
    anchors.policy = std::get<Policy>(parse_policy(
        "witness A " + cosigner_vkey({"w.example/a", first.public_key()}) + "\nwitness B " +
        cosigner_vkey({"w.example/b", second.public_key()}) + "\ngroup both all A B\nquorum both\n"));
  }

  [[nodiscard]] Json line(const PrivateKey& witness, const char* name, Instant when,
                          const std::string& text) const {
    std::string signed_line = cosignature_line(text, when, name, witness);
    signed_line.pop_back();
    return signed_line;
  }
  /// The sealed head, cosigned by both, the second ten seconds after the first.
  [[nodiscard]] Json cosigned(Instant when) const {
    const std::string text = checkpoint_text({origin, seen().size, seen().root});
    return {
        {"checkpoint", {{"size", seen().size}, {"root", hex(seen().root)}}},
        {"cosignatures",
         {line(first, "w.example/a", when, text), line(second, "w.example/b", later(when, 10'000), text)}}};
  }
  std::uint64_t anchor(const Json& act) { return this->act("anchored", "", act, operator_key); }
  std::uint64_t registers(std::string_view name = "Atelier") {
    ++registered_;
    return act("participant_registered", "", {{"participant", sirets.at(registered_ - 1)}, {"name", name}},
               developer);
  }
  /// What was recorded from entry `from` on is wrong; it is `now`.
  std::uint64_t correct(const Head& before, Instant last, Instant now, const PrivateKey& by) {
    time = now;
    return act("clock_corrected", "",
               {{"checkpoint", {{"size", before.size}, {"root", hex(before.root)}}},
                {"last", to_string(last)},
                {"time", to_string(now)},
                {"reason", "a flat battery"}},
               by);
  }
  [[nodiscard]] VerifyReport verified(const Anchors& given) const {
    VerifyRequest request = this->request();
    request.anchors = given;
    request.clock = later(opened_at, 2 * year_ms);
    return lcl::verify(Reader(file()), request);
  }
  [[nodiscard]] Words found() const { return words(verified(anchors)); }

 private:
  static constexpr std::array<std::string_view, 4> sirets{"05982741000016", "05982741000024",
                                                          "06173948800056", "73282932000074"};
  std::size_t registered_ = 0;
};

std::string at(const char* word, std::uint64_t seq) { return word + ('@' + std::to_string(seq)); }

}  // namespace

TEST_CASE("times: an operator who dates a log back behind an anchor is found by its witnesses' word") {
  Watched registry;
  const Instant seen_at = later(opened_at, 90 * day_ms);  // so late is it really
  registry.time = later(opened_at, day_ms);
  const std::uint64_t anchored = registry.anchor(registry.cosigned(seen_at));
  registry.registers();
  registry.seal();
  CHECK(registry.found() == Words{at("earlier_than_anchored", anchored)});
  CHECK(words(registry.verified({})).empty());  // whom to believe nobody said
}

TEST_CASE("times: what follows an anchor may be five minutes earlier than its quorum, and no more") {
  for (const std::int64_t early_ms : {5 * minute_ms, 5 * minute_ms + 1}) {
    CAPTURE(early_ms);
    Watched registry;
    const Instant seen_at = later(opened_at, 90 * day_ms);
    registry.time = later(seen_at, -early_ms);
    const std::uint64_t anchored = registry.anchor(registry.cosigned(seen_at));
    registry.seal();
    CHECK(registry.found() ==
          (early_ms > 5 * minute_ms ? Words{at("earlier_than_anchored", anchored)} : Words{}));
  }
}

TEST_CASE("times: entries dated after an anchor in the log had been seen are found, as by one from outside") {
  Watched registry;
  registry.time = later(opened_at, year_ms);
  const std::uint64_t late = registry.registers();
  registry.seal();
  registry.anchor(registry.cosigned(later(opened_at, day_ms)));
  registry.seal();
  CHECK(registry.found() == Words{at("later_than_seen", late)});
}

TEST_CASE("times: an anchor that is in order says since when, and is not checked without a policy") {
  Watched registry;
  const Instant seen_at = later(opened_at, day_ms);
  registry.time = later(seen_at, minute_ms);
  const std::uint64_t anchored = registry.anchor(registry.cosigned(seen_at));
  registry.seal();
  const VerifyReport report = registry.verified(registry.anchors);
  CHECK_MESSAGE(report.sound(), shown(report));
  CHECK(report.anchored.acts == 1);
  CHECK(report.anchored.confirmed == 1);
  REQUIRE(report.anchored.last);
  CHECK(report.anchored.last->seq == anchored);
  CHECK(report.anchored.last->not_before == seen_at);  // which both of the witnesses say
  CHECK(findings_text(report).find("1 act anchored, 1 confirmed: nothing from entry 7 on is earlier than "
                                   "2026-02-11T08:00:00.000Z") != std::string::npos);
  const VerifyReport alone = registry.verified({});
  CHECK(alone.sound());
  CHECK(alone.anchored.confirmed == 0);
  CHECK(findings_text(alone).find("none of which is confirmed") != std::string::npos);
}

TEST_CASE("times: too few witnesses, strangers, and a forged cosignature confirm nothing") {
  Watched registry;
  const Instant seen_at = later(opened_at, year_ms);
  Json one = registry.cosigned(seen_at);
  one["cosignatures"].erase(1);
  registry.anchor(one);
  const std::string text = checkpoint_text({registry.origin, registry.seen().size, registry.seen().root});
  Json forged = one;
  forged["cosignatures"].push_back(registry.line(registry.operator_key, "w.example/b", seen_at,
                                                 text));  // a key of its own, under the name
  registry.anchor(forged);
  registry.seal();
  const VerifyReport report = registry.verified(registry.anchors);
  CHECK_MESSAGE(report.sound(), shown(report));
  CHECK(report.anchored.acts == 2);
  CHECK(report.anchored.confirmed == 0);
}

TEST_CASE("times: one witness alone cannot make the log wait for a time to come") {
  Watched registry;
  const Instant seen_at = later(opened_at, day_ms);
  const std::string text = checkpoint_text({registry.origin, registry.seen().size, registry.seen().root});
  Json act = registry.cosigned(seen_at);
  act["cosignatures"][1] =
      registry.line(registry.second, "w.example/b", later(opened_at, 100 * year_ms), text);
  registry.time = later(seen_at, minute_ms);
  registry.anchor(act);
  registry.seal();
  CHECK(registry.found().empty());
  CHECK(registry.verified(registry.anchors).anchored.last->not_before == seen_at);
}

TEST_CASE("times: an anchor of another log, or of a head that never was, is not permitted") {
  Watched registry;
  const Watched other;
  const std::uint64_t foreign = registry.anchor(other.cosigned(later(opened_at, day_ms)));
  Json ahead = registry.cosigned(later(opened_at, day_ms));
  ahead["checkpoint"]["size"] = 99;
  const std::uint64_t later_head = registry.anchor(ahead);
  registry.seal();
  CHECK(registry.found() == Words{at("unknown_seen", foreign), at("unknown_seen", later_head)});
}

TEST_CASE(
    "times: a timestamp in the log bounds what follows, if its authority is believed, and only if it is of "
    "the log") {
  const TimestampAuthority authority;
  const TimestampAuthority stranger;
  Watched registry;
  const auto stamped = [&](const TimestampAuthority& by, const std::string& origin) {
    const std::string text = checkpoint_text({origin, registry.seen().size, registry.seen().root});
    return Json{{"checkpoint", {{"size", registry.seen().size}, {"root", hex(registry.seen().root)}}},
                {"timestamp", base64(bytes_of(by.answer(timestamp_query(sha256(text)))))}};
  };
  const std::uint64_t anchored =
      registry.anchor(stamped(authority, registry.origin));  // in 2026, after opened_at
  registry.anchor(stamped(stranger, registry.origin));
  registry.seal();
  const VerifyReport report = registry.verified({.authorities = {authority.root()}});
  CHECK(words(report) == Words{at("earlier_than_anchored", anchored)});
  CHECK(report.anchored.confirmed == 1);
  Watched second;
  const std::uint64_t foreign = second.anchor(stamped(authority, "registry.example/other"));
  second.seal();
  CHECK(words(second.verified({})) ==
        Words{at("unknown_seen", foreign)});  // the head is the first registry's, too
  const std::uint64_t of_other_bytes = registry.anchor(stamped(authority, "registry.example/other"));
  registry.seal();
  CHECK(words(registry.verified({})) == Words{at("not_permitted", of_other_bytes)});
}

TEST_CASE(
    "times: after a correction of the clock times go on from it, and what was wrong is named for ever") {
  Watched registry;
  const Head before = registry.seen();
  const Instant last = later(registry.time, -1'000);
  registry.time = later(opened_at, 10 * year_ms);
  registry.registers();
  registry.registers();
  registry.seal();
  const Instant now = later(opened_at, 2 * day_ms);
  const std::uint64_t corrected = registry.correct(before, last, now, registry.certifier);
  registry.seal();
  registry.registers();
  registry.seal();
  const VerifyReport report = registry.verified(registry.anchors);
  CHECK_MESSAGE(report.sound(), shown(report));
  REQUIRE(report.clock_corrections.size() == 1);
  CHECK(report.clock_corrections[0].seq == corrected);
  CHECK(report.clock_corrections[0].from == before.size);
  CHECK(report.later_than_now.empty());
  CHECK(findings_text(report).find("entries 7 to 8: recorded between") != std::string::npos);
  // Witnesses had seen the wrong entries at the right time: they are named already.
  const std::string note = registry.head();
  const std::string text = parse_note(note)->text;
  Anchors seen = registry.anchors;
  seen.checkpoints = {note + cosignature_line(text, registry.time, "w.example/a", registry.first) +
                      cosignature_line(text, registry.time, "w.example/b", registry.second)};
  CHECK(words(registry.verified(seen)).empty());
}

TEST_CASE("times: without a correction, entries to come are named, and an earlier one behind them is found") {
  Watched registry;
  registry.time = later(opened_at, 10 * year_ms);
  const std::uint64_t wrong = registry.registers();
  registry.registers();
  registry.seal();
  const VerifyReport report = registry.verified({});
  CHECK(report.sound());
  REQUIRE(report.later_than_now.size() == 1);
  CHECK(report.later_than_now[0].first == wrong);
  CHECK(report.later_than_now[0].last == wrong + 1);
  registry.time = later(opened_at, day_ms);
  const std::uint64_t back = registry.registers();
  registry.seal();
  CHECK(registry.found() == Words{at("time_goes_back", back)});
}

TEST_CASE(
    "times: a correction that the certifier did not sign is not permitted, and neither is one to before the "
    "jump") {
  Watched registry;
  const Head before = registry.seen();
  const Instant last = later(registry.time, -1'000);
  registry.time = later(opened_at, 10 * year_ms);
  registry.registers();
  registry.seal();
  const std::uint64_t by_operator =
      registry.correct(before, last, later(opened_at, 2 * day_ms), registry.operator_key);
  const std::uint64_t too_far =
      registry.correct(before, later(last, -day_ms), later(last, -minute_ms), registry.certifier);
  registry.seal();
  CHECK(registry.found() == Words{at("not_permitted", by_operator), at("not_permitted", too_far)});
}

TEST_CASE("times: a correction that goes back before an anchor is found, and corrects nothing") {
  Watched registry;
  const Head before = registry.seen();
  const Instant last = later(registry.time, -1'000);
  registry.time = later(opened_at, 10 * year_ms);
  const std::uint64_t wrong = registry.registers();
  registry.seal();
  registry.anchor(registry.cosigned(later(opened_at, 60 * day_ms)));  // so late is it really
  registry.seal();
  const std::uint64_t corrected =
      registry.correct(before, last, later(opened_at, 2 * day_ms), registry.certifier);
  registry.seal();
  CHECK(registry.found() == Words{at("later_than_seen", wrong), at("not_permitted", corrected),
                                  at("earlier_than_anchored", corrected)});
}

TEST_CASE("times: what a compromised key signed under a wrong clock is in question up to the correction") {
  Watched registry;
  const Head before = registry.seen();
  const Instant last = later(registry.time, -1'000);
  registry.time = later(opened_at, 10 * year_ms);
  const std::uint64_t wrong = registry.registers();
  registry.seal();
  registry.correct(before, last, later(opened_at, 2 * day_ms), registry.certifier);
  registry.seal();
  registry.act("key_revoked", "",
               {{"key", hex(registry.developer.public_key().id())},
                {"reason", "lost"},
                {"from", to_string(later(opened_at, day_ms))}},
               registry.certifier);
  registry.seal();
  const VerifyReport report = registry.verified({});
  CHECK_MESSAGE(report.sound(), shown(report));
  CHECK(report.questioned == std::vector<std::uint64_t>{wrong});
}

}  // namespace lcl::test
