// SPDX-License-Identifier: Apache-2.0
// Opinions answer to what is on record: samples, questions, and keys that turn out not to be believed.
#include <doctest/doctest.h>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

const Json the_year = dates("2025-01-01", "2026-01-01");

/// DEMO, labelled, its year 2025 reported, and a second auditor.
struct Engagement {
  TrialRegistry registry;
  PrivateKey second = PrivateKey::generate();
  Json period = the_year;
  std::uint64_t committed = 0;
  std::uint64_t drawn = 0;
  std::uint64_t reported = 0;
  std::uint64_t recorded = 0;

  Engagement() {
    registry.bring("DEMO", ProjectState::labelled);
    const Json grant{{"public_key", second.public_key().text()}, {"role", "auditor"}, {"party", siret(4)}};
    REQUIRE(registry.act("key_granted", "", grant, registry.certifier) == "done");
    registry.accredit(siret(4));
  }
  std::uint64_t done(const char* kind, const Json& act, const PrivateKey& signer) {
    REQUIRE(registry.act(kind, "DEMO", act, signer) == "done");
    return registry.last();
  }
  void compromised(const PrivateKey& key, std::string_view from = "2029-01-01T00:00:00.000Z") {
    const Json revoked{{"key", hex(key.public_key().id())}, {"reason", "stolen"}, {"from", from}};
    REQUIRE(registry.act("key_revoked", "", revoked, registry.certifier) == "done");
  }
  /// Of 2,000 kg, of which 5 % are 100.
  void report_year() {
    const Json act = with(report(registry, period), {{"reduction", "2000"}});
    reported = done("period_reported", act, registry.developer);
  }
  /// By `by`: a commitment to a sample of the report.
  void commit(const PrivateKey& by, const Json& changes = Json::object(), char secret = '5') {
    const Json plan{
        {"reports", {reported}}, {"number", hex(sha256(digest_from_hex(digest_of(secret))->bytes))},
        {"method", "random"},    {"assurance", "limited"},
        {"materiality", "0.05"}, {"expected", "0"}};
    committed = done("sample_committed", with(plan, changes), by);
  }
  void challenge() {
    done("sample_challenged", {{"commitment", committed}, {"challenge", digest_of('c')}}, registry.certifier);
  }
  [[nodiscard]] Json drawing(char secret) const {
    return {{"commitment", committed},  {"number", digest_of(secret)},
            {"population", 40},         {"kgco2e", "5000"},
            {"interval", "30"},         {"size", 12},
            {"sample", digest_of('a')}, {"cycles", {17}}};
  }
  void draw(const PrivateKey& by, char secret = '5') {
    challenge();
    drawn = done("sample_drawn", drawing(secret), by);
  }
  [[nodiscard]] Json results(const char* projected, const char* bound) const {
    return {{"sample", drawn},
            {"results", {{{"seq", 17}, {"result", "right"}}}},
            {"projected", projected},
            {"bound", bound},
            {"document", digest_of('d')}};
  }
  /// A report, and a sample of it with these results.
  void sampled(const PrivateKey& by, char secret, const char* projected, const char* bound,
               const Json& plan = Json::object()) {
    report_year();
    commit(by, plan, secret);
    draw(by, secret);
    recorded = done("sample_recorded", results(projected, bound), by);
  }
  std::string opines(const PrivateKey& by, const Json& changes = Json::object()) {
    const Json limited = with(opinion(reported), {{"assurance", "limited"}});
    return registry.act("opinion_given", "DEMO", with(limited, changes), by);
  }
  [[nodiscard]] const Project& project() const { return *registry.state.project("DEMO"); }
  [[nodiscard]] const Report& standing() const { return *project().report(reported); }
};

constexpr const char* contradicted = "contradicts_record act.opinion";

}  // namespace

TEST_CASE("opinions: all sampled devices are recorded as not existing, and the opinion is unmodified") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  year_of.report_year();
  year_of.commit(auditor);
  year_of.draw(auditor);
  year_of.done("sample_recorded", year_of.results("2000", "2000"), auditor);
  CHECK(year_of.opines(auditor) == contradicted);
  const Json all{{"misstatements", {{{"kgco2e", "2000"}, {"text", "none exists"}}}}, {"misstated", "2000"}};
  CHECK(year_of.opines(auditor, all) == contradicted);  // the bound is still beyond materiality
  CHECK(year_of.opines(auditor, with(all, {{"opinion", "adverse"}})) == "done");
}

