// SPDX-License-Identifier: Apache-2.0
// A project with enough sold to be reported, audited and credited.
#pragma once

#include <functional>
#include <string>

#include "ledger/replay/recomputation.hpp"
#include "tests/audit/tampering.hpp"
#include "tests/registry/accreditation.hpp"
#include "tests/store/pinned_log.hpp"

namespace lcl::test {

inline const std::string phones{project};
inline constexpr std::uint64_t sold = 80;  // at 30 kg each and half of it discounted: one unit
inline const Json february{{"from", "2026-02-01"}, {"to", "2026-03-01"}};

/// A project that sold phones, with an independent auditor.
struct MonitoredPhones : DishonestRegistry {
  MonitoredPhones() : MonitoredPhones([](DishonestRegistry&) {}) {}
  explicit MonitoredPhones(const std::function<void(DishonestRegistry&)>& before_opening) {
    before_opening(*this);
    open_and_label(*this);
    Json granted = grant(auditor.public_key(), "auditor");
    granted["party"] = std::string(other_siret);
    act("key_granted", "", granted, certifier);
    act("auditor_accredited", "", test::accreditation(other_siret), certifier);
    sell(0);
  }

  void sell(std::uint64_t first, std::uint64_t count = sold) {
    std::vector<SentEvent> events;
    for (std::uint64_t device = first; device < first + count; ++device) {
      events.push_back({device_number(device), collection("2026-02-01T10:00:00.000Z")});
      events.push_back({device_number(device), reconditioning("2026-02-02T10:00:00.000Z")});
      events.push_back({device_number(device), resale("2026-02-03T10:00:00.000Z")});
    }
    submit(phones, events, developer);
    seal();
  }

  [[nodiscard]] RegistryState state() const {
    return state_at(PinnedLog(file(), seen()).log, origin, size());
  }
  /// Of February, with what each cycle comes to.
  [[nodiscard]] DerivedFigures february_figures() const {
    const PinnedLog pinned(file(), seen());
    const RegistryState now = state();
    FiguresRequest request{now, phones, seen(), {*parse_date("2026-02-01"), *parse_date("2026-03-01")}};
    request.list_lines = true;
    return figures_of({pinned.log, pinned.log}, {request}).front();
  }
  [[nodiscard]] Tally tally() const { return february_figures().tally; }

  [[nodiscard]] Json report_fields() const {
    const DerivedFigures figures = february_figures();
    const Tally& made = figures.tally;
    return {{"period", february},
            {"checkpoint", head_json(seen())},
            {"methodology", hex(made.methodology)},
            {"tally", hex(digest_of(made))},
            {"lines", hex(digest_of(figures.lines, of_period(made)))},
            {"reduction", to_string(made.amounts.net())},
            {"estimate", 1}};
  }

  std::uint64_t report() {
    const std::uint64_t seq = act("period_reported", phones, report_fields(), developer);
    seal();
    return seq;
  }

  std::uint64_t give_opinion(std::uint64_t report) {
    act("exclusivity_declared", phones, {{"period", february}, {"declaration", hex(sha256("d"))}}, developer);
    const std::uint64_t seq = act("opinion_given", phones,
                                  {{"reports", {report}},
                                   {"opinion", "unmodified"},
                                   {"assurance", "limited"},
                                   {"materiality", "0.05"},
                                   {"misstatements", Json::array()},
                                   {"misstated", "0"},
                                   {"document", hex(sha256("report"))},
                                   {"independence", hex(sha256("independence"))}},
                                  auditor);
    seal();
    return seq;
  }

  [[nodiscard]] Json issuance_fields(std::uint64_t report, std::uint64_t opinion) const {
    const PinnedLog pinned(file(), seen());
    const RegistryState now = state();
    const VintageFigures figures =
        figures_at({pinned.log, pinned.log}, now, *now.project(phones), seen(), {}).front();
    Json fields{{"report", report},
                {"opinion", opinion},
                {"opinions", now.project(phones)->opinions_touching(2026)},
                {"decision", "DGEC 1"},
                {"decided_on", "2026-02-01"},
                {"period", february},
                {"vintage", 2026},
                {"checkpoint", head_json(seen())},
                {"methodology", hex(tally().methodology)},
                {"tally", hex(digest_of(tally()))},
                {"avoided", to_string(figures.avoided)},
                {"emitted", to_string(figures.emitted)},
                {"given_back", to_string(figures.given_back)},
                {"baseline", to_string(figures.baseline)},
                {"leakage", to_string(figures.leakage)},
                {"reduction", to_string(figures.reduction)},
                {"creditable", to_string(figures.creditable)},
                {"issued_before", figures.account.issued},
                {"cancelled", figures.account.cancelled},
                {"set_off_in", "0"},
                {"set_off_out", "0"},
                {"owed", to_string(figures.owed)},
                {"count", figures.units}};
    if (const auto& issued = now.project(phones)->issuances; !issued.empty())
      fields["previous"] = issued.back().seq;
    return fields;
  }

  std::uint64_t issue(const Json& fields) {
    const std::uint64_t seq = act("units_issued", phones, fields, certifier);
    seal();
    return seq;
  }

  PrivateKey auditor = PrivateKey::generate();
};

}  // namespace lcl::test
