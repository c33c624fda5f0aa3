// SPDX-License-Identifier: Apache-2.0
// lcl correct to a registry at an address: which devices are meant, the registry
// shows and the mirror proves; the correction is worked out here, sent as a log,
// and what comes back staged is held to it before it is signed.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "cli/kit/afar.hpp"
#include "cli/kit/command.hpp"
#include "cli/kit/log_file.hpp"
#include "ledger/intake/correction.hpp"
#include "ledger/intake/known_devices.hpp"
#include "ledger/intake/outcome.hpp"

namespace lcl::cli {

/// Of a call about a project, whose mirror is open. With the private parts of their events.
[[nodiscard]] ShownDevices devices_shown(Call& call, Afar& afar, const std::vector<Identifiers>& devices);
/// The devices that the log names. Without private parts, which the log has itself.
[[nodiscard]] ShownDevices devices_shown_of_log(Call& call, Afar& afar, const LogFile& log);

/// Has `correction` staged to be signed with the key of id `signer`, and writes what holds just that to
/// `staged`; devices that were not recorded get the pseudonyms that they will have. What it answers where
/// there is nothing to be signed.
[[nodiscard]] std::optional<Exit> stage_correction_afar(Call& call, Afar& afar, const ShownDevices& shown,
                                                        Correction& correction, const Digest& signer,
                                                        const std::filesystem::path& staged,
                                                        Preparation& preparation);

/// What is refused of a correction, in the lines of its log, if it has one: no.
[[nodiscard]] Exit refuse_correction(Call& call, const Preparation& preparation);

}  // namespace lcl::cli
