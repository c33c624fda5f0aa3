// SPDX-License-Identifier: Apache-2.0
// Units once they are issued: listed, shown, assigned, retired, cancelled.
#include <charconv>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/unit_text.hpp"

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
  const Ledger ledger({call.registry()});
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const Project& project = **named;
  Json items = Json::array();
  Columns lines({Align::left, Align::right, Align::left, Align::left, Align::left});
  lines.row({"serial", "units", "state", "beneficiary", "use"});
  for (const Issuance& issuance : project.issuances) {
    for (const Holding& holding : issuance.holdings) {
      items.push_back(holding_json(project, issuance, holding));
      lines.row({to_string(block_of(project, issuance, holding)), whole(std::uint64_t{holding.count()}),
                 std::string(word(holding.state)), holder_text(holding), spoken(holding.use)});
    }
  }
  if (call.json()) {
    call.answer.document({{"holdings", std::move(items)}, {"project", project.id}});
  } else if (project.issuances.empty()) {
    call.answer.write("no units were issued yet\n");
  } else {
    call.answer.write(lines.text());
  }
  return Exit::done;
}

Exit show_units(Call& call) {
  const Ledger ledger({call.registry()});
  const auto named = units_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const auto& units = *named;
  if (call.json()) {
    call.answer.document(units_json(ledger.opened(), units));
  } else {
    call.answer.write(units_text(ledger.opened(), units));
  }
  return Exit::done;
}

/// The units that --part names inside `block`.
Result<UnitBlock> part_asked_for(const Arguments& given, UnitBlock block) {
  const std::string* text = given.maybe("part");
  if (text == nullptr) return block;
  const auto range = range_of(*text);
  if (!range) throw UsageError("--part: \"" + *text + "\" is not a range like 1-20");
  if (range->first < block.first || range->second > block.last) {
    return Refused{Refusal::unknown_units, {}, "units " + *text + " are not all in " + to_string(block)};
  }
  block.first = static_cast<std::uint32_t>(range->first);
  block.last = static_cast<std::uint32_t>(range->second);
  return block;
}

/// An act on the units that the call names, of the project whose they are.
Exit perform_on_units(Call& call, Act act, Json fields, Json private_fields = Json::object()) {
  Ledger ledger({call.registry()});
  const auto named = units_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const auto& units = *named;
  const auto part = part_asked_for(call.arguments, units.block);
  if (!part) return refuse(call, part.refused());
  const std::string serial = to_string(*part);
  fields["units"] = serial;
  std::string text = call.arguments.has("part") ? "units " + serial + '\n' : std::string();
  return perform(call, ledger, signer_of(call.arguments),
                 {act, units.project->id, std::move(fields), std::move(private_fields), std::move(text)});
}

Exit assign(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has("beneficiary") == given.has("anonymous")) {
    throw UsageError("give --beneficiary NAME, or --anonymous NAME for one who is not named in public");
  }
  Json fields = {{"attestation", evidence(given, "attestation")},
                 {"contract_date", given.date("contract-date")},
                 {"use", given.word("use", use_words)}};
  Json private_fields = Json::object();
  if (const std::string* name = given.maybe("beneficiary")) fields["beneficiary"] = *name;
  if (const std::string* name = given.maybe("anonymous")) private_fields["beneficiary"] = *name;
  if (const std::string* price = given.maybe("price")) private_fields["price"] = *price;
  return perform_on_units(call, Act::units_assigned, std::move(fields), std::move(private_fields));
}

Exit retire(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"use", given.word("use", use_words)}, {"year", given.whole("year")}};
  if (const std::string* name = given.maybe("beneficiary")) fields["beneficiary"] = *name;
  return perform_on_units(call, Act::units_retired, std::move(fields));
}

Exit cancel(Call& call) {
  const Arguments& given = call.arguments;
  return perform_on_units(
      call, Act::units_cancelled,
      {{"reason", given.word("reason", cancellation_words)}, {"text", given.one("text")}});
}

