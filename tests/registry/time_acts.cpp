// SPDX-License-Identifier: Apache-2.0
// Anchors, and corrections of a clock that was wrong: what they ask, and that nobody is better or worse off
// by them than with a clock that was right.
#include <doctest/doctest.h>

#include "ledger/chain/cosignature.hpp"
#include "ledger/chain/timestamp_token.hpp"
#include "ledger/values/encoding.hpp"
#include "tests/chain/timestamp_authority.hpp"
#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

constexpr const char* before_the_jump = "2029-06-01T12:00:00.000Z";  // the trial registry's time

Instant at(std::string_view text) { return *parse_canonical_instant(text); }

std::string registers(TrialRegistry& registry, std::uint64_t number) {
  return registry.act("participant_registered", "", registration(number), registry.developer);
}

/// A registry whose clock jumped ten years ahead after `good` entries; what then came is up to the test.
struct Jumped : TrialRegistry {
  std::uint64_t good = 0;

  explicit Jumped(const Trust& trust = {}) : TrialRegistry(trust) {
    REQUIRE(registers(*this, 20) == "done");
    good = next;
    time = at("2039-06-01T12:00:00.000Z");
  }
  [[nodiscard]] Json correction(std::string_view now = "2029-06-03T08:00:00.000Z") const {
    return {{"checkpoint", head_json(good)},
            {"last", before_the_jump},
            {"time", now},
            {"reason", "a flat battery"}};
  }
  std::string corrects(std::string_view now = "2029-06-03T08:00:00.000Z") {
    time = at(now);
    return act("clock_corrected", "", correction(now), certifier);
  }
};

}  // namespace

TEST_CASE("clock: a correction names the head before the jump and its time, and is not earlier than that") {
  Jumped registry;
  REQUIRE(registers(registry, 21) == "done");
  const auto refused = [&](const Json& changes) {
    registry.time = at("2029-06-03T08:00:00.000Z");
    return registry.act("clock_corrected", "", with(registry.correction(), changes), registry.certifier);
  };
  Json elsewhere = TrialRegistry::head_json(registry.good);
  elsewhere["root"] = digest_of('a');
  CHECK(refused({{"checkpoint", elsewhere}}) == "unknown_head act.checkpoint");
  CHECK(refused({{"checkpoint", registry.head()}}) == "malformed_statement act.checkpoint");
  CHECK(refused({{"last", "2029-06-01T11:00:00.000Z"}}) == "impossible_date act.last");
  CHECK(refused({{"time", "2029-06-01T11:59:59.999Z"}}) == "impossible_date act.time");
  CHECK(refused({{"time", "2039-06-01T12:00:00.000Z"}}) == "impossible_date act.time");
  CHECK(refused({{"time", "2029-06-03T08:00:00.001Z"}}) == "impossible_date act.time");
  CHECK(registry.act("clock_corrected", "", registry.correction(), registry.operator_key) ==
        "wrong_role key");
  CHECK(refused({{"time", before_the_jump}}) == "done");
}

TEST_CASE("clock: one of three certifier keys cannot turn it back, two can") {
  Jumped registry({.keys = 3, .quorum = 2, .recovery = true});
  REQUIRE(registers(registry, 21) == "done");
  registry.time = at("2029-06-03T08:00:00.000Z");
  const auto corrected = [&](const PrivateKey& signer, std::initializer_list<const PrivateKey*> endorsers) {
    return registry.act("clock_corrected", registry.correction(), signer, endorsers);
  };
  CHECK(corrected(registry.certifier, {}) == "too_few_endorsements endorsements");
  CHECK(corrected(registry.certifier, {&registry.operator_key}) == "wrong_role endorsements");
  CHECK(corrected(registry.recovery_key, {}) == "wrong_role key");
  CHECK(corrected(registry.certifier, {&registry.further[1]}) == "done");
  CHECK(registers(registry, 22) == "done");
}

TEST_CASE("clock: nothing is corrected where no entry is later") {
  TrialRegistry registry;
  REQUIRE(registers(registry, 20) == "done");
  CHECK(registry.act("clock_corrected", "",
                     {{"checkpoint", TrialRegistry::head_json(registry.next - 1)},
                      {"last", before_the_jump},
                      {"time", before_the_jump},
                      {"reason", "none"}},
                     registry.certifier) == "impossible_date act.time");
}

