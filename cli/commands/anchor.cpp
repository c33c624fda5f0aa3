// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/chain/checkpoint.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_cosigned = 1U << 20U;

/// The signature lines of a note, but for the log's own.
Json cosignatures_of(std::string_view note, const SignedCheckpoint& read) {
  Json lines = Json::array();
  note.remove_prefix(read.note.text.size() + 1);
  for (const NoteSignature& signature : read.note.signatures) {
    const std::size_t end = note.find('\n');
    if (signature.name != read.checkpoint.origin) lines.push_back(std::string(note.substr(0, end)));
    note.remove_prefix(end + 1);
  }
  return lines;
}

Exit anchor(Call& call) {
  const std::string note = read_file(call.subject(), longest_cosigned);
  const std::optional<SignedCheckpoint> read = read_checkpoint(note);
  if (!read)
    throw UsageError(
        phrase("{} is not a checkpoint: it is what lcl checkpoint --add prints", call.subject()));
  Json fields = {{"checkpoint", head_json({read->checkpoint.size, read->checkpoint.root})}};
  Json cosignatures = cosignatures_of(note, *read);
  const std::string* timestamp = call.arguments.maybe("timestamp");
  if (cosignatures.empty() && timestamp == nullptr) {
    throw UsageError(
        phrase("{} carries no witness's cosignature: add some (lcl checkpoint --add), or give --timestamp",
               call.subject()));
  }
  if (!cosignatures.empty()) fields["cosignatures"] = std::move(cosignatures);
  if (timestamp != nullptr) {
    const std::string token = read_file(*timestamp, longest_cosigned);
    fields["timestamp"] = base64(bytes_of(token));
  }
  return perform(call, {Act::anchored, {}, std::move(fields)});
}

}  // namespace

std::vector<Command> anchor_commands() {
  return {{
      .name = "anchor",
      .summary = "record in the log that others have signed a checkpoint of it",
      .examples = "lcl anchor cosigned.txt --key operator.pem\n"
                  "lcl anchor cosigned.txt --timestamp cosigned.tsr --key operator.pem",
      .page =
          R"(CHECKPOINT is one of this log with the cosignatures of witnesses (lcl checkpoint --add), or one
that a timestamp authority has stamped. Since nobody could have their signatures before they
were made, whatever is recorded after them is shown not to be earlier: it cannot have been
dated back. lcl verify holds the entries to it, given whom to believe (--policy, --authority).
Any key of the registry may sign this.
)",
      .positionals = {"CHECKPOINT"},
      .options = with_signing({{"timestamp", "FILE", "an RFC 3161 answer about the checkpoint (DER)"}}),
      .anchoring = Anchoring::keys,
      .run = anchor,
  }};
}

}  // namespace lcl::cli
