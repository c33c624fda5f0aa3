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
#include <vector>

#include "ledger/values/decimal.hpp"
#include "ledger/values/timestamp.hpp"
#include "samples/generator/fraud.hpp"
#include "samples/generator/project_story.hpp"
#include "samples/generator/shape.hpp"
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
  add("shape", options::value<std::string>(),
      "of project, with working days, routes and habits: see below; without it, evenly spread chance");
  add("participants", "the participants of the shape as CSV, instead of a log");
  add("fraud", options::value<std::vector<std::string>>(),
      "a fraud to stage in the shape's log, and the share of it, like last_day:30%; may be repeated");
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

std::string named_list() {
  std::string text = "\nshapes\n";
  for (const lcl::samples::Shape& shape : lcl::samples::shapes())
    text += "  " + std::string(shape.name) + ": " + std::string(shape.described) + "\n";
  text += "\nfrauds\n";
  for (const lcl::samples::Fraud& fraud : lcl::samples::frauds())
    text += "  " + std::string(fraud.name) + ": " + std::string(fraud.described) + "\n";
  return text;
}

const lcl::samples::Shape& shape_of(const options::variables_map& given) {
  const std::string name = given["shape"].as<std::string>();
  const lcl::samples::Shape* const shape = lcl::samples::shape_named(name);
  if (shape == nullptr) throw UsageError("--shape: there is no '" + name + "'; --help lists them");
  return *shape;
}

void stage(const std::string& text, const Plan& plan, lcl::samples::ToldLog& log) {
  const std::size_t colon = text.find(':');
  const lcl::samples::Fraud* const fraud = lcl::samples::fraud_named(text.substr(0, colon));
  if (fraud == nullptr)
    throw UsageError("--fraud: there is no '" + text.substr(0, colon) + "'; --help lists them");
  const std::uint64_t share =
      colon == std::string::npos ? 10'000 : basis_points("fraud", text.substr(colon + 1));
  lcl::samples::Stage scene{log, plan.period, share, lcl::samples::Random(plan.seed)};
  fraud->staged(scene);
}

void write_shaped_log(const options::variables_map& given, const Plan& plan) {
  constexpr std::uint64_t most_told = 1'000'000;
  const lcl::samples::Shape& shape = shape_of(given);
  const std::uint64_t devices = given["devices"].defaulted() ? shape.devices : plan.devices;
  if (devices > most_told)
    throw UsageError("--devices: at most " + std::to_string(most_told) + " with --shape");
  lcl::samples::ToldLog log = told(shape, devices, plan.period, plan.seed);
  if (given.count("fraud") > 0) {
    for (const std::string& fraud : given["fraud"].as<std::vector<std::string>>()) stage(fraud, plan, log);
  }
  std::string text = written(log, plan.period.to);
  flush(text);
}

void write_participants(const options::variables_map& given) {
  std::string text = "siret,name,activity\n";
  const auto rows = [&](const std::vector<lcl::samples::Participant>& all, std::string_view activity) {
    for (const lcl::samples::Participant& each : all) {
      const std::string siret(each.siret);
      if (text.find(siret) == std::string::npos)
        text += siret + ",Participant " + siret.substr(0, 4) + " (fictive)," + std::string(activity) + "\n";
    }
  };
  lcl::samples::Random random(1);  // of the habits, which are not written
  const lcl::samples::Cast cast = cast_of(shape_of(given), random);
  rows(cast.refurbishers, "refurbisher");
  rows(cast.collectors, "collector");
  rows(cast.sellers, "seller");
  flush(text);
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
                << description << named_list();
      return exit_done;
    }
    const std::string format = given["format"].as<std::string>();
    if (format != "ndjson" && format != "csv")
      throw UsageError("--format: '" + format + "' is neither ndjson nor csv");
    const bool is_shaped = given.count("shape") > 0;
    if (!is_shaped && given.count("fraud") + given.count("participants") > 0)
      throw UsageError("--fraud and --participants go with --shape");
    if (is_shaped && format == "csv") throw UsageError("--shape: its logs are NDJSON");
    if (given.count("participants") > 0) {
      write_participants(given);
    } else if (is_shaped) {
      write_shaped_log(given, plan_of(given));
    } else {
      write_log(plan_of(given), format == "csv");
    }
    if (std::fflush(stdout) != 0) throw std::runtime_error("cannot write to standard output");
    return exit_done;
  } catch (const std::exception& error) {
    std::cerr << "lcl-sample-log: " << error.what() << '\n';
    return exit_no_answer;
  }
}
