// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/key_request.hpp"
#include "cli/kit/passphrase.hpp"
#include "cli/kit/recording.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/record_listings.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_key_file = 1U << 16U;
constexpr const char* public_suffix = ".pub";

void require_absent(const std::string& file) {
  if (std::filesystem::exists(file))
    throw Error(Obstacle::io, phrase("cannot create {}: it exists already", file));
}

/// The private key first: a public half without it would be of no use.
void write_pair(const PrivateKey& key, const std::string& file, const std::string& passphrase) {
  OutputFile public_file(file + public_suffix, Existing::refuse, MayRead::everyone);
  public_file.stream() << key.public_key().pem();
  public_file.settle();
  key.write(file, passphrase);
  public_file.keep();
}

Exit key_new(Call& call) {
  const std::string& file = call.subject();
  require_absent(file);
  require_absent(file + public_suffix);
  if (call.arguments.has("passphrase") && call.arguments.has("passphrase-file")) {
    throw UsageError(phrase("--passphrase and --passphrase-file exclude each other"));
  }
  std::string passphrase = passphrase_for_new_key(call.arguments, "passphrase-file");
  if (call.dry_run()) {
    return call.give({{"dry_run", true}, {"would_write", {file, file + public_suffix}}},
                     phrase("would write {} and {}\n", printable(file), printable(file + public_suffix)));
  }
  if (call.arguments.has("passphrase")) passphrase = ask_new_passphrase(file);
  const PrivateKey key = PrivateKey::generate();
  write_pair(key, file, passphrase);
  const std::string fingerprint = hex(key.public_key().id());
  call.give({{"file", file}, {"fingerprint", fingerprint}, {"public_file", file + public_suffix}},
            fingerprint + '\n');
  call.answer.remark(
      phrase("wrote {}, which is secret, and {}", printable(file), printable(file + public_suffix)));
  return Exit::done;
}

PublicKey public_key_in(const Call& call, const std::string& file) {
  const std::string text = read_file(file, longest_key_file);
  if (text.find("PRIVATE KEY-----") == std::string::npos) return PublicKey::from_pem_file(input_path(file));
  return PrivateKey::from_file(input_path(file), passphrase_source(call.arguments)).public_key();
}

Exit key_show(Call& call) {
  const std::string& file = call.subject();
  if (file == standard_stream) throw UsageError(phrase("a key is read from a file, not from standard input"));
  const PublicKey key = public_key_in(call, file);
  Columns lines({Align::left, Align::left});
  lines.row({phrase("fingerprint"), hex(key.id())});
  lines.row({phrase("public key"), key.text()});
  return call.give({{"fingerprint", hex(key.id())}, {"public_key", key.text()}}, lines.text());
}

Exit key_request_of(Call& call) {
  const PrivateKey key = PrivateKey::from_file(input_path(call.subject()), passphrase_source(call.arguments));
  const std::string request = key_request(key, origin_given(call));
  const Json json = std::get<Json>(parse_json(request));
  call.answer.give_exact(json, request);
  call.answer.remark(
      phrase("for the certifier, who grants it with: lcl key grant REQUEST --role holder --name NAME --key "
             "CERTIFIER.pem"));
  return Exit::done;
}

Exit key_grant(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& role_name = given.one("role");
  const auto to = role(role_name);
  if (!to) {
    throw UsageError(
        phrase("--role: \"{}\" is not operator, developer, auditor, certifier or holder", role_name));
  }
  Json fields = {{"role", role_name}};
  Json private_fields = Json::object();
  if (const auto request = parse_key_request(read_file(call.subject(), longest_key_file))) {
    fields["public_key"] = request->key.text();
    fields["possession"] = request->possession;
  } else {
    fields["public_key"] = PublicKey::from_pem_file(input_path(call.subject())).text();
  }
  if (given.has("name") && given.has("anonymous"))
    throw UsageError(phrase("--name and --anonymous exclude each other"));
  if (*to != Role::holder) (void)given.one("party");
  if (const std::string* party = given.maybe("party")) fields["party"] = *party;
  if (const std::string* number = given.maybe("number")) fields["number"] = *number;
  if (const std::string* group = given.maybe("group")) fields["group"] = *group;
  if (const std::string* name = given.maybe("name")) fields["name"] = *name;
  if (const std::string* name = given.maybe("anonymous")) private_fields["name"] = *name;
  ActRequest request{Act::key_granted, {}, std::move(fields), std::move(private_fields)};
  if (*to == Role::auditor) request.next = accredited_with(given.one("party"));
  return perform(call, request);
}

