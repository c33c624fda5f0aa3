// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/correction.hpp"

#include <algorithm>
#include <unordered_map>

#include "ledger/events/device_identity.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t list_at_most = 1'000;

/// A correction's voids and events, one after the other.
class CorrectionLog : public LogReader {
 public:
  CorrectionLog(const Correction& correction, Instant now, const std::string& reason)
      : correction_(correction), now_(now), reason_(reason) {}

  Step next() override {
    while (device_ < correction_.devices.size()) {
      const CorrectedDevice& device = correction_.devices[device_];
      if (step_ < device.voided.size()) {
        take_back(device, device.voided[step_++]);
        return Step::event;
      }
      if (step_ < device.voided.size() + device.recorded.size()) {
        event_ = device.recorded[step_++ - device.voided.size()];
        return Step::event;
      }
      ++device_;
      step_ = 0;
    }
    return Step::end;
  }
  Place place(std::string_view field) const override {
    return {.line = event_.line, .column = 0, .field = std::string(field)};
  }
  std::string_view line() const override { return {}; }
  std::uint64_t bytes_read() const override { return 0; }

 private:
  void take_back(const CorrectedDevice& device, const RecordedEvent& wrong) {
    event_ = {};
    event_.line = device.recorded.empty() ? 0 : device.recorded.front().line;
    event_.identifiers = device.identifiers;
    event_.facts.kind = EventKind::void_;
    event_.facts.occurred_at = now_;
    event_.facts.participant = wrong.facts.participant;
    event_.facts.country = wrong.facts.country;
    event_.facts.voids = wrong.seq;
    event_.facts.reason = reason_;
  }

  const Correction& correction_;
  Instant now_;
  std::string reason_;
  std::size_t device_ = 0;
  std::size_t step_ = 0;
};

/// The log's events by device, in the order of each device's first line.
class EventsByDevice {
 public:
  explicit EventsByDevice(Pepper& pepper) : pepper_(pepper) {}

  void add(const Event& event, const Reader& reader) {
    const auto [found, is_new] = index_.emplace(device_of(event.identifiers, reader), devices_.size());
    if (is_new) devices_.push_back({found->first, event.identifiers, {}, {}});
    devices_[found->second].recorded.push_back(event);
  }
  [[nodiscard]] std::vector<CorrectedDevice> take() { return std::move(devices_); }

 private:
  Pseudonym device_of(const Identifiers& identifiers, const Reader& reader) {
    Pepper::identifier_texts(identifiers, texts_);
    std::optional<Pseudonym> first;
    for (const std::string& text : texts_) {
      const Pseudonym pseudonym = pepper_.pseudonym(text);
      if (const auto row = reader.device(pseudonym)) return row->device;
      if (!first) first = pseudonym;
    }
    invariant(first.has_value(), "an event has an identifier");
    return *first;
  }

  Pepper& pepper_;
  std::vector<std::string> texts_;
  std::unordered_map<Pseudonym, std::size_t> index_;
  std::vector<CorrectedDevice> devices_;
};

/// Leaves in `device` what differs from `standing`: a common beginning is neither voided nor recorded.
void keep_differences(CorrectedDevice& device, std::vector<RecordedEvent> standing) {
  const auto [wrong, right] = std::mismatch(
      standing.begin(), standing.end(), device.recorded.begin(), device.recorded.end(),
      [](const RecordedEvent& stands, const Event& said) { return stands.facts == said.facts; });
  device.voided.assign(std::make_move_iterator(wrong), std::make_move_iterator(standing.end()));
  std::reverse(device.voided.begin(), device.voided.end());
  device.recorded.erase(device.recorded.begin(), right);
}

}  // namespace

std::uint64_t Correction::voids() const {
  std::uint64_t count = 0;
  for (const CorrectedDevice& device : devices) count += device.voided.size();
  return count;
}

std::uint64_t Correction::events() const {
  std::uint64_t count = 0;
  for (const CorrectedDevice& device : devices) count += device.recorded.size();
  return count;
}

std::unique_ptr<LogReader> Correction::log(Instant now, const std::string& reason) const {
  return std::make_unique<CorrectionLog>(*this, now, reason);
}

Correction correction_of(const OpenLedger& ledger, LogReader& log, const std::string& project,
                         const Progress& progress) {
  ledger.require_registry();
  Correction correction;
  Pepper pepper = read_pepper(ledger.folder());
  EventsByDevice events(pepper);
  for (std::uint64_t lines = 1;; ++lines) {
    const LogReader::Step step = log.next();
    if (step == LogReader::Step::end) break;
    if (progress && lines % progress_every == 0) progress(translation("comparing"), log.bytes_read(), 0);
    if (step == LogReader::Step::event) {
      events.add(log.current(), ledger.reader());
      continue;
    }
    for (const Refused& refused : log.refusals()) {
      ++correction.refusals;
      if (correction.listed.size() < list_at_most) correction.listed.push_back(refused);
    }
  }
  const EventLookup lookup = event_lookup(ledger.log());
  for (CorrectedDevice& device : events.take()) {
    const auto row = ledger.reader().device(device.device);
    auto standing = standing_events(row ? row->state.last : no_seq, lookup);
    std::erase_if(standing, [&](const RecordedEvent& event) { return event.project != project; });
    keep_differences(device, std::move(standing));
    if (device.voided.empty() && device.recorded.empty()) {
      ++correction.unchanged;
    } else {
      correction.devices.push_back(std::move(device));
    }
  }
  return correction;
}

}  // namespace lcl
