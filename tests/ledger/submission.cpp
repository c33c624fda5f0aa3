// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "ledger/audit/verify.hpp"
#include "ledger/intake/refused_rows.hpp"
#include "ledger/replay/explained_device.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/open_registry.hpp"

using namespace lcl;
using namespace lcl::test;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view collection =
    R"({"kind":"collection","occurred_at":"2025-02-01T09:00:00Z","device":{"imei":"356741081234568"},)"
    R"("participant":"01234567400019","country":"FR","category":"smartphone","holder":"consumer","waste":false})"
    "\n";
constexpr std::string_view reconditioning =
    R"({"kind":"reconditioning","occurred_at":"2025-02-02T09:00:00Z","device":{"imei":"356741081234568"},)"
    R"("participant":"03571592900010","country":"FR","outcome":"reconditioned","functions_tested":true,)"
    R"("data_erasure":{"standard":"NIST SP 800-88 Purge"}})"
    "\n";

Json tally_without_checkpoint(const OpenRegistry& open) {
  Json body = body_of(open.ledger().tally("DEMO", *parse_period("2025"),
                                          {Grouping::category, Grouping::month, Grouping::participant}));
  body.erase("checkpoint");
  return body;
}

}  // namespace

TEST_CASE("submission: the same log as NDJSON and as CSV gives the same tally") {
  const OpenRegistry ndjson;
  const OpenRegistry csv;
  ndjson.submit(file_text("samples/small.ndjson"));
  csv.submit(file_text("samples/small.csv"), "DEMO", LogFormat::csv);
  CHECK(tally_without_checkpoint(ndjson) == tally_without_checkpoint(csv));
}

TEST_CASE("submission: a log sent again, in either format, is recognised and changes nothing") {
  const OpenRegistry open;
  const Receipt receipt = open.submit(file_text("samples/small.ndjson"));
  const std::string before = file_text(open.registry().ledger());
  for (const LogFormat format : {LogFormat::ndjson, LogFormat::csv}) {
    Ledger ledger = open.ledger();
    const auto outcome = open.prepare(
        ledger, file_text(format == LogFormat::csv ? "samples/small.csv" : "samples/small.ndjson"), "DEMO",
        format);
    CHECK(outcome.skipped == outcome.lines);
    CHECK(outcome.accepted == 0);
    CHECK(outcome.refusals == 0);
    CHECK(!fs::exists(open.staged()));
    CHECK(ledger.head() == receipt.head);
  }
  CHECK(file_text(open.registry().ledger()) == before);
}

TEST_CASE("submission: the same line twice in one log is one event") {
  const OpenRegistry open;
  Ledger ledger = open.ledger();
  const auto outcome = open.prepare(ledger, std::string(collection) + std::string(collection));
  CHECK(outcome.accepted == 1);
  CHECK(outcome.skipped == 1);
}

TEST_CASE("submission: a line is known again however many events were accepted since") {
  constexpr int devices = 1'500;
  const auto line = [](int device) {
    std::string text(collection);
    return text.replace(text.find("356741081234568"), 15, std::to_string(35'674'100'000'000 + device));
  };
  std::string log;
  int repeated = 0;
  for (int device = 0; device < devices; ++device) {
    log += line(device);
    if (device % 40 != 0) continue;
    for (const int earlier : {device, device / 2, 0}) {
      log += line(earlier);
      ++repeated;
    }
  }
  const OpenRegistry open;
  Ledger ledger = open.ledger();
  const auto outcome = open.prepare(ledger, log);
  CHECK(outcome.accepted == devices);
  CHECK(outcome.skipped == static_cast<std::uint64_t>(repeated));
  Ledger::sign_staged(open.staged(), open.developer);
  const Receipt receipt = accepted(ledger.commit_staged(open.staged()));
  CHECK(receipt.head.size == receipt.seq + 1 + devices);
  CHECK(verify_registry(open.registry(), {}, false).sound());
}

TEST_CASE("submission: one refused line refuses the whole, and says what follows from it") {
  const OpenRegistry open;
  std::string broken(collection);
  broken.replace(broken.find("smartphone"), 10, "telefon");
  Ledger ledger = open.ledger();
  const std::string before = file_text(open.registry().ledger());
  const auto outcome = open.prepare(ledger, broken + std::string(reconditioning));
  CHECK(outcome.refused == 2);
  REQUIRE(outcome.listed.size() == 2);
  CHECK(outcome.listed[0].refusal == Refusal::unknown_category);
  CHECK(outcome.listed[0].place.line == 1);
  CHECK(outcome.listed[0].place.field == "category");
  CHECK(outcome.listed[1].refusal == Refusal::reconditioning_before_collection);
  CHECK(outcome.listed[1].message.find("line 1 of this device was refused") != std::string::npos);
  CHECK(!fs::exists(open.staged()));
  CHECK(file_text(open.registry().ledger()) == before);
}

