#include "services/timeline_words.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "database/collection_records.hpp"
#include "database/consent_records.hpp"
#include "database/participant_tables.hpp"
#include "database/people_records.hpp"
#include "database/processing_records.hpp"
#include "database/protocol_records.hpp"
#include "database/thing_tables.hpp"
#include "domain/consent_rules.hpp"

namespace frostkeep::services {
namespace {

using domain::FieldValue;
using domain::StreamKind;

const database::ThingTable* table_of(StreamKind kind) {
  const auto& tables = database::all_thing_tables();
  const auto found = std::ranges::find(tables, kind, &database::ThingTable::kind);
  return found == tables.end() ? nullptr : *found;
}

std::string column_of(StreamKind kind, std::uint16_t field) {
  const database::ThingTable* table = table_of(kind);
  return table == nullptr ? std::string() : std::string(table->column_of(field));
}

bool is_time(const std::string& column) {
  return column.ends_with("_at") || column == "valid_from" || column == "valid_to";
}

bool is_day(const std::string& column) {
  return column.ends_with("_day") || column == "birth_from" || column == "birth_to";
}

std::string yes_or_no(std::int64_t number) { return number != 0 ? "yes" : "no"; }

/// The word for a number of a closed list; empty if the column is none.
std::string word_of(StreamKind kind, const std::string& column, std::int64_t number) {
  if (kind == StreamKind::sample && column == "state") return std::string(to_text(domain::SampleState(number)));
  if (kind == StreamKind::sample && column == "kind") return std::string(name_of(domain::SampleKind(number)));
  if (kind == StreamKind::container && column == "state") return std::string(name_of(domain::ContainerState(number)));
  if (kind == StreamKind::processing_step && column == "kind") {
    return std::string(name_of(domain::ProcessingKind(number)));
  }
  if (column == "sex") return std::string(name_of(domain::Sex(number)));
  if (column == "stratum") return std::string(name_of(domain::Stratum(number)));
  if (column == "withdrawal" && number == 0) return "none";
  if (column == "withdrawal" || column == "level") return std::string(to_text(domain::WithdrawalLevel(number)));
  const bool is_yes_or_no = column == "agreed" || column == "voided" || column == "retired" || column == "brake";
  return is_yes_or_no ? yes_or_no(number) : std::string();
}

}  // namespace

template <typename Find>
std::string TimelineWords::once(Names& names, std::uint64_t id, Find find) {
  const auto [place, fresh] = names.try_emplace(id);
  if (fresh) place->second = find();
  return place->second;
}

std::string TimelineWords::person(std::uint64_t user) {
  return once(people_, user, [&] {
    const auto found = database::find_user(tx_, domain::UserId{user});
    return found ? found->display_name : std::string();
  });
}

std::string TimelineWords::site(std::uint64_t id) {
  if (sites_.empty()) {
    for (const database::Site& known : database::read_sites(tx_)) sites_[known.id.value] = known.code;
  }
  const auto found = sites_.find(id);
  return found == sites_.end() ? std::string() : found->second;
}

std::string TimelineWords::study(std::uint64_t id) {
  return once(studies_, id, [&] {
    const auto found = database::find_study(tx_, domain::StudyId{id});
    return found ? found->code : std::to_string(id);
  });
}

std::string TimelineWords::place(const FieldValue& value) {
  const database::PlaceRef at = database::place_of(value);
  const auto container = database::find_container(tx_, at.container);
  if (!container) return {};
  return container->code + " " + house_.types.label(tx_, container->type.id, at.position);
}

/// Things that have a code of their own; others keep their number, which names them in links.
std::string TimelineWords::named_thing(const std::string& column, std::uint64_t id) {
  return once(things_[column], id, [&]() -> std::string {
    if (column == "event_id") {
      const auto visit = database::find_collection_event(tx_, domain::EventId{id});
      if (visit) return visit->event_code;
    } else if (column == "protocol_id") {
      const auto stored = database::find_protocol(tx_, domain::ProtocolId{id});
      if (stored) return stored->protocol.code + " " + std::to_string(stored->protocol.version);
    } else if (column == "form_id") {
      const auto form = database::find_consent_form(tx_, domain::ConsentFormId{id});
      if (form) return form->code + " " + form->form_version;
    } else if (column == "container_id") {
      const auto container = database::find_container(tx_, domain::ContainerId{id});
      if (container) return container->code;
    } else if (column == "enrolment_id") {
      const auto enrolment = database::find_enrolment(tx_, domain::EnrolmentId{id});
      if (enrolment) return enrolment->study_code;
    }
    return std::to_string(id);
  });
}

std::string TimelineWords::virtual_value(std::uint16_t field, const FieldValue& value) {
  const auto* bytes = std::get_if<std::string>(&value);
  if (bytes == nullptr) return {};
  switch (field) {
    case domain::kPlaceField:
    case domain::kKeptPlaceField:
      return place(value);
    case domain::kCodeField:
      return bytes->substr(8);
    case domain::kBlockField:
      return std::to_string(base::ByteReader(*bytes).u32());
    default:
      return std::to_string(base::ByteReader(*bytes).u64());
  }
}

std::string TimelineWords::value(StreamKind kind, std::uint16_t field, const FieldValue& value) {
  if (std::holds_alternative<std::monostate>(value)) return {};
  if (field >= domain::kFirstVirtualField) return virtual_value(field, value);
  if (const auto* bytes = std::get_if<std::string>(&value)) return *bytes;
  const std::int64_t number = std::get<std::int64_t>(value);
  const std::string column = column_of(kind, field);
  if (is_time(column)) return base::to_text(base::Timestamp{number});
  if (is_day(column)) return base::to_text(base::date_of_days(number));
  if (std::string word = word_of(kind, column, number); !word.empty()) return word;
  const auto id = static_cast<std::uint64_t>(number);
  if (column.ends_with("site_id")) return site(id);
  if (column == "study_id") return study(id);
  if (column == "operator_id") return person(id);
  return column.ends_with("_id") ? named_thing(column, id) : std::to_string(number);
}

std::string TimelineWords::field(StreamKind kind, std::uint16_t field) const {
  switch (field) {
    case domain::kCodeField:
      return "code_label";
    case domain::kPlaceField:
      return "place";
    case domain::kKeptPlaceField:
      return "kept_place";
    case domain::kParentField:
      return "parent";
    case domain::kDonorField:
      return "donor";
    case domain::kBlockField:
      return "blocked_position";
    case domain::kStepField:
      return "processing_step";
    default:
      return column_of(kind, field);
  }
}

}  // namespace frostkeep::services
