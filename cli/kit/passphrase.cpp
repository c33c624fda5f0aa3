// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/passphrase.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "cli/kit/files.hpp"
#include "cli/kit/terminal.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/secret.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_passphrase = 4096;

/// What `ask` gives, which is asked once in a call: a key that is read twice needs it twice, and a pipe gives
/// it once.
std::string asked_once(const std::string& what, const std::function<std::string()>& ask) {
  static std::map<std::string, Secret> asked;
  auto found = asked.find(what);
  if (found == asked.end()) found = asked.emplace(what, Secret(ask())).first;
  return found->second.text();
}

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
    return [file = *file](const std::string&) {
      return asked_once(file, [&file] { return passphrase_in(file); });
    };
  }
  return
      [](const std::string& prompt) { return asked_once(prompt, [&prompt] { return ask_hidden(prompt); }); };
}

}  // namespace lcl::cli
