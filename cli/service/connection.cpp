// SPDX-License-Identifier: Apache-2.0
#include "cli/service/connection.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/service/addresses.hpp"
#include "cli/service/reply.hpp"
#include "cli/service/request_head.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli::service {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Fault = beast::error_code;

constexpr std::size_t most_head = 16UL * 1024;
constexpr std::size_t most_read_ahead = 64UL * 1024;
constexpr std::size_t piece_size = 64UL * 1024;
constexpr std::size_t most_discarded = 256UL * 1024;

std::string_view view_of(const beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

/// In lower case.
std::string lower(beast::string_view text) {
  std::string out(text.data(), text.size());
  for (char& byte : out) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
  return out;
}

class HttpConnection final : public Connection, public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(asio::ip::tcp::socket socket, std::string peer, Limits::Grant place, Reception& reception)
      : stream_(std::move(socket)), peer_(std::move(peer)), place_(std::move(place)), reception_(reception) {
    reception_.metrics.connection_begun();
  }
  ~HttpConnection() override { reception_.metrics.connection_ended(); }
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  void begin() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
      self->stream_.expires_after(self->reception_.patience);
      self->await_head();
    });
  }

  void stop() override {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
      self->stopping_ = true;
      if (self->idle_ && !self->has_come()) self->stream_.close();
    });
  }

 private:
  /// Whether something was sent that was not read yet.
  bool has_come() {
    Fault fault;
    return stream_.socket().available(fault) > 0 && !fault;
  }

  // ---- reading the head

  void await_next_request() {
    if (stopping_) return stream_.close();
    parser_.reset();
    request_ = {};
    match_ = {};
    if (buffer_.size() > 0) {
      begun_ = Limits::Clock::now();
      stream_.expires_after(reception_.patience);
      return look_at_head();
    }
    stream_.expires_after(6 * reception_.patience);
    await_head();
  }

  void await_head() {
    idle_ = true;
    read_more_of_head();
  }

  void read_more_of_head() {
    stream_.async_read_some(buffer_.prepare(4096),
                            [self = shared_from_this()](Fault fault, std::size_t bytes) {
                              self->take_more_of_head(fault, bytes);
                            });
  }

  void take_more_of_head(Fault fault, std::size_t bytes) {
    if (fault) return stream_.close();
    if (idle_) {
      idle_ = false;
      begun_ = Limits::Clock::now();
      stream_.expires_after(reception_.patience);
    }
    buffer_.commit(bytes);
    look_at_head();
  }

  void look_at_head() {
    const std::string_view bytes = view_of(buffer_);
    const std::optional<std::size_t> end = end_of_head(bytes);
    const std::size_t size = end.value_or(bytes.size());
    if (const auto fault = fault_of_head(bytes.substr(0, size)))
      return refuse(error_response(fault->status, "bad_request", fault->why));
    if (size > most_head || (!end && size == most_head)) {
      const bool in_first_line = bytes.substr(0, most_head).find("\r\n") == std::string_view::npos;
      return in_first_line
                 ? refuse(error_response(414, "too_large", "the request's address is too long"))
                 : refuse(error_response(431, "too_large", "the request's headers are more than 16 KiB"));
    }
    if (!end) return read_more_of_head();
    parser_.emplace();
    parser_->eager(false);
    parser_->header_limit(most_read_ahead);
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
    Fault fault;
    const std::size_t used = parser_->put(buffer_.data(), fault);
    if (fault || !parser_->is_header_done())
      return refuse(error_response(400, "bad_request", "the request cannot be read"));
    buffer_.consume(used);
    reception_.metrics.received(used);
    take_head();
  }

  void take_head() {
    const auto& head = parser_->get();
    request_.method = std::string(head.method_string());
    request_.target = std::string(head.target());
    for (const auto& field : head) request_.headers[lower(field.name_string())] = std::string(field.value());
    fields_ = request_.headers.size();
    const bool by_proxy = came_by_proxy(request_);
    request_.from_here = is_loopback(peer_) && !by_proxy;
    request_.address = reception_.trusts_proxy && is_private(peer_) ? forwarded_for(request_, peer_) : peer_;
    Limits::RequestGrant granted = reception_.limits.request(quota_block(request_.address), begun_);
    if (!granted.grant) return refuse_too_many(granted.retry_after);
    request_grant_ = std::move(granted.grant);
    std::optional<TargetParts> parts = target_parts(request_.target);
    if (!parts) return refuse(error_response(400, "bad_request", "the request's address cannot be read"));
    request_.path = std::move(parts->path);
    request_.query = std::move(parts->query);
    match_ = reception_.router.find(request_.method, request_.path);
    if (match_.route == nullptr) return refuse_unrouted();
    take_body();
  }

  void refuse_too_many(std::chrono::seconds retry_after) {
    Response response = error_response(429, "too_many", "this address has asked too often: ask again later");
    response.headers.emplace_back("Retry-After", std::to_string(retry_after.count()));
    refuse(std::move(response));
  }

  void refuse_unrouted() {
    if (match_.allowed.empty())
      return refuse(error_response(404, "not_found", "there is nothing at this path"));
    Response response = error_response(405, "method", "this path has another method: " + match_.allowed);
    response.headers.emplace_back("Allow", match_.allowed);
    refuse(std::move(response));
  }

  // ---- reading the body

  void take_body() {
    const std::size_t most = match_.route->most_body;
    if (parser_->content_length().value_or(0) > most) return refuse_body();
    parser_->body_limit(most);
    if (parser_->is_done()) return dispatch();
    body_grant_ = reception_.limits.body(quota_block(request_.address),
                                         static_cast<std::size_t>(parser_->content_length().value_or(most)));
    if (!body_grant_) {
      Response response = error_response(503, "unavailable", "too much is being sent here: ask again later");
      response.headers.emplace_back("Retry-After", "5");
      return refuse(std::move(response));
    }
    const std::string* const expects = request_.header("expect");
    if (expects == nullptr) return read_body();
    if (*expects != "100-continue")
      return refuse(error_response(417, "bad_request", "what the request expects is not known here"));
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(go_on), [self = shared_from_this()](Fault fault, std::size_t) {
      if (fault) return self->stream_.close();
      self->read_body();
    });
  }

  void refuse_body() { refuse(error_response(413, "too_large", "the request's body is too large")); }

  void read_body() {
    const std::size_t have = parser_->get().body().size();
    if (have >= timed_to_) {
      timed_to_ = have + piece_size;
      stream_.expires_after(reception_.patience);
    }
    http::async_read_some(stream_, buffer_, *parser_, [self = shared_from_this()](Fault fault, std::size_t) {
      self->take_more_of_body(fault);
    });
  }

  void take_more_of_body(Fault fault) {
    if (!fault) return parser_->is_done() ? dispatch() : read_body();
    if (fault == http::error::body_limit) return refuse_body();
    const bool is_gone =
        fault == beast::error::timeout || fault.category() == asio::error::get_system_category();
    if (is_gone) return stream_.close();
    refuse(error_response(400, "bad_request", "the request's body is not what its headers say"));
  }

  // ---- answering

  void dispatch() {
    const auto fields = static_cast<std::size_t>(std::distance(parser_->get().begin(), parser_->get().end()));
    if (fields != fields_) return refuse(error_response(400, "bad_request", "trailers are not read here"));
    timed_to_ = 0;
    request_.body = std::move(parser_->get().body());
    reception_.metrics.received(request_.body.size());
    stream_.expires_never();
    if (match_.route->at_hand) return take_lane(Work::at_hand, &HttpConnection::answer_at_hand);
    take_lane(match_.route->work, &HttpConnection::answer);
  }

  /// Goes on with `step` on a thread of that lane; nothing else touches the request meanwhile.
  void take_lane(Work work, void (HttpConnection::*step)()) {
    const bool has_room =
        reception_.lanes.post(work, [self = shared_from_this(), step] { (self.get()->*step)(); });
    if (has_room) return;
    give(replied([] {
      Response response = unavailable();
      response.headers.emplace_back("Retry-After", "5");
      return response;
    }));
  }

  void answer_at_hand() {
    AtHand found;
    Reply reply = replied([&] {
      found = match_.route->at_hand(request_, match_.captures);
      return found.response ? std::move(*found.response) : Response();
    });
    if (found.work && !found.response) return take_lane(*found.work, &HttpConnection::answer);
    if (found.work) answer_for_others(*found.work);
    give(std::move(reply));
  }

  /// So that the next who asks finds it.
  void answer_for_others(Work work) {
    (void)reception_.lanes.post(work, [request = request_, match = match_, &journal = reception_.journal] {
      try {
        (void)match.route->answer(request, match.captures);
      } catch (const std::exception& error) {
        journal.note_failure(request.path, error.what());
      }
    });
  }

  void answer() {
    give(replied([&] { return match_.route->answer(request_, match_.captures); }));
  }

  void give(Reply reply) {
    asio::post(stream_.get_executor(), [self = shared_from_this(), reply = std::move(reply)]() mutable {
      self->send(std::move(reply));
    });
  }

  /// The reply to what `answer` gives or throws.
  template <typename Answer>
  Reply replied(Answer answer) {
    const bool keeps = keeps_alive() && !stopping_;
    try {
      Response response = answer();
      signer_ = response.signer;
      return reply_to(request_, std::move(response), keeps);
    } catch (const Error& error) {
      reception_.journal.note_failure(request_.path, error.what());
      const bool later = error.obstacle() == Obstacle::unavailable || error.obstacle() == Obstacle::busy;
      return reply_to(request_, later ? unavailable() : failed(), keeps);
    } catch (const std::exception& error) {
      reception_.journal.note_failure(request_.path, error.what());
      return reply_to(request_, failed(), keeps);
    }
  }

  static Response unavailable() {
    return error_response(503, "unavailable", "the registry cannot answer this now: ask again later");
  }
  static Response failed() { return error_response(500, "failed", "the registry could not answer"); }

  [[nodiscard]] bool keeps_alive() const { return parser_->keep_alive() && parser_->get().version() == 11; }

  /// Answers what is not read on: the connection ends behind it, unless the request could be read to its end.
  void refuse(Response response) {
    const bool is_whole =
        response.status != 400 && parser_ && parser_->is_header_done() && parser_->is_done();
    send(reply_to(request_, std::move(response), is_whole && keeps_alive()));
  }

  void send(Reply reply) {
    reply_ = std::move(reply);
    sent_ = 0;
    piece_ = std::move(reply_.head);
    add_to_piece();
    write_piece();
  }

  /// Adds the next bytes of the body to what is written next; false where they cannot be had.
  bool add_to_piece() {
    const std::uint64_t left = reply_.length - sent_;
    const std::size_t size = left < piece_size ? static_cast<std::size_t>(left) : piece_size;
    if (!reply_.file) {
      piece_.append(reply_.text, static_cast<std::size_t>(sent_), size);
      sent_ += size;
      return true;
    }
    const std::size_t before = piece_.size();
    piece_.resize(before + size);
    const ssize_t got = ::pread(reply_.file->number(), piece_.data() + before, size,
                                static_cast<off_t>(reply_.offset + sent_));
    if (got < 0 || (got == 0 && size > 0)) return false;
    piece_.resize(before + static_cast<std::size_t>(got));
    sent_ += static_cast<std::uint64_t>(got);
    return true;
  }

  void write_piece() {
    stream_.expires_after(reception_.patience);
    asio::async_write(stream_, asio::buffer(piece_), [self = shared_from_this()](Fault fault, std::size_t) {
      if (fault) return self->give_up_sending();
      self->go_on_sending();
    });
  }

  void go_on_sending() {
    piece_.clear();
    if (sent_ < reply_.length) {
      if (!add_to_piece()) return give_up_sending();
      return write_piece();
    }
    const bool keeps = reply_.keeps_alive;
    note_end();
    if (keeps) return await_next_request();
    finish();
  }

  void give_up_sending() {
    note_end();
    stream_.close();
  }

  void note_end() {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Limits::Clock::now() - begun_);
    const auto microseconds = static_cast<std::uint64_t>(took.count());
    const std::string pattern = match_.route == nullptr ? std::string() : match_.route->pattern;
    reception_.metrics.answered(request_.method, pattern, reply_.status, microseconds);
    reception_.metrics.sent(sent_);
    reception_.journal.note({.address = request_.address.empty() ? peer_ : request_.address,
                             .method = request_.method,
                             .path = request_.path,
                             .status = reply_.status,
                             .bytes = sent_,
                             .microseconds = microseconds,
                             .signer = std::exchange(signer_, {})});
    reply_ = {};
    request_grant_ = {};
    body_grant_ = {};
  }

  /// Closes our side, and takes what is still coming for a moment: else the answer could be lost on its way.
  void finish() {
    Fault ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    stream_.expires_after(std::chrono::seconds(2));
    discard();
  }

  void discard() {
    stream_.async_read_some(asio::buffer(scrap_),
                            [self = shared_from_this()](Fault fault, std::size_t bytes) {
                              self->discarded_ += bytes;
                              if (fault || self->discarded_ > most_discarded) return self->stream_.close();
                              self->discard();
                            });
  }

  beast::tcp_stream stream_;
  std::string peer_;
  Limits::Grant place_;
  Reception& reception_;
  beast::flat_buffer buffer_{most_read_ahead};
  std::optional<http::request_parser<http::string_body>> parser_;
  Request request_;
  Limits::Clock::time_point begun_;  // when its first byte came
  Limits::Grant request_grant_;
  Limits::Grant body_grant_;
  std::string signer_;
  Router::Match match_;
  std::size_t fields_ = 0;    // how many headers there were
  std::size_t timed_to_ = 0;  // so much of the body has to come before the time is up
  Reply reply_;
  std::uint64_t sent_ = 0;  // of the reply's body
  std::string piece_;
  std::array<char, 4096> scrap_{};
  std::size_t discarded_ = 0;
  bool idle_ = false;
  std::atomic<bool> stopping_ = false;
};

}  // namespace

std::shared_ptr<Connection> begin_connection(asio::ip::tcp::socket socket, Reception& reception) {
  Fault fault;
  const asio::ip::tcp::endpoint end = socket.remote_endpoint(fault);
  if (fault) return nullptr;
  std::string peer = end.address().to_string();
  const bool is_proxy = reception.trusts_proxy && is_private(peer);
  Limits::Grant place = reception.limits.connection(quota_block(peer), is_proxy);
  if (!place) return nullptr;
  auto connection =
      std::make_shared<HttpConnection>(std::move(socket), std::move(peer), std::move(place), reception);
  connection->begin();
  return connection;
}

}  // namespace lcl::cli::service
