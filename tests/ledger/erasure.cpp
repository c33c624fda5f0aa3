// SPDX-License-Identifier: Apache-2.0
// Private parts of acts and events: what is erased is gone from the disk, and
// nothing else changes.
#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "ledger/audit/verify.hpp"
#include "tests/ledger/monitored_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

const std::string name = "Anne Le Goff, 12 rue des Hortensias";

std::string private_part(const std::string& text) {
  return canonical({{"name", text}, {"salt", "00112233445566778899aabbccddeeff"}});
}

/// A declaration of exclusivity that names `digest`, handed in with `part`.
Result<Receipt> confide(const MonitoredRegistry& registry, const Json& digest,
                        const std::optional<std::string>& part) {
  Ledger ledger = registry.ledger();
  Json act{{"period", dates("2025")}, {"declaration", std::string(64, 'c')}};
  if (!digest.is_null()) act["private"] = digest;
  Statement statement =
      ledger.draft("exclusivity_declared", "DEMO", std::move(act), registry.developer.public_key().id());
  sign(statement, registry.developer);
  return ledger.commit(statement, {}, part);
}

std::uint64_t confide(const MonitoredRegistry& registry, const std::string& part) {
  return accepted(confide(registry, hex(sha256(part)), part)).seq;
}

Result<Receipt> erase(const MonitoredRegistry& registry, std::uint64_t entry) {
  return registry.act(
      "private_erased", {},
      {{"entry", entry}, {"reason", "asked for by the person"}, {"legal_ground", "GDPR, art. 17"}},
      registry.certifier);
}

/// How often `bytes` stand in any file of the registry.
std::size_t occurrences(const MonitoredRegistry& registry, std::string_view bytes) {
  std::size_t count = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(registry.registry().path)) {
    if (!file.is_regular_file()) continue;
    const std::string text = file_text(file.path());
    for (std::size_t at = text.find(bytes); at != std::string::npos; at = text.find(bytes, at + 1)) ++count;
  }
  return count;
}

/// Another program, with the triggers off.
void tamper(const MonitoredRegistry& registry, const std::string& sql) {
  SQLite::Database database(registry.registry().ledger().string(), SQLite::OPEN_READWRITE);
  (void)sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  database.exec(sql);
}

VerifyReport verified(const MonitoredRegistry& registry) {
  return verify_registry(registry.registry(), {}, false);
}

std::string first_finding(const MonitoredRegistry& registry) {
  const VerifyReport report = verified(registry);
  if (report.sound()) return "sound";
  return fmt::format("{}@{}", word(report.findings.front().finding), report.findings.front().seq.value_or(0));
}

Json figures(const MonitoredRegistry& registry) {
  Json body = body_of(registry.ledger().tally("DEMO", *parse_period("2025"), {Grouping::category}));
  body.erase("checkpoint");
  return body;
}

}  // namespace

