// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/vectors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/methodology/document.hpp"
#include "ledger/methodology/fact_definition.hpp"
#include "ledger/values/phrase.hpp"

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
  if (fact.scopes == "P") return Scope::period;
  return fact.scopes == "R" ? Scope::recollection : Scope::cycle;
}

/// One evaluation that a vector tells of: the facts, and what every step of the scope has to yield.
struct Scene {
  Scope scope{};
  std::string where;
  Facts facts;
  std::vector<std::pair<std::size_t, Decimal>> expected;  ///< by step
};

/// What a vector tells, once all its fields are right.
struct Story {
  std::vector<Scene> events;
  std::optional<Scene> cycle;
  std::string reason;  ///< of an ineligible cycle
  std::optional<Scene> recollection;
  std::optional<Scene> period;
  ProjectValues project;
};

/// Reads the fields of one vector.
class StoryReader {
 public:
  StoryReader(const Methodology& methodology, Faults& faults)
      : methodology_(methodology), steps_(methodology.steps()), faults_(faults) {}

  Story read(const Json& vector, const std::string& where) {
    Story story;
    const std::size_t faults_before = faults_.size();
    Fields fields(vector, where, faults_);
    (void)fields.text("name");
    (void)fields.optional_text("note");
    read_project(fields, story.project);
    Facts shared;
    if (const Json* found = fields.needed("facts"))
      read_facts(*found, fields.where("facts"), Scope::cycle, shared);
    const Json* events = fields.optional("events") == nullptr ? nullptr : fields.array("events", most_events);
    const Json* cycle = fields.optional("cycle");
    const Json* recollection = fields.optional("recollection");
    const Json* period = fields.optional("period");
    if (events != nullptr && events->empty()) fields.fault("events", phrase("expected at least one event"));
    if (fields.optional("events") == nullptr && cycle == nullptr && period == nullptr)
      fields.fault("cycle", phrase("expected at least one of \"events\", \"cycle\" and \"period\""));
    for (std::size_t i = 0; events != nullptr && i < events->size(); ++i)
      story.events.push_back(event((*events)[i], fmt::format("{}.events[{}]", where, i), shared));
    if (cycle != nullptr) story.cycle = this->cycle(*cycle, fields.where("cycle"), shared, story.reason);
    if (recollection != nullptr) {
      story.recollection = this->recollection(*recollection, fields.where("recollection"), shared);
      if (!story.cycle) fields.fault("recollection", phrase("a recollection needs the \"cycle\" before it"));
      if (!story.reason.empty())
        fields.fault("recollection", phrase("only an eligible cycle can be given back"));
    }
    if (period != nullptr) story.period = this->period(*period, fields.where("period"));
    fields.close();
    if (faults_.size() == faults_before) require_facts(story);
    return story;
  }

 private:
  static constexpr std::size_t most_events = 64;
  static constexpr std::size_t most_elements = 256;

  Scene event(const Json& json, const std::string& where, const Facts& shared) {
    Scene scene{Scope::event, where, shared, {}};
    Fields fields(json, where, faults_);
    if (const Json* found = fields.needed("facts"))
      read_facts(*found, fields.where("facts"), Scope::event, scene.facts);
    if (fields.optional("legs") != nullptr) read_legs(fields, scene.facts);
    if (fields.optional("parts") != nullptr) read_parts(fields, scene.facts);
    finish(fields, scene);
    return scene;
  }

  Scene cycle(const Json& json, const std::string& where, const Facts& shared, std::string& reason) {
    Scene scene{Scope::cycle, where, shared, {}};
    Fields fields(json, where, faults_);
    if (fields.optional("reason") == nullptr) {
      finish(fields, scene);
    } else {
      reason = fields.text("reason");
      fields.close();
    }
    return scene;
  }

  Scene recollection(const Json& json, const std::string& where, const Facts& shared) {
    Scene scene{Scope::recollection, where, shared, {}};
    Fields fields(json, where, faults_);
    if (const Json* found = fields.needed("facts"))
      read_facts(*found, fields.where("facts"), Scope::recollection, scene.facts);
    finish(fields, scene);
    return scene;
  }

  Scene period(const Json& json, const std::string& where) {
    Scene scene{Scope::period, where, {}, {}};
    Fields fields(json, where, faults_);
    if (const Json* found = fields.needed("facts"))
      read_facts(*found, fields.where("facts"), Scope::period, scene.facts);
    finish(fields, scene);
    return scene;
  }

  /// What the project states, where the methodology asks it for anything.
  void read_project(Fields& vector, ProjectValues& project) {
    const auto asked = methodology_.project_parameters();
    if (asked.empty()) return;
    const Json* found = vector.object("project", most_project_parameters);
    if (found == nullptr) return;
    const std::size_t faults_before = faults_.size();
    std::vector<StatedParameter> stated;
    Fields fields(*found, vector.where("project"), faults_);
    for (const ProjectParameter& each : asked) {
      StatedParameter parameter{each.name, {}, {}};
      if (each.by_category) {
        if (fields.object(each.name, most_rows) != nullptr) {
          Fields values(*fields.optional(each.name), fields.where(each.name), faults_);
          for (const std::string_view category : methodology_.categories()) {
            if (const auto value = values.decimal(category)) parameter.values.emplace(category, *value);
          }
          values.close();
        }
      } else if (const auto value = fields.decimal(each.name)) {
        parameter.values.emplace("", *value);
      }
      stated.push_back(std::move(parameter));
    }
    fields.close();
    if (faults_.size() != faults_before) return;
    auto values = methodology_.project_values(stated);
    if (const auto* fault = std::get_if<MethodologyFault>(&values)) {
      vector.fault(fmt::format("project.{}", fault->where), fault->message);
    } else {
      project = std::get<ProjectValues>(std::move(values));
    }
  }

