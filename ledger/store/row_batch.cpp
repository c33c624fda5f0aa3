// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/row_batch.hpp"

#include <optional>
#include <string_view>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

/// An event takes less than 2 KiB; a batch of such rows stays below 16 MiB.
constexpr std::size_t most_copied_bytes = 64 * 1024;

std::size_t size_of(const StoredEntry& row) {
  return row.entry.size() + row.payload.value_or("").size() + row.private_part.value_or("").size();
}

}  // namespace

void RowBatch::add(const StoredEntry& row) {
  const auto size_or_absent = [](const auto& part) { return part ? part->size() : absent; };
  rows_.push_back({row.seq, bytes_.size(), row.entry.size(), size_or_absent(row.payload),
                   size_or_absent(row.private_part)});
  bytes_ += row.entry;
  bytes_ += row.payload.value_or("");
  bytes_ += row.private_part.value_or("");
}

void RowBatch::clear() {
  rows_.clear();
  bytes_.clear();
}

void RowBatch::fill(const Reader& reader, std::uint64_t from, std::uint64_t to, RowParts parts) {
  invariant(to - from <= capacity, "a batch is filled with no more than it holds");
  clear();
  const auto take = [this](const StoredEntry& row) {
    if (size_of(row) <= most_copied_bytes) return add(row);
    rows_.push_back({row.seq, bytes_.size(), absent, absent, absent});
  };
  reader.scan(from, to, take, parts);
}

bool RowBatch::fetch(const Reader& reader, std::uint64_t seq) {
  clear();
  return reader.entry(seq, [this](const StoredEntry& row) { add(row); });
}

StoredEntry RowBatch::operator[](std::size_t place) const {
  const Row& row = rows_[place];
  const char* next = bytes_.data() + row.start;
  const auto part = [&next](std::size_t size) -> std::optional<std::string_view> {
    if (size == absent) return std::nullopt;
    const std::string_view found{next, size};
    next += size;
    return found;
  };
  StoredEntry stored;
  stored.seq = row.seq;
  stored.entry = part(row.entry).value_or("");
  stored.payload = part(row.payload);
  stored.private_part = part(row.private_part);
  return stored;
}

}  // namespace lcl
