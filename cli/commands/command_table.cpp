// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"

#include <algorithm>
#include <iterator>

#include "cli/commands/help_topics.hpp"
#include "cli/kit/anchors.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

std::string_view first_word(std::string_view name) { return name.substr(0, name.find(' ')); }

const Command* command_named(std::string_view name) {
  const auto& commands = all_commands();
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [name](const Command& each) { return each.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

std::vector<std::string_view> first_words() {
  std::vector<std::string_view> words;
  for (const Command& command : all_commands()) {
    if (words.empty() || words.back() != first_word(command.name)) words.push_back(first_word(command.name));
  }
  words.emplace_back("help");
  return words;
}

std::vector<std::string_view> names_in(std::string_view group) {
  std::vector<std::string_view> names;
  for (const Command& command : all_commands()) {
    if (first_word(command.name) == group && command.name != group) {
      names.push_back(command.name.substr(group.size() + 1));
    }
  }
  return names;
}

std::string heading(const std::string& title) { return '\n' + title + '\n'; }

std::string option_lines(std::span<const Option> options) {
  Columns lines({Align::left, Align::left});
  for (const Option& option : options) lines.row({signature(option), explanation(option)});
  return lines.text(2);
}

constexpr std::size_t usage_width = 96;

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

/// Each line of `text` two blanks further in.
std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.append("  ").append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

const std::vector<Command>& all_commands() {
  static const std::vector<Command> commands = [] {
    std::vector<Command> all;
    for (auto* group : {
             start_commands,       init_commands,       adopt_commands,         key_commands,
             key_session_commands, auditor_commands,    participant_commands,   methodology_commands,
             project_commands,     status_commands,     template_commands,      mapping_commands,
             submit_commands,      convert_commands,    correct_commands,       report_commands,
             sample_plan_commands, sample_commands,     sample_device_commands, sample_completeness_commands,
             opinion_commands,     holder_commands,     units_commands,         register_commands,
             device_commands,      explain_commands,    tally_commands,         uncertainty_commands,
             log_commands,         erase_commands,      checkpoint_commands,    witness_commands,
             anchor_commands,      clock_commands,      verify_commands,        verifier_commands,
             audit_commands,       question_commands,   dispute_commands,       prove_commands,
             check_commands,       publish_commands,    bundle_commands,        serve_commands,
             follow_commands,      rebuild_commands,    refusals_commands,      config_commands,
             doctor_commands,      completion_commands, manual_commands,
         }) {
      std::vector<Command> some = group();
      std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
  }();
  return commands;
}

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> all = command.options;
  for (const Option& each : anchor_options_of(command)) all.push_back(each);
  return all;
}

std::vector<CommandGroup> command_groups() {
  std::vector<CommandGroup> groups;
  for (const Command& command : all_commands()) {
    const std::string_view first = first_word(command.name);
    if (groups.empty() || groups.back().name != first) groups.push_back({first, {}});
    groups.back().commands.push_back(&command);
  }
  return groups;
}

Found find_command(const std::vector<std::string>& words) {
  const std::string& first = words.front();
  const bool has_second = words.size() > 1 && !words[1].starts_with('-');
  if (has_second) {
    if (const Command* command = command_named(first + ' ' + words[1])) return {command, {}, 2};
  }
  if (const Command* command = command_named(first)) return {command, {}, 1};
  const std::vector<std::string_view> inside = names_in(first);
  if (inside.empty()) {
    throw UsageError(phrase("unknown command \"{}\"{}", first, suggestion(first, first_words())));
  }
  if (has_second) {
    throw UsageError(phrase("unknown command \"{} {}\"{}", first, words[1], suggestion(words[1], inside)));
  }
  return {nullptr, first, 1};
}

std::string signature(const Option& option) {
  std::string text = "--" + std::string(option.name);
  return option.value.empty() ? text : text + ' ' + std::string(option.value);
}

std::string explanation(const Option& option) {
  return option.repeatable ? phrase("{} (may be repeated)", translation(option.help))
                           : std::string(translation(option.help));
}

std::string usage_of(const Command& command) {
  std::string text = phrase("usage: lcl {}", command.name);
  std::size_t column = text.size();
  for (const std::string& part : usage_parts(command.positionals, command.options)) {
    const bool fits = column + 1 + width(part) <= usage_width;
    text += (fits ? " " : "\n         ") + part;
    column = (fits ? column + 1 : std::size_t{9}) + width(part);
  }
  return text + '\n';
}

std::string help_of_program() {
  std::string out = phrase(
      "lcl: a registry and audit ledger for Low Carbon Label projects\n"
      "\n"
      "examples\n"
      "  lcl start shop\n"
      "  lcl submit march.ndjson --project RENO1 --key developer.pem\n"
      "  lcl tally --project RENO1 --period 2026\n"
      "  lcl verify --checkpoint kept-in-january.txt\n"
      "\n"
      "usage: lcl COMMAND [options]\n"
      "\n"
      "commands\n");
  Columns lines({Align::left, Align::left});
  for (const Command& command : all_commands()) {
    lines.row({std::string(command.name), std::string(translation(command.summary))});
  }
  lines.row(
      {phrase("help"), phrase("show the help of a command or topic: lcl help COMMAND, lcl help TOPIC")});
  out += lines.text(2) + heading(phrase("topics")) + help_topic_lines() +
         heading(phrase("with every command")) + option_lines(global_options());
  out += phrase(
      "\n"
      "Answers go to standard output, everything else to standard error. The exit code is\n"
      "0 for yes or done, 1 for no (refused, unsound, not found), 2 for no answer (usage,\n"
      "I/O, storage). A file named - is standard input or output.\n");
  return out;
}

std::string help_of_group(std::string_view group) {
  std::string out = phrase("usage: lcl {} COMMAND [options]\n", group) + heading(phrase("commands"));
  Columns lines({Align::left, Align::left});
  for (const Command& command : all_commands()) {
    if (first_word(command.name) == group)
      lines.row({std::string(command.name), std::string(translation(command.summary))});
  }
  return out + lines.text(2);
}

std::string help_of(const Command& command) {
  const std::string name(command.name);
  std::string out = "lcl " + name + ": " + std::string(translation(command.summary)) + '\n' +
                    heading(phrase("examples")) + indented(command.examples) + '\n' + usage_of(command);
  if (!command.page.empty()) out += '\n' + std::string(translation(command.page));
  if (!command.options.empty()) out += heading(phrase("options")) + option_lines(command.options);
  if (const std::vector<Option> anchors = anchor_options_of(command); !anchors.empty())
    out += heading(phrase("to answer only if the ledger is the one known from elsewhere (lcl help verify)")) +
           option_lines(anchors);
  out += heading(phrase("with every command")) + option_lines(global_options());
  const std::vector<std::string_view> inside = names_in(name);
  if (!inside.empty()) {
    out += '\n' + phrase("see also");
    for (const std::string_view each : inside)
      out += " lcl " + name + ' ' + std::string(each) + (each == inside.back() ? "" : ",");
    out += '\n';
  }
  return out;
}

}  // namespace lcl::cli