TEST_CASE("opinions: a sample without results is no ground for an unmodified opinion") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  year_of.report_year();
  year_of.commit(auditor);
  CHECK(year_of.opines(auditor) == contradicted);
  year_of.draw(auditor);
  CHECK(year_of.opines(auditor) == contradicted);
  year_of.done("sample_recorded", year_of.results("0", "100"), auditor);
  CHECK(year_of.opines(auditor) == "done");
}

TEST_CASE("opinions: a bound above what is material, or less misstated than projected, is no clean report") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  year_of.report_year();
  year_of.commit(auditor);
  year_of.draw(auditor);
  year_of.done("sample_recorded", year_of.results("30", "100.000000001"), auditor);
  const Json stated{{"misstatements", {{{"kgco2e", "30"}, {"text", "projected"}}}},
                    {"misstated", "30"},
                    {"disposes_of", {year_of.registry.last()}}};
  CHECK(year_of.opines(auditor, stated) == contradicted);
  year_of.done("sample_recorded", with(year_of.results("30", "100"), {{"reason", "one was found after all"}}),
               auditor);
  CHECK(year_of.opines(auditor) == contradicted);
  const Json less{{"misstatements", {{{"kgco2e", "29"}, {"text", "projected"}}}}, {"misstated", "29"}};
  CHECK(year_of.opines(auditor, less) == contradicted);
  CHECK(year_of.opines(auditor, with(stated, {{"materiality", "0.049"}})) == contradicted);
  CHECK(year_of.opines(auditor, stated) == "done");
}

TEST_CASE("opinions: no more is concluded than the sample was planned for") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  year_of.report_year();
  year_of.commit(auditor);
  year_of.draw(auditor);
  year_of.done("sample_recorded", year_of.results("0", "50"), auditor);
  CHECK(year_of.opines(auditor, {{"assurance", "reasonable"}}) == contradicted);
  CHECK(year_of.opines(auditor, {{"materiality", "0.06"}}) == contradicted);
  CHECK(year_of.opines(auditor, {{"materiality", "0.06"}, {"opinion", "qualified"}}) == "done");
}

TEST_CASE("opinions: a question of the auditor's that nobody answered is no ground for an unmodified one") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  year_of.report_year();
  const std::uint64_t question = year_of.done("question_asked", {{"text", "where are they?"}}, auditor);
  CHECK(year_of.opines(auditor) == contradicted);
  CHECK(year_of.opines(year_of.second) == "done");
  year_of.done("opinion_reopened", {{"opinion", year_of.registry.last()}, {"reason", "too early"}},
               year_of.second);
  year_of.done("question_answered", {{"question", question}, {"text", "in Rennes"}},
               year_of.registry.developer);
  CHECK(year_of.opines(auditor) == "done");
}

TEST_CASE("opinions: no other auditor is found for what one has begun to sample, until that is released") {
  Engagement year_of;
  year_of.report_year();
  year_of.commit(year_of.registry.auditor);
  CHECK(year_of.opines(year_of.second) == contradicted);
  year_of.draw(year_of.registry.auditor);
  CHECK(year_of.opines(year_of.second) == contradicted);
  const Json release{{"commitment", year_of.committed}, {"reason", "the auditor is no more"}};
  for (const PrivateKey* other : {&year_of.registry.auditor, &year_of.registry.developer, &year_of.second})
    CHECK(year_of.registry.act("sample_released", "DEMO", release, *other) == "wrong_role key");
  year_of.done("sample_released", release, year_of.registry.certifier);
  CHECK(year_of.opines(year_of.second) == "done");
  CHECK(year_of.registry.act("sample_released", "DEMO", release, year_of.registry.certifier) ==
        "unknown_commitment act.commitment");
}

