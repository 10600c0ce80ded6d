#include "domain/import_file.hpp"

namespace frostkeep::domain {

std::string_view name_of(ImportKind kind) {
  return kind == ImportKind::participants ? "participants" : "samples";
}

std::optional<ImportKind> import_kind_of(std::string_view name) {
  for (const ImportKind kind : kAllImportKinds) {
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

std::string_view name_of(ImportState state) {
  switch (state) {
    case ImportState::uploaded:
      return "uploaded";
    case ImportState::checked:
      return "checked";
    case ImportState::refused:
      return "refused";
    case ImportState::applying:
      return "applying";
    case ImportState::applied:
      return "applied";
    case ImportState::discarded:
      return "discarded";
  }
  return "unknown";
}

}  // namespace frostkeep::domain
