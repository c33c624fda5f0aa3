// SPDX-License-Identifier: Apache-2.0
// What was drawn from books and looked for in the ledger: what it binds, and who gains nothing by it.
#include <doctest/doctest.h>

#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

const Json first_year = dates("2025-01-01", "2026-01-01");
const Json second_year = dates("2026-01-01", "2027-01-01");

/// DEMO with reports of two years, of 2,000 kg each, and two auditors.
struct Books {
  TrialRegistry registry;
  PrivateKey second = PrivateKey::generate();
  std::uint64_t reported = 0;
  std::uint64_t reported_next = 0;

  Books() {
    registry.bring("DEMO", ProjectState::labelled);
    const Json grant{{"public_key", second.public_key().text()}, {"role", "auditor"}, {"party", siret(4)}};
    REQUIRE(registry.act("key_granted", "", grant, registry.certifier) == "done");
    registry.accredit(siret(4));
    reported = report_of(first_year);
    reported_next = report_of(second_year);
  }
  std::uint64_t report_of(const Json& period) {
    const Json act = with(report(registry, period), {{"reduction", "2000"}});
    REQUIRE(registry.act("period_reported", "DEMO", act, registry.developer) == "done");
    return registry.last();
  }
  /// Of 800 bought, 20 drawn and 19 found; the missing one is worth 0.5 kg, so that 20 are projected.
  [[nodiscard]] Json one_missing() const {
    return {
        {"reports", {reported}},   {"book", "purchases"},       {"listed", 800}, {"drawn", 20}, {"found", 19},
        {"omitted_kgco2e", "0.5"}, {"document", digest_of('d')}};
  }
  [[nodiscard]] Json all_found() const {
    Json act = with(one_missing(), {{"found", 20}});
    act.erase("omitted_kgco2e");
    return act;
  }
  std::string records(const Json& act, const PrivateKey& by) {
    return registry.act("completeness_recorded", "DEMO", act, by);
  }
  std::string records(const Json& act) { return records(act, registry.auditor); }
  std::string opines(const PrivateKey& by, const char* misstated, const Json& changes) {
    Json act = with(opinion(reported), {{"misstated", misstated}});
    if (*misstated != '0') act["misstatements"] = {{{"kgco2e", misstated}, {"text", "left out"}}};
    return registry.act("opinion_given", "DEMO", with(act, changes), by);
  }
  [[nodiscard]] const Project& project() const { return *registry.state.project("DEMO"); }
};

}  // namespace

TEST_CASE("completeness: a procedure that drew nothing, or found more than it drew, is not recorded") {
  Books books;
  const auto faulty = [&](const Json& changes) { return books.records(with(books.one_missing(), changes)); };
  CHECK(faulty({{"listed", 100'000'001}}) == "malformed_statement act.listed");
  CHECK(faulty({{"drawn", 0}, {"found", 0}}) == "malformed_statement act.drawn");
  CHECK(faulty({{"drawn", 801}}) == "malformed_statement act.drawn");
  CHECK(faulty({{"found", 21}}) == "malformed_statement act.found");
  CHECK(faulty({{"found", 20}}) == "malformed_statement act.omitted_kgco2e");
  CHECK(faulty({{"omitted_kgco2e", "-0.5"}}) == "malformed_statement act.omitted_kgco2e");
  CHECK(faulty({{"reports", {3}}}) == "unknown_report act.reports");
  CHECK(books.registry.act("completeness_recorded", "DEMO", books.all_found(), books.registry.developer) ==
        "wrong_role key");
  CHECK(books.records(books.all_found()) == "done");
}

TEST_CASE("completeness: what the ledger lacks is projected, rounded up, to the whole book") {
  Books books;
  REQUIRE(books.records(with(books.one_missing(), {{"listed", 7}, {"drawn", 3}, {"found", 2}})) == "done");
  CHECK(books.project().completeness.back().projected() == *parse_decimal("1.166666667"));
}

TEST_CASE("completeness: an auditor who found devices missing calls nothing clean that leaves them out") {
  Books books;
  const PrivateKey& auditor = books.registry.auditor;
  REQUIRE(books.records(books.one_missing()) == "done");
  const Json answers{{"disposes_of", {books.registry.last()}}};
  CHECK(books.opines(auditor, "0", answers) == "contradicts_record act.opinion");
  CHECK(books.opines(auditor, "19.999999999", answers) == "contradicts_record act.opinion");
  CHECK(books.opines(auditor, "20", Json::object()) == "opinion_not_disposed act.disposes_of");
  CHECK(books.opines(auditor, "20", answers) == "done");
}

