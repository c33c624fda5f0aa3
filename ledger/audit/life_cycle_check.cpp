// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/life_cycle_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/chain/entry.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::uint64_t most_categories = std::uint64_t{1} << 24U;

std::string seq_text(std::uint64_t seq) { return seq == no_seq ? "none" : std::to_string(seq); }

}  // namespace

void LifeCycleCheck::take(const ExaminedEntry& event) {
  const std::uint32_t number = device_of(event);
  if (number == DeviceTable::none) return;
  take_further_identifiers(event, number);
  DeviceRecord& device = devices_[number];
  if (withheld_.terms()) note_withheld(event, device);
  if (!event.is_readable_event()) device.is_unsure = true;
  if (!device.is_unsure) {
    load(device);
    check_links(event);
    if (judge(event, device)) {  // else it leaves the device as it was
      if (event.event_kind == EventKind::void_) {
        take_back(event, number);
      } else {
        advance(event, device);
      }
    }
  }
  if (devices_[number].is_unsure) follow_links(event, number);
  devices_[number].last = event.seq;
}

void LifeCycleCheck::prefetch(std::span<const ExaminedEntry> rows) const {
  const auto for_each_device = [rows](auto visit) {
    for (const ExaminedEntry& row : rows) {
      if (row.about == EntryClass::event && row.form_fault == nullptr) visit(*row.entry.device);
    }
  };
  for_each_device([this](const Pseudonym& device) { devices_.prefetch_slot(device); });
  for_each_device([this](const Pseudonym& device) { devices_.prefetch_record(device); });
}

void LifeCycleCheck::note_withheld(const ExaminedEntry& event, DeviceRecord& device) {
  if (withheld_.is_withheld()) {
    if (!device.is_withheld) ++withheld_devices_;
    device.is_withheld = true;
  }
  if (withheld_.is_wrongly_withheld()) device.is_withheld_wrongly = true;
  if (withheld_.is_of_project(event.entry)) device.is_of_bundle = true;
}

void LifeCycleCheck::end() {
  if (withheld_devices_ == 0) return;
  for (std::uint32_t number = 0; number < devices_.size(); ++number) {
    const DeviceRecord& device = devices_[number];
    if (!device.is_withheld || !device.is_of_bundle || device.is_withheld_wrongly) continue;
    findings_.add(FindingWord::wrong_bundle, std::nullopt,
                  phrase("device {} had a cycle in {}, and not all of its events are here",
                         hex(device.pseudonym), withheld_.terms()->project));
  }
}

std::uint32_t LifeCycleCheck::device_of(const ExaminedEntry& event) {
  std::uint32_t number = devices_.find(*event.entry.device);
  if (number == DeviceTable::none) number = devices_.add(*event.entry.device);
  DeviceRecord& record = devices_[number];
  if (record.device != number) {
    DeviceRecord& device = devices_[record.device];
    findings_.add(FindingWord::wrong_device, event.seq,
                  phrase("{} is a further identifier of {}", hex(record.pseudonym), hex(device.pseudonym)));
    device.is_unsure = true;
    return DeviceTable::none;
  }
  if (record.last == no_seq) ++device_count_;
  check_after(event, record);
  return number;
}

void LifeCycleCheck::check_after(const ExaminedEntry& event, DeviceRecord& device) {
  const std::uint64_t after = event.entry.after.value_or(no_seq);
  if (after == device.last) return;
  device.is_unsure = true;
  // Its previous event may well be the one that cannot be read.
  const std::vector<std::uint64_t>& unreadable = statements_.unreadable();
  if (std::binary_search(unreadable.begin(), unreadable.end(), after)) return;
  findings_.add(FindingWord::wrong_after, event.seq,
                phrase("found {}, expected {}", seq_text(after), seq_text(device.last)));
}

/// That its entry names the events that it rests on.
void LifeCycleCheck::check_links(const ExaminedEntry& event) {
  Entry expected;
  expected.after = event.entry.after;
  set_links(next_links(state_, event.event_kind), expected);
  const Entry& found = event.entry;
  if (found.standing == expected.standing && found.nothing_stands == expected.nothing_stands &&
      found.collection == expected.collection && found.reconditioning == expected.reconditioning) {
    return;
  }
  const auto shown = [](const Entry& entry) {
    const auto seq = [](const std::optional<std::uint64_t>& named) {
      return named ? std::to_string(*named) : phrase("not said");
    };
    return phrase("standing {}, collection {}, reconditioning {}",
                  entry.nothing_stands ? "null" : seq(entry.standing), seq(entry.collection),
                  seq(entry.reconditioning));
  };
  findings_.add(FindingWord::wrong_standing, event.seq,
                phrase("{}; expected {}", shown(found), shown(expected)));
}

