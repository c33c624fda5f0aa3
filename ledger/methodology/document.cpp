// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ledger/methodology/document_fields.hpp"
#include "ledger/methodology/french_texts.hpp"
#include "ledger/methodology/lexer.hpp"
#include "ledger/methodology/project_parameters.hpp"
#include "ledger/methodology/uncertain_factors.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::methodology {
namespace {

constexpr std::array<std::string_view, 3> statuses{"reference", "draft", "approved"};
constexpr std::int64_t longest_interval = 3660;  // days
constexpr std::int64_t longest_reserve = 100;    // years
constexpr std::array<std::string_view, 4> scopes{"event", "cycle", "recollection", "period"};
constexpr std::array<std::string_view, 3> territories{"france", "abroad", "event_country"};
constexpr std::array<std::string_view, 3> discounts{"additionality", "uncertainty", "reversal"};
constexpr std::array<std::string_view, 2> credited{"all", "france"};
constexpr std::string_view computed = "computed";

constexpr bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// `[a-z0-9]+(-[a-z0-9]+)*`
bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || text.front() == '-' || text.back() == '-') return false;
  if (text.find("--") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_lower_or_digit(c) || c == '-'; });
}

/// `[0-9]+(\.[0-9]+)*`
bool is_version(std::string_view text) {
  if (text.empty() || text.size() > 16 || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// `[a-z_]+`
bool is_reason(std::string_view text) {
  const bool is_word =
      !text.empty() && text.size() <= 64 &&
      std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  return is_word &&
         std::find(registry_reasons.begin(), registry_reasons.end(), text) == registry_reasons.end();
}

Scope scope_of(Effect effect) {
  switch (effect) {
    case Effect::avoided_manufacture:
    case Effect::avoided_journeys:
      return Scope::cycle;
    case Effect::given_back:
      return Scope::recollection;
    case Effect::baseline:
    case Effect::leakage:
      return Scope::period;
    case Effect::emitted_journeys:
    case Effect::emitted_parts:
    case Effect::emitted_energy:
    case Effect::emitted_packaging:
      break;
  }
  return Scope::event;
}

class Reader {
 public:
  explicit Reader(Spans spans) : spans_(spans) {}

  std::variant<Document, Faults> read(const Json& json) {
    Fields root(json, "", faults_);
    head(root);
    if (const Json* found = root.optional("collective")) read_collective(*found);
    if (root.optional("credited_territory") != nullptr)
      credits_france_alone_ = root.choice("credited_territory", credited) == 1U;
    if (const Json* found = root.object("parameters", most_parameters)) parameters(*found);
    if (root.optional("project_parameters") != nullptr) {
      if (const Json* found = root.object("project_parameters", most_project_parameters))
        read_project_parameters(
            *found, [this](const std::string& name) { return declare(name, "project_parameters"); },
            document_, faults_);
    }
    if (const Json* found = root.object("tables", most_tables)) tables(*found);
    place_project_values(document_, faults_);
    if (const Json* found = root.optional("asks"))
      read_asks(*found, document_.tables, document_.asked, faults_);
    document_.asked.models.sort();
    if (const Json* found = root.array("eligibility", most_rules)) rules(*found);
    if (const Json* found = root.optional("french")) read_french_texts(*found, document_, faults_);
    if (const Json* found = root.array("steps", most_steps)) steps(*found);
    if (const Json* found = root.object("discounts", discounts.size())) read_discounts(*found);
    if (const Json* found = root.optional("reserve")) read_reserve(*found);
    if (const Json* found = root.optional("sampling"))
      document_.sampling = read_sampling(*found, document_.tables, faults_);
    (void)root.array("vectors", most_vectors);
    root.close();
    document_.uncertain_groups = uncertain_.take();
    if (!faults_.empty()) return std::move(faults_);
    return std::move(document_);
  }

 private:
  void head(Fields& root) {
    constexpr std::array<std::string_view, 1> formats{"lcl methodology 1"};
    (void)root.choice("format", formats);
    document_.id = root.text("id");
    if (!document_.id.empty() && !is_id(document_.id)) {
      root.fault("id", phrase("expected lower-case letters and digits parted by single hyphens, at most 64"));
    }
    document_.version = root.text("version");
    if (!document_.version.empty() && !is_version(document_.version)) {
      root.fault("version", phrase("expected numbers parted by points, as in 1.0, at most 16 characters"));
    }
    document_.title = root.text("title");
    if (const auto status = root.choice("status", statuses)) document_.status = statuses[*status];
    document_.summary = root.text("summary");
  }

  void read_collective(const Json& object) {
    Fields fields(object, "collective", faults_);
    if (fields.needed("allowed") != nullptr)
      document_.collective.allowed = fields.truth("allowed").value_or(false);
    if (const Json* days = fields.optional("interval_days")) {
      MethodologyFault wrong;
      const std::optional<Decimal> number = decimal_of(*days, wrong);
      const bool near = number && Decimal() < *number && *number <= Decimal(longest_interval);
      const std::int64_t whole = near ? whole_steps(*number, Decimal(1)) : 0;
      if (near && *number == Decimal(whole)) {
        document_.collective.interval_days = whole;
      } else {
        fields.fault("interval_days",
                     phrase("expected a whole number of days from 1 to 3660, as in \"366\""));
      }
    }
    fields.close();
  }

  void parameters(const Json& object) {
    for (const auto& [name, value] : object.items()) {
      if (!declare(name, "parameters")) continue;
      Fields fields(value, fmt::format("parameters.{}", name), faults_);
      Parameter parameter;
      parameter.name = name;
      const Spans spans = factor(fields, name, parameter.factor);
      parameter.unit = read_unit(fields, parameter.factor.unit);
      span(fields, spans, parameter.factor);
      fields.close();
      document_.parameters.push_back(std::move(parameter));
    }
  }

  /// "span": [lowest, highest] value that is worth a test.
  void span(Fields& fields, Spans spans, Factor& factor) {
    const Json* found = fields.optional("span");
    if (found == nullptr) return;
    const std::optional<Span> ends = span_in(fields, *found);
    if (!ends) return;
    factor.span = ends;
    if (spans == Spans::enforced && !ends->contains(factor.value)) {
      fields.fault("value", phrase("{} is outside the span {} to {}", to_string(factor.value),
                                   to_string(ends->lowest), to_string(ends->highest)));
    }
  }

  /// One called `name` where it is in no group with others. What its value, if it could be read, is held to.
  Spans factor(Fields& fields, const std::string& name, Factor& factor) {
    const auto value = fields.decimal("value");
    const Spans spans = value ? spans_ : Spans::ignored;
    factor.value = value.value_or(Decimal{});
    factor.source = fields.optional_text("source");
    factor.assumption = fields.truth("assumption").value_or(false);
    factor.clause = fields.optional_text("clause");
    if (factor.source.empty() && !factor.assumption) {
      fields.fault("source", phrase("a value needs its source, or \"assumption\": true"));
    }
    uncertain_.read(fields, name, spans, factor);
    return spans;
  }

  void tables(const Json& object) {
    for (const auto& [name, value] : object.items()) {
      if (!declare(name, "tables")) continue;
      Fields fields(value, fmt::format("tables.{}", name), faults_);
      Table table;
      table.name = name;
      by(fields, table);
      std::string unit_text;
      table.unit = read_unit(fields, unit_text);
      (void)fields.optional_text("clause");
      if (const Json* found = fields.object("rows", most_rows)) rows(*found, unit_text, fields, table);
      fields.close();
      document_.tables.push_back(std::move(table));
    }
    if (faults_.empty()) check_key_sets(document_.tables, faults_);
  }

  void by(Fields& fields, Table& table) {
    const Json* found = fields.array("by", keys_per_table);
    if (found == nullptr) return;
    for (const Json& word : *found) {
      const auto key = word.is_string() ? find_key(word.get_ref<const std::string&>()) : std::nullopt;
      if (!key || std::find(table.by.begin(), table.by.end(), *key) != table.by.end()) {
        fields.fault("by", phrase("expected different keys, each {}", alternatives(key_words)));
        table.by.clear();
        return;
      }
      table.by.push_back(*key);
    }
    if (table.by.empty()) fields.fault("by", phrase("expected at least one key"));
  }

  void rows(const Json& object, const std::string& unit_text, Fields& fields, Table& table) {
    if (object.empty()) fields.fault("rows", phrase("a table needs at least one row"));
    for (const auto& [key, value] : object.items()) {
      const std::string place = fmt::format("rows[\"{}\"]", key);
      Row row;
      if (!table.by.empty() && !split(key, table.by, row)) {
        std::vector<std::string_view> words;
        for (const Key part : table.by) words.push_back(word(part));
        fields.fault(place, phrase("expected a row of the form {}", fmt::join(words, "/")));
      }
      if (const auto model = part_of(key, table.by, Key::model))
        document_.asked.models.add(part_of(key, table.by, Key::category).value_or(""), *model);
      Fields row_fields(value, fields.where(place), faults_);
      row.factor.unit = unit_text;
      (void)factor(row_fields, fmt::format("{}[\"{}\"]", table.name, key), row.factor);
      row_fields.close();
      table.rows.push_back(std::move(row));
    }
    std::sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) { return a.key < b.key; });
    const auto twice = std::adjacent_find(table.rows.begin(), table.rows.end(),
                                          [](const Row& a, const Row& b) { return a.key == b.key; });
    if (twice != table.rows.end() && !twice->key.front().empty())
      fields.fault(
          "rows",
          phrase("two rows are of one model, {}: capitals and spaces do not tell models apart",
                 twice->key[static_cast<std::size_t>(std::find(table.by.begin(), table.by.end(), Key::model) -
                                                     table.by.begin()) %
                            keys_per_table]));
  }

  /// Parts `key` at its slashes into the keys of `row`; a single key is taken whole.
  static bool split(std::string_view key, const std::vector<Key>& by, Row& row) {
    if (!is_normalised(key) || has_control(key) || length_of(key) > text_length) return false;
    for (std::size_t i = 0; i < by.size(); ++i) {
      const std::size_t slash = by.size() == 1 ? std::string_view::npos : key.find('/');
      const bool last = i + 1 == by.size();
      if (last != (slash == std::string_view::npos)) return false;
      row.key[i] = by[i] == Key::model ? folded_model(key.substr(0, slash)) : key.substr(0, slash);
      if (!is_key(by[i], row.key[i])) return false;
      if (!last) key.remove_prefix(slash + 1);
    }
    return true;
  }

  /// What the name of a row says of one of the table's keys, as it is written.
  static std::optional<std::string_view> part_of(std::string_view name, const std::vector<Key>& by, Key key) {
    const auto at = std::find(by.begin(), by.end(), key);
    if (at == by.end()) return std::nullopt;
    if (by.size() == 1) return name;
    for (auto before = by.begin(); before != at; ++before)
      name.remove_prefix(std::min(name.find('/'), name.size() - 1) + 1);
    return name.substr(0, name.find('/'));
  }

  void rules(const Json& array) {
    std::set<std::string> reasons;
    for (std::size_t i = 0; i < array.size(); ++i) {
      Fields fields(array[i], fmt::format("eligibility[{}]", i), faults_);
      Eligibility rule;
      rule.reason = fields.text("reason");
      if (!rule.reason.empty() && (!is_reason(rule.reason) || !reasons.insert(rule.reason).second)) {
        fields.fault(
            "reason",
            phrase("expected lower-case letters and underscores, no reason twice, and not {}, which are the "
                   "registry's own",
                   fmt::join(registry_reasons, phrase(" or "))));
      }
      rule.title = fields.text("title");
      rule.formula = fields.text("rule");
      rule.clause = fields.optional_text("clause");
      fields.close();
      document_.rules.push_back(std::move(rule));
    }
  }

  void steps(const Json& array) {
    if (array.empty()) fault("steps", phrase("expected at least one step"));
    for (std::size_t i = 0; i < array.size(); ++i) {
      Fields fields(array[i], fmt::format("steps[{}]", i), faults_);
      Step step;
      step.name = fields.text("name");
      if (!step.name.empty()) (void)declare(step.name, fields.where("name"));
      const auto scope = fields.choice("scope", scopes);
      if (scope) step.scope = static_cast<Scope>(*scope);
      document_.step_units.push_back(read_unit(fields, step.unit));
      step.formula = fields.text("formula");
      step.clause = fields.optional_text("clause");
      if (fields.optional("effect") != nullptr) {
        effect(fields, step, scope.has_value());
      } else if (const bool territory = fields.optional("territory") != nullptr;
                 fields.optional("direct") != nullptr || territory) {
        fields.fault(
            "effect",
            phrase("the field is missing; only a step with an effect has a territory, and is direct or not"));
      }
      fields.close();
      document_.steps.push_back(std::move(step));
    }
  }

  /// What a step with an effect must also say. Whether the effect fits its scope is judged if that is known.
  void effect(Fields& fields, Step& step, bool has_scope) {
    std::array<std::string_view, effect_count> effects;
    for (std::size_t i = 0; i < effect_count; ++i) effects[i] = word(static_cast<Effect>(i));
    if (const auto found = fields.choice("effect", effects)) {
      step.effect = static_cast<Effect>(*found);
      step.only_in_france = credits_france_alone_ && is_credit(*step.effect);
      if (has_scope && scope_of(*step.effect) != step.scope) {
        fields.fault("effect", phrase("{} belongs in the scope {}, found {}", effects[*found],
                                      scopes[static_cast<std::size_t>(scope_of(*step.effect))],
                                      scopes[static_cast<std::size_t>(step.scope)]));
      }
      const std::optional<Dimension> unit = Dimension::parse(step.unit);
      if (unit && unit != Dimension::parse("kgCO2e")) {
        fields.fault("unit", phrase("a step with an effect is in kgCO2e, found {}", step.unit),
                     Refusal::methodology_wrong_unit);
      }
    }
    if (const auto found = fields.choice("territory", territories)) {
      step.territory = static_cast<Territory>(*found);
      if (has_scope && step.scope == Scope::period && step.territory == Territory::event_country)
        fields.fault("territory",
                     phrase("a step of the scope period has no event; expected france or abroad"));
    }
    if (fields.needed("direct") != nullptr) step.direct = fields.truth("direct").value_or(true);
  }

  /// The place of the parameter that `member` names, of a unit (1, unless it says `year`) and from 0 to
  /// `most`.
  std::optional<std::size_t> named_parameter(Fields& fields, std::string_view member, const char* unit,
                                             const Decimal& most) {
    const std::string name = fields.text(member);
    return name.empty() ? std::nullopt : parameter_called(name, fields, member, unit, most);
  }

  std::optional<std::size_t> parameter_called(const std::string& name, Fields& fields,
                                              std::string_view member, const char* unit,
                                              const Decimal& most) {
    const auto& parameters = document_.parameters;
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const Parameter& parameter) { return parameter.name == name; });
    if (found == parameters.end()) {
      fields.fault(member, phrase("no parameter is called \"{}\"", name), Refusal::methodology_unknown_name);
    } else if (found->unit != Dimension::parse(unit)) {
      fields.fault(member, phrase("expected a parameter of unit {}, found {}", unit, found->factor.unit),
                   Refusal::methodology_wrong_unit);
    } else if (found->factor.value.is_negative() || most < found->factor.value) {
      fields.fault(member, phrase("expected a parameter from 0 to {}, found {}", to_string(most),
                                  to_string(found->factor.value)));
    } else {
      return static_cast<std::size_t>(found - parameters.begin());
    }
    return std::nullopt;
  }

  void read_discounts(const Json& object) {
    Fields fields(object, "discounts", faults_);
    for (std::size_t i = 0; i < discounts.size(); ++i) {
      const std::string name = fields.text(discounts[i]);
      if (name.empty()) continue;
      if (i == uncertainty_discount && name == computed) {
        if (spans_ == Spans::enforced && uncertain_.empty())
          fields.fault(discounts[i],
                       phrase("nothing in the document is uncertain, so nothing can be computed"));
        continue;
      }
      if (const auto found = parameter_called(name, fields, discounts[i], "1", Decimal(1)))
        document_.discounts[i] = *found;
    }
    fields.close();
  }

  void read_reserve(const Json& object) {
    Fields fields(object, "reserve", faults_);
    const auto share = named_parameter(fields, "share", "1", Decimal(1));
    const auto years = named_parameter(fields, "years", "year", Decimal(longest_reserve));
    if (share && years) document_.reserve = {*share, *years};
    fields.close();
  }

  /// Parameters, project parameters, tables and steps share one space of names. False if `name` cannot be
  /// one.
  bool declare(const std::string& name, const std::string& where) {
    if (!is_name(name)) {
      fault(where,
            phrase("\"{:.64}\" cannot be a name: expected a lower-case letter, then letters, digits and "
                   "underscores, at most 64, and no word of the language",
                   name));
      return false;
    }
    if (!names_.insert(name).second) {
      fault(where, phrase("\"{}\" is declared twice; parameters, project parameters, tables and steps share "
                          "their names",
                          name));
      return false;
    }
    return true;
  }

  void fault(std::string where, std::string message) {
    faults_.push_back({Refusal::methodology_malformed, std::move(where), std::move(message)});
  }

  Spans spans_;
  Document document_;
  bool credits_france_alone_ = false;
  Faults faults_;
  std::set<std::string> names_;
  UncertainFactors uncertain_;
};

}  // namespace

std::variant<Document, Faults> read_document(const Json& json, Spans spans) {
  return Reader(spans).read(json);
}

}  // namespace lcl::methodology
