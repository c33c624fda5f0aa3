// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/own_checkpoint.hpp"

#include <cstddef>
#include <optional>
#include <utility>

#include "cli/kit/files.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

OwnCheckpoint own_checkpoint(Call& call) {
  constexpr std::size_t longest_kept_note = 1U << 20U;
  const Ledger& ledger = call.ledger();
  const std::string* file = call.arguments.maybe("checkpoint");
  if (file == nullptr) return {ledger.head(), ledger.checkpoint()};
  std::string text = read_file(*file, longest_kept_note);
  const std::optional<Checkpoint> read =
      verified_checkpoint(text, {ledger.state().origin(), ledger.state().log_key()});
  if (!read || read->size > ledger.head().size || ledger.opened().log().root_at(read->size) != read->root)
    throw Error(Obstacle::unavailable, phrase("{} was changed while it was read", *file));
  const Head head{read->size, read->root};
  call.answer.rest_on([opened = call.opened, head] {
    return Basis{head, opened->opened().made_tiles_anew()};
  });
  return {head, std::move(text)};
}

}  // namespace lcl::cli