Exit key_revoke(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"reason", given.one("reason")}};
  if (const std::string* from = given.maybe("from")) {
    const auto instant = parse_instant(*from);
    if (!instant) {
      throw UsageError(
          phrase("--from: \"{}\" is not an instant with a zone, like 2026-02-02T09:15:00Z", *from));
    }
    fields["from"] = to_string(*instant);
  }
  Ledger& ledger = call.ledger();
  const auto key = key_named(ledger.state(), given.positionals().front());
  if (!key) return call.refuse(key.refused());
  fields["key"] = hex(*key);
  return perform(call, ledger, signer_of(given), {Act::key_revoked, {}, std::move(fields)});
}

Exit key_annul(Call& call) {
  return perform(call, {Act::key_acts_annulled,
                        {},
                        {{"from_entry", call.arguments.whole_positional(0, "ENTRY")},
                         {"reason", call.arguments.one("reason")}}});
}

/// What keeps a draft from being endorsed with a key; the registry is not at hand.
std::optional<Refused> endorsement_refusal(const Statement& statement, const Digest& key) {
  const auto no = [](std::string message) {
    return Refused{Refusal::malformed_statement, {.field = "endorsements"}, std::move(message)};
  };
  const ActRule* rule = rule_of_kind(statement.kind);
  if (rule == nullptr || !rule->by_quorum)
    return no(phrase("it is a draft of {}, which one key signs alone", statement.kind));
  if (key == statement.key)
    return no(phrase(
        "this key is the one that signs the draft (lcl submit sign); other certifier keys endorse it"));
  return std::nullopt;
}

Exit key_endorse(Call& call) {
  const std::string& file = call.subject();
  Statement statement = read_staged(file);
  const PrivateKey key = key_at_hand(call.arguments);
  if (const auto refused = endorsement_refusal(statement, key.public_key().id()))
    return call.refuse(*refused);
  if (!call.dry_run()) {
    endorse_staged(file, key);
    statement = read_staged(file);
  }
  Json document = {{call.dry_run() ? "would_endorse" : "endorsed", statement_json(statement)},
                   {"origin", statement.origin}};
  if (call.dry_run()) document["dry_run"] = true;
  return call.give(
      document,
      (call.dry_run()
           ? phrase("would endorse {} for {}\n", printable(statement.kind), printable(statement.origin))
           : phrase("endorsed {} for {}\n", printable(statement.kind), printable(statement.origin))) +
          statement_text(statement));
}

Exit key_list(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  const Records& records = ledger.state().records();
  Json list = Json::array();
  Columns lines({Align::left, Align::left, Align::left, Align::left});
  lines.row({phrase("fingerprint"), phrase("role"), phrase("party"), phrase("since")});
  for (const GrantedKey* key : keys_by_grant(records)) {
    const std::string fingerprint = hex(key->key.id());
    std::string since = phrase("entry {}", key->granted);
    const KeyStanding& standing = key->standing;
    if (standing.revoked) since += phrase(", revoked by entry {}", *standing.revoked);
    if (standing.compromised) since += phrase(", in question from {}", to_string(*standing.compromised));
    if (standing.annulled) since += phrase(", annulled by entry {}", *standing.annulled);
    if (key->since) since += phrase(", signs from {} on", to_string(*key->since));
    if (key->until) since += phrase(", signs until {}", to_string(*key->until));
    lines.row({fingerprint, spoken(word(key->role)), key->party.empty() ? "-" : key->party, since});
    Json item = {{"fingerprint", fingerprint},
                 {"granted", key->granted},
                 {"party", key->party},
                 {"public_key", key->key.text()},
                 {"role", std::string(word(key->role))}};
    if (standing.revoked) item["revoked"] = *standing.revoked;
    if (standing.compromised) item["compromised"] = to_string(*standing.compromised);
    if (standing.annulled) item["annulled"] = *standing.annulled;
    if (key->since) item["signs_from"] = to_string(*key->since);
    if (key->until) item["signs_until"] = to_string(*key->until);
    list.push_back(std::move(item));
  }
  return give_exportable(
      call, {[&] {
               return Json{{"keys", list}};
             },
             [&] { return lines.text(); }, [&] { return keys_listing(records, basis_of(call)); }});
}

