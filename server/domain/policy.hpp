#pragma once
/// Who may do what, where: permissions, roles, grants, and the one decision function.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.hpp"

namespace frostkeep::domain {

/// What a route asks for. `anyone` needs no session, `signed_in` only a session.
// clang-format off
#define FROSTKEEP_PERMISSIONS(X) \
  X(anyone) X(signed_in) \
  X(scan) X(sample_read) X(sample_accession) X(sample_process) X(sample_aliquot) X(sample_correct) X(sample_dispose) \
  X(storage_read) X(storage_place) X(storage_move) X(storage_build) X(storage_block) \
  X(participant_read) X(participant_register) X(identity_view) X(consent_record) X(collection_record) \
  X(reception_record) \
  X(protocol_read) X(protocol_edit) X(import_run) X(export_run) X(request_submit) X(request_decide) X(result_load) \
  X(label_print) X(label_reprint) X(printer_edit) X(job_read) X(job_cancel) \
  X(user_read) X(user_edit) X(grant_edit) X(site_edit) X(study_edit) X(ledger_verify) X(ledger_read) \
  X(system_read) X(system_edit)
// clang-format on

enum class Permission {
#define FROSTKEEP_NAME(name) name,
  FROSTKEEP_PERMISSIONS(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
};

std::string_view name_of(Permission permission);
const std::vector<Permission>& all_permissions();

/// The roles of the house. The administrator's work is split in three duties (GB/T 22239-2019, 8.1.5: system, security
/// and audit administrators are separate), which may be granted apart; `administrator` holds the first two.
// clang-format off
#define FROSTKEEP_ROLES(X) \
  X(technician) X(storage_manager) X(requester) X(coordinator) X(analyst) X(data_manager) X(administrator) \
  X(system_administrator) X(security_administrator) X(ledger_reviewer)
// clang-format on

enum class Role {
#define FROSTKEEP_NAME(name) name,
  FROSTKEEP_ROLES(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
};

std::string_view name_of(Role role);
std::optional<Role> role_of(std::string_view name);
const std::vector<Role>& all_roles();
/// Whether the role carries the permission.
bool role_has(Role role, Permission permission);

/// A role at one site (or at all: no site) for one study (or for all: no study).
struct Grant {
  Role role;
  SiteId site;
  StudyId study;
  bool operator==(const Grant&) const = default;
};

/// Where a permission holds: the union of (site, study) pairs; a missing one of a pair means "all".
class Scope {
 public:
  struct Pair {
    SiteId site;
    StudyId study;
    bool operator==(const Pair&) const = default;
  };
  explicit Scope(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {}

  bool is_empty() const { return pairs_.empty(); }
  /// Whether a thing of this site and study may be read and used. A thing without a study (a freezer) asks for its
  /// site alone; a thing without a site (a study's protocol, a participant) for its study alone.
  bool contains(SiteId site, StudyId study) const;
  /// Whether all of this site and study lies inside: what a right must reach to change a site, a study, an account or a
  /// grant as a whole. No site (no study) means every site (every study).
  bool covers(SiteId site, StudyId study) const;
  /// Whether physical acts at this site are allowed.
  bool contains_site(SiteId site) const { return contains(site, {}); }
  const std::vector<Pair>& pairs() const { return pairs_; }

 private:
  std::vector<Pair> pairs_;
};

/// The one decision: where these grants carry this permission. An empty scope is a refusal. Deny is the default.
Scope decide(const std::vector<Grant>& grants, Permission permission);
/// Where these grants allow anything at all: the sites and studies that a person knows of.
Scope reach_of(const std::vector<Grant>& grants);
/// The permission for want of which a granter with these grants may not give `wanted` (or take it back); none if they
/// may. The granter's `grant_edit` must cover the site and study of the grant. The work of the laboratory may be given
/// without holding it; a duty of the house (the administrators) only by who holds all of it there.
std::optional<Permission> missing_to_give(const std::vector<Grant>& own, const Grant& wanted);
/// The same for changing somebody's account (name, state, password, PIN, badge): whoever holds the password holds the
/// grants, so the changer's `user_edit` must cover the home site and each grant of `theirs`, and their duties be held.
std::optional<Permission> missing_to_manage(const std::vector<Grant>& own, const std::vector<Grant>& theirs,
                                            SiteId home);

}  // namespace frostkeep::domain
