// SPDX-License-Identifier: Apache-2.0
// A statement of units for a customer or a bank, on one page: what a project or a holder has, or what became
// of a block, in which state, what the law wants said, and how to have the page again.
#pragma once

#include <string>

#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/holder_text.hpp"
#include "ledger/texts/listing/listing.hpp"
#include "ledger/texts/page/page.hpp"

namespace lcl {

/// Whose units, or which, a statement is about.
enum class StatementSubject : std::uint8_t { project, holder, serial };

struct UnitsStatement {
  StatementSubject about{};
  HolderView units;  ///< `name` is the subject, as it was asked for
  ListingBasis basis;
};

/// Its blocks, row by row.
[[nodiscard]] Listing units_statement_listing(const OpenLedger& ledger, const UnitsStatement& statement);
[[nodiscard]] page::Page units_statement_page(const OpenLedger& ledger, const UnitsStatement& statement,
                                              page::Language language);

}  // namespace lcl
