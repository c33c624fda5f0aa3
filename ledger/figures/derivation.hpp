// SPDX-License-Identifier: Apache-2.0
// The derivation of many cycles: one pass over a log's events in order, with a
// small record per cycle under way, into cells that tallies add up. Events
// taken back, returns and second cycles are looked up again through the
// device's own chain.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/figures/cycle.hpp"
#include "ledger/figures/cycle_lines.hpp"
#include "ledger/figures/frame.hpp"
#include "ledger/figures/known_cycles.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// What a cell counts apart. A cycle is counted with its resale or disposal, one
/// still open with its collection (or the period's start, if it was collected before).
struct CellKey {
  std::uint32_t project = 0;
  std::int32_t month = 0;  ///< month_of
  std::uint32_t category = 0;
  std::uint32_t participant = 0;
  std::uint32_t approvals = 0;  ///< of the participant at the event's instant, where they are told apart
  Refit refit{};                ///< of the cycle at the event, that included, where they are told apart
  /// Whether it is for what is a period's and no participant's.
  [[nodiscard]] bool is_of_period() const { return participant == 0; }
  friend auto operator<=>(const CellKey&, const CellKey&) = default;
};

struct Cell {
  Amounts amounts;
  Cycles cycles;
  std::int64_t collected = 0;  ///< collections in the crediting period, where the methodology asks for them
  /// Whether nothing is left in it: all that was added was taken back.
  [[nodiscard]] bool is_empty() const;
};

/// What a collection of another project gives back of a cycle.
struct GivenBackLine {
  std::uint64_t entry = 0;  ///< of the collection
  CycleLine line;           ///< of the cycle; the amount, not negative
};

/// What to derive: one project or, if empty, all; contributions inside `period` only.
struct Selection {
  std::string project;
  const Methodology* methodology = nullptr;  ///< of `project`; nullptr: the one it is bound to
  const ProjectValues* values = nullptr;     ///< that it states for it; nullptr: as in its label
  Period period;
  bool by_approval = false;                ///< tell cells apart by the participant's approvals
  bool by_reconditioning = false;          ///< tell cells apart by how the cycle was reconditioned
  bool list_frame = false;                 ///< keep the cycles of which an event counts in the period
  bool list_lines = false;                 ///< keep what each cycle comes to
  bool list_given_back = false;            ///< and what other projects' collections give back of it
  bool scenarios = false;                  ///< sum what each scenario of uncertainty changes
  std::uint64_t size = ~std::uint64_t{0};  ///< only events with a seq below it
  bool amid = false;           ///< the events added go on from those of a log: what comes before is looked up
  bool avoided_only = false;   ///< leave out what events emit
  FurtherNames further_names;  ///< of devices, that declarations name
};

struct ExplainedMonth;

/// How a resale came out that an event is, or takes back, or returns.
struct Judged {
  Verdict verdict;
  int sign = 1;     ///< −1: what it came to is taken off again
  Decimal kg_co2e;  ///< what it avoids, not negative by sign
};

class Derivation {
 public:
  /// `state` and what `lookup` reads from must outlive this.
  Derivation(const RegistryState& state, EventLookup lookup, Selection selection);
  Derivation(const Derivation&) = delete;  // its parts point to each other
  Derivation& operator=(const Derivation&) = delete;
  Derivation(Derivation&&) = delete;
  Derivation& operator=(Derivation&&) = delete;
  ~Derivation() = default;

  /// An event of `device` is soon added: changes nothing, but `add` waits less for memory. First the one,
  /// for all that are soon added, then the other.
  void prefetch_number(const Pseudonym& device) const { cycles_.prefetch_number(device); }
  void prefetch_record(const Pseudonym& device) const { cycles_.prefetch_record(device); }
  /// From now on a declaration that names `name` means `device`.
  void note_further_name(const Pseudonym& device, const Pseudonym& name) {
    selection_.further_names[device].push_back(name);
  }
  /// The next event of the log, in order of seq; voids too.
  void add(const RecordedEvent& event);
  /// Of the event added last; nothing where it concerns no resale of the selected project.
  [[nodiscard]] const std::optional<Judged>& judged() const { return judged_; }
  /// How a resale comes out that is the next event of its device, or the one added last; with `rules`, these
  /// tell how.
  [[nodiscard]] Verdict verdict_on(const RecordedEvent& resale, Trace* rules = nullptr);

