#include "http/route.hpp"

#include <utility>

namespace frostkeep::http {

using domain::Permission;

Route Route::get(std::string path, std::string operation_id, Permission permission, ReadHandler handler) {
  Route route(Method::get, std::move(path), std::move(operation_id), permission);
  route.read = std::move(handler);
  return route;
}

Route Route::writing(Method m, std::string p, std::string id, Permission permission_needed, WriteHandler h) {
  Route route(m, std::move(p), std::move(id), permission_needed);
  route.write = std::move(h);
  route.idempotency_needed = true;
  return route;
}

Route Route::post(std::string path, std::string operation_id, Permission permission, WriteHandler handler) {
  return writing(Method::post, std::move(path), std::move(operation_id), permission, std::move(handler));
}

Route Route::put(std::string path, std::string operation_id, Permission permission, WriteHandler handler) {
  return writing(Method::put, std::move(path), std::move(operation_id), permission, std::move(handler));
}

Route Route::patch(std::string path, std::string operation_id, Permission permission, WriteHandler handler) {
  return writing(Method::patch, std::move(path), std::move(operation_id), permission, std::move(handler));
}

Route Route::remove(std::string path, std::string operation_id, Permission permission, WriteHandler handler) {
  return writing(Method::remove, std::move(path), std::move(operation_id), permission, std::move(handler));
}

Route Route::takes(const AnyShape& shape) && {
  body = &shape;
  if (body_limit == 0) body_limit = kBodyLimit;
  return std::move(*this);
}

Route Route::takes_file(std::vector<std::string> media_types, std::uint64_t limit) && {
  file_types = std::move(media_types);
  body_limit = limit;
  return std::move(*this);
}

Route Route::gives(const AnyShape& shape, int status_of_success) && {
  answer = &shape;
  status = status_of_success;
  answer_type = "application/json";
  return std::move(*this);
}

Route Route::gives_file(std::string media_type) && {
  answer_type = std::move(media_type);
  status = 200;
  return std::move(*this);
}

Route Route::queries(const AnyShape& parameters) && {
  query = &parameters;
  return std::move(*this);
}

Route Route::limits_body(std::uint64_t bytes) && {
  body_limit = bytes;
  return std::move(*this);
}

Route Route::needs_version() && {
  version_needed = true;
  return std::move(*this);
}

Route Route::without_idempotency() && {
  idempotency_needed = false;
  return std::move(*this);
}

Route Route::before_password_change() && {
  open_before_password_change = true;
  return std::move(*this);
}

Route Route::summary(std::string zh_cn, std::string en) && {
  summary_zh_cn = std::move(zh_cn);
  summary_en = std::move(en);
  return std::move(*this);
}

Route Route::may_refuse(std::vector<domain::ErrorCode> codes) && {
  refusals = std::move(codes);
  return std::move(*this);
}

}  // namespace frostkeep::http
