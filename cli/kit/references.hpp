// SPDX-License-Identifier: Apache-2.0
// How things in a registry are named on the command line: keys and
// methodologies by the beginning of their digest, methodologies also by id,
// devices by their identifiers or pseudonym.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/kit/command.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/found_device.hpp"
#include "ledger/store/open_ledger.hpp"

namespace lcl::cli {

/// The digest that `text` begins (at least 4 hex digits), or of the methodology with that id. Refused
/// (unknown_methodology) if there is none; throws UsageError if there are several.
[[nodiscard]] Result<Digest> methodology_named(const RegistryState& state, const std::string& text);
/// The key whose fingerprint `text` begins; a whole fingerprint is taken as it is.
[[nodiscard]] Result<Digest> key_named(const RegistryState& state, const std::string& text);
/// The holder whose name `text` is, or whose id it begins; a whole id is taken as it is.
[[nodiscard]] Result<Digest> holder_named(const RegistryState& state, const std::string& text);
/// Refused (unknown_project) if there is none.
[[nodiscard]] Result<const Project*> project_named(const RegistryState& state, const std::string& id);
/// One that is labelled, so bound to a methodology: else refused (wrong_project_state).
[[nodiscard]] Result<const Project*> labelled_project_named(const RegistryState& state,
                                                            const std::string& id);

/// --origin, where a registry's name is all that is needed of it.
inline constexpr Option origin_option{
    "origin", "NAME", "the registry's name, the first line of its checkpoints; else that of --registry"};
/// As given, else that of the call's registry, which is then opened. Throws UsageError where it is no such
/// name.
[[nodiscard]] std::string origin_given(Call& call);

/// --at: the ledger as it stood at a size.
inline constexpr Option at_option{"at", "SIZE", "as the ledger stood at its first SIZE entries"};
/// The report of entry --report. Refused (unknown_report) where that is none of `project`'s.
[[nodiscard]] Result<const Report*> report_named(const Arguments& given, const Project& project);

/// --manufacturer and --serial, which stand for the positional IMEI.
[[nodiscard]] std::vector<Option> device_options();
/// The pseudonyms of the device that the call is about. Throws UsageError where none, or something else, is
/// given.
[[nodiscard]] std::vector<Pseudonym> device_asked_for(const Call& call, const Ledger& ledger);
/// Those of the device that `text`, an IMEI or a pseudonym, names. Throws UsageError where it is neither.
[[nodiscard]] std::vector<Pseudonym> device_named(const Call& call, const Ledger& ledger,
                                                  const std::string& text);
/// Throws Error (unavailable) where a bundle withholds what was recorded of the device.
void require_disclosed(const Call& call, const Ledger& ledger, const FoundDevice& found);
/// Says that it was never recorded.
[[nodiscard]] Exit never_recorded(Call& call, const std::vector<Pseudonym>& pseudonyms);

}  // namespace lcl::cli
