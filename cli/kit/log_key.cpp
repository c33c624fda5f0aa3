// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/log_key.hpp"

#include <algorithm>
#include <filesystem>

#include "cli/kit/files.hpp"
#include "cli/kit/options.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

NoteVerifier log_key_given(const std::string& given) {
  constexpr std::size_t longest_file = 1U << 16U;
  if (const std::optional<NoteVerifier> verifier = parse_vkey(given)) return *verifier;
  if (given == standard_stream || std::filesystem::exists(given)) {
    std::string text = read_file(given, longest_file);
    text.resize(std::min(text.find_first_of("\r\n"), text.size()));
    if (const std::optional<NoteVerifier> verifier = parse_vkey(text)) return *verifier;
  }
  throw UsageError(
      phrase("--log-key: \"{}\" is neither a key like NAME+HASH+KEY nor a file that holds one", given));
}

}  // namespace lcl::cli
