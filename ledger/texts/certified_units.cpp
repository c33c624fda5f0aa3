// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/certified_units.hpp"

#include <algorithm>
#include <utility>

#include "ledger/texts/figures.hpp"
#include "ledger/texts/unit_text.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// Nothing where the act at `seq` is not among the entries.
std::optional<RecordedAct> act_at(const CheckedProof& proof, std::uint64_t seq) {
  const auto found =
      std::lower_bound(proof.entries.begin(), proof.entries.end(), seq,
                       [](const ShownEntry& each, std::uint64_t number) { return each.seq < number; });
  if (found == proof.entries.end() || found->seq != seq) return std::nullopt;
  return act_of({found->seq, found->time, found->kind, found->project, found->device, {}, found->payload});
}

}  // namespace

const Project& certified_project(const CheckedProof& proof) {
  const Project* project = proof.registry->project(proof.units->block.project);
  invariant(project != nullptr, "a certificate that holds is of a project");
  return *project;
}

std::vector<CertifiedPart> certified_parts(const CheckedProof& proof) {
  const Project& project = certified_project(proof);
  const Issuance& issuance = *project.issuance(proof.units->block.issuance);
  std::vector<CertifiedPart> parts;
  for (Holding& holding : holdings_in(issuance, proof.units->block)) {
    CertifiedPart& part = parts.emplace_back();
    part.block = block_of(project, issuance, holding);
    for (const std::uint64_t seq : holding.acts) {
      if (auto act = act_at(proof, seq)) part.history.push_back(*std::move(act));
    }
    part.holding = std::move(holding);
  }
  return parts;
}

std::string signatory_text(const Records& records, const Digest& key) {
  constexpr std::size_t digits = 16;
  const std::string id = phrase(", key {}", hex(key).substr(0, digits));
  const auto found = records.keys.find(key);
  if (found == records.keys.end()) return phrase("key {}", hex(key));
  const GrantedKey& granted = found->second;
  if (granted.holder) return holder_name(records, *granted.holder) + id;
  return spoken(word(granted.role)) + (granted.party.empty() ? "" : " " + granted.party) + id;
}

Json signatory_json(const Records& records, const Digest& key) {
  Json json = {{"key", hex(key)}};
  const auto found = records.keys.find(key);
  if (found == records.keys.end()) return json;
  const GrantedKey& granted = found->second;
  json["role"] = std::string(word(granted.role));
  if (granted.holder) json["holder"] = holder_json(records, *granted.holder);
  if (!granted.party.empty()) json["party"] = granted.party;
  return json;
}

}  // namespace lcl
