// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/entry_batch.hpp"

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

void move_to(ExaminedEntry& row, const char*& place) {
  move_to(row.bytes, place);
  if (row.payload) move_to(*row.payload, place);
  if (row.private_part) move_to(*row.private_part, place);
}

}  // namespace

void EntryBatch::fill(const Reader& reader, std::uint64_t from, std::uint64_t to) {
  invariant(to - from <= capacity, "a batch is filled with no more than it holds");
  count_ = 0;
  bytes_.clear();
  reader.scan(from, to, [this](const StoredEntry& stored) { take(stored); });
  // Only now do the bytes stand where they stay.
  const char* place = bytes_.data();
  for (ExaminedEntry& row : rows()) {
    if (!is_postponed(row)) move_to(row, place);
  }
}

void EntryBatch::take(const StoredEntry& stored) {
  ExaminedEntry& row = rows_[count_];
  row.seq = stored.seq;
  row.bytes = {};
  row.payload.reset();
  row.private_part.reset();
  const bool large = size_of(stored) > most_copied_bytes;
  postponed_[count_] = large ? 1 : 0;
  ++count_;
  if (large) return;
  row.bytes = stored.entry;
  row.payload = stored.payload;
  row.private_part = stored.private_part;
  append(stored, bytes_);
}

bool EntryBatch::is_postponed(const ExaminedEntry& row) const {
  return postponed_[static_cast<std::size_t>(&row - rows_.data())] != 0;
}

void EntryBatch::examine(Examiner& examiner) {
  for (ExaminedEntry& row : rows()) {
    if (!is_postponed(row)) examiner.examine(row);
  }
}

bool EntryBatch::fetch(const Reader& reader, ExaminedEntry& row) {
  fetched_.clear();
  return reader.entry(row.seq, [&](const StoredEntry& stored) {
    append(stored, fetched_);
    row.bytes = stored.entry;
    row.payload = stored.payload;
    row.private_part = stored.private_part;
    const char* place = fetched_.data();
    move_to(row, place);
  });
}

}  // namespace lcl
