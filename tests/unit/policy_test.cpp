#include "domain/policy.hpp"

#include <gtest/gtest.h>

namespace frostkeep::domain {
namespace {

constexpr SiteId kHere{1};
constexpr SiteId kThere{2};
constexpr StudyId kStudy{7};
constexpr StudyId kOther{8};

TEST(Policy, NothingIsAllowedThatNoGrantCarries) {
  for (const Permission permission : all_permissions()) {
    const bool open = permission == Permission::anyone || permission == Permission::signed_in;
    EXPECT_EQ(decide({}, permission).is_empty(), !open) << name_of(permission);
  }
}

TEST(Policy, EveryPermissionIsHeldBySomeRole) {
  for (const Permission permission : all_permissions()) {
    bool held = false;
    for (const Role role : all_roles()) held = held || role_has(role, permission);
    EXPECT_TRUE(held) << name_of(permission);
  }
}

TEST(Policy, TheThreeDutiesOfTheHouseCanBeHeldApart) {
  using enum Permission;
  EXPECT_FALSE(role_has(Role::system_administrator, grant_edit));
  EXPECT_FALSE(role_has(Role::system_administrator, ledger_read));
  EXPECT_FALSE(role_has(Role::security_administrator, site_edit));
  EXPECT_FALSE(role_has(Role::security_administrator, ledger_read));
  EXPECT_FALSE(role_has(Role::ledger_reviewer, grant_edit));
  EXPECT_FALSE(role_has(Role::ledger_reviewer, system_edit));
  for (const Role duty : {Role::administrator, Role::system_administrator, Role::security_administrator,
                          Role::ledger_reviewer}) {
    EXPECT_FALSE(role_has(duty, identity_view)) << name_of(duty) << " sees no participant";
    EXPECT_FALSE(role_has(duty, participant_read)) << name_of(duty);
  }
}

TEST(Policy, AScopeContainsWhatItMeetsAndCoversWhatLiesWhollyInside) {
  const Scope here = decide({{Role::technician, kHere, {}}}, Permission::scan);
  EXPECT_TRUE(here.contains(kHere, kStudy));
  EXPECT_FALSE(here.contains(kThere, kStudy));
  EXPECT_TRUE(here.contains({}, kStudy)) << "a participant has no site";
  EXPECT_TRUE(here.covers(kHere, {}));
  EXPECT_TRUE(here.covers(kHere, kStudy));
  EXPECT_FALSE(here.covers({}, kStudy));
  EXPECT_FALSE(here.covers({}, {}));
  const Scope narrow = decide({{Role::technician, kHere, kStudy}}, Permission::scan);
  EXPECT_TRUE(narrow.contains(kHere, {})) << "a freezer has no study";
  EXPECT_FALSE(narrow.covers(kHere, {}));
  EXPECT_FALSE(narrow.contains(kHere, kOther));
  EXPECT_TRUE(decide({{Role::technician, {}, {}}}, Permission::scan).covers({}, {}));
}

TEST(Policy, TwoHalvesMakeNoWhole) {
  const Scope halves = decide({{Role::technician, kHere, {}}, {Role::technician, kThere, {}}}, Permission::scan);
  EXPECT_TRUE(halves.contains(kHere, kStudy));
  EXPECT_TRUE(halves.contains(kThere, kStudy));
  EXPECT_FALSE(halves.covers({}, {})) << "a third site may be opened tomorrow";
}

TEST(Policy, AGrantNeverReachesFartherThanTheGranters) {
  const std::vector<Grant> here = {{Role::security_administrator, kHere, {}}};
  EXPECT_FALSE(missing_to_give(here, {Role::technician, kHere, {}}));
  EXPECT_FALSE(missing_to_give(here, {Role::technician, kHere, kStudy}));
  EXPECT_EQ(missing_to_give(here, {Role::technician, kThere, {}}), Permission::grant_edit);
  EXPECT_EQ(missing_to_give(here, {Role::technician, {}, {}}), Permission::grant_edit);
  EXPECT_EQ(missing_to_give({{Role::technician, {}, {}}}, {Role::technician, {}, {}}), Permission::grant_edit);
}

TEST(Policy, ADutyIsGivenOnlyByWhoHoldsAllOfIt) {
  const std::vector<Grant> security = {{Role::security_administrator, {}, {}}};
  EXPECT_FALSE(missing_to_give(security, {Role::security_administrator, {}, {}}));
  EXPECT_FALSE(missing_to_give(security, {Role::ledger_reviewer, {}, {}})) << "who watches is no power of the watched";
  EXPECT_TRUE(missing_to_give(security, {Role::system_administrator, {}, {}}));
  EXPECT_TRUE(missing_to_give(security, {Role::administrator, kHere, {}}));
  const std::vector<Grant> both = {{Role::security_administrator, {}, {}}, {Role::system_administrator, kHere, {}}};
  EXPECT_FALSE(missing_to_give(both, {Role::system_administrator, kHere, {}}));
  EXPECT_TRUE(missing_to_give(both, {Role::system_administrator, {}, {}}));
  EXPECT_FALSE(missing_to_give({{Role::administrator, {}, {}}}, {Role::administrator, {}, {}}));
}

TEST(Policy, AnAccountIsChangedOnlyByWhoCouldGiveAllThatItHolds) {
  const std::vector<Grant> here = {{Role::security_administrator, kHere, {}}};
  EXPECT_FALSE(missing_to_manage(here, {{Role::technician, kHere, kStudy}}, kHere));
  EXPECT_FALSE(missing_to_manage(here, {}, kHere));
  EXPECT_TRUE(missing_to_manage(here, {}, kThere));
  EXPECT_TRUE(missing_to_manage(here, {}, {}));
  EXPECT_TRUE(missing_to_manage(here, {{Role::technician, {}, {}}}, kHere)) << "who works everywhere";
  EXPECT_TRUE(missing_to_manage(here, {{Role::system_administrator, kHere, {}}}, kHere)) << "a duty not held";
  EXPECT_FALSE(missing_to_manage({{Role::administrator, {}, {}}}, {{Role::administrator, {}, {}}}, kThere));
}

}  // namespace
}  // namespace frostkeep::domain
