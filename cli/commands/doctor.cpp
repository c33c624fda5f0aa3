// SPDX-License-Identifier: Apache-2.0
// What the program finds where it is installed and where its registry is, a line each: in order, or what to
// do.
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/remote/address.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/store/log_time.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/own_registries.hpp"
#include "ledger/store/registry_folder.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/page/pdf.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"
#include "ledger/values/time_zone.hpp"

namespace lcl::cli {
namespace {

namespace fs = std::filesystem;

struct Examined {
  std::string what;
  std::string found;
  std::string to_do{};  ///< empty: it is in order
};

constexpr mode_t others_rights = 077;
constexpr std::uintmax_t little_room = std::uintmax_t{1} << 30U;
constexpr std::uintmax_t bytes_per_mb = 1'000'000;

Examined examine_time_zones() {
  if (TimeZone::named("Europe/Paris")) return {phrase("time zones"), phrase("Europe/Paris is known")};
  return {phrase("time zones"), phrase("Europe/Paris is not known"),
          phrase("install the time zone database (tzdata), or set TZDIR")};
}

Examined examine_pdf() {
  try {
    page::Page page;
    page.title = page.running_title = "lcl doctor";
    page.blocks = {page::Heading{"lcl"}};
    return {"PDF", phrase("a page of {} bytes can be made", whole(page::pdf_of(page).size()))};
  } catch (const Error& error) {
    return {"PDF", error.what(), phrase("install lcl with lcl-pdf.so, Cairo, Pango and the DejaVu fonts")};
  }
}

Examined examine_state_folder() {
  const auto state = state_folder();
  if (!state)
    return {phrase("state folder"), phrase("none is known"),
            phrase("set HOME or XDG_STATE_HOME to an absolute path")};
  struct stat status {};
  if (::stat(state->c_str(), &status) != 0)
    return {phrase("state folder"), phrase("{} is made with the first registry", state->string())};
  if ((status.st_mode & others_rights) != 0)
    return {phrase("state folder"), phrase("{} is open to others", state->string()),
            "chmod 700 " + shell_word(state->string())};
  return {phrase("state folder"), state->string()};
}

Examined examine_room(const fs::path& folder) {
  std::error_code failed;
  const fs::space_info space = fs::space(folder, failed);
  if (failed)
    return {phrase("room"), system_reason(failed), phrase("mount the file system of {}", folder.string())};
  const std::string left =
      phrase("{} MB left for {}", whole(std::uint64_t{space.available / bytes_per_mb}), folder.string());
  if (space.available < little_room)
    return {phrase("room"), left, phrase("make room: a submission is written twice")};
  return {phrase("room"), left};
}

/// Those of the registry's files that others than their owner can read.
Examined examine_modes(const RegistryFolder& registry) {
  std::string open;
  for (const fs::path& file : {registry.path, registry.keys(), registry.ledger(), registry.head(),
                               registry.pepper(), registry.log_key(), registry.operator_key()}) {
    struct stat status {};
    if (::stat(file.c_str(), &status) == 0 && (status.st_mode & others_rights) != 0)
      open += ' ' + shell_word(file.string());
  }
  if (open.empty()) return {phrase("file modes"), phrase("the registry's files are its owner's alone")};
  return {phrase("file modes"), phrase("open to others:{}", open), "chmod go-rwx" + open};
}

Examined examine_clock(const Ledger& ledger) {
  const Instant last = ledger.opened().log().time_of(ledger.head().size - 1);
  const std::string found = phrase("now {}, last entry {}", to_string(now()), to_string(last));
  if (const auto refused = clock_refusal(now(), last))
    return {phrase("clock"), found, phrase("set this machine's clock; if it is right, give --accept-clock")};
  return {phrase("clock"), found};
}

/// What there is to say of the registry at hand; of none, that.
std::vector<Examined> examine_registry(const Call& call) {
  if (remote::is_address(call.registry().string()))
    return {{phrase("registry"), phrase("at {}: lcl checkpoint asks it", call.registry().string())}};
  const RegistryFolder registry{call.registry()};
  std::error_code unknown;
  if (!fs::exists(registry.ledger(), unknown))
    return {{phrase("registry"),
             phrase("none in {}: give --registry, or set LCL_REGISTRY", call.registry().string())}};
  std::vector<Examined> all;
  try {
    const Ledger ledger(call.registry());
    all.push_back({phrase("registry"), ledger.state().origin() + ", " +
                                           counted(ledger.head().size, phrase("entry"), phrase("entries"))});
    if (registry.is_file()) return all;
    if (registry.provenance() == Provenance::own) {
      all.push_back({phrase("yours"), phrase("it can be written to")});
    } else {
      all.push_back({phrase("yours"), phrase("it was moved, copied or received, and is only read"),
                     phrase("if it is yours: lcl adopt {}", shell_word(registry.path.string()))});
    }
    all.push_back(examine_modes(registry));
    all.push_back(examine_clock(ledger));
  } catch (const Error& error) {
    all.push_back({phrase("registry"), error.what(), phrase("lcl verify says what is wrong with it")});
  }
  all.push_back(examine_room(registry.path));
  return all;
}

Exit doctor(Call& call) {
  std::vector<Examined> all{
      {"program", "lcl " LCL_VERSION}, examine_time_zones(), examine_pdf(), examine_state_folder()};
  for (Examined& each : examine_registry(call)) all.push_back(std::move(each));
  Columns lines({Align::left, Align::left, Align::left});
  Json json = Json::array();
  bool in_order = true;
  for (const Examined& each : all) {
    const bool is_in_order = each.to_do.empty();
    in_order = in_order && is_in_order;
    lines.row({is_in_order ? phrase("ok") : phrase("mend"), each.what, each.found});
    if (!is_in_order) lines.row({"", "", phrase("to do: {}", each.to_do)});
    json.push_back({{"found", each.found}, {"in_order", is_in_order}, {"what", each.what}});
    if (!is_in_order) json.back()["to_do"] = each.to_do;
  }
  call.give({{"examined", std::move(json)}, {"in_order", in_order}}, lines.text());
  return in_order ? Exit::done : Exit::no;
}

}  // namespace

std::vector<Command> doctor_commands() {
  return {{
      .name = "doctor",
      .summary = "say whether what lcl needs is there and in order, and what to do",
      .examples = "lcl doctor\n"
                  "lcl doctor --registry registry",
      .page =
          R"(Looks at the time zone database, at what makes PDF, at the user's state folder and, where there is a
registry, at whose it is, at the modes of its files, at this machine's clock against its last
entry, and at the room on its disk. The exit code is 1 where something is to be mended. Whether
the ledger is true is lcl verify's to say.
)",
      .anchoring = Anchoring::none,
      .run = doctor,
  }};
}

}  // namespace lcl::cli
