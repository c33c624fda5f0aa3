// SPDX-License-Identifier: Apache-2.0
// Figures that an operator states and the entries do not give; and statements
// that no registry would have taken in, which must not stop anybody from
// opening or verifying what they stand in.
#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <string_view>
#include <vector>

#include "ledger/ledger.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/values/error.hpp"
#include "tests/audit/monitored_phones.hpp"

namespace lcl::test {
namespace {

std::string at_word(std::string_view word, std::uint64_t seq) {
  return std::string(word) + '@' + std::to_string(seq);
}

/// `fields` with so much more creditable, and all that follows from it.
Json inflated(Json fields, std::int64_t kg) {
  const Decimal creditable = *parse_decimal(fields["creditable"].get<std::string>()) + Decimal(kg);
  const Decimal owed = *parse_decimal(fields["owed"].get<std::string>()) + Decimal(kg);
  fields["creditable"] = to_string(creditable);
  fields["owed"] = to_string(owed);
  fields["count"] = whole_steps(owed, Decimal(1'000));
  return fields;
}

/// The obstacle that opening the registry's folder meets.
std::optional<Obstacle> obstacle_to_opening(const DishonestRegistry& registry) {
  const RegistryFolder folder{registry.file().parent_path()};
  std::ofstream(folder.head(), std::ios::binary) << registry.head();
  try {
    const Ledger ledger(folder.path, 1'000);
    CHECK(ledger.head() == registry.seen());
    return std::nullopt;
  } catch (const Error& error) {
    return error.obstacle();
  }
}

}  // namespace

TEST_CASE("figures: honest ones are made again, and are sound") {
  MonitoredPhones registry;
  const std::uint64_t report = registry.report();
  const std::uint64_t opinion = registry.give_opinion(report);
  const Json fields = registry.issuance_fields(report, opinion);
  CHECK(fields["count"] == 1);
  registry.issue(fields);
  const VerifyReport verified = registry.verify();
  CHECK_MESSAGE(verified.sound(), shown(verified));
  CHECK(verified.recomputed == 2);
  CHECK(obstacle_to_opening(registry) == std::nullopt);
}

TEST_CASE("figures: a report that says more than the entries give is named") {
  for (const auto& [field, value] :
       {std::pair{"reduction", std::string("99999")}, std::pair{"tally", hex(sha256("another tally"))},
        std::pair{"lines", hex(sha256("other lines"))}}) {
    const std::string changed = field;
    CAPTURE(changed);
    MonitoredPhones registry;
    Json fields = registry.report_fields();
    fields[field] = value;
    const std::uint64_t report = registry.act("period_reported", phones, fields, registry.developer);
    registry.seal();
    CHECK(words(registry.verify()) == Words{at_word("wrong_figures", report)});
  }
}

TEST_CASE("figures: units for more than the entries give are named, whatever figure the lie is in") {
  MonitoredPhones registry;
  const std::uint64_t report = registry.report();
  const std::uint64_t opinion = registry.give_opinion(report);
  Json fields = registry.issuance_fields(report, opinion);
  SUBCASE("all that follows from a false creditable") { fields = inflated(fields, 5'000); }
  SUBCASE("what is avoided") { fields["avoided"] = "9000"; }
  SUBCASE("what is emitted") { fields["emitted"] = "0"; }
  SUBCASE("what is given back") { fields["given_back"] = "-1"; }
  SUBCASE("the tally") { fields["tally"] = hex(sha256("another tally")); }
  const std::uint64_t issuance = registry.issue(fields);
  CHECK(words(registry.verify()) == Words{at_word("wrong_figures", issuance)});
}

TEST_CASE("figures: a count that does not follow from the act's own figures breaks a rule of the act") {
  MonitoredPhones registry;
  const std::uint64_t report = registry.report();
  Json fields = registry.issuance_fields(report, registry.give_opinion(report));
  fields["count"] = 40;
  const std::uint64_t issuance = registry.issue(fields);
  CHECK(words(registry.verify()) == Words{at_word("not_permitted", issuance)});
}

TEST_CASE("figures: units issued a second time for the same phones are named") {
  MonitoredPhones registry;
  const std::uint64_t report = registry.report();
  const std::uint64_t opinion = registry.give_opinion(report);
  const Json first = registry.issuance_fields(report, opinion);
  registry.issue(first);
  Json again = registry.issuance_fields(report, opinion);
  SUBCASE("with the first issuance left out of the account") {
    again["issued_before"] = 0;
    again["owed"] = first["owed"];
    again["count"] = first["count"];
    const std::uint64_t second = registry.issue(again);
    CHECK(words(registry.verify()) == Words{at_word("not_permitted", second)});
  }
  SUBCASE("with as much creditable again") {
    const std::uint64_t second = registry.issue(inflated(again, 1'000));
    CHECK(words(registry.verify()) == Words{at_word("wrong_figures", second)});
  }
}

TEST_CASE("figures: units for sales that no auditor has seen are named") {
  MonitoredPhones registry;
  const std::uint64_t report = registry.report();
  const std::uint64_t opinion = registry.give_opinion(report);
  registry.sell(1'000);
  Json fields = registry.issuance_fields(report, opinion);
  SUBCASE("the figures that stand, and what was seen of them") {
    registry.issue(fields);
    CHECK(words(registry.verify()).empty());
  }
  SUBCASE("twice as much as was seen, which stands") {
    const std::uint64_t issuance = registry.issue(inflated(fields, 1'000));
    CHECK(words(registry.verify()) == Words{at_word("wrong_figures", issuance)});
  }
}

TEST_CASE("figures: a correction that cancels more than the debt is named") {
  MonitoredPhones registry;
  const std::uint64_t report = registry.report();
  registry.issue(registry.issuance_fields(report, registry.give_opinion(report)));
  const std::uint64_t cancelled = registry.act(
      "units_cancelled", phones,
      {{"units", to_string(UnitBlock{phones, 2026, 1, 1, 1})}, {"reason", "correction"}, {"text", "x"}},
      registry.certifier);
  registry.seal();
  CHECK(words(registry.verify()) == Words{at_word("wrong_figures", cancelled)});
}

TEST_CASE("figures: units on an older head than the one before the issuance are named") {
  MonitoredPhones registry;
  const std::uint64_t report = registry.report();
  const Json fields = registry.issuance_fields(report, registry.give_opinion(report));
  registry.act("participant_registered", "",
               {{"participant", std::string("73282932000074")}, {"name", "One"}}, registry.operator_key);
  const std::uint64_t issuance = registry.issue(fields);
  CHECK(words(registry.verify()) == Words{at_word("wrong_figures", issuance)});
}

TEST_CASE("figures: a set-off where nothing is owed is named") {
  MonitoredPhones registry;
  registry.give_opinion(registry.report());
  const std::uint64_t set_off = registry.act("debt_set_off", phones,
                                             {{"vintage", 2026},
                                              {"from_vintage", 2027},
                                              {"kgco2e", "1000000000000000000"},
                                              {"checkpoint", head_json(registry.seen())}},
                                             registry.certifier);
  registry.seal();
  CHECK(words(registry.verify()) == Words{at_word("wrong_figures", set_off)});
}

TEST_CASE("figures: a hundred reports do not make a verifier read the log a hundred times") {
  MonitoredPhones registry;
  std::vector<std::uint64_t> reports;
  const auto report_again = [&](int times) {
    for (int i = 0; i < times; ++i) {
      registry.sell(1'000 + reports.size(), 1);
      reports.push_back(registry.report());
    }
  };
  report_again(30);
  registry.sell(2'000, 1);
  Json fields = registry.report_fields();
  fields["reduction"] = "99999";
  reports.push_back(registry.act("period_reported", phones, fields, registry.developer));
  registry.seal();
  report_again(69);

  const PinnedLog pinned(registry.file(), registry.seen());
  std::uint64_t scans = 0;
  std::uint64_t reached = registry.size();
  const auto refusals = recorded_figures_refusals({pinned.log, pinned.log}, registry.origin, reports,
                                                  [&](std::string_view, std::uint64_t done, std::uint64_t) {
                                                    if (done <= reached) ++scans;
                                                    reached = done;
                                                  });
  CHECK(scans == 7);  // sixteen at once
  REQUIRE(refusals.size() == 100);
  for (std::size_t i = 0; i < refusals.size(); ++i) CHECK(refusals[i].has_value() == (i == 30));
  const VerifyReport verified = registry.verify();
  CHECK(words(verified) == Words{at_word("wrong_figures", reports[30])});
  CHECK(verified.recomputed == 100);
}

TEST_CASE("figures: a false one does not hide the next") {
  MonitoredPhones registry;
  Json fields = registry.report_fields();
  fields["reduction"] = "99999";
  const std::uint64_t report = registry.act("period_reported", phones, fields, registry.developer);
  registry.seal();
  const std::uint64_t opinion = registry.give_opinion(report);
  const std::uint64_t issuance = registry.issue(inflated(registry.issuance_fields(report, opinion), 9'000));
  CHECK(words(registry.verify()) ==
        Words{at_word("wrong_figures", report), at_word("wrong_figures", issuance)});
}

TEST_CASE("questioned: what a key signed from the instant of its compromise is listed, and is no finding") {
  MonitoredPhones registry;
  const std::uint64_t before = registry.report();
  registry.sell(1'000, 1);
  const Instant stolen = registry.time;
  const std::uint64_t after = registry.report();
  registry.give_opinion(after);  // and one by another key
  const std::uint64_t declared = after + 1;
  registry.act(
      "key_revoked", "",
      {{"key", hex(registry.developer.public_key().id())}, {"reason", "stolen"}, {"from", to_string(stolen)}},
      registry.certifier);
  registry.seal();
  const VerifyReport verified = registry.verify();
  CHECK_MESSAGE(verified.sound(), shown(verified));
  CHECK(verified.questioned == std::vector<std::uint64_t>{after, declared});
  CHECK(before < after);
}

TEST_CASE("questioned: a key that was revoked without an instant puts nothing in question") {
  MonitoredPhones registry;
  registry.report();
  registry.act("key_revoked", "",
               {{"key", hex(registry.developer.public_key().id())}, {"reason", "left the firm"}},
               registry.certifier);
  registry.seal();
  CHECK(registry.verify().questioned.empty());
}

TEST_CASE(
    "certifier: a stolen key that grants itself another and revokes the true one is named beside its "
    "fingerprint") {
  MonitoredPhones registry;
  const PrivateKey thief = PrivateKey::generate();
  const Digest original = registry.certifier.public_key().id();
  const std::uint64_t grant_seq =
      registry.act("key_granted", "", grant(thief.public_key(), "certifier"), registry.certifier);
  const std::uint64_t revoked_seq =
      registry.act("key_revoked", "", {{"key", hex(original)}, {"reason", "lost"}}, thief);
  registry.act("key_revoked", "", {{"key", hex(registry.developer.public_key().id())}, {"reason", "left"}},
               thief);
  registry.seal();
  VerifyRequest request = registry.request();
  request.anchors.certifier = original;
  const VerifyReport verified = verify(Reader(registry.file()), request);
  CHECK_MESSAGE(verified.sound(), shown(verified));
  CHECK(verified.certifier->fingerprint() == original);
  REQUIRE(verified.certifier_changes.size() == 2);
  const CertifierChange& first = verified.certifier_changes[0];
  const CertifierChange& second = verified.certifier_changes[1];
  CHECK((first.kind == CertifierChange::Kind::granted && first.seq == grant_seq &&
         first.key == thief.public_key().id()));
  CHECK(
      (second.kind == CertifierChange::Kind::revoked && second.seq == revoked_seq && second.key == original));
}

TEST_CASE("hostile: acts on what does not exist are findings, and a ledger of them is damaged, not a crash") {
  const std::string nobody = "73282932000074";
  const std::string digest = hex(sha256("something"));
  const Json units = to_string(UnitBlock{phones, 2026, 3, 1, 2});
  const Json opinion{{"reports", {3}},        {"opinion", "unmodified"},        {"assurance", "limited"},
                     {"materiality", "0.05"}, {"misstatements", Json::array()}, {"misstated", "0"},
                     {"document", digest},    {"independence", digest}};
  struct Hostile {
    const char* kind;
    std::string project;
    Json act;
    Role role;
  };
  const std::vector<Hostile> acts{
      {"approval_recorded",
       "",
       {{"participant", nobody},
        {"scheme", "ea"},
        {"issuer", "DREETS"},
        {"reference", "1"},
        {"issued_on", "2025-01-01"},
        {"expires_on", "2026-01-01"},
        {"evidence", digest}},
       Role::certifier},
      {"approval_withdrawn",
       "",
       {{"approval", 4}, {"withdrawn_on", "2026-01-01"}, {"reason", "r"}},
       Role::certifier},
      {"participant_suspended",
       "",
       {{"participant", nobody}, {"from", "2026-01-01"}, {"reason", "r"}},
       Role::certifier},
      {"participant_reinstated",
       "",
       {{"participant", nobody}, {"from", "2026-01-01"}, {"reason", "r"}},
       Role::certifier},
      {"key_revoked", "", {{"key", digest}, {"reason", "r"}}, Role::certifier},
      {"project_amended",
       "NOSUCH",
       {{"region", "r"}, {"communes", {"c"}}, {"applicant_standing", "c"}, {"notified_on", "2026-01-01"}},
       Role::developer},
      {"mandants_changed", phones, {{"removed", {nobody}}}, Role::developer},
      {"exclusivity_declared", "NOSUCH", {{"period", february}, {"declaration", digest}}, Role::developer},
      {"credited_elsewhere",
       "NOSUCH",
       {{"registry", "r"}, {"foreign_project", "f"}, {"serials", {"s"}}, {"period", february}},
       Role::certifier},
      {"opinion_given", phones, opinion, Role::auditor},
      {"opinion_reopened", phones, {{"opinion", 3}, {"reason", "r"}}, Role::auditor},
      {"units_assigned",
       phones,
       {{"units", units},
        {"beneficiary", "b"},
        {"use", "contribution"},
        {"contract_date", "2026-02-01"},
        {"attestation", digest}},
       Role::developer},
      {"units_retired", phones, {{"units", units}, {"year", 2026}, {"use", "contribution"}}, Role::developer},
      {"units_cancelled",
       phones,
       {{"units", units}, {"reason", "correction"}, {"text", "t"}},
       Role::certifier},
      {"units_cancelled",
       "NOSUCH",
       {{"units", units}, {"reason", "correction"}, {"text", "t"}},
       Role::certifier},
      {"units_cancelled", phones, {{"units", "LBC-1"}, {"reason", Json::array()}}, Role::certifier},
      {"opinion_given", phones, Json::object(), Role::auditor},
  };
  for (const Hostile& hostile : acts) {
    CAPTURE(std::string(hostile.kind));
    MonitoredPhones registry;
    const PrivateKey& key = hostile.role == Role::developer ? registry.developer
                            : hostile.role == Role::auditor ? registry.auditor
                                                            : registry.certifier;
    const std::uint64_t seq = registry.act(hostile.kind, hostile.project, hostile.act, key);
    registry.seal();
    const Words found = words(registry.verify());
    REQUIRE(!found.empty());
    CHECK(found.front() == at_word("not_permitted", seq));
    CHECK(obstacle_to_opening(registry) == Obstacle::damaged);
  }
}

TEST_CASE("hostile: an issuance on no report, and a report of a project without a label") {
  MonitoredPhones registry;
  const std::uint64_t report = registry.report();
  Json issuance = registry.issuance_fields(report, registry.give_opinion(report));
  SUBCASE("no report") { issuance["report"] = 2; }
  SUBCASE("no opinion") { issuance["opinion"] = 2; }
  SUBCASE("a vintage of no such period") { issuance["vintage"] = 1'999; }
  SUBCASE("a vintage beyond all years") { issuance["vintage"] = 9'007'199'254'740'991; }
  SUBCASE("figures beyond all reason") {
    issuance["creditable"] = "1000000000000000000";
    issuance["owed"] = "1000000000000000000";
    issuance["count"] = 9'007'199'254'740'991;
  }
  const std::uint64_t seq = registry.issue(issuance);
  CHECK(words(registry.verify()) == Words{at_word("not_permitted", seq)});
  CHECK(obstacle_to_opening(registry) == Obstacle::damaged);
}

TEST_CASE("hostile: the most that an issuance may count, from figures beyond all reason, is named") {
  MonitoredPhones registry;
  const std::uint64_t report = registry.report();
  Json issuance = registry.issuance_fields(report, registry.give_opinion(report));
  issuance["creditable"] = "1000000000000000000";
  issuance["owed"] = "1000000000000000000";
  issuance["count"] = most_units;
  const std::uint64_t seq = registry.issue(issuance);
  CHECK(words(registry.verify()) == Words{at_word("wrong_figures", seq)});
  CHECK(obstacle_to_opening(registry) == std::nullopt);
}

TEST_CASE("hostile: erasures of entries that have no private part, or are not there, are findings") {
  MonitoredPhones registry;
  for (const std::uint64_t entry : {std::uint64_t{2}, std::uint64_t{1'000'000}}) {
    registry.act("private_erased", "", {{"entry", entry}, {"reason", "r"}, {"legal_ground", "g"}},
                 registry.certifier);
  }
  registry.seal();
  CHECK(words(registry.verify()) == Words{"not_erased@2", "not_erased@1000000"});
}

}  // namespace lcl::test
