// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/references.hpp"

#include <algorithm>
#include <charconv>

#include "cli/kit/afar.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/remote_openings.hpp"
#include "ledger/events/device_identity.hpp"
#include "ledger/intake/known_devices.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t shortest_prefix = 4;

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_prefix(const std::string& text, const Digest& digest) {
  return text.size() >= shortest_prefix && is_hex(text) && hex(digest).starts_with(text);
}

/// `told` says of each of several what tells it from the others, behind its digest.
template <typename Told>
Result<Digest> only_one(const std::vector<Digest>& found, const std::string& text, Refusal unknown,
                        const std::string& what, Told told) {
  if (found.size() == 1) return found.front();
  if (found.empty()) return Refused{unknown, {}, phrase("there is no {} \"{}\"", what, text)};
  std::string message = phrase("\"{}\" could be any of", text);
  for (const Digest& digest : found) message += ' ' + hex(digest) + told(digest);
  throw UsageError(message);
}

Result<Digest> only_one(const std::vector<Digest>& found, const std::string& text, Refusal unknown,
                        const std::string& what) {
  return only_one(found, text, unknown, what, [](const Digest&) { return std::string(); });
}

std::string normalised(const std::string& what, const std::string& text,
                       std::optional<Refusal> (*normalise)(std::string_view, std::string&)) {
  std::string out;
  if (const std::optional<Refusal> refusal = normalise(text, out)) {
    throw UsageError(what + " \"" + text + "\": " + std::string(word(*refusal)) + "; " +
                     std::string(remedy(*refusal)));
  }
  return out;
}

/// By the registry's pepper or, at an address, by what it opens to the project's developer.
std::vector<Pseudonym> looked_up(const Call& call, const Ledger& ledger, const Identifiers& identifiers) {
  if (call.afar == nullptr) return pseudonyms_of(identifiers, ledger.opened().folder());
  const auto& bundle = ledger.opened().reader().bundle();
  if (!bundle || bundle->project.empty()) {
    throw UsageError(phrase(
        "which device has an IMEI or a serial is shown to its project's developer alone: give --project ID "
        "and --session FILE, or name the device by its pseudonym (lcl device list)"));
  }
  std::vector<std::string> texts;
  Pepper::identifier_texts(identifiers, texts);
  ProgressLine line;
  ShownDevices shown(ledger.opened(), bundle->project,
                     openings_shown(call.afar->registry, bundle->project, {texts.begin(), texts.end()}, false,
                                    watched(line)));
  const Result<Pseudonym> device = shown.device_of(identifiers);
  if (!device) throw UsageError(device.refused().message);
  return {*device};
}

}  // namespace

Result<Digest> methodology_named(const RegistryState& state, const std::string& text) {
  std::vector<Digest> found;
  for (const auto& [digest, adopted] : state.methodologies()) {
    if (adopted.methodology->id() == text || is_prefix(text, digest)) found.push_back(digest);
  }
  return only_one(found, text, Refusal::unknown_methodology, phrase("adopted methodology"),
                  [&](const Digest& digest) {
                    const Methodology& methodology = *state.methodologies().at(digest).methodology;
                    return " (" + methodology.id() + ' ' + methodology.version() + ')';
                  });
}

Result<Digest> key_named(const RegistryState& state, const std::string& text) {
  if (const std::optional<Digest> whole = digest_from_hex(text)) return *whole;
  std::vector<Digest> found;
  for (const auto& [digest, key] : state.keys()) {
    if (is_prefix(text, digest)) found.push_back(digest);
  }
  return only_one(found, text, Refusal::unknown_key, phrase("key"));
}

Result<Digest> holder_named(const RegistryState& state, const std::string& text) {
  if (const std::optional<Digest> whole = digest_from_hex(text)) return *whole;
  std::vector<Digest> found;
  for (const auto& [id, holder] : state.records().holders) {
    if (is_prefix(text, id) || holder.name == text) found.push_back(id);
  }
  return only_one(found, text, Refusal::unknown_holder, phrase("holder"));
}

Result<const Project*> project_named(const RegistryState& state, const std::string& id) {
  if (const Project* project = state.project(id)) return project;
  return Refused{Refusal::unknown_project, {}, phrase("there is no project \"{}\"", id)};
}

Result<const Project*> labelled_project_named(const RegistryState& state, const std::string& id) {
  const auto named = project_named(state, id);
  if (!named || state.methodology_of(**named) != nullptr) return named;
  return Refused{
      Refusal::wrong_project_state,
      {},
      phrase("project {} is {}: it has no methodology before its label", id, spoken(word((*named)->state)))};
}

std::string origin_given(Call& call) {
  const std::string* const given = call.arguments.maybe("origin");
  if (given == nullptr) return call.ledger().state().origin();
  if (!is_origin(*given))
    throw UsageError(phrase("--origin: \"{}\" is not a registry's name, like registry.example/lbc", *given));
  return *given;
}

Result<const Report*> report_named(const Arguments& given, const Project& project) {
  if (const Report* report = project.report(given.whole("report"))) return report;
  return Refused{Refusal::unknown_report,
                 {},
                 phrase("entry {} is no report of project {}", given.one("report"), project.id)};
}

std::vector<Option> device_options() {
  return {{"manufacturer", "NAME", "with --serial, for a device without an IMEI", instead},
          {"serial", "SERIAL", "the manufacturer's serial number", along}};
}

std::vector<Pseudonym> device_named(const Call& call, const Ledger& ledger, const std::string& text) {
  if (const std::optional<Pseudonym> pseudonym = pseudonym_from_hex(text)) return {*pseudonym};
  Identifiers identifiers;
  identifiers.imei = normalised("IMEI", text, normalise_imei);
  return looked_up(call, ledger, identifiers);
}

std::vector<Pseudonym> device_asked_for(const Call& call, const Ledger& ledger) {
  const Arguments& given = call.arguments;
  if (given.has_positional(0)) {
    if (given.has("serial") || given.has("manufacturer"))
      throw UsageError(phrase("give an IMEI or a serial, not both"));
    return device_named(call, ledger, given.positionals().front());
  }
  if (!given.has("serial") && !given.has("manufacturer")) {
    throw UsageError(phrase("give an IMEI, a pseudonym, or --manufacturer and --serial"));
  }
  Identifiers identifiers;
  identifiers.manufacturer = normalised("--manufacturer", given.one("manufacturer"), normalise_manufacturer);
  identifiers.serial = normalised("--serial", given.one("serial"), normalise_serial);
  return looked_up(call, ledger, identifiers);
}

void require_disclosed(const Call& call, const Ledger& ledger, const FoundDevice& found) {
  if (!found.is_withheld) return;
  if (call.afar != nullptr && !call.arguments.has("project")) {
    throw Error(Obstacle::unavailable, phrase("what was recorded of device {} is not for everybody: name its "
                                              "project and who asks, --project ID "
                                              "--session FILE (lcl key session)",
                                              hex(found.device)));
  }
  throw Error(Obstacle::unavailable,
              phrase("device {} is withheld: this is {}; ask the registry", hex(found.device),
                     described(*ledger.opened().reader().bundle())));
}

Exit never_recorded(Call& call, const std::vector<Pseudonym>& pseudonyms) {
  const std::string first = pseudonyms.empty() ? std::string() : hex(pseudonyms.front());
  return call.say_no({{"device", first}, {"recorded", false}},
                     phrase("device {} was never recorded here", first));
}

}  // namespace lcl::cli
