#include "database/ledger_records.hpp"

#include "database/batch.hpp"

namespace frostkeep::database {
namespace {

constexpr std::string_view kInsertHead =
    "insert into ledger_entry (entry_id, stream_kind, stream_id, sequence, what, event_time, entry_time, actor_id, "
    "on_behalf_id, site_id, device_id, request_id, corrects, reason, algorithm, payload, previous_hash, hash) values ";
constexpr std::string_view kInsertRow = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr std::string_view kReadStream =
    "select entry_id, stream_kind, stream_id, sequence, what, event_time, entry_time, actor_id, on_behalf_id, site_id, "
    "device_id, request_id, corrects, reason, algorithm, payload, previous_hash, hash from ledger_entry "
    "where stream_id = ? and stream_kind = ? and sequence > ? order by sequence limit ?";
constexpr std::string_view kReadEntry =
    "select entry_id, stream_kind, stream_id, sequence, what, event_time, entry_time, actor_id, on_behalf_id, site_id, "
    "device_id, request_id, corrects, reason, algorithm, payload, previous_hash, hash from ledger_entry "
    "where entry_id = ?";

}  // namespace

const std::string_view kEntryColumns =
    "entry_id, stream_kind, stream_id, sequence, what, event_time, entry_time, actor_id, on_behalf_id, site_id, "
    "device_id, request_id, corrects, reason, algorithm, payload, previous_hash, hash";

void complete_entry(const WriteContext& context, domain::LedgerEntry& entry) {
  entry.entry_time = context.now;
  entry.actor = context.actor.value;
  entry.on_behalf_of = context.on_behalf_of.value;
  entry.site = context.site.value;
  entry.device = context.device.value;
  entry.request = context.request.value;
  if (entry.reason.empty()) entry.reason = context.reason;
}

void append_entries(WriteTransaction& tx, std::span<const StoredEntry> entries) {
  std::vector<Bind> binds;
  binds.reserve(entries.size() * 18);
  for (const StoredEntry& s : entries) {
    const domain::LedgerEntry& e = s.entry;
    const std::initializer_list<Bind> row = {e.entry_id,
                                             static_cast<int>(e.stream_kind),
                                             e.stream_id,
                                             e.sequence,
                                             static_cast<int>(e.what),
                                             e.event_time,
                                             e.entry_time,
                                             e.actor,
                                             e.on_behalf_of,
                                             e.site,
                                             e.device,
                                             e.request,
                                             e.corrects,
                                             e.reason,
                                             static_cast<int>(e.algorithm),
                                             e.payload,
                                             s.previous,
                                             s.hash};
    binds.insert(binds.end(), row.begin(), row.end());
  }
  execute_batch(tx.connection(), kInsertHead, kInsertRow, ", ", "", binds, 18);
}

StoredEntry stored_entry_of(const Row& r) {
  StoredEntry s;
  s.entry.entry_id = r.id(0);
  s.entry.stream_kind = static_cast<domain::StreamKind>(r.integer(1));
  s.entry.stream_id = r.id(2);
  s.entry.sequence = static_cast<std::uint32_t>(r.integer(3));
  s.entry.what = static_cast<domain::Happening>(r.integer(4));
  s.entry.event_time = r.time(5);
  s.entry.entry_time = r.time(6);
  s.entry.actor = r.id(7);
  s.entry.on_behalf_of = r.id(8);
  s.entry.site = r.id(9);
  s.entry.device = r.id(10);
  s.entry.request = r.id(11);
  s.entry.corrects = r.id(12);
  s.entry.reason = r.text(13);
  s.entry.algorithm = static_cast<base::DigestAlgorithm>(r.integer(14));
  s.entry.payload = r.text(15);
  s.previous = r.digest(16);
  s.hash = r.digest(17);
  return s;
}

std::vector<StoredEntry> read_stream(const ReadTransaction& tx, domain::StreamKind kind, std::uint64_t id,
                                     std::uint32_t after, std::uint32_t limit) {
  std::vector<StoredEntry> entries;
  for (const Row& row : tx.query(kReadStream, id, static_cast<int>(kind), after, limit)) {
    entries.push_back(stored_entry_of(row));
  }
  return entries;
}

std::optional<StoredEntry> read_entry(const ReadTransaction& tx, domain::EntryId id) {
  const Rows rows = tx.query(kReadEntry, id);
  if (rows.empty()) return std::nullopt;
  return stored_entry_of(rows[0]);
}

}  // namespace frostkeep::database
