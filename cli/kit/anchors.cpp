// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/anchors.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "cli/kit/files.hpp"
#include "cli/kit/trust.hpp"
#include "ledger/audit/fit.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_note = 1U << 20U;

Digest fingerprint_in(const std::string& given) {
  if (const std::optional<Digest> fingerprint = digest_from_hex(given)) return *fingerprint;
  if (given != standard_stream && !std::filesystem::exists(given)) {
    throw UsageError(phrase(
        "--certifier: \"{}\" is neither a fingerprint of 64 hex digits nor a public key's file", given));
  }
  return PublicKey::from_pem_file(input_path(given)).id();
}

/// A file that is something else is a slip of whoever gives it, and says nothing about the ledger.
std::string checkpoint_in(const std::string& file) {
  std::string text = read_file(file, longest_note);
  if (!read_checkpoint(text)) {
    throw UsageError(phrase(
        "--checkpoint: {} is not a checkpoint: it is what lcl checkpoint prints, byte for byte", file));
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

std::vector<Option> anchor_options_of(const Command& command) {
  std::vector<Option> options;
  if (command.anchoring == Anchoring::none) return options;
  for (const Option& each : anchor_options()) {
    const bool is_key = each.name == "log-key" || each.name == "certifier";
    const bool is_own = std::any_of(command.options.begin(), command.options.end(),
                                    [&](const Option& own) { return own.name == each.name; });
    if (!is_own && (is_key || command.anchoring == Anchoring::all)) options.push_back(each);
  }
  return options;
}

std::optional<Digest> certifier_given(const Arguments& given) {
  const std::string* key = given.maybe("certifier");
  return key == nullptr ? std::nullopt : std::optional(fingerprint_in(*key));
}

Anchors anchors_of(const Arguments& given, Anchoring anchoring) {
  Anchors anchors;
  if (anchoring == Anchoring::keys) {
    anchors.log_key = log_key_given(given, std::nullopt);
    anchors.certifier = certifier_given(given);
    return anchors;
  }
  if (given.has("timestamp") && !given.has("checkpoint"))
    throw UsageError(phrase("--timestamp is about checkpoints kept elsewhere: give --checkpoint"));
  if (given.has("timestamp") && !given.has("authority"))
    throw UsageError(
        phrase("--timestamp and --authority are given together: a stamp and whom to believe it"));
  for (const std::string& file : given.all("checkpoint")) anchors.checkpoints.push_back(checkpoint_in(file));
  for (const std::string& file : given.all("timestamp"))
    anchors.timestamps.push_back(read_file(file, longest_note));
  anchors.policy = policy_given(given);
  anchors.authorities = authorities_given(given);
  anchors.log_key = log_key_given(given, anchors.policy);
  anchors.certifier = certifier_given(given);
  return anchors;
}

void require_fit(const Ledger& ledger, const Anchors& anchors) {
  std::vector<Finding> findings = what_does_not_fit(ledger.opened(), anchors);
  if (!findings.empty()) throw UnfitLedger{std::move(findings), {}};
}

void tell_unfit(Answer& answer, const UnfitLedger& unfit) {
  Json list = Json::array();
  for (const Finding& finding : unfit.findings) list.push_back(finding_json(finding));
  answer.give({{"does_not_fit", std::move(list)}}, "");
  for (const Finding& finding : unfit.findings) answer.remark(printable(finding_line(finding)));
  answer.remark(unfit.why.empty() ? phrase("this is not the ledger that was asked about; nothing was done")
                                  : unfit.why);
  answer.remark_basis();
}

}  // namespace lcl::cli