void LifeCycleCheck::take_further_identifiers(const ExaminedEntry& event, std::uint32_t device) {
  if (!event.entry.also.empty() && event.entry.kind == word(EventKind::void_)) {
    findings_.add(FindingWord::wrong_also, event.seq, phrase("a void ties no identifier to a device"));
    return;
  }
  for (const Pseudonym& pseudonym : event.entry.also) {
    const std::uint32_t known = devices_.find(pseudonym);
    if (known != DeviceTable::none && known != device && is_free(known)) {
      devices_[known].device = device;
      continue;
    }
    if (known != DeviceTable::none) {
      findings_.add(FindingWord::wrong_also, event.seq,
                    phrase("{} belongs to {} already", hex(pseudonym),
                           hex(devices_[devices_[known].device].pseudonym)));
      continue;
    }
    const std::uint32_t added = devices_.add(pseudonym);
    devices_[added].device = device;
  }
}

/// Whether nothing that stands brings the identifier.
bool LifeCycleCheck::is_free(std::uint32_t number) const {
  const DeviceRecord& record = devices_[number];
  return record.device == number && record.standing == no_seq;
}

/// Frees what `taken_back`, the last standing event of device `number` until now, had brought.
void LifeCycleCheck::free_identifiers(const Entry& taken_back, std::uint32_t number) {
  for (const Pseudonym& pseudonym : taken_back.also) {
    const std::uint32_t known = devices_.find(pseudonym);
    if (known != DeviceTable::none && devices_[known].device == number) devices_[known].device = known;
  }
}

/// What stands of a device of which not all can be read, and which identifiers are free again, as its entries
/// say.
void LifeCycleCheck::follow_links(const ExaminedEntry& event, std::uint32_t number) {
  if (event.entry.kind != word(EventKind::void_)) {
    devices_[number].standing = event.seq;
    return;
  }
  const std::uint64_t seq = links_of(event.entry, EventKind::void_).standing;
  read_again(seq, event.seq, [&](const Entry& taken_back, const auto& /*payload*/) {
    const auto kind = event_kind(taken_back.kind);
    if (!kind || taken_back.device != event.entry.device) return;
    devices_[number].standing = links_of(taken_back, *kind).standing;
    free_identifiers(taken_back, number);
  });
}

/// Says every rule that the event breaks, the state before it being loaded; and whether the life cycle lets
/// it pass.
bool LifeCycleCheck::judge(const ExaminedEntry& event, const DeviceRecord& device) {
  const Facts& facts = event.event.facts;
  if (const Project* project = statements_.project()) {
    std::string_view category = facts.category;
    if (facts.kind != EventKind::collection && is_open(device.stage)) {
      category = categories_.text(static_cast<std::uint32_t>(link_of(device.standing).category));
    }
    breaches_.clear();
    append_breaches(statements_.state(), *project, device.stage, facts, category, event.entry.time,
                    breaches_);
    for (const Breach& breach : breaches_) break_rule(event, breach.refusal, breach.message);
  }
  const auto refused = refusal(state_, facts, event.entry.project);
  if (refused) break_rule(event, *refused);
  if (statements_.project() != nullptr && !may_submit(statements_.signer(), facts.kind)) {
    break_rule(event, Refusal::wrong_role, phrase("a {} may submit voids only", word(statements_.signer())));
  }
  return !refused;
}

void LifeCycleCheck::advance(const ExaminedEntry& event, DeviceRecord& device) {
  const Facts& facts = event.event.facts;
  std::uint64_t category = 0;
  if (facts.kind == EventKind::collection) {
    category = categories_.number_of(facts.category);
    if (category >= most_categories) {
      throw Error(Obstacle::unavailable,
                  phrase("this ledger has more categories than one verification can hold (16 million)"));
    }
  } else if (device.standing != no_seq) {
    category = link_of(device.standing).category;
  }
  Link& link = link_of(event.seq);
  link.below = std::min(device.standing, no_below) & no_below;
  link.category = category & (most_categories - 1);
  lcl::advance(state_, facts, event.entry.project, event.seq);
  keep(device);
}

