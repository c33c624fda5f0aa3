// SPDX-License-Identifier: Apache-2.0
// Units that can be issued, and acts on them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "tests/registry/trial_registry.hpp"

namespace lcl::test {

/// DEMO, labelled, with an audited report of 2025 from which 5 units (and 999.5 kg) can be issued.
struct IssuedUnits {
  TrialRegistry registry;
  std::uint64_t reported = 0;
  std::uint64_t opinion = 0;
  IssuedUnits() {
    registry.bring("DEMO", ProjectState::labelled);
    reported = registry.audited_report("DEMO", dates("2025-01-01", "2026-01-01"));
    opinion = registry.last();
  }
  std::string issues(const Json& changes = Json::object()) {
    return registry.act(
        "units_issued", "DEMO",
        with(issuance(registry, reported, opinion, dates("2025-01-01", "2026-01-01")), changes),
        registry.certifier);
  }
  std::string by_developer(const char* kind, const Json& act) {
    return registry.act(kind, "DEMO", act, registry.developer);
  }
  static Json assignment(const UnitBlock& block) {
    return {{"units", to_string(block)},
            {"beneficiary", "A bank"},
            {"use", "contribution"},
            {"contract_date", "2026-05-01"},
            {"attestation", digest_of('a')}};
  }
  static Json retirement(const UnitBlock& block) {
    return {{"units", to_string(block)}, {"year", 2026}, {"use", "contribution"}, {"beneficiary", "A bank"}};
  }
  std::string assigns(const UnitBlock& block, const Json& changes = Json::object()) {
    return by_developer("units_assigned", with(assignment(block), changes));
  }
  std::string retires(const UnitBlock& block, const Json& changes = Json::object()) {
    return by_developer("units_retired", with(retirement(block), changes));
  }
  /// As a correction the certifier, for other reasons the developer.
  std::string cancels(const UnitBlock& block, std::string_view reason = "correction") {
    return registry.act("units_cancelled", "DEMO",
                        {{"units", to_string(block)}, {"reason", reason}, {"text", "a late return"}},
                        reason == "correction" ? registry.certifier : registry.developer);
  }
  std::string sets_off(const Json& changes) {
    return registry.act(
        "debt_set_off", "DEMO",
        with({{"vintage", 2025}, {"from_vintage", 2026}, {"kgco2e", "300"}, {"checkpoint", registry.head()}},
             changes),
        registry.certifier);
  }
  [[nodiscard]] const Project& project() const { return *registry.state.project("DEMO"); }
  [[nodiscard]] const Issuance& first() const { return project().issuances.front(); }
};

inline UnitBlock units(std::uint32_t first, std::uint32_t last) { return {"DEMO", 2025, 1, first, last}; }

}  // namespace lcl::test
