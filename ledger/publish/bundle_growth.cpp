// SPDX-License-Identifier: Apache-2.0
#include "ledger/publish/bundle_growth.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "ledger/publish/bundle_file.hpp"
#include "ledger/publish/disclosure.hpp"
#include "ledger/publish/growth_text.hpp"
#include "ledger/store/writer.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

[[noreturn]] void does_not_fit(const std::string& why) { throw Error(Obstacle::damaged, why); }

/// A growth on its way into a bundle's file.
class Growing {
 public:
  /// All must outlive this.
  Growing(const OpenLedger& bundle, const GrowthSpan& span, Writer& writer)
      : bundle_(bundle),
        span_(span),
        writer_(writer),
        before_(writer.reader(), span.from),
        file_(writer),
        next_(span.from.size) {}

  void take(const GrowthLine& line) {
    switch (line.kind) {
      case GrowthLine::Kind::disclosed:
        return take_disclosed(line.seq, *line.payload);
      case GrowthLine::Kind::entry:
        return take_entry(line);
      case GrowthLine::Kind::checkpoint:
        return take_checkpoint(line.note);
    }
  }
  /// Holds all that was taken to what it has to be.
  void finish(const Progress& progress);

 private:
  void take_disclosed(std::uint64_t seq, std::string_view payload);
  void take_entry(const GrowthLine& line);
  void take_checkpoint(const std::string& note);
  void hold(const AuthenticEntry& stored, const Disclosure& disclosure) const;
  /// The log with all new entries, to which no entry comes from now on.
  const AuthenticatedLog& after();

  const OpenLedger& bundle_;
  const GrowthSpan& span_;
  Writer& writer_;
  AuthenticatedLog before_;
  BundleFile file_;
  std::uint64_t next_;
  std::vector<std::uint64_t> disclosed_;
  std::optional<AuthenticatedLog> after_;
  std::vector<Head> signed_;  // by the checkpoints taken, in their order
};

void Growing::take_disclosed(std::uint64_t seq, std::string_view payload) {
  const bool is_in_order = next_ == span_.from.size && (disclosed_.empty() || seq > disclosed_.back());
  if (seq >= span_.from.size || !is_in_order)
    does_not_fit(phrase("entry {}: its payload is disclosed out of order", seq));
  before_.entry(seq, [&](const AuthenticEntry& stored) {
    if (stored.payload || sha256(payload) != stored.entry.payload)
      does_not_fit(phrase("entry {}: what is disclosed of it is not its payload", seq));
  });
  if (!writer_.reader().withheld_around(seq))
    does_not_fit(phrase("entry {}: its payload is not withheld", seq));
  file_.disclose(seq, payload);
  disclosed_.push_back(seq);
}

void Growing::take_entry(const GrowthLine& line) {
  if (next_ >= span_.size || after_) does_not_fit(phrase("there are more entries than were announced"));
  if (line.entry.size() > max_entry_bytes) does_not_fit(phrase("entry {} is too long", next_));
  file_.append({next_, line.entry, line.payload, std::nullopt});
  ++next_;
}

const AuthenticatedLog& Growing::after() {
  if (after_) return *after_;
  if (next_ != span_.size) does_not_fit(phrase("entry {} is missing", next_));
  writer_.grow_bundle(next_);
  const Head head = file_.settle();
  return after_.emplace(writer_.reader(), head);
}

void Growing::take_checkpoint(const std::string& note) {
  const AuthenticatedLog& log = after();
  const NoteVerifier log_key{bundle_.state().origin(), bundle_.state().log_key()};
  const auto checkpoint = verified_checkpoint(note, log_key);
  if (!checkpoint) does_not_fit(phrase("the log key did not sign a checkpoint that is given"));
  const std::uint64_t size = checkpoint->size;
  const bool is_in_order =
      size > span_.from.size && size <= span_.size && (signed_.empty() || size >= signed_.back().size);
  if (!is_in_order || signed_.size() == span_.size - span_.from.size)
    does_not_fit(phrase("the checkpoint of size {} is out of order", size));
  if (const Digest root = log.root_at(size); root != checkpoint->root)
    does_not_fit(phrase("the entries do not lead to the checkpoint of size {}: signed {}, found {}", size,
                        hex(checkpoint->root), hex(root)));
  file_.put_checkpoint(size, note);
  signed_.push_back({size, checkpoint->root});
}

