// SPDX-License-Identifier: Apache-2.0
// lcl-bench FOLDER LOG.ndjson [LOG.csv]: submits both logs, verifies, derives,
// audits, samples, bundles and proves, and prints each rate beside its bare limit
// measured in the same run (tests/bench/README.md). lcl-bench REGISTRY [WORK…]: the reading
// work alone, or only some of it, on a registry that an earlier run has made (FOLDER/ndjson).
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/audit/project_audit.hpp"
#include "ledger/audit/verify.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/ledger.hpp"
#include "ledger/publish/bundle.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/explained_device.hpp"
#include "ledger/replay/found_device.hpp"
#include "ledger/replay/sample_drawing.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/replay/uncertain_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/bench/bare_limits.hpp"
#include "tests/bench/uncertain_methodology.hpp"

using namespace lcl;
namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

/// What work takes, in seconds: on the clock, and of all processors together.
struct Spent {
  double time = 0;
  double processors = 0;
};

double processor_seconds() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto in_seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return in_seconds(usage.ru_utime) + in_seconds(usage.ru_stime);
}

template <typename Work>
Spent spent_on(Work work) {
  const auto start = Clock::now();
  const double before = processor_seconds();
  work();
  return {std::chrono::duration<double>(Clock::now() - start).count(), processor_seconds() - before};
}

template <typename Answer>
Answer accepted(Result<Answer> answer) {
  if (!answer) throw std::runtime_error(answer.refused().message);
  return *std::move(answer);
}

std::string file_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

long peak_mib() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

void row(const char* work, std::uint64_t count, const Spent& spent, const char* limit, double bare) {
  const double rate = static_cast<double>(count) / spent.time;
  std::fputs(fmt::format("| {} | {} | {:.2f} s | {:.2f} s | {:.0f}/s |", work, count, spent.time,
                         spent.processors, rate)
                 .c_str(),
             stdout);
  std::fputs(
      bare > 0 ? fmt::format(" {} {:.2f} s | {:.2f} |", limit, bare, bare / spent.time).c_str() : " | |",
      stdout);
  std::fputs(fmt::format(" {} MiB |\n", peak_mib()).c_str(), stdout);
  std::fflush(stdout);
}

/// A registry with one labelled project, ready for events.
RegistryFolder make_registry(const fs::path& path, const PrivateKey& certifier, const PrivateKey& developer) {
  const RegistryFolder folder{path};
  accepted(Ledger::create(folder.path, "registry.example/bench", Certifier{{certifier.public_key()}}));
  Ledger ledger(folder.path);
  const auto act = [&](const char* kind, std::string project, Json body, const PrivateKey& key) {
    Statement statement = ledger.draft(kind, std::move(project), std::move(body), key.public_key().id());
    sign(statement, key);
    accepted(ledger.commit(statement));
  };
  const std::string siret = "03571592900010";
  act("key_granted", "",
      {{"public_key", developer.public_key().text()}, {"role", "developer"}, {"party", siret}}, certifier);
  const auto document = parse_json(file_text("schemas/methodologies/reconditioning-reference-1.0.json"));
  act("methodology_adopted", "", {{"document", std::get<Json>(document)}}, certifier);
  std::istringstream participants(file_text("samples/participants.csv"));
  std::string line;
  std::getline(participants, line);
  while (std::getline(participants, line)) {
    act("participant_registered", "", {{"participant", line.substr(0, 14)}, {"name", "A firm"}}, developer);
  }
  act("project_notified", "BENCH",
      {{"title", "t"},
       {"developer", siret},
       {"region", "r"},
       {"communes", {"c"}},
       {"applicant_standing", "c"},
       {"notified_on", "2024-01-01"}},
      developer);
  act("project_filed", "BENCH", {{"dossier", std::string(64, 'a')}}, developer);
  act("project_labelled", "BENCH",
      {{"decision", "d"},
       {"notified_on", "2024-01-01"},
       {"methodology", hex(ledger.state().methodologies().begin()->first)},
       {"potential_units", 1},
       {"crediting_period", {{"from", "2024-01-01"}, {"to", "2030-01-01"}}}},
      certifier);
  return folder;
}

struct Submitted {
  std::uint64_t events = 0;
  Spent preparing, committing;
};

