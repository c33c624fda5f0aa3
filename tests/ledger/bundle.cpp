// SPDX-License-Identifier: Apache-2.0
// Bundles: what is in one, what is not, and that neither a reader nor a
// verifier takes the one for the other.
#include "ledger/publish/bundle.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <set>

#include "ledger/audit/proof_check.hpp"
#include "ledger/audit/published_check.hpp"
#include "ledger/audit/verify.hpp"
#include "ledger/publish/proof_making.hpp"
#include "ledger/publish/pseudonym_set.hpp"
#include "ledger/publish/publication.hpp"
#include "ledger/replay/explained_device.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/writer.hpp"
#include "ledger/values/error.hpp"
#include "tests/ledger/two_projects.hpp"
#include "tests/values/other_program.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

namespace fs = std::filesystem;

/// What the sqlite3 program says of `file`.
std::string sqlite3_says(const fs::path& file, std::string_view sql) {
  return output_of("sqlite3 -batch -bail '" + file.string() + "'", sql);
}

const Period year = *parse_period("2025");

}  // namespace

TEST_CASE("bundle: it is sound, and what it withholds is counted") {
  const TwoProjects& registry = two_projects();
  const BundleContent content = registry.bundle();
  const VerifyReport whole = verify_registry(registry.registry(), {}, false);
  REQUIRE(whole.sound());
  const VerifyReport report = registry.verified();
  CHECK_MESSAGE(report.sound(), said_of(report));
  CHECK(report.bundle == BundleTerms{"DEMO", whole.entries, false});
  CHECK(report.head == whole.head);
  CHECK(report.entries == whole.entries);
  CHECK(report.signatures == whole.signatures - 1);  // the file head's
  CHECK(report.devices == whole.devices);

  // 13 and 14 were OTHER's alone; 11 and 12 were collected by DEMO, so all of their events are here.
  CHECK(report.withheld_devices == 2);
  CHECK(report.withheld.payloads == 6);
  CHECK(report.missing == Absent{});
  CHECK(report.withheld.private_parts == 2);  // of 4 and 12, in June; those sold have none
  CHECK(content.withheld.devices == 2);
  CHECK(content.withheld.payloads == 6);
  CHECK(content.disclosed.devices == whole.devices - 2);
  CHECK(content.disclosed.payloads == whole.events - 6);
  CHECK(content.disclosed.private_parts == 0);
  CHECK(content.withheld_of == std::map<std::string, std::uint64_t>{{"OTHER", 6}});

  CHECK(whole.recomputed == 2);
  CHECK(report.recomputed == 1);
  CHECK(report.not_recomputed == 1);
  CHECK(report.unanchored.size() == 3);
}

TEST_CASE("bundle: with the log only it is sound too") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const VerifyReport report = verify_registry({registry.file()}, {}, true);
  CHECK_MESSAGE(report.sound(), said_of(report));
  CHECK(report.withheld.payloads == 6);
}

TEST_CASE("bundle: entries, statements and checkpoints are those of the ledger, byte for byte") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const std::string copied =
      "SELECT seq, hex(entry) FROM entries; SELECT seq, hex(payload) FROM entries WHERE json_extract(entry, "
      "'$.device') IS NULL; SELECT size, note FROM checkpoints; SELECT level, idx, hex(hashes) FROM tiles;";
  const std::string in_ledger = sqlite3_says(registry.registry().ledger(), copied);
  CHECK(in_ledger.size() > 10'000);
  CHECK(sqlite3_says(registry.file(), copied) == in_ledger);
  CHECK(sqlite3_says(registry.file(), "PRAGMA integrity_check; PRAGMA application_id;") ==
        "ok\n1279478833\n");
}

