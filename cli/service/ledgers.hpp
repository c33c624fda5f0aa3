// SPDX-License-Identifier: Apache-2.0
// One registry for many threads: each call borrows a ledger of its own, which
// stands at the last checkpoint; one at a time writes.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "ledger/ledger.hpp"

namespace lcl::cli::service {

class Ledgers {
 public:
  explicit Ledgers(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// To read with, until it is let go. Throws Error where the registry cannot be opened.
  [[nodiscard]] std::shared_ptr<Ledger> reader();

  struct Writer {
    std::unique_lock<std::mutex> alone;
    std::shared_ptr<Ledger> ledger;
  };
  /// To write with: one at a time, others wait.
  [[nodiscard]] Writer writer();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  void give_back(std::unique_ptr<Ledger> ledger);

  std::filesystem::path folder_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Ledger>> idle_;
  std::mutex writing_;
};

}  // namespace lcl::cli::service
