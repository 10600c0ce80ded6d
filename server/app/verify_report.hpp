#pragma once
/// What verify found, and the head of a ledger, as the commands write and read them.

#include <filesystem>
#include <nlohmann/json.hpp>

#include "database/verify.hpp"

namespace frostkeep::app {

nlohmann::ordered_json head_as_json(const database::LedgerHead& head);
nlohmann::ordered_json report_as_json(const database::VerifyReport& report);
/// A head by itself, or within a report. Throws CommandFailure (could_not_run) if the file holds none.
database::LedgerHead read_head(const std::filesystem::path& file);

}  // namespace frostkeep::app
