// SPDX-License-Identifier: Apache-2.0
// Units once they are issued: who has them, and how they change hands.
#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/holder_text.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/unit_listing.hpp"
#include "ledger/texts/unit_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// `FIRST-LAST`, ascending, from 1.
std::optional<std::pair<std::uint64_t, std::uint64_t>> range_of(std::string_view text) {
  const auto number = [](std::string_view digits) {
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} && stop == digits.data() + digits.size() ? value : 0;
  };
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::uint64_t first = number(text.substr(0, dash));
  const std::uint64_t last = number(text.substr(dash + 1));
  if (first == 0 || last < first) return std::nullopt;
  return std::pair(first, last);
}

Exit list_units(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has_positional(0) == given.has("holder"))
    throw UsageError(phrase("give a project's ID, or --holder HOLDER for all that one holder has"));
  require_form(call);
  const Ledger& ledger = call.ledger();
  if (const std::string* text = given.maybe("holder")) {
    const auto view = holder_view(ledger.state().records(), *text, stands_at(call));
    if (!view) return call.refuse(view.refused());
    const Records& records = ledger.state().records();
    return give_exportable(
        call,
        {[&] { return holder_view_json(records, *view); }, [&] { return holder_view_text(records, *view); },
         [&] { return holder_units_listing(ledger.opened(), *view, basis_of(call)); }});
  }
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  const Records& records = ledger.state().records();
  return give_exportable(call,
                         {[&] { return project_units_json(records, project, stands_at(call)); },
                          [&] { return project_units_text(records, project, stands_at(call)); },
                          [&] { return project_units_listing(ledger.opened(), project, basis_of(call)); }});
}

Exit show_units(Call& call) {
  const Ledger& ledger = call.ledger();
  const auto named = units_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const auto& units = *named;
  return call.give(units_json, units_text, ledger.opened(), units);
}

/// The units that --part names inside `block`.
Result<UnitBlock> part_asked_for(const Arguments& given, UnitBlock block) {
  const std::string* text = given.maybe("part");
  if (text == nullptr) return block;
  const auto range = range_of(*text);
  if (!range) throw UsageError(phrase("--part: \"{}\" is not a range like 1-20", *text));
  if (range->first < block.first || range->second > block.last) {
    return Refused{Refusal::unknown_units,
                   {},
                   phrase("units {} are not all in {}, which are units {} to {} of their issuance", *text,
                          to_string(block), block.first, block.last)};
  }
  block.first = static_cast<std::uint32_t>(range->first);
  block.last = static_cast<std::uint32_t>(range->second);
  return block;
}

/// Says on standard error who holds the units that an act is about, before it is signed.
void remark_holders(Call& call, const Records& records, const NamedUnits& units, const UnitBlock& block) {
  for (const Holding& part : holdings_in(*units.issuance, block)) {
    const std::string serial = to_string(block_of(*units.project, *units.issuance, part));
    call.answer.remark(serial + ": " + who_holds(records, *units.project, part));
  }
}

using Next = std::function<std::string(std::uint64_t seq)>;

/// An act on the units that the call names, of the project whose they are.
Exit perform_on_units(Call& call, Ledger& ledger, const NamedUnits& units, Act act, Json fields,
                      Json private_fields, const Next& next) {
  const auto part = part_asked_for(call.arguments, units.block);
  if (!part) return call.refuse(part.refused());
  fields["units"] = to_string(*part);
  const Signer signer = signer_of(call.arguments);
  remark_holders(call, ledger.state().records(), units, *part);
  ActRequest request{act, units.project->id, std::move(fields), std::move(private_fields)};
  if (call.arguments.has("part")) request.preview = phrase("units {}\n", to_string(*part));
  const std::vector<Holding> shown = holdings_in(*units.issuance, *part);
  request.preview += notices_text(units_shown(*units.project, shown));
  request.next = next;
  return perform(call, ledger, signer, request);
}

/// Of all the units that the call names, the one holder with a key; nothing where there is none.
std::optional<Digest> holder_of(const NamedUnits& units, const UnitBlock& block) {
  const std::vector<Holding> parts = holdings_in(*units.issuance, block);
  return parts.empty() || !parts.front().live() ? std::nullopt : parts.front().holder;
}

/// Who the units are from, as the act states it: --from must be who has them.
Result<std::optional<Digest>> sender(const Call& call, const Records& records, const RegistryState& state,
                                     const NamedUnits& units) {
  const std::optional<Digest> holder = holder_of(units, units.block);
  const std::string* text = call.arguments.maybe("from");
  if (text == nullptr) return holder;
  const auto from = holder_named(state, *text);
  if (!from) return from.refused();
  if (holder == *from) return holder;
  return Refused{
      Refusal::not_the_holder,
      {.field = "act.from"},
      phrase("{} is {}", to_string(units.block),
             who_holds(records, *units.project, holdings_in(*units.issuance, units.block).front()))};
}

