// SPDX-License-Identifier: Apache-2.0
// The public pages of a registry, as files that any web server can serve
// (schemas/published.md): what is on record at a checkpoint, in English and
// French, and the data that a verifier holds its own findings to.
#pragma once

#include <string>
#include <string_view>

#include "ledger/publish/publication.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// What pages are made from; it must outlive their making.
struct ExplorerSource {
  const OpenLedger& ledger;       ///< it stands at the checkpoint
  const std::string& checkpoint;  ///< the signed note, with whatever signatures it has
  std::string_view program;       ///< name and version
};

/// Writes the pages, their data, the statements and the feeds. The same source gives the same bytes. Throws
/// Error: unavailable of a bundle, which has not all of a registry; else as figures_of.
void publish_explorer(const ExplorerSource& source, const FolderFiles& files, const Progress& progress = {});

}  // namespace lcl
