#pragma once
/// What the matrix of rights is played with: two sites, two studies, and fresh things in each corner.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "support/house_server.hpp"

namespace frostkeep::tests {

using nlohmann::json;

/// Where a thing lies, seen from a grant at one site for one study.
enum class Place { own, foreign_site, foreign_study };
constexpr Place kPlaces[] = {Place::own, Place::foreign_site, Place::foreign_study};
inline const char* name_of(Place place) {
  return place == Place::own ? "own" : place == Place::foreign_site ? "foreign site" : "foreign study";
}

class World {
 public:
  World();

  domain::SiteId site(Place place) const { return place == Place::foreign_site ? there : here; }
  domain::StudyId study(Place place) const { return place == Place::foreign_study ? other_study : own_study; }

  /// Makes something through the API as somebody who may do everything and works at the place's site; fails the test if
  /// it is refused.
  json make(Place place, const std::string& method, const std::string& path, const json& body = nullptr);
  domain::Container box(Place place, int rows = 9, int columns = 9);
  /// A received tube of 1 mL.
  domain::Sample tube(Place place);
  struct Placed {
    domain::Container box;
    domain::Sample tube;
    std::string entry;
  };
  /// A tube in A1 of a box of its own.
  Placed placed(Place place);
  struct Person {
    std::string id;
    std::string card;
  };
  Person person(Place place);
  /// A form of consent of the place's study.
  std::string form(Place place);
  /// A person who agreed to everything, with a visit of a shipped protocol.
  struct Visit {
    std::string id;
    std::string protocol;
    Person person;
    std::string planned_code;  ///< of a tube not drawn yet
    std::string planned_id;
  };
  Visit visit(Place place);
  /// The study's version of a shipped protocol.
  std::string protocol(Place place);
  /// An account whose home is the place's site, without a grant; and one with a grant there, by the grant's id.
  std::string user(Place place);
  struct Granted {
    std::string user;
    std::string grant;
  };
  Granted granted(Place place);

  /// A printer of the site, and an import of samples whose file was checked, with its job.
  std::string printer(Place place);
  struct Import {
    std::string id;
    std::string job;
  };
  Import import(Place place, bool checked);

  /// A text that no other thing bears.
  std::string fresh(const std::string& prefix) { return fmt::format("{}{}", prefix, ++made_); }

  HouseServer server;
  domain::SiteId here;
  domain::SiteId there;
  domain::StudyId own_study;
  domain::StudyId other_study;

 private:
  ApiClient everything(domain::SiteId site);

  int made_ = 1'000;
  std::map<domain::SiteId, std::unique_ptr<ApiClient>> makers_;
  std::map<domain::StudyId, std::string> protocols_;
  std::map<domain::StudyId, std::string> forms_;
  std::map<domain::SiteId, std::string> printers_;
};

/// One request: the path with everything filled in, and its body.
struct Call {
  std::string path;
  json body = nullptr;
  std::uint64_t version = 0;  ///< If-Match, where not 0
  std::string file = {};      ///< a CSV file in place of the JSON
};

/// How far a grant of the route's permission must reach for a thing of one's own site and study; with less it is 403.
enum class Needs {
  meeting,  ///< it holds at the site or for the study of the thing
  site,     ///< at the whole site, for every study
  house     ///< at every site for every study
};

/// What is outside the grant: which of its two bounds hides a thing, so that it is answered with 404.
enum class Hidden { by_neither, by_site, by_study, by_both };

/// How a route is called, and what its policy says.
struct MatrixCase {
  std::string operation;
  std::function<Call(World&, Place)> call;
  Hidden hidden = Hidden::by_neither;
  Needs needs = Needs::meeting;
  int with_less = 403;  ///< the status where the grant doesn't reach as far as `needs` says
};

std::vector<MatrixCase> house_cases();
std::vector<MatrixCase> people_cases();
std::vector<MatrixCase> sample_cases();
std::vector<MatrixCase> storage_cases();
std::vector<MatrixCase> work_cases();

}  // namespace frostkeep::tests
