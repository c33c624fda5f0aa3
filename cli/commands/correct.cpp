// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/commands/correct_afar.hpp"
#include "cli/commands/submit_afar.hpp"
#include "cli/kit/afar.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/interruption.hpp"
#include "cli/kit/log_file.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/intake/correction.hpp"
#include "ledger/intake/device_correction.hpp"
#include "ledger/intake/known_devices.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/correction_text.hpp"
#include "ledger/texts/earnings_text.hpp"
#include "ledger/texts/submission_text.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t log_at = 1;

Json told_json(const Call& call, const Correction& correction, const Preparation& preparation,
               const std::string* prepared, const Receipt* receipt) {
  Json document = {{"correction", correction_json(correction)},
                   {"earnings", earnings_json(preparation.earnings)}};
  if (call.dry_run()) document["dry_run"] = true;
  if (prepared != nullptr) document["prepared"] = *prepared;
  if (receipt != nullptr) add_submission_receipt(*receipt, preparation.accepted, document);
  return document;
}

Exit tell(Call& call, const Correction& correction, const Preparation& preparation, const Receipt* receipt) {
  const std::string* prepared = call.dry_run() ? nullptr : call.arguments.maybe("prepare");
  std::string text = prepared == nullptr ? phrase("nothing was written\n") : "";
  if (receipt != nullptr) text = submission_receipt_text(*receipt, preparation.accepted);
  call.give(told_json(call, correction, preparation, prepared, receipt), text);
  if (prepared != nullptr) remark_next_steps(call, *prepared);
  return Exit::done;
}

/// What is credited no longer: units that were issued on it are owed back.
void remark_debt(Call& call, const Earnings& earnings) {
  if (earnings.difference_kg_co2e() >= Decimal{0}) return;
  call.answer.remark(
      phrase("units were issued in this project: where less is owed now than was issued, the difference is a "
             "debt once this is recorded: lcl units owed {}",
             printable(call.subject())));
}

/// Stages the correction to be signed, here or where the registry is. What it answers where it cannot be.
std::optional<Exit> stage(Call& call, Ledger& ledger, const ShownDevices* shown, Correction& correction,
                          const Digest& signer, const std::filesystem::path& staged,
                          Preparation& preparation) {
  if (Afar* const afar = afar_of(call))
    return stage_correction_afar(call, *afar, *shown, correction, signer, staged, preparation);
  const auto log = correction.log(now(), call.arguments.one("reason"));
  PrepareOptions options;
  options.project = call.subject();
  ProgressLine line;
  preparation = ledger.prepare(*log, options, signer, staged, watched(line));
  if (preparation.refusals == 0) return std::nullopt;
  return refuse_correction(call, preparation);
}

Result<Receipt> commit_correction(Call& call, Ledger& ledger, const std::filesystem::path& staged) {
  if (Afar* const afar = afar_of(call)) return commit_afar(call, *afar, read_staged(staged));
  ProgressLine line;
  return call.noted(ledger.commit_staged(staged, watched(line)));
}

Exit submit(Call& call, Ledger& ledger, const ShownDevices* shown, Correction& correction,
            const Signer& signer, bool units_issued) {
  const std::string* file = call.dry_run() ? nullptr : call.arguments.maybe("prepare");
  std::optional<OutputFile> prepared;
  if (file != nullptr) prepared.emplace(*file, existing_at(call.arguments, *file), MayRead::owner);
  const TemporaryFile temporary;
  const std::filesystem::path staged = temporary.path();
  Preparation preparation;
  if (const auto no = stage(call, ledger, shown, correction, signer.id, staged, preparation)) return *no;
  call.answer.say(correction_text(correction) + earnings_text(preparation.earnings));
  if (units_issued) remark_debt(call, preparation.earnings);
  if (prepared) {
    temporary.copy_to(prepared->stream());
    prepared->keep();
  }
  if (call.dry_run() || prepared) return tell(call, correction, preparation, nullptr);
  Ledger::sign_staged(staged, *signer.key);
  const auto committed = commit_correction(call, ledger, staged);
  if (!committed) return call.refuse(committed.refused());
  return tell(call, correction, preparation, &*committed);
}

