// SPDX-License-Identifier: Apache-2.0
// Folders of what parties have under way: each under an id that cannot be
// guessed, with a file that says whose it is, and gone after a day.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/values/json.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl::cli::service {

/// How long they are kept.
inline constexpr std::int64_t under_way_ms = day_ms;

/// 128 random bits, in hex.
[[nodiscard]] std::string new_id();
[[nodiscard]] bool is_id(std::string_view text);

class WorkFolder {
 public:
  /// `folder` is made where it is not there, mode 0700.
  explicit WorkFolder(std::filesystem::path folder);

  /// The folder of `id`, which is made, with what is said about it, `about`, durable.
  [[nodiscard]] std::filesystem::path begin(const std::string& id, const Json& about) const;
  [[nodiscard]] std::filesystem::path path_of(const std::string& id) const { return folder_ / id; }
  /// What is said about it; nothing where there is none, or no longer.
  [[nodiscard]] std::optional<Json> about(const std::string& id) const;
  void remove(const std::string& id) const;
  /// Calls `each` for all that are under way.
  void for_each(const std::function<void(const std::string& id, const Json& about)>& each) const;
  /// Removes those that are older than a day, and what cannot be read.
  void sweep() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace lcl::cli::service
