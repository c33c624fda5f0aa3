// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>

#include <iterator>

#include "cli/commands/command_table.hpp"
#include "cli/service/acts_routes.hpp"
#include "cli/service/answers.hpp"
#include "cli/service/openapi.hpp"
#include "cli/service/server.hpp"
#include "cli/service/site.hpp"
#include "ledger/store/own_registries.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

using service::Route;
using service::Site;

std::vector<Route> all_routes(const Site& site) {
  std::vector<Route> all;
  for (auto* part : {
           service::core_routes,
           service::acts_routes,
       }) {
    std::vector<Route> some = part(site);
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  for (const Route& each : service::answers_routes(site, all_commands())) all.push_back(each);
  for (const Route& each : service::openapi_routes(all, all_commands())) all.push_back(each);
  return all;
}

/// `ADDRESS:PORT`, or `[ADDRESS]:PORT` of IPv6.
service::ServerSettings settings_of(const Arguments& given) {
  const std::string* const listen = given.maybe("listen");
  const std::string text = listen == nullptr ? "127.0.0.1:8080" : *listen;
  const std::size_t colon = text.rfind(':');
  service::ServerSettings settings;
  settings.address = text.substr(0, colon);
  if (settings.address.starts_with('[') && settings.address.ends_with(']'))
    settings.address = settings.address.substr(1, settings.address.size() - 2);
  const std::string port = colon == std::string::npos ? "" : text.substr(colon + 1);
  const bool is_number =
      !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number || std::stoul(port) > 65535)
    throw UsageError(phrase("--listen: \"{}\" is not ADDRESS:PORT", text));
  settings.port = static_cast<std::uint16_t>(std::stoul(port));
  return settings;
}

std::filesystem::path work_folder(const Arguments& given) {
  if (const std::string* const named = given.maybe("work")) return *named;
  const std::optional<std::filesystem::path> state = state_folder();
  if (!state) throw UsageError(phrase("--work is missing: neither XDG_STATE_HOME nor HOME names a folder"));
  return *state / "serve";
}

/// As many files at once as this user may have: each connection is one.
void raise_limit_of_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

Exit serve_command(Call& call) {
  const std::filesystem::path work = work_folder(call.arguments);
  service::Ledgers ledgers(call.registry());
  (void)ledgers.reader();
  make_folders(work, MayRead::owner);
  raise_limit_of_files();
  service::Server server(settings_of(call.arguments));
  const std::string* const url = call.arguments.maybe("url");
  const Site site{.ledgers = ledgers, .url = url == nullptr ? server.url() : *url, .work = work};
  call.answer.write(phrase("listening on {}\n", server.url()));
  call.answer.finish();
  speak(Language::english);  // as whoever asks is answered, whatever is spoken here
  return server.run(all_routes(site)) ? Exit::done : Exit::no_answer;
}

}  // namespace

std::vector<Command> serve_commands() {
  return {{
      .name = "serve",
      .summary = "answer over HTTP: reads for everybody, signed statements and submissions of parties",
      .examples = "lcl serve --registry shop\n"
                  "lcl serve --listen 127.0.0.1:8443 --url https://registry.example --registry shop\n",
      .options = {{"listen", "ADDRESS:PORT", "where it listens (127.0.0.1:8080; port 0: any that is free)"},
                  {"url", "URL",
                   "its public address, which signed requests name (else the one it listens on)"},
                  {"work", "FOLDER", "for what is under way (else in the state folder, lcl config)"}},
      .anchoring = Anchoring::none,
      .run = serve_command,
  }};
}

}  // namespace lcl::cli
