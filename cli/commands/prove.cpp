// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/own_checkpoint.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/publish/proof_making.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/statements.hpp"
#include "ledger/texts/holder_text.hpp"
#include "ledger/texts/unit_credential.hpp"
#include "ledger/texts/unit_text.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

/// Gives `proof` away: into --output, else as the answer.
Exit give_proof(Call& call, const Ledger& ledger, ProofKind kind, const std::string& proof) {
  const std::string* file = call.arguments.maybe("output");
  const bool to_file = file != nullptr && *file != standard_stream;
  if (to_file) {
    OutputFile output = output_file(call.arguments, *file, MayRead::everyone);
    output.stream() << proof;
    output.keep();
  }
  Json document = {
      {"digest", hex(sha256(proof))}, {"kind", std::string(word(kind))}, {"log_key", ledger.log_vkey()}};
  if (!to_file) {
    document["proof"] = proof;
    call.answer.give_exact(document, proof);
    return Exit::done;
  }
  document["file"] = *file;
  const std::string certifier =
      kind == ProofKind::entry ? "" : " --certifier " + hex(ledger.state().certifier().fingerprint());
  const std::string command = "  lcl check " + printable(*file) + " --log-key " + ledger.log_vkey() +
                              certifier + (is_of_units(kind) ? " --page page.pdf\n" : "\n");
  return call.give(document,
                   phrase("wrote {}\nSHA-256 {}\ncheck it anywhere, with key and fingerprint obtained from "
                          "elsewhere:\n",
                          printable(*file), hex(sha256(proof))) +
                       command);
}

Exit nothing_to_prove(Call& call, const std::string& what) {
  return call.say_no({{"not_found", what}}, what);
}

Exit prove_entry(Call& call, const Ledger& ledger, const ProofSource& source) {
  const std::uint64_t seq = call.arguments.whole_positional(0, "ENTRY");
  if (seq >= source.log.head().size) return nothing_to_prove(call, phrase("there is no entry {}", seq));
  return give_proof(call, ledger, ProofKind::entry, entry_proof(source, seq));
}

Exit prove_device(Call& call, const Ledger& ledger, const ProofSource& source, const Registrations& made,
                  const std::string& named) {
  const std::vector<Pseudonym> asked = device_named(call, ledger, named);
  const std::optional<FoundDevice> found = find_device(source.log, asked);
  if (!found) return nothing_to_prove(call, phrase("device {} was never recorded here", hex(asked.front())));
  return give_proof(call, ledger, ProofKind::device,
                    device_passport(source, made, found->device, found->last));
}

/// That units which are to be proven retired are not: which, who can retire them, and what can be proven now.
Exit not_retired(Call& call, const Records& records, const NamedUnits& units,
                 const std::vector<Holding>& others) {
  Json list = Json::array();
  std::string text = phrase("not all of these units are retired, so there is no proof of it:\n");
  for (const Holding& part : others) {
    const std::string serial = to_string(block_of(*units.project, *units.issuance, part));
    list.push_back(holding_json(records, *units.project, *units.issuance, part));
    text += "  " + serial + "  " + who_holds(records, *units.project, part) + '\n';
    text += part.live() ? phrase(
                              "    whoever has them retires them: lcl units retire {} --year YEAR --use USE "
                              "--key KEY.pem\n",
                              serial)
                        : phrase("    cancelled units are never retired: prove the others alone\n");
  }
  return call.say_no({{"not_retired", std::move(list)}},
                     text + phrase("what became of them so far: lcl prove --units {} --output FILE",
                                   to_string(units.block)));
}

Exit prove_units(Call& call, const Ledger& ledger, const ProofSource& source, const Registrations& made,
                 const std::string& serial, ProofKind kind) {
  const auto named = units_named(made.state(), serial);
  if (!named) return call.refuse(named.refused());
  const auto& units = *named;
  if (kind == ProofKind::retirement) {
    std::vector<Holding> others = holdings_in(*units.issuance, units.block);
    std::erase_if(others, [](const Holding& part) { return part.state == UnitState::retired; });
    if (!others.empty()) return not_retired(call, made.state().records(), units, others);
  }
  return give_proof(call, ledger, kind, unit_certificate(source, made, *units.issuance, units.block, kind));
}

