// SPDX-License-Identifier: Apache-2.0
#include "tests/audit/synthetic_log.hpp"

#include "ledger/chain/entry.hpp"
#include "ledger/store/writer.hpp"

namespace lcl::test {

SyntheticLog::SyntheticLog() { create_ledger_file(file()); }

void SyntheticLog::grow(std::uint64_t size) {
  Writer writer(file(), 0);
  std::string bytes;
  for (std::uint64_t seq = tree_.size(); seq < size; ++seq) {
    const std::string payload = "payload " + std::to_string(seq);
    Entry entry;
    entry.seq = seq;
    entry.prev = prev_;
    entry.kind = "participant_registered";
    if (seq > 0) {
      entry.previous = seq - 1;
      entry.matters = Digest{};
    }
    entry.payload = sha256(payload);
    bytes.clear();
    append_entry(entry, bytes);
    writer.append(seq, bytes, payload, std::nullopt);
    prev_ = leaf_hash(bytes);
    tree_.append(prev_);
  }
  for (const Tile& tile : tree_.take_changed()) writer.put_tile(tile);
  checkpoint_ = sign_checkpoint({verifier().name, tree_.size(), tree_.root()}, key_);
  writer.put_checkpoint(tree_.size(), checkpoint_);
  writer.commit();
}

}  // namespace lcl::test
