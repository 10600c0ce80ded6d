#include "services/scan_service.hpp"

#include <algorithm>

#include "domain/code_text.hpp"

namespace frostkeep::services {

ScanView ScanService::find(const domain::Scope& scope, const std::string& text) const {
  auto code = domain::normalise_scanned_code(text);
  if (!code) throw domain::Refused(std::move(code.violations));
  return house_.database.read([&](const database::ReadTransaction& tx) {
    std::vector<database::ScannedThing> found = database::find_by_code(tx, *code);
    std::erase_if(found, [&](const database::ScannedThing& t) { return !scope.contains(t.site, t.study); });
    // A participant of several studies is found once for each that the asker may see: the first names the person.
    found.erase(std::unique(found.begin(), found.end(),
                            [](const auto& a, const auto& b) { return a.kind == b.kind && a.id == b.id; }),
                found.end());
    if (found.empty()) throw domain::Refused(domain::ErrorCode::code_unknown, {{"code", *code}});
    if (found.size() > 1) throw domain::Refused(domain::ErrorCode::code_ambiguous, {{"code", *code}});
    ScanView view{std::move(found.front()), {}, {}};
    view.location = house_.types.describe(tx, view.thing.path);
    if (!view.thing.path.empty()) {
      view.position = house_.types.label(tx, view.thing.path.front().type, view.thing.path.front().position);
    }
    return view;
  });
}

}  // namespace frostkeep::services