Submitted submit(const RegistryFolder& folder, const fs::path& log, const PrivateKey& developer) {
  Ledger ledger(folder.path);
  const fs::path staged = folder.path.string() + ".staged";
  const int input = ::open(log.c_str(), O_RDONLY);
  if (input < 0) throw std::runtime_error("cannot open " + log.string());
  const auto reader = LogReader::open(input, *format_of(log.string()));
  Preparation outcome;
  Submitted done;
  done.preparing = spent_on(
      [&] { outcome = ledger.prepare(*reader, {.project = "BENCH"}, developer.public_key().id(), staged); });
  ::close(input);
  if (outcome.refusals != 0) throw std::runtime_error(outcome.listed.front().message);
  done.events = outcome.accepted;
  done.committing = spent_on([&] {
    Ledger::sign_staged(staged, developer);
    accepted(ledger.commit_staged(staged));
  });
  fs::remove(staged);
  return done;
}

void bench_submit(const char* name, const RegistryFolder& folder, const fs::path& log,
                  const PrivateKey& developer) {
  Submitted done;
  const Spent spent = spent_on([&] { done = submit(folder, log, developer); });
  const fs::path copy = folder.path.string() + ".copy";
  const double bare = bench::bare_insert(folder.ledger(), copy);
  fs::remove(copy);
  row(name, done.events, spent, "insert", bare);
  row("— prepare", done.events, done.preparing, "", 0);
  row("— sign and commit", done.events, done.committing, "", 0);
}

void bench_verify(const RegistryFolder& folder) {
  const double bare = bench::bare_scan_and_hash(folder.ledger());
  for (const bool log_only : {true, false}) {
    VerifyReport report;
    const Spent spent = spent_on([&] { report = verify_registry(folder, {}, log_only); });
    if (!report.sound()) throw std::runtime_error("the ledger is not sound");
    row(log_only ? "verify the log" : "verify all", report.entries, spent, "scan and hash", bare);
  }
}

void bench_derive(const RegistryFolder& folder) {
  const double bare = bench::bare_scan(folder.ledger());
  const Ledger ledger(folder.path);
  std::int64_t cycles = 0;
  const Spent spent = spent_on([&] {
    cycles = ledger.tally("BENCH", *parse_period("2024-01-01/2027-01-01"), {Grouping::month}).cycles.total();
  });
  row("derive and tally (cycles)", static_cast<std::uint64_t>(cycles), spent, "scan", bare);
}

void bench_uncertainty(const RegistryFolder& folder) {
  const double bare = bench::bare_scan(folder.ledger());
  const Ledger ledger(folder.path);
  const Methodology methodology = bench::uncertain_methodology(ledger);
  UncertainFigures figures;
  const Spent spent = spent_on([&] {
    figures = uncertain_figures(ledger.opened(), *ledger.state().project("BENCH"),
                                *parse_period("2024-01-01/2027-01-01"),
                                {.assumed = &methodology, .spanned = nullptr});
  });
  row("uncertainty of 40 sources (cycles)", static_cast<std::uint64_t>(figures.tally.cycles.total()), spent,
      "scan", bare);
}

void bench_audit(const RegistryFolder& folder) {
  const double bare = bench::bare_scan(folder.ledger());
  const Ledger ledger(folder.path);
  const Spent spent = spent_on(
      [&] { (void)audit_project(ledger.opened(), "BENCH", *parse_period("2024-01-01/2027-01-01")); });
  row("audit (entries)", ledger.head().size, spent, "scan", bare);
}

/// A sample of all that the log credits, as an auditor would draw it.
void bench_sample(const RegistryFolder& folder) {
  const double bare = bench::bare_scan(folder.ledger());
  const Ledger ledger(folder.path);
  Report report;
  report.period = *parse_period("2024-01-01/2027-01-01");
  report.checkpoint = ledger.head();
  Project project = *ledger.state().project("BENCH");
  project.reports = {report};
  SampleCommitment commitment;
  commitment.reports = {report.seq};
  commitment.period = report.period;
  commitment.challenged = SampleChallenge{1, sha256("challenge")};
  commitment.plan = {.method = SamplingMethod::monetary_unit,
                     .reasonable = true,
                     .materiality = *parse_decimal("0.05"),
                     .expected = *parse_decimal("0.01")};
  std::optional<Drawing> drawn;
  const Spent spent = spent_on([&] {
    drawn = drawing_of({ledger.opened().log(), ledger.opened().second_log()}, ledger.state(), project,
                       commitment, sha256("number"));
  });
  row("draw a sample (credited cycles)", drawn.value().population, spent, "scan", bare);
}

void bench_bundle(const RegistryFolder& folder) {
  const fs::path file = folder.path.string() + ".bundle";
  const fs::path copy = folder.path.string() + ".copy";
  const double bare = bench::bare_insert(folder.ledger(), copy);
  fs::remove(copy);
  const Ledger ledger(folder.path);
  const Spent spent =
      spent_on([&] { (void)write_bundle(ledger.opened(), {.project = "BENCH", .file = file}); });
  fs::remove(file);
  row("bundle (entries)", ledger.head().size, spent, "insert", bare);
}

