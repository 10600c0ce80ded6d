#pragma once
/// From root to a user who owns nothing but the data.

#include <filesystem>
#include <string>

namespace frostkeep::app {

/// If this process is root: gives it the user's rights for good, and the user the data folder (made if missing; its
/// content changes hands if root owns the folder). Does nothing for any other user. Call it before the first thread.
/// Throws CommandFailure: configuration if there is no such user, no_permission if they can't reach the folder.
void become_system_user(const std::string& user, const std::filesystem::path& data_folder);

}  // namespace frostkeep::app