void LifeCycleCheck::take_back(const ExaminedEntry& event, std::uint32_t number) {
  const Facts& facts = event.event.facts;
  DeviceRecord& device = devices_[number];
  if (device.standing == no_seq || facts.voids != device.standing) {
    const auto lookup = [&](std::uint64_t seq, RecordedEvent& recorded) {
      return read_recorded(seq, event.seq, recorded);
    };
    const auto refused = void_refusal(state_, facts, device.pseudonym, lookup);
    break_rule(event, refused.value_or(Refusal::void_of_unknown_event));
    return;
  }
  RecordedEvent below;
  const std::uint64_t seq = link_of(device.standing).below;
  const bool is_first = seq == no_below;
  if (!is_first && !read_recorded(seq, event.seq, below)) {
    device.is_unsure = true;
    return;
  }
  read_again(device.standing, event.seq,
             [&](const Entry& taken_back, const auto& /*payload*/) { free_identifiers(taken_back, number); });
  lcl::take_back(state_, is_first ? nullptr : &below, event.seq);
  keep(device);
}

/// Reads the entry at `seq` again, if there is one below `before`, and holds it to the log.
void LifeCycleCheck::read_again(std::uint64_t seq, std::uint64_t before, const EntryUse& use) {
  if (seq >= before) return;
  reader_.with([&](const Reader& reader) {
    const bool is_there = reader.entry(seq, [&](const StoredEntry& row) {
      Entry entry;
      if (is_as_signed(seq, row.entry) && read_entry(row.entry, entry) == nullptr) use(entry, row.payload);
    });
    if (!is_there) findings_.add(FindingWord::divergent_read, seq, phrase("it is missing"));
    return is_there;
  });
}

bool LifeCycleCheck::is_signed(std::uint64_t seq) const { return log_ != nullptr && seq < log_->head().size; }

bool LifeCycleCheck::is_as_signed(std::uint64_t seq, std::string_view entry) {
  if (!is_signed(seq)) return true;
  try {
    log_->hold(seq, leaf_hash(entry));
    return true;
  } catch (const Error& error) {
    if (error.obstacle() != Obstacle::damaged) throw;
    findings_.add(FindingWord::divergent_read, seq, error.what());
    return false;
  }
}

/// Reads the event at `seq` again, if there is one below `before`, and holds its payload to the entry.
bool LifeCycleCheck::read_recorded(std::uint64_t seq, std::uint64_t before, RecordedEvent& recorded) {
  bool is_event = false;
  read_again(seq, before, [&](const Entry& entry, const std::optional<std::string_view>& payload) {
    if (!payload) return;
    if (is_signed(seq) && sha256(*payload) != entry.payload) {
      findings_.add(FindingWord::divergent_read, seq, "its payload is not the one that it names");
      return;
    }
    is_event = recorded_.read(entry, *payload, recorded) == nullptr;
  });
  return is_event;
}

void LifeCycleCheck::load(const DeviceRecord& device) {
  state_.stage = device.stage;
  state_.last = device.last;
  state_.standing = device.standing;
  state_.collection = device.collection;
  state_.reconditioning = device.reconditioning;
  state_.at = device.at;
  state_.project = projects_.text(device.project);
}

void LifeCycleCheck::keep(DeviceRecord& device) {
  device.stage = state_.stage;
  device.last = state_.last;
  device.standing = state_.standing;
  device.collection = state_.collection;
  device.reconditioning = state_.reconditioning;
  device.at = state_.at;
  device.project = projects_.number_of(state_.project);
}

LifeCycleCheck::Link& LifeCycleCheck::link_of(std::uint64_t seq) {
  if (seq >= links_.size()) links_.resize(seq + 1, Link{no_below, 0});
  return links_[seq];
}

void LifeCycleCheck::break_rule(const ExaminedEntry& event, Refusal refusal, std::string_view message) {
  findings_.add(FindingWord::rule_broken, event.seq,
                message.empty() ? std::string(word(refusal)) : fmt::format("{}: {}", word(refusal), message));
}

}  // namespace lcl
