// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/unit_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/texts/act_text.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/project_text.hpp"
#include "ledger/texts/report_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// Whether somebody has or had them who is not named.
bool is_anonymous(const Holding& holding) {
  const bool moved = holding.since != holding.acts.front();
  return !holding.holder && holding.beneficiary.empty() && (moved || holding.state == UnitState::retired);
}

std::vector<RecordedAct> history_of(const OpenLedger& ledger, const Holding& holding) {
  std::vector<RecordedAct> history;
  for (const std::uint64_t seq : holding.acts) {
    if (auto act = act_at(ledger, seq)) history.push_back(*std::move(act));
  }
  return history;
}

/// The commands that lead from an issuance to its tally, devices and events.
std::array<std::string, 3> ways_on(const NamedUnits& units) {
  const std::string& id = units.project->id;
  const Report* report = units.project->report(units.issuance->report);
  const std::string period =
      report == nullptr ? std::to_string(units.issuance->vintage) : to_string(report->period);
  return {
      "lcl tally --project " + id + " --period " + period + " --by category,month",
      "lcl log --project " + id + " --kind resale --to " + std::to_string(units.issuance->checkpoint.size),
      "lcl explain DEVICE"};
}

Json history_json(const std::vector<RecordedAct>& history) {
  Json list = Json::array();
  for (const RecordedAct& act : history) list.push_back(recorded_act_json(act));
  return list;
}

const Opinion* opinion_of(const Report& report, std::uint64_t seq) {
  const auto found = std::find_if(report.opinions.begin(), report.opinions.end(),
                                  [seq](const Opinion& opinion) { return opinion.seq == seq; });
  return found == report.opinions.end() ? nullptr : &*found;
}

void add_report(Columns& lines, const NamedUnits& units) {
  const Report* report = units.project->report(units.issuance->report);
  if (report == nullptr) return;
  lines.row(
      {phrase("report"), phrase("entry {}: {}, {} kgCO2e, tally {}", report->seq, to_string(report->period),
                                kilograms(report->reduction), hex(report->tally))});
  if (const Opinion* opinion = opinion_of(*report, units.issuance->opinion)) {
    lines.row({phrase("opinion"), phrase("{}, by {}{}", opinion_text(*opinion), opinion->auditor,
                                         opinion->stands() ? "" : "," + fate_text(*opinion))});
  }
}

Refused unknown(const std::string& message) { return {Refusal::unknown_units, {}, message}; }

}  // namespace

Result<NamedUnits> units_named(const RegistryState& state, const std::string& serial) {
  const ParsedSerial parsed = parse_serial(serial);
  if (!parsed.block) {
    if (parsed.fault == SerialFault::check_digits) {
      return Refused{Refusal::serial_check_digits,
                     {},
                     phrase("the last two digits of {} do not match the rest", serial)};
    }
    return unknown(
        phrase("\"{}\" is no serial: one reads like {}: project, vintage, issuance, first and last unit, two "
               "check digits",
               serial, to_string(UnitBlock{"RENO1", 2025, 1, 1, 42, state.records().standing})));
  }
  const UnitBlock& block = *parsed.block;
  const Project* project = state.project(block.project);
  if (project == nullptr) return unknown(phrase("there is no project {}", block.project));
  if (block.standing != project->standing) {
    return unknown(
        phrase("{} is no serial of this registry, which is {}", serial,
               project->standing == RegistryStanding::official ? phrase("official") : phrase("a trial")));
  }
  const Issuance* issuance = project->issuance(block.issuance);
  if (issuance == nullptr) {
    return unknown(phrase("{} has no issuance {} yet", block.project, block.issuance));
  }
  if (issuance->vintage != block.vintage || block.last > issuance->count) {
    return unknown(phrase(
        "issuance {} of {} is of vintage {} and has units 1 to {}; the serial names units {} to {} of {}",
        block.issuance, block.project, issuance->vintage, issuance->count, block.first, block.last,
        block.vintage));
  }
  return NamedUnits{block, project, issuance};
}

std::vector<Holding> holdings_in(const Issuance& issuance, const UnitBlock& block) {
  std::vector<Holding> parts;
  for (const Holding& holding : issuance.holdings) {
    if (holding.last < block.first || block.last < holding.first) continue;
    Holding& part = parts.emplace_back(holding);
    part.first = std::max(part.first, block.first);
    part.last = std::min(part.last, block.last);
  }
  return parts;
}

UnitBlock block_of(const Project& project, const Issuance& issuance, const Holding& holding) {
  return {project.id, issuance.vintage, issuance.ordinal, holding.first, holding.last, project.standing};
}

