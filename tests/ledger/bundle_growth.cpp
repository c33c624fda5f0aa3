// SPDX-License-Identifier: Apache-2.0
// A bundle that grows has the rows of one that is made anew, and whatever does
// not fit it is not taken in.
#include "ledger/publish/bundle_growth.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <functional>
#include <sstream>

#include "ledger/store/own_registries.hpp"
#include "tests/ledger/two_projects.hpp"
#include "tests/values/other_program.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

namespace fs = std::filesystem;

/// All that the tables of a bundle hold, as the sqlite3 program says it.
std::string rows_of(const fs::path& bundle) {
  return output_of("sqlite3 -batch -bail '" + bundle.string() + "'",
                   "SELECT seq, hex(entry), hex(payload), hex(private) FROM entries ORDER BY seq;"
                   "SELECT size, note FROM checkpoints ORDER BY size, note;"
                   "SELECT level, idx, hex(hashes) FROM tiles ORDER BY level, idx;"
                   "SELECT project, size, private FROM bundle; SELECT first, last FROM withheld ORDER BY 1;");
}

/// A bundle that somebody keeps elsewhere.
class Kept {
 public:
  Kept(const MonitoredRegistry& registry, std::string project, std::string name)
      : registry_(registry), project_(std::move(project)), file_(registry.folder() / (name + ".bundle")) {
    (void)write_bundle(registry.ledger().opened(),
                       {.project = project_, .file = file_, .existing = Existing::replace});
    list_as_own(file_, Ledger(file_).state().log_key());
  }

  [[nodiscard]] const fs::path& file() const { return file_; }
  /// What it lacks, as the registry writes it.
  [[nodiscard]] std::string growth() const {
    std::ostringstream out;
    write_growth(registry_.ledger().opened(), project_, Ledger(file_).head(), out);
    return out.str();
  }
  void take(const std::string& growth) const {
    Ledger bundle(file_);
    std::istringstream in(growth);
    take_growth(bundle.opened(), in);
    bundle.refresh();
    CHECK(bundle.head() == registry_.ledger().head());
  }

 private:
  const MonitoredRegistry& registry_;
  std::string project_;
  fs::path file_;
};

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

bool is_entry(const std::string& line) { return line.starts_with("{\"") && line.find('\t') != line.npos; }
bool is_checkpoint(const std::string& line) { return line.starts_with('"'); }
bool is_disclosed(const std::string& line) { return line.front() >= '0' && line.front() <= '9'; }

/// DEMO's bundle of some time ago. Since then DEMO has collected 11, which was OTHER's alone, and OTHER has
/// sold 15; and there is a statement besides.
struct Behind : MonitoredRegistry {
  Behind() {
    submit(sale_of(11, "2025-01-10") + sale_of(12, "2025-01-10"), "OTHER");
    submit(sale_of(1, "2025-02-10"));
    kept.emplace(*this, "DEMO", "kept");
    submit(sale_of(11, "2025-06-10"));
    submit(sale_of(15, "2025-08-10"), "OTHER");
    sell(30, 1, "2025-09-01");
    growth = lines_of(kept->growth());
  }

  /// The text with the lines that `change` makes of it is not taken in, and the bundle stays as it was.
  void is_not_taken(std::string_view why,
                    const std::function<void(std::vector<std::string>&)>& change) const {
    std::vector<std::string> changed = growth;
    change(changed);
    REQUIRE(changed != growth);
    is_not_taken(why, text_of(changed));
  }
  void is_not_taken(std::string_view why, const std::string& text) const {
    const std::string before = rows_of(kept->file());
    const Error error = obstacle_met([&] { kept->take(text); });
    CHECK(error.obstacle() == Obstacle::damaged);
    CHECK_MESSAGE(std::string_view(error.what()).find(why) != std::string_view::npos, error.what());
    CHECK(rows_of(kept->file()) == before);
  }
  [[nodiscard]] std::size_t line_where(bool (*is)(const std::string&), std::size_t nth = 0) const {
    for (std::size_t i = 1; i < growth.size(); ++i) {
      if (is(growth[i]) && nth-- == 0) return i;
    }
    throw std::runtime_error("there is no such line");
  }

  [[nodiscard]] Pseudonym device(int number) const {
    const Identifiers named{
        .imei = imei_of(number).substr(0, 14), .imei2 = {}, .manufacturer = {}, .serial = {}};
    return pseudonyms_of(named, registry()).front();
  }

  std::optional<Kept> kept;
  std::vector<std::string> growth;
};

const Behind& behind() {
  static const Behind registry;
  return registry;
}

}  // namespace