TEST_CASE("opinions: only a sample that is waited for is released") {
  Engagement year_of;
  const PrivateKey& certifier = year_of.registry.certifier;
  year_of.report_year();
  year_of.commit(year_of.registry.auditor);
  const Json release{{"commitment", year_of.committed}, {"reason", "of no use"}};
  CHECK(year_of.registry.act("sample_released", "DEMO", with(release, {{"commitment", year_of.reported}}),
                             certifier) == "unknown_commitment act.commitment");
  year_of.draw(year_of.registry.auditor);
  year_of.done("sample_recorded", year_of.results("0", "50"), year_of.registry.auditor);
  CHECK(year_of.registry.act("sample_released", "DEMO", release, certifier) ==
        "unknown_commitment act.commitment");
}

TEST_CASE("opinions: what a sample found is replaced for a stated reason only, and stays visible") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  year_of.report_year();
  year_of.commit(auditor);
  year_of.draw(auditor);
  year_of.done("sample_recorded", year_of.results("500", "900"), auditor);
  const Json better = year_of.results("0", "50");
  CHECK(year_of.registry.act("sample_recorded", "DEMO", better, auditor) == "malformed_statement act.reason");
  year_of.done("sample_recorded", with(better, {{"reason", "the devices were found"}}), auditor);
  const DrawnSample& sample = year_of.project().samples.back();
  REQUIRE(sample.evaluations.size() == 2);
  CHECK(to_string(sample.evaluations.front().bound) == "900");
  CHECK(sample.evaluations.back().reason == "the devices were found");
}

TEST_CASE("abuse: a sample that found too much is left behind with the report that it was drawn from") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  year_of.sampled(auditor, '5', "500", "900");
  const Json answering{{"disposes_of", {year_of.recorded}}};
  year_of.report_year();
  CHECK(year_of.opines(auditor) == contradicted);
  year_of.sampled(auditor, '6', "0", "50");
  CHECK(year_of.opines(auditor) == "opinion_not_disposed act.disposes_of");
  CHECK(year_of.opines(auditor, answering) == "done");
}

TEST_CASE("abuse: a second auditor who draws nothing") {
  Engagement year_of;
  year_of.sampled(year_of.registry.auditor, '5', "500", "900");
  CHECK(year_of.opines(year_of.second) == contradicted);
  const Json stated{{"misstatements", {{{"kgco2e", "500"}, {"text", "as another sample says"}}}},
                    {"misstated", "500"},
                    {"disposes_of", {year_of.recorded}}};
  CHECK(year_of.opines(year_of.second, stated) == contradicted);
  year_of.report_year();  // nor does another report help
  CHECK(year_of.opines(year_of.second, stated) == contradicted);
  CHECK(year_of.opines(year_of.second, with(stated, {{"opinion", "qualified"}, {"disposes_of", nullptr}})) ==
        "done");
}

TEST_CASE("abuse: another auditor's sample found little, and is passed over all the same") {
  Engagement year_of;
  year_of.sampled(year_of.registry.auditor, '5', "60", "90");
  CHECK(year_of.opines(year_of.second) == contradicted);
  const Json stated{{"misstatements", {{{"kgco2e", "60"}, {"text", "as projected"}}}}, {"misstated", "60"}};
  CHECK(year_of.opines(year_of.second, stated) == "done");
}

TEST_CASE("abuse: a coarser sample answers one that found too much") {
  Engagement year_of;
  year_of.sampled(year_of.registry.auditor, '5', "500", "900");
  const Json answering{{"disposes_of", {year_of.recorded}}};
  const Json coarse{{"materiality", "0.5"}};
  year_of.sampled(year_of.second, '6', "0", "800", coarse);
  CHECK(year_of.opines(year_of.second, with(answering, coarse)) == contradicted);
  const Json stating{{"misstatements", {{{"kgco2e", "500"}, {"text", "as projected"}}}},
                     {"misstated", "500"}};
  CHECK(year_of.opines(year_of.second, with(with(answering, coarse), stating)) == "done");

  Engagement other;
  other.sampled(other.registry.auditor, '5', "500", "900", {{"assurance", "reasonable"}});
  other.sampled(other.second, '6', "0", "50");
  CHECK(other.opines(other.second, {{"disposes_of", {other.recorded - 5}}}) == contradicted);
}

TEST_CASE("abuse: the second sample is drawn before the first has said what is to be examined again") {
  Engagement year_of;
  year_of.report_year();
  year_of.commit(year_of.registry.auditor);
  year_of.draw(year_of.registry.auditor);
  const std::uint64_t first = year_of.drawn;
  year_of.sampled(year_of.second, '6', "0", "50");
  year_of.drawn = first;
  year_of.done("sample_recorded", year_of.results("500", "900"), year_of.registry.auditor);
  CHECK(year_of.opines(year_of.second, {{"disposes_of", {year_of.registry.last()}}}) == contradicted);
}

