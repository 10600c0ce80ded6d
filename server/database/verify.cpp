#include "database/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/bytes.hpp"
#include "database/occupancy_records.hpp"
#include "database/scan_code_records.hpp"
#include "database/things.hpp"
#include "database/verify_tally.hpp"
#include "database/verify_thing.hpp"

namespace frostkeep::database {
namespace {

using domain::StreamKind;
using StreamRow = Connection::StreamRow;

constexpr std::uint64_t kChunk = 200'000;
constexpr int kNodeShift = 53;
constexpr int kNoPrivilege = 1227;
constexpr std::int64_t kLongestTransaction = 5 * base::kMinute;
constexpr std::int64_t kEpoch2020 = 1'577'836'800LL * base::kSecond;

constexpr std::string_view kOldestOpen =
    "select timestampdiff(second, min(trx_started), now()) from information_schema.innodb_trx";
constexpr std::string_view kNextEntry = "select min(entry_id) from ledger_entry where entry_id > ?";
// The connector prepares no streaming statement: these take literal integers of our own only.
constexpr std::string_view kEntries =
    "select entry_id, stream_kind, stream_id, sequence, what, event_time, entry_time, actor_id, on_behalf_id, site_id, "
    "device_id, request_id, corrects, reason, algorithm, payload, previous_hash, hash from ledger_entry "
    "where entry_id > {} order by entry_id limit {}";
constexpr std::string_view kSessions = "select id, version, head_hash from session where id > {} order by id limit {}";
constexpr std::string_view kCodes = "select code, issuer, thing_kind, thing_id from scan_code";
// The ranks are a copy of what the occupant and its container are: told apart from the place, compared with those.
constexpr std::string_view kOccupancies =
    "select o.container_id, o.position, o.kind, o.occupant_id, o.stay_id, "
    "coalesce(o.container_rank = c.rank_number, true) and coalesce(case o.kind when 2 then o.occupant_rank = "
    "i.rank_number when 4 then true else o.occupant_rank = {} end, true) "
    "from occupancy o left join container c on c.id = o.container_id "
    "left join container i on o.kind = 2 and i.id = o.occupant_id";
constexpr std::string_view kStays =
    "select id, occupant_kind, occupant_id, container_id, position, from_time, to_time, closed_by from stay";
constexpr std::string_view kParents = "select sample_id, parent_id from sample_parent";
constexpr std::string_view kDonors = "select participant_id, sample_id from sample_donor";
constexpr std::string_view kSteps = "select sample_id, step_id from processing_tube";

std::string hex_of(const base::RunningSha256& digest) {
  return base::to_hex(base::as_bytes(digest.so_far()));
}

/// Of a number that no occupant has: a kind that has no entries either, so that it disagrees.
StreamKind kind_of_occupant(std::int64_t kind) {
  switch (static_cast<domain::OccupantKind>(kind)) {
    case domain::OccupantKind::container:
      return StreamKind::container;
    case domain::OccupantKind::sample:
    case domain::OccupantKind::kept:
      return StreamKind::sample;
    default:
      return StreamKind{0};
  }
}

/// Nobody stays as a kept place.
StreamKind kind_of_stay(std::int64_t kind) {
  return static_cast<domain::OccupantKind>(kind) == domain::OccupantKind::kept ? StreamKind{0} : kind_of_occupant(kind);
}

class Verification {
 public:
  Verification(const ConnectionSettings& reader, const base::Clock& clock, base::Random& random,
               const VerifyOptions& options)
      : settings_(reader),
        clock_(clock),
        options_(options),
        connection_(reader, ConnectionMode::reader),
        facts_(base::KeyedHash(random.bytes(16))) {}

  VerifyReport run() {
    settle_at_ = oldest_open_transaction();
    read_ledger();
    for (const ThingTable* table : all_thing_tables()) read_things(*table);
    read_sessions();
    read_derived();
    report_.things = tally_.size();
    look_again();
    compare_with_earlier();
    return std::move(report_);
  }

 private:
  /// Entries made before this moment are committed or will never be.
  base::Timestamp oldest_open_transaction() {
    base::Timestamp oldest = clock_.now();
    report_.head.taken_at = oldest;
    try {
      const Rows rows = connection_.query(kOldestOpen);
      if (!rows.empty() && !rows[0].is_null(0)) oldest = oldest + -rows[0].integer(0) * base::kSecond;
    } catch (const DatabaseError& e) {
      // Without the right to see others' transactions: none of ours lives longer than this.
      if (e.number() != kNoPrivilege) throw;
      oldest = oldest + -kLongestTransaction;
    }
    return oldest + -options_.settle;
  }

