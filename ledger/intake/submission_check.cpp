// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/submission_check.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_set>

#include "ledger/events/payload.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

SubmissionCheck::SubmissionCheck(const RegistryState& state, const Project& project, Role signer,
                                 const Reader& reader, EventLookup ledger, std::uint64_t first_seq,
                                 Instant now)
    : state_(state),
      project_(project),
      signer_(signer),
      reader_(reader),
      ledger_(std::move(ledger)),
      first_seq_(first_seq),
      now_(now),
      ledger_has_devices_(reader.has_devices()) {}

/// The index of the device that a pseudonym is, or further identifies; read from the ledger the first time.
std::uint32_t SubmissionCheck::known(const Pseudonym& pseudonym) {
  if (const std::uint32_t index = index_.find(pseudonym); index != PseudonymIndex::none) return index;
  if (!ledger_has_devices_ || moved_.contains(pseudonym)) return Subject::unknown;
  const auto row = reader_.device(pseudonym);
  if (!row || (!row->is_alias() && row->state.last == no_seq)) return Subject::unknown;
  if (row->is_alias()) {
    const std::uint32_t index = known(row->device);
    if (index == Subject::unknown)
      throw Error(Obstacle::damaged, phrase("a further identifier has no device; run lcl verify"));
    index_.insert(pseudonym, index);
    return index;
  }
  const auto index = static_cast<std::uint32_t>(touched_.size());
  touched_.push_back({.device = pseudonym, .state = row->state, .recorded_last = row->state.last});
  index_.insert(pseudonym, index);
  return index;
}

std::optional<SubmissionCheck::Conflict> SubmissionCheck::identify(std::span<const Pseudonym> brought,
                                                                   EventKind kind, Subject& subject) {
  invariant(!brought.empty(), "an event brings an identifier");
  subject.index = Subject::unknown;
  subject.also.clear();
  std::size_t first = 0;
  for (std::size_t i = 0; i < brought.size(); ++i) {
    const std::uint32_t index = known(brought[i]);
    if (!stands(index)) {
      subject.also.push_back(brought[i]);
      continue;
    }
    if (subject.index != Subject::unknown && subject.index != index)
      return Conflict{first, i, touched_[subject.index].state.collection, touched_[index].state.collection};
    subject.index = index;
    first = i;
  }
  if (subject.index == Subject::unknown) {
    subject.device = brought.front();
    // A device all of whose events were taken back goes on with its own chain.
    const std::uint32_t own = known(subject.device);
    if (own != Subject::unknown && touched_[own].device == subject.device) subject.index = own;
  } else {
    subject.device = touched_[subject.index].device;
  }
  if (kind == EventKind::void_) subject.also.clear();
  std::sort(subject.also.begin(), subject.also.end());
  subject.also.erase(std::unique(subject.also.begin(), subject.also.end()), subject.also.end());
  std::erase(subject.also, subject.device);
  return std::nullopt;
}

/// The index of what a pseudonym that further identifies a device was itself, or unknown.
std::uint32_t SubmissionCheck::own_history(const Pseudonym& pseudonym) {
  if (const auto found = own_.find(pseudonym); found != own_.end()) return found->second;
  const auto row = ledger_has_devices_ ? reader_.device(pseudonym) : std::nullopt;
  if (!row || !row->is_alias() || row->state.last == no_seq) return Subject::unknown;
  const auto index = static_cast<std::uint32_t>(touched_.size());
  touched_.push_back({.device = pseudonym, .state = row->state, .recorded_last = row->state.last});
  own_.emplace(pseudonym, index);
  return index;
}

void SubmissionCheck::tie(const Pseudonym& alias, std::uint32_t index) {
  if (const std::uint32_t own = index_.find(alias); own != PseudonymIndex::none) {
    own_.emplace(alias, own);
    index_.erase(alias);
    moved_.insert(alias);
  }
  index_.insert(alias, index);
  if (!moved_.contains(alias))
    new_aliases_.push_back({.pseudonym = alias, .device = touched_[index].device, .state = {}});
}

/// Frees what the event that was taken back had brought; it was the last that stood of its device.
void SubmissionCheck::free(const std::vector<Pseudonym>& aliases, std::uint32_t index) {
  for (const Pseudonym& alias : aliases) {
    if (known(alias) != index) continue;
    const std::uint32_t own = own_history(alias);
    moved_.insert(alias);
    index_.erase(alias);
    if (own != Subject::unknown) index_.insert(alias, own);
  }
}

SubmissionCheck::Fingerprint SubmissionCheck::fingerprint(const Facts& facts) {
  scratch_.assign(word(facts.kind));
  append_payload({.facts = facts, .salt = {}, .identity = {}, .private_part = {}}, scratch_);
  const Digest digest = sha256(scratch_);
  Fingerprint fingerprint;
  std::copy_n(digest.bytes.begin(), fingerprint.bytes.size(), fingerprint.bytes.begin());
  return fingerprint;
}