  /// Reads the figures of the scene's steps, which are its last field.
  void finish(Fields& fields, Scene& scene) {
    const Json* steps = fields.object("steps", steps_.size());
    fields.close();
    if (steps == nullptr) return;
    Fields figures(*steps, fields.where("steps"), faults_);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (steps_[i].scope != scene.scope) continue;
      if (const auto figure = figures.decimal(steps_[i].name)) scene.expected.emplace_back(i, *figure);
    }
    figures.close();
  }

  void require_facts(const Story& story) {
    for (const Scene& event : story.events) require_facts(event);
    if (story.cycle) require_facts(*story.cycle);
    if (story.recollection) require_facts(*story.recollection);
    if (story.period) require_facts(*story.period);
  }

  void require_facts(const Scene& scene) {
    for (std::size_t i = 0; i < fact_count; ++i) {
      const FactDefinition& known = fact_definitions()[i];
      if (known.optional || !known.is_in(scene.scope)) continue;
      if (!std::holds_alternative<std::monostate>(scene.facts.sheet.values[i])) continue;
      faults_.push_back(
          {Refusal::methodology_malformed, scene.where, phrase("the fact {} is missing", known.word)});
    }
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
  std::span<const Step> steps_;
  Faults& faults_;
};

/// Evaluates what a vector tells.
class Runner {
 public:
  Runner(const Methodology& methodology, Faults& faults) : methodology_(methodology), faults_(faults) {}

  /// An event does not rest on another; a recollection rests on the figures of the cycle.
  void run(const Story& story) {
    project_ = &story.project;
    for (const Scene& event : story.events) (void)is_evaluated(event);
    if (story.cycle) run_cycle(story);
    if (story.period) (void)is_evaluated(*story.period);
  }

 private:
  void run_cycle(const Story& story) {
    if (!is_judged_as(story.reason, *story.cycle) || !story.reason.empty()) return;
    if (is_evaluated(*story.cycle) && story.recollection) (void)is_evaluated(*story.recollection);
  }

  /// Whether the cycle is ineligible for `reason` or, that being empty, eligible.
  bool is_judged_as(const std::string& reason, const Scene& cycle) {
    FactSheet sheet = cycle.facts.sheet;
    sheet.project = project_;
    const auto broken = methodology_.first_broken_rule(sheet);
    if (const auto* fault = std::get_if<MethodologyFault>(&broken)) return fail(cycle, *fault);
    const auto& rule = std::get<std::optional<std::size_t>>(broken);
    const std::string found = rule ? methodology_.eligibility()[*rule].reason : std::string{};
    if (found == reason) return true;
    const auto named = [](const std::string& each) {
      return each.empty() ? phrase("an eligible cycle") : each;
    };
    faults_.push_back({Refusal::methodology_vector_failed, cycle.where + ".reason",
                       phrase("found {}, expected {}", named(found), named(reason))});
    return false;
  }

  /// Whether the steps could be evaluated; each that yields another figure is a fault.
  bool is_evaluated(const Scene& scene) {
    FactSheet sheet = scene.facts.sheet;
    sheet.legs = scene.facts.legs;
    sheet.parts = scene.facts.parts;
    sheet.project = project_;
    if (const auto fault = methodology_.evaluate(scene.scope, sheet, figures_)) return fail(scene, *fault);
    for (const auto& [step, expected] : scene.expected) {
      if (figures_.values[step] == expected) continue;
      faults_.push_back(
          {Refusal::methodology_vector_failed,
           fmt::format("{}.steps.{}", scene.where, methodology_.steps()[step].name),
           phrase("found {}, expected {}", to_string(figures_.values[step]), to_string(expected))});
    }
    return true;
  }

  bool fail(const Scene& scene, const MethodologyFault& fault) {
    faults_.push_back({fault.refusal, fmt::format("{}: {}", scene.where, fault.where), fault.message});
    return false;
  }

  const Methodology& methodology_;
  Faults& faults_;
  const ProjectValues* project_ = nullptr;
  Figures figures_;
};

}  // namespace

void run_vectors(const Json& vectors, const Methodology& methodology, Faults& faults) {
  if (vectors.empty()) {
    faults.push_back({Refusal::methodology_malformed, "vectors", phrase("expected at least one vector")});
  }
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    const std::size_t before = faults.size();
    const Story story = StoryReader(methodology, faults).read(vectors[i], fmt::format("vectors[{}]", i));
    if (faults.size() == before) Runner(methodology, faults).run(story);
  }
}

}  // namespace lcl::methodology