TEST_CASE("bundle: the sqlite3 program says what is withheld, and finds none of it") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  CHECK(sqlite3_says(registry.file(), "SELECT * FROM bundle;") ==
        fmt::format("DEMO|{}|0\n", registry.ledger().head().size));
  CHECK(sqlite3_says(registry.file(), "SELECT sum(last - first + 1) FROM withheld;") == "6\n");
  CHECK(sqlite3_says(registry.file(),
                     "SELECT count(*) FROM entries WHERE payload IS NULL AND NOT EXISTS "
                     "(SELECT 1 FROM withheld WHERE seq BETWEEN first AND last);") == "0\n");
  CHECK(sqlite3_says(registry.file(), "SELECT count(*) FROM sqlite_schema WHERE name = 'devices';") == "0\n");
  CHECK(file_text(registry.file()).find("lot 7") == std::string::npos);
}

TEST_CASE("bundle: its project's tally is the ledger's, digest and all") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const std::vector<Grouping> groupings{Grouping::category, Grouping::month};
  const Tally whole = registry.ledger().tally("DEMO", year, groupings);
  const Tally bundled = registry.opened().tally("DEMO", year, groupings);
  CHECK(whole.amounts.given_back() > Decimal(0));  // of 3, which OTHER collected again
  CHECK(whole.cycles.credited == 4);
  CHECK(canonical(body_of(bundled)) == canonical(body_of(whole)));
  CHECK(digest_of(bundled) == digest_of(whole));
}

TEST_CASE("bundle: a tally that needs what is withheld is refused, and never smaller") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const Error error = obstacle_met([&] { (void)registry.opened().tally("OTHER", year, {}); });
  CHECK(error.obstacle() == Obstacle::unavailable);
  CHECK(error.what() ==
        std::string("6 event payloads of project OTHER are withheld: this is a bundle of project "
                    "DEMO; ask the registry, or a bundle of OTHER"));
  CHECK(obstacle_met([&] { (void)report_act(registry.opened().opened(), "OTHER", year, 3); }).obstacle() ==
        Obstacle::unavailable);
}

TEST_CASE("bundle: of no project it holds all statements and no event") {
  const TwoProjects& registry = two_projects();
  const VerifyReport whole = verify_registry(registry.registry(), {}, false);
  const fs::path file = registry.folder() / "statements.bundle";
  const BundleContent content =
      write_bundle(registry.ledger().opened(), {.project = "", .file = file, .existing = Existing::replace});
  CHECK(content.disclosed == BundleContent::Part{});
  const VerifyReport report = verify_registry({file}, {}, false);
  CHECK_MESSAGE(report.sound(), said_of(report));
  CHECK(report.bundle == BundleTerms{"", whole.entries, false});
  CHECK(report.head == whole.head);
  CHECK(report.withheld.payloads == content.withheld.payloads);
  CHECK(report.withheld_devices == whole.devices);
  CHECK(report.missing == Absent{});
  CHECK(sqlite3_says(file,
                     "SELECT count(*) FROM entries WHERE private IS NOT NULL OR (payload IS NOT NULL AND "
                     "json_extract(entry, '$.device') IS NOT NULL);") == "0\n");
  const Ledger bundle({file});
  CHECK(bundle.head() == registry.ledger().head());
  CHECK(obstacle_met([&] { (void)bundle.tally("DEMO", year, {}); }).what() ==
        std::string("this needs the events of project DEMO, of which a bundle of statements alone holds "
                    "none: ask the registry or, at "
                    "an address, in a session of who may read them (lcl key session, --session)"));
  CHECK(obstacle_met([&] {
          (void)write_bundle(bundle.opened(), {.project = "DEMO", .file = file});
        }).obstacle() == Obstacle::unavailable);
}

TEST_CASE("bundle: a project none of whose devices is withheld can be tallied in another's bundle") {
  const MonitoredRegistry registry;
  registry.submit(sale_of(1, "2025-01-10"), "OTHER");
  registry.sell(1, 2, "2025-06-10");
  const fs::path file = registry.folder() / "demo.bundle";
  CHECK(write_bundle(registry.ledger().opened(), {.project = "DEMO", .file = file}).withheld.payloads == 0);
  CHECK(digest_of(Ledger({file}).tally("OTHER", year, {})) ==
        digest_of(registry.ledger().tally("OTHER", year, {})));
}

