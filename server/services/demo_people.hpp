#pragma once
/// Invented people: names, numbers and addresses that are well-formed and belong to nobody.

#include <cstdint>

#include "domain/participant.hpp"

namespace frostkeep::services {

struct InventedPerson {
  domain::PersonEntry entry;  ///< the resident ID passes its check and tells sex and birth date
  domain::Stratum stratum = domain::Stratum::healthy;
};

/// The same person for the same seed and number; no two numbers below ten million share a resident ID. Surnames are as
/// frequent as in schema/reference/surnames.csv, divisions are counties of zhejiang_divisions.csv.
InventedPerson invent_person(std::uint64_t seed, std::uint64_t number);

}  // namespace frostkeep::services
