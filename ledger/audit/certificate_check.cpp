// SPDX-License-Identifier: Apache-2.0
// From the serial of units to what their project's statements put on record of
// them: issuance, report, opinion, and who holds them.

#include <algorithm>
#include <set>
#include <variant>

#include "ledger/audit/proof_checks.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {
namespace {

namespace fields = act_fields;

ProofFault wrong_units(std::string detail, std::optional<std::uint64_t> index = {}) {
  return {ProofFaultWord::wrong_units, index, std::move(detail)};
}

/// The act of the entry at `seq`, whose form was checked.
Json act_at(const IncludedEntries& included, std::uint64_t seq) {
  const auto& entries = included.file.entries;
  const auto found =
      std::lower_bound(entries.begin(), entries.end(), seq,
                       [](const ProvenEntry& each, std::uint64_t number) { return each.index < number; });
  invariant(found != entries.end() && found->index == seq && found->payload, "what is on record was read");
  const Entry& entry = included.entries[static_cast<std::size_t>(found - entries.begin())];
  auto read = read_statement(*found->payload, entry.kind, included.checkpoint.origin, entry.project);
  return std::move(std::get<Statement>(read).act);
}

ShownUnits shown(const UnitBlock& block, const Project& project, const Issuance& issuance, const Json& act) {
  ShownUnits units;
  units.block = block;
  units.issued = issuance.count;
  units.issuance = issuance.seq;
  units.report = issuance.report;
  units.opinion = issuance.opinion;
  units.label = project.labelled;
  units.from = act.at("period").at("from");
  units.to = act.at("period").at("to");
  units.avoided = fields::decimal(act, "avoided");
  units.emitted = fields::decimal(act, "emitted");
  units.given_back = fields::decimal(act, "given_back");
  units.baseline = fields::decimal(act, "baseline");
  units.leakage = fields::decimal(act, "leakage");
  units.creditable = fields::decimal(act, "creditable");
  units.methodology = project.methodology;
  units.tally = fields::digest(act, "tally");
  units.population = issuance.checkpoint;
  return units;
}

bool is_extended(const IncludedEntries& included, const Head& head) {
  const auto& extends = included.file.extends;
  const auto found =
      std::find_if(extends.begin(), extends.end(), [&](const ProvenHead& each) { return each.head == head; });
  return found != extends.end() && verify_consistency(head.size, head.root, included.checkpoint.size,
                                                      included.checkpoint.root, found->hashes);
}

/// That the heads at which report and issuance counted are heads of this log, and no other is there.
std::optional<ProofFault> heads_fault(const IncludedEntries& included, const Head& population,
                                      const Head& reported) {
  for (const Head& head : {population, reported}) {
    if (!is_extended(included, head))
      return ProofFault{ProofFaultWord::not_an_extension, {}, phrase("of size {}", head.size)};
  }
  if (included.file.extends.size() != std::set<std::uint64_t>{population.size, reported.size}.size())
    return ProofFault{ProofFaultWord::not_an_extension, {}, phrase("a head that no statement names")};
  return std::nullopt;
}

/// That every unit of the block is retired.
std::optional<ProofFault> retirement_fault(const UnitBlock& block, const Issuance& issuance) {
  for (const Holding& holding : issuance.holdings) {
    const std::uint32_t first = std::max(holding.first, block.first);
    const std::uint32_t last = std::min(holding.last, block.last);
    if (first > last || holding.state == UnitState::retired) continue;
    return ProofFault{ProofFaultWord::not_retired, holding.acts.back(),
                      phrase("units {} to {} are {}", first, last, translation(word(holding.state)))};
  }
  return std::nullopt;
}

}  // namespace

std::optional<ProofFault> certificate_fault(const IncludedEntries& included, CheckedProof& proof) {
  const ParsedSerial serial = parse_serial(included.file.subject);
  if (!serial.block) return wrong_units(phrase("it names no serial"));
  const UnitBlock& block = *serial.block;
  if (auto fault = statements_fault(included, block.project, proof)) return fault;
  const Project* project = proof.registry->project(block.project);
  const Issuance* issuance = project == nullptr ? nullptr : project->issuance(block.issuance);
  if (issuance == nullptr) return wrong_units(phrase("the project has no such issuance"));
  if (block.standing != project->standing || issuance->vintage != block.vintage ||
      block.last > issuance->count)
    return wrong_units(phrase("it issued no such units"), issuance->seq);
  if (issuance->checkpoint.size != issuance->seq)
    return wrong_units(phrase("it counted at another head"), issuance->seq);
  const Report* report = project->report(issuance->report);
  invariant(report != nullptr, "an issuance on record is of a report on record");
  proof.units = shown(block, *project, *issuance, act_at(included, issuance->seq));
  if (auto fault = heads_fault(included, issuance->checkpoint, report->checkpoint)) return fault;
  return included.file.kind == ProofKind::retirement ? retirement_fault(block, *issuance) : std::nullopt;
}

}  // namespace lcl
