// SPDX-License-Identifier: Apache-2.0
#include "cli/service/answers.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "cli/kit/forms.hpp"
#include "cli/kit/outside_question.hpp"
#include "cli/service/answer_cache.hpp"
#include "cli/service/public_answers.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/replay/kept_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli::service {
namespace {

/// `document` with its list taken apart.
ComputedAnswer divided(Json document, const Head& head, std::string_view list) {
  ComputedAnswer answer{.head = head, .before = {}, .items = {}, .after = {}};
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
                        const std::shared_ptr<Ledger>& ledger, KeptFigures& kept_figures) {
  Answer said(true);
  said.rest_on([ledger] { return Basis{ledger->head(), ledger->opened().made_tiles_anew()}; });
  Call call = call_from_outside(command, question.words, said);
  call.opened = ledger;
  call.kept_figures = &kept_figures;
  std::optional<Json> document;
  call.take = [&](const Exportable& answer) { document = document_of(answer, ledger->head()); };
  (void)command.run(call);
  const Head head = ledger->head();
  if (!document) return {.head = head, .status = 422, .before = said.take(), .items = {}, .after = {}};
  return divided(*std::move(document), head, asked.list);
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

/// An answer that takes the whole log is computed no more often, however the log grows; and none is older,
/// unless nobody asked.
constexpr std::chrono::seconds between_readings_of_the_log{2};
constexpr std::chrono::seconds oldest_reading_of_the_log{10};

std::string etag_of(const Head& head, const std::string& text, const Question& question) {
  const std::string page = std::to_string(question.after) + ' ' + std::to_string(question.limit);
  return hex(sha256(hex(head.root) + ' ' + text + page)).substr(0, 32);
}

bool has_it(const Request& request, const std::string& etag) {
  const std::string* known = request.header("if-none-match");
  return known != nullptr && known->find('"' + etag + '"') != std::string::npos;
}

Response unchanged(const std::string& etag) {
  Response response;
  response.status = 304;
  response.etag = etag;
  return response;
}

/// A question to one of the public answers.
struct Asked {
  const PublicAnswer& answer;
  const Command& command;
  Question question;
  std::string text;  ///< text_of_question
};

class PublicAnswers {
 public:
  PublicAnswers(Ledgers& ledgers, const std::vector<Command>& commands)
      : ledgers_(ledgers), commands_(commands) {}

  [[nodiscard]] AtHand at_hand(const Request& request, const std::string& word) {
    auto read = asked(request, word);
    if (auto* fault = std::get_if<Response>(&read)) return {.response = std::move(*fault)};
    const Asked& asked = *std::get_if<Asked>(&read);
    const Head head = ledgers_.standing()->head;
    if (const std::string etag = etag_of(head, asked.text, asked.question); has_it(request, etag))
      return {.response = unchanged(etag)};
    if (const auto known = cache_.at_hand(asked.text, will_do(asked, head, between_readings_of_the_log)))
      return {.response = page(request, asked, *known)};
    if (!asked.answer.reads_the_log) return {.work = Work::records};
    const auto older = cache_.at_hand(asked.text, will_do(asked, head, oldest_reading_of_the_log));
    return {.response = older ? std::optional(page(request, asked, *older)) : std::nullopt,
            .work = Work::whole_log};
  }

  [[nodiscard]] Response to(const Request& request, const std::string& word) {
    auto read = asked(request, word);
    if (auto* fault = std::get_if<Response>(&read)) return std::move(*fault);
    const Asked& asked = *std::get_if<Asked>(&read);
    try {
      const auto new_enough = will_do(asked, ledgers_.standing()->head, between_readings_of_the_log);
      return page(request, asked, *cache_.of(asked.text, new_enough, [&] {
        return computed(asked.answer, asked.command, asked.question, ledgers_.reader(), kept_figures_);
      }));
    } catch (const UsageError& error) {
      return error_response(400, "bad_request", printable(error.what()));
    }
  }

 private:
  /// Or why nothing is.
  [[nodiscard]] std::variant<Asked, Response> asked(const Request& request, const std::string& word) const {
    const PublicAnswer* answer = public_answer(word);
    const Command* command = answer == nullptr ? nullptr : command_of(*answer);
    if (command == nullptr)
      return error_response(
          404, "not_found",
          "no public answer is named \"" + printable(word) + "\": /v1/openapi.json lists those that are");
    auto read = read_question(*answer, *command, request.query);
    if (const auto* fault = std::get_if<std::string>(&read))
      return error_response(400, "bad_request", *fault);
    Question& question = *std::get_if<Question>(&read);
    std::string text = text_of_question(*answer, question);
    return Asked{*answer, *command, std::move(question), std::move(text)};
  }

  [[nodiscard]] const Command* command_of(const PublicAnswer& asked) const {
    const auto found = std::find_if(commands_.begin(), commands_.end(),
                                    [&](const Command& each) { return each.name == asked.command; });
    return found == commands_.end() ? nullptr : &*found;
  }

  /// An answer of `head` will do; one that takes the whole log also if it is no older than that.
  [[nodiscard]] static AnswerCache::WillDo will_do(const Asked& asked, const Head& head,
                                                   std::chrono::seconds oldest) {
    return [&asked, head, oldest](const AnswerCache::Last& last) {
      const bool is_young = AnswerCache::Clock::now() < last.computed + oldest;
      return last.answer->head == head || (asked.answer.reads_the_log && is_young);
    };
  }

  [[nodiscard]] static Response page(const Request& request, const Asked& asked,
                                     const ComputedAnswer& answer) {
    const std::string etag = etag_of(answer.head, asked.text, asked.question);
    if (has_it(request, etag)) return unchanged(etag);
    Response response = page_of(request, asked.answer, asked.question, answer);
    response.etag = etag;
    return response;
  }

  Ledgers& ledgers_;
  const std::vector<Command>& commands_;
  AnswerCache cache_;
  KeptFigures kept_figures_;
};

}  // namespace

std::vector<Route> answers_routes(const Site& site, const std::vector<Command>& commands) {
  const auto answers = std::make_shared<PublicAnswers>(site.ledgers, commands);
  return {
      {.method = "GET",
       .pattern = "/v1/answers/{command}",
       .most_body = 0,
       .answer = [answers](const Request& request,
                           const Captures& captures) { return answers->to(request, captures.at("command")); },
       .at_hand =
           [answers](const Request& request, const Captures& captures) {
             return answers->at_hand(request, captures.at("command"));
           }}};
}

}  // namespace lcl::cli::service
