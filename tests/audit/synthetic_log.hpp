// SPDX-License-Identifier: Apache-2.0
// A ledger of any size whose entries are well-formed, chained and signed for
// as a log, and say nothing: for what is asked of trees and tiles alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/keys.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/publish/proof_making.hpp"
#include "tests/chain/temporary_folder.hpp"

namespace lcl::test {

class SyntheticLog {
 public:
  SyntheticLog();

  /// Appends entries up to `size` and signs for them.
  void grow(std::uint64_t size);

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "ledger.db"; }
  [[nodiscard]] Head head() const { return {tree_.size(), tree_.root()}; }
  [[nodiscard]] const std::string& checkpoint() const { return checkpoint_; }
  [[nodiscard]] NoteVerifier verifier() const { return {"registry.example/synthetic", key_.public_key()}; }

 private:
  TemporaryFolder folder_;
  PrivateKey key_ = PrivateKey::generate();
  Tree tree_;
  Digest prev_;
  std::string checkpoint_;
};

}  // namespace lcl::test
