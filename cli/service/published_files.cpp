// SPDX-License-Identifier: Apache-2.0
// The files of a published folder. Each is opened step by step from the folder
// on, and no step follows a link: nothing outside is ever opened.
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include "cli/service/site.hpp"

namespace lcl::cli::service {
namespace {

struct FileType {
  std::string_view ending;
  std::string_view media_type;
};
constexpr std::array file_types{
    FileType{".html", "text/html; charset=utf-8"},
    FileType{".css", "text/css; charset=utf-8"},
    FileType{".js", "text/javascript; charset=utf-8"},
    FileType{".json", "application/json"},
    FileType{".atom", "application/atom+xml"},
    FileType{".txt", "text/plain; charset=utf-8"},
    FileType{".csv", "text/csv; charset=utf-8"},
    FileType{".svg", "image/svg+xml"},
    FileType{".png", "image/png"},
    FileType{".pdf", "application/pdf"},
    FileType{"checkpoint", "text/plain; charset=utf-8"},
};

std::string_view media_type_of(std::string_view path) {
  const auto* const found = std::find_if(file_types.begin(), file_types.end(), [path](const FileType& each) {
    return path.ends_with(each.ending);
  });
  return found == file_types.end() ? "application/octet-stream" : found->media_type;
}

/// What the page "The published register" says is never changed, and is not taken away.
bool is_for_good(std::string_view path) {
  if (path.find(".p/") != std::string_view::npos) return false;
  constexpr std::array folders{"tile/", "statements/", "payloads/", "verifier/"};
  if (std::any_of(folders.begin(), folders.end(),
                  [path](std::string_view each) { return path.starts_with(each); }))
    return true;
  return path.starts_with("at/") && !path.ends_with("/checkpoint") && !path.ends_with("/checkpoint.html");
}

bool may_be_shown(std::string_view segment) {
  return !segment.empty() && !segment.starts_with('.') &&
         segment.find(".lcl-unfinished-") == std::string_view::npos;
}

/// Opens `path` below `folder`; not open where there is no such file, or only behind a link.
Descriptor open_below(const std::filesystem::path& folder, std::string_view path) {
  Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  while (open.is_open() && !path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string segment(path.substr(0, end));
    if (!may_be_shown(segment)) return Descriptor();
    open =
        Descriptor(::openat(open.number(), segment.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return open;
}

std::string version_of(const struct stat& found) {
  return fmt::format("{:x}-{:x}-{:x}.{:x}", found.st_ino, found.st_size, found.st_mtim.tv_sec,
                     found.st_mtim.tv_nsec);
}

Response nothing_there() { return error_response(404, "not_found", "there is nothing at this path"); }

/// So that links in its page lead where they should. `target` ends in its name.
Response with_slash(std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  Response response = error_response(301, "moved", "this is a folder");
  response.headers.emplace_back("Location", "./" + std::string(path.substr(path.rfind('/') + 1)) + '/');
  return response;
}

Response give_published(const std::filesystem::path& folder, std::string path, const std::string& target) {
  if (path.empty() || path.ends_with('/')) path += "index.html";
  auto open = std::make_shared<const Descriptor>(open_below(folder, path));
  struct stat found {};
  if (!open->is_open() || ::fstat(open->number(), &found) != 0) return nothing_there();
  if (S_ISDIR(found.st_mode)) return with_slash(target);
  if (!S_ISREG(found.st_mode)) return nothing_there();
  Response response;
  response.media_type = media_type_of(path);
  response.etag = version_of(found);
  response.immutable = is_for_good(path);
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  if (path.ends_with(".html"))  // the rest of its policy stands in the page itself
    response.headers.emplace_back("Content-Security-Policy",
                                  "object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
  response.body = FileBody{folder / path, std::move(open)};
  return response;
}

}  // namespace

std::vector<Route> published_routes(const Site& site) {
  if (!site.published) return {};
  return {
      {"GET", "/{path…}", 0, [folder = *site.published](const Request& request, const Captures& captures) {
         return give_published(folder, captures.at("path"), request.target);
       }}};
}

}  // namespace lcl::cli::service