TEST_CASE("opinions: on several reports, samples of each of their periods are held against one opinion") {
  Engagement year_of;
  year_of.sampled(year_of.registry.auditor, '5', "60", "90");
  const std::uint64_t first = year_of.reported;
  year_of.period = dates("2026-01-01", "2027-01-01");
  year_of.sampled(year_of.registry.auditor, '6', "30", "90");
  const auto stating = [&](const char* kg) {
    return Json{{"reports", {first, year_of.reported}},
                {"misstatements", {{{"kgco2e", kg}, {"text", "as projected"}}}},
                {"misstated", kg}};
  };
  CHECK(year_of.opines(year_of.registry.auditor, stating("89")) == contradicted);
  CHECK(year_of.opines(year_of.registry.auditor, stating("90")) == "done");
}

TEST_CASE("opinions: what a stolen auditor's key calls clean lapses; what it objected to stands") {
  Engagement year_of;
  year_of.report_year();
  REQUIRE(year_of.opines(year_of.second) == "done");
  CHECK(year_of.standing().audited());
  const Json revoked{{"key", hex(year_of.second.public_key().id())},
                     {"reason", "stolen"},
                     {"from", "2029-01-01T00:00:00.000Z"}};
  REQUIRE(year_of.registry.act("key_revoked", "", revoked, year_of.registry.certifier) == "done");
  const std::uint64_t revocation = year_of.registry.last();
  CHECK_FALSE(year_of.standing().audited());
  CHECK(year_of.standing().waits());
  CHECK(year_of.standing().counting() == Counting::as_seen);  // what was issued stays
  CHECK(year_of.project().held_up_by(*parse_date("2025-01-01")) == &year_of.standing());
  CHECK(year_of.standing().opinions.front().lapsed == revocation);
  CHECK(year_of.project().stage_of(year_of.standing()) == ReportStage::reopened);
  CHECK(year_of.opines(year_of.registry.auditor) == "done");  // nobody has to reopen it first
  CHECK(year_of.standing().audited());
  CHECK_FALSE(year_of.standing().waits());

  Engagement objected;
  objected.report_year();
  REQUIRE(objected.opines(objected.second, {{"opinion", "adverse"}}) == "done");
  REQUIRE(objected.registry.act("key_revoked", "",
                                with(revoked, {{"key", hex(objected.second.public_key().id())}}),
                                objected.registry.certifier) == "done");
  CHECK(objected.opines(objected.registry.auditor) == "opinion_already_given act.reports");
}

TEST_CASE(
    "opinions: what was given before a key was in question stands, and so does it once that is annulled") {
  Engagement year_of;
  year_of.report_year();
  REQUIRE(year_of.opines(year_of.second) == "done");
  year_of.registry.time.milliseconds += 1'000;
  const Json revoked{{"key", hex(year_of.second.public_key().id())}, {"reason", "left the firm"}};
  REQUIRE(year_of.registry.act("key_revoked", "", with(revoked, {{"from", to_string(year_of.registry.time)}}),
                               year_of.registry.certifier) == "done");
  CHECK(year_of.standing().audited());

  Engagement again;
  again.report_year();
  REQUIRE(again.opines(again.second) == "done");
  REQUIRE(again.registry.act("key_revoked", "",
                             {{"key", hex(again.second.public_key().id())},
                              {"reason", "slander"},
                              {"from", "2029-01-01T00:00:00.000Z"}},
                             again.registry.certifier) == "done");
  CHECK_FALSE(again.standing().audited());
  REQUIRE(again.registry.act("key_acts_annulled", "",
                             {{"from_entry", again.registry.last()}, {"reason", "it was never stolen"}},
                             again.registry.certifier) == "done");
  CHECK(again.standing().audited());
}

