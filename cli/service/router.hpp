// SPDX-License-Identifier: Apache-2.0
// Which route answers a path.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/service/message.hpp"

namespace lcl::cli::service {

class Router {
 public:
  explicit Router(std::vector<Route> routes);

  struct Match {
    const Route* route = nullptr;  ///< nullptr: none
    Captures captures{};
    std::string allowed{};  ///< where there is none of that method: those that there are, for Allow
  };
  /// The first route of `method` whose pattern `path` fits; of HEAD, where there is none, that of GET. A
  /// pattern that takes all that is left is for paths that no pattern before it fits.
  [[nodiscard]] Match find(std::string_view method, std::string_view path) const;

  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Pattern {
    std::vector<std::string> segments;
    bool takes_rest = false;
  };
  [[nodiscard]] static std::optional<Captures> fit(const Pattern& pattern, std::string_view path);

  std::vector<Route> routes_;
  std::vector<Pattern> patterns_;
};

}  // namespace lcl::cli::service