TEST_CASE("submission: accept_valid takes the good lines, and the others go out as they were") {
  const OpenRegistry open;
  std::string broken(collection);
  broken.replace(broken.find("356741081234568"), 15, "358817110000176");
  broken.replace(broken.find("smartphone"), 10, "telefon");
  const fs::path log = open.folder() / "log.ndjson";
  std::ofstream(log) << collection << broken << reconditioning;
  std::ostringstream refused_lines;
  RefusedRows refused_rows(open.folder() / "rows");
  Ledger ledger = open.ledger();
  const int input = ::open(log.c_str(), O_RDONLY);
  const auto reader = LogReader::open(input, LogFormat::ndjson);
  const auto outcome =
      ledger.prepare(*reader, {.project = "DEMO", .accept_valid = true, .refused_rows = &refused_rows},
                     open.developer.public_key().id(), open.staged());
  ::close(input);
  CHECK(outcome.accepted == 2);
  CHECK(outcome.refused == 1);
  CHECK(refused_rows.write(refused_lines) == 1);
  CHECK(refused_lines.str() == broken);
  Ledger::sign_staged(open.staged(), open.developer);
  const Receipt receipt = accepted(ledger.commit_staged(open.staged()));
  CHECK(receipt.head.size == receipt.seq + 3);
  CHECK(receipt.head == ledger.head());
}

TEST_CASE("submission: the signed manifest can be recomputed from the staged file's lines") {
  const OpenRegistry open;
  Ledger ledger = open.ledger();
  const auto outcome = open.prepare(ledger, file_text("samples/small.ndjson"));
  std::istringstream staged(file_text(open.staged()));
  std::string line;
  std::string manifest;
  std::uint64_t count = 0;
  for (std::size_t i = 0; std::getline(staged, line); ++i) {
    if (i == 0 || (i - 1) % 3 != 0) continue;
    manifest += line + '\n';
    ++count;
  }
  const Statement statement = read_staged(open.staged());
  CHECK(count == outcome.accepted);
  CHECK(statement.act["count"] == outcome.accepted);
  CHECK(statement.act["digest"] == hex(sha256(manifest)));
}

TEST_CASE("submission: a staged file changed after signing is refused, and nothing is appended") {
  const OpenRegistry open;
  const Head head = open.ledger().head();
  Ledger ledger = open.ledger();
  static_cast<void>(open.prepare(ledger, file_text("samples/small.ndjson")));
  Ledger::sign_staged(open.staged(), open.developer);
  const std::string staged = file_text(open.staged());
  const auto refused_with = [&](const std::string& text) {
    std::ofstream(open.staged(), std::ios::binary) << text;
    Ledger fresh = open.ledger();
    const auto answer = fresh.commit_staged(open.staged());
    CHECK(open.ledger().head() == head);
    return refusal_of(answer);
  };
  SUBCASE("a fact in a payload") {
    std::string changed = staged;
    changed.replace(changed.find("\"functions_tested\":false"), 24, "\"functions_tested\":true ");
    CHECK(refused_with(changed) == Refusal::manifest_mismatch);
  }
  SUBCASE("a payload's amount, form kept") {
    std::string changed = staged;
    const std::size_t at = changed.find("\"distance_km\":\"") + 15;
    changed[at] = changed[at] == '9' ? '8' : '9';
    CHECK(refused_with(changed) == Refusal::manifest_mismatch);
  }
  SUBCASE("the last event cut off") {
    std::string changed = staged;
    for (int i = 0; i < 3; ++i) changed.erase(changed.rfind('\n', changed.size() - 2) + 1);
    CHECK(refused_with(changed) == Refusal::manifest_mismatch);
  }
  SUBCASE("the signature") {
    std::string changed = staged;
    const std::size_t at = changed.find("\"signature\":\"") + 20;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    CHECK(refused_with(changed) == Refusal::bad_signature);
  }
  SUBCASE("the project") {
    std::string changed = staged;
    changed.replace(changed.find("\"project\":\"DEMO\""), 16, "\"project\":\"DEMOX\"");
    changed.erase(changed.find(" \n"), 1);
    CHECK(refused_with(changed) == Refusal::unknown_project);
  }
}

TEST_CASE("submission: what was prepared before another got in is checked again, and refused if it clashes") {
  const OpenRegistry open;
  Ledger first = open.ledger();
  static_cast<void>(open.prepare(first, collection));
  Ledger::sign_staged(open.staged(), open.developer);
  const fs::path kept = open.folder() / "kept";
  fs::rename(open.staged(), kept);
  SUBCASE("about another device: it goes in after the other") {
    std::string other(collection);
    other.replace(other.find("356741081234568"), 15, "358817110000176");
    open.submit(other);
    const Receipt receipt = accepted(first.commit_staged(kept));
    CHECK(receipt.head.size == open.ledger().head().size);
    CHECK(verify_registry(open.registry(), {}, false).sound());
  }
  SUBCASE("about the same device: it is outdated") {
    open.submit(collection);
    const Head head = open.ledger().head();
    CHECK(refusal_of(first.commit_staged(kept)) == Refusal::submission_outdated);
    CHECK(open.ledger().head() == head);
  }
}