TEST_CASE("bundle: a device that is here is explained, one that is withheld is not") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const Ledger bundle = registry.opened();
  const FoundDevice here = found(bundle, registry.device(11));
  CHECK(explain(bundle.opened(), here).cycles.size() == 2);
  CHECK(explain(bundle.opened(), here).cycles[1].net ==
        explain(registry.ledger().opened(), here).cycles[1].net);
  const FoundDevice withheld = found(bundle, registry.device(13));
  CHECK(withheld.is_withheld);
  CHECK_FALSE(found(bundle, registry.device(12)).is_withheld);
  CHECK(obstacle_met([&] { (void)explain(bundle.opened(), withheld); }).obstacle() == Obstacle::unavailable);
}

TEST_CASE("bundle: what its project reported and is owed follows from it") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const Ledger bundle = registry.opened();
  CHECK(canonical(report_act(bundle.opened(), "DEMO", year, 3)) ==
        canonical(report_act(registry.ledger().opened(), "DEMO", year, 3)));
  CHECK(vintages(bundle.opened(), "DEMO").front().owed ==
        vintages(registry.ledger().opened(), "DEMO").front().owed);
}

TEST_CASE("bundle: with private parts, those of its project's entries are in it") {
  const TwoProjects registry;
  registry.submit(collected(15, "2025-09-10T08:00:00Z"), "OTHER");
  const BundleContent content = registry.bundle("DEMO", true);
  CHECK(content.disclosed.private_parts == 2);
  CHECK(content.withheld.private_parts == 1);
  CHECK((fs::status(registry.file()).permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write));
  const VerifyReport report = registry.verified();
  CHECK_MESSAGE(report.sound(), said_of(report));
  CHECK(report.bundle->with_private);
  CHECK(report.withheld.private_parts == 0);  // that of a withheld payload is stated nowhere
  CHECK(file_text(registry.file()).find("lot 7") != std::string::npos);
}

TEST_CASE("bundle: what was erased by statement is erased, not withheld and not missing") {
  const TwoProjects registry;
  registry.submit(collected(15, "2025-09-10T08:00:00Z"), "OTHER");
  std::vector<std::uint64_t> with_private;
  registry.ledger().opened().reader().scan(0, registry.ledger().head().size, [&](const StoredEntry& row) {
    if (row.private_part) with_private.push_back(row.seq);
  });
  REQUIRE(with_private.size() == 3);
  for (const std::uint64_t seq : {with_private[0], with_private[2]}) {  // one of DEMO, one that is withheld
    accepted(registry.act("private_erased", {},
                          {{"entry", seq}, {"reason", "asked for"}, {"legal_ground", "GDPR, art. 17"}},
                          registry.certifier));
  }
  for (const bool with : {false, true}) {
    registry.bundle("DEMO", with);
    const VerifyReport report = registry.verified();
    CHECK_MESSAGE(report.sound(), said_of(report));
    CHECK(report.erased == 2);
    CHECK(report.withheld.private_parts == (with ? 0 : 1));
    CHECK(report.missing == Absent{});
  }
}

TEST_CASE("bundle: its entries and devices are proven and published") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const Ledger bundle = registry.opened();
  const Ledger whole = registry.ledger();
  const ProofSource source{bundle.opened().log(), bundle.checkpoint()};
  const ProofSource original{whole.opened().log(), whole.checkpoint()};
  const FoundDevice device = found(bundle, registry.device(11));
  CHECK(device_passport(source, bundle.opened().registrations(), device.device, device.last) ==
        device_passport(original, whole.opened().registrations(), device.device, device.last));
  const std::uint64_t withheld = found(bundle, registry.device(13)).last;
  const std::string proof = entry_proof(source, withheld);
  CHECK(proof != entry_proof(original, withheld));  // it has no payload
  const fs::path published = registry.folder() / "published";
  CHECK(publish(source, published, true, {}).size == whole.head().size);
  CHECK(verify_published(published, {}).sound());
}

