// SPDX-License-Identifier: Apache-2.0
// The units of a certificate, or of a proof of retirement, that holds: what
// became of each part of the block, act by act, and who signed each act.
#pragma once

#include <string>
#include <vector>

#include "ledger/audit/proof_check.hpp"
#include "ledger/texts/act_text.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// Units of the block that share one fate.
struct CertifiedPart {
  UnitBlock block;
  Holding holding;
  std::vector<RecordedAct> history;  ///< all that happened to them, the issuance first
};

/// Ascending, without gaps.
[[nodiscard]] std::vector<CertifiedPart> certified_parts(const CheckedProof& proof);
/// The project of the units.
[[nodiscard]] const Project& certified_project(const CheckedProof& proof);

/// Whose key that is, and how its id begins: `certifier, key 8d39ba50abe50f77`.
[[nodiscard]] std::string signatory_text(const Records& records, const Digest& key);
/// {"key", "role"} and, where they are known, "holder", "party".
[[nodiscard]] Json signatory_json(const Records& records, const Digest& key);

}  // namespace lcl
