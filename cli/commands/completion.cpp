// SPDX-License-Identifier: Apache-2.0
// What shells complete, from the table of commands.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/command_table.hpp"

namespace lcl::cli {
namespace {

/// A text in single quotes, for bash and zsh.
std::string in_shell_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out.push_back(c);
    }
  }
  return out + '\'';
}

/// The same for fish.
std::string in_fish_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + '\'';
}

std::string_view first_of(std::string_view name) { return name.substr(0, name.find(' ')); }
std::string_view second_of(std::string_view name) {
  const std::size_t blank = name.find(' ');
  return blank == std::string_view::npos ? std::string_view{} : name.substr(blank + 1);
}

std::vector<Option> all_options_of(const Command& command) {
  std::vector<Option> options = options_of(command);
  for (const Option& option : global_options()) options.push_back(option);
  return options;
}

/// `lcl submit sign` is told from `lcl submit LOG` by its second word.
std::string patterns_for_bash() {
  std::string out;
  for (const Command& command : all_commands()) {
    const std::string_view second = second_of(command.name);
    std::string pattern = std::string(first_of(command.name)) + ' ' + std::string(second);
    out += "    " + in_shell_quotes(pattern) + (second.empty() ? "*" : "") + ") options=\"";
    for (const Option& option : all_options_of(command)) out += "--" + std::string(option.name) + ' ';
    out.back() = '"';
    out += " ;;\n";
  }
  return out;
}

/// The commands of two words come first, since the pattern of one of one word takes any second word.
std::string bash_script() {
  std::string firsts;
  std::string seconds;
  for (const CommandGroup& group : command_groups()) {
    firsts += std::string(group.name) + ' ';
    std::string inner;
    for (const Command* const command : group.commands) {
      if (!second_of(command->name).empty()) inner += std::string(second_of(command->name)) + ' ';
    }
    if (inner.empty()) continue;
    inner.pop_back();
    seconds += "      " + std::string(group.name) + ") words=\"" + inner + "\" ;;\n";
  }
  std::string two_words;
  std::string one_word;
  std::string all = patterns_for_bash();
  for (std::string_view rest = all; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    rest.remove_prefix(line.size());
    (line.find("'*)") == std::string_view::npos ? two_words : one_word) += line;
  }
  return "# bash completion for lcl, from: lcl completion bash\n"
         "_lcl() {\n"
         "  local current=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\" options=\"\"\n"
         "  COMPREPLY=()\n"
         "  case \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n" +
         two_words + one_word +
         "  esac\n"
         "  if [[ $COMP_CWORD -eq 1 ]]; then\n"
         "    words=\"" +
         firsts +
         "help\"\n"
         "  elif [[ $COMP_CWORD -eq 2 ]]; then\n"
         "    case \"${COMP_WORDS[1]}\" in\n" +
         seconds +
         "    esac\n"
         "  fi\n"
         "  [[ $current == -* ]] && words=$options\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "}\n"
         "complete -o default -F _lcl lcl\n";
}

std::string zsh_script() {
  std::string out =
      "#compdef lcl\n"
      "# zsh completion for lcl, from: lcl completion zsh\n"
      "_lcl() {\n"
      "  local -a found\n"
      "  if (( CURRENT == 2 )); then\n"
      "    found=(";
  for (const CommandGroup& group : command_groups()) {
    const Command& first = *group.commands.front();
    const std::string what = second_of(first.name).empty() ? std::string(first.summary)
                                                           : "commands: lcl help " + std::string(group.name);
    out += "\n      " + in_shell_quotes(std::string(group.name) + ':' + what);
  }
  out +=
      "\n      'help:show the help of a command or topic')\n    _describe command found\n    return\n  fi\n";
  out += "  if (( CURRENT == 3 )) && [[ $words[3] != -* ]]; then\n    case $words[2] in\n";
  for (const CommandGroup& group : command_groups()) {
    std::string inner;
    for (const Command* const command : group.commands) {
      const std::string_view second = second_of(command->name);
      if (!second.empty())
        inner += ' ' + in_shell_quotes(std::string(second) + ':' + std::string(command->summary));
    }
    if (!inner.empty()) out += "      " + std::string(group.name) + ") found=(" + inner.substr(1) + ") ;;\n";
  }
  out += "    esac\n    (( $#found )) && _describe command found\n  fi\n";
  out += "  if [[ $words[CURRENT] == -* ]]; then\n    case \"$words[2] $words[3]\" in\n";
  for (const bool two_words : {true, false}) {
    for (const Command& command : all_commands()) {
      const std::string_view second = second_of(command.name);
      if (second.empty() == two_words) continue;
      out += "      " + in_shell_quotes(std::string(first_of(command.name)) + ' ' + std::string(second)) +
             (two_words ? "" : "*") + ") found=(";
      for (const Option& option : all_options_of(command))
        out += ' ' + in_shell_quotes("--" + std::string(option.name) + ':' + std::string(option.help));
      out += ") ;;\n";
    }
  }
  return out +
         "    esac\n    _describe option found\n    return\n  fi\n  _files\n}\n"
         // zsh runs the file as the function _lcl when it stands in fpath; else it was sourced.
         "if [[ $funcstack[1] == _lcl ]]; then _lcl \"$@\"; else compdef _lcl lcl; fi\n";
}

std::string fish_script() {
  std::string out = "# fish completion for lcl, from: lcl completion fish\n";
  for (const CommandGroup& group : command_groups()) {
    const Command& first = *group.commands.front();
    const std::string what = second_of(first.name).empty() ? std::string(first.summary)
                                                           : "commands: lcl help " + std::string(group.name);
    out += "complete -c lcl -n __fish_use_subcommand -a " + std::string(group.name) + " -d " +
           in_fish_quotes(what) + '\n';
  }
  for (const Command& command : all_commands()) {
    const std::string first(first_of(command.name));
    const std::string second(second_of(command.name));
    std::string when = "__fish_seen_subcommand_from " + first;
    if (!second.empty()) {
      out += "complete -c lcl -n " + in_fish_quotes(when) + " -a " + second + " -d " +
             in_fish_quotes(command.summary) + '\n';
      when += "; and __fish_seen_subcommand_from " + second;
    }
    for (const Option& option : all_options_of(command)) {
      out += "complete -c lcl -n " + in_fish_quotes(when) + " -l " + std::string(option.name) +
             (option.value.empty() ? "" : " -r") + " -d " + in_fish_quotes(option.help) + '\n';
    }
  }
  return out;
}

Exit completion(Call& call) {
  const std::string& shell = call.subject();
  std::string script;
  if (shell == "bash") {
    script = bash_script();
  } else if (shell == "zsh") {
    script = zsh_script();
  } else if (shell == "fish") {
    script = fish_script();
  } else {
    throw UsageError("\"" + shell + "\" is none of bash, zsh, fish");
  }
  call.answer.give_exact({{"help", script}}, script);
  return Exit::done;
}

}  // namespace

std::vector<Command> completion_commands() {
  return {{
      .name = "completion",
      .summary = "print what completes lcl in a shell",
      .examples = "lcl completion bash > ~/.local/share/bash-completion/completions/lcl\n"
                  "lcl completion zsh > ~/.zfunc/_lcl\n"
                  "lcl completion fish > ~/.config/fish/completions/lcl.fish",
      .page = "SHELL is bash, zsh or fish. Commands and options are completed, and files.\n",
      .positionals = {"SHELL"},
      .anchoring = Anchoring::none,
      .run = completion,
  }};
}

}  // namespace lcl::cli