std::size_t SubmissionCheck::FirstBytes::operator()(const Fingerprint& fingerprint) const noexcept {
  std::size_t first = 0;
  std::memcpy(&first, fingerprint.bytes.data(), sizeof first);
  return first;
}

/// Those of a device, from its whole history the first time that they are asked for.
SubmissionCheck::Fingerprints& SubmissionCheck::fingerprints_of(std::uint32_t index,
                                                                const EventLookup& lookup) {
  const auto [entry, is_new] = fingerprints_.try_emplace(index);
  if (!is_new) return entry->second;
  const std::vector<RecordedEvent> chain = device_chain(touched_[index].state.last, lookup);
  const std::unordered_set<std::uint64_t> taken_back = taken_back_in(chain);
  for (const RecordedEvent& event : chain) {
    if (!taken_back.contains(event.seq)) ++entry->second[fingerprint(event.facts)];
  }
  return entry->second;
}

bool SubmissionCheck::is_recorded(const Subject& subject, const Facts& facts, const EventLookup& lookup) {
  if (subject.index == Subject::unknown) return false;
  const Touched& touched = touched_[subject.index];
  const DeviceState& state = touched.state;
  if (facts.kind == EventKind::void_) {
    // What stands was not taken back, whatever else is recorded.
    if (state.last == no_seq || state.standing == facts.voids) return false;
    return fingerprints_of(subject.index, lookup).contains(fingerprint(facts));
  }
  if (state.standing == no_seq || facts.occurred_at > state.at) return false;
  // Logs with dates for instants have many events that are no later than the last: their kinds tell them
  // apart, without reading back what was accepted.
  if (touched.recorded_last == no_seq && !touched.kinds.test(static_cast<std::size_t>(facts.kind))) {
    return false;
  }
  return fingerprints_of(subject.index, lookup).contains(fingerprint(facts));
}

std::string_view SubmissionCheck::category_of(Touched& touched) {
  if (!is_open(touched.state.stage)) return {};
  if (touched.category == 0)
    touched.category = categories_.number_of(event_at(touched.state.collection, ledger_).facts.category);
  return categories_.text(touched.category);
}

void SubmissionCheck::judge_void(const Touched& touched, const Facts& facts, std::vector<Breach>& out) const {
  const auto breach = [&](Refusal refusal, std::string message) {
    out.push_back({refusal, "voids", std::move(message)});
  };
  if (touched.state.standing != no_seq && touched.state.standing >= first_seq_) {
    breach(Refusal::void_not_last,
           phrase("entry {} is not the device's last: this submission adds to it", facts.voids));
    return;
  }
  DeviceState recorded = touched.state;
  recorded.last = touched.recorded_last;
  const auto refusal = void_refusal(recorded, facts, touched.device, ledger_);
  if (!refusal) return;
  switch (*refusal) {
    case Refusal::void_of_unknown_event:
      breach(*refusal, phrase("entry {} is no event of this device", facts.voids));
      break;
    case Refusal::void_of_void:
      breach(*refusal, phrase("entry {} is a void itself", facts.voids));
      break;
    default:
      breach(*refusal, touched.state.standing == no_seq
                           ? phrase("entry {} was taken back already", facts.voids)
                           : phrase("entry {} is not the device's last standing event, which is entry {}",
                                    facts.voids, touched.state.standing));
  }
}

/// Where a device has an event of the kind on record already, so that a changed copy of it may be meant.
std::string SubmissionCheck::recorded_alike(const DeviceState& device, EventKind kind) const {
  if (device.project != project_.id) return {};
  const auto names = [&](std::uint64_t seq) {
    return seq == no_seq || seq >= first_seq_
               ? std::string()
               : phrase("; entry {} is a {} of it: is this line to change that one?", seq, word(kind));
  };
  switch (kind) {
    case EventKind::collection:
      return names(device.collection);
    case EventKind::reconditioning:
      return names(device.reconditioning);
    case EventKind::resale:
      return device.stage == Stage::resold ? names(device.standing) : std::string();
    case EventKind::disposal:
      return device.stage == Stage::disposed ? names(device.standing) : std::string();
    case EventKind::return_:
    case EventKind::void_:
      break;
  }
  return {};
}

std::string SubmissionCheck::place_text(std::uint64_t seq) const {
  return seq >= first_seq_ ? phrase("earlier in this log") : phrase("in entry {}", seq);
}

