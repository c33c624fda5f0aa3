// SPDX-License-Identifier: Apache-2.0
#include "cli/remote/http.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli::remote {
namespace {

constexpr long connect_seconds = 10;
constexpr long stalled_seconds = 30;
constexpr long stalled_rate = 1024;  // bytes a second, and fewer
constexpr int look_up_ms = 100;
constexpr std::size_t most_headers = 64U << 10U;
constexpr std::array<int, 3> waits_s{1, 2, 4};
constexpr int longest_wait_s = 30;

struct FreeEasy {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
struct FreeMulti {
  void operator()(CURLM* handle) const noexcept { curl_multi_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

/// What came in since it was last looked at.
struct Incoming {
  std::string body;
  std::size_t taken = 0;  // of the body, in all
  std::size_t most = 0;
  std::size_t header_bytes = 0;
  std::map<std::string, std::string> headers;
  bool too_long = false;
};

std::size_t take_body(const char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& incoming = *static_cast<Incoming*>(user);
  const std::size_t length = size * count;
  if (length > incoming.most - std::min(incoming.most, incoming.taken)) {
    incoming.too_long = true;
    return 0;
  }
  incoming.taken += length;
  incoming.body.append(bytes, length);
  return length;
}

std::size_t take_header(const char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& incoming = *static_cast<Incoming*>(user);
  const std::size_t length = size * count;
  incoming.header_bytes += length;
  if (incoming.header_bytes > most_headers) {
    incoming.too_long = true;
    return 0;
  }
  std::string_view line(bytes, length);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) incoming.headers.clear();
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return length;
  std::string name(line.substr(0, colon));
  for (char& letter : name)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  std::string_view value = line.substr(colon + 1);
  while (value.starts_with(' ')) value.remove_prefix(1);
  incoming.headers[name] = value;
  return length;
}

std::string variable_of(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return value == nullptr ? std::string() : value;
}

/// Those that OpenSSL's users name in these variables.
void trust_own_authorities(CURL* handle) {
  const std::string folder = variable_of("SSL_CERT_DIR");
  const std::string file = variable_of("SSL_CERT_FILE");
  if (!folder.empty()) curl_easy_setopt(handle, CURLOPT_CAPATH, folder.c_str());
  if (!file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, file.c_str());
}

/// Whether the request cannot have been read by anyone who answers.
bool was_not_sent(CURLcode code) {
  return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY ||
         code == CURLE_COULDNT_CONNECT || code == CURLE_PEER_FAILED_VERIFICATION ||
         code == CURLE_SSL_CONNECT_ERROR || code == CURLE_SSL_CACERT_BADFILE;
}

bool is_about_trust(CURLcode code) {
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE;
}

Unanswered why_unanswered(CURLcode code, const char* detail, const Incoming& incoming,
                          const Address& address) {
  if (incoming.too_long || code == CURLE_FILESIZE_EXCEEDED)
    return {phrase("{} answers with more than there can be", address.url), true, false, true};
  if (is_about_trust(code)) {
    return {
        phrase("{} does not show a certificate that is trusted here: {}; an authority of your own is named "
               "by SSL_CERT_FILE",
               address.url, printable(detail)),
        false, false, false};
  }
  const std::string_view reason = *detail == '\0' ? curl_easy_strerror(code) : detail;
  return {phrase("no answer from {}: {}", address.url, printable(reason)), !was_not_sent(code), true, false};
}

bool is_to_be_asked_again(const HttpOutcome& outcome) {
  if (const auto* none = std::get_if<Unanswered>(&outcome)) return none->may_be_tried_again;
  const unsigned status = std::get<HttpAnswer>(outcome).status;
  return status == 429 || status == 502 || status == 503 || status == 504;
}

/// As the answer asks for, within limits.
int wait_asked_for(const HttpOutcome& outcome, int otherwise) {
  const auto* answer = std::get_if<HttpAnswer>(&outcome);
  const std::string* text = answer == nullptr ? nullptr : answer->header("retry-after");
  int seconds = 0;
  if (text == nullptr ||
      std::from_chars(text->data(), text->data() + text->size(), seconds).ec != std::errc{})
    return otherwise;
  return std::clamp(seconds, otherwise, longest_wait_s);
}

void wait_for(int seconds, const Progress& progress) {
  using namespace std::chrono_literals;
  for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
       std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(100ms)) {
    if (progress) progress(translation("waiting for the registry"), 0, 0);
  }
}

}  // namespace

struct Http::Handles {
  std::unique_ptr<CURL, FreeEasy> easy{curl_easy_init()};
  std::unique_ptr<CURLM, FreeMulti> multi{curl_multi_init()};
};

namespace {

/// An easy handle among those of a multi handle, until the end of the scope.
class Running {
 public:
  Running(CURLM* multi, CURL* easy) : multi_(multi), easy_(easy) { curl_multi_add_handle(multi_, easy_); }
  ~Running() { curl_multi_remove_handle(multi_, easy_); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  [[nodiscard]] CURLcode code() const {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left))
      if (message->msg == CURLMSG_DONE) return message->data.result;
    return CURLE_OK;
  }