TEST_CASE("bundle growth: grown in ten steps, by either way, it has the rows of one that is made at once") {
  const MonitoredRegistry registry;
  registry.submit(sale_of(11, "2025-01-10") + sale_of(12, "2025-01-10") + sale_of(13, "2025-01-10"), "OTHER");
  const std::vector<std::string> projects{"DEMO", "OTHER", ""};
  std::vector<Kept> here, elsewhere;
  for (const std::string& project : projects) {
    here.emplace_back(registry, project, "here-" + project);
    elsewhere.emplace_back(registry, project, "elsewhere-" + project);
  }
  const auto erased = [&](const Receipt& taken) {
    accepted(
        registry.act("private_erased", {},
                     {{"entry", taken.seq + 1}, {"reason", "asked for"}, {"legal_ground", "GDPR, art. 17"}},
                     registry.certifier));
  };
  std::optional<Receipt> taken;
  const std::vector<std::function<void()>> steps{
      [&] {
        registry.submit(sale_of(1, "2025-02-10") + sale_of(2, "2025-02-10") + sale_of(3, "2025-02-10"));
      },
      [&] { registry.submit(sale_of(11, "2025-06-10") + collected(4, "2025-06-10T08:00:00Z")); },
      [&] { taken = registry.submit(collected(12, "2025-06-10T08:00:00Z")); },
      [&] {
        registry.submit(event_line(
            12, "2025-06-11T08:00:00Z",
            fmt::format(R"("kind":"void","country":"FR","voids":{},"reason":"not ours")", taken->seq + 1)));
      },
      [&] { registry.submit(sale_of(3, "2025-08-10") + sale_of(14, "2025-08-10"), "OTHER"); },
      [&] { erased(*taken); },
      [&] { registry.submit(sale_of(14, "2025-09-10") + sale_of(13, "2025-09-10")); },
      [&] { registry.sell(100, 300, "2025-09-12"); },
      [&] { (void)registry.audited_report("2025"); },
      [] {},
  };
  for (const auto& step : steps) {
    step();
    for (std::size_t i = 0; i < projects.size(); ++i) {
      const Kept whole(registry, projects[i], "whole");
      REQUIRE(grow_bundle(registry.ledger().opened(), here[i].file()));
      elsewhere[i].take(elsewhere[i].growth());
      const std::string rows = rows_of(whole.file());
      CHECK(rows_of(here[i].file()) == rows);
      CHECK(rows_of(elsewhere[i].file()) == rows);
    }
  }
  for (const Kept& each : elsewhere) {
    const VerifyReport report = verify_registry({each.file()}, {}, false);
    CHECK_MESSAGE(report.sound(), said_of(report));
  }
}

TEST_CASE("bundle growth: what is not new is not in it") {
  const Behind& registry = behind();
  CHECK(std::count_if(registry.growth.begin(), registry.growth.end(), is_disclosed) == 3);  // of 11
  const std::uint64_t size = registry.ledger().head().size;
  const std::uint64_t from = Ledger(registry.kept->file()).head().size;
  CHECK(std::count_if(registry.growth.begin(), registry.growth.end(), is_entry) ==
        static_cast<std::ptrdiff_t>(size - from));
}

TEST_CASE("bundle growth: one that leaves out an entry is not taken") {
  const Behind& registry = behind();
  registry.is_not_taken("is missing", [&](auto& lines) {
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(registry.line_where(is_entry, 2)));
  });
}

TEST_CASE("bundle growth: one whose entries are not those that were signed is not taken") {
  const Behind& registry = behind();
  registry.is_not_taken("do not lead to the checkpoint", [&](auto& lines) {
    std::string& line = lines[registry.line_where(is_entry)];
    line.replace(line.find("\"time\":\"20"), 10, "\"time\":\"19");
  });
  registry.is_not_taken("do not lead to the checkpoint", [&](auto& lines) {
    std::swap(lines[registry.line_where(is_entry, 1)], lines[registry.line_where(is_entry, 2)]);
  });
  registry.is_not_taken("more entries", [&](auto& lines) {
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(registry.line_where(is_checkpoint)),
                 lines[registry.line_where(is_entry)]);
  });
}

TEST_CASE("bundle growth: one that swaps a payload is not taken") {
  const Behind& registry = behind();
  const auto payload = [](std::string& line) { return line.substr(line.find('\t')); };
  registry.is_not_taken("its payload is not the one that it names", [&](auto& lines) {
    std::string& one = lines[registry.line_where(is_entry, 1)];
    std::string& other = lines[registry.line_where(is_entry, 2)];
    const std::string kept = payload(one);
    one.replace(one.find('\t'), std::string::npos, payload(other));
    other.replace(other.find('\t'), std::string::npos, kept);
  });
  registry.is_not_taken("what is disclosed of it is not its payload", [&](auto& lines) {
    std::string& one = lines[registry.line_where(is_disclosed, 0)];
    one.replace(one.find('\t'), std::string::npos, payload(lines[registry.line_where(is_disclosed, 1)]));
  });
}

