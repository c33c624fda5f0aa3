// SPDX-License-Identifier: Apache-2.0
#include "cli/anchors.hpp"

#include <filesystem>
#include <string>

#include "cli/files.hpp"
#include "cli/log_key.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_note = 1U << 20U;

Digest certifier(const std::string& given) {
  if (const std::optional<Digest> fingerprint = digest_from_hex(given)) return *fingerprint;
  if (given != standard_stream && !std::filesystem::exists(given)) {
    throw UsageError("--certifier: \"" + given +
                     "\" is neither a fingerprint of 64 hex digits nor a public key's file");
  }
  return PublicKey::from_pem_file(input_path(given)).id();
}

}  // namespace

std::vector<Option> anchor_options() {
  return {{"checkpoint", "FILE", "a checkpoint that was kept elsewhere", true},
          {"log-key", "KEY|FILE", "the log's key (lcl checkpoint --vkey), known from elsewhere"},
          {"certifier", "FINGERPRINT|PUB", "the certifier's key, known from elsewhere"}};
}

Anchors anchors_of(const Arguments& given) {
  Anchors anchors;
  for (const std::string& file : given.all("checkpoint"))
    anchors.checkpoints.push_back(read_file(file, longest_note));
  if (const std::string* key = given.maybe("log-key")) anchors.log_key = log_key_given(*key);
  if (const std::string* key = given.maybe("certifier")) anchors.certifier = certifier(*key);
  return anchors;
}

}  // namespace lcl::cli
