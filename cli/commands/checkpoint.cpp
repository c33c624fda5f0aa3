// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <string_view>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/signing.hpp"
#include "cli/kit/trust.hpp"
#include "ledger/chain/timestamp_token.hpp"
#include "ledger/chain/witness.hpp"
#include "ledger/ledger.hpp"
#include "ledger/publish/proof_making.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_kept = 2U << 20U;

/// A checkpoint at hand: the ledger's last or one kept outside, its signatures not checked.
struct CheckpointAtHand {
  std::string note;
  SignedCheckpoint read;
  [[nodiscard]] Digest stamped() const { return sha256(read.note.text); }
};

/// That of --of, a checkpoint or a request to a witness that holds one; without it the ledger's last.
CheckpointAtHand checkpoint_at_hand(Call& call) {
  const std::string* file = call.arguments.maybe("of");
  std::string text = file == nullptr ? call.ledger().checkpoint() : read_file(*file, longest_kept);
  if (const std::optional<WitnessRequest> request = parse_witness_request(text)) text = request->checkpoint;
  std::optional<SignedCheckpoint> read = read_checkpoint(text);
  if (!read) {
    throw UsageError(
        phrase("{} is neither a checkpoint nor a request to a witness",
               file == nullptr ? phrase("the ledger's last checkpoint") : phrase("--of: {}", *file)));
  }
  return {std::move(text), *std::move(read)};
}

/// Gives `content` away: into --output, else as the answer. With --json it stands in `document` under `name`,
/// as base64 unless it is text.
Exit give_content(Call& call, std::string_view name, const std::string& content, bool is_text,
                  Json document) {
  const std::string* file = call.arguments.maybe("output");
  const bool to_file = file != nullptr && *file != standard_stream;
  if (to_file) {
    OutputFile output = output_file(call.arguments, *file, MayRead::everyone);
    output.stream() << content;
    output.keep();
    document["file"] = *file;
  } else {
    document[std::string(name)] = is_text ? content : base64(bytes_of(content));
  }
  if (to_file) return call.give(document, phrase("wrote {}\n", printable(*file)));
  call.answer.give_exact(document, content);
  return Exit::done;
}

Json said_by(const Checkpoint& checkpoint) {
  return {{"head", {{"root", hex(checkpoint.root)}, {"size", checkpoint.size}}},
          {"origin", checkpoint.origin}};
}

Exit no_use(Call& call, const std::string& why) { return call.say_no({{"fault", why}}, why); }

Exit ask_witness(Call& call) {
  const Ledger& ledger = call.ledger();
  const std::uint64_t old_size = call.arguments.whole("for-witness");
  const std::string request = witness_request({ledger.opened().log(), ledger.checkpoint()}, old_size);
  return give_content(call, "request", request, true,
                      {{"old_size", old_size}, {"origin", ledger.state().origin()}});
}

/// The note with the signature lines of --add, each once.
Exit add_cosignatures(Call& call) {
  const std::optional<Policy> policy = policy_given(call.arguments);
  CheckpointAtHand at_hand = checkpoint_at_hand(call);
  const std::size_t signatures_at = at_hand.read.note.text.size() + 1;
  for (const std::string& file : call.arguments.all("add")) {
    const auto lines = parse_cosignature_lines(read_file(file, longest_kept));
    if (!lines) throw UsageError(phrase("--add: {} is not cosignatures, one a line", file));
    for (const std::string& line : *lines)
      if (at_hand.note.find(line, signatures_at) == std::string::npos) at_hand.note += line;
  }
  const std::optional<Note> cosigned = parse_note(at_hand.note);
  if (!cosigned) throw UsageError(phrase("--add: a checkpoint has at most 64 signatures"));
  Json document = said_by(at_hand.read.checkpoint);
  if (policy) {
    const QuorumCheck quorum = check_quorum(*policy, *cosigned);
    if (!quorum.wrong.empty())
      return no_use(call, phrase("the cosignature of {} is not of this checkpoint", quorum.wrong.front()));
    if (!quorum.reached)
      std::cerr << phrase("seen by {} of the policy's witnesses: no quorum yet\n", quorum.seen_by.size());
    document["quorum"] = quorum.reached;
    document["seen_by"] = seen_by_json(quorum.seen_by);
  }
  return give_content(call, "checkpoint", at_hand.note, true, std::move(document));
}

Exit ask_authority(Call& call) {
  const CheckpointAtHand at_hand = checkpoint_at_hand(call);
  Json document = said_by(at_hand.read.checkpoint);
  document["stamped"] = hex(at_hand.stamped());
  return give_content(call, "query", timestamp_query(at_hand.stamped()), false, std::move(document));
}

