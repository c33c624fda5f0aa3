// SPDX-License-Identifier: Apache-2.0
// A folder that follows a published log (schemas/README.md, "Published folder"):
// what is new is fetched and held to the checkpoint that the log's key signs,
// and only then takes its place beside what was there before.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "cli/remote/http.hpp"
#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/policy.hpp"
#include "ledger/values/progress.hpp"

namespace lcl::cli::remote {

struct Followed {
  Head from;                ///< of the folder before
  Head to;                  ///< and now
  std::uint64_t files = 0;  ///< written, the checkpoint included
};

/// Why the folder stays as it was.
struct NotFollowed {
  std::string why;  ///< lower case, no full stop
  Head had;         ///< of the folder
  Head found;       ///< as published; of size 0 where no checkpoint could be believed
};

/// Brings `folder`, which is made if need be, to the checkpoint that `http` publishes now, which `log` must
/// have signed and, where there is a policy, enough witnesses cosigned. Of one folder at a time; others wait.
/// What was fetched before it was interrupted is not fetched again. Throws Error: unavailable where something
/// cannot be fetched; damaged where the folder is not what its own checkpoint says; io.
[[nodiscard]] std::variant<Followed, NotFollowed> follow(Http& http, const std::filesystem::path& folder,
                                                         const NoteVerifier& log,
                                                         const std::optional<Policy>& policy,
                                                         const Progress& progress);

}  // namespace lcl::cli::remote