TEST_CASE("completeness: another auditor answers what the first found missing, and owes it no sum") {
  Books books;
  REQUIRE(books.records(books.one_missing()) == "done");
  const Json answers{{"disposes_of", {books.registry.last()}}};
  CHECK(books.opines(books.second, "0", Json::object()) == "opinion_not_disposed act.disposes_of");
  CHECK(books.opines(books.second, "0", answers) == "done");
}

TEST_CASE("completeness: a bad result is recorded again only with a reason, and stays to be answered") {
  Books books;
  const PrivateKey& auditor = books.registry.auditor;
  REQUIRE(books.records(books.one_missing()) == "done");
  const std::uint64_t first = books.registry.last();
  CHECK(books.records(books.all_found()) == "malformed_statement act.reason");
  CHECK(books.records(with(books.all_found(), {{"book", "waste"}})) == "done");
  CHECK(books.records(with(books.all_found(), {{"reason", "filed late"}})) == "done");
  CHECK(books.project().omitted_in({books.reported}, books.project().completeness.back().auditor) ==
        Decimal(0));
  CHECK(books.opines(auditor, "0", Json::object()) == "opinion_not_disposed act.disposes_of");
  CHECK(books.opines(auditor, "0", {{"disposes_of", {first}}}) == "done");
}

TEST_CASE(
    "completeness: a record of two reports counts once, and a later one of one report leaves the other") {
  Books books;
  const std::vector<std::uint64_t> both{books.reported, books.reported_next};
  REQUIRE(books.records(with(books.one_missing(), {{"reports", both}})) == "done");
  const std::string auditor = books.project().completeness.back().auditor;
  CHECK(books.project().omitted_in(both, auditor) == Decimal(20));
  REQUIRE(books.records(with(books.all_found(), {{"reason", "the first year again"}})) == "done");
  CHECK(books.project().omitted_in({books.reported}, auditor) == Decimal(0));
  CHECK(books.project().omitted_in(both, auditor) == Decimal(20));
}

TEST_CASE("completeness: a record stands until a later one of its auditor and book answers all its period") {
  Books books;
  const std::vector<std::uint64_t> both{books.reported, books.reported_next};
  const auto stands = [&](std::size_t at) {
    return books.project().stands(books.project().completeness[at]);
  };
  REQUIRE(books.records(with(books.one_missing(), {{"reports", both}})) == "done");
  REQUIRE(books.records(with(books.all_found(), {{"reason", "the first year again"}})) == "done");
  CHECK(stands(0));
  REQUIRE(books.records(with(books.all_found(), {{"reports", both}}), books.second) == "done");
  CHECK(stands(0));
  REQUIRE(books.records(with(books.all_found(), {{"reports", both}, {"reason", "all again"}})) == "done");
  CHECK_FALSE(stands(0));
  CHECK_FALSE(stands(1));
  CHECK(stands(2));
  CHECK(stands(3));
}

TEST_CASE("completeness: a period is touched by the records of it, and of it with others, in their order") {
  Books books;
  const std::vector<std::uint64_t> both{books.reported, books.reported_next};
  REQUIRE(books.records(books.one_missing()) == "done");
  const std::uint64_t first = books.registry.last();
  REQUIRE(books.records(with(books.all_found(), {{"reports", both}, {"book", "waste"}})) == "done");
  const std::uint64_t second = books.registry.last();
  const auto touching = [&](std::uint64_t report) {
    std::vector<std::uint64_t> seqs;
    for (const CompletenessRecord* each :
         books.project().completeness_touching(books.project().report(report)->period))
      seqs.push_back(each->seq);
    return seqs;
  };
  CHECK(touching(books.reported) == std::vector{first, second});
  CHECK(touching(books.reported_next) == std::vector{second});
}

TEST_CASE("completeness: with a stolen key nothing that was found missing is found again") {
  Books books;
  const PrivateKey& auditor = books.registry.auditor;
  REQUIRE(books.records(books.one_missing()) == "done");
  const std::string party = books.project().completeness.back().auditor;
  REQUIRE(books.records(with(books.all_found(), {{"reason", "found after all"}})) == "done");
  CHECK(books.project().omitted_in({books.reported}, party) == Decimal(0));
  const Json revoked{{"key", hex(auditor.public_key().id())},
                     {"reason", "stolen"},
                     {"from", to_string(books.project().completeness.back().with.at)}};
  REQUIRE(books.registry.act("key_revoked", "", revoked, books.registry.certifier) == "done");
  CHECK(books.project().omitted_in({books.reported}, party) == Decimal(20));
}

}  // namespace lcl
