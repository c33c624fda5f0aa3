// SPDX-License-Identifier: Apache-2.0
#include "ledger/publish/bundle_file.hpp"

#include "ledger/chain/entry.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

BundleFile::BundleFile(Writer& writer)
    : writer_(writer), tree_(writer.reader().size(), writer.reader().stored_hashes()) {}

void BundleFile::disclose(std::uint64_t seq, std::string_view payload) { writer_.disclose(seq, payload); }

void BundleFile::append(const BundleRow& row) {
  tree_.append(leaf_hash(row.entry));
  if (row.payload) {
    writer_.append(row.seq, row.entry, *row.payload, row.private_part);
  } else {
    writer_.append_withheld(row.seq, row.entry);
    withhold(row.seq);
  }
  if (tree_.size() % progress_every == 0) write_tiles();
}

void BundleFile::put_checkpoint(std::uint64_t size, std::string_view note) {
  writer_.put_checkpoint(size, note);
}

Head BundleFile::settle() {
  end_range();
  write_tiles();
  return {tree_.size(), tree_.root()};
}

void BundleFile::withhold(std::uint64_t seq) {
  if (!range_ && seq > 0) range_ = writer_.reader().withheld_around(seq - 1);
  if (range_ && range_->last + 1 == seq) {
    range_->last = seq;
    return;
  }
  end_range();
  range_ = SeqRange{seq, seq};
}

void BundleFile::end_range() {
  if (range_) writer_.put_withheld(*range_);
  range_.reset();
}

void BundleFile::write_tiles() {
  for (const Tile& tile : tree_.take_changed()) writer_.put_tile(tile);
}

}  // namespace lcl
