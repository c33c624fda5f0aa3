// SPDX-License-Identifier: Apache-2.0
// Whose logs are read now: a few at a time, and of each party fewer, so that nobody's long logs keep all
// others waiting.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace lcl::cli::service {

/// Called on several threads at once.
class ReadingPlaces {
 public:
  ReadingPlaces(std::size_t at_once, std::size_t of_party) : at_once_(at_once), of_party_(of_party) {}

  /// Waits for a place, which is taken until what is given is gone; that must not outlive this.
  [[nodiscard]] std::shared_ptr<void> take(const std::string& party);

 private:
  void give_back(const std::string& party);

  std::size_t at_once_;
  std::size_t of_party_;
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::map<std::string, std::size_t> taken_;  ///< by party; none of those that have none
  std::size_t all_taken_ = 0;
};

}  // namespace lcl::cli::service
