#include "http/static_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/bytes.hpp"
#include "base/digest.hpp"

namespace frostkeep::http {
namespace {

constexpr std::string_view kStartPage = "index.html";
constexpr std::string_view kCompressed = ".gz";
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".wav", "audio/wav"},
    {".mp3", "audio/mpeg"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
}};

std::string_view type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

/// Names under assets/ hold a digest of their content, so they never change.
std::string_view cache_rule_of(std::string_view name) {
  return name.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

bool takes_gzip(std::string_view accept_encoding) {
  const auto at = accept_encoding.find("gzip");
  return at != std::string_view::npos && !accept_encoding.substr(at).starts_with("gzip;q=0,") &&
         !accept_encoding.substr(at).ends_with("gzip;q=0");
}

Response without_pages() {
  return {.content_type = "text/plain; charset=utf-8",
          .headers = {{"Cache-Control", "no-cache"}},
          .body =
              "本程序构建时未包含网页，请用 --web-root 指定网页目录。接口位于 /api/v1/。\n"
              "This program was built without its web pages; name their folder with --web-root. "
              "The interface is at /api/v1/.\n"};
}

bool is_page_path(std::string_view path) {
  return path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
}

}  // namespace

StaticFiles::StaticFiles(std::span<const base::EmbeddedFile> files) {
  for (const auto& file : files) {
    if (file.name.ends_with(kCompressed)) continue;
    files_[std::string(file.name)] = {.identity = file.bytes,
                                      .gzip = {},
                                      .etag = "\"" + base::to_hex(base::as_bytes(base::sha256(file.bytes))) + "\""};
  }
  for (const auto& file : files) {
    if (!file.name.ends_with(kCompressed)) continue;
    const auto plain = files_.find(file.name.substr(0, file.name.size() - kCompressed.size()));
    if (plain != files_.end()) plain->second.gzip = file.bytes;
  }
}

StaticFiles StaticFiles::from_folder(std::string folder) {
  StaticFiles files;
  files.folder_ = std::filesystem::canonical(folder).string();
  return files;
}

std::optional<Response> StaticFiles::find(std::string_view path, std::string_view accept_encoding,
                                          std::string_view if_none_match) const {
  std::string name(path.substr(1));
  if (!folder_.empty()) {
    auto response = name.empty() ? std::nullopt : from_disk(name);
    return response || !is_page_path(path) ? response : from_disk(std::string(kStartPage));
  }
  auto file = files_.find(name);
  if (file == files_.end()) {
    if (!is_page_path(path)) return std::nullopt;
    if (files_.empty()) return without_pages();
    file = files_.find(kStartPage);
    if (file == files_.end()) return std::nullopt;
  }
  Response response{
      .headers = {{"ETag", file->second.etag}, {"Cache-Control", std::string(cache_rule_of(file->first))}}};
  if (if_none_match.find(file->second.etag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  response.content_type = type_of(file->first);
  const bool compressed = !file->second.gzip.empty() && takes_gzip(accept_encoding);
  if (compressed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = compressed ? file->second.gzip : file->second.identity;
  return response;
}

std::optional<Response> StaticFiles::from_disk(const std::string& name) const {
  std::error_code error;
  const auto file = std::filesystem::canonical(std::filesystem::path(folder_) / name, error);
  if (error || !file.string().starts_with(folder_ + "/") || !std::filesystem::is_regular_file(file))
    return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  return Response{.content_type = std::string(type_of(name)),
                  .headers = {{"Cache-Control", "no-store"}},
                  .body = std::string(std::istreambuf_iterator<char>(in), {})};
}

}  // namespace frostkeep::http
