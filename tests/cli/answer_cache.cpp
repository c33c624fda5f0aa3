// SPDX-License-Identifier: Apache-2.0
#include "cli/service/answer_cache.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using lcl::cli::service::AnswerCache;
using lcl::cli::service::ComputedAnswer;

namespace {

constexpr std::chrono::milliseconds for_good{600'000};

ComputedAnswer answer_of(std::string text) { return {200, std::move(text), {}, {}}; }

/// How often it was computed, as an answer.
class Counted {
 public:
  [[nodiscard]] std::string ask(AnswerCache& cache, const std::string& question, std::size_t bytes = 1) {
    const auto answer = cache.of(question, [&] {
      ++computed_;
      return answer_of(std::string(bytes, 'x'));
    });
    return answer ? answer->before : "nothing";
  }
  [[nodiscard]] int computed() const { return computed_; }

 private:
  std::atomic<int> computed_ = 0;
};

}  // namespace

TEST_CASE("an answer is computed once, however many ask at once") {
  AnswerCache cache({.wait = for_good});
  Counted counted;
  std::vector<std::thread> asking;
  std::atomic<int> told = 0;
  for (int i = 0; i < 16; ++i)
    asking.emplace_back([&] { told += counted.ask(cache, "question") == "x" ? 1 : 0; });
  for (std::thread& each : asking) each.join();
  CHECK(told == 16);
  CHECK(counted.computed() == 1);
}

TEST_CASE("where as many are computed as may be, another question gets nothing, and a known one its answer") {
  AnswerCache cache({.at_once = 2, .wait = std::chrono::milliseconds(0)});
  Counted counted;
  CHECK(counted.ask(cache, "known") == "x");
  std::latch begun(2);
  std::latch may_end(1);
  std::vector<std::thread> computing;
  for (const char* const question : {"first", "second"}) {
    computing.emplace_back([&, question] {
      (void)cache.of(question, [&] {
        begun.count_down();
        may_end.wait();
        return answer_of("slow");
      });
    });
  }
  begun.wait();
  CHECK(counted.ask(cache, "third") == "nothing");
  CHECK(counted.ask(cache, "first") == "nothing");
  CHECK(counted.ask(cache, "known") == "x");
  may_end.count_down();
  for (std::thread& each : computing) each.join();
  CHECK(counted.ask(cache, "third") == "x");
  CHECK(cache.of("first", [] { return answer_of("anew"); })->before == "slow");
}

TEST_CASE("who does not wait gets nothing while another computes the same, and then what that has computed") {
  AnswerCache cache({.wait = for_good});
  std::latch begun(1);
  std::latch may_end(1);
  std::thread computing([&] {
    (void)cache.of("question", [&] {
      begun.count_down();
      may_end.wait();
      return answer_of("slow");
    });
  });
  begun.wait();
  const auto ask = [&cache] {
    return cache.of(
        "question", [] { return answer_of("anew"); }, AnswerCache::Patience::does_not_wait);
  };
  CHECK(ask() == nullptr);
  CHECK(cache.kept("question") == nullptr);
  may_end.count_down();
  computing.join();
  CHECK(ask()->before == "slow");
  CHECK(cache.kept("question")->before == "slow");
}

TEST_CASE("what could not be computed is computed by whoever asks next") {
  AnswerCache cache({});
  CHECK_THROWS_AS((void)cache.of("question", []() -> ComputedAnswer { throw std::runtime_error("no"); }),
                  std::runtime_error);
  Counted counted;
  CHECK(counted.ask(cache, "question") == "x");
}

TEST_CASE("what was asked least recently goes first, and what is too large is not kept") {
  AnswerCache cache({.bytes = 300});
  Counted counted;
  for (const char* const question : {"a", "b", "c"}) CHECK(counted.ask(cache, question, 99).size() == 99);
  CHECK(counted.computed() == 3);
  (void)counted.ask(cache, "a", 99);
  CHECK(counted.computed() == 3);
  (void)counted.ask(cache, "d", 99);  // b goes
  (void)counted.ask(cache, "a", 99);
  (void)counted.ask(cache, "c", 99);
  CHECK(counted.computed() == 4);
  (void)counted.ask(cache, "b", 99);
  CHECK(counted.computed() == 5);
  (void)counted.ask(cache, "large", 300);
  (void)counted.ask(cache, "large", 300);
  CHECK(counted.computed() == 7);
}
