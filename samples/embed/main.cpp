// SPDX-License-Identifier: Apache-2.0
// Hands a log in to a registry, as `lcl submit` does, and says what the project has earned with it in a year.
//
//   embed REGISTRY PROJECT KEY YEAR <log.ndjson
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include <ledger/ledger.hpp>

int main(int count, char** words) try {
  const auto year = count == 5 ? lcl::parse_period(words[4]) : std::nullopt;
  if (!year) return std::cerr << "usage: embed REGISTRY PROJECT KEY YEAR <log.ndjson\n", 2;
  lcl::Ledger ledger(words[1]);
  const auto key = lcl::PrivateKey::from_file(words[3]);
  const auto log = lcl::LogReader::open(STDIN_FILENO, lcl::LogFormat::ndjson);
  const auto prepared = ledger.prepare(*log, {.project = words[2]}, key.public_key().id(), "staged");
  for (const auto& refused : prepared.listed)
    std::cerr << "line " << refused.place.line << ": " << word(refused.refusal) << ": " << refused.message
              << '\n';
  if (prepared.refused > 0 || prepared.accepted == 0) return std::cerr << "nothing was recorded\n", 1;
  lcl::Ledger::sign_staged("staged", key);
  const auto receipt = ledger.commit_staged("staged");
  std::filesystem::remove("staged");
  if (!receipt) return std::cerr << receipt.refused().message << '\n', 1;
  const auto earned = ledger.tally(words[2], *year, {}).amounts.net();
  std::cout << prepared.accepted << " events recorded, " << to_string(earned) << " kgCO2e in " << words[4]
            << '\n';
  return lcl::Ledger::verify(words[1], {receipt->checkpoint}).empty() ? 0 : 1;
} catch (const std::exception& obstacle) {
  return std::cerr << obstacle.what() << '\n', 2;
}
