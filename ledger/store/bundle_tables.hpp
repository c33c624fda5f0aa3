// SPDX-License-Identifier: Apache-2.0
// The two tables that make a ledger file a bundle.
#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <string>

#include "ledger/store/bundle_terms.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

/// Nothing where the database has none of the two tables. Throws Error (damaged) where it has one of them, or
/// where `bundle` has not exactly one row of its form.
[[nodiscard]] std::optional<BundleTerms> read_bundle_terms(SQLite::Database& database,
                                                           const std::string& file);

/// What whoever would write to a bundle is told.
[[nodiscard]] Error bundle_is_read_only(const std::string& file, const BundleTerms& terms);

}  // namespace lcl
