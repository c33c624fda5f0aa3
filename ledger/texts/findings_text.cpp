// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/findings_text.hpp"

#include <string_view>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"

namespace lcl {
namespace {

constexpr const char* may_sign = " may certify too";
constexpr const char* may_not_sign = " may certify no more";

/// What is not here, and why: each kind by itself.
void add_absent(const VerifyReport& report, Columns& summary) {
  if (report.bundle) {
    summary.row({"bundle", "of project " + report.bundle->project + " at size " +
                               std::to_string(report.bundle->size) +
                               (report.bundle->with_private ? ", with private parts of its own entries"
                                                            : ", without private parts")});
    summary.row({"withheld", counted(report.withheld.payloads, "event payload") + " of " +
                                 counted(report.withheld_devices, "device") + ", " +
                                 counted(report.withheld.private_parts, "private part")});
  }
  if (report.erased > 0) summary.row({"erased", counted(report.erased, "private part") + ", by statement"});
  if (report.missing != Absent{}) {
    summary.row({"missing", counted(report.missing.payloads, "payload") + ", " +
                                counted(report.missing.private_parts, "private part")});
  }
}

std::string figures_text(const VerifyReport& report) {
  std::string text = counted(report.recomputed, "statement") + " of figures recomputed from the entries";
  if (report.not_recomputed > 0) text += "; " + whole(report.not_recomputed) + " not recomputed: withheld";
  return text;
}

std::string anchored_text(const AnchoredActs& anchored) {
  const std::string acts = counted(anchored.acts, "act") + " anchored";
  if (!anchored.last)
    return acts + ", none of which is confirmed: give --policy or --authority of those who signed them";
  return acts + ", " + whole(anchored.confirmed) + " confirmed: nothing from entry " +
         std::to_string(anchored.last->seq) + " on is earlier than " + to_string(anchored.last->not_before);
}

Json anchored_json(const AnchoredActs& anchored) {
  Json json = {{"acts", anchored.acts}, {"confirmed", anchored.confirmed}};
  if (anchored.last)
    json["last"] = {{"not_before", to_string(anchored.last->not_before)}, {"seq", anchored.last->seq}};
  return json;
}

Json ids_json(const std::vector<Digest>& ids) {
  Json list = Json::array();
  for (const Digest& id : ids) list.push_back(hex(id));
  return list;
}

Json absent_json(const Absent& absent) {
  return {{"payloads", absent.payloads}, {"private_parts", absent.private_parts}};
}

}  // namespace

std::string verdict_text(const VerifyReport& report) {
  const std::uint64_t faults = report.finding_count - report.weak_anchors;
  if (faults > 0) return "unsound: " + counted(faults, "finding");
  if (!report.holds()) {
    return "sound, but not anchored as asked: " + counted(report.weak_anchors, "finding") +
           " about what was given from outside";
  }
  return report.bundle ? "sound in what it discloses; the rest is withheld" : "sound";
}

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
  summary.row({"verdict", verdict_text(report)});
  summary.row({"ledger", report.origin});
  summary.row({"head", "size " + std::to_string(report.head.size) + ", root " + hex(report.head.root)});
  if (report.head.size < report.size)
    summary.row({"", "as far as it can be read in order; the file goes on to size " + whole(report.size)});
  summary.row({"entries", whole(report.entries) + ": " + counted(report.statements, "statement") + ", " +
                              counted(report.events, "event") + " of " + counted(report.devices, "device")});
  summary.row(
      {"signatures", whole(report.signatures) + " verified; " + counted(report.checkpoints, "checkpoint")});
  if (report.recomputed + report.not_recomputed > 0) summary.row({"figures", figures_text(report)});
  add_absent(report, summary);
  add_questioned(report.questioned, summary);
  for (const std::uint64_t seq : report.unrevealed)
    summary.row({"unrevealed",
                 "entry " + std::to_string(seq) + ", a number that draws a sample and was never shown"});
  add_clock_corrections(report.clock_corrections, summary);
  for (const LaterThanNow& each : report.later_than_now)
    summary.row({"to come", entries_text(each.first, each.last) +
                                ", later than this machine's clock: " + to_string(each.time)});
  if (report.anchored.acts > 0) summary.row({"anchors", anchored_text(report.anchored)});
  if (!report.log_vkey.empty()) summary.row({"log key", report.log_vkey});
  if (report.certifier) add_certifier(*report.certifier, summary);
  add_certifier_changes(report.certifier_changes, summary);
  for (const ShownAnchor& anchor : report.anchors) summary.row({"anchored", anchor_text(anchor)});
  for (const std::string& text : report.unanchored) summary.row({"unanchored", text});
  return out + summary.text();
}

