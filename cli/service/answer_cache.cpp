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

std::shared_ptr<const ComputedAnswer> AnswerCache::of(const std::string& question,
                                                      const std::function<ComputedAnswer()>& compute,
                                                      Patience patience) {
  std::unique_lock lock(mutex_);
  std::shared_ptr<const ComputedAnswer> answer;
  const auto may_go_on = [&] {
    answer = find(question);
    return answer || (!computing_.contains(question) && computing_.size() < limits_.at_once);
  };
  if (!ended_.wait_for(lock, patience == Patience::waits ? limits_.wait : std::chrono::milliseconds(0),
                       may_go_on))
    return nullptr;
  if (answer) return answer;
  const Turn turn(*this, question);
  lock.unlock();
  answer = std::make_shared<const ComputedAnswer>(compute());
  lock.lock();
  keep(question, answer);
  lock.unlock();
  return answer;
}

std::shared_ptr<const ComputedAnswer> AnswerCache::kept(const std::string& question) {
  const std::lock_guard lock(mutex_);
  return find(question);
}

std::shared_ptr<const ComputedAnswer> AnswerCache::find(const std::string& question) {
  const auto found = kept_.find(question);
  if (found == kept_.end()) return nullptr;
  asked_.splice(asked_.begin(), asked_, found->second.asked);
  return found->second.answer;
}

void AnswerCache::keep(const std::string& question, std::shared_ptr<const ComputedAnswer> answer) {
  const std::size_t size = question.size() + answer->bytes();
  if (size > limits_.bytes) return;
  asked_.push_front(question);
  kept_.insert_or_assign(question, Kept{std::move(answer), asked_.begin()});
  bytes_ += size;
  while (bytes_ > limits_.bytes) {
    const auto oldest = kept_.find(asked_.back());
    bytes_ -= oldest->first.size() + oldest->second.answer->bytes();
    kept_.erase(oldest);
    asked_.pop_back();
  }
}

}  // namespace lcl::cli::service
