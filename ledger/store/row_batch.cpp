// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/row_batch.hpp"

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

/// An event takes less than 2 KiB; a batch of such rows stays below 16 MiB.
constexpr std::size_t most_copied_bytes = 64 * 1024;

std::size_t size_of(const StoredEntry& stored) {
  return stored.entry.size() + stored.payload.value_or("").size() + stored.private_part.value_or("").size();
}

void append(const StoredEntry& stored, std::string& out) {
  out += stored.entry;
  out += stored.payload.value_or("");
  out += stored.private_part.value_or("");
}

/// Makes `view` the same bytes at `place`, which moves on behind them.
void move_to(std::string_view& view, const char*& place) {
  view = {place, view.size()};
  place += view.size();
}

void move_to(StoredEntry& row, const char*& place) {
  move_to(row.entry, place);
  if (row.payload) move_to(*row.payload, place);
  if (row.private_part) move_to(*row.private_part, place);
}

}  // namespace

void RowBatch::fill(const Reader& reader, std::uint64_t from, std::uint64_t to) {
  invariant(to - from <= capacity, "a batch is filled with no more than it holds");
  rows_.clear();
  bytes_.clear();
  reader.scan(from, to, [this](const StoredEntry& stored) { take(stored); });
  // Only now do the bytes stand where they stay.
  const char* place = bytes_.data();
  for (Row& row : rows_) {
    if (!row.is_postponed) move_to(row, place);
  }
}

void RowBatch::take(const StoredEntry& stored) {
  if (size_of(stored) > most_copied_bytes) {
    rows_.push_back({{.seq = stored.seq, .entry = {}, .payload = {}, .private_part = {}}, true});
    return;
  }
  rows_.push_back({stored, false});
  append(stored, bytes_);
}

const StoredEntry* RowBatch::fetch(const Reader& reader, std::uint64_t seq) {
  fetched_bytes_.clear();
  const bool found = reader.entry(seq, [this](const StoredEntry& stored) {
    append(stored, fetched_bytes_);
    fetched_ = stored;
    const char* place = fetched_bytes_.data();
    move_to(fetched_, place);
  });
  return found ? &fetched_ : nullptr;
}

}  // namespace lcl
