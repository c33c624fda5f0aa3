// SPDX-License-Identifier: Apache-2.0
// Answers that were computed, for whoever asks the same: of each question the last one, computed by whoever
// asks first.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/chain/checkpoint.hpp"

namespace lcl::cli::service {

/// An answer's document as text: of a list that is divided, each item by itself, and what stands around them.
struct ComputedAnswer {
  Head head{};  ///< that it rests on
  unsigned status = 200;
  std::string before;
  std::vector<std::string> items;
  std::string after;

  [[nodiscard]] std::size_t bytes() const;
};

class AnswerCache {
 public:
  using Clock = std::chrono::steady_clock;
  struct Last {
    std::shared_ptr<const ComputedAnswer> answer;
    Clock::time_point computed;
  };
  /// Whether an answer is new enough for whoever asks.
  using WillDo = std::function<bool(const Last& last)>;

  static constexpr std::size_t usual_bytes = std::size_t{64} << 20U;
  /// Beyond `most_bytes` the answers asked for least recently go.
  explicit AnswerCache(std::size_t most_bytes = usual_bytes) : most_bytes_(most_bytes) {}

  /// The last answer, where it will do or somebody is computing the next; else nullptr. Waits for nobody.
  [[nodiscard]] std::shared_ptr<const ComputedAnswer> at_hand(const std::string& question,
                                                              const WillDo& will_do);
  /// The same, or what `compute` gives; nobody else computes it meanwhile. Where somebody does so for the
  /// first time, that is waited for. What `compute` throws is thrown to who asked first; others that wait
  /// for it compute it themselves.
  [[nodiscard]] std::shared_ptr<const ComputedAnswer> of(const std::string& question, const WillDo& will_do,
                                                         const std::function<ComputedAnswer()>& compute);

 private:
  struct Kept {
    Last last;
    std::list<std::string>::iterator asked;  ///< its place in asked_
  };
  class Turn;

  [[nodiscard]] std::shared_ptr<const ComputedAnswer> find(const std::string& question,
                                                           const WillDo& will_do);
  void keep(const std::string& question, std::shared_ptr<const ComputedAnswer> answer);
  void drop(std::map<std::string, Kept>::iterator kept);

  std::size_t most_bytes_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::set<std::string> computing_;
  std::map<std::string, Kept> kept_;
  std::list<std::string> asked_;  ///< the last one first
  std::size_t bytes_ = 0;
};

}  // namespace lcl::cli::service
