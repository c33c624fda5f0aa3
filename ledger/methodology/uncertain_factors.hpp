// SPDX-License-Identifier: Apache-2.0
// Reads what a document says of the uncertainty of its factors, and puts these
// into groups.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ledger/methodology/document.hpp"
#include "ledger/methodology/fields.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl::methodology {

class UncertainFactors {
 public:
  /// The fields `low`, `high`, `kind` and `group` of `factor`, which is in a group called `name` where it
  /// names none.
  void read(Fields& fields, const std::string& name, Spans spans, Factor& factor);
  [[nodiscard]] bool empty() const { return groups_.empty(); }
  [[nodiscard]] std::vector<UncertainGroup> take() { return std::move(groups_); }

 private:
  std::uint32_t group_of(Fields& fields, const std::string& name, UncertaintyKind kind);

  std::vector<UncertainGroup> groups_;
  std::map<std::string, std::uint32_t> numbers_;  // by name
};

/// ⌊(highest − lowest) × point / 2^64⌋ beyond the lowest.
[[nodiscard]] Decimal point_between(const Span& span, std::uint64_t point);

}  // namespace lcl::methodology