/// Signed here and now by the certifier, as only who certifies may state it.
Exit prove_credential(Call& call, const Ledger& ledger, const std::string& serial) {
  const auto named = units_named(ledger.state(), serial);
  if (!named) return call.refuse(named.refused());
  const PrivateKey key = key_at_hand(call.arguments);
  const auto& keys = ledger.state().records().keys;
  const auto found = keys.find(key.public_key().id());
  if (found == keys.end() || found->second.role != Role::certifier || !found->second.standing.may_sign())
    return call.refuse(
        Refused{Refusal::wrong_role,
                {},
                phrase("a credential of units is issued by the certifier, and key {} may not certify",
                       hex(key.public_key().id()))});
  const std::string text = canonical(unit_credential(ledger.opened(), *named, key, now())) + '\n';
  const std::string* file = call.arguments.maybe("output");
  if (file == nullptr || *file == standard_stream) {
    call.answer.give_exact({{"credential", text}, {"digest", hex(sha256(text))}, {"kind", "credential"}},
                           text);
    return Exit::done;
  }
  OutputFile output = output_file(call.arguments, *file, MayRead::everyone);
  output.stream() << text;
  output.keep();
  return call.give({{"digest", hex(sha256(text))}, {"file", *file}, {"kind", "credential"}},
                   phrase("wrote {}\ncheck it anywhere: lcl check {} --certifier {}\n", printable(*file),
                          printable(*file), hex(key.public_key().id())));
}

Exit prove_command(Call& call) {
  const Arguments& given = call.arguments;
  const std::string* device = given.maybe("device");
  const std::string* units = given.maybe("units");
  const std::string* retired = given.maybe("retirement");
  const std::string* credential = given.maybe("credential");
  if (given.has_positional(0) + (device != nullptr) + (units != nullptr) + (retired != nullptr) +
          (credential != nullptr) !=
      1)
    throw UsageError(phrase("give an entry, --device, --units, --retirement or --credential: one of them"));
  if (given.has("key") != (credential != nullptr))
    throw UsageError(phrase("--credential and --key go together"));
  if (credential != nullptr && given.has("checkpoint"))
    throw UsageError(phrase("--credential states what stands now, and takes no --checkpoint"));
  const Ledger& ledger = call.ledger();
  if (credential != nullptr) return prove_credential(call, ledger, *credential);
  const OwnCheckpoint against = own_checkpoint(call);
  const AuthenticatedLog log(ledger.opened().reader(), against.head);
  const ProofSource source{log, against.note};
  if (given.has_positional(0)) return prove_entry(call, ledger, source);
  std::optional<Registrations> earlier;
  if (against.head != ledger.head()) {
    earlier.emplace(Signatures::verified_before);
    earlier->go_on(log, ledger.state().origin(), against.head.size);
  }
  const Registrations& made = earlier ? *earlier : ledger.opened().registrations();
  if (device != nullptr) return prove_device(call, ledger, source, made, *device);
  return units != nullptr ? prove_units(call, ledger, source, made, *units, ProofKind::units)
                          : prove_units(call, ledger, source, made, *retired, ProofKind::retirement);
}

}  // namespace

std::vector<Command> prove_commands() {
  return {{
      .name = "prove",
      .summary = "write a proof that anyone can check offline",
      .examples = "lcl prove 12 --output entry-12.tlog-proof\n"
                  "lcl prove --device 490154203237518 --output phone.passport\n"
                  "lcl prove --units LBC-RENO1-2025-1-000000001-000000042-95 --output units.certificate\n"
                  "lcl prove --retirement LBC-RENO1-2025-1-000000001-000000042-95 --output units.retirement\n"
                  "lcl prove --credential LBC-RENO1-2025-1-000000001-000000042-95 --key certifier.pem \\\n"
                  "    --output units.json",
      .page = R"(The proof holds against the last checkpoint, or an earlier one given with --checkpoint. It
contains what it proves: one entry with its payload; all entries of a device, from the
first; or every statement on the project of the units, from its notification to who holds
the units now. A passport and a certificate also hold every grant and revocation of a key,
and show that none was left out. They prove what was recorded by that checkpoint, and
nothing later. A proof of retirement is a certificate that holds only if every unit of the block
is retired: issuance, assignments, acceptances and retirement, each with who signed it. It is
what a buyer shows. Whoever has the file can read the payloads in it; private parts are never
included. A project with more statements than a file of 64 MiB holds has no certificate:
hand out a bundle instead.
A credential is what the certifier says of a block of units now, signed with its key as W3C
Verifiable Credentials 2.0 and eddsa-jcs-2022 have it: any such program checks it. It proves who
said so, not that the ledger bears it out.
)",
      .positionals = {"ENTRY"},
      .options = {{"device", "IMEI|PSEUDONYM", "prove all entries of a device: its passport", instead},
                  {"units", "SERIAL", "prove all there is on units: their certificate", instead},
                  {"retirement", "SERIAL", "prove that all of these units are retired, and for whom",
                   instead},
                  {"credential", "SERIAL", "state what there is on units as a W3C Verifiable Credential",
                   instead},
                  {"key", "FILE", "the certifier's private key, which signs the credential", along},
                  {"checkpoint", "FILE", "a checkpoint of this log that was kept, or cosigned, elsewhere"},
                  {"output", "FILE", "write the proof to a new file"},
                  force_option},
      .run = prove_command,
  }};
}

}  // namespace lcl::cli