  std::uint64_t watermark_of(std::uint32_t node) const {
    const auto elapsed = static_cast<std::uint64_t>(std::max<std::int64_t>(settle_at_.microseconds - kEpoch2020, 0));
    return static_cast<std::uint64_t>(node) << kNodeShift | elapsed;
  }

  void read_ledger() {
    std::uint64_t last = 0;
    std::uint64_t read = 0;
    do {
      read = 0;
      connection_.stream(fmt::format(kEntries, last, kChunk), [&](const StreamRow& row) {
        last = row.id(0);
        ++read;
        read_entry(row);
      });
      if (options_.progress) options_.progress(report_.entries);
    } while (read == kChunk);
    for (auto& [node, head] : heads_) {
      head.state.digest = hex_of(head.digest);
      report_.head.nodes.push_back(head.state);
    }
  }

  void read_entry(const StreamRow& row) {
    domain::LedgerEntry e;
    e.entry_id = row.id(0);
    e.stream_kind = static_cast<StreamKind>(row.integer(1));
    e.stream_id = row.id(2);
    e.sequence = static_cast<std::uint32_t>(row.integer(3));
    e.what = static_cast<domain::Happening>(row.integer(4));
    e.event_time.microseconds = row.integer(5);
    e.entry_time.microseconds = row.integer(6);
    e.actor = row.id(7);
    e.on_behalf_of = row.id(8);
    e.site = row.id(9);
    e.device = row.id(10);
    e.request = row.id(11);
    e.corrects = row.id(12);
    e.reason = row.text(13);
    e.algorithm = static_cast<base::DigestAlgorithm>(row.integer(14));
    e.payload = row.text(15);
    const base::Digest previous = base::digest_of_bytes(row.text(16));
    const base::Digest hash = base::digest_of_bytes(row.text(17));
    ++report_.entries;
    note_for_head(e.entry_id, hash);
    if (domain::entry_hash(e, previous) != hash) suspects_.insert({e.stream_id, e.stream_kind});
    try {
      tally_.add(e.stream_id, e.stream_kind, facts_.of_entry(e, previous, hash));
    } catch (const base::BadBytes&) {
      suspects_.insert({e.stream_id, e.stream_kind});
    }
  }

  void note_for_head(std::uint64_t entry, const base::Digest& hash) {
    const auto node = static_cast<std::uint32_t>(entry >> kNodeShift);
    HeadSoFar& head = heads_[node];
    head.state.node = node;
    for (const LedgerHead::Node& earlier : options_.against) {
      if (earlier.node != node || entry > earlier.watermark) continue;
      head.earlier.add(base::as_bytes(hash));
      ++head.earlier_entries;
    }
    if (entry > watermark_of(node)) return;
    head.state.watermark = watermark_of(node);
    ++head.state.entries;
    head.digest.add(base::as_bytes(hash));
  }

  void read_things(const ThingTable& table) {
    std::string columns = "id, version, head_hash";
    for (const ThingColumn& column : table.columns) columns += ", " + std::string(column.name);
    std::uint64_t last = 0;
    std::uint64_t read = 0;
    do {
      read = 0;
      const std::string sql =
          fmt::format("select {} from {} where id > {} order by id limit {}", columns, table.name, last, kChunk);
      connection_.stream(sql, [&](const StreamRow& row) {
        last = row.id(0);
        ++read;
        ++report_.rows;
        base::Hash128 sum = head_of(row);
        for (unsigned i = 0; i < table.columns.size(); ++i) {
          sum ^= facts_.field(last, table.columns[i].field, row.value(i + 3));
        }
        tally_.add(last, table.kind, sum);
      });
    } while (read == kChunk);
  }

  base::Hash128 head_of(const StreamRow& row) const {
    return facts_.link(row.id(0), static_cast<std::uint32_t>(row.integer(1)), base::digest_of_bytes(row.text(2)));
  }

  void read_sessions() {
    std::uint64_t last = 0;
    std::uint64_t read = 0;
    do {
      read = 0;
      connection_.stream(fmt::format(kSessions, last, kChunk), [&](const StreamRow& row) {
        last = row.id(0);
        ++read;
        tally_.add(last, StreamKind::session, head_of(row));
      });
    } while (read == kChunk);
  }

  void add_derived(std::uint64_t thing, StreamKind kind, const base::Hash128& sum) {
    ++report_.rows;
    tally_.add(thing, kind, sum);
  }

