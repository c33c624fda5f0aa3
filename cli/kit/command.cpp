// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/command.hpp"

#include <cstdlib>
#include <utility>

#include "cli/kit/anchors.hpp"
#include "ledger/store/open_ledger.hpp"

namespace lcl::cli {

std::filesystem::path Call::registry() const {
  if (const std::string* folder = arguments.maybe("registry")) return *folder;
  const char* const folder =
      std::getenv("LCL_REGISTRY");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return folder == nullptr || *folder == '\0' ? "." : folder;
}

Ledger& Call::ledger() {
  if (opened) return *opened;
  const Anchors anchors =
      command.anchoring == Anchoring::none ? Anchors{} : anchors_of(arguments, command.anchoring);
  opened = std::make_shared<Ledger>(registry());
  if (arguments.has("accept-clock")) opened->accept_clock();
  answer.rest_on([ledger = opened] { return Basis{ledger->head(), ledger->opened().made_tiles_anew()}; });
  require_fit(*opened, anchors);
  return *opened;
}

Result<Receipt> Call::noted(Result<Receipt> outcome) {
  if (outcome) answer.note_recorded(outcome->seq);
  return outcome;
}

Exit Call::give(const Json& json, std::string_view text) {
  answer.give(json, text);
  return Exit::done;
}

Exit Call::say_no(const Json& json, std::string_view why) {
  answer.give(json, "");
  answer.remark(why);
  answer.remark_basis();
  return Exit::no;
}

Exit Call::refuse(const Refused& refused) { return refuse(Refusals(refused)); }

Exit Call::refuse(const Refusals& refusals, Json more) {
  give_refusals(answer, refusals, std::move(more));
  return Exit::no;
}

}  // namespace lcl::cli
