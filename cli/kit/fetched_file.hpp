// SPDX-License-Identifier: Apache-2.0
// A file of a service that is kept here: fetched whole once, afterwards only
// where it has changed, and from where it was cut off (ETag, Range).
#pragma once

#include <cstddef>
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
  /// Kept as `file`; beside it stand what names its version and what has come of the next one.
  explicit FetchedFile(std::filesystem::path file);

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  /// Brings it to what `path` is now: 200; another answer changes nothing. Throws Error: unavailable where
  /// none came, io.
  [[nodiscard]] remote::HttpAnswer fetch(remote::Http& http, const std::string& path,
                                         const SignsRequest& signs, const Progress& progress);
  /// To be called before it is used, and after it was found good: what was in use when the program ended may
  /// be spoiled, and is fetched anew.
  void doubt();
  void trust();

 private:
  void forget();
  void put_part();
  [[nodiscard]] remote::HttpOutcome attempt(remote::Http& http, const std::string& path,
                                            const SignsRequest& signs, const Progress& progress);

  std::filesystem::path file_, version_, part_, part_version_, in_doubt_;
};

}  // namespace lcl::cli
