// SPDX-License-Identifier: Apache-2.0
#include "ledger/appender.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/registry/kept.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

[[noreturn]] void damaged(const std::string& what) {
  throw Error(Obstacle::damaged, what + "; nothing was appended; run lcl verify");
}

}  // namespace

Appender::Appender(Writer& writer, const Checkpoint& last, Instant now)
    : writer_(writer), last_(last), tree_(last.size, writer.reader().hashes()), time_(now) {
  const Reader& reader = writer_.reader();
  if (reader.size() != last.size) {
    damaged(fmt::format("the ledger has {} entries, its last checkpoint says {}", reader.size(), last.size));
  }
  if (last.size == 0) return;
  if (tree_.root() != last.root) damaged("the stored tiles do not give the root of the last checkpoint");
  const char* fault = nullptr;
  const bool found = reader.entry(last.size - 1, [&](const StoredEntry& stored) {
    Entry entry;
    fault = read_entry(stored.entry, entry);
    prev_ = leaf_hash(stored.entry);
    time_ = std::max(now, entry.time);
  });
  if (!found || fault != nullptr) damaged(fmt::format("entry {} cannot be read", last.size - 1));
  if (prev_ != reader.tile_hash(0, last.size - 1))
    damaged(fmt::format("entry {} is not in the tree", last.size - 1));
}

void Appender::append(Entry& entry, std::string_view payload, std::optional<std::string_view> private_part) {
  entry.seq = tree_.size();
  entry.prev = prev_;
  entry.time = time_;
  entry_bytes_.clear();
  append_entry(entry, entry_bytes_);
  invariant(entry_bytes_.size() <= max_entry_bytes, "an entry fits an entry bundle's length field");
  prev_ = leaf_hash(entry_bytes_);
  tree_.append(prev_);
  writer_.append(entry.seq, entry_bytes_, payload, private_part);
}

std::uint64_t Appender::append(const Statement& statement, std::optional<std::string_view> private_part) {
  const std::string payload = payload_of(statement);
  Entry entry;
  entry.kind = statement.kind;
  entry.project = statement.project;
  entry.payload = sha256(payload);
  append(entry, payload, private_part);
  writer_.put_statement({entry.seq, statement.kind, statement.project, sha256(signed_bytes(statement))});
  return entry.seq;
}

void Appender::check_read_back(const HashReader& stored) const {
  std::uint64_t seq = last_.size;
  Entry entry;
  writer_.reader().scan(last_.size, tree_.size(), [&](const StoredEntry& row) {
    if (row.seq != seq || read_entry(row.entry, entry) != nullptr || !row.payload ||
        sha256(*row.payload) != entry.payload || leaf_hash(row.entry) != stored(0, seq)) {
      damaged(fmt::format("entry {} was not read back as written", seq));
    }
    ++seq;
  });
  if (seq != tree_.size()) damaged(fmt::format("entry {} was not read back", seq));
}

std::string Appender::seal(const PrivateKey& log_key) {
  for (const Tile& tile : tree_.take_changed()) writer_.put_tile(tile);
  const HashReader stored = writer_.reader().hashes();
  check_read_back(stored);
  const Checkpoint next{last_.origin, tree_.size(), tree_.root()};
  const auto proof = consistency_proof(last_.size, next.size, stored);
  if (root_at(next.size, stored) != next.root ||
      !verify_consistency(last_.size, last_.root, next.size, next.root, proof)) {
    damaged("the new tree does not extend the last checkpoint");
  }
  std::string note = sign_checkpoint(next, log_key);
  writer_.put_checkpoint(next.size, note);
  return note;
}

}  // namespace lcl