TEST_CASE("bundle: it is read, and never written") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const std::string before = file_text(registry.file());
  Ledger bundle = registry.opened();
  const std::string refusal = fmt::format(
      "this is a bundle of project DEMO at size {}: it can be read, not written", bundle.head().size);
  const Statement opinion =
      bundle.draft("opinion_given", "DEMO", MonitoredRegistry::opinion_on(registry.demo_report),
                   registry.independent_auditor.public_key().id());
  CHECK(std::string(obstacle_met([&] { (void)bundle.commit(opinion); }).what()).ends_with(refusal));
  CHECK(std::string(obstacle_met([&] { (void)bundle.commit_staged(registry.staged()); }).what())
            .ends_with(refusal));
  CHECK(std::string(obstacle_met([&] { Ledger::rebuild({registry.file()}); }).what()).ends_with(refusal));
  CHECK(
      std::string(obstacle_met([&] { const Writer writer(registry.file(), 0); }).what()).ends_with(refusal));
  CHECK(obstacle_met([&] { (void)registry.prepare(bundle, sale_of(30, "2025-09-10")); }).obstacle() ==
        Obstacle::unavailable);
  CHECK(obstacle_met([&] {
          (void)pseudonyms_of(
              {.imei = imei_of(1).substr(0, 14), .imei2 = {}, .manufacturer = {}, .serial = {}},
              bundle.opened().folder());
        }).obstacle() == Obstacle::unavailable);
  CHECK(file_text(registry.file()) == before);
}

TEST_CASE("bundle: it is written again from itself, and gives away no more than it has") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const Ledger bundle = registry.opened();
  const fs::path second = registry.folder() / "second.bundle";
  const auto again = [&](std::string project, bool with_private) {
    return write_bundle(bundle.opened(), {.project = std::move(project),
                                          .file = second,
                                          .existing = Existing::replace,
                                          .with_private = with_private});
  };
  const BundleContent content = again("DEMO", false);
  const VerifyReport first = verify_registry({registry.file()}, {}, false);
  const VerifyReport report = verify_registry({second}, {}, false);
  CHECK_MESSAGE(report.sound(), said_of(report));
  CHECK(report.head == first.head);
  CHECK(report.withheld.payloads == first.withheld.payloads);
  CHECK(content.withheld.payloads == first.withheld.payloads);
  CHECK(digest_of(Ledger({second}).tally("DEMO", year, {})) == digest_of(bundle.tally("DEMO", year, {})));
  CHECK(obstacle_met([&] { (void)again("OTHER", false); }).obstacle() == Obstacle::unavailable);
  CHECK(obstacle_met([&] { (void)again("DEMO", true); }).obstacle() == Obstacle::unavailable);
}

TEST_CASE("bundle: what an auditor signs on a bundle is taken by the registry") {
  const TwoProjects registry;
  registry.sell(300, 1, "2025-03-01");
  const std::uint64_t report = registry.report("2025");
  registry.bundle();
  Statement opinion = registry.opened().draft("opinion_given", "DEMO", MonitoredRegistry::opinion_on(report),
                                              registry.independent_auditor.public_key().id());
  CHECK_FALSE(registry.opened().refusal(opinion).has_value());
  sign(opinion, registry.independent_auditor);
  CHECK(outcome_of(registry.ledger().commit(opinion)) == "accepted");
}

TEST_CASE("bundle: a ledger's file by itself is read, and never written") {
  const TwoProjects& registry = two_projects();
  const fs::path file = registry.folder() / "copy.db";
  fs::copy(registry.registry().ledger(), file);
  Ledger alone({file});
  CHECK(digest_of(alone.tally("OTHER", year, {})) == digest_of(registry.ledger().tally("OTHER", year, {})));
  const std::string said =
      obstacle_met([&] { (void)registry.prepare(alone, sale_of(30, "2025-09-10")); }).what();
  CHECK(said.ends_with("this is a ledger without its registry's folder: it can be read, not written"));
}

