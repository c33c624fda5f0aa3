// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/afar.hpp"

#include <chrono>
#include <utility>
#include <variant>

#include "cli/kit/progress.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl::cli {
namespace {

constexpr std::int64_t own_session_ms = std::int64_t{60} * 60 * 1000;

/// The project that the call is about, as far as its words tell.
std::string project_asked_for(const Call& call) {
  if (const std::string* project = call.arguments.maybe("project")) return *project;
  if (call.command.positionals.empty() || !call.arguments.has_positional(0)) return {};
  const std::string_view name = call.command.positionals.front();
  if (name == "ID" || name == "[ID]") return call.subject();
  if (name != "SERIAL") return {};
  const auto block = parse_serial(call.subject()).block;
  return block ? block->project : std::string();
}

void tell_sent_again(Call& call, const SentAgain& again) {
  const Statement& statement = again.sent.statement;
  if (again.outcome) {
    call.answer.note_recorded(again.outcome->seq);
    call.answer.remark(phrase("a statement that had no answer before is recorded: {}",
                              receipt_text(*again.outcome, statement)));
    return;
  }
  call.answer.remark(phrase("a statement that had no answer before, {}, is refused, and forgotten: {}",
                            printable(statement.kind), printable(again.outcome.refused().message)));
}

}  // namespace

Afar* afar_of(Call& call) {
  if (call.afar) return call.afar.get();
  const std::string registry = call.registry().string();
  if (!remote::is_address(registry)) return nullptr;
  auto read = remote::read_address(registry);
  if (const auto* fault = std::get_if<std::string>(&read)) throw UsageError(*fault);
  call.afar = std::make_shared<Afar>(Afar{RemoteRegistry(std::get<remote::Address>(std::move(read)))});
  return call.afar.get();
}

void require_address_for_bundle(Call& call) {
  if (call.arguments.has("project") && afar_of(call) == nullptr) {
    throw UsageError(
        phrase("--project says whose bundle an address is asked for; here the registry itself is read: leave "
               "it out"));
  }
}

void open_session(Call& call, RemoteRegistry& registry) {
  if (registry.has_session()) return;
  if (const std::string* file = call.arguments.maybe("session")) {
    registry.open_session(Session::read(*file));
    return;
  }
  if (!call.arguments.has("key")) {
    throw UsageError(
        phrase("{} answers this only to whom it knows: give --session FILE, which lcl key session makes",
               registry.address().url));
  }
  ProgressLine line;
  const std::string origin = registry.origin(watched(line));
  const Instant until{now().milliseconds + own_session_ms};
  registry.open_session(Session::make(key_at_hand(call.arguments), origin, until));
}

std::shared_ptr<Ledger> open_mirror(Call& call, Afar& afar) {
  const bool signs = call.arguments.has("key") && !call.dry_run();
  // A submission is checked where the events are; here its answer is.
  const bool submits = call.command.name.starts_with("submit");
  const std::string project = submits ? std::string() : project_asked_for(call);
  const bool may_ask = call.arguments.has("session") || call.arguments.has("key");
  const Interruptible interruptible;
  if (signs) {
    afar.sent_again = afar.registry.send_unanswered({});
  }
  for (const SentAgain& again : afar.sent_again) tell_sent_again(call, again);
  if (may_ask && is_project_id(project)) open_session(call, afar.registry);
  auto ledger = [&] {
    ProgressLine line;
    return afar.registry.mirror(is_project_id(project) ? project : std::string(), watched(line));
  }();
  if (const std::string& why = afar.registry.why_not_taken(); !why.empty()) {
    call.answer.remark(
        phrase("{} does not let who asks read the project ({}): what it tells everybody has to do",
               afar.registry.address().url, why));
  }
  if (const std::string& why = afar.registry.why_not_grown(); !why.empty()) {
    call.answer.remark(
        phrase("what was kept of {} could not be brought up to date, and was fetched whole: {}",
               afar.registry.address().url, why));
  }
  return ledger;
}

void keep_seen(Call& call, Afar& afar) {
  if (!afar.registry.keep_seen(*call.opened)) return;
  const auto& state = call.opened->state();
  call.answer.remark(phrase(
      "{} is asked for the first time: its log's key is {}, its certifier {}. Whatever it shows later has to "
      "extend what was seen now; hold both to what you know from elsewhere: --log-key, --certifier",
      afar.registry.address().url, call.opened->log_vkey(), hex(state.certifier().fingerprint())));
}

}  // namespace lcl::cli