 private:
  CURLM* multi_;
  CURL* easy_;
};

HeaderList header_list(const HttpRequest& request) {
  HeaderList list;
  const auto add = [&list](const std::string& line) {
    curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
    invariant(longer != nullptr, "there is memory for a header");
    (void)list.release();
    list.reset(longer);
  };
  for (const auto& [name, value] : request.headers) add(name + ": " + value);
  for (const auto& [name, value] : request.sign ? request.sign(request) : HeaderFields())
    add(name + ": " + value);
  add("Expect:");
  return list;
}

void set_up(CURL* easy, const Address& address) {
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, address.is_local ? "http,https" : "https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, stalled_rate);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, stalled_seconds);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "lcl");
  if (address.is_local) curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
  trust_own_authorities(easy);
}

void set_method(CURL* easy, const HttpRequest& request) {
  if (request.method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET") {
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
  }
}

}  // namespace

Http::Http(Address address) : address_(std::move(address)), handles_(std::make_unique<Handles>()) {
  if (!handles_->easy || !handles_->multi)
    throw Error(Obstacle::unavailable, phrase("libcurl cannot be used: there is no memory for it"));
}
Http::Http(Http&&) noexcept = default;
Http& Http::operator=(Http&&) noexcept = default;
Http::~Http() = default;

HttpOutcome Http::attempt(const HttpRequest& request, const Progress& progress) {
  CURL* const easy = handles_->easy.get();
  Incoming incoming;
  incoming.most = request.most;
  std::array<char, CURL_ERROR_SIZE> detail{};
  const std::string url = address_.url + request.path;
  const HeaderList headers = header_list(request);
  set_up(easy, address_);
  set_method(easy, request);
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.most));
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &incoming);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &incoming);
  HttpAnswer answer;
  const auto hand_on = [&](bool is_over) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    const bool is_wanted = request.take && (status == 200 || status == 206);
    if (!is_wanted || (incoming.body.empty() && !is_over)) return;
    if (answer.status == 0) {
      answer.status = static_cast<unsigned>(status);
      answer.headers = incoming.headers;
      if (request.begin) request.begin(answer);
    }
    request.take(incoming.body);
    incoming.body.clear();
  };
  CURLcode code = CURLE_OK;
  {
    const Running running(handles_->multi.get(), easy);
    int going = 1;
    while (going != 0) {
      if (curl_multi_perform(handles_->multi.get(), &going) != CURLM_OK)
        return Unanswered{"libcurl", true, true, false};
      hand_on(false);
      if (progress) progress(translation("fetching"), incoming.taken, 0);
      if (going != 0) curl_multi_poll(handles_->multi.get(), nullptr, 0, look_up_ms, nullptr);
    }
    code = running.code();
  }
  if (code != CURLE_OK) return why_unanswered(code, detail.data(), incoming, address_);
  hand_on(true);
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<unsigned>(status);
  answer.headers = std::move(incoming.headers);
  answer.body = std::move(incoming.body);
  return answer;
}

HttpOutcome Http::ask(const HttpRequest& request, const Progress& progress) {
  bool may_be_done = false;
  HttpOutcome outcome = attempt(request, progress);
  for (std::size_t tried = 0; waited_to_ask_again(outcome, tried, progress); ++tried) {
    const auto* none = std::get_if<Unanswered>(&outcome);
    may_be_done = may_be_done || none == nullptr || none->may_be_done;
    outcome = attempt(request, progress);
  }
  if (auto* none = std::get_if<Unanswered>(&outcome)) none->may_be_done = none->may_be_done || may_be_done;
  return outcome;
}

bool waited_to_ask_again(const HttpOutcome& outcome, std::size_t tried, const Progress& progress) {
  if (tried == waits_s.size() || !is_to_be_asked_again(outcome)) return false;
  wait_for(wait_asked_for(outcome, waits_s[tried]), progress);
  return true;
}

HttpAnswer answer_of(HttpOutcome outcome) {
  if (const auto* none = std::get_if<Unanswered>(&outcome)) throw Error(Obstacle::unavailable, none->why);
  return std::get<HttpAnswer>(std::move(outcome));
}

void unexpected(const HttpAnswer& answer, const Address& address, const std::string& path) {
  const std::string where = address.url + path;
  if (const std::string* elsewhere = answer.header("location");
      answer.status / 100 == 3 && elsewhere != nullptr) {
    throw Error(Obstacle::unavailable,
                phrase("{} leads to {}, and nothing is followed: give the address that it is at", where,
                       printable(*elsewhere)));
  }
  throw Error(Obstacle::unavailable, phrase("{} answers with status {}", where, answer.status));
}

std::optional<std::string> fetched_if_there(Http& http, const std::string& path, std::size_t most,
                                            const Progress& progress) {
  HttpRequest request;
  request.path = path;
  request.most = most;
  HttpAnswer answer = answer_of(http.ask(request, progress));
  if (answer.status == 404 || answer.status == 410) return std::nullopt;
  if (answer.status != 200) unexpected(answer, http.address(), path);
  return std::move(answer.body);
}

}  // namespace lcl::cli::remote
