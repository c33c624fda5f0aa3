// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/finding.hpp"

#include <doctest/doctest.h>

#include <set>

#include "ledger/audit/finding_list.hpp"

namespace lcl::test {

TEST_CASE("findings: the vocabulary has a word and a meaning each, none twice") {
  std::set<std::string_view> seen;
  constexpr auto count = static_cast<std::size_t>(FindingWord::wrong_schema) + 1;
  for (std::size_t i = 0; i < count; ++i) {
    const auto finding = static_cast<FindingWord>(i);
    CHECK(seen.insert(word(finding)).second);
    CHECK(seen.insert(meaning(finding)).second);
    CHECK(word(finding).find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
  }
  CHECK(word(FindingWord::empty_ledger) == "empty_ledger");
  CHECK(word(FindingWord::wrong_schema) == "wrong_schema");
  CHECK(meaning(FindingWord::missing_entry) == "an entry is missing");
}

TEST_CASE("findings: they stand in the order of entries, then of the vocabulary, those of no entry last") {
  FindingList list(10);
  list.add(FindingWord::missing_head, std::nullopt);
  list.add_of_checkpoint(FindingWord::wrong_root, 9, "");
  list.add_of_checkpoint(FindingWord::wrong_root, 3, "");
  list.add(FindingWord::wrong_payload, 7);
  list.add(FindingWord::wrong_seq, 7);
  list.add(FindingWord::wrong_device_row, std::nullopt);
  list.add(FindingWord::rule_broken, 2);
  const std::vector<Finding> found = list.take_in_order();
  REQUIRE(found.size() == 7);
  CHECK(found[0].finding == FindingWord::rule_broken);
  CHECK(found[1].finding == FindingWord::wrong_seq);
  CHECK(found[2].finding == FindingWord::wrong_payload);
  CHECK(found[3].size == 3);
  CHECK(found[4].size == 9);
  CHECK(found[5].finding == FindingWord::missing_head);
  CHECK(found[6].finding == FindingWord::wrong_device_row);
}

}  // namespace lcl::test
