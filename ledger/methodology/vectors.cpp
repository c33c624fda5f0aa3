// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/vectors.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/methodology/fact_definition.hpp"

namespace lcl::methodology {
namespace {

/// The facts and lists of one evaluation. Texts stay in the document.
struct Facts {
  FactSheet sheet;
  std::vector<LegFact> legs;
  std::vector<PartFact> parts;
};

/// Which of a vector's objects a fact is written in: an event's are known in that scope only, and so is the
/// elapsed time; all others are the cycle's.
Scope home_of(const FactDefinition& fact) {
  if (fact.scopes == "E") return Scope::event;
  return fact.scopes == "R" ? Scope::recollection : Scope::cycle;
}

class Runner {
 public:
  Runner(const Methodology& methodology, Faults& faults) : methodology_(methodology), faults_(faults) {}

  void run(const Json& vector, const std::string& where) {
    Fields fields(vector, where, faults_);
    (void)fields.text("name");
    (void)fields.optional_text("note");
    const std::size_t faults_before = faults_.size();
    Facts cycle;
    if (const Json* found = fields.needed("facts"))
      read_facts(*found, fields.where("facts"), Scope::cycle, cycle);
    const Json* events = fields.optional("events") == nullptr ? nullptr : fields.array("events", most_events);
    const Json* cycle_part = fields.optional("cycle");
    const Json* recollection = fields.optional("recollection");
    if (events != nullptr && events->empty()) fields.fault("events", "expected at least one event");
    if (events == nullptr && cycle_part == nullptr)
      fields.fault("cycle", "expected \"events\", \"cycle\" or both");
    if (recollection != nullptr && cycle_part == nullptr) {
      fields.fault("recollection", "a recollection needs the \"cycle\" before it");
    }
    fields.close();
    if (faults_.size() != faults_before) return;

    for (std::size_t i = 0; events != nullptr && i < events->size(); ++i) {
      run_event((*events)[i], fmt::format("{}.events[{}]", where, i), cycle);
    }
    if (cycle_part != nullptr) run_cycle(*cycle_part, fields.where("cycle"), cycle);
    if (recollection != nullptr) run_recollection(*recollection, fields.where("recollection"), cycle);
  }

 private:
  static constexpr std::size_t most_events = 64;
  static constexpr std::size_t most_elements = 256;

  void run_event(const Json& json, const std::string& where, const Facts& cycle) {
    Fields fields(json, where, faults_);
    Facts facts = cycle;
    if (const Json* found = fields.needed("facts"))
      read_facts(*found, fields.where("facts"), Scope::event, facts);
    if (fields.optional("legs") != nullptr) read_legs(fields, facts);
    if (fields.optional("parts") != nullptr) read_parts(fields, facts);
    facts.sheet.legs = facts.legs;
    facts.sheet.parts = facts.parts;
    const Json* expected = fields.object("steps", methodology_.steps().size());
    fields.close();
    if (expected != nullptr) evaluate(Scope::event, facts, *expected, where);
  }

  void run_cycle(const Json& json, const std::string& where, const Facts& cycle) {
    Fields fields(json, where, faults_);
    const bool ineligible = fields.optional("reason") != nullptr;
    const std::string reason = fields.optional_text("reason");
    const Json* expected = ineligible ? nullptr : fields.object("steps", methodology_.steps().size());
    fields.close();
    figures_ = Figures{};
    if (!is_complete(Scope::cycle, cycle, where)) return;
    const auto broken = methodology_.first_broken_rule(cycle.sheet);
    if (const auto* fault = std::get_if<MethodologyFault>(&broken)) {
      faults_.push_back({fault->refusal, fmt::format("{}: {}", where, fault->where), fault->message});
      return;
    }
    const auto& rule = std::get<std::optional<std::size_t>>(broken);
    const std::string found = rule ? methodology_.eligibility()[*rule].reason : std::string{};
    if (found != reason) {
      fields.fault("reason",
                   fmt::format("found {}, expected {}", found.empty() ? "an eligible cycle" : found,
                               reason.empty() ? "an eligible cycle" : reason),
                   Refusal::methodology_vector_failed);
    } else if (expected != nullptr) {
      evaluate(Scope::cycle, cycle, *expected, where);
    }
  }

  void run_recollection(const Json& json, const std::string& where, Facts facts) {
    Fields fields(json, where, faults_);
    if (const Json* found = fields.needed("facts")) {
      read_facts(*found, fields.where("facts"), Scope::recollection, facts);
    }
    const Json* expected = fields.object("steps", methodology_.steps().size());
    fields.close();
    if (expected == nullptr) return;
    if (figures_.values.empty()) {
      faults_.push_back({Refusal::methodology_malformed, where, "only an eligible cycle can be given back"});
    } else {
      evaluate(Scope::recollection, facts, *expected, where);
    }
  }

