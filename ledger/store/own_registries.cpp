// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/own_registries.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_listing = 16 << 10;

/// An absolute path that is a variable's value, as the XDG Base Directory Specification asks.
std::optional<fs::path> absolute_in(const char* variable) {
  const char* const value =
      std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  if (value == nullptr || *value != '/') return std::nullopt;
  return value;
}

std::optional<fs::path> user_folder(const char* variable, const char* in_home) {
  if (const auto named = absolute_in(variable)) return *named / "lcl";
  if (const auto home = absolute_in("HOME")) return *home / in_home / "lcl";
  return std::nullopt;
}

/// What tells this folder or file from any other, and from itself elsewhere; nothing where there is none.
std::optional<std::string> identity_of(const fs::path& folder) {
  std::error_code failure;
  const fs::path real = fs::canonical(folder, failure);
  struct stat status {};
  if (failure || ::stat(real.c_str(), &status) != 0 || (!S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode)))
    return std::nullopt;
  return fmt::format("{} {}\n{}\n", status.st_dev, status.st_ino, real.string());
}

std::optional<fs::path> listing_of(std::string_view identity) {
  const auto state = state_folder();
  if (!state) return std::nullopt;
  return *state / "registries" / hex(sha256(identity));
}

}  // namespace

std::optional<fs::path> state_folder() { return user_folder("XDG_STATE_HOME", ".local/state"); }

std::optional<fs::path> config_folder() { return user_folder("XDG_CONFIG_HOME", ".config"); }

std::optional<fs::path> cache_folder() { return user_folder("XDG_CACHE_HOME", ".cache"); }

bool is_own_registry(const fs::path& folder) {
  const auto identity = identity_of(folder);
  const auto listing = identity ? listing_of(*identity) : std::nullopt;
  if (!listing) return false;
  std::error_code unreadable;
  if (!fs::is_regular_file(*listing, unreadable)) return false;
  const auto listed = read_if_there(*listing, longest_listing);
  return listed && listed->ends_with("\n" + *identity);
}

void list_as_own(const fs::path& folder, const PublicKey& log_key) {
  const auto identity = identity_of(folder);
  if (!identity) throw Error(Obstacle::not_a_registry, phrase("{} is not a folder", folder.string()));
  const auto listing = listing_of(*identity);
  if (!listing) {
    throw Error(
        Obstacle::unavailable,
        phrase("there is nowhere to note that this registry is yours: neither XDG_STATE_HOME nor HOME names "
               "a folder; "
               "set one of them"));
  }
  make_folders(listing->parent_path(), MayRead::owner);
  write_file(*listing, fmt::format("{}\n{}", hex(log_key.id()), *identity), Existing::replace,
             MayRead::owner);
}

void unlist_own(const fs::path& folder) {
  const auto identity = identity_of(folder);
  const auto listing = identity ? listing_of(*identity) : std::nullopt;
  std::error_code absent;
  if (listing) fs::remove(*listing, absent);
}

}  // namespace lcl
