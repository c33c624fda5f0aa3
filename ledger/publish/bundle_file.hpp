// SPDX-License-Identifier: Apache-2.0
// The rows of a bundle as they go into its file, with what follows from them:
// the tiles, and the list of what is withheld.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/chain/tree.hpp"
#include "ledger/publish/bundle_rows.hpp"
#include "ledger/store/writer.hpp"

namespace lcl {

class BundleFile final : public BundleRows {
 public:
  /// Goes on behind the entries that the file has, whose tree is held to no root here. `writer` must outlive
  /// this.
  explicit BundleFile(Writer& writer);

  /// `seq` must be withheld (invariant).
  void disclose(std::uint64_t seq, std::string_view payload) override;
  void append(const BundleRow& row) override;
  void put_checkpoint(std::uint64_t size, std::string_view note) override;
  /// Writes what was kept back of tiles and list. The head of all entries.
  Head settle();

 private:
  void withhold(std::uint64_t seq);
  void end_range();
  void write_tiles();

  Writer& writer_;
  Tree tree_;
  std::optional<SeqRange> range_;  // of withheld payloads, which the last of them ends
};

}  // namespace lcl
