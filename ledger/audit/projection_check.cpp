// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/projection_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/projection_reading.hpp"

namespace lcl {
namespace {

std::string describe(const Pseudonym& device, std::string_view what) {
  return what.empty() ? fmt::format("device {}", hex(device))
                      : fmt::format("device {}: {}", hex(device), what);
}

/// The first field of `row` that is not as the replay has it; empty if there is none.
std::string_view difference(const DeviceRow& row, const DeviceRecord& record, LifeCycleCheck& replay) {
  if (row.device != replay.devices()[record.device].pseudonym) return "device";
  if (row.is_alias()) return {};
  if (row.state.last != record.last) return "last";
  if (record.is_unsure) return {};
  if (row.state.stage != record.stage) return "stage";
  if (row.state.standing != record.standing) return "standing";
  if (row.state.at != record.at) return "at";
  if (row.state.project != replay.project_name(record.project)) return "project";
  return {};
}

/// Holds the stored rows against the replay, some at a time.
class DeviceComparison {
 public:
  DeviceComparison(LifeCycleCheck& replay, std::uint64_t size, const Reader& reader, FindingList& findings)
      : replay_(replay), size_(size), reader_(reader), findings_(findings) {}

  void take(const DeviceRow& row) {
    rows_.push_back(row);
    if (rows_.size() == rows_at_once) compare();
  }
  /// Compares the rows taken since.
  void compare() {
    for (const DeviceRow& row : rows_) replay_.devices().prefetch_slot(row.pseudonym);
    for (const DeviceRow& row : rows_) replay_.devices().prefetch_record(row.pseudonym);
    for (const DeviceRow& row : rows_) compare(row);
    rows_.clear();
  }

 private:
  static constexpr std::size_t rows_at_once = 256;

  void compare(const DeviceRow& row) {
    const std::uint32_t number = replay_.devices().find(row.pseudonym);
    if (number == DeviceTable::none) {
      if (!is_newer(row))
        findings_.add(FindingWord::stray_device_row, std::nullopt, describe(row.pseudonym, {}));
      return;
    }
    DeviceRecord& record = replay_.devices()[number];
    record.is_in_rows = true;
    const std::string_view field = difference(row, record, replay_);
    if (field.empty() || is_newer(row)) return;
    findings_.add(FindingWord::wrong_device_row, std::nullopt, describe(row.pseudonym, field));
  }

  /// Whether a row that the replay does not know is of a transaction since it began. A further identifier
  /// does not tell of which it is.
  bool is_newer(const DeviceRow& row) const {
    if (row.is_alias()) return reader_.size() > size_;
    return row.state.last >= size_ && row.state.last < reader_.size();
  }

  LifeCycleCheck& replay_;
  std::uint64_t size_;
  const Reader& reader_;
  FindingList& findings_;
  std::vector<DeviceRow> rows_;
};

}  // namespace

void compare_devices(LifeCycleCheck& replay, std::uint64_t size, SharedReader& reader,
                     FindingList& findings) {
  const bool all_read = reader.with([&](const Reader& from) {
    return read_projection(FindingWord::wrong_device_row, findings, [&] {
      DeviceComparison comparison(replay, size, from, findings);
      from.for_each_device([&](const DeviceRow& row) { comparison.take(row); });
      comparison.compare();
    });
  });
  if (!all_read) return;
  for (std::uint32_t number = 0; number < replay.devices().size(); ++number) {
    const DeviceRecord& record = replay.devices()[number];
    if (!record.is_in_rows) {
      findings.add(FindingWord::missing_device_row, std::nullopt, describe(record.pseudonym, {}));
    }
  }
}

void compare_statements(const StatementCheck& replay, std::uint64_t size, SharedReader& reader,
                        FindingList& findings) {
  auto expected = replay.rows().begin();
  const auto end = replay.rows().end();
  const auto miss_until = [&](std::uint64_t seq) {
    for (; expected != end && expected->seq < seq; ++expected) {
      findings.add(FindingWord::wrong_statement_row, expected->seq, "it is missing");
    }
  };
  const bool all_read = reader.with([&](const Reader& from) {
    return read_projection(FindingWord::wrong_statement_row, findings, [&] {
      from.for_each_statement([&](const StatementRow& row) {
        miss_until(row.seq);
        if (expected != end && expected->seq == row.seq) {
          if (row != *expected) findings.add(FindingWord::wrong_statement_row, row.seq);
          ++expected;
          return;
        }
        const bool is_newer = row.seq >= size && row.seq < from.size();
        const bool is_unknown =
            std::binary_search(replay.unreadable().begin(), replay.unreadable().end(), row.seq);
        if (!is_newer && !is_unknown) {
          findings.add(FindingWord::wrong_statement_row, row.seq, "there is no such statement");
        }
      });
    });
  });
  if (all_read) miss_until(size);
}

}  // namespace lcl
