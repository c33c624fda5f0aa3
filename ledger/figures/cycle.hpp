// SPDX-License-Identifier: Apache-2.0
// The derivation of one cycle: what each standing event adds to the figures,
// given where the device's cycle stood before it. A tally is the exact sum of
// these contributions over all standing events; taking an event back subtracts
// the same contributions again.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/figures/scenario_sums.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/registry/lifecycle.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/text_numbers.hpp"

namespace lcl {

/// The classes of cycles; every cycle is in exactly one.
enum class CycleClass : std::uint8_t { open, credited, ineligible, disposed };
[[nodiscard]] std::string_view word(CycleClass cycle_class) noexcept;

/// What the cycles of a project are derived under.
struct Crediting {
  const Methodology& methodology;
  const Period& period;
  const ProjectValues& values;  ///< what the project states for the methodology
};

/// Under what a project is supposed to be derived, where a question assumes something else than is recorded.
struct Supposition {
  Methodology methodology;
  ProjectValues values;  ///< what the project states for it
};

/// What `project` states, as formulas of its methodology take it: its label was judged by that.
[[nodiscard]] ProjectValues stated_values(const Project& project, const Methodology& methodology);
/// Throws Error (arithmetic, unavailable): an evaluation failed.
[[noreturn]] void fail_evaluation(const MethodologyFault& fault);
/// The same, under a scenario, which it names.
[[noreturn]] void fail_under(const Methodology& methodology, const Scenario& scenario,
                             const MethodologyFault& fault);

/// The instant at which what is emitted or given back at `at` counts: in the crediting period, at its first
/// or last millisecond where it came before or after it.
[[nodiscard]] Instant counted_at(const Period& crediting, Instant at);

/// How a cycle was reconditioned, by its last reconditioning: none yet, without parts, or with parts fitted.
enum class Refit : std::uint8_t { none, light, full };
[[nodiscard]] std::string_view word(Refit refit) noexcept;
[[nodiscard]] Refit refit_of(const Facts& reconditioning) noexcept;

/// What is kept of a cycle under way: the facts that later formulas can name. Texts are
/// TextNumbers.
struct CycleRecord {
  Stage stage = Stage::unseen;
  std::uint64_t collection = 0;   ///< seq
  std::uint64_t resale = no_seq;  ///< seq, where that was the last event
  Instant collected_at;
  std::uint32_t project = 0;
  std::uint32_t collector = 0;  ///< participant of the collection
  std::uint32_t category = 0;
  std::uint32_t model = 0;
  std::uint32_t collection_country = 0;
  std::uint32_t reconditioning_country = 0;
  std::uint32_t erasure_standard = 0;
  Holder holder{};
  Outcome outcome{};
  Refit refit{};
  bool waste = false;
  bool functions_tested = false;
  bool data_erasure = false;
  bool has_mass = false;
  bool collection_confirmed = false;
  bool reconditioning_confirmed = false;  ///< the last one's
  bool suspended = false;                 ///< an event's participant was suspended at the event's instant
  Decimal mass_kg;
};

/// Takes an event that is no void into `record`; that its participant was suspended is left to the caller.
void advance(CycleRecord& record, const RecordedEvent& event, TextNumbers& texts);

/// One amount added to the figures.
struct Contribution {
  Effect effect{};
  bool french = false;  ///< on French territory
  bool direct = false;
  Instant at;       ///< of the event that it is counted with
  Decimal kg_co2e;  ///< of the effect, not negative by effect: see Effect for its sign in S
};

/// Why the registry holds a cycle ineligible that its methodology would credit; in the order of
/// registry_reasons.
enum class RegistryReason : std::uint8_t {
  participant_suspended,  ///< a participant of a standing event was suspended at that event's instant
  credited_elsewhere,     ///< declared as credited in another registry
  collection_void,        ///< the certifier upheld a dispute of its collection
};
inline constexpr std::size_t registry_reason_count = registry_reasons.size();
[[nodiscard]] std::string_view word(RegistryReason reason) noexcept;
[[nodiscard]] std::string_view title(RegistryReason reason) noexcept;

/// How a resale came out.
struct Verdict {
  CycleClass cycle_class = CycleClass::credited;
  /// Where ineligible: index into the methodology's eligibility rules, which the registry's reasons follow,
  /// and these that the resale is outside the crediting period.
  std::size_t reason = 0;
};
inline constexpr std::string_view outside_crediting = "outside_crediting";

/// Why a cycle is not credited, as its public word and in words.
struct NotCreditedFor {
  std::string_view reason;
  std::string_view title;
};
/// What the `reason` of a verdict under `methodology`, which must outlive the answer, stands for.
[[nodiscard]] NotCreditedFor not_credited_for(const Methodology& methodology, std::size_t reason) noexcept;

/// A resold cycle with what is needed to undo it or to give back from it; made where it is asked for.
struct ResoldCycle {
  const CycleRecord& record;  ///< as before the resale
  const Facts& resale;
  std::optional<RegistryReason> barred;
  /// Whether something in it that its method would refuse as a likely slip was confirmed.
  [[nodiscard]] bool confirmed() const {
    return record.collection_confirmed || record.reconditioning_confirmed || resale.confirmed;
  }
};

/// Further identifiers that declarations name, by the devices that they mean.
using FurtherNames = std::unordered_map<Pseudonym, std::vector<Pseudonym>>;

/// The registry's reason against the cycle of `device` that stood as `record` before `resale`, if any.
[[nodiscard]] std::optional<RegistryReason> registry_reason(const RegistryState& state,
                                                            std::string_view project,
                                                            const CycleRecord& record, const Facts& resale,
                                                            const Pseudonym& device,
                                                            const FurtherNames& further_names);

/// Evaluates single cycles under one methodology; keeps buffers, so one per thread. Every
/// function throws Error (arithmetic, unavailable) naming the step where an evaluation fails.
class CycleArithmetic {
 public:
  /// With `scenarios` it also says what each scenario changes in what it gives, in `shifts()`.
  explicit CycleArithmetic(TextNumbers& texts, bool scenarios = false)
      : texts_(texts), scenarios_(scenarios) {}

