// SPDX-License-Identifier: Apache-2.0
// Published folders: what is written, step by step and at once, and that every
// forged, empty, missing or surplus file is found.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "ledger/audit/published_check.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/chain/published_folder.hpp"
#include "ledger/publish/publication.hpp"
#include "ledger/values/error.hpp"
#include "tests/audit/small_registry.hpp"
#include "tests/audit/synthetic_log.hpp"
#include "tests/store/pinned_log.hpp"

namespace lcl::test {
namespace {

namespace fs = std::filesystem;

Publication publish_log(const SyntheticLog& log, const fs::path& folder, bool payloads = false) {
  const PinnedLog pinned(log.file(), log.head());
  return publish({pinned.log, log.checkpoint()}, folder, payloads);
}

std::vector<std::string> words_of(const fs::path& folder, const SyntheticLog& log) {
  Anchors anchors;
  anchors.log_key = log.verifier();
  const VerifyReport report = verify_published(folder, anchors);
  std::vector<std::string> all;
  for (const Finding& finding : report.findings) {
    all.emplace_back(word(finding.finding));
    if (all.size() > 1 && all[all.size() - 2] == all.back()) all.pop_back();
  }
  return all;
}

std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& each : fs::recursive_directory_iterator(folder)) {
    if (each.is_regular_file()) files[fs::relative(each.path(), folder).string()] = content_of(each.path());
  }
  return files;
}

void overwrite(const fs::path& file, std::string_view content) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("published: step by step gives the same files as at once, at sizes around those of full tiles") {
  SyntheticLog log;
  const TemporaryFolder folder;
  const fs::path steps = folder / "steps";
  std::uint64_t before = 0;
  for (const std::uint64_t size :
       {1ULL, 255ULL, 256ULL, 257ULL, 511ULL, 512ULL, 768ULL, 1'792ULL, 65'535ULL, 65'536ULL, 65'537ULL}) {
    CAPTURE(size);
    log.grow(size);
    const Publication done = publish_log(log, steps, true);
    CHECK(done.from == before);
    CHECK(done.size == size);
    before = size;
    CHECK(words_of(steps, log) == Said{"not_opened"});
    CHECK(publish_log(log, steps, true).files == 0);
    const fs::path at_once = folder / ("at_once_" + std::to_string(size));
    publish_log(log, at_once, true);
    const auto stepwise = files_of(steps);
    bool equal = true;
    for (const auto& [name, content] : files_of(at_once)) {
      const auto found = stepwise.find(name);
      equal = equal && found != stepwise.end() && found->second == content;
    }
    CHECK(equal);
    fs::remove_all(at_once);
  }
}

TEST_CASE("published: the layout is that of C2SP tlog-tiles") {
  SyntheticLog log;
  log.grow(70'000);
  const TemporaryFolder folder;
  publish_log(log, folder.path());
  const auto files = files_of(folder.path());
  CHECK(files.at("checkpoint") == log.checkpoint());
  CHECK(files.at("tile/0/000").size() == 8'192);
  CHECK(files.at("tile/0/272").size() == 8'192);
  CHECK(files.at("tile/0/273.p/112").size() == std::size_t{112} * 32);
  CHECK(files.at("tile/1/000").size() == 8'192);
  CHECK(files.at("tile/1/001.p/17").size() == std::size_t{17} * 32);
  CHECK(files.at("tile/2/000.p/1").size() == 32);
  CHECK(files.contains("tile/entries/272"));
  CHECK(files.contains("tile/entries/273.p/112"));
  CHECK(files.size() == 1 + 274 + 2 + 1 + 274);
}

TEST_CASE("published: every forged, empty, short, long or missing file is found (CVE-2026-56865, -42501)") {
  for (const std::uint64_t size : {768ULL, 1'792ULL}) {
    SyntheticLog log;
    log.grow(size);
    const TemporaryFolder folder;
    publish_log(log, folder.path());
    for (const auto& [name, content] : files_of(folder.path())) {
      const std::string damaged = name;
      CAPTURE(damaged);
      const fs::path file = folder / name;
      for (std::size_t at = 0; at < content.size(); at += content.size() / 13 + 1) {
        std::string forged = content;
        forged[at] = static_cast<char>(forged[at] ^ 1);
        overwrite(file, forged);
        CHECK(!words_of(folder.path(), log).empty());
      }
      for (const std::string& other : {std::string(), content.substr(1), content + '\0', content + content}) {
        overwrite(file, other);
        CHECK(!words_of(folder.path(), log).empty());
      }
      fs::remove(file);
      if (name == "checkpoint") {
        CHECK_THROWS_AS((void)words_of(folder.path(), log), Error);
      } else {
        CHECK(words_of(folder.path(), log) ==
              Said{name.starts_with("tile/entries") ? "missing_entry" : "missing_tile"});
      }
      overwrite(file, content);
    }
    CHECK(words_of(folder.path(), log).empty());
  }
}

TEST_CASE("published: a folder of another log, or ahead of this one, is left as it is") {
  const TemporaryFolder folder;
  SyntheticLog log;
  log.grow(300);
  publish_log(log, folder.path());
  const auto before = files_of(folder.path());
  SyntheticLog other;
  other.grow(200);
  CHECK_THROWS_AS(publish_log(other, folder.path()), Error);
  folder.write("checkpoint", "no checkpoint\n");
  CHECK_THROWS_AS(publish_log(log, folder.path()), Error);
  folder.write("checkpoint", before.at("checkpoint"));
  CHECK(files_of(folder.path()) == before);
}

TEST_CASE(
    "published: payloads that were not published before are added, and are held against their entries") {
  DishonestRegistry registry;
  make_small(registry);
  const TemporaryFolder folder;
  const PinnedLog pinned(registry.file(), registry.seen());
  const ProofSource source{pinned.log, registry.head()};
  publish(source, folder.path(), false);
  CHECK(publish(source, folder.path(), true).files == 1);
  Anchors anchors;
  anchors.log_key = NoteVerifier{registry.origin, registry.log.public_key()};
  anchors.certifier = registry.certifier.public_key().id();
  CHECK(verify_published(folder.path(), anchors).sound());
  anchors.certifier = registry.developer.public_key().id();
  CHECK(words(verify_published(folder.path(), anchors)) == Said{"wrong_certifier@0"});
}

TEST_CASE("published: bundles are read to the last byte") {
  std::string entries;
  append_to_entry_bundle("one", entries);
  append_to_entry_bundle("", entries);
  CHECK(entries == std::string("\0\3one\0\0", 7));
  REQUIRE(parse_entry_bundle(entries, 2).has_value());
  CHECK(parse_entry_bundle(entries, 2)->front() == "one");
  CHECK(!parse_entry_bundle(entries, 1));
  CHECK(!parse_entry_bundle(entries, 3));
  std::string payloads;
  append_to_payload_bundle("x", payloads);
  append_to_payload_bundle(std::nullopt, payloads);
  CHECK(payloads == std::string("\0\0\0\1x\xff\xff\xff\xff", 9));
  REQUIRE(parse_payload_bundle(payloads, 2).has_value());
  CHECK(parse_payload_bundle(payloads, 2)->front() == "x");
  CHECK(!parse_payload_bundle(payloads, 2)->back());
  CHECK(!parse_payload_bundle(payloads.substr(0, 8), 2));
  CHECK(entry_bundle_path(1'234'067, 256) == "tile/entries/x001/x234/067");
  CHECK(payload_bundle_path(3, 17) == "payloads/003.p/17");
}

}  // namespace lcl::test