TEST_CASE("clock: who jumps it to expire what others have signed only delays them until the correction") {
  Jumped registry;
  const Statement early = [&] {
    Statement statement =
        registry.drafted("participant_registered", "", registration(30), registry.developer);
    statement.seen = TrialRegistry::head_at(registry.good - 1);
    sign(statement, registry.developer);
    return statement;
  }();
  CHECK(registry.take(early) == "seen_expired seen");
  REQUIRE(registers(registry, 21) == "done");
  REQUIRE(registry.corrects() == "done");
  CHECK(registry.take(early) == "done");
}

TEST_CASE(
    "clock: what was signed during a jump cannot be kept back longer than if the clock had been right") {
  Jumped registry;
  Statement kept = registry.drafted("participant_registered", "", registration(30), registry.developer);
  sign(kept, registry.developer);
  REQUIRE(registers(registry, 21) == "done");  // dated ten years ahead
  REQUIRE(registry.corrects() == "done");
  const auto refused_at = [&](std::int64_t after_the_jump_ms) {
    return registry.state.refusal(kept, {at(before_the_jump).milliseconds + after_the_jump_ms},
                                  [&](const Head& head) { return registry.look_up(head); });
  };
  CHECK_FALSE(refused_at(seen_lasts_ms));
  REQUIRE(refused_at(seen_lasts_ms + 1));
  CHECK(refused_at(seen_lasts_ms + 1)->refusal == Refusal::seen_expired);
}

TEST_CASE("clock: what it was wrong for counts as recorded between the last right entry and the correction") {
  Jumped registry;
  REQUIRE(registers(registry, 21) == "done");
  REQUIRE(registry.corrects() == "done");
  const Records& records = registry.state.records();
  const auto between = [&](std::uint64_t seq) {
    const RecordedBetween found = records.recorded_between(seq, registry.times[seq]);
    return to_string(found.earliest) + " " + to_string(found.latest);
  };
  CHECK(between(registry.good - 1) == "2029-06-01T12:00:00.000Z 2029-06-01T12:00:00.000Z");
  CHECK(between(registry.good) == "2029-06-01T12:00:00.000Z 2029-06-03T08:00:00.000Z");
  CHECK(between(registry.last()) == "2029-06-03T08:00:00.000Z 2029-06-03T08:00:00.000Z");
}

TEST_CASE(
    "clock: a second jump is corrected as the first, and a wrong correction by one that goes back further") {
  Jumped registry;
  REQUIRE(registers(registry, 21) == "done");
  REQUIRE(registry.corrects() == "done");
  const std::uint64_t good = registry.next;
  registry.time = at("2031-01-01T00:00:00.000Z");
  REQUIRE(registers(registry, 22) == "done");
  registry.time = at("2029-06-04T00:00:00.000Z");
  CHECK(registry.act("clock_corrected", "",
                     {{"checkpoint", TrialRegistry::head_json(good)},
                      {"last", "2029-06-03T08:00:00.000Z"},
                      {"time", "2029-06-04T00:00:00.000Z"},
                      {"reason", "again"}},
                     registry.certifier) == "done");
  registry.time = at("2029-06-02T00:00:00.000Z");
  CHECK(registry.act("clock_corrected", "", registry.correction("2029-06-02T00:00:00.000Z"),
                     registry.certifier) == "done");
}

TEST_CASE(
    "clock: a suspension recorded as beginning years ahead begins with the correction, and can be ended") {
  Jumped registry;
  const auto suspension = [&](const char* from) {
    return Json{{"participant", siret(20)}, {"from", from}, {"reason", "a visit"}};
  };
  REQUIRE(registry.act("participant_suspended", "", suspension("2036-01-01"), registry.certifier) == "done");
  REQUIRE(registry.corrects() == "done");
  CHECK(registry.state.suspended(siret(20), at("2029-06-03T00:00:00.000Z")));
  CHECK_FALSE(registry.state.suspended(siret(20), at("2029-06-02T23:59:59.999Z")));
  registry.time = at("2029-06-05T00:00:00.000Z");
  CHECK(registry.act("participant_reinstated", "", suspension("2029-06-04"), registry.certifier) == "done");
}

