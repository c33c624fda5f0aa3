// SPDX-License-Identifier: Apache-2.0
#include "ledger/exports/findings_text.hpp"

#include <string_view>

#include "ledger/exports/columns.hpp"
#include "ledger/exports/figures.hpp"

namespace lcl {

std::string finding_line(const Finding& finding) {
  std::string line;
  if (finding.seq) line += "entry " + std::to_string(*finding.seq) + ": ";
  if (finding.size) line += "checkpoint of size " + std::to_string(*finding.size) + ": ";
  line.append(word(finding.finding)).append(": ").append(meaning(finding.finding));
  if (!finding.detail.empty()) line += ": " + finding.detail;
  return line;
}

std::string findings_text(const VerifyReport& report) {
  std::string out;
  for (const Finding& finding : report.findings) out += finding_line(finding) + '\n';
  const std::uint64_t unlisted = report.finding_count - report.findings.size();
  if (unlisted > 0) out += "and " + whole(unlisted) + " more\n";
  if (!out.empty()) out += '\n';
  Columns summary({Align::left, Align::left});
  summary.row({"verdict", report.sound() ? "sound"
                                         : "unsound: " + whole(report.finding_count) +
                                               (report.finding_count == 1 ? " finding" : " findings")});
  summary.row({"ledger", report.origin});
  summary.row({"head", "size " + std::to_string(report.head.size) + ", root " + hex(report.head.root)});
  summary.row({"entries", whole(report.entries) + ": " + whole(report.statements) + " statements, " +
                              whole(report.events) + " events of " + whole(report.devices) + " devices"});
  summary.row(
      {"signatures", whole(report.signatures) + " verified; " + whole(report.checkpoints) + " checkpoints"});
  if (report.recomputed > 0) {
    summary.row({"figures", whole(report.recomputed) + " statements of figures recomputed from the entries"});
  }
  if (report.erased > 0) {
    summary.row({"erased", whole(report.erased) + (report.erased == 1 ? " private part" : " private parts") +
                               ", by statement"});
  }
  for (const std::uint64_t seq : report.questioned)
    summary.row({"in question", "entry " + std::to_string(seq) + ", signed with a key that was compromised"});
  for (const std::uint64_t seq : report.unrevealed)
    summary.row({"unrevealed",
                 "entry " + std::to_string(seq) + ", a number that draws a sample and was never shown"});
  if (!report.log_vkey.empty()) summary.row({"log key", report.log_vkey});
  if (report.certifier != Digest{}) summary.row({"certifier", hex(report.certifier)});
  for (const std::string& text : report.unanchored) summary.row({"unanchored", text});
  return out + summary.text();
}

Json findings_json(const VerifyReport& report) {
  Json findings = Json::array();
  for (const Finding& finding : report.findings) {
    Json item = {{"detail", finding.detail},
                 {"meaning", std::string(meaning(finding.finding))},
                 {"word", std::string(word(finding.finding))}};
    if (finding.seq) item["seq"] = *finding.seq;
    if (finding.size) item["size"] = *finding.size;
    findings.push_back(std::move(item));
  }
  Json unanchored = Json::array();
  for (const std::string& text : report.unanchored) unanchored.push_back(text);
  Json questioned = Json::array();
  for (const std::uint64_t seq : report.questioned) questioned.push_back(seq);
  Json unrevealed = Json::array();
  for (const std::uint64_t seq : report.unrevealed) unrevealed.push_back(seq);
  return {{"certifier", hex(report.certifier)},
          {"checkpoints", report.checkpoints},
          {"devices", report.devices},
          {"entries", report.entries},
          {"erased", report.erased},
          {"events", report.events},
          {"finding_count", report.finding_count},
          {"findings", std::move(findings)},
          {"head", {{"root", hex(report.head.root)}, {"size", report.head.size}}},
          {"log_key", report.log_vkey},
          {"origin", report.origin},
          {"questioned", std::move(questioned)},
          {"recomputed", report.recomputed},
          {"signatures", report.signatures},
          {"sound", report.sound()},
          {"statements", report.statements},
          {"unanchored", std::move(unanchored)},
          {"unrevealed", std::move(unrevealed)}};
}

}  // namespace lcl