std::string accepted_with(const std::string& project, std::uint64_t seq, const std::string& to) {
  return phrase(
      "{} has 30 days to accept: lcl units accept {} {} --key HOLDER.pem\nuntil then it can be withdrawn: "
      "lcl units withdraw {} {} --reason TEXT --key KEY.pem",
      to, project, seq, project, seq);
}

Exit assign(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has("to") + given.has("beneficiary") + given.has("anonymous") != 1) {
    throw UsageError(phrase(
        "give --to HOLDER or, of one who has no key, --beneficiary NAME, or --anonymous NAME for one who is "
        "not named in public"));
  }
  Json fields = {{"attestation", evidence(given, "attestation")},
                 {"contract_date", given.date("contract-date")},
                 {"use", given.word("use", use_words)}};
  Json private_fields = prices(given);
  if (const std::string* name = given.maybe("beneficiary")) fields["beneficiary"] = *name;
  if (const std::string* name = given.maybe("anonymous")) private_fields["beneficiary"] = *name;
  if (const auto seq = given.maybe_whole("mandate")) fields["mandate"] = *seq;
  Ledger& ledger = call.ledger();
  const auto units = units_named(ledger.state(), call.subject());
  if (!units) return call.refuse(units.refused());
  const Records& records = ledger.state().records();
  const auto from = sender(call, records, ledger.state(), *units);
  if (!from) return call.refuse(from.refused());
  if (*from) fields["from"] = hex(**from);
  Next next;
  if (const std::string* text = given.maybe("to")) {
    const auto to = holder_named(ledger.state(), *text);
    if (!to) return call.refuse(to.refused());
    fields["to"] = hex(*to);
    next = [project = units->project->id, name = holder_name(records, *to)](std::uint64_t seq) {
      return accepted_with(project, seq, name);
    };
  }
  return perform_on_units(call, ledger, *units, Act::units_assigned, std::move(fields),
                          std::move(private_fields), next);
}

/// What was offered, or that units are issued to whom the developer has named.
Exit accept(Call& call) {
  const std::uint64_t seq = call.arguments.whole_positional(1, "SEQ");
  Ledger& ledger = call.ledger();
  const Project* project = ledger.state().project(call.subject());
  const bool naming = project != nullptr && recorded_by(project->namings, seq) != nullptr;
  ActRequest request{naming ? Act::beneficiary_accepted : Act::assignment_accepted,
                     call.subject(),
                     {{naming ? "naming" : "offer", seq}}};
  return perform(call, ledger, signer_of(call.arguments), request);
}

Exit withdraw(Call& call) {
  return perform(call, {Act::assignment_withdrawn,
                        call.subject(),
                        {{"offer", call.arguments.whole_positional(1, "SEQ")},
                         {"reason", call.arguments.one("reason")}}});
}

Exit mandate(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"document", evidence(given, "document")}};
  Ledger& ledger = call.ledger();
  const auto units = units_named(ledger.state(), call.subject());
  if (!units) return call.refuse(units.refused());
  const std::string* text = given.maybe("to");
  if (text != nullptr) {
    const auto to = holder_named(ledger.state(), *text);
    if (!to) return call.refuse(to.refused());
    fields["to"] = hex(*to);
  }
  const Next next = [serial = call.subject(), project = units->project->id,
                     to = text == nullptr ? std::string() : *text](std::uint64_t seq) {
    const std::string number = std::to_string(seq);
    return phrase(
        "in 30 days the certifier can act on it: lcl units {} --mandate {} --key CERTIFIER.pem\nif its giver "
        "objects: lcl units mandate-withdraw {} {} --reason TEXT --key CERTIFIER.pem",
        to.empty()
            ? "retire " + serial + " --year YEAR --use USE"
            : "assign " + serial + " --to " + to + " --use USE --contract-date DATE --attestation FILE",
        number, project, number);
  };
  return perform_on_units(call, ledger, *units, Act::mandate_recorded, std::move(fields), Json::object(),
                          next);
}

Exit withdraw_mandate(Call& call) {
  return perform(call, {Act::mandate_withdrawn,
                        call.subject(),
                        {{"mandate", call.arguments.whole_positional(1, "SEQ")},
                         {"reason", call.arguments.one("reason")}}});
}

/// For whom units are retired, where the call does not say: who has them, if that is public.
std::string beneficiary_on_record(const Records& records, const NamedUnits& units) {
  const std::vector<Holding> parts = holdings_in(*units.issuance, units.block);
  if (parts.empty()) return {};
  const Holding& first = parts.front();
  if (first.holder) {
    const auto found = records.holders.find(*first.holder);
    return found == records.holders.end() ? std::string() : found->second.name;
  }
  return first.beneficiary;
}

