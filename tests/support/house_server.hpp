#pragma once
/// The whole API over a test database, in this process, on a free port.

#include <gtest/gtest.h>

#include "base/password.hpp"
#include "database/people_records.hpp"
#include "http/routes.hpp"
#include "http/server.hpp"
#include "support/api_client.hpp"
#include "support/test_house.hpp"

namespace frostkeep::tests {

class HouseServer {
 public:
  /// With the gate's options of a server behind nginx, for instance.
  explicit HouseServer(http::GateOptions gate = {}) {
    http::ServerHooks hooks;
    hooks.gate.session = [this](std::string_view token) { return house.services.sessions.resolve(token); };
    hooks.gate.permission_refused = [this](const auto& session, auto permission, auto request) {
      house.services.sessions.note_refused_permission(session, permission, request);
    };
    hooks.next_request_id = [this] { return domain::RequestId{house.database.ids.next()}; };
    hooks.ready = [] { return true; };
    hooks.metrics = [] { return std::string(); };
    http::ServerOptions options;
    options.gate = std::move(gate);
    options.spool_folder = ::testing::TempDir();
    server_ = std::make_unique<http::Server>(options, http::all_routes(), house.services, pages_, std::move(hooks));
  }

  std::uint16_t port() const { return server_->port(); }

  /// A person with one grant (everywhere if no site is told), who can sign in with the password "right-password".
  domain::UserId a_person(const std::string& user_name, domain::Role role, domain::SiteId site = {},
                          domain::StudyId study = {}) {
    database::Credential credential;
    credential.password_hash = base::hash_password("right-password", house.house.pepper);
    return house.database->write(house.database.context(), [&](database::WriteTransaction& tx) {
      database::User user;
      user.id = credential.user = domain::UserId{tx.next_id()};
      user.user_name = user_name;
      user.display_name = user_name;
      user.home_site = house.small.site;
      user.credential_digest = database::digest_of(credential);
      database::insert_user(tx, user);
      database::insert_credential(tx, credential);
      database::insert_grant(tx, {domain::GrantId{tx.next_id()}, 0, user.id, {role, site, study}});
      return user.id;
    });
  }

  ApiClient signed_in_as(const std::string& user_name) {
    ApiClient client(port());
    EXPECT_TRUE(client.sign_in(user_name, "right-password"));
    return client;
  }

  /// Somebody new with this role, at one site or at every.
  std::unique_ptr<ApiClient> signed_in(domain::Role role, domain::SiteId site = {}) {
    const std::string name = std::string(domain::name_of(role)) + std::to_string(++people_);
    a_person(name, role, site);
    return std::make_unique<ApiClient>(signed_in_as(name));
  }
  std::string fresh_key() { return "fresh-key-" + std::to_string(++keys_); }

  TestHouse house;

 private:
  int people_ = 0;
  int keys_ = 0;
  http::StaticFiles pages_{std::span<const base::EmbeddedFile>{}};
  std::unique_ptr<http::Server> server_;
};

}  // namespace frostkeep::tests
