// SPDX-License-Identifier: Apache-2.0
// Why the registry holds a cycle ineligible that its methodology would credit.
#include <doctest/doctest.h>

#include "ledger/figures/cycle.hpp"
#include "ledger/registry/records.hpp"

using namespace lcl;

namespace {

Instant at(std::string_view date) { return parse_date(date).value(); }

Pseudonym device(std::uint8_t number) {
  Pseudonym pseudonym;
  pseudonym.bytes[0] = number;
  return pseudonym;
}

}  // namespace

TEST_CASE("registry reasons: a suspension lasts from its first instant to the one before its end") {
  Participant seller;
  seller.suspensions = {{1, at("2025-03-01"), at("2025-06-01"), "faults"},
                        {2, at("2025-09-01"), {}, "again"}};
  CHECK(!seller.suspended_at({at("2025-03-01").milliseconds - 1}));
  CHECK(seller.suspended_at(at("2025-03-01")));
  CHECK(seller.suspended_at({at("2025-06-01").milliseconds - 1}));
  CHECK(!seller.suspended_at(at("2025-06-01")));
  CHECK(seller.suspended_at(at("2030-01-01")));
}

TEST_CASE("registry reasons: what was credited elsewhere is a period's, some devices', or both") {
  Project project;
  const Period march{at("2025-03-01"), at("2025-04-01")};
  const auto elsewhere = [&](std::uint8_t number, std::string_view day) {
    return project.credited_in_another_registry(device(number), at(day));
  };
  CHECK(!elsewhere(1, "2025-03-15"));
  project.credited_elsewhere = {{5, "Other", "P-1", march, {}}};
  CHECK(elsewhere(1, "2025-03-01"));
  CHECK(elsewhere(2, "2025-03-31"));
  CHECK(!elsewhere(1, "2025-04-01"));
  project.credited_elsewhere = {{5, "Other", "P-1", {}, {device(1)}}};
  CHECK(elsewhere(1, "2024-01-01"));
  CHECK(!elsewhere(2, "2025-03-15"));
  project.credited_elsewhere = {{5, "Other", "P-1", march, {device(1)}}};
  CHECK(elsewhere(1, "2025-03-15"));
  CHECK(!elsewhere(1, "2025-05-15"));
  CHECK(!elsewhere(2, "2025-03-15"));
}

TEST_CASE("registry reasons: a cycle that a suspended participant took part in is barred first of all") {
  const RegistryState state;
  CycleRecord record;
  const Facts resale;
  CHECK(registry_reason(state, "DEMO", record, resale, device(1), {}) == std::nullopt);
  record.suspended = true;
  CHECK(registry_reason(state, "DEMO", record, resale, device(1), {}) ==
        RegistryReason::participant_suspended);
}

TEST_CASE("registry reasons: each has its word and its title") {
  CHECK(word(RegistryReason::participant_suspended) == "participant_suspended");
  CHECK(word(RegistryReason::credited_elsewhere) == "credited_elsewhere");
  CHECK(word(RegistryReason::collection_void) == "collection_void");
  CHECK(title(RegistryReason::participant_suspended) != title(RegistryReason::credited_elsewhere));
  CHECK(title(RegistryReason::collection_void) != title(RegistryReason::credited_elsewhere));
}
