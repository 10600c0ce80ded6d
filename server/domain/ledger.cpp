#include "domain/ledger.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/invariant.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::uint8_t kLayout = 1;

std::uint8_t type_of(const FieldValue& value) {
  return static_cast<std::uint8_t>(value.index());
}

void write_value(base::ByteWriter& w, const FieldValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) w.signed_varint(*number);
  if (const auto* bytes = std::get_if<std::string>(&value)) w.prefixed(*bytes);
}

FieldValue read_value(base::ByteReader& r, int type) {
  switch (type) {
    case 0:
      return {};
    case 1:
      return r.signed_varint();
    case 2:
      return std::string(r.prefixed());
    default:
      throw base::BadBytes("a value of no known type");
  }
}

}  // namespace

std::string_view name_of(Happening happening) {
  switch (happening) {
#define FROSTKEEP_NAME(name, number) \
  case Happening::name:              \
    return #name;
    FROSTKEEP_HAPPENINGS(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
  }
  return "unknown";
}

std::string_view name_of(StreamKind kind) {
  switch (kind) {
    case StreamKind::session:
      return "session";
    case StreamKind::site:
      return "site";
    case StreamKind::study:
      return "study";
    case StreamKind::user:
      return "user";
    case StreamKind::grant:
      return "grant";
    case StreamKind::container_type:
      return "container_type";
    case StreamKind::container:
      return "container";
    case StreamKind::sample:
      return "sample";
    case StreamKind::participant:
      return "participant";
    case StreamKind::identity:
      return "identity";
    case StreamKind::enrolment:
      return "enrolment";
    case StreamKind::consent:
      return "consent";
    case StreamKind::protocol:
      return "protocol";
    case StreamKind::collection_event:
      return "collection_event";
    case StreamKind::printer:
      return "printer";
    case StreamKind::label_print:
      return "label_print";
    case StreamKind::equipment:
      return "equipment";
    case StreamKind::consent_form:
      return "consent_form";
    case StreamKind::stratum:
      return "stratum";
    case StreamKind::import_file:
      return "import_file";
    case StreamKind::processing_step:
      return "processing_step";
    case StreamKind::house:
      return "house";
    case StreamKind::reception:
      return "reception";
    case StreamKind::withdrawal:
      return "withdrawal";
    case StreamKind::print_job:
      return "print_job";
  }
  return "unknown";
}

std::string encode_changes(const std::vector<FieldChange>& changes) {
  FROSTKEEP_INVARIANT(
      std::is_sorted(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.field < b.field; }));
  base::ByteWriter w;
  for (const FieldChange& change : changes) {
    w.varint(change.field);
    w.u8(static_cast<std::uint8_t>(type_of(change.before) << 4 | type_of(change.after)));
    write_value(w, change.before);
    write_value(w, change.after);
  }
  return w.take();
}

std::vector<FieldChange> decode_changes(std::string_view payload) {
  std::vector<FieldChange> changes;
  base::ByteReader r(payload);
  while (!r.at_end()) {
    const std::uint64_t field = r.varint();
    if (field > 0xFFFF || (!changes.empty() && field < changes.back().field))
      throw base::BadBytes("fields out of order");
    const std::uint8_t types = r.u8();
    FieldChange change{static_cast<std::uint16_t>(field), read_value(r, types >> 4), {}};
    change.after = read_value(r, types & 15);
    changes.push_back(std::move(change));
  }
  return changes;
}

std::string leaf_bytes(const LedgerEntry& e, const base::Digest& previous) {
  base::ByteWriter w;
  w.u8(kLayout);
  w.u8(static_cast<std::uint8_t>(e.algorithm));
  w.u64(e.entry_id);
  w.u8(static_cast<std::uint8_t>(e.stream_kind));
  w.u64(e.stream_id);
  w.u32(e.sequence);
  w.u16(static_cast<std::uint16_t>(e.what));
  w.i64(e.event_time.microseconds);
  w.i64(e.entry_time.microseconds);
  w.u64(e.actor);
  w.u64(e.on_behalf_of);
  w.u64(e.site);
  w.u64(e.device);
  w.u64(e.request);
  w.u64(e.corrects);
  w.raw(base::as_bytes(previous));
  w.u32(static_cast<std::uint32_t>(e.reason.size()));
  w.raw(e.reason);
  w.u32(static_cast<std::uint32_t>(e.payload.size()));
  w.raw(e.payload);
  return w.take();
}

base::Digest entry_hash(const LedgerEntry& entry, const base::Digest& previous) {
  constexpr std::string_view kLeafPrefix("\0", 1);
  return base::digest(entry.algorithm, kLeafPrefix, leaf_bytes(entry, previous));
}

}  // namespace frostkeep::domain
