#include "database/verify_thing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/bytes.hpp"
#include "database/ledger_records.hpp"
#include "database/occupancy_records.hpp"
#include "database/scan_code_records.hpp"
#include "database/thing_tables.hpp"

namespace frostkeep::database {
namespace {

using domain::FieldValue;
using domain::StreamKind;

constexpr std::string_view kSessionRow = "select version, head_hash from session where id = ?";
constexpr std::string_view kCodes = "select code, issuer from scan_code where thing_id = ? and thing_kind = ?";
constexpr std::string_view kOccupancy =
    "select container_id, position, stay_id, kind, container_rank, occupant_rank from occupancy where occupant_id = ? "
    "and kind in (?, ?)";
constexpr std::string_view kStays =
    "select id, container_id, position, from_time, to_time, closed_by from stay where occupant_id = ? "
    "and occupant_kind = ?";
constexpr std::string_view kParents = "select parent_id from sample_parent where sample_id = ?";
constexpr std::string_view kDonors = "select participant_id from sample_donor where sample_id = ?";
constexpr std::string_view kSteps = "select step_id from processing_tube where sample_id = ?";
constexpr std::string_view kBlocks = "select position, occupant_id from occupancy where container_id = ? and kind = 4";

bool has_several_values(std::uint16_t field) {
  return field == domain::kCodeField || field == domain::kParentField || field == domain::kDonorField ||
         field == domain::kBlockField || field == domain::kStepField;
}

struct Stay {
  std::string opened;  ///< "container position from"
  std::string closed;  ///< "to by", empty while it lasts
  bool operator==(const Stay&) const = default;
};

/// What a stream says when all of it is told.
struct Told {
  std::uint32_t last = 0;
  base::Digest head = {};
  std::map<std::uint16_t, FieldValue> fields;
  std::map<std::uint16_t, std::set<std::string>> several;
  std::map<std::uint64_t, Stay> stays;
};

std::string stay_text(std::uint64_t container, std::int64_t position, std::int64_t from) {
  return fmt::format("{} {} {}", container, position, from);
}

void tell_place(const domain::LedgerEntry& e, const domain::FieldChange& change, Told& told) {
  if (!std::holds_alternative<std::monostate>(change.before)) {
    told.stays[place_of(change.before).stay].closed = fmt::format("{} {}", e.event_time.microseconds, e.entry_id);
  }
  if (!std::holds_alternative<std::monostate>(change.after)) {
    const PlaceRef place = place_of(change.after);
    told.stays[place.stay].opened = stay_text(place.container.value, place.position, e.event_time.microseconds);
  }
}

class Examination {
 public:
  Examination(const ReadTransaction& tx, StreamKind kind, std::uint64_t id) : tx_(tx), kind_(kind), id_(id) {}

  std::vector<Finding> run() {
    read_stream_of();
    if (kind_ == StreamKind::session) {
      compare_head("session", tx_.query(kSessionRow, id_), 0);
      return std::move(findings_);
    }
    const auto& tables = all_thing_tables();
    const auto table =
        std::find_if(tables.begin(), tables.end(), [&](const ThingTable* t) { return t->kind == kind_; });
    if (table != tables.end()) compare_row(**table);
    compare_several("scan_code", domain::kCodeField, codes());
    compare_several("sample_parent", domain::kParentField, ids(kParents));
    compare_several("sample_donor", domain::kDonorField, ids(kDonors));
    compare_several("processing_tube", domain::kStepField, ids(kSteps));
    compare_several("occupancy", domain::kBlockField, blocks());
    compare_places();
    compare_stays();
    return std::move(findings_);
  }

 private:
  void add(std::string_view table, std::string problem, std::string detail, std::uint32_t sequence = 0) {
    findings_.push_back({std::string(table), kind_, id_, sequence, std::move(problem), std::move(detail)});
  }