std::string entries_text(std::uint64_t first, std::uint64_t last) {
  if (first == last) return "entry " + std::to_string(first);
  return "entries " + std::to_string(first) + " to " + std::to_string(last);
}

void add_clock_corrections(const std::vector<ClockCorrection>& corrections, Columns& lines) {
  for (const ClockCorrection& each : corrections) {
    lines.row({"wrong clock", entries_text(each.from, each.seq - 1) + ": recorded between " +
                                  to_string(each.last) + " and " + to_string(each.time) +
                                  " where they state later, by entry " + std::to_string(each.seq)});
  }
}

Json clock_corrections_json(const std::vector<ClockCorrection>& corrections) {
  Json list = Json::array();
  for (const ClockCorrection& each : corrections) {
    list.push_back({{"from", each.from},
                    {"last", to_string(each.last)},
                    {"seq", each.seq},
                    {"time", to_string(each.time)}});
  }
  return list;
}

void add_certifier(const Certifier& certifier, Columns& lines) {
  lines.row({"certifier", hex(certifier.fingerprint())});
  if (certifier.keys.size() > 1) {
    lines.row({"", "every act on keys is signed with " + whole(certifier.quorum) + " of " +
                       whole(certifier.keys.size()) + " certifier keys:"});
    for (const PublicKey& key : certifier.keys) lines.row({"", hex(key.id())});
  } else if (certifier.recovery_key) {
    lines.row({"", "every act on keys is signed with the key " + hex(certifier.keys.front().id())});
  }
  if (certifier.recovery_key) lines.row({"", "recovery key " + hex(certifier.recovery_key->id())});
}

Json certifier_answer(const Certifier& certifier) {
  Json answer = {{"certifier", hex(certifier.fingerprint())},
                 {"certifier_keys", Json::array()},
                 {"certifier_quorum", certifier.quorum}};
  for (const PublicKey& each : certifier.keys) answer["certifier_keys"].push_back(hex(each.id()));
  if (certifier.recovery_key) answer["recovery_key"] = hex(certifier.recovery_key->id());
  return answer;
}

void add_certifier_changes(const std::vector<CertifierChange>& changes, Columns& lines) {
  for (const CertifierChange& change : changes) {
    const std::string by = ", by entry " + std::to_string(change.seq) + " of " + to_string(change.time);
    const bool annulled = change.kind == CertifierChange::Kind::annulled;
    const bool granted = change.kind == CertifierChange::Kind::granted;
    std::string text = annulled ? "acts on keys from entry " + std::to_string(change.from_entry) +
                                      " on are annulled" + by + ", signed with " +
                                      (change.by_recovery_key ? "the recovery key" : "certifier keys")
                                : hex(change.key) + (granted ? may_sign : may_not_sign) + by;
    if (change.compromised) text += "; in question from " + to_string(*change.compromised);
    lines.row({"", text});
    for (const Digest& key : change.may_sign) lines.row({"", hex(key) + may_sign + by});
    for (const Digest& key : change.may_not_sign) lines.row({"", hex(key) + may_not_sign + by});
  }
}

void add_questioned(const std::vector<std::uint64_t>& seqs, Columns& lines) {
  for (const std::uint64_t seq : seqs)
    lines.row({"in question", "entry " + std::to_string(seq) +
                                  ", signed with a key that was compromised, or whose grant was annulled"});
}

