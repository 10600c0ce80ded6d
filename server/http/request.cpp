#include "http/request.hpp"

#include "base/invariant.hpp"

namespace frostkeep::http {

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::remove:
      return "DELETE";
  }
  base::report_broken_invariant("a method of the list", __FILE__, __LINE__);
}

const std::string& Request::path_text(std::string_view name) const {
  for (const auto& [parameter, text] : path_parameters) {
    if (parameter == name) return text;
  }
  base::report_broken_invariant("the parameter stands in the path template", __FILE__, __LINE__);
}

const domain::Session& Request::signed_in() const {
  FROSTKEEP_INVARIANT(session.has_value());
  return *session;
}

}  // namespace frostkeep::http