  /// What `facts` emits, with the cycle standing as `record` (for a collection: after it); nothing counts of
  /// a cycle collected after the crediting period.
  void emitted(const Crediting& crediting, const CycleRecord& record, const Facts& facts,
               std::vector<Contribution>& out, Trace* trace = nullptr);
  /// Whether the resale is credited, and if so what is avoided.
  Verdict avoided(const Crediting& crediting, const ResoldCycle& cycle, std::vector<Contribution>& out,
                  Trace* rules = nullptr, Trace* steps = nullptr);
  /// What a new collection gives back of `earlier`, if that is credited, under the methodology of its
  /// project; at the instant, inside the crediting period, and in the country of `collection`.
  void given_back(const Crediting& crediting, const ResoldCycle& earlier, const Facts& collection,
                  std::vector<Contribution>& out, Trace* trace = nullptr);

  /// Of the last call of any of these; without traces.
  [[nodiscard]] const std::vector<Shift>& shifts() const { return shifts_; }

 private:
  /// What an effect's amounts are under scenarios.
  struct Shifting {
    const Methodology& methodology;
    Scope scope;             ///< whose effects
    bool eligible = true;    ///< whether they count as factors are declared
    bool has_rules = false;  ///< whether rules decide that
    Instant at;
    std::string_view country;  ///< of the event that they count with
  };
  [[nodiscard]] Verdict judge(const Crediting& crediting, const ResoldCycle& cycle, Trace* rules);
  void evaluate(const Methodology& methodology, Scope scope, Trace* trace);
  void shift(const Shifting& shifting);
  void shift(const Shifting& shifting, const Scenario& scenario);
  void cycle_sheet(const ResoldCycle& cycle);
  void collect(const Methodology& methodology, Scope scope, std::string_view country, Instant at,
               std::vector<Contribution>& out) const;

  TextNumbers& texts_;
  FactSheet sheet_;
  Figures figures_;
  std::vector<LegFact> legs_;
  std::vector<PartFact> parts_;
  bool scenarios_;
  GroupsRead read_;
  GroupSet moving_;
  Figures moved_;
  std::vector<Shift> shifts_;
};

}  // namespace lcl
