// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/evidence.hpp"

#include <algorithm>
#include <filesystem>

#include "cli/kit/files.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

Digest digest_of_file(const std::string& file) {
  const Descriptor input = open_input(file);
  Sha256 hasher;
  std::string piece(1U << 16U, '\0');
  while (const std::size_t size = read_up_to(input, file, piece)) {
    hasher.update(std::string_view(piece).substr(0, size));
  }
  return hasher.finish();
}

std::string evidence_in(const std::string& text, const std::string& what) {
  if (digest_from_hex(text)) return text;
  if (text != standard_stream && !std::filesystem::exists(text)) {
    throw UsageError(
        phrase("{}: \"{}\" is neither a file nor a digest of 64 lower-case hex digits", what, text));
  }
  return hex(digest_of_file(text));
}

std::string evidence(const Arguments& arguments, std::string_view option) {
  return evidence_in(arguments.one(option), "--" + std::string(option));
}

Json prices(const Arguments& arguments) {
  Json found = Json::object();
  for (const char* option : {"price", "passed-on-price", "financing"}) {
    std::string member = option;
    std::replace(member.begin(), member.end(), '-', '_');
    if (const std::string* text = arguments.maybe(option)) found[member] = *text;
  }
  return found;
}

}  // namespace lcl::cli
