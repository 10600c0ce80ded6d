#pragma once
/// What the rules answer when something is forbidden.

#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/error_code.hpp"

namespace frostkeep::domain {

/// One broken rule, with the named values that its sentence needs (position, code, field, row, …).
struct Violation {
  ErrorCode code;
  std::map<std::string, std::string> values = {};
};

/// What should be known but forbids nothing (a withdrawn consent beside a placement).
struct Warning {
  std::string code;  ///< a key of schema/reference/warnings.csv
  std::map<std::string, std::string> values = {};
};

/// Thrown by services, once, with every violation found; the one highest in precedence first.
class Refused : public std::exception {
 public:
  explicit Refused(std::vector<Violation> violations);
  explicit Refused(ErrorCode code, std::map<std::string, std::string> values = {})
      : Refused(std::vector<Violation>{{code, std::move(values)}}) {}

  const std::vector<Violation>& violations() const { return violations_; }
  ErrorCode code() const { return violations_.front().code; }
  const char* what() const noexcept override { return name_of(code()).data(); }

 private:
  std::vector<Violation> violations_;
};

}  // namespace frostkeep::domain