/// A key's successor: granted with the same role and party, then the key revoked.
struct Rotation {
  Json grant;
  Json revoke;
};

Result<Rotation> rotation_of(const Call& call, const RegistryState& state) {
  const Arguments& given = call.arguments;
  const PublicKey successor = PublicKey::from_pem_file(input_path(given.one("new")));
  const auto named = key_named(state, given.positionals().front());
  if (!named) return named.refused();
  const Digest id = *named;
  const auto old = state.keys().find(id);
  if (old == state.keys().end()) {
    return Refused{Refusal::unknown_key, {.field = "key"}, phrase("key {} was never granted", hex(id))};
  }
  const std::string* party = given.maybe("party");
  if (old->second.party.empty() && party == nullptr) {
    throw UsageError(
        phrase("--party is missing: the key came with the registry, its party is not on record"));
  }
  const std::string* reason = given.maybe("reason");
  return Rotation{
      {{"party", party == nullptr ? old->second.party : *party},
       {"public_key", successor.text()},
       {"role", std::string(word(old->second.role))}},
      {{"key", hex(id)}, {"reason", reason == nullptr ? "replaced by key " + hex(successor.id()) : *reason}}};
}

Statement draft_of_act(const Ledger& ledger, Act act, const Json& fields, const Signer& signer) {
  return ledger.draft(rule_of(act).kind, {}, fields, signer.id);
}

/// What would be refused, were the successor granted: the last certifier key may go once another is there.
std::optional<Refused> refusal_of(const Ledger& ledger, const Rotation& rotation, const Signer& signer) {
  if (auto refused = ledger.refusal(draft_of_act(ledger, Act::key_granted, rotation.grant, signer))) {
    return refused;
  }
  auto refused = ledger.refusal(draft_of_act(ledger, Act::key_revoked, rotation.revoke, signer));
  if (refused && refused->refusal == Refusal::too_few_certifier_keys) return std::nullopt;
  return refused;
}

Exit tell_dry_run(Call& call, const Statement& grant, const Statement& revoke) {
  return call.give({{"dry_run", true}, {"would_append", {statement_json(grant), statement_json(revoke)}}},
                   phrase("would append {}\n{}would append {}\n{}", grant.kind, statement_text(grant),
                          revoke.kind, statement_text(revoke)));
}

/// With one key alone nothing can be done at once where more have to sign; so what to do one after the other.
Exit refuse_for_want_of_keys(Call& call, const Rotation& rotation, std::uint64_t quorum) {
  const std::string more =
      quorum == 2 ? phrase("1 more certifier key") : phrase("{} more certifier keys", quorum - 1);
  const auto signed_and_appended = [&](const std::string& draft) {
    return "lcl key endorse " + draft + " --key KEY   (with " + more + ")\n" + "lcl submit sign " + draft +
           " --key KEY\n" + "lcl submit commit " + draft + '\n';
  };
  const auto text = [](const Json& fields, const char* name) { return fields.at(name).get<std::string>(); };
  const Exit refused = call.refuse(
      Refused{Refusal::too_few_endorsements,
              {.field = "endorsements"},
              phrase("it needs {} certifier keys here, and lcl key rotate signs with one", quorum)});
  call.answer.remark(
      phrase("first grant the new key, then revoke the old one:\nlcl key grant {} --role {} --party {} "
             "--signer PUB --prepare grant.draft\n{}lcl key revoke {} --reason \"{}\" --signer PUB --prepare "
             "revoke.draft\n{}PUB is the certifier key that signs, and the others endorse",
             printable(call.arguments.one("new")), text(rotation.grant, "role"),
             text(rotation.grant, "party"), signed_and_appended("grant.draft"), text(rotation.revoke, "key"),
             printable(text(rotation.revoke, "reason")), signed_and_appended("revoke.draft")));
  return refused;
}

