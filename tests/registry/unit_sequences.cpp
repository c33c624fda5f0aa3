// SPDX-License-Identifier: Apache-2.0
// Random lives of units against an oracle that keeps one record per unit. As
// many acts as LCL_UNIT_ACTS says, 100,000 unless told; LCL_SEED for others.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>

#include "tests/registry/trial_registry.hpp"
#include "tests/registry/unit_oracle.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

using namespace test;

constexpr int first_vintage = 2025;
constexpr int last_vintage = 2027;
constexpr std::size_t acts_per_project = 500;

std::size_t number_of_acts() {
  const char* const given = std::getenv("LCL_UNIT_ACTS");
  return given == nullptr ? static_cast<std::size_t>(rounds(100'000)) : std::strtoul(given, nullptr, 10);
}

/// One project's units, and random acts on them.
class Trial {
 public:
  Trial(TrialRegistry& registry, std::mt19937& random, std::string project)
      : registry_(registry), random_(random), project_(std::move(project)) {
    registry_.bring(project_, ProjectState::labelled);
    period_ = dates("2025-01-01", "2028-01-01");
    report_ = registry_.audited_report(project_, period_);
    opinion_ = registry_.last();
  }

  void act() {
    const int choice = up_to(100);
    if (choice < 5 || issued_.empty()) {
      issue();
    } else if (choice < 10) {
      set_off();
    } else if (choice < 35 && !offers_.empty()) {
      answer();
    } else {
      dispose();
    }
    if (up_to(40) == 0) registry_.time.milliseconds += 5 * day_ms;
  }

  /// That the registry's books and the oracle's are the same.
  void compare() const {
    const Project& project = *registry_.state.project(project_);
    REQUIRE(project.issuances.size() == issued_.size());
    for (std::size_t i = 0; i < issued_.size(); ++i) test::compare(project.issuances[i], issued_[i]);
    for (int vintage = first_vintage; vintage <= last_vintage; ++vintage) {
      const VintageAccount account = project.account(vintage);
      const auto [issued, cancelled] = counts(vintage);
      REQUIRE(account.issued == static_cast<std::uint64_t>(issued));
      REQUIRE(account.cancelled == static_cast<std::uint64_t>(cancelled));
    }
  }

  [[nodiscard]] const std::map<std::string, std::size_t>& results() const { return results_; }

 private:
  int up_to(int beyond) { return static_cast<int>(random_() % static_cast<unsigned>(beyond)); }

  [[nodiscard]] std::pair<std::int64_t, std::int64_t> counts(int vintage) const {
    std::int64_t issued = 0;
    std::int64_t cancelled = 0;
    for (const Issued& issuance : issued_) {
      if (issuance.vintage == vintage) issued += static_cast<std::int64_t>(issuance.units.size());
      for (const Unit& unit : issuance.units) cancelled += unit.settles == vintage ? 1 : 0;
    }
    return {issued, cancelled};
  }

  /// Has the registry judge the act; checks that it says what the oracle expects.
  bool done(const char* kind, const Json& act, const PrivateKey& signer, const std::string& expected) {
    const Statement statement = registry_.drafted(kind, project_, act, signer);
    const auto refused = registry_.state.refusal_of_draft(statement, registry_.time, any_head);
    const std::string result = refused ? std::string(word(refused->refusal)) : "done";
    CAPTURE(act.dump());
    REQUIRE(result == expected);
    ++results_[result];
    if (!refused) registry_.state.apply(registry_.next++, statement, registry_.time);
    return !refused;
  }

  void issue() {
    const int vintage = first_vintage + up_to(last_vintage - first_vintage + 1);
    const auto [issued, cancelled] = counts(vintage);
    const Account& account = accounts_[vintage];
    std::int64_t owed = up_to(40'000) - 4'000;
    const std::int64_t creditable = owed + 1'000 * (issued - cancelled) - account.in + account.out;
    std::string expected = owed < 0 ? "vintage_in_debt" : owed < 1'000 ? "nothing_to_issue" : "done";
    std::int64_t count = std::max<std::int64_t>(owed, 0) / 1'000;
    std::int64_t stated_before = issued;
    switch (up_to(12)) {  // now and then a figure is wrong
      case 0:
        if (expected == "done") expected = "figures_differ";
        ++count;
        break;
      case 1:
        expected = "figures_differ";
        ++stated_before;
        break;
      case 2:
        expected = "figures_differ";
        ++owed;
        break;
      default:
        break;
    }
    Json act =
        with(issuance(registry_, report_, opinion_, period_), {{"vintage", vintage},
                                                               {"creditable", std::to_string(creditable)},
                                                               {"issued_before", stated_before},
                                                               {"cancelled", cancelled},
                                                               {"set_off_in", std::to_string(account.in)},
                                                               {"set_off_out", std::to_string(account.out)},
                                                               {"owed", std::to_string(owed)},
                                                               {"count", count}});
    if (!issued_.empty()) act["previous"] = previous_;
    const std::uint64_t seq = registry_.next;
    if (!done("units_issued", act, registry_.certifier, expected)) return;
    previous_ = seq;
    Unit unit;
    unit.acts.push_back(seq);
    issued_.push_back({vintage, std::vector<Unit>(static_cast<std::size_t>(count), unit)});
  }

  void set_off() {
    const int vintage = first_vintage + up_to(3);
    const int from = first_vintage + up_to(3);
    const std::int64_t kg = up_to(5'000) - 100;
    const char* expected = kg <= 0 ? "malformed_statement" : vintage == from ? "impossible_date" : "done";
    const Json act{{"vintage", vintage},
                   {"from_vintage", from},
                   {"kgco2e", std::to_string(kg)},
                   {"checkpoint", registry_.head()}};
    if (!done("debt_set_off", act, registry_.certifier, expected)) return;
    accounts_[vintage].in += kg;
    accounts_[from].out += kg;
  }

  /// Offers, assigns, retires or cancels a random block; now and then one that is none.
  void dispose() {
    const auto ordinal = static_cast<std::size_t>(up_to(static_cast<int>(issued_.size())));
    Issued& issued = issued_[ordinal];
    const int count = static_cast<int>(issued.units.size());
    const int first = up_to(count);
    const int last = first + up_to(std::min(count - first, 1 + up_to(6)));
    UnitBlock block{project_, issued.vintage, static_cast<std::uint32_t>(ordinal + 1),
                    static_cast<std::uint32_t>(first + 1), static_cast<std::uint32_t>(last + 1)};
    bool foreign = true;
    switch (up_to(20)) {
      case 0:
        block.last = static_cast<std::uint32_t>(count + 1);
        break;
      case 1:
        block.project = "OTHER";
        break;
      case 2:
        ++block.vintage;
        break;
      case 3:
        block.issuance = static_cast<std::uint32_t>(issued_.size() + 1);
        break;
      default:
        foreign = false;
    }
    std::string serial = to_string(block);
    std::string expected = foreign ? "unknown_units" : "";
    if (up_to(20) == 0) {
      serial.back() = serial.back() == '9' ? '0' : static_cast<char>(serial.back() + 1);
      expected = "serial_check_digits";
    }
    const Change change{ordinal, static_cast<std::size_t>(first), static_cast<std::size_t>(last), serial,
                        expected};
    const int choice = up_to(20);
    if (choice < 7) {
      offer(change);
    } else if (choice < 9) {
      assign(change);
    } else if (choice < 11) {
      mandate(change);
    } else if (choice < 16) {
      retire(change);
    } else {
      cancel(change);
    }
  }

  struct Change {
    std::size_t ordinal = 0;
    std::size_t first = 0;
    std::size_t last = 0;
    std::string serial;
    std::string fault;  ///< of the serial itself; empty: none
  };

  template <typename Predicate>
  bool all(const Change& change, Predicate predicate) {
    const std::vector<Unit>& units = issued_[change.ordinal].units;
    for (std::size_t i = change.first; i <= change.last; ++i) {
      if (!predicate(units[i])) return false;
    }
    return true;
  }
  template <typename Apply>
  void each(std::size_t ordinal, std::size_t first, std::size_t last, std::uint64_t seq, Apply apply) {
    for (std::size_t i = first; i <= last; ++i) {
      issued_[ordinal].units[i].acts.push_back(seq);
      apply(issued_[ordinal].units[i]);
    }
  }

  bool is_open(std::uint64_t seq) {
    const Offered& offered = offers_.at(seq);
    return !offered.closed && registry_.time < offered.until;
  }

  /// Why units are not to be had, if so; else empty.
  std::string not_to_be_had(const Change& change) {
    if (!change.fault.empty()) return change.fault;
    if (!all(change, [](const Unit& unit) {
          return unit.state == UnitState::issued || unit.state == UnitState::assigned;
        }))
      return "units_not_held";
    if (!all(change, [&](const Unit& unit) { return !unit.offer || !is_open(*unit.offer); }))
      return "units_offered";
    return {};
  }

  [[nodiscard]] std::optional<Digest> holder_of(const PrivateKey& key) const {
    if (&key == &registry_.holder || &key == &registry_.other_holder) return key.public_key().id();
    return std::nullopt;
  }

  /// The same, and whether the key is that of who has them.
  std::string not_disposable(const Change& change, const PrivateKey& key) {
    if (std::string fault = not_to_be_had(change); !fault.empty()) return fault;
    const std::optional<Digest> holder = holder_of(key);
    const bool own = all(change, [&](const Unit& unit) {
      if (&key == &registry_.developer) return unit.state == UnitState::issued;
      if (&key == &registry_.certifier) return unit.state == UnitState::assigned && !unit.holder;
      return unit.state == UnitState::assigned && unit.holder == holder;
    });
    return own ? "" : "not_the_holder";
  }

  /// Mostly who has the first of them, now and then somebody else.
  const PrivateKey& somebody(const Change& change) {
    const Unit& unit = issued_[change.ordinal].units[change.first];
    switch (up_to(12)) {
      case 0:
        return registry_.developer;
      case 1:
        return registry_.holder;
      case 2:
        return registry_.other_holder;
      case 3:
        return registry_.certifier;
      default:
        break;
    }
    if (unit.state == UnitState::issued) return registry_.developer;
    if (!unit.holder) return registry_.certifier;
    return *unit.holder == registry_.holder.public_key().id() ? registry_.holder : registry_.other_holder;
  }

  static Json contract(const Change& change) {
    return {{"units", change.serial},
            {"use", "contribution"},
            {"contract_date", "2026-01-01"},
            {"attestation", digest_of('a')}};
  }

  void offer(const Change& change) {
    const PrivateKey& key = somebody(change);
    if (&key == &registry_.certifier) return;
    const Digest to = (up_to(2) == 0 ? registry_.holder : registry_.other_holder).public_key().id();
    const std::string fault = not_disposable(change, key);
    Json act = contract(change);
    act["to"] = hex(to);
    const std::optional<Digest> from = holder_of(key);
    if (from) act["from"] = hex(*from);
    const std::uint64_t seq = registry_.next;
    if (!done("units_assigned", act, key, fault.empty() ? "done" : fault)) return;
    offers_[seq] = {change.ordinal, change.first, change.last, from, to, after_a_month(registry_.time),
                    false};
    each(change.ordinal, change.first, change.last, seq, [&](Unit& unit) { unit.offer = seq; });
  }

  /// Accepts or withdraws one of the offers, mostly one of the last, mostly by who may.
  void answer() {
    auto at = std::prev(offers_.end());
    for (int back = up_to(4); back > 0 && at != offers_.begin(); --back) --at;
    const auto seq = at->first;
    Offered& offered = at->second;
    const PrivateKey& to =
        offered.to == registry_.holder.public_key().id() ? registry_.holder : registry_.other_holder;
    const PrivateKey& key = up_to(8) == 0 ? registry_.holder : to;
    std::string expected = !is_open(seq) ? "offer_not_open" : "done";
    const std::uint64_t entry = registry_.next;
    if (up_to(4) == 0) {
      const PrivateKey& maker = up_to(2) == 0 ? registry_.certifier : registry_.developer;
      if (expected == "done" && &maker == &registry_.developer && offered.from) expected = "not_the_holder";
      if (!done("assignment_withdrawn", {{"offer", seq}, {"reason", "why"}}, maker, expected)) return;
      each(offered.ordinal, offered.first, offered.last, entry, [](Unit&) {});
    } else {
      if (expected == "done" && holder_of(key) != offered.to) expected = "not_the_holder";
      if (!done("assignment_accepted", {{"offer", seq}}, key, expected)) return;
      each(offered.ordinal, offered.first, offered.last, entry, [&](Unit& unit) {
        unit.state = UnitState::assigned;
        unit.holder = offered.to;
        unit.beneficiary.clear();
        unit.mandate.reset();
      });
    }
    offered.closed = true;
  }

  /// To somebody without a key.
  void assign(const Change& change) {
    const PrivateKey& key = somebody(change);
    if (&key == &registry_.certifier) return;
    const std::string fault = not_disposable(change, key);
    Json act = contract(change);
    act["beneficiary"] = "beneficiary " + std::to_string(up_to(3));
    if (const auto from = holder_of(key)) act["from"] = hex(*from);
    const std::uint64_t seq = registry_.next;
    if (!done("units_assigned", act, key, fault.empty() ? "done" : fault)) return;
    each(change.ordinal, change.first, change.last, seq, [&](Unit& unit) {
      unit.state = UnitState::assigned;
      unit.holder.reset();
      unit.beneficiary = act["beneficiary"];
      unit.mandate.reset();
    });
  }

  void mandate(const Change& change) {
    const std::string fault = not_disposable(change, registry_.certifier);
    const std::uint64_t seq = registry_.next;
    if (!done("mandate_recorded", {{"units", change.serial}, {"document", digest_of('d')}},
              registry_.certifier, fault.empty() ? "done" : fault))
      return;
    mandates_[seq] = after_a_month(registry_.time);
    each(change.ordinal, change.first, change.last, seq, [&](Unit& unit) { unit.mandate = seq; });
  }

  void retire(const Change& change) {
    const PrivateKey& key = somebody(change);
    Unit& first = issued_[change.ordinal].units[change.first];
    std::string expected = not_disposable(change, key);
    Json act{{"units", change.serial}, {"use", "contribution"}, {"year", 2027}};
    act["beneficiary"] = first.beneficiary.empty() ? "beneficiary 0" : first.beneficiary;
    if (&key == &registry_.certifier && first.mandate) act["mandate"] = *first.mandate;
    if (expected.empty() && &key == &registry_.certifier) {
      const bool mandated =
          first.mandate && all(change, [&](const Unit& unit) { return unit.mandate == first.mandate; });
      const bool same = all(change, [&](const Unit& unit) { return unit.beneficiary == first.beneficiary; });
      if (!mandated && change.first != change.last) return;  // part of it may be under an earlier mandate
      if (!mandated)
        expected = "not_mandated";
      else if (registry_.time < mandates_.at(*first.mandate))
        expected = "mandate_pending";
      else if (!same)
        expected = "not_mandated";
    }
    const std::uint64_t seq = registry_.next;
    if (!done("units_retired", act, key, expected.empty() ? "done" : expected)) return;
    each(change.ordinal, change.first, change.last, seq, [&](Unit& unit) {
      unit.state = UnitState::retired;
      unit.beneficiary = act["beneficiary"];
    });
  }

  void cancel(const Change& change) {
    const bool correction = up_to(2) == 0;
    const PrivateKey& key = correction && up_to(4) != 0 ? registry_.certifier : somebody(change);
    std::string expected;
    if (correction != (&key == &registry_.certifier)) {
      expected = "wrong_role";
    } else if (correction) {
      expected = not_disposable(change, registry_.developer);
    } else {
      expected = not_disposable(change, key);
    }
    Json act{{"units", change.serial}, {"reason", correction ? "correction" : "error"}, {"text", "why"}};
    const int other = first_vintage + up_to(last_vintage - first_vintage + 1);
    if (correction && up_to(3) == 0) act["vintage"] = other;
    const int settles = act.value("vintage", issued_[change.ordinal].vintage);
    const std::uint64_t seq = registry_.next;
    if (!done("units_cancelled", act, key, expected.empty() ? "done" : expected)) return;
    each(change.ordinal, change.first, change.last, seq, [&](Unit& unit) {
      unit.state = UnitState::cancelled;
      if (correction) unit.settles = settles;
    });
  }

  TrialRegistry& registry_;
  std::mt19937& random_;
  std::string project_;
  Json period_;
  std::uint64_t report_ = 0;
  std::uint64_t opinion_ = 0;
  std::uint64_t previous_ = 0;
  std::vector<Issued> issued_;
  std::map<std::uint64_t, Offered> offers_;
  std::map<std::uint64_t, Instant> mandates_;  ///< when they can be used
  std::map<int, Account> accounts_;
  std::map<std::string, std::size_t> results_;
};

}  // namespace

TEST_CASE("unit sequences: whatever is done, the units are those of the oracle, each in one state") {
  std::mt19937 random(test::seed());
  TrialRegistry registry;
  for (const PrivateKey* key : {&registry.holder, &registry.other_holder})
    REQUIRE(registry.act("key_granted", "", holder_grant(*key, "A holder"), registry.certifier) == "done");
  std::map<std::string, std::size_t> results;
  const std::size_t acts = number_of_acts();
  for (std::size_t made = 0, project = 0; made < acts; ++project) {
    Trial trial(registry, random, "P" + std::to_string(100 + project));
    for (std::size_t i = 0; i < acts_per_project && made < acts; ++i, ++made) {
      trial.act();
      if (i % 25 == 0) trial.compare();
    }
    trial.compare();
    for (const auto& [word, count] : trial.results()) results[word] += count;
  }
  if (acts < 10'000) return;
  for (const char* word :
       {"done", "units_not_held", "unknown_units", "serial_check_digits", "figures_differ", "vintage_in_debt",
        "nothing_to_issue", "impossible_date", "malformed_statement", "not_the_holder", "units_offered",
        "offer_not_open", "wrong_role", "not_mandated"}) {
    CAPTURE(word);
    CHECK(results[word] > acts / 5'000);
  }
}

}  // namespace lcl
