// SPDX-License-Identifier: Apache-2.0
// A methodology: a document of parameters, tables, eligibility rules and
// formulas, checked whole when it is loaded (names, units, vectors) and then
// evaluated exactly. It knows facts by name (fact.hpp), not events; the
// document and its language are specified in schemas/methodologies/README.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/methodology/effect.hpp"
#include "ledger/methodology/fact.hpp"
#include "ledger/methodology/stated_parameter.hpp"
#include "ledger/methodology/uncertainty.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/document_fields.hpp"
#include "ledger/values/refusal.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// When a step is evaluated: for every event; once per cycle, when it has a resale and is
/// eligible; for the earlier cycle, when a credited device is collected again; for a category, over what
/// counts in a calendar year up to some instant.
enum class Scope : std::uint8_t { event, cycle, recollection, period };
[[nodiscard]] std::string_view word(Scope scope) noexcept;

/// Where it happens: fixed, or in the `country` of the event that it is counted with.
enum class Territory : std::uint8_t { france, abroad, event_country };
[[nodiscard]] std::string_view word(Territory territory) noexcept;
/// Whether an ISO 3166-1 code is French territory (FR and the overseas codes).
[[nodiscard]] bool is_french_territory(std::string_view country) noexcept;

/// Something wrong in a document: the refusal (methodology_…; `methodology_division_by_zero` and
/// `methodology_missing_row` also name failed evaluations), where (`steps[3] avoided_manufacture: formula,
/// column 12`), and what was found and expected.
using MethodologyFault = DocumentFault;

/// The least and the greatest that a quantity or a value is expected to be.
struct Span {
  Decimal lowest;
  Decimal highest;
  [[nodiscard]] bool contains(const Decimal& value) const { return lowest <= value && value <= highest; }
};

/// A declared parameter or table row.
struct Factor {
  Decimal value;
  std::string unit;
  std::string source;  ///< may be empty where it is an assumption
  bool assumption = false;
  std::string clause;              ///< may be empty
  std::optional<Span> span;        ///< of a parameter: the values worth a test
  std::optional<Span> likely;      ///< `low` and `high`; nothing: taken as certain
  std::uint32_t group = no_group;  ///< in Methodology::uncertain_groups()
  /// Under some scenario.
  [[nodiscard]] bool can_be_zero() const {
    return value.is_zero() || (likely && likely->contains(Decimal{}));
  }
};

/// A step as declared.
struct Step {
  std::string name;
  Scope scope{};
  std::string unit;
  std::string formula;  ///< its text, as in the document
  std::string clause;
  std::optional<Effect> effect;  ///< nothing: an intermediate figure
  Territory territory = Territory::france;
  bool direct = true;
  bool only_in_france = false;  ///< what of it is abroad is not counted
};

/// Reasons that the registry itself holds against a cycle: no rule has one of them.
inline constexpr std::array<std::string_view, 3> registry_reasons{"participant_suspended",
                                                                  "credited_elsewhere", "collection_void"};

/// An eligibility rule: a cycle is eligible if every rule's formula is true.
struct Eligibility {
  std::string reason;  ///< its code, `[a-z_]+`
  std::string title;   ///< for people: why the cycle is not counted
  std::string formula;
  std::string clause;
  std::string french_title;  ///< empty where the document has none
};

/// One operand in a trace: a fact, parameter, table row or earlier step, as named in the formula.
struct Operand {
  std::string name;    ///< `collection.category`, `substitution`, `manufacture["smartphone"]`
  std::string value;   ///< decimal, text, true or false; empty: the fact is absent, or no row has these keys
  std::string unit;    ///< empty for texts and truths
  std::string source;  ///< of a factor; `assumption` or `assumption: source` where it is one; empty for facts
                       ///< and steps
};

/// How one step or rule came to its result.
struct TraceLine {
  std::string name;
  std::string formula;
  std::vector<Operand> operands;  ///< in order of first use; those not evaluated are absent
  std::string result;
  std::string unit;
  std::string clause;
};
using Trace = std::vector<TraceLine>;

/// The result of the steps of one scope: one figure per step, in document
/// order of all steps (figures of other scopes are zero).
struct Figures {
  std::vector<Decimal> values;
};

/// Whether projects of several mandants may be labelled under it, and how far apart these may be notified.
struct CollectiveRule {
  bool allowed = true;
  std::int64_t interval_days = 366;
  friend bool operator==(const CollectiveRule&, const CollectiveRule&) = default;
};

