// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/guarded_file.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <system_error>

#include "ledger/store/reader.hpp"
#include "ledger/store/registry_folder.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_start = 1U << 14U;
constexpr std::size_t pepper_digits = 64;
constexpr std::size_t salt_digits = 32;
constexpr std::uint64_t entries_at_once = 2'000;

std::string start_of(const fs::path& file) {
  const Descriptor open = open_to_read(file);
  std::string start(longest_start, '\0');
  start.resize(read_up_to(open, file, start));
  return start;
}

bool is_ledger(std::string_view start) {
  return start.starts_with(std::string_view("SQLite format 3\0", 16));
}

bool is_private_key(std::string_view start) {
  return start.find("-----BEGIN ") != std::string_view::npos &&
         start.find("PRIVATE KEY-----") != std::string_view::npos;
}

bool is_pepper(std::string_view start) {
  if (start.ends_with('\n')) start.remove_suffix(1);
  return start.size() == pepper_digits &&
         start.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// A staged submission holds the senders' references in clear.
bool is_staged_submission(std::string_view start) {
  return start.starts_with('{') &&
         start.substr(0, start.find('\n')).find("\"kind\":\"submission\"") != std::string_view::npos;
}

/// What is read once, and lost for good if it is replaced.
std::optional<std::string> secret_in(std::string_view start) {
  if (is_private_key(start)) return phrase("a private key");
  if (is_pepper(start)) return phrase("a pepper, or the number of a sample");
  return std::nullopt;
}

/// A private part, as it is kept beside a draft.
bool is_private_part(std::string_view start) {
  constexpr std::string_view salt = "\"salt\":\"";
  const std::size_t at = start.find(salt);
  if (!start.starts_with('{') || at == std::string_view::npos) return false;
  const std::string_view value = start.substr(at + salt.size());
  const std::size_t digits = value.find_first_not_of("0123456789abcdef");
  return digits == salt_digits && value[digits] == '"';
}

/// What shows which devices were drawn into a sample.
bool is_opening(std::string_view start) {
  const std::string_view line = start.substr(0, start.find('\n'));
  return line.starts_with("{\"device\":\"") && line.find("\"opening\":\"") != std::string_view::npos;
}

/// Why a ledger's file gives something away; nothing where it holds no private part.
std::optional<std::string> private_parts_in(const fs::path& file) {
  try {
    const Reader reader(RegistryFolder{file});
    bool found = false;
    for (std::uint64_t from = 0, size = reader.size(); from < size && !found; from += entries_at_once) {
      reader.scan(from, std::min(from + entries_at_once, size),
                  [&found](const StoredEntry& row) { found = found || row.private_part; });
    }
    if (!found) return std::nullopt;
    return reader.bundle() ? phrase("a bundle with private parts") : phrase("a ledger with private parts");
  } catch (const Error&) {
    return phrase("a database that cannot be looked into");
  }
}

/// What `file` must not be published with.
std::optional<std::string> given_away_by(const fs::path& file) {
  const std::string start = start_of(file);
  if (is_ledger(start)) return private_parts_in(file);
  if (is_staged_submission(start)) return phrase("a staged submission");
  if (is_opening(start)) return phrase("the openings of a sample");
  if (is_private_part(start)) return phrase("a private part");
  return secret_in(start);
}

bool is_registry(const fs::path& folder) {
  std::error_code absent;
  const RegistryFolder registry{folder};
  return fs::is_regular_file(registry.path / "ledger.db", absent);
}

/// The registry's folder that `path` is or lies in.
std::optional<fs::path> registry_around(const fs::path& path) {
  fs::path at = fs::weakly_canonical(fs::absolute(path));
  for (;; at = at.parent_path()) {
    if (is_registry(at)) return at;
    if (at == at.parent_path()) return std::nullopt;
  }
}

[[noreturn]] void would_give_away(const fs::path& folder, const std::string& what) {
  throw Error(
      Obstacle::unavailable,
      phrase("cannot publish into {}: {}; what is published is for everybody to read, so name a folder "
             "that holds nothing else",
             folder.string(), what));
}

/// What publishing itself puts there is not looked through again.
bool is_published(const fs::path& folder, const fs::path& path) { return path == folder / "tile"; }

}  // namespace

std::optional<std::string> why_not_replaced(const fs::path& file) {
  if (const auto registry = registry_around(fs::absolute(file).parent_path()))
    return phrase("part of the registry in {}", registry->string());
  const std::string start = start_of(file);
  if (is_ledger(start)) return phrase("a ledger");
  return secret_in(start);
}

void require_no_secrets(const fs::path& folder) {
  if (const auto registry = registry_around(folder))
    would_give_away(folder, phrase("{} is the folder of a registry", registry->string()));
  std::error_code ended;
  for (fs::recursive_directory_iterator at(folder, ended), end; !ended && at != end; at.increment(ended)) {
    std::error_code unknown;
    if (is_published(folder, at->path())) {
      at.disable_recursion_pending();
    } else if (at->is_directory(unknown)) {
      if (is_registry(at->path()))
        would_give_away(folder, phrase("{} is the folder of a registry", at->path().string()));
    } else if (at->is_regular_file(unknown)) {
      if (const auto secret = given_away_by(at->path()))
        would_give_away(folder, phrase("{} is {}", at->path().string(), *secret));
    }
  }
  if (ended && ended != std::errc::no_such_file_or_directory)
    throw Error(Obstacle::io, phrase("cannot read folder {}: {}", folder.string(), system_reason(ended)));
}

}  // namespace lcl
