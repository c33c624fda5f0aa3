// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/sent_log.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "cli/kit/own_places.hpp"
#include "cli/kit/progress.hpp"
#include "ledger/events/device_identity.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t most_listed_there = 10'000;
constexpr std::size_t most_told = 1'000;

/// A log without some of its lines, which are those that each event or refusal begins at.
class WithoutLines final : public LogReader {
 public:
  WithoutLines(LogReader& log, std::set<std::uint64_t> lines) : log_(log), lines_(std::move(lines)) {}

  Step next() override {
    for (;;) {
      const Step step = log_.next();
      if (step == Step::end) return step;
      const bool is_event = step == Step::event;
      if (lines_.contains(is_event ? log_.current().line : log_.refusals().front().place.line)) continue;
      if (is_event) event_ = log_.current();
      refusals_ = log_.refusals();
      return step;
    }
  }
  Place place(std::string_view field) const override { return log_.place(field); }
  std::string_view line() const override { return log_.line(); }
  std::uint64_t bytes_read() const override { return log_.bytes_read(); }

 private:
  LogReader& log_;
  std::set<std::uint64_t> lines_;
};

/// Devices by names that mean nothing elsewhere: the registry's are not known here. What one line calls by
/// two identifiers is one device in the lines behind it.
class LocalNames {
 public:
  /// Those of a line.
  std::vector<Pseudonym> of(const Identifiers& identifiers) {
    Pepper::identifier_texts(identifiers, texts_);
    std::vector<Pseudonym> names;
    if (texts_.empty()) return names;
    const auto known = std::find_if(texts_.begin(), texts_.end(),
                                    [this](const std::string& text) { return first_.contains(text); });
    const std::string first = known == texts_.end() ? texts_.front() : first_.at(*known);
    names.push_back(name_of(first));
    for (const std::string& text : texts_) {
      first_.try_emplace(text, first);
      names.push_back(name_of(text));
    }
    return names;
  }

 private:
  static Pseudonym name_of(std::string_view text) {
    const Digest digest = sha256(text);
    Pseudonym name;
    std::copy_n(digest.bytes.begin(), name.bytes.size(), name.bytes.begin());
    return name;
  }

  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::string> first_;
};

Preparation of_nothing() {
  Preparation nothing;
  nothing.refusals = 1;
  nothing.listed.push_back({Refusal::empty_log, {}, phrase("the log holds no event")});
  nothing.faults.push_back({Refusal::empty_log, 1, 0});
  return nothing;
}

}  // namespace

SentLog::SentLog(Call& call)
    : call_(call), file_(call.subject()), log_(call, file_, call.arguments.one("project")) {}

bool SentLog::leaves_out() const {
  return call_.arguments.has("accept-valid") || call_.arguments.has("rejects");
}

void SentLog::make_copy() {
  // Of several events on one line of EPCIS, one may be refused.
  const bool is_needed = log_.is_mapped() || (log_.format() == LogFormat::epcis && leaves_out());
  if (!is_needed) return;
  copy_.emplace();
  std::ofstream out(copy_->path(), std::ios::binary);
  ProgressLine line;
  conversion_ = convert(log_.reader(), LogFormat::ndjson, AfterRefusal::the_rest, most_told, out,
                        watched(line, log_.size()));
  if (!out.flush()) io_failed("cannot write {}: {}", copy_->path());
  is_read_ = true;
}

void SentLog::tell_reading() {
  while (!is_read_) is_read_ = log_.reader().next() == LogReader::Step::end;
  log_.tell_reading(call_);
}

Preparation SentLog::prepared_there(RemoteSubmission& submission, const Digest& key) {
  const std::filesystem::path path = copy_ ? copy_->path() : file_.path();
  if (std::filesystem::file_size(path) == 0) return conversion_.refusals == 0 ? of_nothing() : Preparation();
  Json options = copy_ ? Json::object() : log_.reading_options(call_);
  if (call_.arguments.has("strict")) options["strict"] = true;
  if (call_.arguments.has("accept-valid")) options["accept_valid"] = true;
  if (leaves_out()) options["listed"] = most_listed_there;
  ProgressLine line;
  submission.upload(path, copy_ ? "log.ndjson" : file_.called(), call_.arguments.one("project"),
                    watched(line));
  return submission.prepare(key, options, watched(line));
}

