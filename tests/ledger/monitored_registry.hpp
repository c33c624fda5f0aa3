// SPDX-License-Identifier: Apache-2.0
// A registry whose project DEMO is monitored: devices sold, periods reported,
// audited and credited, through the door only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/intake/correction.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/values/unit_serial.hpp"
#include "tests/ledger/open_registry.hpp"

namespace lcl::test {

/// The IMEI of an invented device.
[[nodiscard]] std::string imei_of(int device);
/// One event of an invented device, as a line of NDJSON; `rest` is the members of its kind.
[[nodiscard]] std::string event_line(int device, std::string_view at, std::string_view rest);
/// The same of a device with other identifiers, as JSON.
[[nodiscard]] std::string event_line(std::string_view identifiers, std::string_view at,
                                     std::string_view rest);
/// A console's life that is credited on `day`: collected and reconditioned that day, sold in `country`.
[[nodiscard]] std::string sale_of(int device, std::string_view day, std::string_view country = "FR");

[[nodiscard]] Json dates(std::string_view period);
/// That units are issued.
inline const Decision decision{"DGEC 2026-1", *parse_date("2025-06-01")};

class MonitoredRegistry : public OpenRegistry {
 public:
  explicit MonitoredRegistry(const Json& methodology = reference_methodology(), Json stated = {});

  /// `count` consoles, from number `first` on, each credited on `day`.
  void sell(int first, int count, std::string_view day) const;
  /// Replaces what stands for consoles sold on `day` in France: they are sold in Germany, which earns
  /// nothing.
  void correct_to_germany(int first, int count, std::string_view day) const;

  /// What a corrected log of the devices' whole histories changes.
  [[nodiscard]] Correction correction(std::string_view lines, LogFormat format = LogFormat::ndjson) const;
  /// Submits that; nothing where nothing changes.
  void correct(std::string_view lines, LogFormat format = LogFormat::ndjson) const;

  // Each is signed by whom it is for, and gives the seq of its statement; throws if it is refused.
  std::uint64_t report(std::string_view period) const;
  std::uint64_t audit(std::uint64_t report) const;
  std::uint64_t declare_exclusivity(std::string_view period) const;
  std::uint64_t issue(std::uint64_t report, int vintage) const;
  /// report, declare_exclusivity and audit. The report's seq.
  std::uint64_t audited_report(std::string_view period) const;
  std::uint64_t cancel(const UnitBlock& units, std::string_view reason) const;
  std::uint64_t set_off(int vintage, int from_vintage, const Decimal& kg) const;

  // What each would be refused with.
  [[nodiscard]] Result<Receipt> try_to_issue(std::uint64_t report, int vintage) const;
  [[nodiscard]] Result<Receipt> try_to_cancel(const UnitBlock& units, std::string_view reason,
                                              std::optional<int> vintage = {}) const;
  [[nodiscard]] Result<Receipt> try_to_set_off(int vintage, int from_vintage, const Decimal& kg) const;

  [[nodiscard]] VintageFigures vintage(int year) const;
  [[nodiscard]] static Json opinion_on(std::uint64_t report);
  /// An opinion with the modified ones that it disposes of.
  [[nodiscard]] Json disposing(Json opinion, const std::string& project = "DEMO") const;
  /// That the key may give opinions, as the party's.
  void grant_auditor(const PrivateKey& key, std::string_view party) const;

  PrivateKey independent_auditor;
};

/// What a commit is refused with, as a word; `accepted` if it is not.
[[nodiscard]] std::string outcome_of(const Result<Receipt>& answer);

}  // namespace lcl::test
