// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <filesystem>

#include "cli/command_table.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"
#include "cli/trust.hpp"
#include "ledger/audit/published_check.hpp"
#include "ledger/exports/findings_text.hpp"
#include "ledger/ledger.hpp"

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

Anchors anchors_of(const Arguments& given) {
  Anchors anchors;
  for (const std::string_view option : {"policy", "timestamp"}) {
    if (given.has(option) && !given.has("checkpoint"))
      throw UsageError("--" + std::string(option) +
                       " is about checkpoints kept elsewhere: give --checkpoint");
  }
  if (given.has("timestamp") != given.has("authority"))
    throw UsageError("--timestamp and --authority are given together: a stamp and whom to believe it");
  for (const std::string& file : given.all("checkpoint"))
    anchors.checkpoints.push_back(read_file(file, longest_note));
  for (const std::string& file : given.all("timestamp"))
    anchors.timestamps.push_back(read_file(file, longest_note));
  anchors.policy = policy_given(given);
  anchors.authorities = authorities_given(given);
  anchors.log_key = log_key_given(given, anchors.policy);
  if (const std::string* key = given.maybe("certifier")) anchors.certifier = certifier(*key);
  return anchors;
}

/// A ledger's file on its own, without the head file and keys beside it.
VerifyReport verify_file(const std::filesystem::path& file, const Anchors& anchors, bool log_only) {
  const Reader reader(file);
  VerifyRequest request;
  request.anchors = anchors;
  request.expect_head_file = false;
  request.log_only = log_only;
  ProgressLine line;
  return verify(reader, request,
                [&line](std::uint64_t done, std::uint64_t total) { line.show("verifying", done, total); });
}

/// A published folder, which is read without a registry.
VerifyReport verify_published_files(const std::filesystem::path& folder, const Anchors& anchors) {
  ProgressLine line;
  return verify_published(folder, anchors, [&line](std::uint64_t done, std::uint64_t total) {
    line.show("verifying", done, total);
  });
}

VerifyReport verify_folder(const std::filesystem::path& folder, const Anchors& anchors, bool log_only) {
  ProgressLine line;
  return Ledger::verify({folder}, anchors, log_only,
                        [&line](std::string_view stage, std::uint64_t done, std::uint64_t total) {
                          line.show(stage, done, total);
                        });
}

std::string with_colour(const VerifyReport& report) {
  std::string text = findings_text(report);
  const Style style(STDOUT_FILENO);
  const std::string_view plain = report.sound() ? "sound" : "unsound";
  const std::size_t at = text.find("verdict");
  const std::size_t where = text.find(plain, at);
  text.replace(where, plain.size(), report.sound() ? style.good(plain) : style.bad(plain));
  return text;
}

VerifyReport verify_what_is_given(const Call& call) {
  const Arguments& given = call.arguments;
  const Anchors anchors = anchors_of(given);
  const bool log_only = given.has("log-only");
  if (const std::string* folder = given.maybe("from")) {
    if (given.has_positional(0)) throw UsageError("give a ledger or --from, not both");
    return verify_published_files(*folder, anchors);
  }
  const std::filesystem::path path =
      given.has_positional(0) ? std::filesystem::path(given.positionals().front()) : call.registry();
  const bool is_file = std::filesystem::is_regular_file(path);
  return is_file ? verify_file(path, anchors, log_only) : verify_folder(path, anchors, log_only);
}

Exit verify_command(Call& call) {
  const VerifyReport report = verify_what_is_given(call);
  if (call.json()) {
    call.answer.document(findings_json(report));
  } else {
    call.answer.write(with_colour(report));
  }
  return report.sound() ? Exit::done : Exit::no;
}

}  // namespace

std::vector<Command> verify_commands() {
  return {{
      .name = "verify",
      .summary = "re-read a whole ledger and say all that is wrong with it",
      .usage = "[FOLDER | ledger.db | --from PUBLISHED]",
      .examples = "lcl verify\n"
                  "lcl verify ledger.db --checkpoint kept-in-january.txt --log-key "
                  "registry.example/lbc+530d903a+AekyeRrm \\\n"
                  "    --certifier certifier.pem.pub\n"
                  "lcl verify --checkpoint cosigned.txt --policy witnesses.policy \\\n"
                  "    --timestamp cosigned.tsr --authority authority.pem",
      .page =
          "Reads every byte: entries, payloads, signatures, tree, checkpoints, life cycles and\n"
          "projections. The exit code is 0 if the ledger is sound, 1 if it is not, 2 if it could not\n"
          "be read. Without a checkpoint and keys from outside, the ledger vouches for itself, and\n"
          "the summary says so: internally consistent, no outside anchor. Each checkpoint given must be\n"
          "signed by the log, have the policy's cosignatures, and be extended by today's log; a timestamp\n"
          "must be on one of them. The summary says what each shows. A policy that lists one log gives its\n"
          "key too. With --from, the files that lcl publish wrote are read instead: entries,\n"
          "chain, tree, tiles and checkpoint, and payloads where they are published.\n",
      .positionals = {"[FOLDER|FILE]"},
      .options = {{"checkpoint", "FILE", "a checkpoint that was kept elsewhere", true},
                  {"policy", "FILE", "whose cosignatures each of these must have (C2SP tlog-policy)"},
                  {"timestamp", "FILE", "an RFC 3161 answer on one of these", true},
                  {"authority", "CERT", "a certificate, PEM, that timestamps are believed by", true},
                  {"log-key", "KEY|FILE", "the log's key (lcl checkpoint --vkey), known from elsewhere"},
                  {"certifier", "FINGERPRINT|PUB", "the certifier's key, known from elsewhere"},
                  {"from", "FOLDER", "verify published files instead of a ledger"},
                  {"log-only", "", "leave life cycles and projections out"}},
      .run = verify_command,
  }};
}

}  // namespace lcl::cli