void bench_proof(const RegistryFolder& folder) {
  constexpr std::uint64_t proofs = 2'000;
  const Ledger ledger(folder.path);
  const Head head = ledger.head();
  const HashReader hashes = ledger.opened().log().hashes();
  PerfectRoots& roots = ledger.opened().log().perfect_roots();
  std::mt19937_64 random(1);
  std::vector<std::uint64_t> indexes;
  for (std::uint64_t i = 0; i < proofs; ++i) indexes.push_back(random() % head.size);
  std::vector<std::vector<Digest>> made;
  const Spent making = spent_on([&] {
    for (const std::uint64_t index : indexes) made.push_back(inclusion_proof(index, head.size, roots));
  });
  std::vector<Digest> leaves;
  for (const std::uint64_t index : indexes) leaves.push_back(hashes(0, index));
  std::size_t good = 0;
  const Spent checking = spent_on([&] {
    for (std::uint64_t i = 0; i < proofs; ++i) {
      good += verify_inclusion(leaves[i], indexes[i], head.size, made[i], head.root) ? 1U : 0U;
    }
  });
  if (good != proofs) throw std::runtime_error("a proof does not verify");
  row("make an inclusion proof", proofs, making, "", 0);
  row("check an inclusion proof", proofs, checking, "", 0);
}

/// A SIRET of the company `number`.
std::string siret_of(int number) {
  const std::string digits = fmt::format("9{:012}", number);
  for (char check = '0';; ++check) {
    if (is_siret(digits + check)) return digits + check;
  }
}

/// How long it takes to open a ledger with many acts on record: as one's own, and as anybody else's.
void bench_opening(const fs::path& folder, const PrivateKey& certifier, const PrivateKey& developer) {
  const RegistryFolder registry = make_registry(folder / "acts", certifier, developer);
  int acts = 0;
  for (const int until : {1'000, 10'000, 100'000}) {
    {
      Ledger ledger(registry.path);
      for (; acts < until; ++acts) {
        Statement statement =
            ledger.draft("participant_registered", {}, {{"participant", siret_of(acts)}, {"name", "A firm"}},
                         certifier.public_key().id());
        sign(statement, certifier);
        accepted(ledger.commit(statement));
      }
    }
    const Spent own = spent_on([&] { (void)Ledger(registry.path).head(); });
    row("open one's own registry (acts on record)", static_cast<std::uint64_t>(until), own, "", 0);
    const Spent other = spent_on([&] { (void)Ledger(registry.ledger()).head(); });
    row("open a ledger from elsewhere (acts on record)", static_cast<std::uint64_t>(until), other, "", 0);
  }
}

/// One device that is sold, returned and sold again: each of its events costs the same.
void bench_one_device(const fs::path& folder, const PrivateKey& certifier, const PrivateKey& developer) {
  for (const int events : {1'000, 10'000, 100'000}) {
    const RegistryFolder registry =
        make_registry(folder / fmt::format("device-{}", events), certifier, developer);
    const fs::path log = folder / "device.ndjson";
    {
      std::ofstream out(log);
      const auto line = [&](int second, const char* rest) {
        const Instant at{parse_instant("2024-02-01T08:00:00Z")->milliseconds + std::int64_t{second} * 1'000};
        out << R"({"device":{"manufacturer":"Acme","serial":"ONE1"},"occurred_at":")" << to_string(at)
            << R"(","participant":"03571592900010","country":"FR",)" << rest << "}\n";
      };
      line(0, R"("kind":"collection","category":"console","holder":"consumer","waste":false)");
      line(1, R"("kind":"reconditioning","outcome":"reconditioned","functions_tested":true)");
      for (int i = 2; i < events; ++i)
        line(i, i % 2 == 0 ? R"("kind":"resale","warranty_months":24)" : R"("kind":"return")");
    }
    (void)submit(registry, log, developer);
    const Ledger ledger(registry.path);
    const Spent deriving =
        spent_on([&] { (void)ledger.tally("BENCH", *parse_period("2024-01-01/2027-01-01"), {}); });
    row("one device: derive (events)", static_cast<std::uint64_t>(events), deriving, "", 0);
    const Spent verifying = spent_on([&] { (void)verify_registry(registry, {}, false); });
    row("one device: verify all (events)", static_cast<std::uint64_t>(events), verifying, "", 0);
    const AuthenticatedLog& entries = ledger.opened().log();
    Pseudonym device;
    entries.entry(entries.head().size - 1, [&](const AuthenticEntry& last) { device = *last.entry.device; });
    const Spent explaining = spent_on([&] {
      const FoundDevice found = find_device(entries, {&device, 1}).value();
      (void)explain(ledger.opened(), found);
    });
    row("one device: find and explain (events)", static_cast<std::uint64_t>(events), explaining, "", 0);
  }
}

