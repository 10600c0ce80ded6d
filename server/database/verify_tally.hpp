#pragma once
/// The sums of verify: per thing, what the ledger says and what the rows hold cancel out, or they disagree.

#include <cstdint>
#include <vector>

#include "base/digest.hpp"
#include "base/keyed_hash.hpp"
#include "domain/ledger.hpp"

namespace frostkeep::database {

/// Hashes of single facts about a thing. The same fact told by an entry and by a row gives the same hash.
class Facts {
 public:
  explicit Facts(base::KeyedHash hash) : hash_(std::move(hash)) {}

  /// "Entry number `sequence` of the thing has this hash."
  base::Hash128 link(std::uint64_t thing, std::uint32_t sequence, const base::Digest& hash) const;
  /// "The field has this value"; nothing for no value.
  base::Hash128 field(std::uint64_t thing, std::uint16_t field, const domain::FieldValue& value) const;
  /// "A stay was opened" and "was closed".
  base::Hash128 stay_opened(std::uint64_t thing, std::uint64_t stay, std::uint64_t container, std::int64_t position,
                            std::int64_t from) const;
  base::Hash128 stay_closed(std::uint64_t thing, std::uint64_t stay, std::int64_t to, std::uint64_t by) const;

  /// Everything that one entry says: its link, what it ends and what it begins. Throws base::BadBytes.
  base::Hash128 of_entry(const domain::LedgerEntry& entry, const base::Digest& previous,
                         const base::Digest& hash) const;

 private:
  base::KeyedHash hash_;
};

/// A map from thing to sum: open addressing, 32 bytes a thing at most three quarters full. A thing is its kind and id:
/// a participant and the identity that stands apart share the latter.
class Tally {
 public:
  void add(std::uint64_t thing, domain::StreamKind kind, const base::Hash128& hash);
  struct Entry {
    std::uint64_t thing = 0;
    domain::StreamKind kind = domain::StreamKind::house;
    base::Hash128 sum;
  };
  /// Things whose sum isn't zero.
  std::vector<Entry> disagreeing() const;
  std::uint64_t size() const { return used_; }

 private:
  Entry& slot_of(std::uint64_t thing, domain::StreamKind kind);
  void grow();
  std::vector<Entry> slots_ = std::vector<Entry>(1024);
  std::uint64_t used_ = 0;
};

}  // namespace frostkeep::database
