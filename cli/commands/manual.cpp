// SPDX-License-Identifier: Apache-2.0
// Manual pages for man(1), from the table of commands: lcl.1, and one for each first word of a command.
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "cli/commands/command_table.hpp"
#include "cli/commands/help_topics.hpp"
#include "cli/kit/anchors.hpp"
#include "cli/kit/files.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"

namespace lcl::cli {
namespace {

/// As roff takes it (groff(7)): backslashes and hyphens are what they are, and no line is a request.
std::string as_roff(std::string_view text) {
  std::string out;
  bool at_start = true;
  for (const char letter : text) {
    if (at_start && (letter == '.' || letter == '\'')) out += "\\&";
    if (letter == '\\') {
      out += "\\e";
    } else if (letter == '-') {
      out += "\\-";
    } else {
      out.push_back(letter);
    }
    at_start = letter == '\n';
  }
  return out;
}

std::string in_capitals(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return out;
}

std::string section(std::string_view title) { return ".SH \"" + as_roff(title) + "\"\n"; }

std::string said(std::string_view text) { return std::string(translation(text)); }

std::string head(std::string_view page, std::string_view what) {
  const std::string name = as_roff(page);
  return ".TH \"" + in_capitals(name) + "\" \"1\" \"\" \"lcl " LCL_VERSION "\" \"Low Carbon Ledger\"\n" +
         section(phrase("NAME")) + name + " \\- " + as_roff(what) + '\n';
}

/// Whole lines, as they stand.
std::string lines(std::string_view text) {
  std::string out = ".nf\n" + as_roff(text);
  if (!out.ends_with('\n')) out.push_back('\n');
  return out + ".fi\n";
}

std::string entry(std::string_view term, std::string_view text) {
  return ".TP\n\\fB" + as_roff(term) + "\\fR\n" + as_roff(text) + '\n';
}

template <typename Options>
std::string entries(const Options& options) {
  std::string out;
  for (const Option& option : options) out += entry(signature(option), explanation(option));
  return out;
}

std::string part(std::string_view title, const std::string& text) {
  return text.empty() ? text : ".SS " + std::string(title) + '\n' + text;
}

std::string about(const Command& command) {
  const std::string usage = usage_of(command);
  std::string out = section("lcl " + std::string(command.name)) + as_roff(said(command.summary)) + '\n';
  out += part(phrase("Usage"), lines(usage.substr(usage.find("lcl "))));
  if (!command.page.empty()) out += part(phrase("Description"), lines(said(command.page)));
  out += part(phrase("Options"), entries(command.options));
  if (!anchor_options_of(command).empty())
    out += ".PP\n" + as_roff(phrase("and those that say which ledger is meant: see lcl(1).")) + '\n';
  return out + part(phrase("Examples"), lines(command.examples));
}

std::string page_of(const CommandGroup& group) {
  const Command& first = *group.commands.front();
  const std::string name(group.name);
  std::string out =
      head("lcl-" + name, first.name == group.name ? said(first.summary)
                                                   : phrase("the commands that begin with lcl {}", name));
  for (const Command* const command : group.commands) out += about(*command);
  return out + section(phrase("SEE ALSO")) + "\\fBlcl\\fR(1)\n";
}

std::string page_of_program() {
  std::string out = head("lcl", phrase("a registry and audit ledger for Low Carbon Label projects")) +
                    section(phrase("SYNOPSIS")) +
                    lines(phrase("lcl COMMAND [options]\nlcl help COMMAND\nlcl help TOPIC\n")) +
                    section(phrase("COMMANDS"));
  for (const CommandGroup& group : command_groups()) {
    for (const Command* const command : group.commands) out += entry(command->name, said(command->summary));
  }
  out +=
      "\n" + as_roff(phrase(
                 "Each is described in a page of its own, by its first word: lcl-submit(1), lcl-key(1).\n"));
  out += section(phrase("TOPICS")) +
         as_roff(phrase("Guides to whole pieces of work, shown by lcl help TOPIC.\n")) +
         lines(help_topic_lines());
  out += section(phrase("OPTIONS")) + as_roff(phrase("With every command:\n")) + entries(global_options());
  out += section(phrase("THE LEDGER MEANT")) +
         as_roff(
             phrase("A command that reads a ledger answers only if it is the one known from elsewhere, where "
                    "these say which:\n")) +
         entries(anchor_options());
  out += section(phrase("EXIT STATUS")) + entry("0", phrase("yes, or done")) +
         entry("1", phrase("no: refused, unsound, not found")) +
         entry("2", phrase("no answer: usage, input and output, storage"));
  out += section(phrase("ENVIRONMENT")) +
         entry("LCL_REGISTRY", phrase("the registry's folder or address, where --registry is not given")) +
         entry("XDG_CONFIG_HOME", phrase("where the program keeps how you want your tables read")) +
         entry("XDG_STATE_HOME",
               phrase("where the program keeps which registries are one's own, and what was seen "
                      "of others")) +
         entry("XDG_CACHE_HOME", phrase("where the program keeps its copies of registries at an address"));
  return out + section(phrase("SEE ALSO")) +
         as_roff("lcl-init(1), lcl-submit(1), lcl-tally(1), lcl-verify(1)\n");
}

Exit manual(Call& call) {
  const std::filesystem::path folder = call.subject();
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) throw Error(Obstacle::io, phrase("cannot make {}: {}", folder.string(), system_reason(failed)));
  std::size_t pages = 0;
  const auto write = [&](const std::string& name, const std::string& text) {
    const std::string file = folder / (name + ".1");
    write_file(file, text, existing_at(call.arguments, file), MayRead::everyone);
    ++pages;
  };
  write("lcl", page_of_program());
  for (const CommandGroup& group : command_groups()) write("lcl-" + std::string(group.name), page_of(group));
  return call.give({{"folder", folder.string()}, {"pages", pages}},
                   phrase("{}: {} manual pages written\n", folder.string(), whole(pages)));
}

}  // namespace

std::vector<Command> manual_commands() {
  return {{
      .name = "manual",
      .summary = "write the manual pages, for man",
      .examples = "lcl manual ~/.local/share/man/man1\n"
                  "lcl manual ~/.local/share/man/fr/man1 --lang fr\n"
                  "man lcl-submit",
      .page =
          R"(They are in the language that is spoken; man looks for each in a folder of its own. Where lcl was
installed from a package, they are there already.
)",
      .positionals = {"FOLDER"},
      .options = {{"force", "", "replace the pages that are there"}},
      .anchoring = Anchoring::none,
      .run = manual,
  }};
}

}  // namespace lcl::cli
