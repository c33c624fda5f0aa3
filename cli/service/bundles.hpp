// SPDX-License-Identifier: Apache-2.0
// Bundles to be fetched: made once for each head and project, from the one
// before where there is one, and kept until two later ones are there. And what
// bundles elsewhere grow by, which is made for whoever asks.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "cli/service/ledgers.hpp"
#include "cli/service/message.hpp"

namespace lcl::cli::service {

/// Called on several threads at once: of each bundle one makes it, and the others wait for that.
class Bundles {
 public:
  Bundles(Ledgers& ledgers, const std::filesystem::path& work);

  /// That of a project, which must be there; of no project (empty), that which discloses no event.
  [[nodiscard]] Response bundle(const std::string& project);
  /// What that bundle lacks beyond the head that `request` names; 409 where it is to be fetched whole.
  [[nodiscard]] Response growth(const std::string& project, const Request& request);

 private:
  /// Of those who ask for the same, one is served at a time.
  struct Turn {
    std::mutex alone{};
    int waiting = 0;  ///< guarded by Bundles::mutex_
  };
  struct Made {
    Turn turn{};
    std::filesystem::path file{};  ///< empty: none yet
    std::filesystem::path before{};
    std::string etag{};
    std::string head{};
  };

  void make(const Ledger& ledger, const std::string& project, const std::string& head, Made& made) const;

  Ledgers& ledgers_;
  std::filesystem::path folder_;
  std::mutex mutex_;
  Turn growing_;
  std::map<std::string, std::shared_ptr<Made>> made_;  ///< by project
};

}  // namespace lcl::cli::service
