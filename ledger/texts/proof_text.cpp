// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/proof_text.hpp"

#include <utility>
#include <vector>

#include "ledger/registry/act_fields.hpp"
#include "ledger/texts/certified_units.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/project_text.hpp"
#include "ledger/texts/report_text.hpp"
#include "ledger/texts/unit_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string fault_text(const ProofFault& fault) {
  std::string out = fault.index ? phrase("entry {}: ", *fault.index) : std::string();
  out.append(word(fault.word)).append(": ").append(meaning(fault.word));
  if (!fault.detail.empty()) out += ": " + fault.detail;
  return out;
}

/// One entry, whole.
void add_entry(Columns& lines, const ShownEntry& entry) {
  lines.row({phrase("entry"), std::to_string(entry.seq) + ", " + entry.kind});
  lines.row({phrase("recorded"), to_string(entry.time)});
  if (!entry.project.empty()) lines.row({phrase("project"), entry.project});
  if (entry.device) lines.row({phrase("device"), hex(*entry.device)});
  lines.row({phrase("payload"), entry.payload ? *entry.payload : phrase("not disclosed in this file")});
}

void add_holdings(const CheckedProof& proof, Columns& lines) {
  const Records& records = proof.registry->records();
  for (const auto& [block, holding, history] : certified_parts(proof)) {
    const std::string holder = holder_text(records, holding);
    lines.row({phrase("held"),
               phrase("{}: {}, by entry {}", to_string(block),
                      counted(block.count(), phrase("unit"), phrase("units")) + ' ' +
                          spoken(word(holding.state)) + (holder.empty() ? "" : phrase(", for {}", holder)) +
                          (holding.use.empty() ? "" : ", " + holding.use),
                      holding.acts.back())});
    for (const RecordedAct& act : history) {
      lines.row({"", phrase("entry {}, {}, {}: {}", act.seq, date_of(act.time), rule_of(act.act).kind,
                            act_text(act))});
      lines.row({"", phrase("  signed by {}", signatory_text(records, act.signer))});
    }
  }
}

/// What the certifier has said that the project owes, less what was settled since.
void add_debts(const Project& project, Columns& lines) {
  for (const DebtStatement& debt : project.standing_debts()) {
    lines.row({phrase("debt"),
               phrase("vintage {} owes {} kgCO2e, which were issued and given back since, by entry {}",
                      debt.vintage, to_string(debt.kg_co2e), debt.seq)});
  }
}

/// Every opinion that was ever given on the project, and every set-off.
void add_opinions(const Project& project, Columns& lines) {
  for (const Report& report : project.reports) {
    for (const Opinion& opinion : report.opinions) {
      lines.row({phrase("opinion"),
                 phrase("{}, materiality {}, by auditor {}, on the report of entry {}, {}{}",
                        opinion_text(opinion), to_string(opinion.materiality), opinion.auditor, report.seq,
                        to_string(report.period), opinion.stands() ? "" : "," + fate_text(opinion))});
    }
  }
  for (const SetOff& set_off : project.set_offs) {
    lines.row({phrase("set off"),
               set_off.debtor == project.id
                   ? phrase("{} kgCO2e of the debt of {} against {}, by entry {}", to_string(set_off.kg_co2e),
                            set_off.vintage, set_off.from_vintage, set_off.seq)
                   : phrase("{} kgCO2e of the debt of {}, vintage {} against {}, by entry {}",
                            to_string(set_off.kg_co2e), set_off.debtor, set_off.vintage, set_off.from_vintage,
                            set_off.seq)});
  }
}

