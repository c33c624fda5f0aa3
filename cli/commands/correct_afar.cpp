// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/correct_afar.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <set>
#include <string>
#include <utility>

#include "cli/commands/submission_answers.hpp"
#include "cli/commands/submit_afar.hpp"
#include "cli/kit/converted_log.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/own_places.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/remote_openings.hpp"
#include "cli/kit/remote_submission.hpp"
#include "ledger/events/device_identity.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

void add_texts(const Identifiers& device, std::set<std::string>& texts) {
  std::vector<std::string> own;
  Pepper::identifier_texts(device, own);
  texts.insert(own.begin(), own.end());
}

/// The mirror, which has to disclose what is corrected.
const OpenLedger& mirror_of_project(Call& call, const Afar& afar) {
  const OpenLedger& mirror = call.ledger().opened();
  const auto& terms = mirror.log().rows().bundle();
  if (terms && terms->project == call.subject()) return mirror;
  throw Error(Obstacle::unavailable,
              phrase("{} does not show project {} to who asks; its developer's key or session can ask",
                     afar.registry.address().url, call.subject()));
}

ShownDevices shown_devices(Call& call, Afar& afar, const std::set<std::string>& texts, bool with_parts) {
  const OpenLedger& mirror = mirror_of_project(call, afar);
  ProgressLine line;
  return {mirror, call.subject(),
          openings_shown(afar.registry, call.subject(), texts, with_parts, watched(line))};
}

Exit not_what_was_asked_for(Call& call, const std::string& why) {
  return call.refuse(
      Refused{Refusal::manifest_mismatch,
              {},
              phrase("what came back to be signed is not the correction that was asked for: {}; nothing was "
                     "signed",
                     why)});
}

/// Gives the devices that were not recorded, as the registry says, the pseudonyms under which they are
/// staged. Why that cannot be.
std::string name_new_devices(Call& call, const StagedComparison& content, const ShownDevices& shown,
                             Correction& correction) {
  std::set<Pseudonym> unrecorded;
  for (CorrectedDevice& each : correction.devices) {
    std::vector<std::string> texts;
    Pepper::identifier_texts(each.identifiers, texts);
    const bool is_shown = std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
      return shown.by_identifier().contains(text);
    });
    if (is_shown) continue;
    each.device = content.devices.at(texts.front());
    unrecorded.insert(each.device);
  }
  if (const auto recorded = shown.standing_among(unrecorded)) {
    return phrase("a device that is not recorded would be recorded as device {}, of which events stand",
                  hex(*recorded));
  }
  if (!unrecorded.empty()) {
    call.answer.remark(phrase("recorded for the first time in the project, as the registry says: {}",
                              counted(unrecorded.size(), phrase("device"), phrase("devices"))));
  }
  return {};
}

}  // namespace

ShownDevices devices_shown(Call& call, Afar& afar, const std::vector<Identifiers>& devices) {
  std::set<std::string> texts;
  for (const Identifiers& each : devices) add_texts(each, texts);
  return shown_devices(call, afar, texts, true);
}

ShownDevices devices_shown_of_log(Call& call, Afar& afar, const LogFile& log) {
  EventLog read(call, log, call.subject());
  std::set<std::string> texts;
  LogReader& reader = read.reader();
  for (LogReader::Step step = reader.next(); step != LogReader::Step::end; step = reader.next())
    if (step == LogReader::Step::event) add_texts(reader.current().identifiers, texts);
  return shown_devices(call, afar, texts, false);
}

std::optional<Exit> stage_correction_afar(Call& call, Afar& afar, const ShownDevices& shown,
                                          Correction& correction, const Digest& signer,
                                          const std::filesystem::path& staged, Preparation& preparation) {
  const Instant at = now();
  const std::string& reason = call.arguments.one("reason");
  const TemporaryFile copy;
  {
    std::ofstream out(copy.path(), std::ios::binary);
    const auto log = correction.log(at, reason);
    (void)convert(*log, LogFormat::ndjson, AfterRefusal::nothing, 0, out, {});
    if (!out.flush()) io_failed("cannot write {}: {}", copy.path());
  }
  RemoteSubmission submission(afar.registry);
  {
    ProgressLine line;
    submission.upload(copy.path(), "correction.ndjson", call.subject(), watched(line));
    preparation = submission.prepare(signer, Json::object(), watched(line));
  }
  put_in_own_places(*correction.log(at, reason), preparation);
  submission.give_up_upload();
  if (preparation.refusals > 0) return refuse_correction(call, preparation);
  const std::uint64_t asked = correction.voids() + correction.events();
  if (preparation.accepted != asked) {
    return not_what_was_asked_for(
        call, phrase("it has {} events, and {} were asked for", preparation.accepted, asked));
  }
  StagedComparison content;
  const Descriptor input = open_to_read(copy.path());
  const auto log = LogReader::open(input.number(), LogFormat::ndjson);
  if (const auto no = hold_staged(call, submission, {signer, call.subject(), preparation.accepted}, *log,
                                  {0, shown.by_identifier()}, staged, content))
    return no;
  if (content.differences > 0) return tell_differences(call, content, phrase("the correction"));
  const std::string why = name_new_devices(call, content, shown, correction);
  return why.empty() ? std::nullopt : std::optional(not_what_was_asked_for(call, why));
}

Exit refuse_correction(Call& call, const Preparation& preparation) {
  constexpr std::size_t log_at = 1;
  return call.refuse(
      {preparation.listed, preparation.refusals,
       call.arguments.has_positional(log_at) ? call.arguments.positionals()[log_at] : std::string()});
}

}  // namespace lcl::cli