TEST_CASE(
    "clock: a reinstatement recorded as years ahead does not keep a participant from being suspended again") {
  Jumped registry;
  const auto dated = [&](const char* from) {
    return Json{{"participant", siret(20)}, {"from", from}, {"reason", "a visit"}};
  };
  REQUIRE(registry.act("participant_suspended", "", dated("2029-05-01"), registry.certifier) == "done");
  REQUIRE(registry.act("participant_reinstated", "", dated("2036-01-01"), registry.certifier) == "done");
  REQUIRE(registry.corrects() == "done");
  registry.time = at("2029-06-05T00:00:00.000Z");
  CHECK(registry.act("participant_suspended", "", dated("2029-06-04"), registry.certifier) == "done");
}

TEST_CASE("clock: a period reported before it ended gets no opinion and no units until it has") {
  Jumped registry;
  registry.time = at(before_the_jump);
  registry.bring("DEMO", ProjectState::labelled);
  registry.good = registry.next;
  registry.time = at("2039-06-01T12:00:00.000Z");
  REQUIRE(registry.act("period_reported", "DEMO", report(registry, dates("2025-01-01", "2029-01-01")),
                       registry.developer) == "done");
  const Json to_come = dates("2029-01-01", "2029-07-01");
  REQUIRE(registry.act("exclusivity_declared", "DEMO", {{"period", to_come}, {"declaration", digest_of('e')}},
                       registry.developer) == "done");
  REQUIRE(registry.act("period_reported", "DEMO", report(registry, to_come), registry.developer) == "done");
  const std::uint64_t unaudited = registry.last();
  REQUIRE(registry.act("period_reported", "DEMO", report(registry, dates("2029-07-01", "2030-01-01")),
                       registry.developer) == "done");
  const std::uint64_t audited = registry.last();
  REQUIRE(registry.act("opinion_given", "DEMO", opinion(audited), registry.auditor) == "done");
  const std::uint64_t given = registry.last();
  REQUIRE(registry.corrects() == "done");
  CHECK(registry.act("opinion_given", "DEMO", opinion(unaudited), registry.auditor) ==
        "impossible_date act.reports");
  CHECK(registry.act("units_issued", "DEMO",
                     issuance(registry, audited, given, dates("2029-07-01", "2030-01-01")),
                     registry.certifier) == "impossible_date act.report");
  registry.time = at("2029-07-01T00:00:00.000Z");
  CHECK(registry.act("opinion_given", "DEMO", opinion(unaudited), registry.auditor) == "done");
}

TEST_CASE("anchors: what others signed is recorded only if it is of this log, as its signer saw it") {
  TrialRegistry registry;
  const TimestampAuthority authority;
  const PrivateKey witness = PrivateKey::generate();
  const Head early = TrialRegistry::head_at(3);
  const auto text = [](const std::string& origin, const Head& head) {
    return checkpoint_text({origin, head.size, head.root});
  };
  const auto cosigned = [&](const std::string& of) {
    std::string line = cosignature_line(of, registry.time, "w.example/a", witness);
    line.pop_back();
    return Json::array({line});
  };
  const auto stamped = [&](const std::string& of) {
    return base64(bytes_of(authority.answer(timestamp_query(sha256(of)))));
  };
  const std::string ours = text("registry.example/trial", early);
  const Json good{{"checkpoint", TrialRegistry::head_json(3)}, {"cosignatures", cosigned(ours)}};
  const auto anchors = [&](const Json& changes) {
    return registry.act("anchored", "", with(good, changes), registry.auditor);
  };
  CHECK(anchors({}) == "done");
  CHECK(anchors({{"cosignatures", nullptr}}) == "malformed_statement act");
  CHECK(anchors({{"cosignatures", {"w.example/a has seen it"}}}) == "malformed_statement act.cosignatures");
  CHECK(anchors({{"cosignatures", {cosigned(ours)[0], cosigned(ours)[0]}}}) ==
        "malformed_statement act.cosignatures");
  Json elsewhere = TrialRegistry::head_json(3);
  elsewhere["root"] = digest_of('a');
  CHECK(anchors({{"checkpoint", elsewhere}}) == "unknown_head act.checkpoint");
  CHECK(anchors({{"checkpoint", TrialRegistry::head_json(registry.next + 1)}}) ==
        "unknown_head act.checkpoint");
  CHECK(anchors({{"cosignatures", nullptr}, {"timestamp", stamped(ours)}}) == "done");
  CHECK(anchors({{"timestamp", stamped(text("registry.example/other", early))}}) ==
        "malformed_statement act.timestamp");
  CHECK(anchors({{"timestamp", stamped(text("registry.example/trial", TrialRegistry::head_at(4)))}}) ==
        "malformed_statement act.timestamp");
  CHECK(anchors({{"timestamp", base64(bytes_of("no answer"))}}) == "malformed_statement act.timestamp");
}

