#pragma once
/// Things: rows with a version, a head hash and a stream of ledger entries. One description of a table gives its
/// inserts, its conditional updates, the payload of its entries and what verify compares, so no write can leave the
/// ledger behind (docs/adr/0010).

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "domain/ledger.hpp"

namespace frostkeep::database {

/// A column and the number by which entries name it.
struct ThingColumn {
  std::uint16_t field;
  std::string_view name;
};

/// The description of a replayed table. It has the columns id, version and head_hash beside these. Columns stand in
/// ascending order of their field number.
struct ThingTable {
  domain::StreamKind kind;
  std::string_view name;
  std::vector<ThingColumn> columns;

  /// The column's name; empty for a virtual field.
  std::string_view column_of(std::uint16_t field) const;
};

/// Every replayed table, for verify and for the test that compares them with the schema.
const std::vector<const ThingTable*>& all_thing_tables();

/// What one locking read of a thing brings: enough to write its next entry.
struct Head {
  std::uint64_t id = 0;
  std::uint32_t version = 0;
  base::Digest hash = {};
};

/// What an entry says beside its changes.
struct EntryFacts {
  domain::Happening what;
  std::optional<base::Timestamp> event_time = {};  ///< the context's now if not told
  std::uint64_t corrects = 0;
  std::string reason = {};  ///< the context's reason if empty
};

/// A thing to be made: fields with their first values (nothing = null).
struct NewThing {
  std::uint64_t id;
  std::vector<domain::FieldChange> changes;
  std::uint64_t entry_id = 0;  ///< made by the writer if 0
};

/// A change of a thing that was read.
struct ThingChange {
  Head head;
  std::vector<domain::FieldChange> changes;
  std::uint64_t entry_id = 0;  ///< made by the writer if 0
};

/// Inserts the rows and their first entries: two statements for up to 1,000 things of one table.
void insert_things(WriteTransaction& tx, const ThingTable& table, std::span<NewThing> things, const EntryFacts& facts);

/// Updates the rows on condition of their versions and appends the entries. All things change the same columns. Throws
/// Refused(version_stale) if another transaction was faster. Returns the new heads.
std::vector<Head> change_things(WriteTransaction& tx, const ThingTable& table, std::span<ThingChange> things,
                                const EntryFacts& facts);

/// The one-thing forms; they return the entry's id.
std::uint64_t insert_thing(WriteTransaction& tx, const ThingTable& table, NewThing thing, const EntryFacts& facts);
std::uint64_t change_thing(WriteTransaction& tx, const ThingTable& table, ThingChange thing, const EntryFacts& facts);

/// A helper to build changes: skips those that change nothing, keeps the ledger's order.
class Changes {
 public:
  /// Sets a field of a new thing.
  Changes& set(std::uint16_t field, domain::FieldValue after) { return change(field, {}, std::move(after)); }
  Changes& change(std::uint16_t field, domain::FieldValue before, domain::FieldValue after);
  std::vector<domain::FieldChange> take();

 private:
  std::vector<domain::FieldChange> changes_;
};

/// Values for Changes: ids, optional values, text and times as the ledger holds them.
template <typename Tag>
domain::FieldValue value_of(base::TypedId<Tag> id) {
  return id ? domain::FieldValue(static_cast<std::int64_t>(id.value)) : domain::FieldValue();
}
inline domain::FieldValue value_of(std::int64_t v) { return v; }
inline domain::FieldValue value_of(int v) { return static_cast<std::int64_t>(v); }
inline domain::FieldValue value_of(bool v) { return static_cast<std::int64_t>(v ? 1 : 0); }
inline domain::FieldValue value_of(std::string v) { return v; }
inline domain::FieldValue value_of(std::string_view v) { return std::string(v); }
inline domain::FieldValue value_of(base::Timestamp t) { return t.microseconds; }
template <typename T>
domain::FieldValue value_of(const std::optional<T>& v) {
  return v ? value_of(*v) : domain::FieldValue();
}

}  // namespace frostkeep::database
