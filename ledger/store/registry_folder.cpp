// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/registry_folder.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/events/device_identity.hpp"
#include "ledger/store/own_registries.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/secret.hpp"

namespace lcl {
namespace {

constexpr std::size_t longest_pepper_file = 4096;

/// The first line of `file` into `bytes`; false if that is no pepper.
bool read_pepper_file(const std::filesystem::path& file, std::span<std::uint8_t> bytes) {
  const std::optional<Secret> secret = read_secret_file(file, longest_pepper_file);
  if (!secret) return false;
  const std::string_view text = secret->text();
  return from_hex(text.substr(0, text.find('\n')), bytes);
}

}  // namespace

Provenance RegistryFolder::provenance() const {
  return is_own_registry(path) ? Provenance::own : Provenance::elsewhere;
}

Pepper read_pepper(const RegistryFolder& folder) {
  if (folder.is_file()) {
    throw Error(Obstacle::unavailable,
                phrase("{} comes without the pepper, which stays in the registry's folder: identities are "
                       "opened there; name devices by their pseudonyms",
                       folder.path.string()));
  }
  SecretBytes<32> pepper;
  if (!std::filesystem::exists(folder.pepper()) || !read_pepper_file(folder.pepper(), pepper.bytes)) {
    throw Error(Obstacle::io,
                phrase("{} is not here or not a pepper; pseudonyms need it", folder.pepper().string()));
  }
  return Pepper(pepper.bytes);
}

void write_pepper(const RegistryFolder& folder, Bytes pepper) {
  std::string text;
  text.reserve(2 * pepper.size() + 1);
  append_hex(pepper, text);
  text += '\n';
  const Secret secret(std::move(text));
  write_file(folder.pepper(), secret.text(), Existing::refuse, MayRead::owner);
}

std::vector<Pseudonym> pseudonyms_of(const Identifiers& identifiers, const RegistryFolder& folder) {
  Pepper pepper = read_pepper(folder);
  std::vector<std::string> texts;
  Pepper::identifier_texts(identifiers, texts);
  std::vector<Pseudonym> pseudonyms;
  pseudonyms.reserve(texts.size());
  for (const std::string& text : texts) pseudonyms.push_back(pepper.pseudonym(text));
  return pseudonyms;
}

}  // namespace lcl
