#include "database/node_lease.hpp"

#include "base/id_source.hpp"
#include "base/random.hpp"

namespace frostkeep::database {
namespace {

constexpr std::int64_t kLease = 60 * base::kSecond;

constexpr std::string_view kTakeStale =
    "update node_lease set holder = ?, expires_at = ? where expires_at < ? order by node limit 1";
constexpr std::string_view kReadMine = "select node, last_id from node_lease where holder = ?";
constexpr std::string_view kHighest = "select node from node_lease order by node desc limit 1";
constexpr std::string_view kTakeNew =
    "insert ignore into node_lease (node, holder, expires_at, last_id) values (?, ?, ?, 0)";
constexpr std::string_view kRenew =
    "update node_lease set expires_at = ?, last_id = greatest(last_id, ?) where node = ? and holder = ?";
constexpr std::string_view kRelease =
    "update node_lease set expires_at = 0, last_id = greatest(last_id, ?) where node = ? and holder = ?";

}  // namespace

NodeLease take_node(Connection& connection, const base::Clock& clock) {
  const std::string holder = base::SystemRandom().bytes(16);
  const base::Timestamp now = clock.now();
  connection.execute(kTakeStale, holder, now + kLease, now);
  while (true) {
    const Rows mine = connection.query(kReadMine, holder);
    if (!mine.empty()) return {static_cast<std::uint32_t>(mine[0].integer(0)), mine[0].id(1), holder};
    const Rows highest = connection.query(kHighest);
    const std::int64_t next = highest.empty() ? 1 : highest[0].integer(0) + 1;
    if (next >= base::IdSource::kNodes) throw DatabaseError(0, "all node numbers are held");
    connection.execute(kTakeNew, next, holder, now + kLease);
  }
}

bool renew_node(Connection& connection, const NodeLease& lease, std::uint64_t last_id, const base::Clock& clock) {
  return connection.execute(kRenew, clock.now() + kLease, last_id, lease.node, lease.holder) == 1;
}

void release_node(Connection& connection, const NodeLease& lease, std::uint64_t last_id) {
  connection.execute(kRelease, last_id, lease.node, lease.holder);
}

}  // namespace frostkeep::database