/// A value that each project states when it is labelled.
struct ProjectParameter {
  std::string name;
  std::string unit;
  Span span;
  std::string title;  ///< what it means
  std::string asks;   ///< which source is to be named
  bool by_category = false;
  bool practice = false;  ///< what was done before: no project of a party states less of it than another one
  std::string clause;     ///< may be empty
  std::string french_title;  ///< empty where the document has none
  /// In Methodology::uncertain_groups(), where its span is that of a source (with_spans).
  std::uint32_t group = no_group;
};

/// What an event may state of which a method expects a span, whatever the category.
enum class EventQuantity : std::uint8_t { distance_km, energy_kwh, packaging_kg };

class Methodology {
 public:
  /// Loads the canonical or hand-formatted JSON `text` in three passes: its fields and limits, then its
  /// formulas (names, types, units), then its own vectors. All faults that a pass finds are listed, in
  /// document order; a pass is made only if the one before found none.
  [[nodiscard]] static std::variant<Methodology, std::vector<MethodologyFault>> load(std::string_view text);
  Methodology(Methodology&&) noexcept;
  Methodology& operator=(Methodology&&) noexcept;
  ~Methodology();

  /// The document's canonical bytes, and their SHA-256: the methodology's name everywhere.
  [[nodiscard]] const std::string& document() const;
  [[nodiscard]] const Digest& digest() const;
  [[nodiscard]] const std::string& id() const;
  [[nodiscard]] const std::string& version() const;
  [[nodiscard]] const std::string& title() const;
  [[nodiscard]] const std::string& status() const;  ///< reference, draft, approved
  [[nodiscard]] const std::string& summary() const;
  /// Of a document that has texts in French, else empty.
  [[nodiscard]] const std::string& french_title() const;
  [[nodiscard]] const std::string& french_summary() const;
  [[nodiscard]] const CollectiveRule& collective() const;

  /// The names of the parameters, sorted, and one of them; null if there is none by that name.
  [[nodiscard]] std::vector<std::string_view> parameters() const;
  [[nodiscard]] const Factor* parameter(std::string_view name) const;

  /// By the names of parameters, then of tables and their rows, in which a factor of them is met first.
  [[nodiscard]] std::span<const UncertainGroup> uncertain_groups() const;
  /// What each project is asked for, by name.
  [[nodiscard]] std::span<const ProjectParameter> project_parameters() const;
  /// What a project states, ascending by name, as formulas take it; or project_parameter_unknown, _missing or
  /// _out_of_span (of all that is wrong the first, in that order), with the name as the place.
  [[nodiscard]] std::variant<ProjectValues, MethodologyFault> project_values(
      const std::vector<StatedParameter>& stated) const;
  /// The same, for what-if questions: values may lie outside the spans that the methodology gives them.
  [[nodiscard]] std::variant<ProjectValues, MethodologyFault> supposed_values(
      const std::vector<StatedParameter>& stated) const;

  [[nodiscard]] std::span<const Step> steps() const;
  [[nodiscard]] std::span<const Eligibility> eligibility() const;
  /// additionality, uncertainty (0 where it is computed), reversal, in that order.
  [[nodiscard]] Decimal discount(std::size_t index) const;
  /// Whether what is uncertain is taken off as it comes out (figures/uncertainty.hpp), not by a share.
  [[nodiscard]] bool computes_uncertainty() const;
  /// C = max(0, S − uncertain) × (1 − additionality) × (1 − uncertainty) × (1 − reversal) if S > 0, else S;
  /// `uncertain` is 0 unless it is computed. Each product is rounded as in formulas; throws Error
  /// (arithmetic) if one leaves 128 bits.
  [[nodiscard]] Decimal discounted(const Decimal& s, const Decimal& uncertain = Decimal{}) const;
  /// What of C of a vintage is not issued yet at an instant: its share of the reserve, until the longest
  /// second life has passed. The product is rounded as those of C; throws as discounted.
  [[nodiscard]] Decimal reserved(const Decimal& creditable, int vintage, Instant at) const;
  /// When the reserve of a vintage ends: after its year and as many whole years as the longest second life
  /// has begun by then; nothing where the method keeps none.
  [[nodiscard]] std::optional<Instant> reserved_until(int vintage) const;

  /// Whether an unmodified opinion needs a sample.
  [[nodiscard]] bool asks_sample() const;
  /// kgCO2e that the events of one cycle of a category emit at most, above 0; nullptr where the method does
  /// not say, so that no sample can be drawn under it.
  [[nodiscard]] const Decimal* emitted_at_most(std::string_view category) const;

  /// The keys that events may use: those of the tables by category, by mode, by country, and by category,
  /// part and origin. Where there is no such table any key may be used, as none can be looked up.
  [[nodiscard]] bool knows_category(std::string_view category) const;
  [[nodiscard]] bool knows_mode(std::string_view mode) const;
  [[nodiscard]] bool knows_country(std::string_view country) const;
  [[nodiscard]] bool knows_part(std::string_view category, std::string_view part,
                                std::string_view origin) const;
  [[nodiscard]] std::vector<std::string_view> categories() const;
  [[nodiscard]] std::vector<std::string_view> modes() const;
  [[nodiscard]] std::vector<std::string_view> countries() const;
  [[nodiscard]] std::vector<std::string_view> parts(std::string_view category) const;

