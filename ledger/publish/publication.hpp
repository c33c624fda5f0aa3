// SPDX-License-Identifier: Apache-2.0
// Publishing a log as files that any web server can serve: C2SP tlog-tiles
// (schemas/README.md, "Published folder"). What is published was read back and
// hashed; the checkpoint is written last, so that a reader never meets one whose
// tiles are not there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "ledger/publish/proof_making.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

struct Publication {
  std::uint64_t from = 0;   ///< size that was published before
  std::uint64_t size = 0;   ///< size that is published now
  std::uint64_t files = 0;  ///< written, the checkpoint included
};

/// A published folder, as what is published beside the log is written into it.
struct FolderFiles {
  std::function<bool(const std::string& path)> has;
  /// Nothing is written where the file has that content.
  std::function<void(const std::string& path, std::string_view content)> put;
  /// A folder of partial files whose full one is there.
  std::function<void(const std::string& path)> remove;
};
/// Puts what belongs beside the log into the folder: always the same of the same log.
using FurtherFiles = std::function<void(const FolderFiles& files)>;

/// What a reader of pages opens first; it leads to those of the newest checkpoint, and is put after that.
inline constexpr std::string_view front_page = "index.html";

/// Writes into `folder` (made if need be) what it lacks of the log up to the checkpoint of `source`, and with
/// `payloads` the payloads of all of its entries; and what `further` puts there. One publishes into a folder
/// at a time; others wait. Throws Error: unavailable where the folder holds something else than an earlier
/// state of this log, or a secret (require_no_secrets); damaged where the ledger is not what its checkpoint
/// says; io.
Publication publish(const ProofSource& source, const std::filesystem::path& folder, bool payloads,
                    const Progress& progress = {}, const FurtherFiles& further = {});

}  // namespace lcl
