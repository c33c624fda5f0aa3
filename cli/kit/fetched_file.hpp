// SPDX-License-Identifier: Apache-2.0
// A file of a service that is fetched, from where it was cut off if it was
// (ETag, Range).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "cli/remote/http.hpp"
#include "ledger/values/progress.hpp"

namespace lcl::cli {

/// HttpRequest::sign; empty where the request is not signed.
using SignsRequest = std::function<remote::HeaderFields(const remote::HttpRequest& request)>;

class FetchedFile {
 public:
  /// Kept as `file`, in place of what is there; beside it stand what has come of it, and of which version
  /// that is. More than `most` bytes are not taken.
  FetchedFile(std::filesystem::path file, std::uint64_t most);

  /// Makes it what `path` is now: 200; another answer changes nothing, and where there is more than `most` it
  /// is 413. Throws Error: unavailable where none came, io.
  [[nodiscard]] remote::HttpAnswer fetch(remote::Http& http, const std::string& path,
                                         const SignsRequest& signs, const Progress& progress);

 private:
  void put_part();
  [[nodiscard]] remote::HttpAnswer too_long(const std::string& why) const;
  [[nodiscard]] remote::HttpOutcome attempt(remote::Http& http, const std::string& path,
                                            const SignsRequest& signs, const Progress& progress);

  std::filesystem::path file_, part_, part_version_;
  std::uint64_t most_;
};

}  // namespace lcl::cli
