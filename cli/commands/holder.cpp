// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/key_request.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/texts/holder_text.hpp"
#include "ledger/texts/record_listings.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Exit list_holders(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  const Records& records = ledger.state().records();
  const Instant at = stands_at(call);
  return give_exportable(
      call, {[&] { return holders_json(records, at); }, [&] { return holders_text(records, at); },
             [&] { return holders_listing(records, basis_of(call)); }});
}

/// An act on the holder that the call names.
Exit perform_on_holder(Call& call, Act act, Json fields, const std::string& next = {}) {
  Ledger& ledger = call.ledger();
  const auto holder = holder_named(ledger.state(), call.subject());
  if (!holder) return call.refuse(holder.refused());
  fields["holder"] = hex(*holder);
  ActRequest request{act, {}, std::move(fields)};
  if (!next.empty()) {
    request.next = [text = next + hex(*holder) + " --reason TEXT --key HOLDER.pem"](std::uint64_t) {
      return text;
    };
  }
  return perform(call, ledger, signer_of(call.arguments), request);
}

Exit replace_key(Call& call) {
  const KeyRequest request = read_key_request(call.arguments.one("new"));
  return perform_on_holder(
      call, Act::holder_key_replaced,
      {{"possession", request.possession},
       {"public_key", request.key.text()},
       {"reason", call.arguments.one("reason")}},
      phrase("in 30 days the new key signs and the old one no more; until then the old key can stop "
             "it: lcl holder keep "));
}

Exit keep_key(Call& call) {
  return perform_on_holder(call, Act::replacement_stopped, {{"reason", call.arguments.one("reason")}});
}

Exit rename_holder(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"document", evidence(given, "document")}, {"name", given.one("name")}};
  if (const std::string* party = given.maybe("party")) fields["party"] = *party;
  return perform_on_holder(call, Act::holder_renamed, std::move(fields));
}

}  // namespace

std::vector<Command> holder_commands() {
  return {
      {.name = "holder list",
       .summary = "list who can hold units with a key of its own",
       .examples = "lcl holder list",
       .page = "A holder comes about by lcl key grant --role holder. What it has: lcl units list --holder.\n",
       .options = with_forms({}),
       .exports = true,
       .run = list_holders},
      {.name = "holder replace",
       .summary = "give a holder another key in the place of a lost one (certifier)",
       .examples =
           R"(lcl holder replace "Ville d'Albi" --new request.json --reason "laptop lost" --key certifier.pem)",
       .page =
           R"(FILE is what lcl key request wrote with the new key. The new key signs after 30 days, in which
the old one goes on signing and can stop it (lcl holder keep). The holder and its units stay
the same.
)",
       .positionals = {"HOLDER"},
       .options = with_signing(
           {{"new", "FILE", "the new key's request", required}, {"reason", "TEXT", "why", required}}),
       .run = replace_key},
      {.name = "holder keep",
       .summary = "stop that another key takes the place of a holder's (holder, certifier)",
       .examples = "lcl holder keep \"Ville d'Albi\" --reason \"nothing was lost\" --key holder.pem",
       .positionals = {"HOLDER"},
       .options = with_signing({{"reason", "TEXT", "why", required}}),
       .run = keep_key},
      {.name = "holder rename",
       .summary = "record that a holder has another name, or was merged into another firm (certifier)",
       .examples =
           "lcl holder rename \"Ville d'Albi\" --name \"Albi Agglo\" --document deed.pdf --key certifier.pem",
       .page = "A new company name is no new beneficiary: the holder, its key and its units stay the same.\n",
       .positionals = {"HOLDER"},
       .options = with_signing({{"name", "NAME", "its name from now on", required},
                                {"document", "FILE|DIGEST", "what proves it, or its SHA-256", required},
                                {"party", "SIRET", "its SIRET from now on"}}),
       .run = rename_holder},
  };
}

}  // namespace lcl::cli
