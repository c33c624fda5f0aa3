// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/passphrase.hpp"

#include <algorithm>

#include "cli/kit/files.hpp"
#include "cli/kit/terminal.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_passphrase = 4096;

}  // namespace

std::string passphrase_in(const std::string& file) {
  std::string text = read_file(file, longest_passphrase);
  text.resize(std::min(text.find('\n'), text.size()));
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty()) throw UsageError(phrase("{}: the passphrase is empty", file));
  return text;
}

std::string passphrase_for_new_key(const Arguments& arguments, std::string_view option) {
  const std::string* file = arguments.maybe(option);
  return file == nullptr ? std::string() : passphrase_in(*file);
}

std::string ask_new_passphrase(const std::string& file) {
  std::string first = ask_hidden(phrase("passphrase for {}", file));
  if (first.empty()) throw UsageError(phrase("the passphrase is empty"));
  if (ask_hidden(phrase("the same again")) != first) throw UsageError(phrase("the two passphrases differ"));
  return first;
}

Passphrase passphrase_source(const Arguments& arguments) {
  if (const std::string* file = arguments.maybe("passphrase-file")) {
    return [file = *file](const std::string&) { return passphrase_in(file); };
  }
  return [](const std::string& prompt) { return ask_hidden(prompt); };
}

}  // namespace lcl::cli
