// SPDX-License-Identifier: Apache-2.0
// The pages of what is on record: the registry, its units, participants and
// methodologies, its log and checkpoint.
#pragma once

#include <string>

#include "ledger/texts/explorer/site_pages.hpp"

namespace lcl::explorer {

/// `verifier`: where the page that proves lies in the folder; its digest is said beside it.
void put_home(SitePages& pages, const std::string& verifier, const Digest& verifier_digest);
void put_units(SitePages& pages);
void put_participants(SitePages& pages);
void put_methodologies(SitePages& pages);
/// The last entries, and the way to all pages that are full; those that are new are put as well.
void put_log(SitePages& pages);
void put_checkpoint(SitePages& pages);

}  // namespace lcl::explorer
