#pragma once
/// Proves that the rows that are there are what the ledger says, and that the ledger is whole (docs/ledger.md).

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "database/connection_settings.hpp"
#include "domain/ledger.hpp"

namespace frostkeep::database {

/// Something that isn't as the ledger says.
struct Finding {
  std::string table;  ///< where the disagreement shows
  domain::StreamKind kind = domain::StreamKind::house;
  std::uint64_t id = 0;        ///< the thing, by its stream's id
  std::uint32_t sequence = 0;  ///< of the entry, where one is meant
  std::string problem;  ///< entry_altered, entry_missing, chain_broken, entry_unreadable, head_differs, row_missing,
                        ///< row_altered, row_unexpected, ledger_shortened
  std::string detail;   ///< columns or values, in English
  bool operator==(const Finding&) const = default;
};

/// The ledger up to a moment, per node that makes ids: how many entries, and a digest over their hashes in order of id.
struct LedgerHead {
  struct Node {
    std::uint32_t node = 0;
    std::uint64_t watermark = 0;
    std::uint64_t entries = 0;
    std::string digest;  ///< SHA-256, hexadecimal
    bool operator==(const Node&) const = default;
  };
  base::Timestamp taken_at;
  std::vector<Node> nodes;
};

struct VerifyReport {
  std::uint64_t entries = 0;
  std::uint64_t things = 0;
  std::uint64_t rows = 0;       ///< of replayed and derived tables
  std::uint64_t looked_again = 0;  ///< streams read once more because they changed meanwhile
  std::vector<Finding> findings;
  LedgerHead head;
};

struct VerifyOptions {
  std::vector<LedgerHead::Node> against = {};  ///< an earlier head: nothing up to there may have changed or gone
  /// Entries younger than this are in no head: their transactions may still be open.
  std::int64_t settle = 10 * base::kSecond;
  std::function<void(std::uint64_t entries)> progress = {};
};

/// Runs beside a working server, with the reader's account; no lock, no long transaction. Each table is read once, in
/// order of its key; memory is about 40 bytes a thing. A thing that disagrees is read again in one consistent view
/// before it is named, so what changes meanwhile is never a finding. Throws DatabaseError.
VerifyReport verify(const ConnectionSettings& reader, const base::Clock& clock, base::Random& random,
                    const VerifyOptions& options);

}  // namespace frostkeep::database
