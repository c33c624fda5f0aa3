// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/findings_text.hpp"

#include <string_view>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// What is not here, and why: each kind by itself.
void add_absent(const VerifyReport& report, Columns& summary) {
  if (report.bundle) {
    const std::string& project = report.bundle->project;
    const std::uint64_t size = report.bundle->size;
    summary.row(
        {phrase("bundle"),
         project.empty() ? phrase("of statements alone, at size {}", size)
         : report.bundle->with_private
             ? phrase("of project {} at size {}, with private parts of its own entries", project, size)
             : phrase("of project {} at size {}, without private parts", project, size)});
    summary.row(
        {phrase("withheld"),
         phrase("{} of {}, {}",
                counted(report.withheld.payloads, phrase("event payload"), phrase("event payloads")),
                counted(report.withheld_devices, phrase("device"), phrase("devices")),
                counted(report.withheld.private_parts, phrase("private part"), phrase("private parts")))});
  }
  if (report.erased > 0)
    summary.row({phrase("erased"), phrase("{}, by statement", counted(report.erased, phrase("private part"),
                                                                      phrase("private parts")))});
  if (report.missing != Absent{}) {
    summary.row({phrase("missing"),
                 counted(report.missing.payloads, phrase("payload"), phrase("payloads")) + ", " +
                     counted(report.missing.private_parts, phrase("private part"), phrase("private parts"))});
  }
}

std::string figures_text(const VerifyReport& report) {
  std::string text = phrase("{} of figures recomputed from the entries",
                            counted(report.recomputed, phrase("statement"), phrase("statements")));
  if (report.not_recomputed > 0)
    text += phrase("; {} not recomputed: withheld", whole(report.not_recomputed));
  return text;
}

std::string anchored_text(const AnchoredActs& anchored) {
  const std::string acts = phrase("{} anchored", counted(anchored.acts, phrase("act"), phrase("acts")));
  if (!anchored.last)
    return phrase("{}, none of which is confirmed: give --policy or --authority of those who signed them",
                  acts);
  return phrase("{}, {} confirmed: nothing from entry {} on is earlier than {}", acts,
                whole(anchored.confirmed), anchored.last->seq, to_string(anchored.last->not_before));
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
  if (faults > 0) return phrase("unsound: {}", counted(faults, phrase("finding"), phrase("findings")));
  if (!report.holds()) {
    return phrase("sound, but not anchored as asked: {} about what was given from outside",
                  counted(report.weak_anchors, phrase("finding"), phrase("findings")));
  }
  return report.bundle ? phrase("sound in what it discloses; the rest is withheld") : phrase("sound");
}

std::string finding_line(const Finding& finding) {
  std::string line;
  if (finding.seq) line += phrase("entry {}: ", *finding.seq);
  if (finding.size) line += phrase("checkpoint of size {}: ", *finding.size);
  line.append(word(finding.finding)).append(": ").append(meaning(finding.finding));
  if (!finding.detail.empty()) line += ": " + finding.detail;
  return line;
}

