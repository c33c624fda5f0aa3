// SPDX-License-Identifier: Apache-2.0
// A methodology's document as declared things: names, factors, rules, steps.
// Formulas are still texts here; what they mean is check.hpp's. The fields and
// limits are those of schemas/methodologies/README.md.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/methodology/asked.hpp"
#include "ledger/methodology/dimension.hpp"
#include "ledger/methodology/fields.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/methodology/table.hpp"
#include "ledger/values/json.hpp"

namespace lcl::methodology {

inline constexpr std::size_t most_parameters = 256;
inline constexpr std::size_t most_project_parameters = 64;
inline constexpr std::size_t most_tables = 64;
inline constexpr std::size_t most_rows = 10'000;
inline constexpr std::size_t most_steps = 128;
inline constexpr std::size_t most_rules = 64;
inline constexpr std::size_t most_vectors = 256;
inline constexpr std::size_t most_groups = 1024;

inline constexpr std::size_t uncertainty_discount = 1;  ///< among Document::discounts

struct Parameter {
  std::string name;
  Factor factor;
  Dimension unit;
};

/// Places of what `sampling` names.
struct SamplingRule {
  bool asked = false;
  std::size_t emitted_at_most = 0;  ///< index of `tables`: one by category, of kgCO2e
};

struct Document {
  std::string id;
  std::string version;
  std::string title;
  std::string status;
  std::string summary;
  std::string french_title;  ///< empty, like all in French, where the document has none
  std::string french_summary;
  CollectiveRule collective;
  std::vector<Parameter> parameters;                 ///< by name
  std::vector<ProjectParameter> project_parameters;  ///< by name
  /// Of each of these its unit and, by category, its categories; the factors mean nothing.
  std::vector<Table> project_tables;
  std::vector<std::size_t> project_slots;  ///< of each, where its values begin in ProjectValues
  std::vector<Table> tables;               ///< by name
  std::vector<UncertainGroup> uncertain_groups;
  Asked asked;
  std::vector<Eligibility> rules;
  std::vector<Step> steps;
  std::vector<Dimension> step_units;  ///< of `steps`
  /// Indices of `parameters`: additionality, uncertainty, reversal; the second is nothing where it is
  /// computed.
  std::array<std::optional<std::size_t>, 3> discounts{};
  std::optional<std::array<std::size_t, 2>> reserve{};  ///< indices of `parameters`: share, years
  std::optional<SamplingRule> sampling{};

  [[nodiscard]] bool asks_sample() const { return sampling && sampling->asked; }
  [[nodiscard]] const Decimal* emitted_at_most(std::string_view category) const {
    const Row* row = sampling ? tables[sampling->emitted_at_most].find({category}) : nullptr;
    return row == nullptr ? nullptr : &row->factor.value;
  }
};

/// Whether a parameter's value must lie in its span: a document must not contradict itself, but a
/// what-if question may go beyond.
enum class Spans : std::uint8_t { enforced, ignored };

/// What `json` declares, or everything that is wrong in it (members of objects in the order of their names).
/// Its vectors are left to vectors.hpp.
[[nodiscard]] std::variant<Document, Faults> read_document(const Json& json, Spans spans);

/// The table, or row of it, that keeps look-ups from always finding one: tables by category list the same
/// categories, and so on for mode and country; tables of parts list both origins of the same parts.
void check_key_sets(const std::vector<Table>& tables, Faults& faults);

}  // namespace lcl::methodology