TEST_CASE("bundle: it is written whole or not at all, and over nothing") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const std::string before = file_text(registry.file());
  CHECK(obstacle_met([&] {
          (void)write_bundle(registry.ledger().opened(), {.project = "OTHER", .file = registry.file()});
        }).obstacle() == Obstacle::io);
  CHECK(file_text(registry.file()) == before);

  const fs::path place = registry.folder() / "new";
  fs::create_directory(place);
  struct Stop {};
  const auto stop = [](std::string_view stage, std::uint64_t, std::uint64_t) {
    if (stage == "closing") throw Stop{};
  };
  CHECK_THROWS_AS(
      (void)write_bundle(registry.ledger().opened(), {.project = "DEMO", .file = place / "b"}, stop), Stop);
  CHECK(fs::is_empty(place));
  CHECK(obstacle_met([&] {
          (void)write_bundle(registry.ledger().opened(), {.project = "DEMO", .file = place / "none" / "b"});
        }).obstacle() == Obstacle::io);
}

TEST_CASE("bundle: the same ledger gives the same bundle") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const std::string first = file_text(registry.file());
  registry.bundle();
  CHECK(file_text(registry.file()) == first);
}

TEST_CASE("bundle: what is recorded while it is written is not in it") {
  const TwoProjects registry;
  const Ledger ledger = registry.ledger();
  bool recorded = false;
  // Before the devices are copied: their rows speak of what was recorded since.
  const auto record = [&](std::string_view stage, std::uint64_t, std::uint64_t) {
    if (recorded || stage != "writing") return;
    recorded = true;
    registry.submit(collected(13, "2025-10-10T08:00:00Z"));  // withheld still: DEMO's only since
    registry.submit(collected(1, "2025-10-10T08:00:00Z") + collected(40, "2025-10-10T08:00:00Z"));
  };
  const BundleContent content =
      write_bundle(ledger.opened(), {.project = "DEMO", .file = registry.file()}, record);
  CHECK(recorded);
  CHECK(content.terms.size == ledger.head().size);
  CHECK(content.withheld.devices == 2);
  const VerifyReport report = registry.verified();
  CHECK_MESSAGE(report.sound(), said_of(report));
  CHECK(report.entries == ledger.head().size);
}

TEST_CASE("bundle: of a project that is not there none is made") {
  const TwoProjects& registry = two_projects();
  fs::remove(registry.file());
  CHECK(obstacle_met([&] { (void)registry.bundle("NONE1"); }).obstacle() == Obstacle::unavailable);
  CHECK_FALSE(fs::exists(registry.file()));
}

TEST_CASE("bundle: a set of pseudonyms holds what was added, however often, and nothing else") {
  PseudonymSet set;
  const auto numbered = [](unsigned number) {
    Pseudonym pseudonym;
    pseudonym.bytes[0] = static_cast<std::uint8_t>(number * 7);
    pseudonym.bytes[15] = static_cast<std::uint8_t>(number >> 8U);
    return pseudonym;
  };
  CHECK_FALSE(set.contains(numbered(0)));
  for (int times = 0; times < 3; ++times) {
    for (unsigned number = 0; number < 20'000; number += 2) set.add(numbered(number));
  }
  set.close();
  std::set<Pseudonym> added;
  for (unsigned number = 0; number < 20'000; number += 2) added.insert(numbered(number));
  CHECK(set.size() == added.size());
  for (unsigned number = 0; number < 20'000; ++number)
    CHECK_EQ(set.contains(numbered(number)), added.contains(numbered(number)));
}

TEST_CASE("bundle: of a ledger that lacks a payload none is made") {
  const TwoProjects registry;
  const fs::path file = registry.registry().ledger();
  (void)sqlite3_says(
      file, fmt::format("DROP TRIGGER entries_update; UPDATE entries SET payload = NULL WHERE seq = {};",
                        found(registry.ledger(), registry.device(13)).last));
  CHECK(obstacle_met([&] { (void)registry.bundle(); }).obstacle() == Obstacle::damaged);
  CHECK_FALSE(fs::exists(registry.file()));
}
