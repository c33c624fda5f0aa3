// SPDX-License-Identifier: Apache-2.0
#include "cli/service/journal.hpp"

#include <unistd.h>

#include <string_view>

#include "ledger/values/text.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl::cli::service {

void Journal::note(const JournalLine& line) {
  if (!of_requests_) return;
  Json json{{"address", line.address},           {"bytes", line.bytes},          {"method", line.method},
            {"microseconds", line.microseconds}, {"path", printable(line.path)}, {"status", line.status},
            {"time", to_string(now())}};
  if (!line.signer.empty()) json["key"] = line.signer;
  write(json);
}

void Journal::note_failure(const std::string& path, const std::string& why) {
  write({{"failed", printable(why)}, {"path", printable(path)}, {"time", to_string(now())}});
}

void Journal::write(const Json& line) {
  const std::string text = canonical(line) + '\n';
  const std::lock_guard lock(mutex_);
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, rest.data(), rest.size());
    if (written <= 0) return;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace lcl::cli::service
