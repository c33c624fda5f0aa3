// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/anchors.hpp"

#include <filesystem>
#include <optional>
#include <string>

#include "cli/kit/files.hpp"
#include "cli/kit/trust.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_note = 1U << 20U;

Digest fingerprint_in(const std::string& given) {
  if (const std::optional<Digest> fingerprint = digest_from_hex(given)) return *fingerprint;
  if (given != standard_stream && !std::filesystem::exists(given)) {
    throw UsageError("--certifier: \"" + given +
                     "\" is neither a fingerprint of 64 hex digits nor a public key's file");
  }
  return PublicKey::from_pem_file(input_path(given)).id();
}

/// A file that is something else is a slip of whoever gives it, and says nothing about the ledger.
std::string checkpoint_in(const std::string& file) {
  std::string text = read_file(file, longest_note);
  if (!read_checkpoint(text)) {
    throw UsageError("--checkpoint: " + file +
                     " is not a checkpoint: it is what lcl checkpoint prints, byte for byte");
  }
  return text;
}

}  // namespace

std::vector<Option> anchor_options() {
  return {{"checkpoint", "FILE", "a checkpoint that was kept elsewhere", optional, true},
          {"policy", "FILE", "whose cosignatures each checkpoint must have (C2SP tlog-policy)"},
          {"timestamp", "FILE", "an RFC 3161 answer about one of the checkpoints", optional, true},
          {"authority", "CERT", "a PEM certificate that timestamps are trusted by", optional, true},
          {"log-key", "KEY|FILE", "the log's key (lcl checkpoint --vkey), obtained from elsewhere"},
          {"certifier", "FINGERPRINT|PUB", "the certifier's key, obtained from elsewhere"}};
}

std::optional<Digest> certifier_given(const Arguments& given) {
  const std::string* key = given.maybe("certifier");
  return key == nullptr ? std::nullopt : std::optional(fingerprint_in(*key));
}

Anchors anchors_of(const Arguments& given) {
  Anchors anchors;
  if (given.has("timestamp") && !given.has("checkpoint"))
    throw UsageError("--timestamp is about checkpoints kept elsewhere: give --checkpoint");
  if (given.has("timestamp") && !given.has("authority"))
    throw UsageError("--timestamp and --authority are given together: a stamp and whom to believe it");
  for (const std::string& file : given.all("checkpoint")) anchors.checkpoints.push_back(checkpoint_in(file));
  for (const std::string& file : given.all("timestamp"))
    anchors.timestamps.push_back(read_file(file, longest_note));
  anchors.policy = policy_given(given);
  anchors.authorities = authorities_given(given);
  anchors.log_key = log_key_given(given, anchors.policy);
  anchors.certifier = certifier_given(given);
  return anchors;
}

}  // namespace lcl::cli