void SentLog::note_refused(const Preparation& preparation) {
  std::set<std::uint64_t> lines;
  bool is_of_order = false;
  for (const Refused& each : preparation.listed) {
    refused_at_.push_back(each.place.line);
    if (each.place.line != 0) lines.insert(each.place.line);
    is_of_order = is_of_order || each.refusal == Refusal::newest_first;
  }
  if (!leaves_out() || is_of_order || lines.size() >= preparation.refused) return;
  throw Error(
      Obstacle::unavailable,
      phrase(
          "{} are refused, of which the registry tells {}: correct these first, without --accept-valid and "
          "--rejects",
          counted(preparation.refused, phrase("line"), phrase("lines")), lines.size()));
}

void SentLog::hand_on(const Preparation& preparation, RefusedRows& rows) {
  std::unordered_map<std::uint64_t, std::vector<Refused>> refused;
  bool is_of_order = false;
  for (std::size_t i = 0; i < preparation.listed.size(); ++i) {
    refused[refused_at_[i]].push_back(preparation.listed[i]);
    is_of_order = is_of_order || preparation.listed[i].refusal == Refusal::newest_first;
  }
  EventLog again(call_, file_, call_.arguments.one("project"));
  LogReader& reader = again.reader();
  LocalNames names;
  std::uint64_t copied = 0;
  for (LogReader::Step step = reader.next(); step != LogReader::Step::end; step = reader.next()) {
    const auto devices = names.of(reader.current().identifiers);
    if (step == LogReader::Step::refused) {
      rows.take(reader, devices, reader.refusals());
      continue;
    }
    const auto found = refused.find(copy_ ? ++copied : reader.current().line);
    rows.take(reader, devices, found == refused.end() ? std::vector<Refused>() : found->second);
  }
  if (is_of_order) rows.clear_refused();
}

void SentLog::add_own_refusals(Preparation& preparation) const {
  preparation.lines += conversion_.refused_lines;
  preparation.refused += conversion_.refused_lines;
  preparation.refusals += conversion_.refusals;
  preparation.listed.insert(preparation.listed.end(), conversion_.listed.begin(), conversion_.listed.end());
  std::stable_sort(preparation.listed.begin(), preparation.listed.end(),
                   [](const Refused& a, const Refused& b) { return a.place.line < b.place.line; });
  std::map<Refusal, Fault> faults = conversion_.faults;
  for (const Fault& each : preparation.faults) {
    const auto [fault, is_new] = faults.try_emplace(each.refusal, each);
    if (is_new) continue;
    fault->second.count += each.count;
    fault->second.line = std::min(fault->second.line, each.line);
  }
  preparation.faults.clear();
  for (const auto& [refusal, fault] : faults) preparation.faults.push_back(fault);
}

Preparation SentLog::prepared(RemoteSubmission& submission, const Digest& key, RefusedRows* rows) {
  make_copy();
  Preparation preparation = prepared_there(submission, key);
  note_refused(preparation);
  if (copy_) {
    EventLog again(call_, file_, call_.arguments.one("project"));
    put_in_own_places(again.reader(), preparation);
  }
  if (rows != nullptr) hand_on(preparation, *rows);
  if (copy_) add_own_refusals(preparation);
  if (preparation.listed.size() > most_told) preparation.listed.resize(most_told);
  return preparation;
}

LogReader& SentLog::accepted() {
  LogReader* sent = &log_.reader();
  is_read_ = true;
  if (copy_) {
    copy_input_ = open_to_read(copy_->path());
    copy_reader_ = LogReader::open(copy_input_->number(), LogFormat::ndjson);
    sent = copy_reader_.get();
  }
  accepted_ =
      std::make_unique<WithoutLines>(*sent, std::set<std::uint64_t>(refused_at_.begin(), refused_at_.end()));
  return *accepted_;
}

}  // namespace lcl::cli