Exit retire(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has("beneficiary") && given.has("anonymous"))
    throw UsageError(phrase("--beneficiary and --anonymous exclude each other"));
  Json fields = {{"use", given.word("use", use_words)}, {"year", given.whole("year")}};
  Json private_fields = Json::object();
  if (const auto seq = given.maybe_whole("mandate")) fields["mandate"] = *seq;
  Ledger& ledger = call.ledger();
  const auto units = units_named(ledger.state(), call.subject());
  if (!units) return call.refuse(units.refused());
  if (const std::string* anonymous = given.maybe("anonymous")) {
    private_fields["beneficiary"] = *anonymous;
  } else {
    const std::string* name_given = given.maybe("beneficiary");
    const std::string name =
        name_given == nullptr ? beneficiary_on_record(ledger.state().records(), *units) : *name_given;
    if (name.empty()) {
      throw UsageError(phrase(
          "--beneficiary is missing: whom the units are retired for is not on record; --anonymous NAME for "
          "one "
          "who is not named in public"));
    }
    fields["beneficiary"] = name;
  }
  const auto part = part_asked_for(given, units->block);
  if (!part) return call.refuse(part.refused());
  const Next next = [serial = to_string(*part)](std::uint64_t) {
    return phrase("prove it to anyone: lcl prove --retirement {} --output FILE", serial);
  };
  return perform_on_units(call, ledger, *units, Act::units_retired, std::move(fields),
                          std::move(private_fields), next);
}

Exit cancel(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"reason", given.word("reason", cancellation_words)}, {"text", given.one("text")}};
  if (const auto vintage = given.maybe_whole("vintage")) fields["vintage"] = *vintage;
  Ledger& ledger = call.ledger();
  const auto units = units_named(ledger.state(), call.subject());
  if (!units) return call.refuse(units.refused());
  return perform_on_units(call, ledger, *units, Act::units_cancelled, std::move(fields), Json::object(), {});
}

/// `own`, then --part and what signing needs.
std::vector<Option> with_part(std::vector<Option> own) {
  own.push_back({"part", "FIRST-LAST", "only these units of the block"});
  return with_signing(std::move(own));
}

constexpr Option mandate_option{"mandate", "SEQ", "of the certifier: the entry of the holder's mandate"};

}  // namespace

std::vector<Command> held_units_commands() {
  return {
      {.name = "units list",
       .summary = "list a project's units, or all that one holder has",
       .examples = "lcl units list RENO1\n"
                   "lcl units list --holder 4f0c2a\n"
                   "lcl units list RENO1 --output units.xlsx\n"
                   "lcl units list RENO1 --output units.csv --locale fr",
       .page =
           R"(HOLDER is a holder's name, or how its id begins (lcl holder list); or the name of one who has
no key. Its units in all projects are listed, with what waits for it: offers to accept,
mandates that the certifier recorded in its name, and another key that is to take the place
of its own. As CSV or XLSX, on a page, or under --at: the units alone.
)",
       .positionals = {"[ID]"},
       .options = with_forms({{"holder", "HOLDER", "all that this holder has"}}),
       .exports = true,
       .run = list_units},
      {.name = "units show",
       .summary = "show where units come from and who holds them",
       .examples = "lcl units show LBC-RENO1-2025-1-000000001-000000042-05",
       .page = R"(Shows owners, issuance, report, opinion and project, and the commands that lead on to the
devices and their events.
)",
       .positionals = {"SERIAL"},
       .options = {at_option},
       .run = show_units},
      {.name = "units assign",
       .summary = "offer units to a holder, or declare to whom without a key they were sold (who has them)",
       .examples = R"(lcl units assign LBC-RENO1-2025-1-000000001-000000042-05 --to "Ville d'Albi" \
    --use contribution --contract-date 2026-02-01 --attestation attestation.pdf \
    --price "38 EUR a unit" --key developer.pem
lcl units assign LBC-RENO1-2025-1-000000001-000000042-05 --part 1-20 --anonymous "A. Martin" \
    --use voluntary_compensation --contract-date 2026-02-01 --attestation attestation.pdf \
    --key developer.pem)",
       .page =
           R"(A holder with a key has 30 days to accept; until then nobody else can have the units. Units that
