// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/log_key.hpp"
#include "cli/kit/passphrase.hpp"
#include "ledger/store/witness_folder.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_request = 2U << 20U;

Exit witness_init(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& folder = call.subject();
  const std::string& name = given.one("name");
  if (!is_cosigner_name(name))
    throw UsageError("--name: \"" + name + "\" cannot name a witness: no white space and no plus");
  if (given.has("passphrase") && given.has("passphrase-file"))
    throw UsageError("give --passphrase or --passphrase-file, not both");
  const std::string passphrase =
      given.has("passphrase") ? ask_new_passphrase(folder) : passphrase_for_new_key(given, "passphrase-file");
  const std::string key = cosigner_vkey(WitnessFolder::create(folder, name, passphrase).cosigner());
  if (call.json()) {
    call.answer.document({{"folder", folder}, {"key", key}, {"name", name}});
  } else {
    call.answer.write(key + '\n');
  }
  return Exit::done;
}

/// As the protocol answers: of a conflict, the size alone on standard output.
Exit tell_not_witnessed(Call& call, const NotWitnessed& refused) {
  if (call.json()) {
    Json answer = {{"meaning", std::string(meaning(refused.refusal))},
                   {"status", status(refused.refusal)},
                   {"word", std::string(word(refused.refusal))}};
    if (refused.last_size) answer["last_size"] = *refused.last_size;
    call.answer.document({{"not_witnessed", std::move(answer)}});
    return Exit::no;
  }
  std::cerr << word(refused.refusal) << ": " << meaning(refused.refusal) << '\n';
  if (refused.last_size) {
    std::cerr << "  that is of size " << *refused.last_size << ": lcl checkpoint --for-witness "
              << *refused.last_size << '\n';
    call.answer.write(std::to_string(*refused.last_size) + '\n');
  }
  return Exit::no;
}

Exit tell_witnessed(Call& call, const WitnessFolder& witness, const Witnessed& done,
                    const std::string* file) {
  if (call.json()) {
    Json answer = {{"old_size", done.old_size},
                   {"origin", done.checkpoint.origin},
                   {"size", done.checkpoint.size},
                   {"time", to_string(done.time)},
                   {"witness", witness.cosigner().name}};
    if (file != nullptr) {
      answer["file"] = *file;
    } else {
      answer["cosignature"] = done.line;
    }
    call.answer.document(answer);
  } else if (file != nullptr) {
    call.answer.write("cosigned " + printable(done.checkpoint.origin) + " from size " +
                      std::to_string(done.old_size) + " to " + std::to_string(done.checkpoint.size) +
                      "\nwrote " + printable(*file) + '\n');
  } else {
    call.answer.write(done.line);
  }
  return Exit::done;
}

Exit witness_cosign(Call& call) {
  const Arguments& given = call.arguments;
  std::vector<NoteVerifier> logs;
  (void)given.one("log-key");
  for (const std::string& key : given.all("log-key")) logs.push_back(log_key_given(key));
  const WitnessFolder witness(given.one("witness"));
  const std::optional<WitnessRequest> request =
      parse_witness_request(read_file(call.subject(), longest_request));
  if (!request) return tell_not_witnessed(call, {WitnessRefusal::malformed_request, {}});
  // Made before anything is kept: what cannot be answered is not asked.
  const std::string* file = given.maybe("output");
  if (file != nullptr && *file == standard_stream) file = nullptr;
  std::unique_ptr<OutputFile> output;
  if (file != nullptr) output = std::make_unique<OutputFile>(*file, Existing::refuse, MayRead::everyone);
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
       .summary = "make a witness: a key, and a folder for what it has seen",
       .usage = "FOLDER --name NAME [--passphrase | --passphrase-file FILE]",
       .examples = "lcl witness init witness --name witness.example/w1",
       .page = "Done on the witness's own machine; it needs no registry. NAME says who the witness is, best\n"
               "as a URL without its scheme. The private key stays in FOLDER (witness.pem, readable by its\n"
               "owner only); the public key is printed, to be put into policies. Never overwrites.\n",
       .positionals = {"FOLDER"},
       .options = {{"name", "NAME", "the witness's name: no white space, no plus"},
                   {"passphrase", "", "ask for a passphrase, twice, and encrypt the key"},
                   {"passphrase-file", "FILE", "encrypt the key with this file's first line"}},
       .run = witness_init},
      {.name = "witness cosign",
       .summary = "cosign a checkpoint that extends the last one seen",
       .usage = "REQUEST --witness FOLDER --log-key KEY|FILE [--output FILE]",
       .examples = "lcl witness cosign request.txt --witness witness --log-key log.vkey > w1.cosignature",
       .page =
           "REQUEST is the body of C2SP tlog-witness's add-checkpoint (lcl checkpoint --for-witness). It is\n"
           "checked against the checkpoint of the same log that this witness cosigned last; the new one is\n"
           "kept before the cosignature is given away, so no two that contradict each other are ever\n"
           "cosigned, whoever asks at the same time. The same checkpoint can be cosigned again. Where the\n"
           "witness is not at the size that the request begins with, it answers with the size it is at. The\n"
           "exit code is 0 if it cosigned, 1 if it refused.\n",
       .positionals = {"REQUEST"},
       .options = {{"witness", "FOLDER", "what lcl witness init made"},
                   {"log-key", "KEY|FILE", "a log that this witness knows", true},
                   {"output", "FILE", "write the cosignature to a new file"},
                   {"passphrase-file", "FILE", "an encrypted key's passphrase is this file's first line"}},
       .run = witness_cosign},
  };
}

}  // namespace lcl::cli
