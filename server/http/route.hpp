#pragma once
/// One row of the route table. A route can't be made without a permission.
///
///     Route::put("/api/v1/containers/{container_id}/positions/{position}", "place", Permission::storage_place, place)
///         .takes(kPlaceBody).gives(kPlacementView).summary("把一支管放入一格", "Put one tube into one cell")

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/policy.hpp"
#include "http/fields.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace frostkeep::services {
struct Services;
}

namespace frostkeep::http {

/// A read can't change anything: its services are const.
using ReadHandler = std::function<Response(const Request&, const services::Services&)>;
using WriteHandler = std::function<Response(const Request&, services::Services&)>;

/// Bytes of a body, where a route doesn't say otherwise, and of a bulk upload.
constexpr std::uint64_t kBodyLimit = 1 * 1024 * 1024;
constexpr std::uint64_t kBulkBodyLimit = 64 * 1024 * 1024;

class Route {
 public:
  static Route get(std::string path, std::string operation_id, domain::Permission permission, ReadHandler handler);
  static Route post(std::string path, std::string operation_id, domain::Permission permission, WriteHandler handler);
  static Route put(std::string path, std::string operation_id, domain::Permission permission, WriteHandler handler);
  static Route patch(std::string path, std::string operation_id, domain::Permission permission, WriteHandler handler);
  static Route remove(std::string path, std::string operation_id, domain::Permission permission, WriteHandler handler);

  /// The body is this JSON. Without takes() or takes_file() a body is refused.
  Route takes(const AnyShape& body) &&;
  /// The body is one file of one of these media types, as raw bytes.
  Route takes_file(std::vector<std::string> media_types, std::uint64_t limit = kBulkBodyLimit) &&;
  /// The answer is this JSON; without gives() it is 204, or a file of gives_file()'s type.
  Route gives(const AnyShape& answer, int status = 200) &&;
  Route gives_file(std::string media_type) &&;
  /// The query parameters; without this any is refused.
  Route queries(const AnyShape& parameters) &&;
  Route limits_body(std::uint64_t bytes) &&;
  /// If-Match is needed: 428 without.
  Route needs_version() &&;
  /// A write that isn't remembered by its Idempotency-Key (sign-in, sign-out).
  Route without_idempotency() &&;
  /// Works while the person must still change the password (changing it, signing out).
  Route before_password_change() &&;
  Route summary(std::string zh_cn, std::string en) &&;
  /// What can be refused beside the gate's own refusals; for the API description.
  Route may_refuse(std::vector<domain::ErrorCode> codes) &&;

  Method method;
  std::string path;  ///< parameters in braces, each a whole segment
  std::string operation_id;
  domain::Permission permission;
  ReadHandler read;    ///< of GET
  WriteHandler write;  ///< of all others
  const AnyShape* body = nullptr;
  std::vector<std::string> file_types = {};
  std::uint64_t body_limit = 0;
  const AnyShape* answer = nullptr;
  int status = 204;
  std::string answer_type = {};
  const AnyShape* query = nullptr;
  bool version_needed = false;
  bool idempotency_needed = false;
  bool open_before_password_change = false;
  std::string summary_zh_cn = {};
  std::string summary_en = {};
  std::vector<domain::ErrorCode> refusals = {};

 private:
  Route(Method m, std::string p, std::string id, domain::Permission permission_needed)
      : method(m), path(std::move(p)), operation_id(std::move(id)), permission(permission_needed) {}
  static Route writing(Method m, std::string p, std::string id, domain::Permission permission_needed, WriteHandler h);
};

}  // namespace frostkeep::http
