// SPDX-License-Identifier: Apache-2.0
// lcl-sample-log: writes an event log of fictive devices, the same for the same
// options on any machine.
#include <boost/program_options.hpp>

#include <cstdio>
#include <exception>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "ledger/values/decimal.hpp"
#include "ledger/values/timestamp.hpp"
#include "samples/generator/story.hpp"
#include "samples/generator/writer.hpp"

namespace {

namespace options = boost::program_options;
using lcl::samples::Plan;

constexpr int exit_done = 0;
constexpr int exit_no_answer = 2;
constexpr std::uint64_t most_devices = 100'000'000;

struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// `8%`, `8` or `0.25%` as basis points.
std::uint64_t basis_points(const std::string& option, std::string_view text) {
  std::string_view number = text;
  if (number.ends_with('%')) number.remove_suffix(1);
  const std::optional<lcl::Decimal> percent = lcl::parse_decimal(number);
  constexpr lcl::Decimal::Scaled point = lcl::Decimal::scale / 100;
  if (!percent || percent->is_negative() || *percent > lcl::Decimal(100) || percent->scaled() % point != 0) {
    throw UsageError("--" + option + ": '" + std::string(text) +
                     "' is not a percentage from 0 to 100 with at most two digits after the point");
  }
  return static_cast<std::uint64_t>(percent->scaled() / point);
}

lcl::Instant date(const std::string& option, const std::string& text) {
  const std::optional<lcl::Instant> instant = lcl::parse_date(text);
  if (!instant) throw UsageError("--" + option + ": '" + text + "' is not a date like 2025-01-31");
  return *instant;
}

options::options_description described() {
  const auto text = [](const char* fallback) {
    return options::value<std::string>()->default_value(fallback);
  };
  options::options_description description("options");
  auto add = description.add_options();
  add("help", "show this help");
  add("devices", options::value<std::uint64_t>()->default_value(2000), "number of devices");
  add("from", text("2025-01-01"), "first day (UTC)");
  add("to", text("2026-01-01"), "day after the last one (UTC)");
  add("seed", options::value<std::uint64_t>()->default_value(1), "another seed, another log");
  add("format", text("ndjson"), "ndjson or csv");
  add("disposal-share", text("8%"), "of cycles: end in disposal");
  add("return-share", text("4%"), "of cycles: returned after resale");
  add("ineligible-share", text("5%"), "of cycles: resold, but break an eligibility rule");
  add("second-cycle-share", text("3%"), "of devices sold for good: collected again later");
  return description;
}

options::variables_map parsed(int argc, char** argv, const options::options_description& description) {
  namespace style = options::command_line_style;
  options::variables_map given;
  const int exact = style::unix_style & ~style::allow_guessing;
  options::store(options::command_line_parser(argc, argv)
                     .options(description)
                     .positional(options::positional_options_description{})
                     .style(exact)
                     .run(),
                 given);
  options::notify(given);
  return given;
}

Plan plan_of(const options::variables_map& given) {
  const auto text = [&given](const std::string& name) { return given[name].as<std::string>(); };
  const auto share = [&text](const std::string& name) { return basis_points(name, text(name)); };
  Plan plan;
  plan.devices = given["devices"].as<std::uint64_t>();
  if (plan.devices > most_devices) throw UsageError("--devices: at most " + std::to_string(most_devices));
  plan.period = {date("from", text("from")), date("to", text("to"))};
  if (plan.period.from >= plan.period.to) throw UsageError("--to must be after --from");
  plan.seed = given["seed"].as<std::uint64_t>();
  plan.disposal_share = share("disposal-share");
  plan.return_share = share("return-share");
  plan.ineligible_share = share("ineligible-share");
  plan.second_cycle_share = share("second-cycle-share");
  if (plan.disposal_share + plan.return_share + plan.ineligible_share > 10'000) {
    throw UsageError("the shares of disposed, returned and ineligible cycles exceed 100%");
  }
  return plan;
}

void flush(std::string& buffer) {
  if (std::fwrite(buffer.data(), 1, buffer.size(), stdout) != buffer.size()) {
    throw std::runtime_error("cannot write to standard output");
  }
  buffer.clear();
}

void write_log(const Plan& plan, bool csv) {
  constexpr std::size_t chunk = 1U << 18U;
  lcl::samples::Story story(plan);
  lcl::samples::SampleEvent event;
  lcl::samples::Device device;
  std::string buffer;
  if (csv) buffer = lcl::samples::csv_header();
  while (story.next(event, device)) {
    if (csv) {
      append_csv(event, device, buffer);
    } else {
      append_ndjson(event, device, buffer);
    }
    if (buffer.size() >= chunk) flush(buffer);
  }
  flush(buffer);
  if (std::fflush(stdout) != 0) throw std::runtime_error("cannot write to standard output");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const options::options_description description = described();
    const options::variables_map given = parsed(argc, argv, description);
    if (given.count("help") > 0) {
      std::cout << "usage: lcl-sample-log [options] > FILE\n\n"
                   "Writes an event log of fictive devices to standard output.\n\n"
                << description;
      return exit_done;
    }
    const std::string format = given["format"].as<std::string>();
    if (format != "ndjson" && format != "csv")
      throw UsageError("--format: '" + format + "' is neither ndjson nor csv");
    write_log(plan_of(given), format == "csv");
    return exit_done;
  } catch (const std::exception& error) {
    std::cerr << "lcl-sample-log: " << error.what() << '\n';
    return exit_no_answer;
  }
}