/// How long `verify` takes where a log of 100,000 events has reports, each on a checkpoint of its own.
void bench_reports(const fs::path& folder, const fs::path& ndjson_log, const PrivateKey& certifier,
                   const PrivateKey& developer) {
  const RegistryFolder registry = make_registry(folder / "reports", certifier, developer);
  const fs::path log = folder / "reports.ndjson";
  {
    std::ifstream all(ndjson_log);
    std::ofstream some(log);
    std::string line;
    for (int lines = 0; lines < 100'000 && std::getline(all, line); ++lines) some << line << '\n';
  }
  (void)submit(registry, log, developer);
  constexpr std::int64_t week = std::int64_t{7} * 24 * 60 * 60 * 1'000;
  Instant from = *parse_instant("2024-01-01T00:00:00Z");
  int reports = 0;
  for (const int until : {0, 1, 10, 100}) {
    for (Ledger ledger(registry.path); reports < until; ++reports) {
      const Period period{from, {from.milliseconds + week}};
      from = period.to;
      Statement statement =
          ledger.draft("period_reported", "BENCH", report_act(ledger.opened(), "BENCH", period, 1),
                       developer.public_key().id());
      sign(statement, developer);
      accepted(ledger.commit(statement));
    }
    const Spent spent = spent_on([&] {
      if (!verify_registry(registry, {}, false).sound())
        throw std::runtime_error("the reports are not sound");
    });
    row("verify all (reports among 10^5 events)", static_cast<std::uint64_t>(until), spent, "", 0);
  }
}

/// Submits both logs to new registries in `folder`; the one of the NDJSON log.
RegistryFolder bench_writing(const fs::path& folder, const fs::path& ndjson_log, const fs::path& csv_log) {
  const PrivateKey certifier = PrivateKey::generate();
  const PrivateKey developer = PrivateKey::generate();
  const RegistryFolder ndjson = make_registry(folder / "ndjson", certifier, developer);
  bench_submit("submit NDJSON", ndjson, ndjson_log, developer);
  const RegistryFolder csv = make_registry(folder / "csv", certifier, developer);
  bench_submit("submit CSV", csv, csv_log, developer);
  bench_opening(folder, certifier, developer);
  bench_one_device(folder, certifier, developer);
  bench_reports(folder, ndjson_log, certifier, developer);
  return ndjson;
}

/// The work that only reads, by the name that it is asked for with.
constexpr struct {
  std::string_view name;
  void (*bench)(const RegistryFolder&);
} reading[] = {{"verify", bench_verify}, {"derive", bench_derive}, {"uncertainty", bench_uncertainty},
               {"audit", bench_audit},   {"sample", bench_sample}, {"bundle", bench_bundle},
               {"proof", bench_proof}};

}  // namespace

int main(int argc, char** argv) try {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool writes = arguments.size() == 3 && arguments[1].ends_with(".ndjson");
  const std::span<const std::string> only =
      std::span(arguments).subspan(writes || arguments.empty() ? arguments.size() : 1);
  const auto is_known = [](const std::string& name) {
    return std::any_of(std::begin(reading), std::end(reading),
                       [&](const auto& work) { return name == work.name; });
  };
  if (arguments.empty() || !std::all_of(only.begin(), only.end(), is_known)) {
    std::cerr << "usage: lcl-bench FOLDER LOG.ndjson LOG.csv\n"
                 "       lcl-bench REGISTRY [verify|derive|uncertainty|audit|sample|bundle|proof]…\n";
    return 2;
  }
  std::puts("| work | count | time | processors | rate | bare limit | share of it | peak memory so far |");
  std::puts("|---|---|---|---|---|---|---|---|");
  const RegistryFolder ndjson =
      writes ? bench_writing(arguments[0], arguments[1], arguments[2]) : RegistryFolder{arguments[0]};
  for (const auto& work : reading) {
    if (only.empty() || std::find(only.begin(), only.end(), work.name) != only.end()) work.bench(ndjson);
  }
  const auto size = fs::file_size(ndjson.ledger());
  std::printf("\nledger.db: %llu bytes, %.0f per entry\n", static_cast<unsigned long long>(size),
              static_cast<double>(size) / static_cast<double>(Ledger(ndjson.path).head().size));
  return 0;
} catch (const std::exception& error) {
  std::cerr << "lcl-bench: " << error.what() << '\n';
  return 2;
}
