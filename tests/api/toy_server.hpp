#pragma once
/// The HTTP floor with a few routes that only count; no database behind it.

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "base/bytes.hpp"
#include "base/digest.hpp"
#include "http/server.hpp"

namespace frostkeep::tests {

struct Note {
  std::string text;
};
inline const http::Shape<Note> kNote{"Note", {http::field("text", &Note::text, http::max_length(100))}};

struct Received {
  std::int64_t bytes = 0;
  base::Digest digest{};
};
inline const http::Shape<Received> kReceived{
    "Received", {http::field("bytes", &Received::bytes), http::field("digest", &Received::digest)}};

class ToyServer {
 public:
  explicit ToyServer(http::ServerOptions options = {}) {
    options.spool_folder = std::filesystem::temp_directory_path();
    options.build = "toy";
    http::ServerHooks hooks;
    hooks.gate.session = [](std::string_view token) { return session_of(token); };
    hooks.gate.permission_refused = [this](const auto&, domain::Permission, domain::RequestId) {
      ++permissions_refused;
    };
    hooks.next_request_id = [this] { return domain::RequestId{++requests_}; };
    hooks.ready = [this] { return ready.load(); };
    hooks.metrics = [] { return std::string("frostkeep_up 1\n"); };
    server_ = std::make_unique<http::Server>(std::move(options), routes(), nobody(), pages_, std::move(hooks));
  }

  std::uint16_t port() const { return server_->port(); }
  http::Server& server() { return *server_; }

  std::atomic<int> touched = 0;  ///< by POST /api/v1/touch, which anyone may
  std::atomic<int> read = 0;     ///< by GET /api/v1/echo/{word}
  std::atomic<int> placed = 0;   ///< by POST /api/v1/place, which asks for storage_place
  std::atomic<int> permissions_refused = 0;
  std::atomic<bool> ready = true;
  std::atomic<int> slow_begun = 0;
  std::atomic<int> slow_ms = 0;  ///< how long GET /api/v1/slow takes

 private:
  /// The routes never look at the services, so no complete type is needed.
  static services::Services& nobody() {
    alignas(std::max_align_t) static std::byte nothing[1];
    return reinterpret_cast<services::Services&>(nothing);
  }

  static std::optional<domain::Session> session_of(std::string_view token) {
    if (token != "technician" && token != "newcomer" && token != "requester") return std::nullopt;
    domain::Session session{
        .id = {1}, .user = {2}, .site = {3}, .device = {}, .csrf_token = "csrf", .expires_at = {}, .grants = {}};
    session.grants.push_back({token == "requester" ? domain::Role::requester : domain::Role::technician, {3}, {}});
    session.password_change_needed = token == "newcomer";
    return session;
  }

  std::vector<http::Route> routes() {
    using domain::Permission;
    using http::Request;
    using http::Route;
    return {
        Route::post("/api/v1/touch", "touch", Permission::anyone,
                    [this](const Request& request, services::Services&) {
                      request.body_as(kNote);
                      ++touched;
                      return http::no_content();
                    })
            .takes(kNote)
            .without_idempotency(),
        Route::get("/api/v1/echo/{word}", "echo", Permission::anyone,
                   [this](const Request& request, const services::Services&) {
                     ++read;
                     return http::answer(kNote, {request.path_text("word")});
                   })
            .gives(kNote),
        Route::get("/api/v1/slow", "slow", Permission::anyone,
                   [this](const Request&, const services::Services&) {
                     ++slow_begun;
                     std::this_thread::sleep_for(std::chrono::milliseconds(slow_ms));
                     return http::answer(kNote, {"done"});
                   })
            .gives(kNote),
        Route::get("/api/v1/broken", "break", Permission::anyone,
                   [](const Request&, const services::Services&) -> http::Response {
                     throw std::runtime_error("password of the database: 12345");
                   }),
        Route::post("/api/v1/place", "place", Permission::storage_place,
                    [this](const Request& request, services::Services&) {
                      request.body_as(kNote);
                      ++placed;
                      return http::answer(kNote, {base::to_hex(base::as_bytes(request.idempotency->input))});
                    })
            .takes(kNote)
            .gives(kNote),
        Route::post("/api/v1/upload", "upload", Permission::anyone,
                    [](const Request& request, services::Services&) {
                      const auto bytes = request.body.view();
                      return http::answer(kReceived, {static_cast<std::int64_t>(bytes.size()), base::sha256(bytes)});
                    })
            .takes_file({"text/csv"})
            .gives(kReceived)
            .without_idempotency(),
    };
  }

  std::atomic<std::uint64_t> requests_ = 0;
  http::StaticFiles pages_{http::web_files()};
  std::unique_ptr<http::Server> server_;
};

}  // namespace frostkeep::tests