  void read_derived() {
    connection_.stream(std::string(kCodes), [&](const StreamRow& row) {
      const auto told = code_change(row.text(0), row.id(1));
      add_derived(row.id(3), static_cast<StreamKind>(row.integer(2)), facts_.field(row.id(3), told.field, told.after));
    });
    connection_.stream(fmt::format(kOccupancies, domain::rank::kSample),
                       [&](const StreamRow& row) { read_occupancy(row); });
    connection_.stream(std::string(kStays), [&](const StreamRow& row) {
      base::Hash128 sum = facts_.stay_opened(row.id(2), row.id(0), row.id(3), row.integer(4), row.integer(5));
      if (!row.is_null(6) || !row.is_null(7))
        sum ^= facts_.stay_closed(row.id(2), row.id(0), row.integer(6), row.id(7));
      add_derived(row.id(2), kind_of_stay(row.integer(1)), sum);
    });
    connection_.stream(std::string(kParents), [&](const StreamRow& row) {
      add_derived(row.id(0), StreamKind::sample, facts_.field(row.id(0), domain::kParentField, id_bytes(row.id(1))));
    });
    connection_.stream(std::string(kDonors), [&](const StreamRow& row) {
      add_derived(row.id(1), StreamKind::sample, facts_.field(row.id(1), domain::kDonorField, id_bytes(row.id(0))));
    });
    connection_.stream(std::string(kSteps), [&](const StreamRow& row) {
      add_derived(row.id(0), StreamKind::sample, facts_.field(row.id(0), domain::kStepField, id_bytes(row.id(1))));
    });
  }

  void read_occupancy(const StreamRow& row) {
    const auto kind = static_cast<domain::OccupantKind>(row.integer(2));
    if (kind == domain::OccupantKind::block) {
      base::ByteWriter w;
      w.u32(static_cast<std::uint32_t>(row.integer(1)));
      w.u64(row.id(3));
      add_derived(row.id(0), StreamKind::container, facts_.field(row.id(0), domain::kBlockField, w.take()));
      return;
    }
    const std::uint16_t field = kind == domain::OccupantKind::kept ? domain::kKeptPlaceField : domain::kPlaceField;
    if (row.integer(5) == 0) suspects_.insert({row.id(3), kind_of_occupant(row.integer(2))});
    const PlaceRef place{domain::ContainerId{row.id(0)}, static_cast<int>(row.integer(1)), row.id(4)};
    add_derived(row.id(3), kind_of_occupant(row.integer(2)),
                facts_.field(row.id(3), field, place_change(field, std::nullopt, place).after));
  }

  static domain::FieldValue id_bytes(std::uint64_t id) {
    base::ByteWriter w;
    w.u64(id);
    return w.take();
  }

  void look_again() {
    for (const Tally::Entry& entry : tally_.disagreeing()) suspects_.insert({entry.thing, entry.kind});
    report_.looked_again = suspects_.size();
    for (const auto& [thing, kind] : suspects_) {
      connection_.run_text("set transaction isolation level repeatable read");
      connection_.run_text("start transaction with consistent snapshot, read only");
      std::vector<Finding> found = examine_thing(ReadTransaction(connection_), kind, thing);
      connection_.rollback();
      std::move(found.begin(), found.end(), std::back_inserter(report_.findings));
    }
  }

  void compare_with_earlier() {
    for (const LedgerHead::Node& earlier : options_.against) {
      const HeadSoFar& head = heads_[earlier.node];
      if (head.earlier_entries == earlier.entries && hex_of(head.earlier) == earlier.digest) continue;
      Finding finding{"ledger_entry", StreamKind::house, 0, 0, "ledger_shortened", {}};
      finding.detail =
          fmt::format("node {}: the earlier head has {} entries, {} are there{}", earlier.node, earlier.entries,
                      head.earlier_entries, head.earlier_entries == earlier.entries ? ", and they are others" : "");
      report_.findings.push_back(std::move(finding));
    }
  }

  struct HeadSoFar {
    LedgerHead::Node state;
    base::RunningSha256 digest;
    base::RunningSha256 earlier;
    std::uint64_t earlier_entries = 0;
  };

  const ConnectionSettings settings_;
  const base::Clock& clock_;
  const VerifyOptions& options_;
  Connection connection_;
  Facts facts_;
  Tally tally_;
  base::Timestamp settle_at_;
  std::map<std::uint32_t, HeadSoFar> heads_;
  std::set<std::pair<std::uint64_t, StreamKind>> suspects_;
  VerifyReport report_;
};

}  // namespace

VerifyReport verify(const ConnectionSettings& reader, const base::Clock& clock, base::Random& random,
                    const VerifyOptions& options) {
  return Verification(reader, clock, random, options).run();
}

}  // namespace frostkeep::database
