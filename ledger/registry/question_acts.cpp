// SPDX-License-Identifier: Apache-2.0
// Questions that an auditor asks about a project, and their answers.

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

std::optional<Refused> judge_question_asked(const Records&, const ActAtHand& at_hand) {
  const std::vector<std::uint64_t> entries = integers(at_hand.act(), "entries");
  if (entries.empty() || entries.back() < at_hand.statement.seen.size) return std::nullopt;
  return refused(Refusal::malformed_statement, "act.entries",
                 phrase("entry {} is not among the {} that its signer saw", entries.back(),
                        at_hand.statement.seen.size));
}

void record_question_asked(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  AskedQuestion asked{.seq = at_hand.seq,
                      .test = std::nullopt,
                      .entries = integers(act, "entries"),
                      .text = text(act, "text"),
                      .asker = records.keys.at(at_hand.statement.key).party,
                      .answers = {}};
  if (act.contains("test")) asked.test = static_cast<PlausibilityTest>(word_in(test_words, act, "test"));
  project_of(records, at_hand).questions.push_back(std::move(asked));
}

std::optional<Refused> judge_question_answered(const Records& records, const ActAtHand& at_hand) {
  const Project& project = project_of(records, at_hand);
  const std::uint64_t seq = integer(at_hand.act(), "question");
  if (recorded_by(project.questions, seq) != nullptr) return std::nullopt;
  return refused(Refusal::unknown_question, "act.question",
                 phrase("entry {} asks nothing about {}", seq, project.id));
}

void record_question_answered(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  AskedQuestion* asked = recorded_by(project_of(records, at_hand).questions, integer(act, "question"));
  asked->answers.push_back({at_hand.seq, text(act, "text")});
}

}  // namespace lcl
