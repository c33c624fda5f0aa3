// SPDX-License-Identifier: Apache-2.0
#include "tests/calibration/observed_log.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "ledger/events/log_reader.hpp"
#include "samples/generator/project_story.hpp"

namespace lcl::test {
namespace {

const Period year{*parse_date("2025-01-01"), *parse_date("2026-01-01")};

struct Closer {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

Pseudonym pseudonym_of(const Identifiers& identifiers) {
  const Digest digest = sha256(identifiers.imei + "/" + identifiers.manufacturer + "/" + identifiers.serial);
  Pseudonym pseudonym;
  std::memcpy(pseudonym.bytes.data(), digest.bytes.data(), pseudonym.bytes.size());
  return pseudonym;
}

/// All events of a log, which must be sound.
Observations observed(const std::string& log) {
  const std::unique_ptr<std::FILE, Closer> file(std::tmpfile());
  if (!file || std::fwrite(log.data(), 1, log.size(), file.get()) != log.size() ||
      std::fflush(file.get()) != 0)
    throw std::runtime_error("cannot write a temporary file");
  std::rewind(file.get());
  const std::unique_ptr<LogReader> reader = LogReader::open(fileno(file.get()), LogFormat::ndjson);
  Observations all;
  Observer observer(all.texts);
  RecordedEvent recorded;
  for (LogReader::Step step = reader->next(); step != LogReader::Step::end; step = reader->next()) {
    if (step == LogReader::Step::refused)
      throw std::runtime_error("refused: " + reader->refusals().front().message + ": " +
                               std::string(reader->line()));
    const Event& event = reader->current();
    recorded.seq = all.events.size();
    recorded.facts = event.facts;
    recorded.device = pseudonym_of(event.identifiers);
    recorded.unchecked = event.unchecked();
    const Instant recorded_at{event.facts.occurred_at.milliseconds + 4 * day_ms};
    all.events.push_back(observer.look(recorded, recorded_at));
  }
  return all;
}

}  // namespace

Plausibility examined(const Staging& staging) {
  samples::Random size(staging.seed);
  const std::uint64_t devices = staging.shape->devices * size.between(60, 160) / 100;
  samples::ToldLog log = samples::told(*staging.shape, devices, year, staging.seed);
  if (staging.fraud != nullptr) {
    samples::Stage stage{log, year, staging.share, samples::Random(staging.seed)};
    staging.fraud->staged(stage);
  }
  Tally tally;
  tally.period = year;
  return plausibility(observed(samples::written(log, year.to)), tally, {});
}

Asked asked_about(const Staging& staging) {
  Asked asked;
  for (const Question& question : examined(staging).questions) asked.insert(word(question.test));
  return asked;
}

}  // namespace lcl::test
