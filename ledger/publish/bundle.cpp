// SPDX-License-Identifier: Apache-2.0
#include "ledger/publish/bundle.hpp"

#include "ledger/publish/bundle_file.hpp"
#include "ledger/publish/bundle_growth.hpp"
#include "ledger/publish/bundle_rows.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/writer.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// Throws where `ledger` gives no such bundle of `project`.
void require_source(const OpenLedger& ledger, const std::string& project, bool with_private) {
  const auto& bundle = ledger.reader().bundle();
  if (bundle && (bundle->project != project || bundle->with_private < with_private)) {
    throw Error(Obstacle::unavailable, phrase("{}: this is {} already; make one from the registry",
                                              ledger.folder().path.string(), described(*bundle)));
  }
  if (!project.empty() && ledger.state().project(project) == nullptr)
    throw Error(Obstacle::unavailable, phrase("project {} was never notified", project));
}

BundleContent write_rows(const OpenLedger& ledger, const BundleTerms& terms, std::uint64_t from,
                         Writer& writer, const Progress& progress) {
  BundleFile file(writer);
  BundleContent content = give_rows(ledger, terms, from, file, progress);
  if (file.settle() != content.head)
    throw Error(Obstacle::damaged, phrase("the entries do not lead to the checkpoint; run lcl verify"));
  if (progress) progress(translation("closing"), 0, 0);
  writer.commit();
  return content;
}

}  // namespace

BundleContent write_bundle(const OpenLedger& ledger, const BundleRequest& request, const Progress& progress) {
  require_source(ledger, request.project, request.with_private);
  PlaceBeside place(request.file, request.existing,
                    request.with_private ? MayRead::owner : MayRead::everyone);
  sweep_left_overs_beside(request.file);
  create_ledger_file(place.path_apart(), MayRead::owner);
  BundleContent content = [&] {
    const BundleTerms terms{request.project, ledger.head().size, request.with_private};
    Writer writer(place.path_apart(), 0);
    writer.make_bundle(terms);
    return write_rows(ledger, terms, 0, writer, progress);
  }();
  place.put_apart();
  flush_folder_of(request.file);
  return content;
}

bool grow_bundle(const OpenLedger& ledger, const std::filesystem::path& file, const Progress& progress) {
  Writer writer(file, 0, WritesTo::bundle);
  BundleTerms terms = *writer.reader().bundle();
  require_source(ledger, terms.project, terms.with_private);
  const std::uint64_t from = terms.size;
  if (terms.with_private || !can_grow(ledger, terms.project, from)) return false;
  terms.size = ledger.head().size;
  writer.grow_bundle(terms.size);
  (void)write_rows(ledger, terms, from, writer, progress);
  return true;
}

}  // namespace lcl
