// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/said_afar.hpp"

#include "cli/kit/afar.hpp"
#include "cli/service/public_answers.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

void remark_what_is_said_afar(const Call& call) {
  const service::PublicAnswer* const said = service::public_answer(service::path_word(call.command.name));
  if (call.afar == nullptr || said == nullptr || !said->reads_the_log) return;
  if (!call.arguments.has_positional(0) || !is_project_id(call.subject())) return;
  call.answer.remark(
      phrase("what the registry says of it to anybody, without a proof: {}/v1/answers/{}?subject={}",
             call.afar->registry.address().url, service::path_word(call.command.name), call.subject()));
}

}  // namespace lcl::cli