TEST_CASE("bundle growth: one that withholds what is to be disclosed is not taken") {
  const Behind& registry = behind();
  registry.is_not_taken("its payload is withheld, and has to be disclosed", [&](auto& lines) {
    std::string& event = lines[registry.line_where(is_entry, 1)];
    event.erase(event.find('\t') + 1);
  });
  registry.is_not_taken("others are disclosed than have to be", [&](auto& lines) {
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(registry.line_where(is_disclosed, 1)));
  });
  registry.is_not_taken("its payload is missing", [&](auto& lines) {
    std::string& statement = lines[registry.line_where(is_entry)];
    statement.erase(statement.find('\t') + 1);
  });
}

TEST_CASE("bundle growth: one that discloses what is to be withheld is not taken") {
  const Behind& registry = behind();
  const auto is_withheld = [](const std::string& line) { return is_entry(line) && line.ends_with('\t'); };
  registry.is_not_taken("its payload is disclosed, and has to be withheld", [&](auto& lines) {
    std::string& event = lines[registry.line_where(is_withheld)];
    const std::string entry = event.substr(0, event.find('\t'));
    registry.ledger().opened().reader().scan(0, registry.ledger().head().size, [&](const StoredEntry& row) {
      if (row.entry == entry) event += *row.payload;
    });
  });
  registry.is_not_taken("others are disclosed than have to be", [&](auto& lines) {
    const std::uint64_t of_12 = found(registry.ledger(), registry.device(12)).last;
    (void)registry.ledger().opened().reader().entry(of_12, [&](const StoredEntry& row) {
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(registry.line_where(is_entry)),
                   fmt::format("{}\t{}", of_12, *row.payload));
    });
  });
}

TEST_CASE("bundle growth: one that goes back, begins elsewhere or is another bundle's is not taken") {
  const Behind& registry = behind();
  const Head at = Ledger(registry.kept->file()).head();
  registry.is_not_taken("it goes back from size", [&](auto& lines) {
    std::string& span = lines.front();
    span.replace(span.rfind("\"size\":"), std::string::npos, fmt::format("\"size\":{}}}", at.size - 1));
  });
  registry.is_not_taken("it begins at size", [&](auto& lines) {
    lines.front().replace(lines.front().find(hex(at.root)), 64, hex(registry.ledger().head().root));
  });
  std::ostringstream others;
  write_growth(registry.ledger().opened(), "OTHER", at, others);
  registry.is_not_taken("another bundle", others.str());
}

TEST_CASE("bundle growth: one whose checkpoints are not there, or not the log's, is not taken") {
  const Behind& registry = behind();
  for (std::size_t nth = 0; nth < 3; ++nth) {
    registry.is_not_taken("is missing", [&](auto& lines) {
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(registry.line_where(is_checkpoint, nth)));
    });
  }
  registry.is_not_taken("the log key did not sign", [&](auto& lines) {
    const Ledger ledger = registry.ledger();
    const Checkpoint head{ledger.state().origin(), ledger.head().size, ledger.head().root};
    const std::string note = sign_checkpoint(head, PrivateKey::generate());
    lines.back().clear();
    append_json_string(note, lines.back());
  });
  registry.is_not_taken("is out of order", [&](auto& lines) { lines.push_back(lines[lines.size() - 2]); });
}

TEST_CASE("bundle growth: one that is cut off, wherever, is not taken") {
  const Behind& registry = behind();
  const std::string text = text_of(registry.growth);
  for (std::size_t lines = 1; lines < registry.growth.size(); ++lines) {
    const std::vector<std::string> some(registry.growth.begin(),
                                        registry.growth.begin() + static_cast<std::ptrdiff_t>(lines));
    CHECK(obstacle_met([&] { registry.kept->take(text_of(some)); }).obstacle() == Obstacle::damaged);
    const std::string cut =
        text_of(some) + registry.growth[lines].substr(0, registry.growth[lines].size() / 2);
    CHECK(obstacle_met([&] { registry.kept->take(cut); }).obstacle() == Obstacle::damaged);
  }
  CHECK(obstacle_met([&] { registry.kept->take(""); }).obstacle() == Obstacle::damaged);
}

TEST_CASE("bundle growth: a line without end is not read to its end") {
  const Behind& registry = behind();
  registry.is_not_taken("is not of its form", registry.growth.front() + '\n' + std::string(10U << 20U, '{'));
}

TEST_CASE("bundle growth: what was not taken keeps nothing from taking what fits") {
  const Behind registry;
  registry.is_not_taken("is missing", [&](auto& lines) { lines.pop_back(); });
  registry.kept->take(text_of(registry.growth));
  const Kept whole(registry, "DEMO", "whole");
  CHECK(rows_of(registry.kept->file()) == rows_of(whole.file()));
}