TEST_CASE("submission: the same signed submission sent again is answered with the entry it has") {
  const OpenRegistry open;
  Ledger ledger = open.ledger();
  static_cast<void>(open.prepare(ledger, collection));
  Ledger::sign_staged(open.staged(), open.developer);
  const Receipt first = accepted(ledger.commit_staged(open.staged()));
  CHECK(!first.recorded_before);
  const auto check_again = [&](Ledger& again) {
    const Receipt receipt = accepted(again.commit_staged(open.staged()));
    CHECK(receipt.recorded_before);
    CHECK(receipt.seq == first.seq);
    CHECK(receipt.head == first.head);
  };
  check_again(ledger);
  Ledger other = open.ledger();
  check_again(other);
  CHECK(open.ledger().head() == first.head);
  CHECK(verify_registry(open.registry(), {}, false).sound());
}

TEST_CASE("submission: the same submission under another signature is no repetition") {
  const OpenRegistry open;
  Ledger ledger = open.ledger();
  static_cast<void>(open.prepare(ledger, collection));
  Ledger::sign_staged(open.staged(), open.developer);
  accepted(ledger.commit_staged(open.staged()));
  std::string text = file_text(open.staged());
  const std::size_t at = text.find("\"signature\":\"") + 13;
  text[at] = text[at] == 'A' ? 'B' : 'A';
  std::ofstream(open.staged(), std::ios::binary) << text;
  CHECK(refusal_of(ledger.commit_staged(open.staged())) == Refusal::bad_signature);
}

TEST_CASE(
    "submission: where the file head cannot be written after COMMIT, the entry is said to be recorded") {
  const OpenRegistry open;
  Ledger ledger = open.ledger();
  const Head before = ledger.head();
  static_cast<void>(open.prepare(ledger, collection));
  Ledger::sign_staged(open.staged(), open.developer);
  const fs::path head = open.registry().head();
  const fs::path kept = open.folder() / "kept";
  const Progress put_in_the_way = [&](std::string_view stage, std::uint64_t, std::uint64_t) {
    if (stage != "closing") return;
    fs::rename(head, kept);
    fs::create_directories(head / "in the way");
  };
  std::string said;
  try {
    static_cast<void>(ledger.commit_staged(open.staged(), put_in_the_way));
  } catch (const Error& error) {
    said = error.what();
  }
  CHECK(said.find("entry " + std::to_string(before.size) + " (submission) is recorded") == 0);
  fs::remove_all(head);
  fs::rename(kept, head);
  SUBCASE("sending it again is answered with that entry") {
    const Receipt again = accepted(open.ledger().commit_staged(open.staged()));
    CHECK(again.recorded_before);
    CHECK(again.seq == before.size);
  }
  SUBCASE("the next act that is recorded writes the file head, which was behind, anew") {
    std::string other(collection);
    other.replace(other.find("356741081234568"), 15, "358817110000176");
    open.submit(other);
    CHECK(verify_registry(open.registry(), {}, false).sound());
    CHECK(file_text(head) == open.ledger().checkpoint());
  }
}

TEST_CASE("submission: a device is one through all its identifiers, and two devices do not become one") {
  const OpenRegistry open;
  const auto with_device = [](std::string_view line, std::string_view device) {
    std::string text(line);
    const std::size_t at = text.find("{\"imei\":\"356741081234568\"}");
    return text.replace(at, 26, device);
  };
  constexpr std::string_view both = R"({"imei":"358817110000176","imei2":"358817110000259"})";
  constexpr std::string_view second = R"({"imei":"358817110000259"})";
  open.submit(with_device(collection, both));
  open.submit(with_device(reconditioning, second));
  Ledger ledger = open.ledger();
  const FoundDevice device =
      found(ledger, pseudonyms_of({.imei = "35881711000025", .imei2 = {}, .manufacturer = {}, .serial = {}},
                                  ledger.opened().folder())
                        .front());
  CHECK(device.state.stage == Stage::reconditioned);
  CHECK(explain(ledger.opened(), device).cycles.front().events.size() == 2);
  open.submit(collection);
  const auto outcome = open.prepare(
      ledger, with_device(reconditioning, R"({"imei":"356741081234568","imei2":"358817110000259"})"));
  REQUIRE(outcome.listed.size() == 1);
  CHECK(outcome.listed.front().refusal == Refusal::identity_conflict);
}
