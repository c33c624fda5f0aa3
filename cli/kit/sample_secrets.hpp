// SPDX-License-Identifier: Apache-2.0
// What nobody may foresee of a draw: the auditor's number, in a file of its own,
// and the certifier's challenge.
#pragma once

#include <string>

#include "cli/kit/command.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/registry/sample_records.hpp"
#include "ledger/values/digest.hpp"

namespace lcl::cli {

/// 64 hex digits and LF, as `lcl sample commit` wrote it.
[[nodiscard]] Digest number_in(const std::string& file);

/// A new file with a number. It goes again if the commitment is refused, and stays where it is not known
/// what became of it.
class NumberFile {
 public:
  NumberFile(const std::string& file, const Digest& number);
  NumberFile(const NumberFile&) = delete;
  NumberFile& operator=(const NumberFile&) = delete;
  ~NumberFile();

  void settle(Exit outcome);

 private:
  std::string file_;
  bool settled_ = false;
};

/// 32 bytes that only the certifier can know before they are on record. Who has the key makes them from its
/// signature, so that a challenge which somebody drops on its way is the same when it is made again; a draft
/// that is signed elsewhere holds random ones.
[[nodiscard]] Digest challenge_of(const Signer& signer, const std::string& origin,
                                  const SampleCommitment& commitment);

}  // namespace lcl::cli
