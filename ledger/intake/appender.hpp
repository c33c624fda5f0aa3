// SPDX-License-Identifier: Apache-2.0
// The one place where entries are made: it links each to the one before, keeps
// the tree, reads back what was written, and only then signs a checkpoint.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/intake/batch_worker.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/store/row_batch.hpp"
#include "ledger/store/writer.hpp"

namespace lcl {

/// Appends to a ledger inside one Writer's transaction. Its entries all carry one instant.
class Appender {
 public:
  /// Takes up the log where the last stored checkpoint ends. `last` is that checkpoint, or size 0. Throws
  /// Error (damaged) if entries and checkpoint do not agree.
  Appender(Writer& writer, const Checkpoint& last, Instant now);

  [[nodiscard]] Instant time() const { return time_; }

  class Events;

  /// Appends a signed statement, which names those before it as `chain` has them, with its private part, if
  /// it has one.
  std::uint64_t append(const Statement& statement, const StatementChain& chain,
                       std::optional<std::string_view> private_part = {});

  /// Stores the tiles, reads back from the database all that was appended, hashes it again and compares;
  /// checks that the stored tree extends the last checkpoint; then signs and stores the new one, and returns
  /// its note.
  [[nodiscard]] std::string seal(const PrivateKey& log_key);

 private:
  /// Fills in seq, prev and time of `entry`, whose payload digest is set, and takes it into the tree; its
  /// bytes live until the next call.
  [[nodiscard]] std::string_view link(Entry& entry);
  void check_read_back(const HashReader& stored) const;

  Writer& writer_;
  Checkpoint last_;
  Tree tree_;
  Digest prev_;
  Instant time_;
  std::string entry_bytes_;
};

/// Appends a submission's events: they are linked on the calling thread and written by another, to which the
/// Writer belongs until `finish` has returned.
class Appender::Events {
 public:
  explicit Events(Appender& appender);

  /// Appends `entry`, whose kind, project, device, also, after and payload digest are set. Throws what
  /// writing an earlier one has thrown.
  void append(Entry& entry, std::string_view payload, std::optional<std::string_view> private_part);
  /// Waits until all is written; throws what writing has thrown.
  void finish();

 private:
  Appender& appender_;
  BatchWorker<RowBatch> writing_;
};

}  // namespace lcl
