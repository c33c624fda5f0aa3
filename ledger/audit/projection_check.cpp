// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/projection_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

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

void compare_device(const DeviceRow& row, LifeCycleCheck& replay, bool is_newer, FindingList& findings) {
  const std::uint32_t number = replay.devices().find(row.pseudonym);
  if (number == DeviceTable::none) {
    if (!is_newer) findings.add(FindingWord::stray_device_row, std::nullopt, describe(row.pseudonym, {}));
    return;
  }
  DeviceRecord& record = replay.devices()[number];
  record.is_in_rows = true;
  const std::string_view field = is_newer ? std::string_view{} : difference(row, record, replay);
  if (!field.empty())
    findings.add(FindingWord::wrong_device_row, std::nullopt, describe(row.pseudonym, field));
}

}  // namespace

void compare_devices(LifeCycleCheck& replay, std::uint64_t size, SharedReader& reader,
                     FindingList& findings) {
  const bool all_read = reader.with([&](const Reader& from) {
    return read_projection(FindingWord::wrong_device_row, findings, [&] {
      from.for_each_device([&](const DeviceRow& row) {
        // A row that the replay cannot know may be of a transaction since it began; an alias does not tell of
        // which.
        const bool may_be_newer = row.is_alias() ? replay.devices().find(row.pseudonym) == DeviceTable::none
                                                 : row.state.last >= size && row.state.last != no_seq;
        const std::uint64_t needed = row.is_alias() ? size + 1 : row.state.last + 1;
        compare_device(row, replay, may_be_newer && from.size() >= needed, findings);
      });
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
