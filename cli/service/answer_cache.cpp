// SPDX-License-Identifier: Apache-2.0
#include "cli/service/answer_cache.hpp"

#include <utility>

namespace lcl::cli::service {

std::size_t ComputedAnswer::bytes() const {
  std::size_t sum = before.size() + after.size() + items.size() * sizeof(std::string);
  for (const std::string& item : items) sum += item.size();
  return sum;
}

/// The right to compute one answer, until it has come or could not.
class AnswerCache::Turn {
 public:
  Turn(AnswerCache& cache, const std::string& question) : cache_(cache), question_(question) {
    cache_.computing_.insert(question_);
  }
  ~Turn() {
    {
      const std::lock_guard lock(cache_.mutex_);
      cache_.computing_.erase(question_);
    }
    cache_.ended_.notify_all();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  AnswerCache& cache_;
  const std::string& question_;
};

std::shared_ptr<const ComputedAnswer> AnswerCache::at_hand(const std::string& question,
                                                           const WillDo& will_do) {
  const std::lock_guard lock(mutex_);
  return find(question, will_do);
}

std::shared_ptr<const ComputedAnswer> AnswerCache::of(const std::string& question, const WillDo& will_do,
                                                      const std::function<ComputedAnswer()>& compute) {
  std::unique_lock lock(mutex_);
  std::shared_ptr<const ComputedAnswer> answer;
  ended_.wait(lock, [&] {
    answer = find(question, will_do);
    return answer || !computing_.contains(question);
  });
  if (answer) return answer;
  const Turn turn(*this, question);
  lock.unlock();
  answer = std::make_shared<const ComputedAnswer>(compute());
  lock.lock();
  keep(question, answer);
  lock.unlock();
  return answer;
}

std::shared_ptr<const ComputedAnswer> AnswerCache::find(const std::string& question, const WillDo& will_do) {
  const auto found = kept_.find(question);
  if (found == kept_.end()) return nullptr;
  const Kept& kept = found->second;
  if (!will_do(kept.last) && !computing_.contains(question)) return nullptr;
  asked_.splice(asked_.begin(), asked_, kept.asked);
  return kept.last.answer;
}

void AnswerCache::keep(const std::string& question, std::shared_ptr<const ComputedAnswer> answer) {
  const std::size_t size = question.size() + answer->bytes();
  if (size > most_bytes_) return;
  if (const auto before = kept_.find(question); before != kept_.end()) drop(before);
  bytes_ += size;
  asked_.push_front(question);
  kept_.emplace(question, Kept{{std::move(answer), Clock::now()}, asked_.begin()});
  while (bytes_ > most_bytes_) drop(kept_.find(asked_.back()));
}

void AnswerCache::drop(std::map<std::string, Kept>::iterator kept) {
  bytes_ -= kept->first.size() + kept->second.last.answer->bytes();
  asked_.erase(kept->second.asked);
  kept_.erase(kept);
}

}  // namespace lcl::cli::service