/// `OLD=NEW`.
Result<Renaming> renaming_given(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos)
    throw UsageError(phrase("--rename: \"{}\" is not OLD=NEW, two identifiers", text));
  const auto wrong = device_called(text.substr(0, equals), "--rename");
  if (!wrong) return wrong.refused();
  const auto right = device_called(text.substr(equals + 1), "--rename");
  if (!right) return right.refused();
  return Renaming{*wrong, *right};
}

/// `NAME=VALUE` of --field.
RightFact fact_given(const Arguments& given) {
  const std::string& field = given.one("field");
  const std::size_t equals = field.find('=');
  if (equals == std::string::npos)
    throw UsageError(phrase("--field: \"{}\" is not NAME=VALUE, as in warranty_months=24", field));
  return {field.substr(0, equals), field.substr(equals + 1), given.maybe_whole("entry")};
}

/// What is to be corrected, where no log says it.
struct AskedCorrection {
  std::vector<Renaming> renamed;
  std::vector<NamedDevice> removed;
  std::optional<NamedDevice> changed;  ///< of --field

  [[nodiscard]] std::vector<Identifiers> identifiers() const {
    std::vector<Identifiers> all;
    for (const Renaming& each : renamed) {
      all.push_back(each.wrong.identifiers);
      all.push_back(each.right.identifiers);
    }
    for (const NamedDevice& each : removed) all.push_back(each.identifiers);
    if (changed) all.push_back(changed->identifiers);
    return all;
  }
};

Result<AskedCorrection> asked_correction(const Arguments& given) {
  AskedCorrection asked;
  for (const std::string& text : given.all("rename")) {
    const auto renaming = renaming_given(text);
    if (!renaming) return renaming.refused();
    asked.renamed.push_back(*renaming);
  }
  for (const std::string& text : given.all("remove")) {
    const auto device = device_called(text, "--remove");
    if (!device) return device.refused();
    asked.removed.push_back(*device);
  }
  if (given.has("device")) {
    const auto device = device_called(given.one("device"), "--device");
    if (!device) return device.refused();
    asked.changed = *device;
  }
  return asked;
}

Result<Correction> correction_asked_for(const Call& call, const AskedCorrection& asked, EventLog* log,
                                        KnownDevices& known) {
  if (log != nullptr) {
    ProgressLine line;
    return correction_of(known, log->reader(), watched(line, log->size()));
  }
  if (!asked.renamed.empty()) return renaming_of(known, asked.renamed);
  if (!asked.removed.empty()) return removal_of(known, asked.removed);
  return fact_correction_of(known, *asked.changed, fact_given(call.arguments));
}

struct DevicesOfCall {
  std::unique_ptr<KnownDevices> known;
  const ShownDevices* shown = nullptr;  ///< `known`, where a registry at an address shows it
};

/// By the pepper at hand, or as the registry shows it.
Result<DevicesOfCall> known_devices(Call& call, const Ledger& ledger, const AskedCorrection& asked,
                                    const LogFile* log) {
  if (Afar* const afar = afar_of(call)) {
    auto shown =
        std::make_unique<ShownDevices>(log != nullptr ? devices_shown_of_log(call, *afar, *log)
                                                      : devices_shown(call, *afar, asked.identifiers()));
    const ShownDevices* const all = shown.get();
    return DevicesOfCall{std::move(shown), all};
  }
  auto own = OwnDevices::of(ledger.opened(), call.subject());
  if (!own) return own.refused();
  return DevicesOfCall{std::make_unique<OwnDevices>(*std::move(own))};
}

