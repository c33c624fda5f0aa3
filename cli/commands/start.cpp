// SPDX-License-Identifier: Apache-2.0
// A first start: the commands from the first key to a labelled project, called one after the other as if they
// had been typed.
#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/commands/reference_methodology.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/terminal.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl::cli {
namespace {

/// A command and its arguments, behind `lcl`.
using CommandLine = std::vector<std::string>;

/// What has to be known, as an option or, on a terminal, an answer.
struct Wanted {
  std::string_view option;
  std::string question;
  std::string otherwise;                            ///< empty: there is no default
  std::string (*fault)(const std::string& answer);  ///< why it will not do; empty: it will
};

std::string no_text(const std::string& answer) { return answer.empty() ? phrase("it has no default") : ""; }
std::string no_siret(const std::string& answer) {
  return is_siret(answer)
             ? ""
             : phrase("\"{}\" is no SIRET: 14 digits, of which the last checks the others", answer);
}
std::string no_origin(const std::string& answer) {
  return is_origin(answer) ? "" : phrase("\"{}\" is not a name like registry.example/trial", answer);
}
std::string no_project_id(const std::string& answer) {
  return is_project_id(answer) ? "" : phrase("\"{}\" is not 3 to 16 capital letters and digits", answer);
}
std::string no_date(const std::string& answer) {
  return parse_date(answer) ? "" : phrase("\"{}\" is no date, as 2026-01-31 is", answer);
}

/// The first of January, `years` after this year.
std::string january(int years) {
  return std::to_string(std::stoi(date_of(now()).substr(0, 4)) + years) + "-01-01";
}

std::vector<Wanted> wanted() {
  return {{"name", phrase("your company's name"), "", no_text},
          {"party", phrase("its SIRET"), "", no_siret},
          {"origin", phrase("a name for the trial registry"), "registry.example/trial", no_origin},
          {"project", phrase("an id for the project"), "TRIAL1", no_project_id},
          {"title", phrase("the project's title"), "A first trial", no_text},
          {"region", phrase("its region"), "Bretagne", no_text},
          {"commune", phrase("its commune"), "Rennes", no_text},
          {"from", phrase("first day of the crediting period"), january(-1), no_date},
          {"to", phrase("day after its last day"), january(4), no_date}};
}

using Answers = std::map<std::string, std::string, std::less<>>;

/// Throws UsageError, which names all that is missing, where nobody can be asked.
Answers answers_of(const Call& call) {
  const bool asks = !call.answer.json() && can_ask();
  Answers answers;
  std::string missing;
  for (const Wanted& each : wanted()) {
    std::string& answer = answers[std::string(each.option)];
    if (const std::string* given = call.arguments.maybe(each.option)) {
      if (const std::string fault = each.fault(*given); !fault.empty())
        throw UsageError("--" + std::string(each.option) + ": " + fault);
      answer = *given;
    } else if (asks) {
      answer = ask_for(each.question, each.otherwise, each.fault);
    } else if (each.otherwise.empty()) {
      missing += (missing.empty() ? "--" : ", --") + std::string(each.option);
    } else {
      answer = each.otherwise;
    }
  }
  if (!missing.empty()) throw UsageError(phrase("missing, as there is no terminal to ask on: {}", missing));
  return answers;
}

/// Where everything is made.
struct StartFolder {
  std::filesystem::path folder;
  [[nodiscard]] std::string file(std::string_view name) const { return (folder / name).string(); }
};

/// The commands, as they would be typed.
std::vector<CommandLine> first_commands(const StartFolder& in, const Answers& given,
                                        const Arguments& arguments) {
  const std::string registry = in.file("registry");
  const CommandLine by_certifier{"--key", in.file("certifier.pem"), "--registry", registry};
  const CommandLine by_developer{"--key", in.file("developer.pem"), "--registry", registry};
  const auto act = [](CommandLine words, const CommandLine& by) {
    words.insert(words.end(), by.begin(), by.end());
    return words;
  };
  const std::string& project = given.at("project");
  std::vector<CommandLine> all{
      {"key", "new", in.file("certifier.pem")},
      {"key", "new", in.file("developer.pem")},
      {"init", registry, "--origin", given.at("origin"), "--certifier", in.file("certifier.pem.pub")},
      act({"key", "grant", in.file("developer.pem.pub"), "--role", "developer", "--party", given.at("party")},
          by_certifier),
      act({"methodology", "adopt", in.file(reference_methodology_file)}, by_certifier),
      act({"participant", "register", given.at("party"), "--name", given.at("name")}, by_developer),
      act({"project", "notify", project, "--title", given.at("title"), "--region", given.at("region"),
           "--commune", given.at("commune"), "--applicant-standing", "project developer", "--notified-on",
           given.at("from")},
          by_developer),
      act({"project", "file", project, "--dossier", in.file("dossier.txt")}, by_developer),
      act({"project", "label", project, "--decision", "TRIAL", "--methodology", "reconditioning-reference",
           "--potential-units", "100", "--from", given.at("from"), "--to", given.at("to")},
          by_certifier)};
  if (const std::string* others = arguments.maybe("participants"))
    all.insert(all.begin() + 6, act({"participant", "register", "--from", *others}, by_developer));
  return all;
}

std::string line_of(const CommandLine& words) {
  std::string line = "lcl";
  for (const std::string& each : words) line += ' ' + shell_word(each);
  return line;
}

/// What must not be there yet.
constexpr std::array<std::string_view, 7> made{
    "certifier.pem", "certifier.pem.pub", "developer.pem",           "developer.pem.pub",
    "registry",      "dossier.txt",       reference_methodology_file};

/// Throws Error where something is in the way.
void make_files(const StartFolder& in) {
  for (const std::string_view name : made) {
    if (std::filesystem::exists(in.folder / name))
      throw Error(Obstacle::io, phrase("cannot make {}: it exists already", in.file(name)));
  }
  std::error_code failed;
  std::filesystem::create_directories(in.folder, failed);
  if (failed)
    throw Error(Obstacle::io, phrase("cannot make {}: {}", in.folder.string(), system_reason(failed)));
  write_file(in.folder / reference_methodology_file, reference_methodology(), Existing::refuse,
             MayRead::everyone);
  write_file(in.folder / "dossier.txt", "A trial: no dossier was filed with anybody.\n", Existing::refuse,
             MayRead::everyone);
}

/// What the command that `words` name is refused with; none where it is done.
std::vector<Refused> refusals_of_call(const CommandLine& words) {
  const Found found = find_command(words);
  invariant(found.command != nullptr, "a first start calls commands that there are");
  Answer unheard(true);
  const CommandLine rest(words.begin() + static_cast<std::ptrdiff_t>(found.words), words.end());
  Call call{*found.command, Arguments(rest, options_of(*found.command)), unheard};
  call.arguments.require(found.command->positionals, found.command->options);
  if (found.command->run(call) == Exit::done) return {};
  const auto said = parse_json(unheard.take());
  const Json* document = std::get_if<Json>(&said);
  invariant(document != nullptr && document->contains("refused"), "what is not done says why");
  std::vector<Refused> refusals;
  for (const Json& each : document->at("refused")) {
    const auto refusal = refusal_from_word(each.at("word").get_ref<const std::string&>());
    invariant(refusal.has_value(), "a refusal says one of its words");
    refusals.push_back(
        {*refusal, {.field = each.at("field").get<std::string>()}, each.at("message").get<std::string>()});
  }
  return refusals;
}

std::string first_next_steps(const StartFolder& in, const std::string& project) {
  const std::string with = " --project " + project + " --key " + shell_word(in.file("developer.pem"));
  return phrase(
      "\nmade: a trial registry, with a project that events can be submitted to; its units are no credits\n"
      "next\n"
      "  export LCL_REGISTRY={}\n"
      "  lcl template --output events.xlsx                an empty table to fill in; or, of a table you "
      "have:\n"
      "  lcl mapping new TABLE.csv --output MAPPING.json\n"
      "  lcl submit TABLE.csv{} --dry-run\n"
      "  lcl status {}\n",
      shell_word(in.file("registry")), with, project);
}

Exit start(Call& call) {
  const Answers answers = answers_of(call);
  const StartFolder in{call.arguments.has_positional(0) ? call.subject() : "."};
  const std::vector<CommandLine> all = first_commands(in, answers, call.arguments);
  Json lines = Json::array();
  std::string text;
  for (const CommandLine& words : all) {
    lines.push_back(line_of(words));
    text += line_of(words) + '\n';
  }
  if (call.dry_run())
    return call.give({{"dry_run", true}, {"would_run", std::move(lines)}},
                     text + phrase("nothing was made\n"));
  make_files(in);
  for (const CommandLine& words : all) {
    if (const std::vector<Refused> refusals = refusals_of_call(words); !refusals.empty()) {
      const Exit no = call.refuse({refusals, refusals.size(), ""});
      call.answer.remark(phrase("refused: {}\nwhat was made before it stands in {}", line_of(words),
                                printable(in.folder.string())));
      return no;
    }
  }
  return call.give(
      {{"folder", in.folder.string()}, {"project", answers.at("project")}, {"ran", std::move(lines)}},
      text + first_next_steps(in, answers.at("project")));
}

}  // namespace

