// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/recording.hpp"

#include <optional>
#include <utility>
#include <variant>

#include "cli/kit/afar.hpp"
#include "cli/kit/progress.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// What a private part says, without what makes it unguessable.
Json told_privately(const std::optional<std::string>& private_part) {
  auto read = parse_json(private_part.value_or("{}"));
  auto* document = std::get_if<Json>(&read);
  if (document == nullptr || !document->is_object()) return {};
  document->erase("salt");
  return std::move(*document);
}

Json act_but_private(const Statement& statement) {
  Json act = statement.act;
  act.erase("private");
  return act;
}

/// Whether the same key says the same of the same project.
bool says_the_same(const SentStatement& before, const Statement& statement,
                   const std::optional<std::string>& private_part) {
  return before.statement.kind == statement.kind && before.statement.project == statement.project &&
         before.statement.key == statement.key &&
         act_but_private(before.statement) == act_but_private(statement) &&
         told_privately(before.private_part) == told_privately(private_part);
}

/// The rule that it would break, as far as the mirror tells: what is refused here is not sent.
std::optional<Refused> refused_here(const Ledger& ledger, const Statement& statement) {
  try {
    return ledger.refusal(statement);
  } catch (const Error&) {  // it rests on events that are not here
    return std::nullopt;
  }
}

Result<Receipt> send_afar(Call& call, Afar& afar, const Ledger& ledger, const SentStatement& sent) {
  for (const SentAgain& again : afar.sent_again)
    if (again.outcome && says_the_same(again.sent, sent.statement, sent.private_part)) return again.outcome;
  if (auto refused = refused_here(ledger, sent.statement)) return *std::move(refused);
  // Not to be stopped on its way: what was sent may be recorded, and that has to be said.
  Result<Receipt> outcome = afar.registry.send(sent, {ledger.state().origin(), ledger.state().log_key()}, {});
  if (!outcome) {
    call.answer.remark(
        phrase("the log, as far as it is known here, shows no reason to refuse it. What was signed has left "
               "this machine, "
               "and could still be recorded within 30 days: lcl log --statements tells"));
  }
  return outcome;
}

}  // namespace

Result<Receipt> received(Call& call, Result<Receipt> outcome) {
  if (outcome) call.answer.rest_on([head = outcome->head] { return Basis{head}; });
  return call.noted(std::move(outcome));
}

Result<Receipt> record(Call& call, Ledger& ledger, const Statement& statement,
                       const std::optional<std::string>& private_part) {
  if (Afar* const afar = afar_of(call))
    return received(call, send_afar(call, *afar, ledger, {statement, private_part}));
  ProgressLine line;
  return call.noted(ledger.commit(statement, watched(line), private_part));
}

}  // namespace lcl::cli
