// SPDX-License-Identifier: Apache-2.0
// The facts a formula may name, with their types and units, and one sheet of
// their values. This is all the engine knows of events: units/ fills the sheet.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/values/decimal.hpp"

namespace lcl {

// enumerator, name in formulas, type (decimal, text, boolean), unit, scopes in which it may be named:
// E event, C cycle, R recollection (a cycle's facts are those of the earlier cycle), P period, optional
// (needs default() or `is known`)
#define LCL_FACTS(X)                                                                                        \
  X(collection_category, "collection.category", text, "", "ECR", required)                                  \
  X(collection_model, "collection.model", text, "", "ECR", optional)                                        \
  X(collection_mass_kg, "collection.mass_kg", decimal, "kg", "ECR", optional)                               \
  X(collection_holder, "collection.holder", text, "", "ECR", required)                                      \
  X(collection_waste, "collection.waste", boolean, "", "ECR", required)                                     \
  X(collection_country, "collection.country", text, "", "ECR", required)                                    \
  X(reconditioning_outcome, "reconditioning.outcome", text, "", "CR", required)                             \
  X(reconditioning_functions_tested, "reconditioning.functions_tested", boolean, "", "CR", required)        \
  X(reconditioning_data_erasure, "reconditioning.data_erasure", boolean, "", "CR", required)                \
  X(reconditioning_data_erasure_standard, "reconditioning.data_erasure_standard", text, "", "CR", optional) \
  X(reconditioning_country, "reconditioning.country", text, "", "CR", required)                             \
  X(resale_channel, "resale.channel", text, "", "CR", optional)                                             \
  X(resale_grade, "resale.grade", text, "", "CR", optional)                                                 \
  X(resale_warranty_months, "resale.warranty_months", decimal, "1", "CR", required)                         \
  X(resale_country, "resale.country", text, "", "CR", required)                                             \
  X(confirmed, "confirmed", boolean, "", "CR", optional)                                                    \
  X(event_kind, "event.kind", text, "", "E", required)                                                      \
  X(event_country, "event.country", text, "", "E", required)                                                \
  X(event_energy_kwh, "event.energy_kwh", decimal, "kWh", "E", optional)                                    \
  X(event_packaging_kg, "event.packaging_kg", decimal, "kg", "E", optional)                                 \
  X(elapsed_ms, "elapsed_ms", decimal, "ms", "R", required)                                                 \
  X(period_category, "period.category", text, "", "P", required)                                            \
  X(period_days, "period.days", decimal, "1", "P", required)                                                \
  X(period_collected, "period.collected", decimal, "1", "P", required)                                      \
  X(period_credited, "period.credited", decimal, "1", "P", required)                                        \
  X(period_ineligible, "period.ineligible", decimal, "1", "P", required)                                    \
  X(period_disposed, "period.disposed", decimal, "1", "P", required)                                        \
  X(period_avoided_manufacture, "period.avoided_manufacture", decimal, "kgCO2e", "P", required)             \
  X(period_avoided_journeys, "period.avoided_journeys", decimal, "kgCO2e", "P", required)                   \
  X(period_emitted_journeys, "period.emitted_journeys", decimal, "kgCO2e", "P", required)                   \
  X(period_emitted_parts, "period.emitted_parts", decimal, "kgCO2e", "P", required)                         \
  X(period_emitted_energy, "period.emitted_energy", decimal, "kgCO2e", "P", required)                       \
  X(period_emitted_packaging, "period.emitted_packaging", decimal, "kgCO2e", "P", required)                 \
  X(period_given_back, "period.given_back", decimal, "kgCO2e", "P", required)

enum class Fact : std::uint8_t {
#define LCL_FACT(name, word, type, unit, scopes, presence) name,
  LCL_FACTS(LCL_FACT)
#undef LCL_FACT
};
/// What formulas call it, and the unit of a quantity as it is written.
[[nodiscard]] std::string_view word(Fact fact);
[[nodiscard]] std::string unit_of(Fact fact);
inline constexpr std::size_t fact_count = static_cast<std::size_t>(Fact::period_given_back) + 1;

/// Nothing known · a quantity · a truth · a text (which must outlive the sheet).
using FactValue = std::variant<std::monostate, Decimal, bool, std::string_view>;

/// One element of the list `event.legs`: fields `mode` (text), `distance_km` (km).
struct LegFact {
  std::string_view mode;
  Decimal distance_km;
};
/// One element of the list `event.parts`: fields `part` (text), `quantity` (1), `origin` (text).
struct PartFact {
  std::string_view part;
  Decimal quantity;
  std::string_view origin;
};

/// What a project states of its methodology's project parameters, in the methodology's own order.
struct ProjectValues {
  std::vector<Decimal> values;       ///< of a parameter by category, one for each category
  std::vector<std::string> sources;  ///< one for each parameter
};

/// The values of one evaluation. Texts, lists and the project's values are the caller's, who keeps them
/// alive.
struct FactSheet {
  std::array<FactValue, fact_count> values{};
  std::span<const LegFact> legs;
  std::span<const PartFact> parts;
  const ProjectValues* project = nullptr;  ///< null only where the methodology asks for none
  FactValue& operator[](Fact fact) { return values[static_cast<std::size_t>(fact)]; }
  const FactValue& operator[](Fact fact) const { return values[static_cast<std::size_t>(fact)]; }
};

}  // namespace lcl