/// Of a new entry: that its payload is here exactly if it has to be, and its checkpoint.
void Growing::hold(const AuthenticEntry& stored, const Disclosure& disclosure) const {
  const std::uint64_t seq = stored.entry.seq;
  if (!stored.payload && disclosure.holds(stored.entry))
    does_not_fit(phrase("entry {}: its payload is withheld, and has to be disclosed", seq));
  if (stored.payload && !disclosure.holds(stored.entry))
    does_not_fit(phrase("entry {}: its payload is disclosed, and has to be withheld", seq));
  if (stored.entry.device || seq == span_.from.size) return;
  const bool is_signed = std::binary_search(signed_.begin(), signed_.end(), Head{seq, {}},
                                            [](const Head& a, const Head& b) { return a.size < b.size; });
  if (!is_signed) does_not_fit(phrase("the checkpoint of size {} is missing", seq));
}

void Growing::finish(const Progress& progress) {
  const AuthenticatedLog& log = after();
  if (span_.size > span_.from.size && (signed_.empty() || signed_.back().size != span_.size))
    does_not_fit(phrase("the checkpoint of size {} is missing", span_.size));
  const Succession succession = succession_of(bundle_.state().records(), span_.project);
  const Disclosure disclosure(log, succession, span_.from.size, span_.size, progress);
  if (disclosure.earlier() != disclosed_)
    does_not_fit(phrase("of the entries that the bundle had, others are disclosed than have to be now"));
  log.scan(span_.from.size, span_.size, [&](const AuthenticEntry& stored) { hold(stored, disclosure); });
}

void require_of(const OpenLedger& bundle, const GrowthSpan& span) {
  const auto& terms = bundle.reader().bundle();
  invariant(terms && !terms->with_private, "a bundle without private parts grows");
  if (span.project != terms->project) does_not_fit(phrase("it is what another bundle grows by"));
  if (span.from != bundle.head())
    does_not_fit(phrase("it begins at size {}, root {}; the bundle stands at size {}, root {}",
                        span.from.size, hex(span.from.root), bundle.head().size, hex(bundle.head().root)));
  if (span.size < span.from.size)
    does_not_fit(phrase("it goes back from size {} to size {}", span.from.size, span.size));
}

}  // namespace

bool can_grow(const OpenLedger& ledger, const std::string& project, std::uint64_t from) {
  const Records& records = ledger.state().records();
  return from > 0 && from <= ledger.head().size &&
         !has_grown_since(records, succession_of(records, project), from);
}

void write_growth(const OpenLedger& ledger, const std::string& project, const Head& from, std::ostream& out,
                  const Progress& progress) {
  const BundleTerms terms{project, ledger.head().size, false};
  GrowthWriter rows(out, {project, from, terms.size});
  (void)give_rows(ledger, terms, from.size, rows, progress);
}

void take_growth(const OpenLedger& bundle, std::istream& growth, const Progress& progress) {
  GrowthReader lines(growth);
  require_of(bundle, lines.span());
  const std::uint64_t announced = lines.span().size - lines.span().from.size;
  GrowthLine line;
  if (announced == 0) {
    if (lines.next(line)) does_not_fit(phrase("there are more entries than were announced"));
    return;
  }
  Writer writer(bundle.folder().ledger(), bundle.wait_ms(), WritesTo::bundle);
  if (writer.reader().size() != bundle.head().size)
    does_not_fit(phrase("the bundle was changed while it was to grow"));
  Growing growing(bundle, lines.span(), writer);
  while (lines.next(line)) {
    growing.take(line);
    if (progress && lines.line_number() % progress_every == 0)
      progress(translation("writing"), std::min(lines.line_number(), announced), announced);
  }
  growing.finish(progress);
  writer.commit();
}

}  // namespace lcl
