// SPDX-License-Identifier: Apache-2.0
// Figures that are kept from one head to the next: what lets them stand, and what does not.
#include "ledger/replay/kept_figures.hpp"

#include <doctest/doctest.h>

#include <string>

#include "ledger/replay/credit_standing.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/two_projects.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr std::string_view sales_day = "2025-03-10";

/// DEMO has sold consoles 0 to 4.
class AskedRegistry : public MonitoredRegistry {
 public:
  AskedRegistry() { sell(0, 5, sales_day); }

  /// What DEMO comes to, asked as often as it is called.
  [[nodiscard]] Digest ask() {
    const Ledger at = ledger();
    return digest_of(*credit_standing(at.opened(), "DEMO", years, {}, {}, &kept).population);
  }
  [[nodiscard]] Digest derived_anew() const {
    const Ledger at = ledger();
    return digest_of(*credit_standing(at.opened(), "DEMO", years).population);
  }
  /// Whether asking now would read nothing.
  [[nodiscard]] bool is_kept(KeptFigures& figures) const {
    const Ledger at = ledger();
    return figures.find({"DEMO", at.head(), years}, {.by_participant = true}, at.opened().log()).has_value();
  }
  [[nodiscard]] bool is_kept() { return is_kept(kept); }

  KeptFigures kept;
  Period years = *parse_period("2025/2027");
};

}  // namespace

TEST_CASE("kept figures: what another project does with devices of its own leaves them, at the new head") {
  AskedRegistry registry;
  CHECK_FALSE(registry.is_kept());
  const Digest before = registry.ask();
  CHECK(registry.is_kept());
  (void)registry.submit(collected(50, "2025-06-10T08:00:00Z"), "OTHER");
  (void)registry.submit(
      event_line(50, "2025-06-11T08:00:00Z", R"("kind":"disposal","country":"FR","route":"recycler")"),
      "OTHER");
  CHECK(registry.is_kept());
  CHECK(registry.ask() == registry.derived_anew());
  CHECK(registry.ask() != before);  // it names its checkpoint
}

TEST_CASE("kept figures: they go with an event of the project, of a device that it had, and with an act") {
  AskedRegistry registry;
  const auto goes_with = [&registry](auto recorded) {
    (void)registry.ask();
    CHECK(registry.is_kept());
    recorded();
    CHECK_FALSE(registry.is_kept());
    CHECK(registry.ask() == registry.derived_anew());
  };
  goes_with([&] { registry.sell(5, 1, sales_day); });
  goes_with([&] { registry.correct_to_germany(5, 1, sales_day); });
  goes_with([&] { (void)registry.submit(collected(0, "2025-06-10T08:00:00Z"), "OTHER"); });
  goes_with([&] { (void)registry.report("2025"); });
}

TEST_CASE("kept figures: those at an earlier checkpoint stand for good") {
  AskedRegistry registry;
  (void)registry.report("2025");
  (void)registry.ask();
  registry.sell(5, 1, sales_day);
  const Ledger at = registry.ledger();
  const Report& report = at.state().project("DEMO")->reports.back();
  const FiguresBatch::Lists lines{.lines = true};
  CHECK(registry.kept.find({"DEMO", report.checkpoint, report.period}, lines, at.opened().log()));
  CHECK_FALSE(registry.kept.find({"DEMO", at.head(), report.period}, lines, at.opened().log()));
}

TEST_CASE("kept figures: there is room for so many bytes, and none for another log") {
  AskedRegistry registry;
  const Ledger at = registry.ledger();
  KeptFigures no_room(1);
  (void)credit_standing(at.opened(), "DEMO", registry.years, {}, {}, &no_room);
  CHECK_FALSE(registry.is_kept(no_room));
  (void)registry.ask();
  AskedRegistry other;
  other.sell(5, 1, sales_day);
  CHECK_FALSE(other.is_kept(registry.kept));
}