void SubmissionCheck::append_breaches(const Subject& subject, const Facts& facts, std::vector<Breach>& out) {
  static const DeviceState unseen;
  const bool is_known = subject.index != Subject::unknown;
  const DeviceState& device = is_known ? touched_[subject.index].state : unseen;
  std::string_view category = facts.category;
  if (!facts.parts.empty()) category = is_known ? category_of(touched_[subject.index]) : std::string_view{};
  lcl::append_breaches(state_, project_, device.stage, facts, category, now_, out);
  if (const auto refusal = lcl::refusal(device, facts, project_.id)) {
    const bool other_project = *refusal == Refusal::device_of_another_project;
    std::string message = other_project ? phrase("the device is in a cycle of project {}", device.project)
                          : *refusal == Refusal::out_of_order
                              ? phrase("{} is before the device's last event, of {}",
                                       to_string(facts.occurred_at), to_string(device.at))
                          : *refusal == Refusal::cycle_already_open
                              ? phrase("the device is {} since its collection {}",
                                       translation(word(device.stage)), place_text(device.collection))
                              : phrase("the device is {}", translation(word(device.stage)));
    if (!other_project) message += recorded_alike(device, facts.kind);
    out.push_back({*refusal, *refusal == Refusal::out_of_order ? "occurred_at" : "kind", message});
  } else if (facts.kind == EventKind::void_) {
    if (is_known) {
      judge_void(touched_[subject.index], facts, out);
    } else {
      out.push_back({Refusal::void_of_unknown_event, "voids", phrase("the device was never recorded")});
    }
  }
  if (!may_submit(signer_, facts.kind)) {
    out.push_back({Refusal::wrong_role, "kind", phrase("a {} may submit voids only", word(signer_))});
  }
}

EventPlace SubmissionCheck::next_place(const Subject& subject, EventKind kind) const {
  static const DeviceState unseen;
  const DeviceState& state = subject.index == Subject::unknown ? unseen : touched_[subject.index].state;
  return {state.last, next_links(state, kind)};
}

std::uint64_t SubmissionCheck::open_devices() const {
  return static_cast<std::uint64_t>(std::count_if(touched_.begin(), touched_.end(), [](const auto& touched) {
    return touched.accepted && is_open(touched.state.stage);
  }));
}

EventPlace SubmissionCheck::accept(const Subject& subject, const Facts& facts) {
  std::uint32_t index = subject.index;
  if (index == Subject::unknown) {
    index = static_cast<std::uint32_t>(touched_.size());
    touched_.push_back({.device = subject.device, .state = {}});
    index_.insert(subject.device, index);
    ++new_devices_;
  }
  for (const Pseudonym& alias : subject.also) tie(alias, index);
  Touched& touched = touched_[index];
  const EventPlace place{touched.state.last, next_links(touched.state, facts.kind)};
  const std::uint64_t seq = first_seq_ + accepted_++;
  if (!touched.accepted) ++devices_;
  touched.accepted = true;
  touched.kinds.set(static_cast<std::size_t>(facts.kind));
  const auto known_facts = fingerprints_.find(index);
  if (known_facts != fingerprints_.end()) ++known_facts->second[fingerprint(facts)];
  if (facts.kind == EventKind::void_) {
    const RecordedEvent taken_back = event_at(facts.voids, ledger_);
    if (known_facts != fingerprints_.end()) {
      const auto voided = known_facts->second.find(fingerprint(taken_back.facts));
      if (voided != known_facts->second.end() && --voided->second == 0) known_facts->second.erase(voided);
    }
    take_back(touched.state, facts.voids, seq, ledger_);
    touched.category = 0;
    free(taken_back.also, index);
    return place;
  }
  advance(touched.state, facts, project_.id, seq);
  if (facts.kind == EventKind::collection) touched.category = categories_.number_of(facts.category);
  return place;
}

void SubmissionCheck::note_refused(const Subject& subject, std::uint64_t line) {
  refused_lines_.try_emplace(subject.device, line);
}

std::uint64_t SubmissionCheck::refused_line(const Subject& subject) const {
  const auto found = refused_lines_.find(subject.device);
  return found == refused_lines_.end() ? 0 : found->second;
}

std::vector<DeviceRow> SubmissionCheck::rows() const {
  std::vector<DeviceRow> rows = new_aliases_;
  rows.reserve(rows.size() + touched_.size() + moved_.size());
  for (const Touched& touched : touched_) {
    if (touched.accepted && !moved_.contains(touched.device))
      rows.push_back({touched.device, touched.device, touched.state});
  }
  if (!moved_.empty())
    std::erase_if(rows,
                  [&](const DeviceRow& row) { return row.is_alias() && moved_.contains(row.pseudonym); });
  for (const Pseudonym& moved : moved_) {
    DeviceRow& row = rows.emplace_back(DeviceRow{moved, moved, {}});
    const std::uint32_t index = index_.find(moved);
    if (index == PseudonymIndex::none) continue;
    row.device = touched_[index].device;
    const auto own = own_.find(moved);
    if (!row.is_alias()) {
      row.state = touched_[index].state;
    } else if (own != own_.end()) {
      row.state.last = touched_[own->second].state.last;
    }
  }
  std::sort(rows.begin(), rows.end(),
            [](const DeviceRow& a, const DeviceRow& b) { return a.pseudonym < b.pseudonym; });
  return rows;
}

}  // namespace lcl
