#include "app/user_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/wiring.hpp"
#include "database/migrations.hpp"
#include "domain/people_rules.hpp"
#include "domain/refusal_text.hpp"

namespace frostkeep::app {
namespace {

struct UserArguments {
  std::string name;
  std::string display_name;
  std::string initials;
  std::string home;
  std::string role;
  std::string site;
  std::string study;
};

using Act = ExitCode (*)(services::Services&, const UserArguments&);

/// Everywhere, in nobody's name: the operator's.
services::Asked asked_here(const services::Services& services) {
  return {domain::Scope({domain::Scope::Pair{}}),
          {.actor = {}, .reason = "frostkeep user", .now = services.house.now()}};
}

template <typename T>
decltype(T::id) id_of_code(const std::vector<T>& all, const std::string& code, const char* what) {
  if (code.empty()) return {};
  const auto found = std::ranges::find(all, code, &T::code);
  if (found == all.end()) throw CommandFailure(ExitCode::findings, fmt::format("there is no {} {}", what, code));
  return found->id;
}

domain::SiteId site_of(const services::Services& services, const std::string& code) {
  return id_of_code(services.sites.sites(asked_here(services).scope), code, "site");
}

domain::UserId user_of(const services::Services& services, const std::string& name) {
  const auto found = services.users.find(domain::user_name_of(name));
  if (!found) throw CommandFailure(ExitCode::findings, fmt::format("there is no user {}", name));
  return *found;
}

ExitCode add_user(services::Services& services, const UserArguments& arguments) {
  const domain::Grant grant{domain::role_of(arguments.role).value_or(domain::Role::technician),
                            site_of(services, arguments.site),
                            id_of_code(services.sites.studies(asked_here(services).scope), arguments.study, "study")};
  const auto made = services.users.add(
      asked_here(services), {arguments.name, arguments.display_name.empty() ? arguments.name : arguments.display_name,
                             arguments.initials, site_of(services, arguments.home)});
  if (!arguments.role.empty()) services.grants.give(asked_here(services), made.view.line.user.id, grant);
  fmt::print("{} {}\n", made.view.line.user.user_name, made.secret);
  fmt::print(stderr, "The password is for the first sign-in and is shown only here.\n");
  return ExitCode::done;
}

std::string roles_of(const services::UserView& view) {
  std::string roles;
  for (const domain::Grant& grant : view.line.grants) {
    const std::string name(domain::name_of(grant.role));
    if (roles.find(name) == std::string::npos) roles += (roles.empty() ? "" : ",") + name;
  }
  return roles.empty() ? "-" : roles;
}

ExitCode list_users(services::Services& services, const UserArguments&) {
  constexpr std::uint32_t kPage = 200;
  std::string last;
  bool more = true;
  while (more) {
    const auto page = services.users.list(asked_here(services).scope, last, kPage);
    for (const services::UserView& view : page.users) {
      const database::User& user = view.line.user;
      fmt::print("{:24} {:10} {:8} {:40} {}\n", user.user_name, user.disabled ? "disabled" : "enabled",
                 view.home_site ? view.home_site->code : "-", roles_of(view), user.display_name);
      last = user.user_name;
    }
    more = page.more;
  }
  return ExitCode::done;
}

ExitCode reset_password(services::Services& services, const UserArguments& arguments) {
  const auto made = services.users.reset_password(asked_here(services), user_of(services, arguments.name));
  fmt::print("{} {}\n", made.view.line.user.user_name, made.secret);
  return ExitCode::done;
}

ExitCode disable_user(services::Services& services, const UserArguments& arguments) {
  services.users.disable(asked_here(services), user_of(services, arguments.name));
  return ExitCode::done;
}

ExitCode enable_user(services::Services& services, const UserArguments& arguments) {
  services.users.enable(asked_here(services), user_of(services, arguments.name));
  return ExitCode::done;
}

ExitCode run_act(const ConfigurationSources& sources, Act act, const UserArguments& arguments) {
  const Configuration configuration(sources);
  const DatabaseAccess access = open_database(configuration, Care::command);
  database::check_schema(access.accounts.app);
  HouseOfServices house(access, 2);
  try {
    return act(house.services(), arguments);
  } catch (const domain::Refused& refused) {
    const auto sentence = domain::sentence_of(refused.violations().front(), domain::Language::en);
    throw CommandFailure(ExitCode::findings, sentence.text + " " + sentence.remedy);
  }
}

std::vector<std::string> role_names() {
  std::vector<std::string> names;
  for (const domain::Role role : domain::all_roles()) names.emplace_back(domain::name_of(role));
  return names;
}

void add_flags_of_add(CLI::App& add, const std::shared_ptr<UserArguments>& arguments) {
  add.add_option("--display-name", arguments->display_name, "as the pages show it [NAME]");
  add.add_option("--initials", arguments->initials, "at most eight characters");
  add.add_option("--home", arguments->home, "code of the site to which the person belongs [none]");
  add.add_option("--role", arguments->role, "the first grant")->check(CLI::IsMember(role_names()));
  add.add_option("--site", arguments->site, "code of the site where the role holds [every site]")->needs("--role");
  add.add_option("--study", arguments->study, "code of the study for which it holds [every study]")->needs("--role");
}

}  // namespace

Action attach_user(CLI::App& command) {
  const auto sources = add_configuration_flags(command);
  const auto arguments = std::make_shared<UserArguments>();
  const auto chosen = std::make_shared<Act>();
  command.require_subcommand(1);
  command.fallthrough();
  const auto add_act = [&](const char* name, const char* summary, Act act) {
    CLI::App* sub = command.add_subcommand(name, summary);
    sub->fallthrough();
    sub->callback([chosen, act] { *chosen = act; });
    return sub;
  };
  const auto add_named = [&](const char* name, const char* summary, Act act) {
    CLI::App* sub = add_act(name, summary, act);
    sub->add_option("NAME", arguments->name, "user name")->required();
    return sub;
  };
  add_flags_of_add(*add_named("add", "Make an account; prints its one-time password", add_user), arguments);
  add_act("list", "Print every account", list_users);
  add_named("password", "Print a new one-time password; ends all sessions of the account", reset_password);
  add_named("disable", "Disable an account; acts at once", disable_user);
  add_named("enable", "Enable an account again", enable_user);
  return [sources, arguments, chosen] { return run_act(*sources, *chosen, *arguments); };
}

}  // namespace frostkeep::app
