// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/monitored_registry.hpp"
#include "ledger/intake/correction.hpp"
#include "ledger/intake/known_devices.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <utility>

#include "tests/registry/accreditation.hpp"

namespace lcl::test {

std::string imei_of(int device) {
  const std::string digits = fmt::format("35{:012}", 1000 + device);
  for (char check = '0';; ++check) {
    if (passes_luhn(digits + check)) return digits + check;
  }
}

std::string event_line(int device, std::string_view at, std::string_view rest) {
  return event_line(fmt::format(R"({{"imei":"{}"}})", imei_of(device)), at, rest);
}

std::string event_line(std::string_view identifiers, std::string_view at, std::string_view rest) {
  return fmt::format(R"({{"device":{},"occurred_at":"{}","participant":"01234567400019",{}}})"
                     "\n",
                     identifiers, at, rest);
}

std::string sale_of(int device, std::string_view day, std::string_view country) {
  return event_line(
             device, fmt::format("{}T08:00:00Z", day),
             R"("kind":"collection","country":"FR","category":"console","holder":"consumer","waste":false)") +
         event_line(
             device, fmt::format("{}T09:00:00Z", day),
             R"("kind":"reconditioning","country":"FR","outcome":"reconditioned","functions_tested":true,"energy_kwh":"1.5","data_erasure":{"standard":"Purge"})") +
         event_line(device, fmt::format("{}T10:00:00Z", day),
                    fmt::format(R"("kind":"resale","country":"{}","warranty_months":24)", country));
}

Json dates(std::string_view period) {
  const Period parsed = parse_period(period).value();
  return {{"from", date_of(parsed.from)}, {"to", date_of(parsed.to)}};
}

std::string outcome_of(const Result<Receipt>& answer) {
  return answer ? "accepted" : std::string(word(answer.refused().refusal));
}

MonitoredRegistry::MonitoredRegistry(const Json& methodology, Json stated)
    : OpenRegistry(methodology, std::move(stated)), independent_auditor(PrivateKey::generate()) {
  grant_auditor(independent_auditor, "55208131766522");
}

void MonitoredRegistry::grant_auditor(const PrivateKey& key, std::string_view party) const {
  accepted(act("key_granted", {},
               {{"public_key", key.public_key().text()}, {"role", "auditor"}, {"party", std::string(party)}},
               certifier));
  accepted(act("auditor_accredited", {}, test::accreditation(std::string(party)), certifier));
}

void MonitoredRegistry::sell(int first, int count, std::string_view day) const {
  std::string lines;
  for (int device = first; device < first + count; ++device) lines += sale_of(device, day);
  submit(lines);
}

void MonitoredRegistry::correct_to_germany(int first, int count, std::string_view day) const {
  std::string lines;
  for (int device = first; device < first + count; ++device) lines += sale_of(device, day, "DE");
  correct(lines);
}

Correction MonitoredRegistry::correction(std::string_view lines, LogFormat format) const {
  const auto log = folder() / "corrected";
  std::ofstream(log, std::ios::binary) << lines;
  const int input = ::open(log.c_str(), O_RDONLY);
  const auto reader = LogReader::open(input, format);
  const Ledger now_standing = ledger();
  auto known = OwnDevices::of(now_standing.opened(), "DEMO");
  if (!known) throw std::runtime_error(known.refused().message);
  Correction correction = correction_of(*known, *reader);
  ::close(input);
  return correction;
}

void MonitoredRegistry::correct(std::string_view lines, LogFormat format) const {
  const Correction found = correction(lines, format);
  if (found.devices.empty()) return;
  std::filesystem::remove(staged());
  Ledger ledger(registry().path);
  const auto corrections = found.log(now(), "as it was");
  const Preparation prepared =
      ledger.prepare(*corrections, {.project = "DEMO"}, developer.public_key().id(), staged());
  if (prepared.refusals != 0) throw std::runtime_error(prepared.listed.front().message);
  Ledger::sign_staged(staged(), developer);
  accepted(ledger.commit_staged(staged()));
}

std::uint64_t MonitoredRegistry::report(std::string_view period) const {
  return accepted(act("period_reported", "DEMO",
                      report_act(ledger().opened(), "DEMO", *parse_period(period), 3), developer))
      .seq;
}

Json MonitoredRegistry::opinion_on(std::uint64_t report) {
  return {{"reports", {report}},
          {"opinion", "unmodified"},
          {"assurance", "reasonable"},
          {"materiality", "0.05"},
          {"misstatements", Json::array()},
          {"misstated", "0"},
          {"document", std::string(64, 'd')},
          {"independence", std::string(64, 'e')}};
}

Json MonitoredRegistry::disposing(Json opinion, const std::string& id) const {
  std::optional<Ledger> place;
  const Project& project = *through(place).state().project(id);
  if (opinion["opinion"] != "unmodified") return opinion;
  std::set<std::uint64_t> answers;
  for (const Json& report : opinion["reports"]) {
    for (const std::uint64_t seq : project.to_dispose_of(project.report(report.get<std::uint64_t>())->period))
      answers.insert(seq);
  }
  if (!answers.empty()) opinion["disposes_of"] = answers;
  return opinion;
}

std::uint64_t MonitoredRegistry::audit(std::uint64_t report) const {
  return accepted(act("opinion_given", "DEMO", disposing(opinion_on(report)), independent_auditor)).seq;
}

std::uint64_t MonitoredRegistry::declare_exclusivity(std::string_view period) const {
  return accepted(act("exclusivity_declared", "DEMO",
                      {{"period", dates(period)}, {"declaration", std::string(64, 'c')}}, developer))
      .seq;
}

std::uint64_t MonitoredRegistry::audited_report(std::string_view period) const {
  declare_exclusivity(period);
  const std::uint64_t seq = report(period);
  audit(seq);
  return seq;
}

Result<Receipt> MonitoredRegistry::try_to_issue(std::uint64_t report, int vintage) const {
  auto fields = issuance_act(ledger().opened(), "DEMO", report, vintage, decision);
  if (!fields) return std::move(fields).refused();
  return act("units_issued", "DEMO", *std::move(fields), certifier);
}

std::uint64_t MonitoredRegistry::issue(std::uint64_t report, int vintage) const {
  return accepted(try_to_issue(report, vintage)).seq;
}

Result<Receipt> MonitoredRegistry::try_to_cancel(const UnitBlock& units, std::string_view reason,
                                                 std::optional<int> vintage) const {
  Json fields{{"units", to_string(units)}, {"reason", std::string(reason)}, {"text", "as corrected"}};
  if (vintage) fields["vintage"] = *vintage;
  return act("units_cancelled", "DEMO", std::move(fields), reason == "correction" ? certifier : developer);
}

std::uint64_t MonitoredRegistry::cancel(const UnitBlock& units, std::string_view reason) const {
  return accepted(try_to_cancel(units, reason)).seq;
}

Result<Receipt> MonitoredRegistry::try_to_set_off(int vintage, int from_vintage, const Decimal& kg) const {
  return act("debt_set_off", "DEMO", set_off_act(ledger().opened(), {}, vintage, from_vintage, kg),
             certifier);
}

std::uint64_t MonitoredRegistry::set_off(int vintage, int from_vintage, const Decimal& kg) const {
  return accepted(try_to_set_off(vintage, from_vintage, kg)).seq;
}

VintageFigures MonitoredRegistry::vintage(int year) const {
  for (const VintageFigures& figures : vintages(ledger().opened(), "DEMO")) {
    if (figures.vintage == year) return figures;
  }
  throw std::runtime_error(fmt::format("nothing of vintage {}", year));
}

}  // namespace lcl::test