/// `own`, then --part and what signing needs.
std::vector<Option> with_part(std::vector<Option> own) {
  own.push_back({"part", "FIRST-LAST", "only these units of the block"});
  return with_signing(std::move(own));
}

}  // namespace

std::vector<Command> unit_commands() {
  return {
      {.name = "units list",
       .summary = "list a project's units: blocks of one fate each",
       .usage = "ID",
       .examples = "lcl units list RENO1",
       .page = "",
       .positionals = {"ID"},
       .options = {},
       .run = list_units},
      {.name = "units show",
       .summary = "show where units come from and whose they are",
       .usage = "SERIAL",
       .examples = "lcl units show LBC-RENO1-2025-1-000000001-000000042-05",
       .page = "Owners, issuance, report, opinion and project, and the commands that lead on to the\n"
               "devices and their events.\n",
       .positionals = {"SERIAL"},
       .options = {},
       .run = show_units},
      {.name = "units assign",
       .summary = "declare to whom units were sold (developer)",
       .usage = "SERIAL --beneficiary NAME --use USE --contract-date DATE --attestation FILE [--price TEXT] "
                "--key FILE",
       .examples =
           "lcl units assign LBC-RENO1-2025-1-000000001-000000042-05 --beneficiary \"Ville d'Albi\" \\\n"
           "    --use contribution --contract-date 2026-02-01 --attestation attestation.pdf \\\n"
           "    --price \"38 EUR a unit\" --key developer.pem\n"
           "lcl units assign LBC-RENO1-2025-1-000000001-000000042-05 --part 1-20 --anonymous \"A. Martin\" "
           "\\\n"
           "    --use voluntary_compensation --contract-date 2026-02-01 --attestation attestation.pdf \\\n"
           "    --key developer.pem",
       .page = "Uses: contribution, voluntary_compensation, mandatory_compensation. Price and the name\n"
               "of an anonymous beneficiary are never public: only their digest enters the log, and\n"
               "they can be erased. A contract is declared within three months of its signature; what\n"
               "comes later is recorded and shown as late.\n",
       .positionals = {"SERIAL"},
       .options = with_part({{"beneficiary", "NAME", "who has them from now on"},
                             {"anonymous", "NAME", "the same, of one who is not named in public"},
                             {"use", "USE", "what for"},
                             {"contract-date", "DATE", "when the contract was signed"},
                             {"attestation", "FILE|DIGEST", "signed by both parties, or its SHA-256"},
                             {"price", "TEXT", "the price; private"}}),
       .run = assign},
      {.name = "units retire",
       .summary = "retire units for good (developer or certifier)",
       .usage = "SERIAL --year YEAR --use USE [--beneficiary NAME] --key FILE",
       .examples =
           "lcl units retire LBC-RENO1-2025-1-000000001-000000042-05 --year 2026 --use contribution \\\n"
           "    --key developer.pem",
       .page = "Retired units stay retired: they can be neither assigned nor cancelled.\n",
       .positionals = {"SERIAL"},
       .options = with_part({{"year", "YEAR", "the year they are used for"},
                             {"use", "USE", "contribution, voluntary_compensation, mandatory_compensation"},
                             {"beneficiary", "NAME", "the final beneficiary, where another than on record"}}),
       .run = retire},
      {.name = "units cancel",
       .summary = "cancel units for good (developer or certifier)",
       .usage = "SERIAL --reason WORD --text TEXT --key FILE",
       .examples = "lcl units cancel LBC-RENO1-2025-1-000000041-000000042-96 --reason correction \\\n"
                   "    --text \"returns of March\" --key developer.pem",
       .page = "Reasons: correction (settles a debt of the vintage), error, other_registry.\n",
       .positionals = {"SERIAL"},
       .options = with_part({{"reason", "WORD", "why"}, {"text", "TEXT", "why, in words"}}),
       .run = cancel},
  };
}

}  // namespace lcl::cli
