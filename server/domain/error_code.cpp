#include "domain/error_code.hpp"

#include "base/invariant.hpp"

namespace frostkeep::domain {

std::string_view name_of(ErrorCode code) {
  switch (code) {
#define FROSTKEEP_NAME(name, kind) \
  case ErrorCode::name:            \
    return #name;
    FROSTKEEP_ERROR_CODES(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
  }
  base::report_broken_invariant("a code of the list", __FILE__, __LINE__);
}

std::optional<ErrorCode> error_code_of(std::string_view name) {
#define FROSTKEEP_NAME(code, kind) \
  if (name == #code) return ErrorCode::code;
  FROSTKEEP_ERROR_CODES(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
  return std::nullopt;
}

ErrorKind kind_of(ErrorCode code) {
  switch (code) {
#define FROSTKEEP_KIND(name, kind) \
  case ErrorCode::name:            \
    return ErrorKind::kind;
    FROSTKEEP_ERROR_CODES(FROSTKEEP_KIND)
#undef FROSTKEEP_KIND
  }
  base::report_broken_invariant("a code of the list", __FILE__, __LINE__);
}

}  // namespace frostkeep::domain