TEST_CASE("erasure: a private part's bytes are gone from the disk, and the ledger is sound without them") {
  const MonitoredRegistry registry;
  std::string text = name;
  SUBCASE("of a few bytes") {}
  SUBCASE("larger than a page of the file") {
    for (int line = 0; text.size() < 50'000; ++line) text += fmt::format("; {} line {}", name, line);
  }
  const std::uint64_t before = confide(registry, private_part("Somebody else"));
  const std::uint64_t entry = confide(registry, private_part(text));
  registry.sell(0, 20, "2025-03-10");
  const Json as_before = figures(registry);
  CHECK(occurrences(registry, name) >= 1);
  CHECK(first_finding(registry) == "sound");
  CHECK(verified(registry).erased == 0);

  accepted(erase(registry, entry));
  CHECK(occurrences(registry, name) == 0);
  CHECK(occurrences(registry, "rue des Hort") == 0);
  CHECK(occurrences(registry, "Somebody else") == 1);
  CHECK(first_finding(registry) == "sound");
  CHECK(verified(registry).erased == 1);
  CHECK((figures(registry) == as_before));
  CHECK(outcome_of(erase(registry, entry)) == "nothing_to_erase");
  accepted(erase(registry, before));
  CHECK(verified(registry).erased == 2);
}

TEST_CASE("erasure: the reference of an event goes too, and its cycle counts as before") {
  const MonitoredRegistry registry;
  std::string line = sale_of(1, "2025-03-10");
  line.insert(1, R"("reference":"client-Le-Goff-7781",)");
  const std::uint64_t entry = registry.submit(line).seq + 1;
  const Json as_before = figures(registry);
  CHECK(occurrences(registry, "client-Le-Goff") == 1);
  accepted(erase(registry, entry));
  CHECK(occurrences(registry, "client-Le-Goff") == 0);
  CHECK((figures(registry) == as_before));
  CHECK(first_finding(registry) == "sound");
  CHECK(verified(registry).erased == 1);
}

TEST_CASE("erasure: after it units are still issued on the reports before it") {
  const MonitoredRegistry registry;
  registry.sell(0, 20, "2025-03-10");
  const std::uint64_t entry = confide(registry, private_part(name));
  const std::uint64_t report = registry.audited_report("2025");
  accepted(erase(registry, entry));
  registry.issue(report, 2025);
  CHECK(first_finding(registry) == "sound");
}

TEST_CASE("erasure: there is nothing to erase of an entry without a private part, nor of none") {
  const MonitoredRegistry registry;
  CHECK(outcome_of(erase(registry, 3)) == "nothing_to_erase");
  CHECK(outcome_of(erase(registry, 100'000)) == "nothing_to_erase");
}

TEST_CASE("erasure: a private part that is gone without a statement is missing") {
  const MonitoredRegistry registry;
  const std::uint64_t entry = confide(registry, private_part(name));
  tamper(registry, fmt::format("UPDATE entries SET private = NULL WHERE seq = {}", entry));
  CHECK(first_finding(registry) == fmt::format("missing_private@{}", entry));
  CHECK(verified(registry).erased == 0);
}

TEST_CASE("erasure: a private part that is put back was not erased") {
  const MonitoredRegistry registry;
  const std::string part = private_part(name);
  const std::uint64_t entry = confide(registry, part);
  accepted(erase(registry, entry));
  REQUIRE(first_finding(registry) == "sound");
  tamper(registry,
         fmt::format("UPDATE entries SET private = CAST('{}' AS BLOB) WHERE seq = {}", part, entry));
  CHECK(first_finding(registry) == fmt::format("not_erased@{}", entry));
}

TEST_CASE("erasure: an altered private part is wrong, and one that is stated nowhere unexpected") {
  const MonitoredRegistry registry;
  const std::uint64_t entry = confide(registry, private_part(name));
  const std::uint64_t without = accepted(confide(registry, nullptr, std::nullopt)).seq;
  SUBCASE("altered") {
    tamper(registry, fmt::format("UPDATE entries SET private = CAST('{{}}' AS BLOB) WHERE seq = {}", entry));
    CHECK(first_finding(registry) == fmt::format("wrong_private@{}", entry));
  }
  SUBCASE("stated nowhere") {
    tamper(registry,
           fmt::format("UPDATE entries SET private = CAST('{{}}' AS BLOB) WHERE seq = {}", without));
    CHECK(first_finding(registry) == fmt::format("unexpected_private@{}", without));
  }
}

TEST_CASE("erasure: only the private part that the act names is taken in, and only canonical with a salt") {
  const MonitoredRegistry registry;
  const std::uint64_t size = registry.ledger().head().size;
  const std::string part = private_part(name);
  const auto handed_in = [&](const Json& digest, const std::optional<std::string>& given) {
    return outcome_of(confide(registry, digest, given));
  };
  const auto named = [](const std::string& bytes) { return hex(sha256(bytes)); };
  CHECK(handed_in(named(part), std::nullopt) == "private_part_differs");
  CHECK(handed_in(nullptr, part) == "private_part_differs");
  CHECK(handed_in(named(part), private_part("Another name")) == "private_part_differs");
  for (const std::string bad : {R"({"name":"without a salt"})", R"({"salt":"00", "name":"with a space"})",
                                R"(["salt"])", "no JSON", ""}) {
    CAPTURE(bad);
    CHECK(handed_in(named(bad), bad) == "private_part_differs");
  }
  CHECK(registry.ledger().head().size == size);
  CHECK(handed_in(named(part), part) == "accepted");
}
