// SPDX-License-Identifier: Apache-2.0
#include "cli/service/server.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <csignal>
#include <optional>
#include <thread>
#include <utility>

#include "cli/service/connection.hpp"
#include "cli/service/lanes.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli::service {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::size_t reading_threads = 2;

tcp::acceptor listener(asio::io_context& context, const ServerSettings& settings) {
  boost::system::error_code fault;
  const asio::ip::address address = asio::ip::make_address(settings.address, fault);
  tcp::acceptor acceptor(asio::make_strand(context));
  const tcp::endpoint place(address, settings.port);
  if (!fault) acceptor.open(place.protocol(), fault);
  if (!fault) acceptor.set_option(tcp::acceptor::reuse_address(true), fault);
  if (!fault) acceptor.bind(place, fault);
  if (!fault) acceptor.listen(asio::socket_base::max_listen_connections, fault);
  if (fault)
    throw Error(Obstacle::io,
                phrase("cannot listen on {}, port {}: {}", settings.address, settings.port, fault.message()));
  return acceptor;
}

std::string url_of(const tcp::endpoint& place) {
  const std::string address = place.address().to_string();
  return "http://" + (place.address().is_v6() ? '[' + address + ']' : address) + ':' +
         std::to_string(place.port());
}

}  // namespace

struct Server::Parts {
  explicit Parts(const ServerSettings& given)
      : settings(given), acceptor(listener(context, given)), url(url_of(acceptor.local_endpoint())) {
    signals.add(SIGTERM);
    signals.add(SIGINT);
  }

  void accept() {
    acceptor.async_accept(asio::make_strand(context),
                          [this](boost::system::error_code fault, tcp::socket socket) {
                            if (fault == asio::error::operation_aborted) return;
                            if (fault) return wait_and_accept();
                            take(std::move(socket));
                            accept();
                          });
  }

  /// There are no descriptors left, as a rule: some come back when others have gone.
  void wait_and_accept() {
    pause.expires_after(std::chrono::milliseconds(100));
    pause.async_wait([this](boost::system::error_code fault) {
      if (!fault) accept();
    });
  }

  void take(tcp::socket socket) {
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    std::erase_if(connections, [](const auto& each) { return each.expired(); });
    if (const auto begun = begin_connection(std::move(socket), *reception)) connections.push_back(begun);
  }

  void stop() {
    boost::system::error_code ignored;
    acceptor.close(ignored);
    pause.cancel();
    for (const auto& each : connections) {
      if (const auto connection = each.lock()) connection->stop();
    }
    deadline.expires_after(settings.patience);
    deadline.async_wait([this](boost::system::error_code fault) {
      if (fault) return;
      in_time = false;
      context.stop();
    });
    look_for_the_end();
  }

  void look_for_the_end() {
    std::erase_if(connections, [](const auto& each) { return each.expired(); });
    if (connections.empty()) {
      deadline.cancel();
      return;
    }
    pause.expires_after(std::chrono::milliseconds(20));
    pause.async_wait([this](boost::system::error_code) { look_for_the_end(); });
  }

  ServerSettings settings;
  std::optional<Router> router;
  std::optional<Limits> limits;
  std::optional<Reception> reception;
  asio::io_context context;  // what it still holds when it goes uses what stands above
  Lanes lanes;
  tcp::acceptor acceptor;  // its strand is where the members below are used
  std::string url;
  asio::steady_timer pause{acceptor.get_executor()};
  asio::steady_timer deadline{acceptor.get_executor()};
  asio::signal_set signals{acceptor.get_executor()};
  std::vector<std::weak_ptr<Connection>> connections;
  bool in_time = true;
};

Server::Server(const ServerSettings& settings) : parts_(std::make_unique<Parts>(settings)) {}
Server::~Server() = default;

const std::string& Server::url() const { return parts_->url; }

bool Server::run(std::vector<Route> routes, Metrics& metrics, Journal& journal) {
  Parts& parts = *parts_;
  parts.router.emplace(std::move(routes));
  parts.limits.emplace(parts.settings.limits);
  parts.reception.emplace(Reception{*parts.router, parts.lanes, *parts.limits, metrics, journal,
                                    parts.settings.patience, parts.settings.trusts_proxy});
  parts.signals.async_wait([&parts](boost::system::error_code fault, int) {
    if (fault) return;
    parts.signals.clear();
    parts.stop();
  });
  parts.accept();
  std::vector<std::thread> threads;
  threads.reserve(reading_threads);
  for (std::size_t i = 0; i < reading_threads; ++i) threads.emplace_back([&parts] { parts.context.run(); });
  for (std::thread& each : threads) each.join();
  return parts.in_time;
}

}  // namespace lcl::cli::service