TEST_CASE("abuse: a sample drawn with a key found stolen later answers one that found too much") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  year_of.sampled(auditor, '5', "500", "900");
  const Json answering{{"disposes_of", {year_of.recorded}}};
  year_of.sampled(year_of.second, '6', "0", "50");
  CHECK(year_of.project().projected_in({year_of.reported}).is_zero());
  year_of.compromised(year_of.second);
  CHECK(to_string(year_of.project().projected_in({year_of.reported})) == "500");
  CHECK(year_of.opines(auditor, answering) == contradicted);
  year_of.sampled(auditor, '7', "0", "50");
  CHECK(year_of.opines(auditor, answering) == "done");
}

TEST_CASE("abuse: what a sample found is recorded anew with a key found stolen later") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  year_of.sampled(year_of.second, '5', "500", "900");
  year_of.registry.time.milliseconds += 1'000;
  const std::string stolen = to_string(year_of.registry.time);
  const std::uint64_t first = year_of.recorded;
  year_of.done("sample_recorded", with(year_of.results("0", "10"), {{"reason", "found after all"}}),
               year_of.second);
  const Json answering{{"disposes_of", {first}}};
  CHECK(year_of.project().projected_in({year_of.reported}).is_zero());
  year_of.compromised(year_of.second, stolen);
  CHECK(to_string(year_of.project().projected_in({year_of.reported})) == "500");
  CHECK(year_of.opines(auditor, answering) == contradicted);
}

TEST_CASE("abuse: a key is given up so that what its sample found is forgotten") {
  Engagement year_of;
  year_of.sampled(year_of.second, '5', "500", "900");
  year_of.compromised(year_of.second);
  CHECK(to_string(year_of.project().projected_in({year_of.reported})) == "500");
  CHECK(year_of.opines(year_of.registry.auditor, {{"disposes_of", {year_of.recorded}}}) == contradicted);
}

TEST_CASE("abuse: a thief's sample lets an auditor conclude more than its own was planned for") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  PrivateKey further = PrivateKey::generate();
  const Json grant{{"public_key", further.public_key().text()}, {"role", "auditor"}, {"party", siret(3)}};
  REQUIRE(year_of.registry.act("key_granted", "", grant, year_of.registry.certifier) == "done");
  year_of.sampled(auditor, '5', "0", "10");
  year_of.sampled(further, '6', "0", "10", {{"assurance", "reasonable"}});
  year_of.compromised(further);
  CHECK(year_of.opines(auditor, {{"assurance", "reasonable"}}) == contradicted);
  CHECK(year_of.opines(auditor) == "done");
}

TEST_CASE("abuse: with a certifier's key found stolen later a sample is challenged that finds nothing") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  const PrivateKey stolen = PrivateKey::generate();
  const Json grant{{"public_key", stolen.public_key().text()}, {"role", "certifier"}, {"party", siret(5)}};
  REQUIRE(year_of.registry.act("key_granted", "", grant, year_of.registry.certifier) == "done");
  year_of.sampled(auditor, '5', "500", "900");
  const Json answering{{"disposes_of", {year_of.recorded}}};
  year_of.report_year();
  year_of.commit(auditor, Json::object(), '6');
  year_of.done("sample_challenged", {{"commitment", year_of.committed}, {"challenge", digest_of('c')}},
               stolen);
  year_of.done("sample_drawn", year_of.drawing('6'), auditor);
  year_of.drawn = year_of.registry.last();
  year_of.done("sample_recorded", year_of.results("0", "50"), auditor);
  CHECK(year_of.project().projected_in({year_of.reported}).is_zero());
  year_of.compromised(stolen);
  CHECK(to_string(year_of.project().projected_in({year_of.reported})) == "500");
  CHECK(year_of.opines(auditor, answering) == contradicted);
}

TEST_CASE("opinions: a sample answers again once an annulment clears its key") {
  Engagement year_of;
  const PrivateKey& auditor = year_of.registry.auditor;
  year_of.sampled(auditor, '5', "500", "900");
  const Json answering{{"disposes_of", {year_of.recorded}}};
  year_of.sampled(year_of.second, '6', "0", "50");
  year_of.compromised(year_of.second);
  const Json annulment{{"from_entry", year_of.registry.last()}, {"reason", "it was never stolen"}};
  REQUIRE(year_of.registry.act("key_acts_annulled", "", annulment, year_of.registry.certifier) == "done");
  CHECK(year_of.opines(auditor, answering) == "done");
}

}  // namespace lcl