  /// The cells that hold anything, with what is a period's, ordered by key; texts by number in `texts()`.
  /// Throws Error (arithmetic, unavailable): a step of the scope period failed.
  [[nodiscard]] std::map<CellKey, Cell> cells() const;
  /// The sum of all that events have added, without what is a period's.
  [[nodiscard]] Amounts sum_of_events() const;
  /// How what is a period's comes about, with what it looks at. Throws as cells.
  [[nodiscard]] std::vector<ExplainedMonth> period_months() const;
  /// What a sample of the selected project is drawn from, where the selection asks for it; taken once. Empty
  /// where its methodology does not say what a cycle emits at most.
  [[nodiscard]] Frame take_frame();
  /// What each cycle comes to, where the selection asks for it; taken once.
  [[nodiscard]] std::vector<CycleLine> take_lines() { return lines_.take(); }
  /// What other projects' collections give back, ascending by these, where the selection asks for it.
  [[nodiscard]] std::vector<GivenBackLine> given_back() const;
  /// What scenarios change, by year, where the selection asks for it. Throws as cells.
  [[nodiscard]] std::map<int, ScenarioRows> scenario_years() const;
  [[nodiscard]] const TextNumbers& texts() const { return texts_; }
  [[nodiscard]] const Selection& selection() const { return selection_; }

 private:
  struct KeyHash {
    std::size_t operator()(const CellKey& key) const noexcept;
  };
  struct BoundProject {
    const Methodology* methodology = nullptr;
    Period crediting_period;
    const ProjectValues* values = nullptr;
    bool selected = false;
    /// From when on it counts what its methodology looks at of the year before the period; the period's start
    /// where that looks at none.
    Instant looks_from;
    [[nodiscard]] Crediting crediting() const { return {*methodology, crediting_period, *values}; }
  };

  /// A device's last cycle: its record, before the resale where it ends in one.
  struct LastCycle {
    CycleRecord record;
    std::optional<RecordedEvent> resale;
    [[nodiscard]] const RecordedEvent* closing() const { return resale ? &*resale : nullptr; }
  };

  const BoundProject& bound(std::uint32_t project);
  void irregular(const RecordedEvent& event);
  void take_back(const RecordedEvent& event);
  LastCycle cycle_before(const RecordedEvent& event);
  void note_suspension(CycleRecord& record, const Facts& facts);
  void forget_suspension(const RecordedEvent& voided);
  [[nodiscard]] bool was_suspended(const RecordedEvent& last) const;
  void contribute(const CycleRecord& record, const LastCycle* last, const RecordedEvent& event, int sign);
  /// The device's last cycle whose collection is not void, given the last of all.
  LastCycle last_genuine(const LastCycle& last);
  [[nodiscard]] bool is_void(std::uint64_t collection) const;
  void give_back(const LastCycle& earlier, const RecordedEvent& collection, int sign);
  [[nodiscard]] ResoldCycle resold(const CycleRecord& record, const RecordedEvent& resale) const;
  void count_resale(const ResoldCycle& cycle, const Pseudonym& device, int sign);
  void frame_event(const CycleRecord& record, const RecordedEvent& event, int sign);
  void frame_resale(const ResoldCycle& cycle, const Pseudonym& device, int sign);
  [[nodiscard]] FrameChange frame_change(const CycleRecord& record, const Pseudonym& device) const;
  [[nodiscard]] std::uint32_t ordinal(const CycleRecord& record) const;
  void count_open(const CycleRecord& record, int by);
  Cell* counted(const CycleRecord& record, const Facts& facts);
  void count_collection(const CycleRecord& record, const Facts& facts, int sign);
  void add_contributions(const CycleRecord& record, Refit refit, const Pseudonym& device,
                         std::string_view participant, int sign);
  /// What the contributions add to a cycle's line, in the period.
  [[nodiscard]] std::optional<CycleLine> line(const CycleRecord& record, const Pseudonym& device) const;
  void number(const CycleRecord& record, const LastCycle& last);
  Cell& cell(std::uint32_t project, Instant at, std::uint32_t category, std::uint32_t participant,
             Refit refit);

  const RegistryState& state_;
  EventLookup lookup_;
  Selection selection_;
  TextNumbers texts_;
  CycleArithmetic arithmetic_;
  KnownCycles cycles_;
  std::unordered_map<std::uint64_t, std::int64_t>
      suspended_;  // by collection: standing events, where there are any
  std::unordered_map<CellKey, Cell, KeyHash> cells_;
  std::vector<BoundProject> projects_;
  std::deque<ProjectValues> stated_;  // where these point to
  std::vector<Contribution> contributions_;
  std::optional<Judged> judged_;
  FrameCycles frame_;
  CycleLines lines_;
  std::map<std::uint64_t, CycleLine> given_back_;  // by collection
  ScenarioSums scenario_sums_;
  std::unordered_map<std::uint64_t, std::uint32_t>
      ordinals_;  // by collection, of cycles that are no device's first
};

}  // namespace lcl
