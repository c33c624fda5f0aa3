// SPDX-License-Identifier: Apache-2.0
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <iterator>
#include <optional>

#include "cli/commands/command_table.hpp"
#include "cli/kit/terminal.hpp"
#include "cli/service/acts_routes.hpp"
#include "cli/service/answers.hpp"
#include "cli/service/housekeeping.hpp"
#include "cli/service/openapi.hpp"
#include "cli/service/server.hpp"
#include "cli/service/site.hpp"
#include "ledger/store/own_registries.hpp"
#include "ledger/values/digest.hpp"
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
  // Last: these take every path.
  for (const Route& each : service::published_routes(site)) all.push_back(each);
  for (const Route& each : service::openapi_routes(all, all_commands())) all.insert(all.begin(), each);
  return all;
}

constexpr std::uint64_t most_patience = 3600;
constexpr std::uint64_t most_rate = 100'000;

/// `ADDRESS:PORT`, or `[ADDRESS]:PORT` of IPv6.
void read_listen(const std::string& text, service::ServerSettings& settings) {
  const std::size_t colon = text.rfind(':');
  settings.address = text.substr(0, colon);
  if (settings.address.starts_with('[') && settings.address.ends_with(']'))
    settings.address = settings.address.substr(1, settings.address.size() - 2);
  const std::string_view port = colon == std::string::npos ? "" : std::string_view(text).substr(colon + 1);
  const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), settings.port);
  if (port.empty() || fault != std::errc() || end != port.data() + port.size())
    throw UsageError(phrase("--listen: \"{}\" is not ADDRESS:PORT", text));
}

std::uint64_t whole_within(const Arguments& given, std::string_view option, std::uint64_t otherwise,
                           std::uint64_t most) {
  const std::uint64_t value = given.maybe_whole(option).value_or(otherwise);
  if (value == 0 || value > most) throw UsageError(phrase("--{} is a number from 1 to {}", option, most));
  return value;
}

service::ServerSettings settings_of(const Arguments& given) {
  service::ServerSettings settings;
  const std::string* const listen = given.maybe("listen");
  read_listen(listen == nullptr ? "127.0.0.1:8080" : *listen, settings);
  settings.patience = std::chrono::seconds(whole_within(given, "patience", 10, most_patience));
  settings.limits.requests_a_second = static_cast<std::uint32_t>(whole_within(given, "rate", 20, most_rate));
  settings.trusts_proxy = given.has("trust-proxy");
  return settings;
}

/// The address that parties sign requests for.
std::string public_url(const Arguments& given, const std::string& listening) {
  const std::string* const url = given.maybe("url");
  if (url == nullptr) return listening;
  const std::size_t host = url->find("://") + 3;
  const bool has_scheme = url->starts_with("https://") || url->starts_with("http://");
  if (!has_scheme || host == url->size() || url->find_first_of("/?# \t\"", host) != std::string::npos)
    throw UsageError(phrase("--url: \"{}\" is not https://HOST, without a path", *url));
  return *url;
}

std::optional<std::filesystem::path> published_folder(const Arguments& given) {
  const std::string* const folder = given.maybe("published");
  if (folder == nullptr) return std::nullopt;
  if (!std::filesystem::is_directory(*folder))
    throw UsageError(phrase("--published: {} is no folder; lcl publish makes it", *folder));
  return std::filesystem::absolute(*folder);
}

/// One of its own for each registry.
std::filesystem::path work_folder(const Arguments& given, const std::filesystem::path& registry) {
  if (const std::string* const named = given.maybe("work")) return *named;
  const std::optional<std::filesystem::path> state = state_folder();
  if (!state) throw UsageError(phrase("--work is missing: neither XDG_STATE_HOME nor HOME names a folder"));
  constexpr std::size_t digits = 16;
  return *state / "serve" / hex(sha256(std::filesystem::canonical(registry).string())).substr(0, digits);
}

/// Logs of parties pass through it: what is written from now on is for this user alone.
void make_work_folder(const std::filesystem::path& folder) {
  constexpr mode_t others = 077;
  (void)::umask(others);
  make_folders(folder, MayRead::owner);
  struct stat found {};
  if (::stat(folder.c_str(), &found) != 0 || found.st_uid != ::geteuid() || (found.st_mode & others) != 0)
    throw UsageError(phrase("--work: {} is open to others than you; chmod 700 closes it", folder.string()));
}

