#include "database/verify_tally.hpp"

#include "base/bytes.hpp"
#include "database/occupancy_records.hpp"

namespace frostkeep::database {
namespace {

enum class FactKind : std::uint8_t { link = 1, field = 2, stay_opened = 3, stay_closed = 4 };

base::ByteWriter fact(FactKind kind, std::uint64_t thing) {
  base::ByteWriter w;
  w.u8(static_cast<std::uint8_t>(kind));
  w.u64(thing);
  return w;
}

bool is_nothing(const domain::FieldValue& value) {
  return std::holds_alternative<std::monostate>(value);
}

}  // namespace

base::Hash128 Facts::link(std::uint64_t thing, std::uint32_t sequence, const base::Digest& hash) const {
  // Number 0 is the beginning that every stream has; told by nobody, it cancels with itself.
  if (sequence == 0 && hash == base::Digest{}) return {};
  base::ByteWriter w = fact(FactKind::link, thing);
  w.u32(sequence);
  w.raw(base::as_bytes(hash));
  return hash_(w.bytes());
}

base::Hash128 Facts::field(std::uint64_t thing, std::uint16_t field, const domain::FieldValue& value) const {
  if (is_nothing(value)) return {};
  base::ByteWriter w = fact(FactKind::field, thing);
  w.u16(field);
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    w.u8(1);
    w.i64(*number);
  } else {
    w.u8(2);
    w.raw(std::get<std::string>(value));
  }
  return hash_(w.bytes());
}

base::Hash128 Facts::stay_opened(std::uint64_t thing, std::uint64_t stay, std::uint64_t container,
                                 std::int64_t position, std::int64_t from) const {
  base::ByteWriter w = fact(FactKind::stay_opened, thing);
  w.u64(stay);
  w.u64(container);
  w.i64(position);
  w.i64(from);
  return hash_(w.bytes());
}

base::Hash128 Facts::stay_closed(std::uint64_t thing, std::uint64_t stay, std::int64_t to, std::uint64_t by) const {
  base::ByteWriter w = fact(FactKind::stay_closed, thing);
  w.u64(stay);
  w.i64(to);
  w.u64(by);
  return hash_(w.bytes());
}

base::Hash128 Facts::of_entry(const domain::LedgerEntry& e, const base::Digest& previous,
                              const base::Digest& hash) const {
  base::Hash128 sum = link(e.stream_id, e.sequence, hash);
  sum ^= link(e.stream_id, e.sequence - 1, previous);
  if (e.stream_kind == domain::StreamKind::session) return sum;
  for (const domain::FieldChange& change : domain::decode_changes(e.payload)) {
    sum ^= field(e.stream_id, change.field, change.before);
    sum ^= field(e.stream_id, change.field, change.after);
    if (change.field != domain::kPlaceField) continue;
    if (!is_nothing(change.before)) {
      sum ^= stay_closed(e.stream_id, place_of(change.before).stay, e.event_time.microseconds, e.entry_id);
    }
    if (!is_nothing(change.after)) {
      const PlaceRef place = place_of(change.after);
      sum ^= stay_opened(e.stream_id, place.stay, place.container.value, place.position, e.event_time.microseconds);
    }
  }
  return sum;
}

Tally::Entry& Tally::slot_of(std::uint64_t thing, domain::StreamKind kind) {
  // Fibonacci hashing spreads ids that differ only in their low bits.
  const std::uint64_t mixed = (thing + static_cast<std::uint64_t>(kind)) * 0x9E3779B97F4A7C15ULL;
  std::size_t at = static_cast<std::size_t>(mixed >> 20) & (slots_.size() - 1);
  while (slots_[at].thing != 0 && (slots_[at].thing != thing || slots_[at].kind != kind)) {
    at = (at + 1) & (slots_.size() - 1);
  }
  return slots_[at];
}

void Tally::grow() {
  std::vector<Entry> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Entry& entry : old) {
    if (entry.thing != 0) slot_of(entry.thing, entry.kind) = entry;
  }
}

void Tally::add(std::uint64_t thing, domain::StreamKind kind, const base::Hash128& hash) {
  Entry& entry = slot_of(thing, kind);
  if (entry.thing == 0) {
    if ((used_ + 1) * 4 > slots_.size() * 3) {
      grow();
      return add(thing, kind, hash);
    }
    entry.thing = thing;
    entry.kind = kind;
    ++used_;
  }
  entry.sum ^= hash;
}

std::vector<Tally::Entry> Tally::disagreeing() const {
  std::vector<Entry> found;
  for (const Entry& entry : slots_) {
    if (entry.thing != 0 && !entry.sum.is_zero()) found.push_back(entry);
  }
  return found;
}

}  // namespace frostkeep::database
