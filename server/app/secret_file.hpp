#pragma once
/// Small secrets in files of mode 0400, in folders of mode 0700.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace frostkeep::app {

/// Makes the folder with mode 0700 if it isn't there. Throws CommandFailure (no_permission) if somebody else owns it or
/// others may enter.
void make_secret_folder(const std::filesystem::path& folder);
/// The file's content without the line end; nothing if there is no such file. Throws CommandFailure (no_permission) if
/// it is a link, belongs to another user, or group or others may read it.
std::optional<std::string> read_secret(const std::filesystem::path& file);
/// Writes a new file, whole or not at all, and on disk when it returns. False if the file exists already. Throws
/// CommandFailure (no_permission) if it can't be written.
bool write_new_secret(const std::filesystem::path& file, std::string_view content);
/// What stands in the file; if there is none, `bytes` random bytes in hexadecimal, written there. Two processes that
/// meet here get the same. `made` becomes true if the file is new.
std::string read_or_make_secret(const std::filesystem::path& file, std::size_t bytes, bool& made);

}  // namespace frostkeep::app
