// SPDX-License-Identifier: Apache-2.0
#include <fmt/ranges.h>

#include <string>
#include <string_view>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/texts/project_listings.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// The words that --test takes, indented, as many a line as fit.
std::string listed_tests() {
  constexpr std::size_t widest = 96;
  std::string text;
  std::string line;
  for (const std::string_view test : test_words) {
    if (line.size() + test.size() + 4 > widest) text += std::exchange(line, {}) + ",\n";
    line += (line.empty() ? "  " : ", ") + std::string(test);
  }
  return text + line + "\n";
}

Exit ask(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"text", given.one("text")}};
  if (given.has("test")) fields["test"] = given.word("test", test_words);
  if (given.has("entries")) fields["entries"] = given.entries("entries");
  return perform(call, {Act::question_asked, call.subject(), std::move(fields)});
}

Exit answer(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"question", given.whole("question")}, {"text", given.one("text")}};
  if (given.has("document")) fields["document"] = evidence(given, "document");
  return perform(call, {Act::question_answered, call.subject(), std::move(fields)});
}

Json question_json(const AskedQuestion& question) {
  Json answers = Json::array();
  for (const QuestionAnswer& answer : question.answers)
    answers.push_back({{"entry", answer.seq}, {"text", answer.text}});
  Json json = {{"answers", std::move(answers)},
               {"asker", question.asker},
               {"entries", question.entries},
               {"entry", question.seq},
               {"text", question.text}};
  if (question.test) json["test"] = std::string(word(*question.test));
  return json;
}

std::string question_text(const AskedQuestion& question) {
  const std::string about = question.test ? ", " + std::string(word(*question.test)) : std::string();
  std::string out = phrase("entry {}, {}{}: {}\n", question.seq, question.asker, about, question.text);
  if (!question.entries.empty()) out += phrase("  about entries {}\n", fmt::join(question.entries, " "));
  if (question.answers.empty()) return out + phrase("  not answered\n");
  for (const QuestionAnswer& each : question.answers)
    out += phrase("  answered in entry {}: {}\n", each.seq, each.text);
  return out;
}

Exit list(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  Json items = Json::array();
  std::string text;
  for (const AskedQuestion& question : project.questions) {
    items.push_back(question_json(question));
    text += question_text(question);
  }
  return give_exportable(call,
                         {[&] {
                            return Json{{"project", project.id}, {"questions", items}};
                          },
                          [&] { return project.questions.empty() ? phrase("no question yet\n") : text; },
                          [&] { return questions_listing(project, basis_of(call)); }});
}

}  // namespace

std::vector<Command> question_commands() {
  static const std::string ask_page = phrase(
      "For what lcl audit, or anything else, has raised. The developer answers in the ledger;\nquestion and "
      "answer both stay on the project's record. TEST is one of these, which\nschemas/plausibility.md "
      "explains:\n{}",
      listed_tests());
  return {
      {.name = "question ask",
       .summary = "ask a question about a project (auditor or certifier)",
       .examples = "lcl question ask RENO1 --test too_fast --entries 412,518 \\\n"
                   "    --text \"how did these two arrive within the hour?\" --key auditor.pem",
       .page = ask_page,
       .positionals = {"ID"},
       .options =
           with_signing({{"text", "TEXT", "the question", required},
                         {"test", "TEST", "the test of plausibility that raised it: one of the words below"},
                         {"entries", "LIST", "the entries it is about, like 412,518; at most 200"}}),
       .run = ask},
      {.name = "question answer",
       .summary = "answer a question about a project (developer)",
       .examples = "lcl question answer RENO1 --question 57 --text \"the workshop is next door\" \\\n"
                   "    --key developer.pem",
       .page = "lcl question list shows SEQ. A question may be answered more than once.\n",
       .positionals = {"ID"},
       .options = with_signing({{"question", "SEQ", "the entry of the question", required},
                                {"text", "TEXT", "the answer", required},
                                {"document", "FILE|DIGEST", "a supporting document, or its SHA-256"}}),
       .run = answer},
      {.name = "question list",
       .summary = "list the questions about a project, and their answers",
       .examples = "lcl question list RENO1",
       .positionals = {"ID"},
       .options = with_forms({}),
       .exports = true,
       .run = list},
  };
}

}  // namespace lcl::cli
