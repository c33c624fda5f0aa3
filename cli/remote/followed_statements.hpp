// SPDX-License-Identifier: Apache-2.0
// The bundles of statements that are published beside a log
// (schemas/published.md), held to the entries that are followed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/remote/followed_files.hpp"
#include "ledger/values/digest.hpp"

namespace lcl::cli::remote {

/// A statement among the entries that are new.
struct ExpectedStatement {
  Digest leaf;     ///< of its entry
  Digest payload;  ///< that the entry names
};

class FollowedStatements {
 public:
  /// `expected` are all behind those that the folder has.
  FollowedStatements(FollowedFiles& files, std::vector<ExpectedStatement> expected);

  /// Keeps the bundles that hold them, where they are published and the folder has all before. What is wrong
  /// with them; empty: nothing.
  [[nodiscard]] std::string take();

 private:
  [[nodiscard]] std::uint64_t own_count() const;
  std::string take_bundle(std::uint64_t index, std::size_t width, const std::string& bytes);

  FollowedFiles& files_;
  std::vector<ExpectedStatement> expected_;
  std::uint64_t before_ = 0;  // statements that the folder has
};

}  // namespace lcl::cli::remote
