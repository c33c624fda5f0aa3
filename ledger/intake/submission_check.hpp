// SPDX-License-Identifier: Apache-2.0
// The judge of one submission: where every device it touches stands, which
// device an event is about, whether it is recorded already, and every rule it
// breaks. Used when a log is prepared and again when a staged one is committed.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/registry/event_rules.hpp"
#include "ledger/registry/kept.hpp"
#include "ledger/registry/lifecycle.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/values/pseudonym_index.hpp"
#include "ledger/values/text_numbers.hpp"

namespace lcl {

class SubmissionCheck {
 public:
  /// The submission's first event would be entry `first_seq` of the log that `reader` sees. All
  /// references must outlive this.
  SubmissionCheck(const RegistryState& state, const Project& project, Role signer, const Reader& reader,
                  EventLookup ledger, std::uint64_t first_seq, Instant now);

  /// The device that identifiers belong to.
  struct Subject {
    Pseudonym device;
    std::vector<Pseudonym> also;    ///< brought and free, ascending
    std::uint32_t index = unknown;  ///< of a device touched before or recorded
    static constexpr std::uint32_t unknown = PseudonymIndex::none;
  };
  /// Two identifiers brought together, by their places among those brought, that belong to two devices, and
  /// the collections of these.
  struct Conflict {
    std::size_t first = 0;
    std::size_t second = 0;
    std::uint64_t first_collection = no_seq;
    std::uint64_t second_collection = no_seq;
  };
  /// Fills `subject` from the pseudonyms that an event of `kind` brings, in the order imei, imei2, serial; or
  /// says why not. A void ties no identifier.
  [[nodiscard]] std::optional<Conflict> identify(std::span<const Pseudonym> brought, EventKind kind,
                                                 Subject& subject);
  /// Where entry `seq` is, in words: `in entry 12`, `earlier in this log`.
  [[nodiscard]] std::string place_text(std::uint64_t seq) const;

  /// Whether the same event stands already, in the ledger or among the accepted ones that `lookup` finds.
  [[nodiscard]] bool is_recorded(const Subject& subject, const Facts& facts, const EventLookup& lookup);

  /// Whether the submission has changed nothing of the subject's device yet.
  [[nodiscard]] bool is_untouched(const Subject& subject) const {
    return subject.index == Subject::unknown || !touched_[subject.index].accepted;
  }

  /// Every rule that the event breaks, appended in the order of Refusal.
  void append_breaches(const Subject& subject, const Facts& facts, std::vector<Breach>& out);

  /// Where the subject's next event goes among its device's own.
  [[nodiscard]] EventPlace next_place(const Subject& subject, EventKind kind) const;
  /// Takes the event in as the submission's next one.
  EventPlace accept(const Subject& subject, const Facts& facts);

  /// Notes that `line` of the log, about this device, was refused; and the first such line, or 0.
  void note_refused(const Subject& subject, std::uint64_t line);
  [[nodiscard]] std::uint64_t refused_line(const Subject& subject) const;

  /// Devices of which an event was accepted, and those of them that the ledger had not.
  [[nodiscard]] std::uint64_t devices() const { return devices_; }
  [[nodiscard]] std::uint64_t new_devices() const { return new_devices_; }
  /// Of the devices of which an event was accepted, those in whose cycle more has to come.
  [[nodiscard]] std::uint64_t open_devices() const;
  /// Rows of all devices and identifiers touched, as they stand now, ascending.
  [[nodiscard]] std::vector<DeviceRow> rows() const;

 private:
  struct Touched {
    Pseudonym device;
    DeviceState state;
    std::uint64_t recorded_last = no_seq;  ///< `last` before the submission
    std::uint32_t category = 0;            ///< number in categories_; 0: not known yet
    bool accepted = false;                 ///< an event of it was accepted
    std::bitset<event_kinds> kinds{};      ///< of its accepted events
  };
  /// The first bytes of a digest over an event's facts, so a good hash of itself.
  struct Fingerprint {
    std::array<std::uint8_t, 16> bytes{};
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
  };
  struct FirstBytes {
    std::size_t operator()(const Fingerprint& fingerprint) const noexcept;
  };
  /// The facts of a device's standing events and of its voids, each as often as it is there.
  using Fingerprints = std::unordered_map<Fingerprint, std::uint32_t, FirstBytes>;

  [[nodiscard]] std::uint32_t known(const Pseudonym& pseudonym);
  [[nodiscard]] std::uint32_t own_history(const Pseudonym& pseudonym);
  [[nodiscard]] bool stands(std::uint32_t index) const {
    return index != Subject::unknown && touched_[index].state.standing != no_seq;
  }
  void tie(const Pseudonym& alias, std::uint32_t index);
  void free(const std::vector<Pseudonym>& aliases, std::uint32_t index);
  [[nodiscard]] std::string_view category_of(Touched& touched);
  [[nodiscard]] Fingerprint fingerprint(const Facts& facts);
  Fingerprints& fingerprints_of(std::uint32_t index, const EventLookup& lookup);
  [[nodiscard]] std::string recorded_alike(const DeviceState& device, EventKind kind) const;
  void judge_void(const Touched& touched, const Facts& facts, std::vector<Breach>& out) const;

  const RegistryState& state_;
  const Project& project_;
  const Role signer_;
  const Reader& reader_;
  const EventLookup ledger_;
  const std::uint64_t first_seq_;
  const Instant now_;
  const bool ledger_has_devices_;
  std::uint64_t accepted_ = 0;
  std::uint64_t devices_ = 0;
  std::uint64_t new_devices_ = 0;
  std::vector<Touched> touched_;
  PseudonymIndex index_;  ///< of devices and further identifiers
  std::vector<DeviceRow> new_aliases_;
  // What only voids bring about: identifiers that are free again or tied anew, and of those that were devices
  // of their own the index of that.
  std::unordered_set<Pseudonym> moved_;
  std::unordered_map<Pseudonym, std::uint32_t> own_;
  std::unordered_map<Pseudonym, std::uint64_t> refused_lines_;    ///< by device: its first refused line
  std::unordered_map<std::uint32_t, Fingerprints> fingerprints_;  // by device
  TextNumbers categories_;
  std::string scratch_;
};

}  // namespace lcl