/// Until it is closed nobody else serves from the folder, whose files would be mixed.
Descriptor lock_work_folder(const std::filesystem::path& folder) {
  Descriptor open = open_to_read(folder);
  if (::flock(open.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw UsageError(
        phrase("--work: another lcl serve works in {}: stop it, or name another folder", folder.string()));
  return open;
}

/// As many files at once as this user may have: each connection is one.
void raise_limit_of_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Those who were still being answered have waited long enough, and a handler cannot be stopped: what it had
/// not committed is undone when the registry is opened next.
[[noreturn]] void end_at_once() {
  const std::string line = phrase("lcl: stopped before all requests were answered\n");
  (void)!::write(STDERR_FILENO, line.data(), line.size());
  std::_Exit(static_cast<int>(Exit::no_answer));
}

Exit serve_command(Call& call) {
  const service::ServerSettings settings = settings_of(call.arguments);
  const std::optional<std::filesystem::path> published = published_folder(call.arguments);
  service::Ledgers ledgers(call.registry_at_hand());
  (void)ledgers.reader();  // a registry that cannot be opened is told now, not to the first who asks
  const std::filesystem::path work = work_folder(call.arguments, ledgers.folder());
  make_work_folder(work);
  const Descriptor locked = lock_work_folder(work);
  raise_limit_of_files();
  std::optional<service::Housekeeping> unless_in_time;  // outlives the routes, which wait for logs being read
  service::Server server(settings);
  service::Metrics metrics;
  service::Journal journal(call.arguments.has("journal"));
  const Site site{.ledgers = ledgers,
                  .metrics = metrics,
                  .url = public_url(call.arguments, server.url()),
                  .work = work,
                  .published = published};
  const std::vector<Route> routes = all_routes(site);
  call.give({{"listening", server.url()}}, phrase("listening on {}\n", server.url()));
  call.answer.finish();
  // Whoever asks is answered in English, whatever is spoken here, and how far the answer is concerns nobody
  // here.
  speak(Language::english);
  ProgressLine::keep_quiet();
  if (!server.run(routes, metrics, journal)) end_at_once();
  unless_in_time.emplace(settings.patience, end_at_once);
  return Exit::done;
}

}  // namespace

std::vector<Command> serve_commands() {
  return {{
      .name = "serve",
      .summary = "answer over HTTP: reads for everybody, signed statements and submissions of parties",
      .examples = "lcl serve --registry shop\n"
                  "lcl serve --listen 127.0.0.1:8443 --url https://registry.example --registry shop\n",
      .page =
          R"(It speaks plain HTTP/1.1. On an address that others reach put a web server in front that speaks
TLS, and name its address with --url: samples/service/nginx.conf is one. The page of all paths
is schemas/service.md; for programs it is /v1/openapi.json.
Run it as a user of its own that owns the registry, never as root: samples/service/lcl.service
does. Whoever reads gets what is public; what parties sign is checked as it is on the command line.
SIGTERM or Ctrl-C: nobody new is let in, who is being answered gets as long as --patience says; a
second one ends it at once. The log stays sound either way.
)",
      .options = {{"listen", "ADDRESS:PORT", "where it listens (127.0.0.1:8080; port 0: any that is free)"},
                  {"url", "URL",
                   "its public address, which signed requests name (else the one it listens on)"},
                  {"published", "FOLDER", "serve these files too, which lcl publish writes"},
                  {"work", "FOLDER",
                   "for what is under way (else serve/ in the state folder, see lcl config)"},
                  {"trust-proxy", "",
                   "a proxy on this machine or network says whose request it is: X-Forwarded-For"},
                  {"journal", "", "note each request on standard error, one JSON document a line"},
                  {"rate", "N", "requests a second of each address; twenty times as many in a burst (20)"},
                  {"patience", "SECONDS",
                   "for a request's headers, each 64 KiB of it or of the answer, and the end (10)"}},
      .anchoring = Anchoring::none,
      .run = serve_command,
  }};
}

}  // namespace lcl::cli