  /// Whether an erasure of data may be to this standard, and those it may be to; empty: any.
  [[nodiscard]] bool knows_erasure_standard(std::string_view standard) const;
  [[nodiscard]] std::vector<std::string_view> erasure_standards() const;
  [[nodiscard]] bool asks_imei(std::string_view category) const;
  /// What a mass, and another quantity, is expected to be; nullptr: anything.
  [[nodiscard]] const Span* span_of_mass(std::string_view category) const;
  [[nodiscard]] const Span* span(EventQuantity quantity) const;
  /// Whether its tables list the model, or none at all of the category.
  [[nodiscard]] bool knows_model(std::string_view category, std::string_view model) const;
  /// A model that its tables list, which `model` is not but could be meant for.
  [[nodiscard]] std::optional<std::string_view> nearly_listed(std::string_view model) const;
  /// The longest model that its tables list of which all words stand in `model` (`Apple iPhone 11 64GB
  /// noir`).
  [[nodiscard]] std::optional<std::string_view> listed_within(std::string_view model) const;

  /// Evaluates the steps of `scope` over `sheet`, which must hold every required fact of that scope
  /// (fact.hpp) and what the project states, into `figures` (reused, no allocation once sized). For
  /// `recollection`, `figures` must hold the earlier cycle's cycle-scope figures; they stay. Nothing, or the
  /// fault of the first step that failed. With `trace`, appends a line per step.
  [[nodiscard]] std::optional<MethodologyFault> evaluate(Scope scope, const FactSheet& sheet,
                                                         Figures& figures, Trace* trace = nullptr) const;
  /// The index of the first eligibility rule that `sheet` (cycle scope) breaks; nothing if it is eligible.
  [[nodiscard]] std::variant<std::optional<std::size_t>, MethodologyFault> first_broken_rule(
      const FactSheet& sheet, Trace* trace = nullptr) const;

  /// As evaluate, and notes on what groups the figure of each step depends.
  [[nodiscard]] std::optional<MethodologyFault> evaluate(Scope scope, const FactSheet& sheet,
                                                         Figures& figures, GroupsRead& read) const;
  /// As evaluate, under a scenario: of all steps or, where `read` is given, of those that depend on its
  /// group alone. Then `figures` must hold those of the other steps, and of those they name.
  [[nodiscard]] std::optional<MethodologyFault> evaluate(Scope scope, const FactSheet& sheet,
                                                         Figures& figures, const Scenario& scenario,
                                                         const GroupsRead* read) const;
  /// As first_broken_rule, and notes on what groups it depends.
  [[nodiscard]] std::variant<std::optional<std::size_t>, MethodologyFault> first_broken_rule(
      const FactSheet& sheet, GroupSet& read) const;
  [[nodiscard]] std::variant<std::optional<std::size_t>, MethodologyFault> first_broken_rule(
      const FactSheet& sheet, const Scenario& scenario) const;

  /// The same methodology with the parameter `name` set to `value`, for what-if questions: its digest is
  /// another's, and its vectors are not run. Faults as `load`, but `value` may lie outside the parameter's
  /// span.
  [[nodiscard]] std::variant<Methodology, std::vector<MethodologyFault>> with(std::string_view parameter,
                                                                              const Decimal& value) const;

  /// The same methodology with the factors of each group on the way from their low to their high value:
  /// `points` holds for each group how many 2^64ths of it, rounded down to 10^-9. Its digest and vectors are
  /// those of this one.
  [[nodiscard]] Methodology between(std::span<const std::uint64_t> points) const;

  /// The same methodology with each parameter that has a span, and then each project parameter, as a source
  /// of uncertainty of its own, as far as its span, and no others: for the question what its assumptions and
  /// what a project states weigh. Faults as `load`, such as a divisor whose span holds zero.
  [[nodiscard]] std::variant<Methodology, std::vector<MethodologyFault>> with_spans() const;

 private:
  struct Compiled;
  struct Reading;
  [[nodiscard]] std::optional<MethodologyFault> evaluate(Scope scope, const FactSheet& sheet,
                                                         Figures& figures, Trace* trace,
                                                         const Reading& reading) const;
  [[nodiscard]] std::variant<std::optional<std::size_t>, MethodologyFault> first_broken_rule(
      const FactSheet& sheet, Trace* trace, const Reading& reading) const;
  explicit Methodology(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace lcl
