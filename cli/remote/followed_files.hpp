// SPDX-License-Identifier: Apache-2.0
// The files of a folder that follows a published log, and those that were
// fetched and are not yet held to a signed checkpoint: these lie apart, in
// `.lcl-following`, under the names that they will have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/remote/http.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/progress.hpp"

namespace lcl::cli::remote {

class FollowedFiles {
 public:
  /// Waits until nobody else follows into `folder`, which is made if need be.
  FollowedFiles(Http& http, std::filesystem::path folder, const Progress& progress);

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// What the folder itself has: it was held to a checkpoint before.
  [[nodiscard]] std::optional<std::string> own(const std::string& path, std::size_t at_most) const;
  /// What lies apart or, if nothing does, what is fetched now; it is not kept yet. Nothing if it is not
  /// published.
  [[nodiscard]] std::optional<std::string> fetched(const std::string& path, std::size_t at_most);
  /// Lays it apart.
  void keep(const std::string& path, std::string_view content);
  /// Drops all that lies apart.
  void drop();
  /// Puts what was kept since the construction in its place, durably, and drops the rest. How many files.
  std::uint64_t place();

 private:
  Http& http_;
  std::filesystem::path folder_;
  std::filesystem::path apart_;
  const Progress& progress_;
  Descriptor locked_;
  std::vector<std::string> kept_;
};

}  // namespace lcl::cli::remote
