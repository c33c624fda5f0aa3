// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/projection_check.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/projection_reading.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string describe(const Pseudonym& device, std::string_view what) {
  return what.empty() ? phrase("device {}", hex(device)) : phrase("device {}: {}", hex(device), what);
}

/// The first field of `row` that is not as the replay has it; empty if there is none.
std::string_view difference(const DeviceRow& row, const DeviceRecord& record, LifeCycleCheck& replay) {
  if (row.device != replay.devices()[record.device].pseudonym) return "device";
  if (row.state.last != record.last) return "last";
  if (row.is_alias()) return {};
  if (record.is_unsure) return {};
  if (row.state.stage != record.stage) return "stage";
  if (row.state.standing != record.standing) return "standing";
  if (row.state.collection != record.collection) return "collection";
  if (row.state.reconditioning != record.reconditioning) return "reconditioning";
  if (row.state.at != record.at) return "at";
  if (row.state.project != replay.project_name(record.project)) return "project";
  return {};
}

/// Holds rows against the replay, some dozens at a time: so the random look-ups in its large table wait for
/// memory together.
class DeviceComparison {
 public:
  /// All must outlive this. The log replayed has `size` entries.
  DeviceComparison(LifeCycleCheck& replay, std::uint64_t size, const Reader& reader, FindingList& findings)
      : replay_(replay), size_(size), reader_(reader), findings_(findings) {}

  void take(const DeviceRow& row) {
    waiting_.push_back(row);
    if (waiting_.size() == at_once) compare_waiting();
  }
  /// To be called when there are no more rows.
  void end() { compare_waiting(); }

 private:
  static constexpr std::size_t at_once = 64;

  void compare_waiting() {
    for (const DeviceRow& row : waiting_) replay_.devices().prefetch_slot(row.pseudonym);
    for (const DeviceRow& row : waiting_) replay_.devices().prefetch_record(row.pseudonym);
    for (const DeviceRow& row : waiting_) compare(row);
    waiting_.clear();
  }

  void compare(const DeviceRow& row) {
    const std::uint32_t number = replay_.devices().find(row.pseudonym);
    const bool is_newer = this->is_newer(row);
    if (number == DeviceTable::none) {
      if (!is_newer) findings_.add(FindingWord::stray_device_row, std::nullopt, describe(row.pseudonym, {}));
      return;
    }
    DeviceRecord& record = replay_.devices()[number];
    record.is_in_rows = true;
    const std::string_view field = is_newer ? std::string_view{} : difference(row, record, replay_);
    if (!field.empty())
      findings_.add(FindingWord::wrong_device_row, std::nullopt, describe(row.pseudonym, field));
  }

  /// Whether a row may be of a transaction since the replay began; one of an identifier does not tell of
  /// which.
  [[nodiscard]] bool is_newer(const DeviceRow& row) const {
    if (row.is_alias() || row.state.last == no_seq) return reader_.size() > size_;
    const bool speaks_of_later = row.state.last >= size_ && row.state.last != no_seq;
    return speaks_of_later && reader_.size() > row.state.last;
  }

  LifeCycleCheck& replay_;
  std::uint64_t size_;
  const Reader& reader_;
  FindingList& findings_;
  std::vector<DeviceRow> waiting_;
};

}  // namespace

void compare_devices(LifeCycleCheck& replay, std::uint64_t size, SharedReader& reader,
                     FindingList& findings) {
  const bool all_read = reader.with([&](const Reader& from) {
    DeviceComparison comparison(replay, size, from, findings);
    const bool read = read_projection(FindingWord::wrong_device_row, findings, [&] {
      from.for_each_device([&](const DeviceRow& row) { comparison.take(row); });
    });
    comparison.end();
    return read;
  });
  if (!all_read) return;
  for (std::uint32_t number = 0; number < replay.devices().size(); ++number) {
    const DeviceRecord& record = replay.devices()[number];
    if (!record.is_in_rows) {
      findings.add(FindingWord::missing_device_row, std::nullopt, describe(record.pseudonym, {}));
    }
  }
}

}  // namespace lcl
