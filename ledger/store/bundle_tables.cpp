// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/bundle_tables.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include "ledger/store/schema.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

[[noreturn]] void unreadable(const std::string& file, const std::string& why) {
  throw Error(Obstacle::damaged, phrase("cannot read {} as a bundle: {}", file, why));
}

}  // namespace

std::optional<BundleTerms> read_bundle_terms(SQLite::Database& database, const std::string& file) {
  std::size_t tables = 0;
  for (const SchemaObject& object : bundle_schema) {
    tables += database.tableExists(std::string(object.name)) ? 1U : 0U;
  }
  if (tables == 0) return std::nullopt;
  if (tables != bundle_schema.size())
    unreadable(file, phrase("one of its tables bundle and withheld is missing"));
  SQLite::Statement row(database, "SELECT project, size, private FROM bundle LIMIT 2");
  if (!row.executeStep()) unreadable(file, phrase("its table bundle is empty"));
  BundleTerms terms{row.getColumn(0).getString(), 0, row.getColumn(2).getInt64() == 1};
  const std::int64_t size = row.getColumn(1).getInt64();
  const std::int64_t with_private = row.getColumn(2).getInt64();
  if ((!terms.project.empty() && !is_project_id(terms.project)) || size < 0 || with_private < 0 ||
      with_private > 1 || (terms.project.empty() && terms.with_private)) {
    unreadable(file, phrase("its table bundle does not give a project and a size"));
  }
  terms.size = static_cast<std::uint64_t>(size);
  if (row.executeStep()) unreadable(file, phrase("its table bundle has more than one row"));
  SQLite::Statement below(database, "SELECT 1 FROM withheld WHERE first < 0 LIMIT 1");
  if (below.executeStep()) unreadable(file, phrase("its table withheld has a range that begins below 0"));
  return terms;
}

std::string described(const BundleTerms& terms) {
  return terms.project.empty() ? phrase("a bundle of statements alone")
                               : phrase("a bundle of project {}", terms.project);
}

Error bundle_is_read_only(const std::string& file, const BundleTerms& terms) {
  return {Obstacle::unavailable, phrase("{}: this is {} at size {}: it can be read, not written", file,
                                        described(terms), terms.size)};
}

}  // namespace lcl
