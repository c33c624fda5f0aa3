// SPDX-License-Identifier: Apache-2.0
// The page on which a project, units, an entry or a device is looked for, and
// what its script reads.
#pragma once

#include "ledger/texts/explorer/site_pages.hpp"

namespace lcl::explorer {

void put_search(SitePages& pages);

/// The script of that page, and which entries each device has: by the first two digits of its pseudonym, in
/// files for 65,536 entries each. Those that are complete are written once.
void put_search_index(const ExplorerSource& source, const FolderFiles& files);

}  // namespace lcl::explorer
