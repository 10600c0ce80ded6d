#pragma once
/// Appends and reads ledger entries. Appending is called by things.cpp alone, so that an entry never stands without
/// its row nor a row without its entry.

#include <optional>
#include <span>
#include <vector>

#include "database/transaction.hpp"
#include "domain/ledger.hpp"

namespace frostkeep::database {

/// An entry with the hashes under which it stands in the table.
struct StoredEntry {
  domain::LedgerEntry entry;
  base::Digest previous;
  base::Digest hash;
};

/// The entry's hash under its context (actor, site, device, request, times); fills those fields in.
void complete_entry(const WriteContext& context, domain::LedgerEntry& entry);

/// One statement per 1,000 entries. The unique key (stream, sequence) decides a race.
void append_entries(WriteTransaction& tx, std::span<const StoredEntry> entries);

/// A page of a stream in order of sequence, from `after` (exclusive), at most `limit` entries.
std::vector<StoredEntry> read_stream(const ReadTransaction& tx, domain::StreamKind kind, std::uint64_t id,
                                     std::uint32_t after, std::uint32_t limit);
std::optional<StoredEntry> read_entry(const ReadTransaction& tx, domain::EntryId id);

/// The columns of ledger_entry in the order of `stored_entry_of`.
extern const std::string_view kEntryColumns;
StoredEntry stored_entry_of(const Row& row);

}  // namespace frostkeep::database
