// SPDX-License-Identifier: Apache-2.0
#include "cli/service/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string_view>

namespace lcl::cli::service {
namespace {

void begin_metric(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void add_single_metric(std::string& out, std::string_view name, std::string_view type, std::string_view help,
                       std::uint64_t value) {
  begin_metric(out, name, type, help);
  fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
}

std::string route_labels(const std::pair<std::string, std::string>& route) {
  return fmt::format("method=\"{}\",path=\"{}\"", route.first, route.second);
}

}  // namespace

void Metrics::answered(const std::string& method, const std::string& pattern, unsigned status,
                       std::uint64_t microseconds) {
  const auto* const bound =
      std::find_if(bounds_ms.begin(), bounds_ms.end(),
                   [microseconds](std::uint64_t ms) { return microseconds <= ms * 1000; });
  const std::lock_guard lock(mutex_);
  RouteCounts& counts = routes_[{pattern.empty() ? std::string() : method, pattern}];
  ++counts.by_class.at(std::min(status / 100, 5U));
  ++counts.by_time.at(static_cast<std::size_t>(bound - bounds_ms.begin()));
  counts.microseconds += microseconds;
}

std::string Metrics::text(std::uint64_t log_entries) const {
  std::string out;
  add_single_metric(out, "lcl_log_entries", "gauge", "Entries of the log at its last checkpoint.",
                    log_entries);
  add_single_metric(out, "lcl_connections", "gauge", "Connections that are open.", connections_);
  add_single_metric(out, "lcl_connections_total", "counter", "Connections that were opened.",
                    connections_ever_);
  add_single_metric(out, "lcl_received_bytes_total", "counter", "Bytes of the heads and bodies of requests.",
                    received_);
  add_single_metric(out, "lcl_sent_bytes_total", "counter", "Bytes of the bodies of answers.", sent_);
  const std::lock_guard lock(mutex_);
  begin_metric(out, "lcl_requests_total", "counter", "Requests that were answered.");
  for (const auto& [route, counts] : routes_) {
    for (std::size_t i = 0; i < counts.by_class.size(); ++i) {
      if (counts.by_class.at(i) > 0)
        fmt::format_to(std::back_inserter(out), "lcl_requests_total{{{},status=\"{}xx\"}} {}\n",
                       route_labels(route), i, counts.by_class.at(i));
    }
  }
  begin_metric(out, "lcl_request_milliseconds", "histogram",
               "From a request's first byte to its answer's last.");
  for (const auto& [route, counts] : routes_) {
    const std::string labels = route_labels(route);
    std::uint64_t up_to = 0;
    for (std::size_t i = 0; i < bounds_ms.size(); ++i) {
      up_to += counts.by_time.at(i);
      fmt::format_to(std::back_inserter(out), "lcl_request_milliseconds_bucket{{{},le=\"{}\"}} {}\n", labels,
                     bounds_ms.at(i), up_to);
    }
    up_to += counts.by_time.back();
    fmt::format_to(
        std::back_inserter(out),
        "lcl_request_milliseconds_bucket{{{},le=\"+Inf\"}} {}\nlcl_request_milliseconds_sum{{{}}} {}\n"
        "lcl_request_milliseconds_count{{{}}} {}\n",
        labels, up_to, labels, counts.microseconds / 1000, labels, up_to);
  }
  return out;
}

}  // namespace lcl::cli::service