void add_units(Columns& lines, const CheckedProof& proof) {
  const ShownUnits& units = *proof.units;
  const UnitBlock& block = units.block;
  const Project& project = certified_project(proof);
  lines.row(
      {phrase("units"), phrase("{}: {} of {} of the project's issuance {}", to_string(block),
                               whole(std::uint64_t{block.count()}), whole(units.issued), block.issuance)});
  add_holdings(proof, lines);
  lines.row({phrase("registry"), standing_text(project.standing)});
  lines.row({phrase("project"), phrase("{}, labelled by entry {}, now {}", project.id, units.label,
                                       spoken(word(project.state)))});
  add_incentives(project, lines);
  lines.row(
      {phrase("issued"),
       phrase("entry {}, vintage {}, on the report of entry {}, period {} to {}, and the opinion of entry {}",
              units.issuance, block.vintage, units.report, units.from, units.to, units.opinion)});
  add_debts(project, lines);
  add_opinions(project, lines);
  lines.row(
      {phrase("vintage"),
       phrase("{} kgCO2e creditable: {} avoided, {} emitted, {} given back{}{}, before discounts",
              to_string(units.creditable), to_string(units.avoided), to_string(units.emitted),
              to_string(units.given_back),
              units.baseline.is_zero() ? std::string() : phrase(", {} baseline", to_string(units.baseline)),
              units.leakage.is_zero() ? std::string() : phrase(", {} leakage", to_string(units.leakage)))});
  add_stated(act_fields::parameters_json(project.parameters), lines);
  lines.row(
      {phrase("population"), phrase("every cycle that the tally {} counts, pro rata", hex(units.tally))});
  lines.row({"", phrase("at size {}, root {}", units.population.size, hex(units.population.root))});
  lines.row({phrase("methodology"), hex(units.methodology)});
}

std::string table(const CheckedProof& proof) {
  Columns lines({Align::right, Align::left, Align::left, Align::left, Align::left, Align::left});
  const bool events = proof.kind == ProofKind::device;
  lines.row({phrase("entry"), phrase("kind"), events ? phrase("occurred") : "", phrase("recorded"),
             phrase("project")});
  for (const ShownEntry& entry : proof.entries) {
    std::string note = entry.payload ? "" : phrase("payload not disclosed");
    if (entry.voids) note = phrase("takes back entry {}", *entry.voids);
    if (entry.taken_back) note = phrase("taken back by entry {}", *entry.taken_back);
    lines.row({std::to_string(entry.seq), entry.kind, entry.occurred_at ? to_string(*entry.occurred_at) : "",
               to_string(entry.time), entry.project, note});
  }
  return lines.text();
}

Json list(const std::vector<std::string>& texts) {
  Json out = Json::array();
  for (const std::string& text : texts) out.push_back(text);
  return out;
}

Json entry_json(const ShownEntry& entry) {
  Json json = {{"kind", entry.kind}, {"seq", entry.seq}, {"time", to_string(entry.time)}};
  if (!entry.project.empty()) json["project"] = entry.project;
  if (entry.device) json["device"] = hex(*entry.device);
  if (entry.payload) json["payload"] = *entry.payload;
  if (entry.occurred_at) json["occurred_at"] = to_string(*entry.occurred_at);
  if (entry.voids) json["voids"] = *entry.voids;
  if (entry.taken_back) json["taken_back"] = *entry.taken_back;
  return json;
}

Json units_json(const CheckedProof& proof) {
  const ShownUnits& units = *proof.units;
  const UnitBlock& block = units.block;
  const Project& project = certified_project(proof);
  const Issuance& issuance = *project.issuance(block.issuance);
  Json holdings = Json::array();
  const Records& records = proof.registry->records();
  for (const CertifiedPart& part : certified_parts(proof)) {
    Json holding = holding_json(records, project, issuance, part.holding);
    holding["entry"] = part.holding.acts.back();
    Json& history = holding["history"] = Json::array();
    for (const RecordedAct& act : part.history) {
      Json item = recorded_act_json(act);
      item["signed_by"] = signatory_json(records, act.signer);
      history.push_back(std::move(item));
    }
    holdings.push_back(std::move(holding));
  }
  Json reports = Json::array();
  for (const Report& report : project.reports) reports.push_back(report_json(project, report));
  Json debts = Json::array();
  for (const DebtStatement& debt : project.standing_debts()) {
    debts.push_back({{"entry", debt.seq}, {"kgco2e", to_string(debt.kg_co2e)}, {"vintage", debt.vintage}});
  }
  Json set_offs = Json::array();
  for (const SetOff& set_off : project.set_offs) {
    set_offs.push_back({{"debtor", set_off.debtor},
                        {"entry", set_off.seq},
                        {"from_vintage", set_off.from_vintage},
                        {"kgco2e", to_string(set_off.kg_co2e)},
                        {"vintage", set_off.vintage}});
  }
  return {{"avoided", to_string(units.avoided)},
          {"baseline", to_string(units.baseline)},
          {"count", block.count()},
          {"creditable", to_string(units.creditable)},
          {"debts", std::move(debts)},
          {"emitted", to_string(units.emitted)},
          {"given_back", to_string(units.given_back)},
          {"holdings", std::move(holdings)},
          {"incentives", incentives_json(project)},
          {"issuance", units.issuance},
          {"issued", units.issued},
          {"label", units.label},
          {"leakage", to_string(units.leakage)},
          {"methodology", hex(units.methodology)},
          {"notices", notices_json(units_shown(project, holdings_in(issuance, block)))},
          {"opinion", units.opinion},
          {"ordinal", block.issuance},
          {"parameters", act_fields::parameters_json(project.parameters)},
          {"period", {{"from", units.from}, {"to", units.to}}},
          {"population", head_json(units.population)},
          {"project", block.project},
          {"report", units.report},
          {"reports", std::move(reports)},
          {"serial", to_string(block)},
          {"set_offs", std::move(set_offs)},
          {"state", std::string(word(project.state))},
          {"tally", hex(units.tally)},
          {"vintage", block.vintage}};
}

}  // namespace

