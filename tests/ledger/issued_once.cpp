// SPDX-License-Identifier: Apache-2.0
// Whatever is submitted, corrected, reported, audited, issued, cancelled and
// set off, in whatever order: nothing is issued twice for a cycle. The oracle
// knows the devices' histories and the reference methodology's arithmetic of
// one kind of device, and nothing of the library's derivation.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <random>
#include <tuple>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/console_oracle.hpp"
#include "tests/ledger/monitored_registry.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr int all_steps = 60;
constexpr int steps = rounds(all_steps);
constexpr std::size_t most_devices = 150;
/// Nothing happens later, so that nothing lies in the future.
constexpr Instant last_day{1'790'812'800'000};  // 2026-10-01
constexpr std::int64_t day_ms = 86'400'000;

struct OracleReport {
  std::uint64_t seq = 0;
  Period period;
  Lines lines;
  std::string opinion;  ///< that stands; empty: none
  std::uint64_t opinion_seq = 0;
  [[nodiscard]] bool counts() const { return !opinion.empty() || lines.empty(); }
};

struct OracleIssuance {
  int vintage = 0;
  std::uint32_t count = 0;
  std::uint32_t gone = 0;  ///< cancelled from the first on
  std::map<int, std::uint32_t>
      cancelled{};  ///< of these, as corrections: by the vintage whose debt they paid
};

/// A life of a project, told at random, and what it should come to.
class RandomLife {
 public:
  explicit RandomLife(std::uint32_t seed) : random_(seed) {
    registry_.declare_exclusivity("2025-01-01/2026-10-01");
  }

  void step() {
    switch (draw(10)) {
      case 0:
      case 1:
        return sell();
      case 2:
        return go_on();
      case 3:
        return correct();
      case 4:
      case 5:
        return report();
      case 6:
        return audit();
      case 7:
        return draw(2) == 0 ? cancel() : set_off();
      default:
        return issue();
    }
  }

  /// That every vintage's figures are the oracle's.
  void check() const {
    std::map<int, VintageFigures> figures;
    for (const VintageFigures& each : vintages(registry_.ledger().opened(), "DEMO"))
      figures[each.vintage] = each;
    for (const int vintage : {2025, 2026}) {
      CAPTURE(vintage);
      CHECK(figures[vintage].creditable == Decimal::from_scaled(creditable(vintage)));
      CHECK(figures[vintage].owed == Decimal::from_scaled(owed(vintage)));
      CHECK(figures[vintage].account.issued == issued(vintage));
    }
  }

  /// That the reports which no longer hold are the oracle's.
  void check_reports() {
    const CreditStanding credits = credit_standing(registry_.ledger().opened(), "DEMO", {});
    CHECK(credits.outdated == outdated(false));
    CHECK(credits.risen == outdated(true));
  }

  [[nodiscard]] std::uint64_t issued() const { return issued(2025) + issued(2026); }
  [[nodiscard]] const std::map<std::string, int>& outcomes() const { return outcomes_; }
  [[nodiscard]] const MonitoredRegistry& registry() const { return registry_; }

 private:
  std::uint32_t draw(std::size_t below) { return static_cast<std::uint32_t>(random_() % below); }
  Instant some_day() { return {parse_date("2025-01-02")->milliseconds + std::int64_t{draw(540)} * day_ms}; }

  // ---- the oracle

