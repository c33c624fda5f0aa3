// SPDX-License-Identifier: Apache-2.0
#include "cli/service/answers.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "cli/kit/forms.hpp"
#include "cli/kit/outside_question.hpp"
#include "cli/service/answer_cache.hpp"
#include "cli/service/public_answers.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli::service {
namespace {

/// `document` with its list taken apart.
ComputedAnswer divided(Json document, std::string_view list) {
  ComputedAnswer answer;
  std::string* side = &answer.before;
  *side = "{";
  for (auto& [name, value] : document.items()) {
    if (side->back() != '{') *side += ',';
    append_json_string(name, *side);
    *side += ':';
    if (name == list) {
      *side += '[';
      side = &answer.after;
      *side = "]";
      for (const Json& item : value) answer.items.push_back(canonical(item));
    } else {
      *side += canonical(value);
    }
  }
  *side += "}\n";
  return answer;
}

ComputedAnswer computed(const PublicAnswer& asked, const Command& command, const Question& question,
                        const std::shared_ptr<Ledger>& ledger) {
  Answer said(true);
  said.rest_on([ledger] { return Basis{ledger->head(), ledger->opened().made_tiles_anew()}; });
  Call call = call_from_outside(command, question.words, said);
  call.opened = ledger;
  std::optional<Json> document;
  call.take = [&](const Exportable& answer) { document = document_of(answer, ledger->head()); };
  (void)command.run(call);
  if (!document) return {.status = 422, .before = said.take(), .items = {}, .after = {}};
  return divided(*std::move(document), asked.list);
}

std::string query_value(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (plain.find(letter) != std::string_view::npos) {
      encoded += letter;
    } else {
      encoded += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return encoded;
}

/// The same question from another place on, as a link to the next page (RFC 8288).
std::string link_to_next(const Request& request, std::string_view parameter, std::uint64_t place) {
  std::string query;
  for (const auto& [name, value] : request.query) {
    if (name != parameter) query += query_value(name) + '=' + query_value(value) + '&';
  }
  return '<' + request.path + '?' + query + std::string(parameter) + '=' + std::to_string(place) +
         ">; rel=\"next\"";
}

/// Behind the statement that `item` lists, and the events that it brought.
std::uint64_t place_behind(const std::string& item) {
  const Json read = Json::parse(item);
  const Json& entry = read["entry"];
  const std::uint64_t next = entry["seq"].get<std::uint64_t>() + 1;
  if (!read.contains("payload") || !read["payload"].contains("act")) return next;
  return next + events_after(entry["kind"].get<std::string>(), read["payload"]["act"]);
}

/// Where the next page begins, and the parameter that says so.
struct NextPage {
  std::string_view parameter;
  std::uint64_t place = 0;
};

/// The part of `answer` that `question` asks for.
Response page_of(const Request& request, const PublicAnswer& asked, const Question& question,
                 const ComputedAnswer& answer) {
  const bool by_place = asked.paging == Paging::by_place;
  const std::size_t count = answer.items.size();
  const std::size_t first = by_place ? std::min<std::uint64_t>(question.after, count) : 0;
  const std::size_t last = by_place ? first + std::min<std::uint64_t>(question.limit, count - first) : count;
  Response response;
  response.status = answer.status;
  std::string body = answer.before;
  for (std::size_t i = first; i < last; ++i) body += (i == first ? "" : ",") + answer.items[i];
  response.body = body + answer.after;
  std::optional<NextPage> next;
  if (by_place && last < count) next = {"after", last};
  if (asked.paging == Paging::by_entry && count == question.limit)
    next = {"from", place_behind(answer.items.back())};
  if (next) response.headers.emplace_back("Link", link_to_next(request, next->parameter, next->place));
  return response;
}

/// What is asked, of whatever head.
std::string text_of_question(const PublicAnswer& asked, const Question& question) {
  Json text = {LCL_VERSION, asked.command};
  for (const std::string& word : question.words) text.push_back(word);
  return canonical(text);
}

std::string key_of(const Head& head, const std::string& question) { return hex(head.root) + ' ' + question; }

/// Of each question which answer was the last, and when that was computed. As many as are asked in earnest:
/// whoever asks more than that makes all be forgotten.
class LastAnswers {
 public:
  using Clock = std::chrono::steady_clock;
  struct Last {
    std::string key;
    Clock::time_point computed;
  };

  void note(const std::string& question, const std::string& key) {
    const std::lock_guard lock(mutex_);
    if (last_.size() >= most) last_.clear();
    Last& last = last_[question];
    if (last.key != key) last = {key, Clock::now()};
  }
  [[nodiscard]] std::optional<Last> of(const std::string& question) {
    const std::lock_guard lock(mutex_);
    const auto found = last_.find(question);
    return found == last_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  static constexpr std::size_t most = 4096;
  std::mutex mutex_;
  std::map<std::string, Last> last_;
};

/// An answer that takes the whole log is computed no more often, however the log grows.
constexpr std::chrono::seconds between_readings_of_the_log{2};

std::string etag_of(const std::string& key, const Question& question) {
  const std::string page = std::to_string(question.after) + ' ' + std::to_string(question.limit);
  return hex(sha256(key + page)).substr(0, 32);
}

bool has_it(const Request& request, const std::string& etag) {
  const std::string* known = request.header("if-none-match");
  return known != nullptr && known->find('"' + etag + '"') != std::string::npos;
}

class PublicAnswers {
 public:
  PublicAnswers(Ledgers& ledgers, const std::vector<Command>& commands)
      : ledgers_(ledgers), commands_(commands) {}

  [[nodiscard]] Response to(const Request& request, const std::string& word) {
    const PublicAnswer* asked = public_answer(word);
    const Command* command = asked == nullptr ? nullptr : command_of(*asked);
    if (command == nullptr)
      return error_response(
          404, "not_found",
          "no public answer is named \"" + printable(word) + "\": /v1/openapi.json lists those that are");
    const auto read = read_question(*asked, *command, request.query);
    if (const auto* fault = std::get_if<std::string>(&read))
      return error_response(400, "bad_request", *fault);
    return answer(request, *asked, *command, std::get<Question>(read));
  }

 private:
  [[nodiscard]] const Command* command_of(const PublicAnswer& asked) const {
    const auto found = std::find_if(commands_.begin(), commands_.end(),
                                    [&](const Command& each) { return each.name == asked.command; });
    return found == commands_.end() ? nullptr : &*found;
  }

  [[nodiscard]] Response answer(const Request& request, const PublicAnswer& asked, const Command& command,
                                const Question& question) {
    const std::shared_ptr<Ledger> ledger = ledgers_.reader();
    const std::string text = text_of_question(asked, question);
    const std::string key = key_of(ledger->head(), text);
    const auto last = last_.of(text);
    try {
      if (has_it(request, etag_of(key, question))) return unchanged(etag_of(key, question));
      const auto before = last ? cache_.kept(last->key) : nullptr;
      const bool is_young = last && LastAnswers::Clock::now() < last->computed + between_readings_of_the_log;
      if (before && asked.reads_the_log && is_young)
        return page(request, asked, question, *before, etag_of(last->key, question));
      const auto known = cache_.of(
          key, [&] { return computed(asked, command, question, ledger); },
          before ? AnswerCache::Patience::does_not_wait : AnswerCache::Patience::waits);
      if (known) {
        last_.note(text, key);
        return page(request, asked, question, *known, etag_of(key, question));
      }
      return before ? page(request, asked, question, *before, etag_of(last->key, question)) : too_busy();
    } catch (const UsageError& error) {
      return error_response(400, "bad_request", printable(error.what()));
    }
  }

  [[nodiscard]] static Response unchanged(const std::string& etag) {
    Response response;
    response.status = 304;
    response.etag = etag;
    return response;
  }

  [[nodiscard]] static Response page(const Request& request, const PublicAnswer& asked,
                                     const Question& question, const ComputedAnswer& answer,
                                     const std::string& etag) {
    if (has_it(request, etag)) return unchanged(etag);
    Response response = page_of(request, asked, question, answer);
    response.etag = etag;
    return response;
  }

  [[nodiscard]] static Response too_busy() {
    Response response = error_response(503, "unavailable", "other answers are being computed: ask again");
    response.headers.emplace_back("Retry-After", "5");
    return response;
  }

  Ledgers& ledgers_;
  const std::vector<Command>& commands_;
  AnswerCache cache_{{}};
  LastAnswers last_;
};

}  // namespace

std::vector<Route> answers_routes(const Site& site, const std::vector<Command>& commands) {
  const auto answers = std::make_shared<PublicAnswers>(site.ledgers, commands);
  return {{.method = "GET",
           .pattern = "/v1/answers/{command}",
           .most_body = 0,
           .answer = [answers](const Request& request, const Captures& captures) {
             return answers->to(request, captures.at("command"));
           }}};
}

}  // namespace lcl::cli::service