Exit key_rotate(Call& call) {
  Ledger& ledger = call.ledger();
  const Signer signer = signer_of(call.arguments);
  if (!signer.key && !call.dry_run()) throw UsageError(phrase("--key is missing"));
  const auto made = rotation_of(call, ledger.state());
  if (!made) return call.refuse(made.refused());
  const Rotation& rotation = *made;
  const std::uint64_t quorum = ledger.state().records().certifier_quorum;
  if (quorum > 1) return refuse_for_want_of_keys(call, rotation, quorum);
  if (const auto refused = refusal_of(ledger, rotation, signer)) return call.refuse(*refused);
  Statement grant = draft_of_act(ledger, Act::key_granted, rotation.grant, signer);
  if (call.dry_run()) {
    return tell_dry_run(call, grant, draft_of_act(ledger, Act::key_revoked, rotation.revoke, signer));
  }
  sign(grant, *signer.key);
  const auto granted = record(call, ledger, grant);
  if (!granted) return call.refuse(granted.refused());
  Statement revoke = draft_of_act(ledger, Act::key_revoked, rotation.revoke, signer);
  sign(revoke, *signer.key);
  const auto revoked = record(call, ledger, revoke);
  if (!revoked) {
    std::cerr << phrase("the new key is granted, the old one still counts: revoke it with lcl key revoke\n");
    return call.refuse(revoked.refused());
  }
  const auto& first = *granted;
  const auto& second = *revoked;
  return call.give({{"granted", receipt_json(first, grant)}, {"revoked", receipt_json(second, revoke)}},
                   receipt_text(first, grant) + receipt_text(second, revoke));
}

}  // namespace

std::vector<Command> key_commands() {
  return {
      {.name = "key new",
       .summary = "make a key pair",
       .examples = "lcl key new developer.pem\n"
                   "lcl key new certifier.pem --passphrase",
       .page = R"(Writes the private key to FILE (PKCS#8, Ed25519, readable by its owner only) and
the public key to FILE.pub, and prints the fingerprint. Never overwrites.
)",
       .positionals = {"FILE"},
       .options = {{"passphrase", "", "ask for a passphrase, twice, and encrypt the key"},
                   {"passphrase-file", "FILE", "encrypt the key with this file's first line", instead},
                   {"dry-run", "", "say what would be written; write nothing"}},
       .anchoring = Anchoring::none,
       .run = key_new},
      {.name = "key show",
       .summary = "show the fingerprint of a key",
       .examples = "lcl key show developer.pem.pub",
       .page = "FILE is a private or a public key, PEM.\n",
       .positionals = {"FILE"},
       .options = {{"passphrase-file", "FILE", "an encrypted key's passphrase is this file's first line"}},
       .anchoring = Anchoring::none,
       .run = key_show},
      {.name = "key request",
       .summary = "ask for a key to be granted, and prove that it is one's own (holder)",
       .examples = "lcl key request holder.pem --origin registry.example/lbc > request.json\n"
                   "lcl key request holder.pem --registry https://registry.example > request.json",
       .page = R"(The request is a line of JSON for the certifier: the public key, and its signature for this
registry. Nothing in it is secret.
)",
       .positionals = {"KEY"},
       .options = {origin_option,
                   {"passphrase-file", "FILE", "an encrypted key's passphrase is this file's first line"}},
       .anchoring = Anchoring::none,
       .run = key_request_of},
      {.name = "key grant",
       .summary = "let a key act in a role (certifier)",
       .examples =
           "lcl key grant developer.pem.pub --role developer --party 01234567400019 --key certifier.pem\n"
           "lcl key grant request.json --role holder --name \"Ville d'Albi\" --key certifier.pem",
       .page = R"(Takes effect from the next entry; a developer's key signs only for its own party's projects.
Roles that contradict each other are refused to parties with the same SIREN or of the same
group: an auditor is nothing else, not even a participant, and a certifier is no developer. A
holder's key is granted from its request (lcl key request), which proves that the holder has
the key; it cannot be revoked, but replaced (lcl holder replace). Who a holder is that is not
named in public, no rule can compare: before you grant an auditor a key, or such a holder one,
see for yourself that they are not of the same company.
)",
       .positionals = {"PUB"},
       .options = with_signing(
           {{"role", "ROLE", "operator, developer, auditor, certifier or holder", required},
            {"party", "PARTY", "whose: a SIRET, an EU VAT number or an LEI; of a holder, it may be left out"},
            {"number", "NUMBER", "its national number, if PARTY has no SIREN in it"},
            {"group", "NAME", "the group of companies that it belongs to"},
            {"name", "NAME", "of a holder: its name, public"},
            {"anonymous", "NAME", "the same, for one who is not to be named in public", instead}}),
       .run = key_grant},
      {.name = "key revoke",
       .summary = "end a key's grant (certifier)",
       .examples = R"(lcl key revoke 4f0c2a --reason "left the company" --key certifier.pem
lcl key revoke 4f0c2a --reason "laptop stolen" --from 2026-03-02T18:00:00Z --key certifier.pem)",
       .page = R"(The first four or more digits of FINGERPRINT are enough. What the key has signed stands;