TEST_CASE("anchors: a head that the signer had not seen yet is none it can speak of") {
  TrialRegistry registry;
  const PrivateKey witness = PrivateKey::generate();
  const Head head = TrialRegistry::head_at(registry.next);
  std::string line = cosignature_line(checkpoint_text({"registry.example/trial", head.size, head.root}),
                                      registry.time, "w.example/a", witness);
  line.pop_back();
  Statement statement = registry.drafted(
      "anchored", "", {{"checkpoint", registry.head()}, {"cosignatures", Json::array({line})}},
      registry.auditor);
  statement.seen = TrialRegistry::head_at(registry.next - 1);
  sign(statement, registry.auditor);
  CHECK(registry.take(statement) == "unknown_head act.checkpoint");
}

TEST_CASE("clock: a right clock is not turned back to before what others had signed by it") {
  Jumped registry;
  const std::uint64_t size = 3;
  const PrivateKey witness = PrivateKey::generate();
  const std::string ours =
      checkpoint_text({"registry.example/trial", size, TrialRegistry::head_at(size).root});
  const auto anchors = [&](std::initializer_list<const char*> times) {
    Json lines = Json::array();
    for (const char* time : times) {
      lines.push_back(cosignature_line(ours, at(time), "w.example/a", witness));
      lines.back().get_ref<std::string&>().pop_back();
    }
    return registry.act("anchored", "",
                        {{"checkpoint", TrialRegistry::head_json(size)}, {"cosignatures", std::move(lines)}},
                        registry.developer);
  };
  const auto corrected = [&](std::string_view now, const Json& more = Json::object()) {
    registry.time = at(now);
    return registry.act("clock_corrected", "", with(registry.correction(now), more), registry.certifier);
  };
  const Instant jumped = registry.time;
  REQUIRE(anchors({"2029-06-04T08:00:00.000Z", "2038-01-01T00:00:00.000Z"}) == "done");
  const std::uint64_t first = registry.last();
  CHECK(corrected("2029-06-04T07:54:59.999Z") == "earlier_than_anchored act.time");
  CHECK(corrected("2029-06-04T07:54:59.999Z", {{"disputed", {first - 1}}}) ==
        "earlier_than_anchored act.time");
  registry.time = jumped;
  REQUIRE(anchors({"2030-01-01T00:00:00.000Z"}) == "done");
  const std::uint64_t second = registry.last();
  CHECK(corrected("2029-06-04T07:55:00.000Z") == "earlier_than_anchored act.time");
  CHECK(corrected("2029-06-03T08:00:00.000Z", {{"disputed", {second}}}) == "earlier_than_anchored act.time");

  // False signatures do not keep the certifier from it.
  CHECK(corrected("2029-06-03T08:00:00.000Z", {{"disputed", {first, second}}}) == "done");
  CHECK(registers(registry, 22) == "done");
}

TEST_CASE("clock: what was anchored before the jump keeps nobody from correcting it") {
  Jumped registry;
  const Head head = TrialRegistry::head_at(3);
  std::string line = cosignature_line(checkpoint_text({"registry.example/trial", head.size, head.root}),
                                      registry.time, "w.example/a", PrivateKey::generate());
  line.pop_back();
  registry.time = at(before_the_jump);
  REQUIRE(registry.act("anchored", "",
                       {{"checkpoint", TrialRegistry::head_json(3)}, {"cosignatures", Json::array({line})}},
                       registry.developer) == "done");
  registry.good = registry.next;
  registry.time = at("2039-06-01T12:00:00.000Z");
  REQUIRE(registers(registry, 21) == "done");
  CHECK(registry.corrects() == "done");
}

}  // namespace lcl
