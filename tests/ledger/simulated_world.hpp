// SPDX-License-Identifier: Apache-2.0
// A registry whose years are simulated: three projects, of two developers and
// two methodologies, and consoles of which it is known what they have been
// through and what stands for them in the log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/ledger/monitored_registry.hpp"
#include "tests/ledger/simulated_clock.hpp"
#include "tests/ledger/simulated_truth.hpp"

namespace lcl::test {

inline constexpr std::int64_t simulated_day = 86'400'000;
[[nodiscard]] inline Instant days_after(Instant from, std::int64_t days) {
  return {from.milliseconds + days * simulated_day};
}

/// A report, what its lines are in truth, and what they are by the log it was drawn up from.
struct FiledReport {
  std::uint64_t seq = 0;
  Period period;
  LifeLines real;
  LifeLines recorded;
  std::string opinion;  ///< empty: none
  /// Whether the library counts its period by it, if it is the last such one.
  [[nodiscard]] bool counts() const { return !opinion.empty() || recorded.empty(); }
};

/// A device that a project's book of purchases lists, whether the ledger has its collection or not.
struct BookedCycle {
  bool in_ledger = false;
  Billionths kg = 0;  ///< that it comes to in the period, in truth
};

struct SimulatedProject {
  std::string id;
  CreditedProject credited;
  const PrivateKey* developer = nullptr;
  const PrivateKey* auditor = nullptr;
  std::int64_t months = 3;  ///< that a report covers
  bool closed = false;
  std::vector<FiledReport> reports{};
  [[nodiscard]] FiledReport& report(std::uint64_t seq);
};

/// The clock stands still before anything is recorded.
struct SimulatedStart {
  Instant today = *parse_instant("2025-01-02T12:00:00Z");
  SimulatedClock clock{today};
};

class SimulatedWorld : public SimulatedStart, public MonitoredRegistry {
 public:
  explicit SimulatedWorld(std::uint32_t seed);

  /// The registry, open all the while.
  [[nodiscard]] Ledger& open() const { return *open_; }
  void go_to(Instant at);
  [[nodiscard]] const PrivateKey& developer_of(std::string_view project) const override;
  [[nodiscard]] SimulatedProject& named(std::string_view id);

  // ---- what happens; it is recorded at `submit_all`

  [[nodiscard]] std::uint32_t draw(std::size_t below) { return static_cast<std::uint32_t>(random() % below); }
  /// So many days of sales; some of what was sold comes back, or is collected again, by whichever project;
  /// some of it is recorded wrongly, and some of that put right.
  void trade(int days);
  /// From a day to come on, what DEMO would collect is NEXT's, which follows it under the revised
  /// methodology.
  void change_methodology(Instant from);
  /// A device that nothing has happened to.
  std::size_t new_device();
  /// A console is collected, reconditioned and sold in one day. `recorded_abroad` is what the log says.
  std::size_t sell_new(int project, Instant day, bool abroad, bool recorded_abroad);
  /// A console is collected, reconditioned and sold abroad, which earns nothing, and is left out of the log.
  void leave_out(int project, Instant day);
  /// It comes in again, and goes out again.
  void sell_again(std::size_t device, int project, Instant day);
  void bring_back(std::size_t device, Instant at);
  /// Happens, and is recorded.
  void happens(std::size_t device, const LifeEvent& event);
  /// Is recorded, whatever happened.
  void is_recorded(std::size_t device, LifeEvent event);
  void submit_all();
  /// What stands for a device is made what happened, by all whose events are in the way.
  void put_right(const std::vector<std::size_t>& devices);
  /// Those of which something else stands than happened.
  [[nodiscard]] std::vector<std::size_t> misrecorded() const;
  [[nodiscard]] bool is_right(std::size_t device) const;
  /// A device that a project sold before today, for credit, and of which all stands as it was.
  [[nodiscard]] std::optional<std::size_t> some_sold(int project);
  /// Whether what is recorded in that entry has happened.
  [[nodiscard]] bool has_happened(std::uint64_t entry) const;
  /// A dispute of the collection of that entry was upheld.
  void make_void(std::uint64_t entry);

  /// What a project collected in a period, by its own books.
  [[nodiscard]] std::vector<BookedCycle> book(const SimulatedProject& project, const Period& period) const;

  /// What lines would be refused with; `accepted`: they were recorded.
  std::string try_to_submit(int project, const std::string& lines);
  [[nodiscard]] std::string line(std::size_t device, const LifeEvent& event) const;

  [[nodiscard]] LifeLines real_lines(const SimulatedProject& project, const Period& period) const {
    return lines_of(real, project.credited, period);
  }
  [[nodiscard]] LifeLines recorded_lines(const SimulatedProject& project, const Period& period) const {
    return lines_of(recorded, project.credited, period);
  }

  /// Copies the registry to where LCL_SIMULATED_REGISTRY says, if it does.
  void leave() const;
  /// A further key, kept for as long as the world.
  const PrivateKey& new_key();

  std::mt19937 random;
  std::deque<SimulatedProject> projects;
  std::vector<DeviceLife> real;
  std::vector<DeviceLife> recorded;
  std::vector<std::string> identifiers;  ///< of each device, as JSON
  PrivateKey other_auditor = PrivateKey::generate();
  PrivateKey holder = PrivateKey::generate();
  PrivateKey other_holder = PrivateKey::generate();

 private:
  Ledger& through(std::optional<Ledger>& place) const override {
    return open_ ? *open_ : MonitoredRegistry::through(place);
  }
  /// Who collects what comes in at `project`: since its methodology was changed, another.
  [[nodiscard]] int collector(int project, Instant at) const;
  /// Whether what happens once in so many days happens in these.
  [[nodiscard]] bool happens_in(int days, int once_in);
  /// Voids of what was wrongly recorded, by its project, as far as that is what stands.
  [[nodiscard]] bool take_back(int project, const std::vector<std::size_t>& devices);
  [[nodiscard]] bool record_rightly(int project, const std::vector<std::size_t>& devices);

  struct Pending {
    std::string lines;
    std::vector<std::pair<std::size_t, std::size_t>> events;  ///< device, place in its life
  };
  std::optional<Instant> next_from_;  ///< the first day of NEXT
  mutable std::optional<Ledger> open_;
  std::map<int, Pending> pending_;
  std::deque<PrivateKey> keys_;
};

}  // namespace lcl::test
