// SPDX-License-Identifier: Apache-2.0
// Hands a log in to a registry, as `lcl submit` does, and says what the project has earned with it in a year.
//
//   embed REGISTRY PROJECT KEY YEAR <log.ndjson
#include <unistd.h>

#include <iostream>

#include <ledger/ledger.hpp>

int main(int, char** argv) try {
  lcl::Ledger ledger(argv[1]);
  const auto key = lcl::PrivateKey::from_file(argv[3]);
  const auto log = lcl::LogReader::open(STDIN_FILENO, lcl::LogFormat::ndjson);
  const auto prepared = ledger.prepare(*log, {.project = argv[2]}, key.public_key().id(), "staged");
  for (const auto& refused : prepared.listed)
    std::cerr << "line " << refused.place.line << ": " << word(refused.refusal) << ": " << refused.message
              << '\n';
  if (prepared.accepted == 0 || prepared.refused > 0) return 1;
  lcl::Ledger::sign_staged("staged", key);
  const auto receipt = ledger.commit_staged("staged");
  if (!receipt) return std::cerr << receipt.refused().message << '\n', 1;
  const auto earned = ledger.tally(argv[2], lcl::parse_period(argv[4]).value(), {}).amounts.net();
  std::cout << prepared.accepted << " events recorded, " << to_string(earned) << " kgCO2e in " << argv[4]
            << '\n';
  return lcl::Ledger::verify(argv[1], {receipt->checkpoint}).empty() ? 0 : 1;
} catch (const std::exception& obstacle) {
  return std::cerr << obstacle.what() << '\n', 2;
}