std::string proof_text(const CheckedProof& proof) {
  if (proof.fault) return phrase("verdict  proves nothing: {}\n", fault_text(*proof.fault));
  Columns lines({Align::left, Align::left});
  lines.row({phrase("verdict"),
             proof.kind == ProofKind::retirement ? phrase("holds: the units are retired") : phrase("holds")});
  lines.row({phrase("file"), phrase("SHA-256 {}", hex(proof.digest))});
  lines.row({phrase("log"), proof.checkpoint.origin});
  lines.row({phrase("as of"), phrase("size {}, root {}", proof.checkpoint.size, hex(proof.checkpoint.root))});
  for (const SeenBy& each : proof.seen_by)
    lines.row({phrase("seen by"), phrase("{} at {}", each.witness, to_string(each.time))});
  if (proof.kind == ProofKind::entry) add_entry(lines, proof.entries.front());
  if (proof.device) lines.row({phrase("device"), hex(*proof.device)});
  if (proof.units) add_units(lines, proof);
  for (const std::string& text : shown_by(proof)) lines.row({phrase("shown"), text});
  for (const std::string& text : not_shown_by(proof)) lines.row({phrase("not shown"), text});
  if (proof.certifier) add_certifier(*proof.certifier, lines);
  if (proof.registry) add_certifier_changes(proof.registry->records().certifier_changes, lines);
  if (proof.registry) add_clock_corrections(proof.registry->records().clock_corrections, lines);
  add_questioned(proof.questioned, lines);
  for (const std::string& text : unanchored(proof)) lines.row({phrase("unanchored"), text});
  std::string out = lines.text();
  if (proof.kind != ProofKind::entry) out += '\n' + table(proof);
  if (proof.units) {
    const Issuance& issuance = *certified_project(proof).issuance(proof.units->block.issuance);
    out += notices_text(units_shown(certified_project(proof), holdings_in(issuance, proof.units->block)));
  }
  return out;
}

Json proof_json(const CheckedProof& proof) {
  if (proof.fault) {
    Json fault = {{"detail", proof.fault->detail},
                  {"meaning", std::string(meaning(proof.fault->word))},
                  {"word", std::string(word(proof.fault->word))}};
    if (proof.fault->index) fault["entry"] = *proof.fault->index;
    return {{"fault", std::move(fault)}, {"holds", false}};
  }
  Json entries = Json::array();
  for (const ShownEntry& entry : proof.entries) entries.push_back(entry_json(entry));
  Json json = {{"checkpoint",
                {{"origin", proof.checkpoint.origin},
                 {"root", hex(proof.checkpoint.root)},
                 {"size", proof.checkpoint.size}}},
               {"digest", hex(proof.digest)},
               {"entries", std::move(entries)},
               {"holds", true},
               {"kind", std::string(word(proof.kind))},
               {"not_shown", list(not_shown_by(proof))},
               {"shown", list(shown_by(proof))},
               {"unanchored", list(unanchored(proof))}};
  if (proof.certifier) {
    json.update(certifier_answer(*proof.certifier));
    json["certifier_changes"] = certifier_changes_json(proof.registry->records().certifier_changes);
    json["clock_corrections"] = clock_corrections_json(proof.registry->records().clock_corrections);
    json["complete_at"] = to_string(*proof.complete_at);
    json["questioned"] = proof.questioned;
  }
  if (!proof.seen_by.empty()) json["seen_by"] = seen_by_json(proof.seen_by);
  if (proof.device) json["device"] = hex(*proof.device);
  if (proof.units) json["units"] = units_json(proof);
  return json;
}

}  // namespace lcl
