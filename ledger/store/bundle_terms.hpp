// SPDX-License-Identifier: Apache-2.0
// What a ledger file that withholds payloads says of itself. Such a file is a
// bundle: every entry and statement of a log, and the event payloads of the
// devices that had a cycle in one project, or none (schemas/README.md, "Bundle").
#pragma once

#include <cstdint>
#include <string>

namespace lcl {

/// The one row of the table `bundle`.
struct BundleTerms {
  std::string project;        ///< whose devices' payloads are disclosed; empty: no event's are
  std::uint64_t size = 0;     ///< of the log it was made from
  bool with_private = false;  ///< whether the private parts of the project's own entries are in it
  friend bool operator==(const BundleTerms&, const BundleTerms&) = default;
};

/// `a bundle of project RENO1`, or `a bundle of statements alone`.
[[nodiscard]] std::string described(const BundleTerms& terms);

/// One row of the table `withheld`: entries `first` to `last`, both included.
struct SeqRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  friend bool operator==(const SeqRange&, const SeqRange&) = default;
};

}  // namespace lcl