  void read_stream_of() {
    std::uint32_t after = 0;
    while (true) {
      const auto page = read_stream(tx_, kind_, id_, after, 1'000);
      for (const StoredEntry& stored : page) tell(stored);
      if (page.size() < 1'000) return;
      after = page.back().entry.sequence;
    }
  }

  void tell(const StoredEntry& s) {
    const std::uint32_t number = s.entry.sequence;
    if (domain::entry_hash(s.entry, s.previous) != s.hash)
      add("ledger_entry", "entry_altered", "its hash is another", number);
    if (number != told_.last + 1) {
      add("ledger_entry", "entry_missing", fmt::format("number {} is followed by {}", told_.last, number),
          told_.last + 1);
    } else if (s.previous != told_.head) {
      add("ledger_entry", "chain_broken", "it doesn't follow the entry before it", number);
    }
    told_.last = number;
    told_.head = s.hash;
    if (kind_ == StreamKind::session) return;
    try {
      for (const domain::FieldChange& change : domain::decode_changes(s.entry.payload)) tell(s.entry, change);
    } catch (const base::BadBytes& bad) {
      add("ledger_entry", "entry_unreadable", bad.what(), number);
    }
  }

  void tell(const domain::LedgerEntry& entry, const domain::FieldChange& change) {
    if (has_several_values(change.field)) {
      if (const auto* gone = std::get_if<std::string>(&change.before)) told_.several[change.field].erase(*gone);
      if (const auto* come = std::get_if<std::string>(&change.after)) told_.several[change.field].insert(*come);
      return;
    }
    told_.fields[change.field] = change.after;
    if (change.field == domain::kPlaceField) tell_place(entry, change, told_);
  }

  bool compare_head(std::string_view table, const Rows& rows, std::size_t column) {
    if (rows.empty()) {
      if (told_.last > 0) add(table, "row_missing", "the ledger tells of it");
      return false;
    }
    if (told_.last == 0) {
      add(table, "row_unexpected", "no entry tells of it");
      return false;
    }
    if (rows[0].integer(column) != told_.last || rows[0].digest(column + 1) != told_.head) {
      add("ledger_entry", "head_differs",
          fmt::format("{} knows version {}, the last entry is number {}", table, rows[0].integer(column), told_.last));
    }
    return true;
  }

  void compare_row(const ThingTable& table) {
    std::string sql = "select version, head_hash";
    for (const ThingColumn& column : table.columns) sql += ", " + std::string(column.name);
    sql += " from " + std::string(table.name) + " where id = ?";
    const Rows rows = tx_.query(sql, id_);
    if (!compare_head(table.name, rows, 0)) return;
    std::string altered;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (cell_value(rows[0], i + 2) == told_.fields[table.columns[i].field]) continue;
      altered += (altered.empty() ? "" : ", ") + std::string(table.columns[i].name);
    }
    if (!altered.empty()) add(table.name, "row_altered", altered);
  }

  static FieldValue cell_value(const Row& row, std::size_t column) {
    if (row.is_null(column)) return {};
    if (row.holds_bytes(column)) return row.text(column);
    return row.integer(column);
  }

  std::set<std::string> codes() const {
    std::set<std::string> found;
    for (const Row& row : tx_.query(kCodes, id_, static_cast<int>(kind_))) {
      found.insert(std::get<std::string>(code_change(row.text(0), row.id(1)).after));
    }
    return found;
  }

  std::set<std::string> ids(std::string_view sql) const {
    std::set<std::string> found;
    for (const Row& row : tx_.query(sql, id_)) {
      base::ByteWriter w;
      w.u64(row.id(0));
      found.insert(w.take());
    }
    return found;
  }

  std::set<std::string> blocks() const {
    std::set<std::string> found;
    for (const Row& row : tx_.query(kBlocks, id_)) {
      base::ByteWriter w;
      w.u32(static_cast<std::uint32_t>(row.integer(0)));
      w.u64(row.id(1));
      found.insert(w.take());
    }
    return found;
  }

  void compare_several(std::string_view table, std::uint16_t field, const std::set<std::string>& found) {
    const std::set<std::string>& told = told_.several[field];
    const auto missing = std::count_if(told.begin(), told.end(), [&](const auto& v) { return !found.count(v); });
    const auto extra = std::count_if(found.begin(), found.end(), [&](const auto& v) { return !told.count(v); });
    if (missing > 0 && extra > 0) {
      add(table, "row_altered", fmt::format("{} differ", std::max(missing, extra)));
    } else if (missing > 0) {
      add(table, "row_missing", fmt::format("{} missing", missing));
    } else if (extra > 0) {
      add(table, "row_unexpected", fmt::format("{} that no entry tells of", extra));
    }
  }

  /// A tube's places are told for a sample, all others for a container.
  domain::OccupantKind occupant_kind() const {
    return kind_ == StreamKind::container ? domain::OccupantKind::container : domain::OccupantKind::sample;
  }

  /// The rank of a container as its first entry tells it, for it never changes; nothing if that can't be read.
  std::optional<std::int64_t> told_rank(std::uint64_t container) const {
    try {
      for (const StoredEntry& first : read_stream(tx_, StreamKind::container, container, 0, 1)) {
        for (const domain::FieldChange& change : domain::decode_changes(first.entry.payload)) {
          const auto* rank = std::get_if<std::int64_t>(&change.after);
          if (change.field == ContainerField::rank && rank != nullptr) return *rank;
        }
      }
    } catch (const base::BadBytes&) {
    }
    return std::nullopt;
  }

  std::optional<std::int64_t> own_rank() const {
    return kind_ == StreamKind::container ? told_rank(id_) : std::optional<std::int64_t>(domain::rank::kSample);
  }

  void compare_places() {
    const int kind = static_cast<int>(occupant_kind());
    const int kept_kind = static_cast<int>(domain::OccupantKind::kept);
    const bool may_be_kept = kind_ == StreamKind::sample;
    const Rows rows = tx_.query(kOccupancy, id_, kind, may_be_kept ? kept_kind : kind);
    const FieldValue& kept = told_.fields[domain::kKeptPlaceField];
    const FieldValue& at = told_.fields[domain::kPlaceField];
    const FieldValue& told = std::holds_alternative<std::monostate>(at) ? kept : at;
    const bool told_nowhere = std::holds_alternative<std::monostate>(told);
    if (rows.empty()) {
      if (!told_nowhere) add("occupancy", "row_missing", "the ledger knows a place");
      return;
    }
    if (told_nowhere) return add("occupancy", "row_unexpected", "the ledger knows no place");
    const Row& row = rows[0];
    const PlaceRef place{row.id_as<domain::ContainerId>(0), static_cast<int>(row.integer(1)), row.id(2)};
    const bool is_kept = static_cast<domain::OccupantKind>(row.integer(3)) == domain::OccupantKind::kept;
    if (place != place_of(told) || is_kept != std::holds_alternative<std::monostate>(at)) {
      add("occupancy", "row_altered", "another place than the ledger's");
    } else if (row.integer(4) != told_rank(place.container.value).value_or(row.integer(4)) ||
               row.integer(5) != own_rank().value_or(row.integer(5))) {
      add("occupancy", "row_altered", "another rank than the thing's or its container's");
    }
  }

  void compare_stays() {
    std::map<std::uint64_t, Stay> found;
    for (const Row& row : tx_.query(kStays, id_, static_cast<int>(occupant_kind()))) {
      Stay& stay = found[row.id(0)];
      stay.opened = stay_text(row.id(1), row.integer(2), row.integer(3));
      if (!row.is_null(4) || !row.is_null(5)) stay.closed = fmt::format("{} {}", row.integer(4), row.id(5));
    }
    for (const auto& [stay, told] : told_.stays) {
      const auto same = found.find(stay);
      if (same == found.end()) {
        add("stay", "row_missing", fmt::format("stay {}", stay));
      } else if (same->second != told) {
        add("stay", "row_altered", fmt::format("stay {}", stay));
      }
    }
    for (const auto& [stay, row] : found) {
      if (!told_.stays.count(stay)) add("stay", "row_unexpected", fmt::format("stay {}", stay));
    }
  }

  const ReadTransaction& tx_;
  const StreamKind kind_;
  const std::uint64_t id_;
  Told told_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> examine_thing(const ReadTransaction& tx, StreamKind kind, std::uint64_t id) {
  return Examination(tx, kind, id).run();
}

}  // namespace frostkeep::database
