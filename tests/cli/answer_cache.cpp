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

bool always(const AnswerCache::Last&) { return true; }
bool never(const AnswerCache::Last&) { return false; }

ComputedAnswer answer_of(std::string text) { return {.before = std::move(text), .items = {}, .after = {}}; }

/// How often it was computed, as an answer.
class Counted {
 public:
  std::string ask(AnswerCache& cache, const std::string& question, std::size_t bytes = 1,
                  const AnswerCache::WillDo& will_do = always) {
    return cache
        .of(question, will_do,
            [&] {
              ++computed_;
              return answer_of(std::string(bytes, 'x'));
            })
        ->before;
  }
  [[nodiscard]] int computed() const { return computed_; }

 private:
  std::atomic<int> computed_ = 0;
};

/// Somebody who computes the answer `slow` to `question`, until it may end.
class Computing {
 public:
  Computing(AnswerCache& cache, const std::string& question)
      : thread_([this, &cache, question] {
          (void)cache.of(question, never, [this] {
            begun_.count_down();
            may_end_.wait();
            return answer_of("slow");
          });
        }) {
    begun_.wait();
  }
  void end() {
    may_end_.count_down();
    thread_.join();
  }

 private:
  std::latch begun_{1};
  std::latch may_end_{1};
  std::thread thread_;
};

}  // namespace

TEST_CASE("an answer is computed once, however many ask at once") {
  AnswerCache cache;
  Counted counted;
  std::vector<std::thread> asking;
  std::atomic<int> told = 0;
  for (int i = 0; i < 16; ++i)
    asking.emplace_back([&] { told += counted.ask(cache, "question") == "x" ? 1 : 0; });
  for (std::thread& each : asking) each.join();
  CHECK(told == 16);
  CHECK(counted.computed() == 1);
}

TEST_CASE("an answer that will not do is computed anew, and takes the place of the last") {
  AnswerCache cache;
  Counted counted;
  (void)counted.ask(cache, "question", 1);
  CHECK(counted.ask(cache, "question", 2, never) == "xx");
  CHECK(cache.at_hand("question", never) == nullptr);
  CHECK(cache.at_hand("question", always)->before == "xx");
  CHECK(cache.at_hand("other", always) == nullptr);
}

TEST_CASE("while the next answer is computed the last one is given, and nobody waits") {
  AnswerCache cache;
  Counted counted;
  (void)counted.ask(cache, "question");
  Computing computing(cache, "question");
  CHECK(cache.at_hand("question", never)->before == "x");
  CHECK(counted.ask(cache, "question", 1, never) == "x");
  CHECK(counted.ask(cache, "other") == "x");
  computing.end();
  CHECK(counted.computed() == 2);
  CHECK(cache.at_hand("question", always)->before == "slow");
}

TEST_CASE("the first answer to a question is waited for where it has to be, and else not there") {
  AnswerCache cache;
  Computing computing(cache, "question");
  CHECK(cache.at_hand("question", always) == nullptr);
  Counted counted;
  std::string told;
  std::thread waiting([&] { told = counted.ask(cache, "question"); });
  computing.end();
  waiting.join();
  CHECK(told == "slow");
  CHECK(counted.computed() == 0);
}

TEST_CASE("what could not be computed is computed by whoever asks next") {
  AnswerCache cache;
  CHECK_THROWS_AS(
      (void)cache.of("question", always, []() -> ComputedAnswer { throw std::runtime_error("no"); }),
      std::runtime_error);
  Counted counted;
  CHECK(counted.ask(cache, "question") == "x");
}

TEST_CASE("what was asked least recently goes first, and what is too large is not kept") {
  AnswerCache cache(300);
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
