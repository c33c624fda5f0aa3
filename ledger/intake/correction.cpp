// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/correction.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "ledger/intake/known_devices.hpp"
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
  explicit EventsByDevice(KnownDevices& known) : known_(known) {}

  /// Refused where it cannot be told which device it is of.
  std::optional<Refused> add(const Event& event) {
    const auto device = known_.device_of(event.identifiers);
    if (!device) return device.refused();
    const auto [found, is_new] = index_.emplace(*device, devices_.size());
    if (is_new) devices_.push_back({found->first, event.identifiers, {}, {}});
    devices_[found->second].recorded.push_back(event);
    return std::nullopt;
  }
  [[nodiscard]] std::vector<CorrectedDevice> take() { return std::move(devices_); }

 private:
  KnownDevices& known_;
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

Correction correction_of(KnownDevices& known, LogReader& log, const Progress& progress) {
  Correction correction;
  const auto refuse = [&correction](Refused refused) {
    ++correction.refusals;
    if (correction.listed.size() < list_at_most) correction.listed.push_back(std::move(refused));
  };
  EventsByDevice events(known);
  for (std::uint64_t lines = 1;; ++lines) {
    const LogReader::Step step = log.next();
    if (step == LogReader::Step::end) break;
    if (progress && lines % progress_every == 0) progress(translation("comparing"), log.bytes_read(), 0);
    if (step == LogReader::Step::event) {
      if (auto refused = events.add(log.current())) {
        refused->place = log.place(refused->place.field);
        refuse(*std::move(refused));
      }
      continue;
    }
    for (const Refused& refused : log.refusals()) refuse(refused);
  }
  for (CorrectedDevice& device : events.take()) {
    keep_differences(device, known.standing(device.device));
    if (device.voided.empty() && device.recorded.empty()) {
      ++correction.unchanged;
    } else {
      correction.devices.push_back(std::move(device));
    }
  }
  return correction;
}

}  // namespace lcl
