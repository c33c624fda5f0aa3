// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/sample_secrets.hpp"

#include <filesystem>
#include <iostream>

#include "cli/kit/files.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_number_file = 1U << 10U;

}  // namespace

Digest number_in(const std::string& file) {
  std::string text = read_file(file, longest_number_file);
  if (text.ends_with('\n')) text.pop_back();
  if (const auto number = digest_from_hex(text)) return *number;
  throw UsageError(phrase("--number: {} does not hold 64 hex digits", file));
}

NumberFile::NumberFile(const std::string& file, const Digest& number) : file_(file) {
  OutputFile output(file, Existing::refuse, MayRead::owner);
  output.stream() << hex(number) << '\n';
  output.keep();
}

NumberFile::~NumberFile() {
  if (settled_) return;
  std::cerr << phrase("kept {}: where lcl sample list shows no new commitment, it is of no use\n",
                      printable(file_));
}

void NumberFile::settle(Exit outcome) {
  settled_ = true;
  if (outcome == Exit::done) {
    std::cerr << phrase("wrote {}: keep it secret until the sample is drawn, and do not lose it\n",
                        printable(file_));
  } else {
    std::filesystem::remove(file_);
  }
}

Digest challenge_of(const Signer& signer, const std::string& origin, const SampleCommitment& commitment) {
  Digest challenge;
  if (!signer.key) {
    random_bytes(challenge.bytes);
    return challenge;
  }
  const Json asked{{"commitment", commitment.seq}, {"number", hex(commitment.number)}, {"origin", origin}};
  return sha256(signer.key->sign("lcl challenge 1\n" + canonical(asked)).bytes);
}

}  // namespace lcl::cli
