#include "services/correction_service.hpp"

#include <algorithm>
#include <map>

#include "database/ledger_records.hpp"
#include "database/thing_tables.hpp"
#include "services/correction_plan.hpp"
#include "services/timeline.hpp"

namespace frostkeep::services {
namespace {

using database::WriteTransaction;
using domain::ErrorCode;
using domain::Refused;

/// Thrown through Database::write, which rolls back: a preview is the correction itself, so it can't differ from it.
struct LookedAt {
  CorrectionView view;
};

void judge_order(const Asked& asked, const CorrectionOrder& order) {
  if (asked.context.reason.empty()) throw Refused(ErrorCode::reason_missing);
  const int kinds = (order.has_facts() ? 1 : 0) + (order.container ? 1 : 0) + (order.swap_with.empty() ? 0 : 1) +
                    (order.participant.empty() ? 0 : 1);
  if (kinds == 0) throw Refused(ErrorCode::field_missing, {{"field", "amount"}});
  if (kinds > 1) throw Refused(ErrorCode::field_malformed, {{"field", "swap_with"}, {"value", order.swap_with}});
}

/// What a cryovial's label shows beside the code.
bool is_on_label(std::uint16_t field) {
  using database::SampleField;
  return field == SampleField::code || field == SampleField::material || field == SampleField::collected_at ||
         field == domain::kDonorField;
}

Consequence consequence_of(const WriteTransaction& tx, House& house, const Correction& correction) {
  Consequence out{correction.after.id, correction.after.code, correction.entry, {}, false};
  const auto stored = database::read_entry(tx, domain::EntryId{correction.entry});
  for (const domain::FieldChange& change : domain::decode_changes(stored->entry.payload)) {
    out.relabel = out.relabel || is_on_label(change.field);
  }
  out.changes = std::move(describe_entries(tx, house, {*stored}).front().changes);
  return out;
}

CorrectionView run(WriteTransaction& tx, House& house, const Asked& asked, const CorrectionOrder& order) {
  CorrectionView view;
  std::vector<Correction> corrections;
  if (order.has_facts()) {
    corrections = correct_facts(tx, asked, order);
  } else if (order.container) {
    corrections = correct_place(tx, house, asked, order, view.warnings);
  } else if (!order.swap_with.empty()) {
    corrections = correct_swap(tx, asked, order);
  } else {
    corrections = correct_donor(tx, asked, order);
  }
  write_corrections(tx, corrections, order);
  for (const Correction& correction : corrections) view.tubes.push_back(consequence_of(tx, house, correction));
  return view;
}

}  // namespace

CorrectionView CorrectionService::correct(const Asked& asked, const CorrectionOrder& order) {
  judge_order(asked, order);
  return house_.database.write(asked.context, [&](WriteTransaction& tx) { return run(tx, house_, asked, order); });
}

CorrectionView CorrectionService::preview(const Asked& asked, const CorrectionOrder& order) {
  judge_order(asked, order);
  try {
    return house_.database.write(
        asked.context, [&](WriteTransaction& tx) -> CorrectionView { throw LookedAt{run(tx, house_, asked, order)}; });
  } catch (LookedAt& looked) {
    return std::move(looked.view);
  }
}

}  // namespace frostkeep::services
