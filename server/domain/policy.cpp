#include "domain/policy.hpp"

#include <algorithm>
#include <span>

#include "base/invariant.hpp"

namespace frostkeep::domain {
namespace {

using enum Permission;

constexpr Permission kBench[] = {
    scan,          sample_read,       sample_accession, sample_process,       sample_aliquot,
    storage_read,  storage_place,     participant_read, participant_register, consent_record,
    protocol_read, collection_record, reception_record, label_print,          job_read};
constexpr Permission kStorage[] = {scan,          sample_read,   sample_correct, storage_read,     storage_place,
                                   storage_move,  storage_build, storage_block,  sample_dispose,   label_print,
                                   label_reprint, job_read,      protocol_read,  reception_record, participant_read};
constexpr Permission kRequester[] = {scan, sample_read, protocol_read, request_submit};
constexpr Permission kCoordinator[] = {scan,           sample_read,   sample_correct, storage_read, participant_read,
                                       consent_record, protocol_read, protocol_edit,  job_read,     request_submit,
                                       request_decide, identity_view, label_print,    label_reprint};
constexpr Permission kAnalyst[] = {scan, sample_read, storage_read, protocol_read, result_load, job_read};
constexpr Permission kDataManager[] = {scan,           sample_read,   sample_accession, sample_correct,
                                       storage_read,   storage_place, participant_read, participant_register,
                                       consent_record, protocol_read, protocol_edit,    import_run,
                                       export_run,     job_read,      job_cancel};
constexpr Permission kSystem[] = {system_read,  system_edit, site_edit,  study_edit,
                                  printer_edit, job_read,    job_cancel, user_read};
constexpr Permission kSecurity[] = {user_read, user_edit, grant_edit, system_read, job_read};
constexpr Permission kReview[] = {ledger_verify, ledger_read, user_read, system_read, job_read};

bool holds(std::span<const Permission> set, Permission p) {
  return std::find(set.begin(), set.end(), p) != set.end();
}

bool is_duty(Role role) {
  return role == Role::administrator || role == Role::system_administrator || role == Role::security_administrator;
}

std::optional<Permission> missing_for(const std::vector<Grant>& own, Permission act, const Grant& grant) {
  if (!decide(own, act).covers(grant.site, grant.study)) return act;
  if (!is_duty(grant.role)) return std::nullopt;
  for (const Permission p : all_permissions()) {
    if (role_has(grant.role, p) && !decide(own, p).covers(grant.site, grant.study)) return p;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Permission permission) {
  switch (permission) {
#define FROSTKEEP_NAME(name) \
  case Permission::name:     \
    return #name;
    FROSTKEEP_PERMISSIONS(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
  }
  base::report_broken_invariant("a permission of the list", __FILE__, __LINE__);
}

const std::vector<Permission>& all_permissions() {
  static const std::vector<Permission> all = {
#define FROSTKEEP_NAME(name) Permission::name,
      FROSTKEEP_PERMISSIONS(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
  };
  return all;
}

std::string_view name_of(Role role) {
  switch (role) {
#define FROSTKEEP_NAME(name) \
  case Role::name:           \
    return #name;
    FROSTKEEP_ROLES(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
  }
  base::report_broken_invariant("a role of the list", __FILE__, __LINE__);
}

const std::vector<Role>& all_roles() {
  static const std::vector<Role> all = {
#define FROSTKEEP_NAME(name) Role::name,
      FROSTKEEP_ROLES(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
  };
  return all;
}

std::optional<Role> role_of(std::string_view name) {
  for (const Role role : all_roles()) {
    if (name_of(role) == name) return role;
  }
  return std::nullopt;
}

bool role_has(Role role, Permission p) {
  if (p == anyone || p == signed_in) return true;
  switch (role) {
    case Role::technician:
      return holds(kBench, p);
    case Role::storage_manager:
      return holds(kStorage, p);
    case Role::requester:
      return holds(kRequester, p);
    case Role::coordinator:
      return holds(kCoordinator, p);
    case Role::analyst:
      return holds(kAnalyst, p);
    case Role::data_manager:
      return holds(kDataManager, p);
    case Role::administrator:
      return holds(kSystem, p) || holds(kSecurity, p);
    case Role::system_administrator:
      return holds(kSystem, p);
    case Role::security_administrator:
      return holds(kSecurity, p);
    case Role::ledger_reviewer:
      return holds(kReview, p);
  }
  return false;
}

bool Scope::contains(SiteId site, StudyId study) const {
  return std::any_of(pairs_.begin(), pairs_.end(), [&](const Pair& pair) {
    const bool at_site = !pair.site || !site || pair.site == site;
    const bool for_study = !pair.study || !study || pair.study == study;
    return at_site && for_study;
  });
}

bool Scope::covers(SiteId site, StudyId study) const {
  return std::any_of(pairs_.begin(), pairs_.end(), [&](const Pair& pair) {
    return (!pair.site || pair.site == site) && (!pair.study || pair.study == study);
  });
}

Scope decide(const std::vector<Grant>& grants, Permission permission) {
  if (permission == anyone || permission == signed_in) return Scope({Scope::Pair{}});
  std::vector<Scope::Pair> pairs;
  for (const Grant& grant : grants) {
    const Scope::Pair pair{grant.site, grant.study};
    if (role_has(grant.role, permission) && std::find(pairs.begin(), pairs.end(), pair) == pairs.end()) {
      pairs.push_back(pair);
    }
  }
  return Scope(std::move(pairs));
}

Scope reach_of(const std::vector<Grant>& grants) {
  std::vector<Scope::Pair> pairs;
  for (const Grant& grant : grants) pairs.push_back({grant.site, grant.study});
  return Scope(std::move(pairs));
}

std::optional<Permission> missing_to_give(const std::vector<Grant>& own, const Grant& wanted) {
  return missing_for(own, grant_edit, wanted);
}

std::optional<Permission> missing_to_manage(const std::vector<Grant>& own, const std::vector<Grant>& theirs,
                                            SiteId home) {
  if (!decide(own, user_edit).covers(home, {})) return user_edit;
  for (const Grant& grant : theirs) {
    if (const auto missing = missing_for(own, user_edit, grant)) return missing;
  }
  return std::nullopt;
}

}  // namespace frostkeep::domain
