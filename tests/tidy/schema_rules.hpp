#pragma once
/// Rules for schema/: migrations, names of constraints, classes of tables.

#include "tidy/tree.hpp"

namespace frostkeep::tidy {

/// Migrations against schema/migrations/checksums.txt (lines as sha256sum writes them): none changed, none missing,
/// numbers without a gap.
Findings migration_findings(const Tree& tree);
/// Every unique, foreign, check and index constraint bears a name uq_/fk_/ck_/ix_<table>_…, and every uq_ and ck_ name
/// is mapped to a refusal in server/database/constraint_errors.cpp.
Findings constraint_findings(const Tree& tree);
/// Every table of the migrations stands exactly once in schema/tables.csv, with a known class.
Findings table_findings(const Tree& tree);

}  // namespace frostkeep::tidy
