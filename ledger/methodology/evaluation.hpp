// SPDX-License-Identifier: Apache-2.0
// Evaluates one checked formula over one sheet of facts. Nothing is allocated
// unless a trace is asked for or the evaluation fails.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/methodology/document.hpp"
#include "ledger/methodology/fact.hpp"
#include "ledger/methodology/formula.hpp"
#include "ledger/methodology/methodology.hpp"

namespace lcl::methodology {

/// How uncertain factors are read: under which scenario, and noting which groups they are of.
struct FactorReader {
  const Scenario* scenario = nullptr;            ///< nullptr: as they are declared
  GroupSet* read = nullptr;                      ///< the groups that the formula depends on
  const std::vector<GroupSet>* steps = nullptr;  ///< those that earlier steps depend on

  [[nodiscard]] const Decimal& value(const Factor& factor) const {
    return is_moved(factor.group) ? end_of(*factor.likely) : factor.value;
  }
  [[nodiscard]] const Decimal& value(const ProjectParameter& parameter, const Decimal& stated) const {
    return is_moved(parameter.group) ? end_of(parameter.span) : stated;
  }
  void take_step(std::size_t step) const {
    if (read != nullptr) read->insert((*steps)[step]);
  }

 private:
  [[nodiscard]] bool is_moved(std::uint32_t group) const {
    if (group == no_group) return false;
    if (read != nullptr) read->insert(group);
    return scenario != nullptr && scenario->group == group;
  }
  [[nodiscard]] const Decimal& end_of(const Span& span) const {
    return scenario->high ? span.highest : span.lowest;
  }
};

/// What a formula is evaluated over. `figures` are those of the document's steps, of which the formula
/// reads earlier ones.
struct Ground {
  const Document& document;
  const FactSheet& sheet;
  std::span<const Decimal> figures;
  const FactorReader* reader = nullptr;  ///< nullptr: factors are as they are declared
};

class Evaluation {
 public:
  /// All three must outlive the evaluation; `line`, which may be null, is given the operands.
  Evaluation(const Ground& ground, const Formula& formula, TraceLine* line)
      : ground_(ground), formula_(formula), line_(line) {}

  /// The formula's value, or nothing: then `fault()` says why.
  [[nodiscard]] std::optional<Decimal> decimal() { return decimal(formula_.root); }
  [[nodiscard]] std::optional<bool> truth() { return truth(formula_.root); }
  [[nodiscard]] const FormulaFault& fault() const { return fault_; }

 private:
  using Number = std::optional<Decimal>;
  using Truth = std::optional<bool>;
  using Text = std::optional<std::string_view>;
  using Operation = std::optional<Decimal> (*)(const Decimal&, const Decimal&) noexcept;

  [[nodiscard]] Number decimal(NodeIndex index);
  [[nodiscard]] Truth truth(NodeIndex index);
  [[nodiscard]] Text text(NodeIndex index);

  [[nodiscard]] Number arithmetic(const Node& node, Operation operation);
  [[nodiscard]] Number division(const Node& node);
  [[nodiscard]] Number extreme(const Node& node);
  [[nodiscard]] Number total(const Node& node);
  [[nodiscard]] Number look_up(const Node& node);
  [[nodiscard]] Number project_look_up(const Node& node);
  [[nodiscard]] const Decimal& project_value(const Node& node, std::size_t place) const;
  [[nodiscard]] Truth comparison(const Node& node);
  [[nodiscard]] Truth membership(const Node& node);

  /// Null in it: the key is an absent fact, or no row has the keys. Nothing: a key failed.
  [[nodiscard]] std::optional<const Row*> row(const Node& node);
  /// The child that an `if` or `default` goes on with; nothing: the condition failed.
  [[nodiscard]] std::optional<NodeIndex> chosen(const Node& node);
  [[nodiscard]] bool is_known(const Node& fact);
  template <typename Value>
  [[nodiscard]] const Value& fact(const Node& node);

  [[nodiscard]] std::nullopt_t overflow(const Node& node);
  [[nodiscard]] std::nullopt_t fail(Refusal refusal, const Node& node, std::string message);

  void record(std::string name, std::string value, std::string unit, std::string source);
  void record_fact(const Node& node);
  void record_decimal(const Node& node, const Decimal& value);
  void record_text(const Node& node, std::string_view value);
  void record_row(const Node& node, const RowKey& key, const Row* row);
  void record_project_value(const Node& node, std::string_view key, const Decimal& value);
  [[nodiscard]] std::string name_of(const Node& node) const;

  const Ground& ground_;
  const Formula& formula_;
  TraceLine* line_;
  FormulaFault fault_;
  std::size_t element_ = 0;  ///< that the sum is at
};

}  // namespace lcl::methodology
