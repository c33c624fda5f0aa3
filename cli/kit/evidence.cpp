// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/evidence.hpp"

#include <filesystem>
#include <fstream>
#include <vector>

#include "cli/kit/files.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli {

Digest digest_of_file(const std::string& file) {
  std::ifstream input(input_path(file), std::ios::binary);
  Sha256 hasher;
  std::vector<char> buffer(1U << 16U);
  while (input) {
    input.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hasher.update(std::string_view(buffer.data(), static_cast<std::size_t>(input.gcount())));
  }
  if (!input.eof()) throw Error(Obstacle::io, "cannot read " + file);
  return hasher.finish();
}

std::string evidence(const Arguments& arguments, std::string_view option) {
  const std::string& text = arguments.one(option);
  if (digest_from_hex(text)) return text;
  if (text != standard_stream && !std::filesystem::exists(text)) {
    throw UsageError("--" + std::string(option) + ": \"" + text +
                     "\" is neither a file nor a digest of 64 lower-case hex digits");
  }
  return hex(digest_of_file(text));
}

}  // namespace lcl::cli
