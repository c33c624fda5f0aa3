// SPDX-License-Identifier: Apache-2.0
// Collections of other projects that give back from a project, and what became
// of those that its developer disputes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// A collection of another project that gives back, the dispute of one, or both.
struct DisputableCollection {
  const ForeignCollection* collection = nullptr;
  const Dispute* dispute = nullptr;
};
/// By the collection's entry; both live as long as what they are taken from.
[[nodiscard]] std::map<std::uint64_t, DisputableCollection> disputable_collections(
    const Project& project, const std::vector<ForeignCollection>& collections);

/// Disputes and, of those that nobody disputes, what gives back.
[[nodiscard]] Json disputes_json(const Project& project, const std::vector<ForeignCollection>& collections);
[[nodiscard]] std::string disputes_text(const Project& project,
                                        const std::vector<ForeignCollection>& collections);

}  // namespace lcl