Exit check_timestamp(Call& call) {
  const std::vector<std::string> authorities = authorities_given(call.arguments);
  if (authorities.empty()) throw UsageError(phrase("--authority is missing: whose timestamp it is"));
  const CheckpointAtHand at_hand = checkpoint_at_hand(call);
  const auto verified = verify_timestamp(read_file(call.arguments.one("timestamp"), longest_kept),
                                         at_hand.stamped(), authorities);
  if (const auto* fault = std::get_if<TimestampFault>(&verified))
    return no_use(call, phrase("no timestamp of this checkpoint: {}", fault->what));
  const auto& timestamp = std::get<Timestamp>(verified);
  Json document = said_by(at_hand.read.checkpoint);
  document["authority"] = timestamp.authority;
  document["stamped"] = hex(at_hand.stamped());
  document["time"] = to_string(timestamp.time);
  Columns lines({Align::left, Align::left});
  lines.row({phrase("stamped"), to_string(timestamp.time)});
  lines.row({phrase("authority"), timestamp.authority});
  lines.row({phrase("checkpoint"),
             phrase("size {}, root {}", at_hand.read.checkpoint.size, hex(at_hand.read.checkpoint.root))});
  return call.give(document, lines.text());
}

Exit show_checkpoint(Call& call) {
  const Ledger& ledger = call.ledger();
  call.answer.give_exact({{"checkpoint", ledger.checkpoint()},
                          {"log_key", ledger.log_vkey()},
                          {"origin", ledger.state().origin()}},
                         call.arguments.has("vkey") ? ledger.log_vkey() + '\n' : ledger.checkpoint());
  return Exit::done;
}

/// What `lcl checkpoint` does, by the option that asks for it, and the options that each can have.
struct CheckpointUse {
  std::string_view option;
  Exit (*run)(Call& call);
  std::vector<std::string_view> takes;
};

Exit checkpoint(Call& call) {
  static const std::vector<CheckpointUse> uses{
      {"vkey", show_checkpoint, {}},
      {"for-witness", ask_witness, {"output", "force"}},
      {"add", add_cosignatures, {"of", "policy", "output", "force"}},
      {"timestamp-query", ask_authority, {"of", "output", "force"}},
      {"timestamp", check_timestamp, {"of", "authority"}},
  };
  const Arguments& given = call.arguments;
  const CheckpointUse* use = nullptr;
  for (const CheckpointUse& each : uses) {
    if (!given.has(each.option)) continue;
    if (use != nullptr) throw UsageError(phrase("give --{} or --{}, not both", use->option, each.option));
    use = &each;
  }
  for (const std::string_view option : {"of", "policy", "output", "force", "authority"}) {
    const bool taken =
        use != nullptr && std::find(use->takes.begin(), use->takes.end(), option) != use->takes.end();
    if (given.has(option) && !taken)
      throw UsageError(phrase("--{} has no meaning here; see lcl checkpoint --help", option));
  }
  return use == nullptr ? show_checkpoint(call) : use->run(call);
}

}  // namespace

std::vector<Command> checkpoint_commands() {
  return {{
      .name = "checkpoint",
      .summary = "print the last signed checkpoint; have others cosign and timestamp it",
      .examples = "lcl checkpoint > kept-in-january.txt\n"
                  "lcl checkpoint --vkey\n"
                  "lcl checkpoint --for-witness 0 > request.txt\n"
                  "lcl checkpoint --of request.txt --add w1.cosignature --add w2.cosignature > cosigned.txt\n"
                  "lcl checkpoint --of cosigned.txt --timestamp-query --output cosigned.tsq\n"
                  "lcl checkpoint --of cosigned.txt --timestamp cosigned.tsr --authority authority.pem",
      .page =
          R"(The checkpoint is a signed note (C2SP tlog-checkpoint), printed byte for byte. Whoever keeps one
can prove later, with lcl verify --checkpoint, that nothing before it was changed or removed.

--for-witness writes a request for lcl witness cosign, or for any C2SP tlog-witness; SIZE is the
size that the witness cosigned last, 0 if none. --add prints the checkpoint with the witnesses'
cosignatures added; with --policy each is checked. --timestamp-query writes the request for an
RFC 3161 authority (lcl sends nothing itself); --timestamp checks the authority's answer. All but
--for-witness can be about a checkpoint kept in a file, --of, and then need no registry.
)",
      .options = {{"vkey", "", "print the log's public key instead, in the form that verifiers take"},
                  {"for-witness", "SIZE", "write a request to a witness that last cosigned this size",
                   instead},
                  {"add", "FILE", "print the checkpoint with the cosignatures in this file", instead, true},
                  {"timestamp-query", "", "write an RFC 3161 query for the checkpoint (DER)", instead},
                  {"timestamp", "FILE", "check an RFC 3161 answer about the checkpoint (DER)", instead},
                  {"of", "FILE", "a checkpoint kept in a file, or a request to a witness, not the last one"},
                  {"policy", "FILE", "the witnesses whose cosignatures --add accepts (C2SP tlog-policy)"},
                  {"authority", "CERT", "a PEM certificate that --timestamp trusts", optional, true},
                  {"output", "FILE", "write to a new file"},
                  force_option},
      .anchoring = Anchoring::keys,
      .run = checkpoint,
  }};
}

}  // namespace lcl::cli
