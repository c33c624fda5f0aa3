// SPDX-License-Identifier: Apache-2.0
// The rows that a bundle has of a ledger, from its first entry on or beyond
// what an earlier bundle of it has: one choice, whoever takes them (a bundle's
// file, or the text that lets a file elsewhere grow).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/publish/bundle.hpp"
#include "ledger/store/bundle_terms.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

struct BundleRow {
  std::uint64_t seq = 0;
  std::string_view entry;
  std::optional<std::string_view> payload;  ///< nothing: withheld
  std::optional<std::string_view> private_part;
};

/// What takes them: payloads that are disclosed only now, then entries, then checkpoints, each ascending.
class BundleRows {
 public:
  BundleRows() = default;
  BundleRows(const BundleRows&) = delete;
  BundleRows& operator=(const BundleRows&) = delete;
  BundleRows(BundleRows&&) = delete;
  BundleRows& operator=(BundleRows&&) = delete;
  virtual ~BundleRows() = default;

  virtual void disclose(std::uint64_t seq, std::string_view payload) = 0;
  virtual void append(const BundleRow& row) = 0;
  virtual void put_checkpoint(std::uint64_t size, std::string_view note) = 0;
};

/// Gives `rows` what the bundle of `terms`, whose size is the head of `ledger`, has beyond its first `from`
/// entries. Reads are short transactions up to that head, so that the registry is written to meanwhile as
/// ever. Throws Error (damaged).
BundleContent give_rows(const OpenLedger& ledger, const BundleTerms& terms, std::uint64_t from,
                        BundleRows& rows, const Progress& progress);

}  // namespace lcl