Json certifier_changes_json(const std::vector<CertifierChange>& changes) {
  Json list = Json::array();
  for (const CertifierChange& change : changes) {
    Json item = {{"act", std::string(word(change.kind))},
                 {"key", hex(change.key)},
                 {"seq", change.seq},
                 {"time", to_string(change.time)}};
    if (change.compromised) item["from"] = to_string(*change.compromised);
    if (change.kind == CertifierChange::Kind::annulled) {
      item["by_recovery_key"] = change.by_recovery_key;
      item["from_entry"] = change.from_entry;
      item["may_not_sign"] = ids_json(change.may_not_sign);
      item["may_sign"] = ids_json(change.may_sign);
    }
    list.push_back(std::move(item));
  }
  return list;
}

Json seen_by_json(const std::vector<SeenBy>& seen_by) {
  Json list = Json::array();
  for (const SeenBy& each : seen_by)
    list.push_back({{"time", to_string(each.time)}, {"witness", each.witness}});
  return list;
}

Json anchor_json(const ShownAnchor& anchor) {
  Json timestamps = Json::array();
  for (const Timestamp& each : anchor.timestamps)
    timestamps.push_back({{"authority", each.authority}, {"time", to_string(each.time)}});
  return {{"quorum", anchor.quorum_at.has_value()},
          {"root", hex(anchor.checkpoint.root)},
          {"seen_by", seen_by_json(anchor.seen_by)},
          {"size", anchor.checkpoint.size},
          {"timestamps", std::move(timestamps)}};
}

Json finding_json(const Finding& finding) {
  Json item = {{"detail", finding.detail},
               {"meaning", std::string(meaning(finding.finding))},
               {"word", std::string(word(finding.finding))}};
  if (finding.seq) item["seq"] = *finding.seq;
  if (finding.size) item["size"] = *finding.size;
  return item;
}

Json findings_json(const VerifyReport& report) {
  Json findings = Json::array();
  for (const Finding& finding : report.findings) findings.push_back(finding_json(finding));
  Json anchors = Json::array();
  for (const ShownAnchor& anchor : report.anchors) anchors.push_back(anchor_json(anchor));
  Json unanchored = Json::array();
  for (const std::string& text : report.unanchored) unanchored.push_back(text);
  Json questioned = Json::array();
  for (const std::uint64_t seq : report.questioned) questioned.push_back(seq);
  Json withheld = absent_json(report.withheld);
  withheld["devices"] = report.withheld_devices;
  Json unrevealed = Json::array();
  for (const std::uint64_t seq : report.unrevealed) unrevealed.push_back(seq);
  Json later = Json::array();
  for (const LaterThanNow& each : report.later_than_now)
    later.push_back({{"first", each.first}, {"last", each.last}, {"time", to_string(each.time)}});
  Json document = {{"anchored", anchored_json(report.anchored)},
                   {"anchors", std::move(anchors)},
                   {"certifier_changes", certifier_changes_json(report.certifier_changes)},
                   {"checkpoints", report.checkpoints},
                   {"clock_corrections", clock_corrections_json(report.clock_corrections)},
                   {"devices", report.devices},
                   {"entries", report.entries},
                   {"erased", report.erased},
                   {"events", report.events},
                   {"finding_count", report.finding_count},
                   {"findings", std::move(findings)},
                   {"head", head_json(report.head)},
                   {"later_than_now", std::move(later)},
                   {"log_key", report.log_vkey},
                   {"missing", absent_json(report.missing)},
                   {"not_recomputed", report.not_recomputed},
                   {"origin", report.origin},
                   {"questioned", std::move(questioned)},
                   {"recomputed", report.recomputed},
                   {"signatures", report.signatures},
                   {"sound", report.sound()},
                   {"statements", report.statements},
                   {"unanchored", std::move(unanchored)},
                   {"unrevealed", std::move(unrevealed)},
                   {"weak_anchors", report.weak_anchors},
                   {"withheld", std::move(withheld)}};
  if (report.certifier) document.update(certifier_answer(*report.certifier));
  if (report.bundle) {
    document["bundle"] = {{"private", report.bundle->with_private},
                          {"project", report.bundle->project},
                          {"size", report.bundle->size}};
  }
  return document;
}

}  // namespace lcl
