// SPDX-License-Identifier: Apache-2.0
// What a verification found, written out for people and as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/audit/verify.hpp"
#include "ledger/registry/certifier.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// `entry 17: wrong_payload: its payload is …: detail`, `checkpoint of size 9: …`, or the word first.
[[nodiscard]] std::string finding_line(const Finding& finding);
/// {"detail", "meaning", "seq", "size", "word"}
[[nodiscard]] Json finding_json(const Finding& finding);

/// `sound`, `sound, but not anchored as asked: …`, `unsound: 2 findings`
[[nodiscard]] std::string verdict_text(const VerifyReport& report);
/// One line per finding, then the summary: what was read, and what rests on the ledger's own word.
[[nodiscard]] std::string findings_text(const VerifyReport& report);

/// The certifier's fingerprint; where that is not its only key's, below it how many of its keys sign an act
/// on keys, and each of them.
void add_certifier(const Certifier& certifier, Columns& lines);
/// {"certifier", "certifier_keys", "certifier_quorum", "recovery_key"?}, the fingerprints of all of them.
[[nodiscard]] Json certifier_answer(const Certifier& certifier);
/// A line for each change of who certifies since entry 0, below that of the certifier.
void add_certifier_changes(const std::vector<CertifierChange>& changes, Columns& lines);
/// A line for each statement that was signed with a key from the instant on from which it was compromised.
void add_questioned(const std::vector<std::uint64_t>& seqs, Columns& lines);
/// `entry 5`, `entries 5 to 9`
[[nodiscard]] std::string entries_text(std::uint64_t first, std::uint64_t last);
/// A line for each correction of the clock: what was recorded under a wrong one.
void add_clock_corrections(const std::vector<ClockCorrection>& corrections, Columns& lines);
/// [{"from", "last", "seq", "time"}]
[[nodiscard]] Json clock_corrections_json(const std::vector<ClockCorrection>& corrections);
/// [{"act", "from"?, "key", "seq", "time"}]
[[nodiscard]] Json certifier_changes_json(const std::vector<CertifierChange>& changes);
/// [{"time", "witness"}]
[[nodiscard]] Json seen_by_json(const std::vector<SeenBy>& seen_by);
/// {"quorum", "root", "seen_by", "size", "timestamps"}
[[nodiscard]] Json anchor_json(const ShownAnchor& anchor);
/// schemas/output/verify.schema.json.
[[nodiscard]] Json findings_json(const VerifyReport& report);

}  // namespace lcl
