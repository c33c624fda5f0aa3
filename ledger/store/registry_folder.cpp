// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/registry_folder.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <string>

#include "ledger/events/device_identity.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

Pepper read_pepper(const RegistryFolder& folder) {
  if (folder.is_file()) {
    throw Error(
        Obstacle::unavailable,
        fmt::format("{} comes without the pepper, which stays in the registry's folder: identities are "
                    "opened there; name devices by their pseudonyms",
                    folder.path.string()));
  }
  std::ifstream file(folder.pepper());
  std::string text;
  std::array<std::uint8_t, 32> bytes{};
  if (!std::getline(file, text) || !from_hex(text, bytes)) {
    throw Error(Obstacle::io,
                fmt::format("{} is not here or not a pepper; pseudonyms need it", folder.pepper().string()));
  }
  return Pepper(bytes);
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
