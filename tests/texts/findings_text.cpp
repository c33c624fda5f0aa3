// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/findings_text.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

lcl::VerifyReport report() {
  lcl::VerifyReport report;
  report.origin = "registry.example/lbc";
  report.entries = 1'234;
  report.events = 1'200;
  report.statements = 34;
  report.unanchored = {"keys taken from the ledger itself; give --log-key"};
  return report;
}

}  // namespace

TEST_CASE("findings: a finding begins with its entry or checkpoint") {
  CHECK(lcl::finding_line({lcl::FindingWord::wrong_payload, 17, {}, "expected a, found b"}) ==
        "entry 17: wrong_payload: its payload is not the one that was recorded: expected a, found b");
  CHECK(lcl::finding_line({lcl::FindingWord::wrong_root, {}, 9, {}}) ==
        "checkpoint of size 9: wrong_root: the checkpoint's root is not the root of the entries");
  CHECK(lcl::finding_line({lcl::FindingWord::missing_head, {}, {}, {}}) ==
        "missing_head: the file head is missing");
}

TEST_CASE("findings: a sound ledger says what rests on its own word") {
  const std::string text = findings_text(report());
  CHECK(text.starts_with("verdict     sound\n"));
  CHECK(text.find("entries     1,234: 34 statements, 1,200 events of 0 devices\n") != std::string::npos);
  CHECK(text.find("unanchored  keys taken from the ledger itself; give --log-key\n") != std::string::npos);
}

TEST_CASE("findings: an unsound ledger lists what is kept and counts all") {
  lcl::VerifyReport unsound = report();
  unsound.findings = {{lcl::FindingWord::wrong_prev, 3, {}, {}}};
  unsound.finding_count = 1'001;
  const std::string text = findings_text(unsound);
  CHECK(text.starts_with("entry 3: wrong_prev: "));
  CHECK(text.find("and 1,000 more\n") != std::string::npos);
  CHECK(text.find("unsound: 1,001 findings\n") != std::string::npos);
  const lcl::Json json = findings_json(unsound);
  CHECK(json["sound"] == false);
  CHECK(json["finding_count"] == 1'001);
  CHECK(json["findings"][0]["seq"] == 3);
  CHECK_FALSE(json["findings"][0].contains("size"));
}
