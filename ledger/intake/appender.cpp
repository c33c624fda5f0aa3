// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/appender.hpp"

#include <algorithm>
#include <vector>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

[[noreturn]] void damaged(const std::string& what) {
  throw Error(Obstacle::damaged, phrase("{}; nothing was appended; run lcl verify", what));
}

/// Rows as the database gives them back, and their leaf hashes as the stored tree has them.
struct ReadBack {
  RowBatch rows;
  std::vector<Digest> leaves;
};

}  // namespace

Appender::Appender(Writer& writer, const Checkpoint& last, Instant time)
    : writer_(writer), last_(last), tree_(last.size, writer.reader().stored_hashes()), time_(time) {
  const Reader& reader = writer_.reader();
  if (reader.size() != last.size) {
    damaged(phrase("the ledger has {} entries, its last checkpoint says {}", reader.size(), last.size));
  }
  if (last.size == 0) return;
  if (tree_.root() != last.root)
    damaged(phrase("the stored tiles do not give the root of the last checkpoint"));
  const char* fault = nullptr;
  const bool found = reader.entry(last.size - 1, [&](const StoredEntry& stored) {
    Entry entry;
    fault = read_entry(stored.entry, entry);
    prev_ = leaf_hash(stored.entry);
  });
  if (!found || fault != nullptr) damaged(phrase("entry {} cannot be read", last.size - 1));
  if (prev_ != reader.stored_hashes()(0, last.size - 1))
    damaged(phrase("entry {} is not in the tree", last.size - 1));
}

std::string_view Appender::link(Entry& entry) {
  entry.seq = tree_.size();
  entry.prev = prev_;
  entry.time = time_;
  entry_bytes_.clear();
  append_entry(entry, entry_bytes_);
  invariant(entry_bytes_.size() <= max_entry_bytes, "an entry fits an entry bundle's length field");
  prev_ = leaf_hash(entry_bytes_);
  tree_.append(prev_);
  return entry_bytes_;
}

std::uint64_t Appender::append(const Statement& statement, const StatementChain& chain,
                               std::optional<std::string_view> private_part) {
  const std::string payload = payload_of(statement);
  Entry entry;
  entry.kind = statement.kind;
  entry.project = statement.project;
  entry.payload = sha256(payload);
  const StatementChain::Links links = chain.links(tree_.size(), statement.kind, statement.project);
  entry.previous = links.previous;
  entry.on = links.on;
  entry.matters = links.matters;
  const std::string_view bytes = link(entry);
  writer_.append(entry.seq, bytes, payload, private_part);
  return entry.seq;
}

void Appender::check_read_back(const HashReader& stored) const {
  std::uint64_t next = last_.size;
  Entry entry;
  BatchWorker<ReadBack> checking([&](ReadBack& batch) {
    for (std::size_t i = 0; i < batch.rows.size(); ++i, ++next) {
      const StoredEntry row = batch.rows[i];
      if (row.seq != next || read_entry(row.entry, entry) != nullptr || !row.payload ||
          sha256(*row.payload) != entry.payload || leaf_hash(row.entry) != batch.leaves[i]) {
        damaged(phrase("entry {} was not read back as written", next));
      }
    }
    batch.rows.clear();
    batch.leaves.clear();
  });
  writer_.reader().scan(last_.size, tree_.size(), [&](const StoredEntry& row) {
    ReadBack& batch = checking.batch();
    batch.rows.add(row);
    batch.leaves.push_back(stored(0, row.seq));
    if (batch.rows.is_full()) checking.hand_over();
  });
  checking.hand_over();
  checking.finish();
  if (next != tree_.size()) damaged(phrase("entry {} was not read back", next));
}

std::string Appender::seal(const PrivateKey& log_key) {
  for (const Tile& tile : tree_.take_changed()) writer_.put_tile(tile);
  const HashReader stored = writer_.reader().stored_hashes();
  check_read_back(stored);
  const Checkpoint next{last_.origin, tree_.size(), tree_.root()};
  const auto proof = consistency_proof(last_.size, next.size, stored);
  if (root_at(next.size, stored) != next.root ||
      !verify_consistency(last_.size, last_.root, next.size, next.root, proof)) {
    damaged(phrase("the new tree does not extend the last checkpoint"));
  }
  std::string note = sign_checkpoint(next, log_key);
  writer_.put_checkpoint(next.size, note);
  return note;
}

Appender::Events::Events(Appender& appender)
    : appender_(appender), writing_([&writer = appender.writer_](RowBatch& rows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
          const StoredEntry row = rows[i];
          writer.append(row.seq, row.entry, *row.payload, row.private_part);
        }
        rows.clear();
      }) {}

void Appender::Events::append(Entry& entry, std::string_view payload,
                              std::optional<std::string_view> private_part) {
  const std::string_view bytes = appender_.link(entry);
  RowBatch& rows = writing_.batch();
  rows.add({entry.seq, bytes, payload, private_part});
  if (rows.is_full()) writing_.hand_over();
}

void Appender::Events::finish() {
  writing_.hand_over();
  writing_.finish();
}

}  // namespace lcl
