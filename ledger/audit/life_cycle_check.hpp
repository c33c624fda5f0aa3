// SPDX-License-Identifier: Apache-2.0
// The replay of every device's life: its chain inside the log, its identifiers
// and the rules that each of its events was appended under. Finds the event
// that a dishonest operator would have let through.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/device_table.hpp"
#include "ledger/audit/examined_entry.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/audit/statement_check.hpp"
#include "ledger/audit/withheld_check.hpp"
#include "ledger/registry/event_rules.hpp"
#include "ledger/registry/recorded_event.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/store/shared_reader.hpp"
#include "ledger/values/text_numbers.hpp"

namespace lcl {

class LifeCycleCheck {
 public:
  /// All must outlive this. `statements` says, event by event, what the registry knew, `withheld` whether a
  /// bundle has the event.
  LifeCycleCheck(FindingList& findings, SharedReader& reader, const StatementCheck& statements,
                 const WithheldCheck& withheld)
      : findings_(findings), reader_(reader), statements_(statements), withheld_(withheld) {}

  /// Where events are looked up again from now on: held to a signed head. Without it they are taken as they
  /// are.
  void look_up_in(const AuthenticatedLog& log) { log_ = &log; }
  /// The next event; its entry can be read.
  void take(const ExaminedEntry& event);
  /// Brings nearer what `take` will look at for the events among `rows`.
  void prefetch(std::span<const ExaminedEntry> rows) const;
  /// Once all were taken: that no device with a cycle in a bundle's project is withheld.
  void end();

  [[nodiscard]] DeviceTable& devices() { return devices_; }
  [[nodiscard]] std::uint64_t device_count() const { return device_count_; }
  [[nodiscard]] std::uint64_t withheld_devices() const { return withheld_devices_; }
  [[nodiscard]] std::string_view project_name(std::uint32_t number) const { return projects_.text(number); }

 private:
  /// What is below an event among its device's standing ones, and the category of its cycle.
  struct Link {
    std::uint64_t below : 40;     // seq; no_below: nothing
    std::uint64_t category : 24;  // number of its name
  };
  static constexpr std::uint64_t no_below = (std::uint64_t{1} << 40U) - 1;

  /// The record of the event's device, with its place in the device's chain checked; `none` if it cannot be
  /// had.
  std::uint32_t device_of(const ExaminedEntry& event);
  void note_withheld(const ExaminedEntry& event, DeviceRecord& device);
  void check_after(const ExaminedEntry& event, DeviceRecord& device);
  void check_links(const ExaminedEntry& event);
  void take_further_identifiers(const ExaminedEntry& event, std::uint32_t device);
  [[nodiscard]] bool judge(const ExaminedEntry& event, const DeviceRecord& device);
  void advance(const ExaminedEntry& event, DeviceRecord& device);
  void take_back(const ExaminedEntry& event, std::uint32_t number);
  [[nodiscard]] bool is_free(std::uint32_t number) const;
  void free_identifiers(const Entry& taken_back, std::uint32_t number);
  void follow_links(const ExaminedEntry& event, std::uint32_t number);
  using EntryUse = std::function<void(const Entry&, const std::optional<std::string_view>& payload)>;
  void read_again(std::uint64_t seq, std::uint64_t before, const EntryUse& use);
  [[nodiscard]] bool is_signed(std::uint64_t seq) const;
  /// Whether an entry's bytes are those that were signed, if any were.
  [[nodiscard]] bool is_as_signed(std::uint64_t seq, std::string_view entry);
  [[nodiscard]] bool read_recorded(std::uint64_t seq, std::uint64_t before, RecordedEvent& recorded);

  void load(const DeviceRecord& device);
  void keep(DeviceRecord& device);
  [[nodiscard]] Link& link_of(std::uint64_t seq);
  void break_rule(const ExaminedEntry& event, Refusal refusal, std::string_view message = {});

  FindingList& findings_;
  SharedReader& reader_;
  const StatementCheck& statements_;
  const WithheldCheck& withheld_;
  const AuthenticatedLog* log_ = nullptr;
  DeviceTable devices_;
  std::uint64_t device_count_ = 0;  // those that are no further identifiers
  std::uint64_t withheld_devices_ = 0;
  TextNumbers projects_;
  TextNumbers categories_;
  std::vector<Link> links_;  // by seq
  // Used again for every event.
  DeviceState state_;
  std::vector<Breach> breaches_;
  RecordedEventReader recorded_;
};

}  // namespace lcl