std::string holder_name(const Records& records, const Digest& holder) {
  const auto found = records.holders.find(holder);
  if (found != records.holders.end() && !found->second.name.empty()) return found->second.name;
  constexpr std::size_t digits = 16;
  return phrase("holder {}", hex(holder).substr(0, digits));
}

Json holder_json(const Records& records, const Digest& holder) {
  Json json = {{"id", hex(holder)}};
  const auto found = records.holders.find(holder);
  if (found != records.holders.end() && !found->second.name.empty()) json["name"] = found->second.name;
  return json;
}

std::string holder_text(const Records& records, const Holding& holding) {
  if (!holding.beneficiary.empty()) return holding.beneficiary;
  if (holding.holder && holding.state != UnitState::retired) return holder_name(records, *holding.holder);
  return is_anonymous(holding) || holding.state == UnitState::retired ? "anonymous" : "";
}

std::optional<std::uint64_t> retirement_year(const OpenLedger& ledger, const Holding& holding) {
  if (holding.state != UnitState::retired) return std::nullopt;
  const auto act = act_at(ledger, holding.acts.back());
  if (!act || act->act != Act::units_retired) return std::nullopt;
  return act->fields["year"].get<std::uint64_t>();
}

Json holding_json(const Records& records, const Project& project, const Issuance& issuance,
                  const Holding& holding) {
  Json json = {{"count", holding.count()},
               {"issuance", issuance.ordinal},
               {"serial", to_string(block_of(project, issuance, holding))},
               {"state", std::string(word(holding.state))},
               {"vintage", issuance.vintage}};
  if (!holding.beneficiary.empty()) {
    json["beneficiary"] = holding.beneficiary;
  } else if (is_anonymous(holding)) {
    json["anonymous"] = true;
  }
  if (holding.holder) json["holder"] = holder_json(records, *holding.holder);
  if (!holding.use.empty()) json["use"] = holding.use;
  return json;
}

Json units_json(const OpenLedger& ledger, const NamedUnits& units) {
  const auto& [block, project, issuance] = units;
  Json holdings = Json::array();
  for (const Holding& part : holdings_in(*units.issuance, units.block)) {
    Json holding = holding_json(ledger.state().records(), *project, *issuance, part);
    holding["history"] = history_json(history_of(ledger, part));
    holdings.push_back(std::move(holding));
  }
  Json json = {{"holdings", std::move(holdings)},
               {"issuance",
                {{"checkpoint", head_json(issuance->checkpoint)},
                 {"count", issuance->count},
                 {"entry", issuance->seq},
                 {"ordinal", issuance->ordinal},
                 {"vintage", issuance->vintage}}},
               {"notices", notices_json(units_shown(*project, holdings_in(*issuance, block)))},
               {"project", project_summary_json(*project)},
               {"see", ways_on(units)},
               {"serial", to_string(block)}};
  if (const Report* report = project->report(issuance->report)) {
    json["report"] = report_json(*project, *report);
    if (const Opinion* opinion = opinion_of(*report, issuance->opinion)) {
      json["opinion"] = opinion_json(*opinion);
    }
  }
  return json;
}

std::string units_text(const OpenLedger& ledger, const NamedUnits& units) {
  const auto& [block, project, issuance] = units;
  std::string out;
  for (const Holding& part : holdings_in(*units.issuance, units.block)) {
    const std::string holder = holder_text(ledger.state().records(), part);
    out += to_string(block_of(*project, *issuance, part)) + "  " +
           counted(part.count(), phrase("unit"), phrase("units")) + ", " + spoken(word(part.state)) +
           (holder.empty() ? "" : ", " + holder) + '\n';
    Columns lines({Align::right, Align::left, Align::left, Align::left});
    for (const RecordedAct& act : history_of(ledger, part)) {
      lines.row({phrase("entry {}", act.seq), to_string(act.time), std::string(rule_of(act.act).kind),
                 act_text(act)});
    }
    out += lines.text(2) + '\n';
  }
  Columns lines({Align::left, Align::left});
  lines.row(
      {phrase("issuance"),
       phrase("entry {}: {} of vintage {}, computed at {}", issuance->seq,
              counted(std::uint64_t{issuance->count}, phrase("unit"), phrase("units")), issuance->vintage,
              counted(issuance->checkpoint.size, phrase("entry"), phrase("entries")))});
  add_report(lines, units);
  lines.row({phrase("project"), project->id + "  " + project->title});
  lines.row({phrase("methodology"), hex(project->methodology)});
  lines.row({phrase("devices"),
             phrase("a unit stands for all cycles of its issuance, pro rata; they are found with")});
  for (const std::string& way : ways_on(units)) lines.row({"", way});
  return out + lines.text() + notices_text(units_shown(*project, holdings_in(*issuance, block)));
}

}  // namespace lcl