/// Throws UsageError unless just one way to say what is right was given.
void check_ways(const Arguments& given) {
  const bool field = given.has("device") || given.has("field");
  const int ways = (given.has_positional(log_at) ? 1 : 0) + (given.has("rename") ? 1 : 0) +
                   (given.has("remove") ? 1 : 0) + (field ? 1 : 0);
  if (ways != 1)
    throw UsageError(
        phrase("give one of LOG, --rename OLD=NEW, --remove DEVICE, and --device DEVICE --field NAME=VALUE"));
  if (given.has("entry") && !field) throw UsageError(phrase("--entry goes with --field"));
}

Exit correct(Call& call) {
  check_signing(call.arguments);
  check_ways(call.arguments);
  const std::string& id = call.subject();
  std::optional<LogFile> file;
  if (call.arguments.has_positional(log_at)) file.emplace(call.arguments.positionals()[log_at]);
  std::optional<EventLog> log;
  if (file) log.emplace(call, *file, id);
  if (log && log->unfit()) return call.refuse(*log->unfit());
  if (Afar* const afar = afar_of(call)) open_session(call, afar->registry);
  Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), id);
  if (!named) return call.refuse(named.refused());
  const bool units_issued = !(*named)->issuances.empty();
  const Signer signer = signer_of(call.arguments);
  const Interruptible interruptible;
  const auto asked = asked_correction(call.arguments);
  if (!asked) return call.refuse(asked.refused());
  const auto known = known_devices(call, ledger, *asked, file ? &*file : nullptr);
  if (!known) return call.refuse(known.refused());
  Result<Correction> correction = correction_asked_for(call, *asked, log ? &*log : nullptr, *known->known);
  if (log) log->tell_reading(call);
  if (!correction) return call.refuse(correction.refused());
  if (correction->refusals > 0) return call.refuse({correction->listed, correction->refusals, log->name()});
  if (correction->devices.empty()) {
    return call.give({{"correction", correction_json(*correction)}},
                     phrase("nothing differs from what stands\n"));
  }
  return submit(call, ledger, known->shown, *correction, signer, units_issued);
}

}  // namespace

std::vector<Command> correct_commands() {
  return {{
      .name = "correct",
      .summary = "replace recorded events with those of a corrected log (developer)",
      .examples =
          R"(lcl correct RENO1 march-corrected.csv --reason "resale dates of lot 7" --key developer.pem --dry-run
lcl correct RENO1 march-corrected.csv --reason "resale dates of lot 7" --key developer.pem
lcl correct RENO1 --rename 359441177151621=356741081234618 --reason "misread IMEI" \
    --key developer.pem
lcl correct RENO1 --remove 359441177151621 --reason "never was ours" --key developer.pem
lcl correct RENO1 --device 356741081234618 --field warranty_months=24 --reason "slip" \
    --key developer.pem)",
      .page = R"(For every device it names, LOG must hold all of the device's events in the project, as they
should be. Events that differ from the recorded ones are shown, voided from the device's
last event backwards, and recorded anew; all others stay as they are, and so do devices
that LOG does not name.

Without a LOG: --rename records what stands under a wrong identifier under the right one,
--remove voids all that stands for a device, --field changes one fact. A device is an IMEI, or
MANUFACTURER:SERIAL. Further identifiers of a renamed device are not recorded anew, and are free
for another; what --field changes must have brought none.

What is credited no longer is taken off the figures at once; units that were issued on it become
a debt: lcl units owed shows it.

At an address (--registry https://…) the registry shows which recorded devices are meant, and a
copy of the project's events proves it: so a device has to be named by the identifier that it was
collected under. Only the voids and events that are shown here are signed.
)",
      .positionals = {"ID", "[LOG]"},
      .options = with_log_options(with_signing(
          {{"rename", "OLD=NEW", "a device was recorded under the identifier OLD; NEW is right", instead,
            true},
           {"remove", "DEVICE", "void all that stands for this device in the project", instead, true},
           {"device", "DEVICE", "the device of --field", instead},
           {"field", "NAME=VALUE", "one fact as it should be, under its name in logs", along},
           {"entry", "SEQ", "the event that --field is about, where several have it"},
           {"reason", "TEXT", "why; recorded with every voided event", required}})),
      .run = correct,
  }};
}

}  // namespace lcl::cli
