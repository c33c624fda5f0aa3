// SPDX-License-Identifier: Apache-2.0
// What a document says in French, for pages in that language.
#pragma once

#include "ledger/methodology/document.hpp"
#include "ledger/methodology/fields.hpp"
#include "ledger/values/json.hpp"

namespace lcl::methodology {

/// Reads `french` into `document`, whose rules and project parameters are read: all of them, so that no page
/// is in two languages.
void read_french_texts(const Json& object, Document& document, Faults& faults);

}  // namespace lcl::methodology
