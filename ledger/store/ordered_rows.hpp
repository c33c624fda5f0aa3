// SPDX-License-Identifier: Apache-2.0
// The rows of the log, each examined by itself and then taken in order. Rows
// too large for a batch are fetched here when their turn has come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "ledger/store/batch_pipeline.hpp"

namespace lcl {

/// What is done in order; never called by two threads at once.
template <typename Examined>
struct OrderedRows {
  /// A row that is there (gaps are passed over silently), and what was found of it.
  std::function<void(const StoredEntry& row, const Examined& examined)> take;
  /// If set, is told after each batch which seq comes next.
  std::function<void(std::uint64_t next)> reached;
  /// If set, is given what was found of the batch to be taken next; nothing is known of rows still to be
  /// fetched.
  std::function<void(std::span<Examined> batch)> expect;
  /// If set, is what `take` looks up in: the look-ups of a batch are one transaction.
  const Reader* looked_up = nullptr;
  /// Of the rows; those too large for a batch have all.
  RowParts parts = RowParts::all;
};

/// What one thread does with its batches. An `Examiner` names as `Examined` what it finds of a row, and fills
/// it in by `examine(const StoredEntry&, Examined&)`: each is used again, and its views may be the row's.
template <typename Examiner>
class RowStage final : public BatchStage {
 public:
  using Examined = typename Examiner::Examined;

  /// `reader` and `rows` must outlive this; `make_examiner` returns an Examiner.
  template <typename MakeExaminer>
  RowStage(SharedReader& reader, const OrderedRows<Examined>& rows, const MakeExaminer& make_examiner)
      : reader_(reader), rows_(rows), examiner_(make_examiner()) {}

  void examine(const RowBatch& batch) override {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (batch.is_postponed(i)) {
        examined_[i] = Examined{};
      } else {
        examiner_.examine(batch[i], examined_[i]);
      }
    }
  }

  void take(const RowBatch& batch, std::uint64_t next) override {
    if (rows_.expect) rows_.expect(std::span<Examined>(examined_).first(batch.size()));
    const auto take_each = [&] {
      for (std::size_t i = 0; i < batch.size(); ++i) take_row(batch, i);
    };
    if (rows_.looked_up != nullptr) {
      rows_.looked_up->together(take_each);
    } else {
      take_each();
    }
    if (rows_.reached) rows_.reached(next);
  }

 private:
  void take_row(const RowBatch& batch, std::size_t place) {
    if (!batch.is_postponed(place)) return rows_.take(batch[place], examined_[place]);
    const std::uint64_t seq = batch[place].seq;
    if (!reader_.with([&](const Reader& reader) { return fetched_.fetch(reader, seq); })) return;
    examiner_.examine(fetched_[0], examined_[place]);
    rows_.take(fetched_[0], examined_[place]);
  }

  SharedReader& reader_;
  const OrderedRows<Examined>& rows_;
  Examiner examiner_;
  std::vector<Examined> examined_ = std::vector<Examined>(RowBatch::capacity);  // by place in the batch
  RowBatch fetched_;
};

/// The entries from `from` up to, not with, `to`; ends early where a whole batch is missing. Every one of
/// `threads` makes an examiner of its own, possibly at the same time. Throws what any of them has thrown.
template <typename Examined, typename MakeExaminer>
void take_in_order(SharedReader& reader, std::uint64_t from, std::uint64_t to, unsigned threads,
                   const MakeExaminer& make_examiner, const OrderedRows<Examined>& rows) {
  using Stage = RowStage<decltype(make_examiner())>;
  BatchPipeline pipeline(reader, rows.parts,
                         [&] { return std::make_unique<Stage>(reader, rows, make_examiner); });
  pipeline.run(from, to, threads);
}

}  // namespace lcl
