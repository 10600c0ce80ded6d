#pragma once
/// Sites and studies: where and for what the house works. Who edits them asks for the whole of them: a right at one
/// site makes no second one.

#include <optional>
#include <string>
#include <vector>

#include "database/people_records.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// What is changed; what isn't told stays. A code never changes: it stands on labels.
struct SiteEdit {
  std::optional<std::string> name_zh = {};
  std::optional<std::string> name_en = {};
  std::optional<std::string> zone = {};
  std::optional<bool> retired = {};
};

struct StudyEdit {
  std::optional<std::string> name_zh = {};
  std::optional<std::string> name_en = {};
  std::optional<bool> retired = {};
};

class SiteService {
 public:
  explicit SiteService(House& house) : house_(house) {}

  /// Those that the scope meets, in order of code, retired ones too.
  std::vector<database::Site> sites(const domain::Scope& scope) const;
  database::Site site(const domain::Scope& scope, domain::SiteId id) const;
  /// Refused: permission_missing unless the right covers every site; the violations of the fields; name_taken {name}.
  database::Site add_site(const Asked& asked, database::Site site);
  /// Refused: not_found; permission_missing; version_stale; the violations of the fields.
  database::Site edit_site(const Asked& asked, domain::SiteId id, std::uint32_t version, const SiteEdit& edit);

  std::vector<database::Study> studies(const domain::Scope& scope) const;
  database::Study study(const domain::Scope& scope, domain::StudyId id) const;
  database::Study add_study(const Asked& asked, database::Study study);
  database::Study edit_study(const Asked& asked, domain::StudyId id, std::uint32_t version, const StudyEdit& edit);

 private:
  House& house_;
};

}  // namespace frostkeep::services
