// SPDX-License-Identifier: Apache-2.0
// Answers that were computed, for whoever asks the same of the same head: each is computed once, by whoever
// asks first, and at most a few at once.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace lcl::cli::service {

/// An answer's document as text: of a list that is divided, each item by itself, and what stands around them.
struct ComputedAnswer {
  unsigned status = 200;
  std::string before;
  std::vector<std::string> items;
  std::string after;

  [[nodiscard]] std::size_t bytes() const;
};

class AnswerCache {
 public:
  struct Limits {
    std::size_t bytes = std::size_t{64}
                        << 20U;            ///< of all that are kept; the least recently asked goes first
    std::size_t at_once = 2;               ///< computations
    std::chrono::milliseconds wait{1000};  ///< for one of them to end
  };
  explicit AnswerCache(Limits limits) : limits_(limits) {}

  /// Whether to wait for a turn, or for who computes the same, as long as the limits say.
  enum class Patience : std::uint8_t { waits, does_not_wait };
  /// nullptr where too much is being computed. What `compute` throws is thrown to who asked first; others
  /// that wait for it compute it themselves.
  [[nodiscard]] std::shared_ptr<const ComputedAnswer> of(const std::string& question,
                                                         const std::function<ComputedAnswer()>& compute,
                                                         Patience patience = Patience::waits);
  /// What was computed before, if it is still kept.
  [[nodiscard]] std::shared_ptr<const ComputedAnswer> kept(const std::string& question);

 private:
  struct Kept {
    std::shared_ptr<const ComputedAnswer> answer;
    std::list<std::string>::iterator asked;  ///< its place in asked_
  };
  class Turn;

  [[nodiscard]] std::shared_ptr<const ComputedAnswer> find(const std::string& question);
  void keep(const std::string& question, std::shared_ptr<const ComputedAnswer> answer);

  Limits limits_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::set<std::string> computing_;
  std::map<std::string, Kept> kept_;
  std::list<std::string> asked_;  ///< the last one first
  std::size_t bytes_ = 0;
};

}  // namespace lcl::cli::service
