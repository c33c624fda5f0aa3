// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/own_checkpoint.hpp"

#include <utility>

#include "cli/kit/files.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli {

OwnCheckpoint own_checkpoint(const Ledger& ledger, const Arguments& arguments) {
  constexpr std::size_t longest_kept_note = 1U << 20U;
  const std::string* file = arguments.maybe("checkpoint");
  if (file == nullptr) return {ledger.head(), ledger.checkpoint()};
  std::string text = read_file(*file, longest_kept_note);
  const std::optional<Checkpoint> read =
      verified_checkpoint(text, {ledger.state().origin(), ledger.state().log_key()});
  if (!read)
    throw Error(Obstacle::unavailable, *file + " is not a checkpoint signed by this ledger's log key");
  if (read->size > ledger.head().size || ledger.opened().log().root_at(read->size) != read->root)
    throw Error(Obstacle::unavailable, "this ledger does not extend the checkpoint of size " +
                                           std::to_string(read->size) + " in " + *file +
                                           "; run lcl verify --checkpoint " + *file);
  return {{read->size, read->root}, std::move(text)};
}

}  // namespace lcl::cli
