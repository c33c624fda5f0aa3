// SPDX-License-Identifier: Apache-2.0
#include "cli/service/reading_places.hpp"

namespace lcl::cli::service {

std::shared_ptr<void> ReadingPlaces::take(const std::string& party) {
  std::unique_lock lock(mutex_);
  given_back_.wait(lock, [&] {
    const auto own = taken_.find(party);
    return all_taken_ < at_once_ && (own == taken_.end() || own->second < of_party_);
  });
  ++all_taken_;
  ++taken_[party];
  return {nullptr, [this, party](void*) { give_back(party); }};
}

void ReadingPlaces::give_back(const std::string& party) {
  {
    const std::lock_guard lock(mutex_);
    --all_taken_;
    if (const auto own = taken_.find(party); --own->second == 0) taken_.erase(own);
  }
  given_back_.notify_all();
}

}  // namespace lcl::cli::service
