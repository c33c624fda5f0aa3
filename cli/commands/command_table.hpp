// SPDX-License-Identifier: Apache-2.0
// All commands of the program, and their help.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/kit/command.hpp"

namespace lcl::cli {

// One function for each file, which carries the first word of its commands; `adopt` stands with `init`.
[[nodiscard]] std::vector<Command> init_commands();
[[nodiscard]] std::vector<Command> adopt_commands();
[[nodiscard]] std::vector<Command> key_commands();
[[nodiscard]] std::vector<Command> key_session_commands();
[[nodiscard]] std::vector<Command> auditor_commands();
[[nodiscard]] std::vector<Command> participant_commands();
[[nodiscard]] std::vector<Command> mapping_commands();
[[nodiscard]] std::vector<Command> methodology_commands();
[[nodiscard]] std::vector<Command> project_commands();
[[nodiscard]] std::vector<Command> status_commands();
[[nodiscard]] std::vector<Command> start_commands();
[[nodiscard]] std::vector<Command> submit_commands();
[[nodiscard]] std::vector<Command> template_commands();
[[nodiscard]] std::vector<Command> completion_commands();
[[nodiscard]] std::vector<Command> manual_commands();
[[nodiscard]] std::vector<Command> config_commands();
[[nodiscard]] std::vector<Command> convert_commands();
[[nodiscard]] std::vector<Command> correct_commands();
[[nodiscard]] std::vector<Command> report_commands();
[[nodiscard]] std::vector<Command> sample_commands();
[[nodiscard]] std::vector<Command> sample_completeness_commands();
[[nodiscard]] std::vector<Command> sample_device_commands();
[[nodiscard]] std::vector<Command> sample_plan_commands();
[[nodiscard]] std::vector<Command> opinion_commands();
[[nodiscard]] std::vector<Command> holder_commands();
[[nodiscard]] std::vector<Command> units_commands();
[[nodiscard]] std::vector<Command> held_units_commands();  ///< those of them on units once issued
[[nodiscard]] std::vector<Command> units_statement_commands();
[[nodiscard]] std::vector<Command> register_commands();
[[nodiscard]] std::vector<Command> device_commands();
[[nodiscard]] std::vector<Command> explain_commands();
[[nodiscard]] std::vector<Command> tally_commands();
[[nodiscard]] std::vector<Command> uncertainty_commands();
[[nodiscard]] std::vector<Command> log_commands();
[[nodiscard]] std::vector<Command> doctor_commands();
[[nodiscard]] std::vector<Command> erase_commands();
[[nodiscard]] std::vector<Command> checkpoint_commands();
[[nodiscard]] std::vector<Command> witness_commands();
[[nodiscard]] std::vector<Command> anchor_commands();
[[nodiscard]] std::vector<Command> clock_commands();
[[nodiscard]] std::vector<Command> verifier_commands();
[[nodiscard]] std::vector<Command> verify_commands();
[[nodiscard]] std::vector<Command> audit_commands();
[[nodiscard]] std::vector<Command> question_commands();
[[nodiscard]] std::vector<Command> dispute_commands();
[[nodiscard]] std::vector<Command> prove_commands();
[[nodiscard]] std::vector<Command> check_commands();
[[nodiscard]] std::vector<Command> publish_commands();
[[nodiscard]] std::vector<Command> bundle_commands();
[[nodiscard]] std::vector<Command> serve_commands();
[[nodiscard]] std::vector<Command> follow_commands();
[[nodiscard]] std::vector<Command> rebuild_commands();
[[nodiscard]] std::vector<Command> refusals_commands();

/// All of them, in the order of the help.
[[nodiscard]] const std::vector<Command>& all_commands();
/// All that can be given to a command: its own options, and the anchors of its ledger.
[[nodiscard]] std::vector<Option> options_of(const Command& command);

/// The commands that share a first word (`key`), in the order of the help.
struct CommandGroup {
  std::string_view name;
  std::vector<const Command*> commands;
};
[[nodiscard]] std::vector<CommandGroup> command_groups();

/// What the words after `lcl` name: a command, or a group of commands (`lcl key`).
struct Found {
  const Command* command = nullptr;  ///< nullptr: a group
  std::string group;                 ///< its name; empty where a command was found
  std::size_t words = 0;             ///< how many words the name took
};
/// Throws UsageError, with the nearest name, if `words` begins with none.
[[nodiscard]] Found find_command(const std::vector<std::string>& words);

/// `usage: lcl NAME …`, broken between parts.
[[nodiscard]] std::string usage_of(const Command& command);
/// What an option's line begins with, as `--key FILE`, and what it says.
[[nodiscard]] std::string signature(const Option& option);
[[nodiscard]] std::string explanation(const Option& option);
[[nodiscard]] std::string help_of_program();
[[nodiscard]] std::string help_of_group(std::string_view group);
[[nodiscard]] std::string help_of(const Command& command);

}  // namespace lcl::cli
