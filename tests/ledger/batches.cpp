// SPDX-License-Identifier: Apache-2.0
// What the two threads of a submission pass between them, and the table its
// devices are found in.
#include <doctest/doctest.h>

#include <atomic>
#include <numeric>
#include <random>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "ledger/intake/batch_worker.hpp"
#include "ledger/values/pseudonym_index.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;

TEST_CASE("batches: all of them are worked on, in order, and come back to be filled again") {
  std::vector<int> seen;
  BatchWorker<std::vector<int>> worker([&](std::vector<int>& batch) {
    seen.insert(seen.end(), batch.begin(), batch.end());
    batch.clear();
  });
  for (int i = 0; i < 10'000; ++i) {
    worker.batch().push_back(i);
    if (worker.batch().size() == 7) worker.hand_over();
  }
  worker.hand_over();
  worker.finish();
  std::vector<int> all(10'000);
  std::iota(all.begin(), all.end(), 0);
  CHECK(seen == all);
}

TEST_CASE("batches: what the work throws reaches whoever fills, and nothing after it is begun") {
  std::atomic<int> begun = 0;
  BatchWorker<int> worker([&](int& batch) {
    ++begun;
    if (batch == 3) throw std::runtime_error("the third");
  });
  const auto fill = [&] {
    for (int i = 1; i < 100; ++i) {
      worker.batch() = i;
      worker.hand_over();
    }
  };
  CHECK_THROWS_WITH_AS(fill(), "the third", std::runtime_error);
  CHECK_THROWS_WITH_AS(worker.finish(), "the third", std::runtime_error);
  CHECK(begun == 3);
}

TEST_CASE("batches: a failure in the last one is told by finish") {
  BatchWorker<int> worker([](int&) { throw std::runtime_error("the last"); });
  const auto finish = [&] {
    worker.hand_over();
    worker.finish();
  };
  CHECK_THROWS_WITH_AS(finish(), "the last", std::runtime_error);
}

TEST_CASE("batches: a worker can be given up at any time") {
  for (int handed_over = 0; handed_over < 20; ++handed_over) {
    std::atomic<int> done = 0;
    {
      BatchWorker<int> worker([&](int&) { ++done; });
      for (int i = 0; i < handed_over; ++i) worker.hand_over();
    }
    CHECK(done <= handed_over);
  }
}

TEST_CASE("pseudonym index: finds what a map of the standard library finds") {
  std::mt19937 random(test::seed());
  PseudonymIndex index;
  std::unordered_map<Pseudonym, std::uint32_t> expected;
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(test::rounds(20'000)); ++i) {
    Pseudonym pseudonym;  // so few that they come, go and come again
    pseudonym.bytes[7] = static_cast<std::uint8_t>(random());
    pseudonym.bytes[15] = static_cast<std::uint8_t>(random());
    const auto found = expected.find(pseudonym);
    CHECK(index.find(pseudonym) == (found == expected.end() ? PseudonymIndex::none : found->second));
    if (random() % 3 == 0) {
      index.erase(pseudonym);
      expected.erase(pseudonym);
    } else {
      index.insert(pseudonym, i);
      expected.try_emplace(pseudonym, i);
    }
  }
  for (const auto& [pseudonym, number] : expected) CHECK(index.find(pseudonym) == number);
}