  [[nodiscard]] std::uint64_t issued(int vintage) const {
    std::uint64_t sum = 0;
    for (const OracleIssuance& issuance : issuances_) sum += issuance.vintage == vintage ? issuance.count : 0;
    return sum;
  }
  [[nodiscard]] Billionths creditable(int vintage) const {
    std::map<Period, const OracleReport*> counted;
    for (const OracleReport& report : reports_) {
      if (report.counts()) counted[report.period] = &report;
    }
    Billionths sum = 0;
    for (const auto& [period, report] : counted) {
      const Lines now = lines_of(devices_, period);
      Lines all = now;
      all.insert(report->lines.begin(), report->lines.end());
      for (const auto& [name, kg] : all) {
        if (std::get<2>(name) != vintage) continue;
        Billionths seen = value(report->lines, name);
        if (report->opinion == "qualified") seen = std::min<Billionths>(seen, 0);
        sum += std::min(seen, value(now, name));
      }
    }
    return sum > 0 ? times(times(times(sum, 900'000'000), 900'000'000), 950'000'000) : sum;
  }
  static Billionths value(const Lines& lines, const Lines::key_type& name) {
    const auto found = lines.find(name);
    return found == lines.end() ? 0 : found->second;
  }
  [[nodiscard]] Billionths owed(int vintage) const {
    Billionths sum = creditable(vintage) + set_off_[vintage == 2025 ? 0 : 1];
    for (const OracleIssuance& issuance : issuances_) {
      if (issuance.vintage == vintage) sum -= 1'000 * one * issuance.count;
      if (const auto paid = issuance.cancelled.find(vintage); paid != issuance.cancelled.end())
        sum += 1'000 * one * paid->second;
    }
    return sum;
  }
  [[nodiscard]] OracleReport* standing(const Period& period) {
    const auto found = std::find_if(reports_.rbegin(), reports_.rend(),
                                    [&](const OracleReport& report) { return report.period == period; });
    return found == reports_.rend() ? nullptr : &*found;
  }
  /// What an issuance is refused with, by the rules as they are written down.
  [[nodiscard]] std::string expected(OracleReport& report, int vintage) {
    if (report.opinion.empty()) return "unknown_opinion";
    if (standing(report.period) != &report) return "unknown_report";
    const Period& period = report.period;
    if (year_of(period.from) > vintage || year_of({period.to.milliseconds - 1}) < vintage)
      return "impossible_date";
    if (report.opinion != "unmodified") return "opinion_modified";
    for (const OracleReport& other : reports_) {
      if (other.period.from < report.period.to && standing(other.period) == &other && !other.counts())
        return "period_not_audited";
    }
    if (owed(vintage) < 0) return "vintage_in_debt";
    if (owed(vintage) < 1'000 * one) return "nothing_to_issue";
    if (owed(2025) < 0 || owed(2026) < 0) return "vintage_in_debt";
    return "accepted";
  }
  /// The reports that no later one replaces and of which a cycle comes to something else now, by period; or
  /// of which one comes to more.
  [[nodiscard]] std::vector<std::uint64_t> outdated(bool only_risen) {
    std::map<Period, std::uint64_t> found;
    for (const OracleReport& report : reports_) {
      if (standing(report.period) != &report) continue;
      const Lines now = lines_of(devices_, report.period);
      const bool risen =
          std::any_of(now.begin(), now.end(),
                      [&](const auto& line) { return line.second > value(report.lines, line.first); }) ||
          std::any_of(report.lines.begin(), report.lines.end(),
                      [&](const auto& line) { return line.second < value(now, line.first); });
      if (only_risen ? risen : now != report.lines) found[report.period] = report.seq;
    }
    std::vector<std::uint64_t> seqs;
    for (const auto& [period, seq] : found) seqs.push_back(seq);
    return seqs;
  }

  // ---- what happens

  void sell() {
    if (devices_.size() > most_devices) return go_on();
    std::string lines;
    const int sold = 15 + static_cast<int>(draw(25));
    const Instant day = some_day();
    for (int i = 0; i < sold; ++i) {
      History history;
      for (const char kind : {'C', 'R', 'S'})
        history.push_back({kind, {day.milliseconds + i * 10 + kind}, false});
      std::sort(history.begin(), history.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
      for (const Happened& event : history) lines += line_of(static_cast<int>(devices_.size()), event);
      devices_.push_back(history);
    }
    registry_.submit(lines);
  }

  /// Some devices come back, and are sold again or not.
  void go_on() {
    std::string lines;
    for (std::size_t i = draw(8); i < devices_.size(); i += 8) {
      History& history = devices_[i];
      if (history.back().kind != 'S' || history.back().at > last_day) continue;
      std::int64_t at = history.back().at.milliseconds + (1 + draw(40)) * day_ms;
      std::string more = draw(2) == 0 ? "BS" : "CRS";
      more.resize(1 + draw(more.size()));
      for (const char kind : more) {
        history.push_back({kind, {at}, false});
        lines += line_of(static_cast<int>(i), history.back());
        at += day_ms;
      }
    }
    if (!lines.empty()) registry_.submit(lines);
  }

  /// The histories of some devices turn out to have been otherwise.
  void correct() {
    std::string lines;
    for (std::size_t i = draw(8); i < devices_.size(); i += 8) {
      History& history = devices_[i];
      if (draw(2) == 0 && history.size() > 1) {
        history.pop_back();
      } else if (history.back().kind == 'S') {
        history.back().abroad = !history.back().abroad;
      } else {
        history.back().at.milliseconds += 1;
      }
      for (const Happened& event : history) lines += line_of(static_cast<int>(i), event);
    }
    if (!lines.empty()) registry_.correct(lines);
  }

  void report() {
    static const std::array<const char*, 8> quarters{"2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01",
                                                     "2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"};
    const std::size_t first = draw(quarters.size() - 1);
    const std::size_t last = std::min(quarters.size() - 1, first + 1 + draw(2));
    Period period{*parse_date(quarters[first]), *parse_date(quarters[last])};
    if (!reports_.empty() && draw(3) != 0) period = reports_[draw(reports_.size())].period;
    Instant next = *parse_date("2025-01-01");
    for (const OracleReport& other : reports_) next = std::max(next, other.period.to);
    if (draw(3) != 0 && next < *parse_date("2026-10-01")) {
      period.from = next;
      while (period.to <= next) period.to = {period.to.milliseconds + 92 * day_ms};
      period.to = std::min(period.to, *parse_date("2026-10-01"));
    }
    const OracleReport* replaced = standing(period);
    const Lines lines = lines_of(devices_, period);
    const std::string expectation = replaced == nullptr && period.from != next        ? "report_out_of_order"
                                    : replaced != nullptr && replaced->lines == lines ? "report_unchanged"
                                                                                      : "accepted";
    const auto answer =
        registry_.act("period_reported", "DEMO", report_act(registry_.ledger().opened(), "DEMO", period, 3),
                      registry_.developer);
    CHECK(outcome_of(answer) == expectation);
    if (!answer) return;
    reports_.push_back({answer->seq, period, lines, {}, 0});
    if (draw(4) == 0) return;
    give_opinion(reports_.back());
    if (draw(2) == 0) issue(reports_.back(), year_of(period.from));
  }

  void give_opinion(OracleReport& report) {
    report.opinion = draw(8) == 0 ? "qualified" : "unmodified";
    Json opinion = MonitoredRegistry::opinion_on(report.seq);
    opinion["opinion"] = report.opinion;
    report.opinion_seq = accepted(registry_.act("opinion_given", "DEMO", registry_.disposing(opinion),
                                                registry_.independent_auditor))
                             .seq;
  }

  /// An opinion on a report that has none; or the one it has is reopened.
  void audit() {
    if (reports_.empty()) return;
    OracleReport& report = reports_[draw(reports_.size())];
    if (report.opinion.empty()) {
      if (standing(report.period) == &report) give_opinion(report);
    } else if (report.opinion == "qualified" || draw(4) == 0) {
      accepted(registry_.act("opinion_reopened", "DEMO",
                             {{"opinion", report.opinion_seq}, {"reason", "a fact found later"}},
                             registry_.certifier));
      report.opinion.clear();
    }
  }

  void issue() {
    if (reports_.empty()) return;
    OracleReport& any = reports_[draw(reports_.size())];
    OracleReport& report = draw(4) != 0 ? *standing(any.period) : any;
    issue(report, draw(6) != 0 ? year_of(report.period.from) : 2026);
  }

  void issue(OracleReport& report, int vintage) {
    const std::string expectation = expected(report, vintage);
    const Billionths due = owed(vintage);
    ++outcomes_[expectation];
    CHECK(outcome_of(registry_.try_to_issue(report.seq, vintage)) == expectation);
    if (expectation != "accepted") return;
    issuances_.push_back({vintage, static_cast<std::uint32_t>(due / (1'000 * one)), 0, {}});
    CHECK(owed(vintage) >= 0);
    CHECK(owed(vintage) < 1'000 * one);
    CHECK(outcome_of(registry_.try_to_issue(report.seq, vintage)) == "nothing_to_issue");
  }

  void cancel() {
    if (issuances_.empty()) return;
    const std::size_t at = draw(issuances_.size());
    OracleIssuance& issuance = issuances_[at];
    if (issuance.gone == issuance.count) return;
    const std::uint32_t count = 1 + draw(issuance.count - issuance.gone);
    const bool correction = draw(3) != 0;
    const int settled = correction && draw(2) == 0 ? 2025 + static_cast<int>(draw(2)) : issuance.vintage;
    const Billionths debt = std::max<Billionths>(0, -owed(settled));
    const bool beyond = correction && count > (debt + 1'000 * one - 1) / (1'000 * one);
    const auto answer = registry_.try_to_cancel({"DEMO", issuance.vintage, static_cast<std::uint32_t>(at + 1),
                                                 issuance.gone + 1, issuance.gone + count},
                                                correction ? "correction" : "error",
                                                correction ? std::optional(settled) : std::nullopt);
    CHECK(outcome_of(answer) == (beyond ? "beyond_debt" : "accepted"));
    ++outcomes_[beyond ? "beyond_debt" : "cancelled"];
    if (beyond) return;
    issuance.gone += count;
    if (correction) issuance.cancelled[settled] += count;
  }

  void set_off() {
    const Billionths most = std::min(-owed(2025), owed(2026));
    if (most <= 0) {
      CHECK(outcome_of(registry_.try_to_set_off(2025, 2026, Decimal(1))) == "nothing_to_set_off");
      return;
    }
    CHECK(outcome_of(registry_.try_to_set_off(2025, 2026, Decimal::from_scaled(most + 1))) ==
          "nothing_to_set_off");
    const Billionths kg = draw(2) == 0 ? most : most / 2 + 1;
    registry_.set_off(2025, 2026, Decimal::from_scaled(kg));
    set_off_[0] += kg;
    set_off_[1] -= kg;
    ++outcomes_["set off"];
  }

  std::mt19937 random_;
  MonitoredRegistry registry_;
  std::vector<History> devices_;
  std::vector<OracleReport> reports_;
  std::vector<OracleIssuance> issuances_;
  std::array<Billionths, 2> set_off_{};  ///< of 2025, 2026
  std::map<std::string, int> outcomes_;
};

/// One life from `seed`; how many units were issued in it.
std::uint64_t live(std::uint32_t seed) {
  RandomLife life(seed);
  for (int step = 0; step < steps; ++step) {
    CAPTURE(step);
    life.step();
    life.check();
    if (step % 8 == 0) life.check_reports();
  }
  for (const auto& [outcome, count] : life.outcomes()) MESSAGE(outcome << ": " << count);
  const VerifyReport report = verify_registry(life.registry().registry(), {}, false);
  CHECK(report.sound());
  return life.issued();
}

}  // namespace

TEST_CASE("issued once: whatever happens, units are what the devices' histories are worth, and no more") {
  constexpr bool is_whole = steps == all_steps;
  constexpr std::uint32_t lives = 8;  // in some, nothing is ever issued
  std::uint64_t issued = live(seed());
  for (std::uint32_t other = 1; is_whole && issued == 0 && other < lives; ++other)
    issued = live(seed() + other);
  if (is_whole) CHECK(issued > 0);
}