std::string findings_text(const VerifyReport& report) {
  std::string out;
  for (const Finding& finding : report.findings) out += finding_line(finding) + '\n';
  const std::uint64_t unlisted = report.finding_count - report.findings.size();
  if (unlisted > 0) out += phrase("and {} more\n", whole(unlisted));
  if (!out.empty()) out += '\n';
  Columns summary({Align::left, Align::left});
  summary.row({phrase("verdict"), verdict_text(report)});
  summary.row({phrase("ledger"), report.origin});
  summary.row({phrase("head"), phrase("size {}, root {}", report.head.size, hex(report.head.root))});
  if (report.head.size < report.size)
    summary.row(
        {"", phrase("as far as it can be read in order; the file goes on to size {}", whole(report.size))});
  summary.row(
      {phrase("entries"), phrase("{}: {}, {} of {}", whole(report.entries),
                                 counted(report.statements, phrase("statement"), phrase("statements")),
                                 counted(report.events, phrase("event"), phrase("events")),
                                 counted(report.devices, phrase("device"), phrase("devices")))});
  summary.row({phrase("signatures"),
               phrase("{} verified; {}", whole(report.signatures),
                      counted(report.checkpoints, phrase("checkpoint"), phrase("checkpoints")))});
  if (report.recomputed + report.not_recomputed > 0) summary.row({phrase("figures"), figures_text(report)});
  add_absent(report, summary);
  add_questioned(report.questioned, summary);
  for (const std::uint64_t seq : report.unrevealed)
    summary.row(
        {phrase("unrevealed"), phrase("entry {}, a number that draws a sample and was never shown", seq)});
  add_clock_corrections(report.clock_corrections, summary);
  for (const LaterThanNow& each : report.later_than_now)
    summary.row({phrase("to come"), phrase("{}, later than this machine's clock: {}",
                                           entries_text(each.first, each.last), to_string(each.time))});
  if (report.anchored.acts > 0) summary.row({phrase("anchors"), anchored_text(report.anchored)});
  if (!report.log_vkey.empty()) summary.row({phrase("log key"), report.log_vkey});
  if (report.certifier) add_certifier(*report.certifier, summary);
  add_certifier_changes(report.certifier_changes, summary);
  for (const ShownAnchor& anchor : report.anchors) summary.row({phrase("anchored"), anchor_text(anchor)});
  for (const std::string& text : report.unanchored) summary.row({phrase("unanchored"), text});
  return out + summary.text();
}

std::string entries_text(std::uint64_t first, std::uint64_t last) {
  if (first == last) return phrase("entry {}", first);
  return phrase("entries {} to {}", first, last);
}

void add_clock_corrections(const std::vector<ClockCorrection>& corrections, Columns& lines) {
  for (const ClockCorrection& each : corrections) {
    lines.row(
        {phrase("wrong clock"), phrase("{}: recorded between {} and {} where they state later, by entry {}",
                                       entries_text(each.from, each.seq - 1), to_string(each.last),
                                       to_string(each.time), each.seq)});
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
  lines.row({phrase("certifier"), hex(certifier.fingerprint())});
  if (certifier.keys.size() > 1) {
    lines.row({"", phrase("every act on keys is signed with {} of {} certifier keys:",
                          whole(certifier.quorum), whole(certifier.keys.size()))});
    for (const PublicKey& key : certifier.keys) lines.row({"", hex(key.id())});
  } else if (certifier.recovery_key) {
    lines.row({"", phrase("every act on keys is signed with the key {}", hex(certifier.keys.front().id()))});
  }
  if (certifier.recovery_key) lines.row({"", phrase("recovery key {}", hex(certifier.recovery_key->id()))});
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
    const std::string time = to_string(change.time);
    const auto may_sign = [&](const Digest& key) {
      return phrase("{} may certify too, by entry {} of {}", hex(key), change.seq, time);
    };
    const auto may_not_sign = [&](const Digest& key) {
      return phrase("{} may certify no more, by entry {} of {}", hex(key), change.seq, time);
    };
    std::string text =
        change.kind == CertifierChange::Kind::granted ? may_sign(change.key) : may_not_sign(change.key);
    if (change.kind == CertifierChange::Kind::annulled)
      text = change.by_recovery_key
                 ? phrase(
                       "acts on keys from entry {} on are annulled, by entry {} of {}, signed with the "
                       "recovery key",
                       change.from_entry, change.seq, time)
                 : phrase(
                       "acts on keys from entry {} on are annulled, by entry {} of {}, signed with "
                       "certifier keys",
                       change.from_entry, change.seq, time);
    if (change.compromised) text += phrase("; in question from {}", to_string(*change.compromised));
    lines.row({"", text});
    for (const Digest& key : change.may_sign) lines.row({"", may_sign(key)});
    for (const Digest& key : change.may_not_sign) lines.row({"", may_not_sign(key)});
  }
}

void add_questioned(const std::vector<std::uint64_t>& seqs, Columns& lines) {
  for (const std::uint64_t seq : seqs)
    lines.row({phrase("in question"),
               phrase("entry {}, signed with a key that was compromised, or whose grant was annulled", seq)});
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
