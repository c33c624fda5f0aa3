// SPDX-License-Identifier: Apache-2.0
#include "cli/service/router.hpp"

#include <algorithm>
#include <utility>

namespace lcl::cli::service {
namespace {

constexpr std::string_view rest_mark = "…";

/// `path` begins with a slash; `/` is one empty segment.
std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_capture(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

std::string captured_name(std::string_view segment) {
  return std::string(segment.substr(1, segment.size() - 2));
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  for (const Route& route : routes_) {
    Pattern pattern{segments_of(route.pattern), false};
    std::string& last = pattern.segments.back();
    if (const std::size_t mark = last.find(rest_mark); mark != std::string::npos) {
      last.erase(mark, rest_mark.size());
      pattern.takes_rest = true;
    }
    patterns_.push_back(std::move(pattern));
  }
}

std::optional<Captures> Router::fit(const Pattern& pattern, std::string_view path) {
  Captures captures;
  for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
    if (path.empty()) return std::nullopt;
    path.remove_prefix(1);
    const bool rest = pattern.takes_rest && i + 1 == pattern.segments.size();
    const std::size_t end = rest ? path.size() : std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    const std::string& wanted = pattern.segments[i];
    if (is_capture(wanted)) {
      if (segment.empty() && !rest) return std::nullopt;
      captures[captured_name(wanted)] = std::string(segment);
    } else if (segment != wanted) {
      return std::nullopt;
    }
  }
  if (!path.empty()) return std::nullopt;
  return captures;
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match of_get;
  std::vector<std::string> methods;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (patterns_[i].takes_rest && !methods.empty()) continue;  // a path of its own goes before
    std::optional<Captures> captures = fit(patterns_[i], path);
    if (!captures) continue;
    if (routes_[i].method == method) return {.route = &routes_[i], .captures = std::move(*captures)};
    if (method == "HEAD" && routes_[i].method == "GET" && of_get.route == nullptr)
      of_get = {.route = &routes_[i], .captures = std::move(*captures)};
    methods.push_back(routes_[i].method);
    if (routes_[i].method == "GET") methods.emplace_back("HEAD");
  }
  if (of_get.route != nullptr) return of_get;
  std::sort(methods.begin(), methods.end());
  methods.erase(std::unique(methods.begin(), methods.end()), methods.end());
  for (const std::string& each : methods) of_get.allowed += (of_get.allowed.empty() ? "" : ", ") + each;
  return of_get;
}

}  // namespace lcl::cli::service