std::vector<Command> start_commands() {
  return {{
      .name = "start",
      .summary = "open a trial registry with a labelled project, to try things out",
      .examples = "lcl start shop\n"
                  "lcl start shop --name \"Renaissance Mobile\" --party 03571592900010",
      .page = R"(Makes in FOLDER, or in the current one, what a first submission needs: a certifier's and a
developer's key, a trial registry, the reference methodology, the participant and a project.
On a terminal it asks for what is not given, and shows what it takes if nothing is typed.
It calls the commands that it lists, with all their rules, and does nothing else: you play
both parts, the certifier's and the developer's. A registry in earnest, an official one
above all, is opened by these commands one by one, on two machines. The keys have no
passphrase. From here to a first figure: lcl help phone.
)",
      .positionals = {"[FOLDER]"},
      .options = {{"name", "NAME", "the developer's name, as a participant"},
                  {"party", "SIRET", "the developer's SIRET"},
                  {"origin", "NAME", "the trial registry's name; registry.example/trial if not given"},
                  {"project", "ID", "the project's id; TRIAL1 if not given"},
                  {"title", "TEXT", "the project's title"},
                  {"region", "TEXT", "the project's region; Bretagne if not given"},
                  {"commune", "TEXT", "the project's commune; Rennes if not given"},
                  {"from", "DATE", "first day of the crediting period; if not given, of last year"},
                  {"to", "DATE", "day after its last day; if not given, five years after the same"},
                  {"participants", "CSV", "further participants: lcl help participant register"},
                  {"dry-run", "", "show the commands; make nothing"}},
      .anchoring = Anchoring::none,
      .run = start,
  }};
}

}  // namespace lcl::cli
