#pragma once
/// Where the database is and as whom to go there.

#include <cstdint>
#include <string>

namespace frostkeep::database {

/// One account on one MariaDB. Either `socket` (a Unix socket's path) or `host` is set; over TCP to any host but
/// loopback TLS is required, because the connector uses none by default.
struct ConnectionSettings {
  std::string socket = {};
  std::string host = {};
  std::uint16_t port = 3306;
  std::string user = {};
  std::string password = {};
  std::string schema = {};
  std::string tls_ca = {};  ///< PEM file of the authority that signed the server's certificate

  /// The same place as somebody else.
  ConnectionSettings as(std::string other_user, std::string other_password) const {
    ConnectionSettings copy = *this;
    copy.user = std::move(other_user);
    copy.password = std::move(other_password);
    return copy;
  }
};

/// The three accounts: `migrate` changes the schema and grants, `app` works (rights by class of table, see
/// migrations.hpp), `reader` reads (verify, exports).
struct DatabaseAccounts {
  ConnectionSettings migrate;
  ConnectionSettings app;
  ConnectionSettings reader;
};

}  // namespace frostkeep::database