with --from, what it signed since that instant is in question, and lcl verify lists it.
)",
       .positionals = {"FINGERPRINT"},
       .options = with_signing({{"reason", "TEXT", "why", required},
                                {"from", "INSTANT", "since when it may have been in other hands"}}),
       .run = key_revoke},
      {.name = "key annul",
       .summary = "undo all acts on keys from an entry on (certifier, recovery key)",
       .examples = "lcl key annul 4711 --reason \"certifier key stolen\" --key recovery.pem",
       .page = R"(Keys stand again as they did before ENTRY, an act on keys: those granted from there on are
void, those revoked from there on can sign again. What void keys have signed stands; lcl
verify lists it as in question. Signed with the recovery key alone, or with as many
certifier keys as the registry asks for. Replace a stolen certifier key right afterwards
(lcl key rotate): the thief has it still.
)",
       .positionals = {"ENTRY"},
       .options = with_signing({{"reason", "TEXT", "why", required}}),
       .run = key_annul},
      {.name = "key endorse",
       .summary = "add a further certifier's signature to the draft of an act on keys",
       .examples = "lcl key endorse grant.draft --key second.pem",
       .page = R"(A registry may ask for several certifier keys to sign every act on keys (lcl init
--certifier-quorum). Prepare the act (lcl key grant ... --signer PUB --prepare DRAFT): one
key signs the draft (lcl submit sign), the others endorse it, in any order and on machines
of their own, without the registry. Shows what is signed. DRAFT is changed in place.
)",
       .positionals = {"DRAFT"},
       .options = {{"key", "FILE", "endorse with this private key", required},
                   {"passphrase-file", "FILE",
                    "the key's passphrase is this file's first line; else it is asked for"},
                   {"dry-run", "", "say what would be endorsed; write nothing"}},
       .anchoring = Anchoring::none,
       .run = key_endorse},
      {.name = "key list",
       .summary = "list the keys that were granted",
       .examples = "lcl key list\n"
                   "lcl key list --output keys.csv",
       .options = with_forms({}),
       .exports = true,
       .run = key_list},
      {.name = "key rotate",
       .summary = "grant a key's successor and revoke the key (certifier)",
       .examples = "lcl key rotate 4f0c2a --new developer-2027.pem.pub --key certifier.pem",
       .page = R"(Appends two statements: the grant, with the role and party of the old key, then the
revocation. A certifier can replace the very key it signs with. Where more than one of
its keys has to sign, it says what to run instead.
)",
       .positionals = {"FINGERPRINT"},
       .options = {{"new", "PUB", "the public key that takes its place", required},
                   {"party", "PARTY", "whose key it is, if that is not on record"},
                   {"reason", "TEXT", "why; if not given, that it was replaced"},
                   {"key", "FILE", "sign with this private key", required},
                   {"signer", "PUB", "with --dry-run: who would sign", instead},
                   {"passphrase-file", "FILE", "the key's passphrase is this file's first line"},
                   {"dry-run", "", "say what would be refused or appended; write nothing"},
                   clock_option},
       .run = key_rotate},
  };
}

}  // namespace lcl::cli