  /// Evaluates the steps of `scope` and compares every one of them with `expected`.
  void evaluate(Scope scope, const Facts& facts, const Json& expected, const std::string& where) {
    if (!is_complete(scope, facts, where)) return;
    if (const auto fault = methodology_.evaluate(scope, facts.sheet, figures_)) {
      faults_.push_back({fault->refusal, fmt::format("{}: {}", where, fault->where), fault->message});
      return;
    }
    Fields fields(expected, where + ".steps", faults_);
    const auto steps = methodology_.steps();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].scope != scope) continue;
      const std::optional<Decimal> wanted = fields.decimal(steps[i].name);
      if (wanted && *wanted != figures_.values[i]) {
        fields.fault(steps[i].name,
                     fmt::format("found {}, expected {}", to_string(figures_.values[i]), to_string(*wanted)),
                     Refusal::methodology_vector_failed);
      }
    }
    fields.close();
  }

  bool is_complete(Scope scope, const Facts& facts, const std::string& where) {
    bool complete = true;
    for (std::size_t i = 0; i < fact_count; ++i) {
      const FactDefinition& known = fact_definitions()[i];
      if (known.optional || !known.is_in(scope)) continue;
      if (!std::holds_alternative<std::monostate>(facts.sheet.values[i])) continue;
      faults_.push_back(
          {Refusal::methodology_malformed, where, fmt::format("the fact {} is missing", known.word)});
      complete = false;
    }
    return complete;
  }

  void read_facts(const Json& json, const std::string& where, Scope home, Facts& facts) {
    Fields fields(json, where, faults_);
    for (std::size_t i = 0; i < fact_count; ++i) {
      const FactDefinition& known = fact_definitions()[i];
      if (home_of(known) != home) continue;
      const Json* value = fields.optional(known.word);
      if (value != nullptr) read_fact(*value, known, fields, facts.sheet.values[i]);
    }
    fields.close();
  }

  static void read_fact(const Json& json, const FactDefinition& known, Fields& fields, FactValue& value) {
    switch (known.type.value) {
      case ValueType::decimal:
        if (const auto decimal = fields.decimal(known.word)) value = *decimal;
        return;
      case ValueType::truth:
        if (const auto truth = fields.truth(known.word)) value = *truth;
        return;
      case ValueType::text:
        break;
    }
    if (!fields.text(known.word).empty()) value = std::string_view(json.get_ref<const std::string&>());
  }

  void read_legs(Fields& event, Facts& facts) {
    const Json* legs = event.array("legs", most_elements);
    for (std::size_t i = 0; legs != nullptr && i < legs->size(); ++i) {
      Fields fields((*legs)[i], event.where(fmt::format("legs[{}]", i)), faults_);
      LegFact leg;
      leg.mode = text(fields, "mode");
      leg.distance_km = fields.decimal("distance_km").value_or(Decimal{});
      fields.close();
      facts.legs.push_back(leg);
    }
  }

  void read_parts(Fields& event, Facts& facts) {
    const Json* parts = event.array("parts", most_elements);
    for (std::size_t i = 0; parts != nullptr && i < parts->size(); ++i) {
      Fields fields((*parts)[i], event.where(fmt::format("parts[{}]", i)), faults_);
      PartFact part;
      part.part = text(fields, "part");
      part.quantity = fields.decimal("quantity").value_or(Decimal{});
      part.origin = text(fields, "origin");
      fields.close();
      facts.parts.push_back(part);
    }
  }

  /// The text of a field, in the document; empty if it is faulty.
  static std::string_view text(Fields& fields, std::string_view name) {
    if (fields.text(name).empty()) return {};
    return fields.optional(name)->get_ref<const std::string&>();
  }

  const Methodology& methodology_;
  Faults& faults_;
  Figures figures_;  ///< of the cycle, for the recollection after it
};

}  // namespace

void run_vectors(const Json& vectors, const Methodology& methodology, Faults& faults) {
  if (vectors.empty()) {
    faults.push_back({Refusal::methodology_malformed, "vectors", "expected at least one vector"});
  }
  Runner runner(methodology, faults);
  for (std::size_t i = 0; i < vectors.size(); ++i) runner.run(vectors[i], fmt::format("vectors[{}]", i));
}

}  // namespace lcl::methodology
