#pragma once
/// The built web pages: compiled in (server/http/CMakeLists.txt takes web/dist), or from a folder for developers.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/embedded_file.hpp"
#include "http/response.hpp"

namespace frostkeep::http {

/// web/dist as it was when the program was built; beside each text file `<name>.gz`. Empty if there was none.
std::span<const base::EmbeddedFile> web_files();

/// Thread rule: safe from any thread once made.
class StaticFiles {
 public:
  /// From the program's own files.
  explicit StaticFiles(std::span<const base::EmbeddedFile> files);
  /// From a folder, read anew at each request, never from the cache; nothing outside it is served.
  static StaticFiles from_folder(std::string folder);

  /// The answer for a decoded path: the file (compressed where the browser takes it), 304, the start page for a path
  /// whose last segment has no dot (pages are addressed by the browser's router), or nothing.
  std::optional<Response> find(std::string_view path, std::string_view accept_encoding,
                               std::string_view if_none_match) const;

 private:
  struct File {
    std::string_view identity;
    std::string_view gzip;
    std::string etag;
  };
  StaticFiles() = default;
  std::optional<Response> from_disk(const std::string& name) const;

  std::map<std::string, File, std::less<>> files_;
  std::string folder_;
};

}  // namespace frostkeep::http
