// SPDX-License-Identifier: Apache-2.0
// The parts of the service that need no connection: which route a path has, what a target is, whose an
// address is, and how much an address may ask.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/service/addresses.hpp"
#include "cli/service/housekeeping.hpp"
#include "cli/service/limits.hpp"
#include "cli/service/reply.hpp"
#include "cli/service/request_head.hpp"
#include "cli/service/router.hpp"

namespace lcl::cli::service {
namespace {

Route route_of(std::string method, std::string pattern) {
  return {std::move(method), std::move(pattern), 0,
          [](const Request&, const Captures&) { return Response{}; }};
}

std::string path_of(std::string_view target) {
  const auto parts = target_parts(target);
  return parts ? parts->path : "none";
}

Request forwarded(const std::string& addresses) {
  Request request{.method = "GET", .target = "/", .path = "/"};
  request.headers["x-forwarded-for"] = addresses;
  return request;
}

TEST_CASE(
    "a path has the route whose pattern it fits, and a path of its own goes before one that takes all") {
  const Router router({route_of("GET", "/v1/checkpoint"), route_of("POST", "/v1/uploads"),
                       route_of("PATCH", "/v1/uploads/{id}"), route_of("HEAD", "/v1/uploads/{id}"),
                       route_of("GET", "/{path…}")});
  CHECK(router.find("GET", "/v1/checkpoint").route == &router.routes()[0]);
  CHECK(router.find("HEAD", "/v1/checkpoint").route == &router.routes()[0]);
  CHECK(router.find("HEAD", "/v1/uploads/7").route == &router.routes()[3]);
  CHECK(router.find("PATCH", "/v1/uploads/7").captures.at("id") == "7");
  CHECK(router.find("GET", "/").captures.at("path").empty());
  CHECK(router.find("GET", "/at/25/en/").captures.at("path") == "at/25/en/");
  CHECK(router.find("GET", "/v1/uploads").route == nullptr);
  CHECK(router.find("GET", "/v1/uploads").allowed == "POST");
  CHECK(router.find("PATCH", "/v1/uploads/").route == nullptr);
  CHECK(router.find("BREW", "/v1/checkpoint").allowed == "GET, HEAD");
}

TEST_CASE("without files a path that no route has is nowhere") {
  const Router router({route_of("GET", "/healthz")});
  CHECK(router.find("GET", "/").route == nullptr);
  CHECK(router.find("GET", "/healthz/").route == nullptr);
  CHECK(router.find("GET", "/healthz/").allowed.empty());
}

TEST_CASE("a target is decoded once, and names no other path than the one it shows") {
  CHECK(path_of("/a%20b/c%C3%A9") == "/a b/cé");
  CHECK(path_of("/%2525") == "/%25");
  for (const char* const wrong :
       {"",       "a",      "*",    "http://x/", "/..",     "/a/../b", "/.",   "/%2e",
        "/a%2Fb", "/a%5cb", "/%00", "/%0d",      "/%7f",    "/%c3",    "/%",   "/%4",
        "/%gg",   "/a b",   "/a#b", "/\xc3\xa9", "/?a=%00", "/?=a",    "/?a=#"})
    CHECK(path_of(wrong) == "none");
  const auto parts = target_parts("/x?a=1+2&b=%2B%26&c&a=");
  REQUIRE(parts);
  CHECK(parts->query ==
        std::vector<std::pair<std::string, std::string>>{{"a", "1 2"}, {"b", "+&"}, {"c", ""}, {"a", ""}});
}

TEST_CASE("only addresses of this machine and of private networks are near, however they are written") {
  for (const char* const here : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
    CHECK(is_loopback(here));
  for (const char* const away : {"128.0.0.1", "::2", "10.0.0.1", "", "localhost", "::ffff:8.8.8.8"})
    CHECK_FALSE(is_loopback(away));
  for (const char* const near :
       {"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd00::1", "127.0.0.1"})
    CHECK(is_private(near));
  for (const char* const far : {"172.32.0.1", "192.169.0.1", "11.0.0.1", "fe00::1", "2001:db8::1", "x"})
    CHECK_FALSE(is_private(far));
  CHECK(quota_block("2001:db8:1:2:3::4") == quota_block("2001:db8:1:2:ffff::1"));
  CHECK(quota_block("2001:db8:1:2::1") != quota_block("2001:db8:1:3::1"));
  CHECK(quota_block("192.0.2.1") == quota_block("::ffff:192.0.2.1"));
  CHECK(quota_block("192.0.2.1") != quota_block("192.0.2.2"));
}

TEST_CASE("of the addresses that a proxy names the last counts, and what is none does not") {
  CHECK(forwarded_for(forwarded("192.0.2.1"), "127.0.0.1") == "192.0.2.1");
  CHECK(forwarded_for(forwarded("127.0.0.1, 192.0.2.1 "), "127.0.0.1") == "192.0.2.1");
  CHECK(forwarded_for(forwarded("192.0.2.1, unknown"), "127.0.0.1") == "127.0.0.1");
  CHECK(forwarded_for(forwarded(""), "127.0.0.1") == "127.0.0.1");
  CHECK(came_by_proxy(forwarded("")));
  CHECK_FALSE(came_by_proxy(Request{.method = "GET", .target = "/", .path = "/"}));
}

TEST_CASE("an address may make a burst of requests, and then as many a second as are allowed") {
  Limits limits({.requests_a_second = 2});
  auto now = Limits::Clock::now();
  for (int i = 0; i < 40; ++i) CHECK(limits.request("a", now).grant);
  const Limits::RequestGrant refused = limits.request("a", now);
  CHECK_FALSE(refused.grant);
  CHECK(refused.retry_after == std::chrono::seconds(1));
  CHECK(limits.request("b", now).grant);
  now += std::chrono::milliseconds(499);
  CHECK_FALSE(limits.request("a", now).grant);
  now += std::chrono::milliseconds(1);
  CHECK(limits.request("a", now).grant);
  CHECK_FALSE(limits.request("a", now).grant);
  now += std::chrono::hours(1);
  for (int i = 0; i < 40; ++i) CHECK(limits.request("a", now).grant);
  CHECK_FALSE(limits.request("a", now).grant);
}

TEST_CASE("what is given back can be had again") {
  Limits limits({.requests_at_once = 2,
                 .connections = 3,
                 .connections_of_address = 2,
                 .body_bytes = 100,
                 .body_bytes_of_address = 60});
  const auto now = Limits::Clock::now();
  Limits::RequestGrant first = limits.request("a", now);
  const Limits::RequestGrant second = limits.request("a", now);
  CHECK_FALSE(limits.request("a", now).grant);
  first.grant = {};
  CHECK(limits.request("a", now).grant);
  Limits::Grant one = limits.connection("a", false);
  const Limits::Grant two = limits.connection("a", false);
  CHECK_FALSE(limits.connection("a", false));
  const Limits::Grant proxy = limits.connection("a", true);
  CHECK(proxy);
  CHECK_FALSE(limits.connection("b", false));
  one = {};
  CHECK(limits.connection("b", false));
  Limits::Grant body = limits.body("a", 60);
  CHECK_FALSE(limits.body("a", 1));
  const Limits::Grant other = limits.body("b", 40);
  CHECK(other);
  CHECK_FALSE(limits.body("c", 1));
  body = {};
  CHECK(limits.body("a", 60));
}

TEST_CASE("more addresses than are told apart share what is left") {
  Limits limits({.requests_a_second = 1});
  const auto now = Limits::Clock::now();
  for (int i = 0; i < 30'000; ++i) (void)limits.request(std::to_string(i), now);
  CHECK_FALSE(limits.request("late", now).grant);
  CHECK(limits.request("late", now + std::chrono::hours(1)).grant);
}

TEST_CASE(
    "what is to be tidied is tidied again and again, whatever goes wrong with it, until nobody is there") {
  std::atomic<int> times = 0;
  std::latch three(3);
  {
    const Housekeeping housekeeping(std::chrono::milliseconds(1), [&] {
      if (++times <= 3) three.count_down();
      throw std::runtime_error("no such folder");
    });
    three.wait();
  }
  CHECK(times >= 3);
  const Housekeeping late(std::chrono::hours(1), [&] { times = 0; });
  CHECK(times >= 3);
}

TEST_CASE("an answer's header is one line, whoever made it") {
  Response response;
  response.headers.emplace_back("Link", "</x>\r\nSet-Cookie: a=b");
  CHECK_THROWS((void)reply_to(Request{.method = "GET", .target = "/", .path = "/"}, response, true));
}

}  // namespace
}  // namespace lcl::cli::service
