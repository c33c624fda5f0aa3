// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/log_key.hpp"
#include "cli/kit/passphrase.hpp"
#include "ledger/store/witness_folder.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_request = 2U << 20U;

Exit witness_init(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& folder = call.subject();
  const std::string& name = given.one("name");
  if (!is_cosigner_name(name))
    throw UsageError(phrase("--name: \"{}\" cannot name a witness: no white space and no plus", name));
  if (given.has("passphrase") && given.has("passphrase-file"))
    throw UsageError(phrase("give --passphrase or --passphrase-file, not both"));
  const std::string passphrase =
      given.has("passphrase") ? ask_new_passphrase(folder) : passphrase_for_new_key(given, "passphrase-file");
  const std::string key = cosigner_vkey(WitnessFolder::create(folder, name, passphrase).cosigner());
  return call.give({{"folder", folder}, {"key", key}, {"name", name}}, key + '\n');
}

/// As the protocol answers: of a conflict, the size alone on standard output.
Exit tell_not_witnessed(Call& call, const NotWitnessed& refused) {
  Json answer = {{"meaning", std::string(meaning(refused.refusal))},
                 {"status", status(refused.refusal)},
                 {"word", std::string(word(refused.refusal))}};
  std::string why = std::string(word(refused.refusal)) + ": " + std::string(meaning(refused.refusal));
  if (!refused.last_size) return call.say_no({{"not_witnessed", std::move(answer)}}, why);
  const std::string size = std::to_string(*refused.last_size);
  answer["last_size"] = *refused.last_size;
  call.give({{"not_witnessed", std::move(answer)}}, size + '\n');
  call.answer.remark(phrase("{}\n  that is of size {}: lcl checkpoint --for-witness {}", why, size, size));
  return Exit::no;
}

Exit tell_witnessed(Call& call, const WitnessFolder& witness, const Witnessed& done,
                    const std::string* file) {
  Json answer = {{"old_size", done.old_size},
                 {"origin", done.checkpoint.origin},
                 {"size", done.checkpoint.size},
                 {"time", to_string(done.time)},
                 {"witness", witness.cosigner().name}};
  if (file == nullptr) {
    answer["cosignature"] = done.line;
    return call.give(answer, done.line);
  }
  answer["file"] = *file;
  return call.give(answer,
                   phrase("cosigned {} from size {} to {}\nwrote {}\n", printable(done.checkpoint.origin),
                          done.old_size, done.checkpoint.size, printable(*file)));
}

Exit witness_cosign(Call& call) {
  const Arguments& given = call.arguments;
  std::vector<NoteVerifier> logs;
  for (const std::string& key : given.all("log-key")) logs.push_back(log_key_given(key));
  const WitnessFolder witness(given.one("witness"));
  const std::optional<WitnessRequest> request =
      parse_witness_request(read_file(call.subject(), longest_request));
  if (!request) return tell_not_witnessed(call, {WitnessRefusal::malformed_request, {}});
  // Made before anything is kept: what cannot be answered is not asked.
  const std::string* file = given.maybe("output");
  if (file != nullptr && *file == standard_stream) file = nullptr;
  std::optional<OutputFile> output;
  if (file != nullptr) output.emplace(*file, existing_at(given, *file), MayRead::everyone);
  const auto answer = witness.cosign(*request, logs, now(), passphrase_source(given));
  if (const auto* refused = std::get_if<NotWitnessed>(&answer)) return tell_not_witnessed(call, *refused);
  const auto& done = std::get<Witnessed>(answer);
  if (output) {
    output->stream() << done.line;
    output->keep();
  }
  return tell_witnessed(call, witness, done, file);
}

}  // namespace

std::vector<Command> witness_commands() {
  return {
      {.name = "witness init",
       .summary = "set up a witness: a key, and a folder for what it has seen",
       .examples = "lcl witness init witness --name witness.example/w1",
       .page = R"(Do this on the witness's own machine; it needs no registry. NAME says who the witness is,
preferably as a URL without its scheme. The private key stays in FOLDER (witness.pem,
readable by its owner only); the public key is printed, to be put into policies. Never
overwrites.
)",
       .positionals = {"FOLDER"},
       .options = {{"name", "NAME", "the witness's name, without white space or plus", required},
                   {"passphrase", "", "ask for a passphrase, twice, and encrypt the key"},
                   {"passphrase-file", "FILE", "encrypt the key with this file's first line", instead}},
       .anchoring = Anchoring::none,
       .run = witness_init},
      {.name = "witness cosign",
       .summary = "cosign a checkpoint if it extends the last one cosigned",
       .examples = "lcl witness cosign request.txt --witness witness --log-key log.vkey > w1.cosignature",
       .page = R"(REQUEST is what lcl checkpoint --for-witness writes: the body of add-checkpoint in C2SP
tlog-witness. A witness cosigns a checkpoint only if it extends the last one it cosigned of the
same log. It stores the new checkpoint before it gives the cosignature away, so it never
cosigns two that contradict each other, even if asked twice at the same time. The same
checkpoint can be cosigned again. If the request starts at another size than the witness's
own, the answer is the size the witness is at. The exit code is 0 if it cosigned, 1 if it
refused.
)",
       .positionals = {"REQUEST"},
       .options = {{"witness", "FOLDER", "the folder that lcl witness init made", required},
                   {"log-key", "KEY|FILE", "the key of a log that this witness accepts", required, true},
                   {"output", "FILE", "write the cosignature to this file"},
                   force_option,
                   {"passphrase-file", "FILE", "an encrypted key's passphrase is this file's first line"}},
       .anchoring = Anchoring::none,
       .run = witness_cosign},
  };
}

}  // namespace lcl::cli