are still with the developer are the developer's to assign; once somebody has accepted them,
its key alone moves or retires them. Whom --beneficiary or --anonymous names has no key and
has the units at once; from then on the certifier acts for it, under a signed mandate.
Uses: contribution, voluntary_compensation, mandatory_compensation. The prices, the financing
terms (art. 29) and the name of an anonymous beneficiary are never made public: only their
digest enters the log, and they can be erased. A contract must be declared within three months
of its signature; later declarations are accepted, and shown as late.
)",
       .positionals = {"SERIAL"},
       .options = with_part(
           {{"to", "HOLDER", "who is to have them: a holder's name, or how its id begins", required},
            {"beneficiary", "NAME", "who has them from now on, without a key", instead},
            {"anonymous", "NAME", "the same, for someone who is not to be named in public", instead},
            {"from", "HOLDER", "who has them now; refused if that is another"},
            {"use", "USE", "what they are used for", required},
            {"contract-date", "DATE", "when the contract was signed", required},
            {"attestation", "FILE|DIGEST", "signed by both parties, or its SHA-256", required},
            {"price", "TEXT", "the price of a unit; private"},
            {"passed-on-price", "TEXT", "what of it is passed on to the developer; private"},
            {"financing", "TEXT", "financed before verification: who bears a shortfall; private"},
            mandate_option}),
       .run = assign},
      {.name = "units accept",
       .summary = "accept units that were offered, or to have them from their issuance on (holder)",
       .examples = "lcl units accept RENO1 52 --key holder.pem",
       .page = R"(SEQ is the entry of the offer, or that names the initial beneficiary, as lcl units list
--holder shows it.
)",
       .positionals = {"ID", "SEQ"},
       .options = with_signing({}),
       .run = accept},
      {.name = "units withdraw",
       .summary = "withdraw an offer that was not accepted (who made it, certifier)",
       .examples = "lcl units withdraw RENO1 52 --reason \"the buyer is insolvent\" --key developer.pem",
       .page = "SEQ is the entry of the offer. An offer that nobody accepts ends by itself after 30 days.\n",
       .positionals = {"ID", "SEQ"},
       .options = with_signing({{"reason", "TEXT", "why", required}}),
       .run = withdraw},
      {.name = "units mandate",
       .summary = "record what a holder without a key has mandated (certifier)",
       .examples =
           R"(lcl units mandate LBC-RENO1-2025-1-000000001-000000042-05 --document mandate.pdf --key certifier.pem)",
       .page =
           R"(The mandate, signed by the holder, is to retire the units or, with --to, to offer them to that
holder, and for nothing else. It can be used after 30 days, in which its giver can object.
)",
       .positionals = {"SERIAL"},
       .options = with_part({{"document", "FILE|DIGEST", "the signed mandate, or its SHA-256", required},
                             {"to", "HOLDER", "whom they may be offered to; else they may be retired"}}),
       .run = mandate},
      {.name = "units mandate-withdraw",
       .summary = "withdraw a mandate: its giver objects (certifier)",
       .examples =
           "lcl units mandate-withdraw RENO1 57 --reason \"the signature is forged\" --key certifier.pem",
       .page = "SEQ is the entry of the mandate, as lcl units list --holder shows it.\n",
       .positionals = {"ID", "SEQ"},
       .options = with_signing({{"reason", "TEXT", "why", required}}),
       .run = withdraw_mandate},
      {.name = "units retire",
       .summary = "retire units for good (who has them)",
       .examples =
           "lcl units retire LBC-RENO1-2025-1-000000001-000000042-05 --year 2026 --use contribution \\\n"
           "    --key holder.pem",
       .page =
           R"(Retired units stay retired: they can no longer be assigned or cancelled. The developer retires
what is still its own, a holder what it has, and the certifier, under a mandate, what a holder
without a key has.
)",
       .positionals = {"SERIAL"},
       .options = with_part(
           {{"year", "YEAR", "the year they are used for", required},
            {"use", "USE", "contribution, voluntary_compensation or mandatory_compensation", required},
            {"beneficiary", "NAME", "the final beneficiary, if not who has them"},
            {"anonymous", "NAME", "the same, for someone who is not to be named in public", instead},
            mandate_option}),
       .run = retire},
      {.name = "units cancel",
       .summary = "cancel units for good (who has them; certifier)",
       .examples = "lcl units cancel LBC-RENO1-2025-1-000000041-000000042-96 --reason correction \\\n"
                   "    --text \"returns of March\" --key certifier.pem",
       .page = R"(Reasons: correction (settles a debt of the project; the certifier's, of units that are still
with the developer), error, other_registry (who has them). Units of any vintage settle a debt,
each 1,000 kg of it; with --vintage that of another vintage than their own.
)",
       .positionals = {"SERIAL"},
       .options =
           with_part({{"reason", "WORD", "correction, error or other_registry", required},
                      {"vintage", "YEAR", "of a correction: the vintage in debt, if not the units' own"},
                      {"text", "TEXT", "why, in words", required}}),
       .run = cancel},
  };
}

}  // namespace lcl::cli
