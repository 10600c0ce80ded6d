#pragma once
/// What all services share, made once by the wiring.

#include "base/random.hpp"
#include "base/seal.hpp"
#include "database/container_records.hpp"
#include "database/transaction.hpp"
#include "domain/policy.hpp"
#include "services/printer_access.hpp"

namespace frostkeep::services {

struct House {
  House(database::Database& shared_database, base::Random& shared_random, base::SealKey sealing_key,
        std::string blind_key, std::string password_pepper)
      : database(shared_database),
        random(shared_random),
        sealing(std::move(sealing_key)),
        blind_index_key(std::move(blind_key)),
        pepper(std::move(password_pepper)) {}

  database::Database& database;
  base::Random& random;
  base::SealKey sealing;
  std::string blind_index_key;
  std::string pepper;
  PrinterAccess printers = {};
  mutable database::TypeCache types = {};
  database::ConnectionSettings reader = {};  ///< the account that only reads, for proofs that read everything

  base::Timestamp now() const { return database.clock().now(); }
};

/// A read or write asked for by somebody: where the permission of the route holds.
struct Asked {
  domain::Scope scope;
  database::WriteContext context;
};

}  // namespace frostkeep::services
