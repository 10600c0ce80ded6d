#include "app/secret_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "app/exit_code.hpp"
#include "app/process.hpp"
#include "base/bytes.hpp"
#include "base/random.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, const std::string& why) {
  throw CommandFailure(ExitCode::no_permission, fmt::format("{}: {}", path.string(), why));
}

[[noreturn]] void refuse_errno(const fs::path& path) {
  refuse(path, std::strerror(errno));
}

void refuse_open_doors(const fs::path& path, const struct stat& status) {
  if (status.st_uid != ::geteuid())
    refuse(path,
           fmt::format("belongs to user {}, not to user {} that runs this; use chown", status.st_uid, ::geteuid()));
  if ((status.st_mode & 077) != 0)
    refuse(path, fmt::format("others than its owner may use it (mode {:04o}); use chmod go=", status.st_mode & 07777));
}

void flush_folder(const fs::path& folder) {
  const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened || ::fsync(opened.number()) != 0) refuse_errno(folder);
}

}  // namespace

void make_secret_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) refuse_errno(folder);
  struct stat status {};
  if (::lstat(folder.c_str(), &status) != 0) refuse_errno(folder);
  if (!S_ISDIR(status.st_mode)) refuse(folder, "is no folder");
  refuse_open_doors(folder, status);
}

std::optional<std::string> read_secret(const fs::path& file) {
  const FileDescriptor opened(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!opened && errno == ENOENT) return std::nullopt;
  if (!opened && errno == ELOOP) refuse(file, "is a link");
  if (!opened) refuse_errno(file);
  struct stat status {};
  if (::fstat(opened.number(), &status) != 0) refuse_errno(file);
  if (!S_ISREG(status.st_mode)) refuse(file, "is no ordinary file");
  refuse_open_doors(file, status);
  char buffer[4096];
  const auto count = ::read(opened.number(), buffer, sizeof buffer);
  if (count < 0) refuse_errno(file);
  std::string content(buffer, static_cast<std::size_t>(count));
  while (!content.empty() && (content.back() == '\n' || content.back() == '\r')) content.pop_back();
  return content;
}

bool write_new_secret(const fs::path& file, std::string_view content) {
  const fs::path draft = fmt::format("{}.{}.new", file.string(), ::getpid());
  ::unlink(draft.c_str());
  {
    const FileDescriptor opened(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0400));
    if (!opened) refuse_errno(draft);
    const std::string line = std::string(content) + "\n";
    if (::write(opened.number(), line.data(), line.size()) != static_cast<ssize_t>(line.size())) refuse_errno(draft);
    if (::fsync(opened.number()) != 0) refuse_errno(draft);
  }
  // link() refuses an existing file, where rename() would replace it.
  const bool linked = ::link(draft.c_str(), file.c_str()) == 0;
  if (!linked && errno != EEXIST) refuse_errno(file);
  ::unlink(draft.c_str());
  flush_folder(file.parent_path());
  return linked;
}

std::string read_or_make_secret(const fs::path& file, std::size_t bytes, bool& made) {
  if (auto found = read_secret(file)) return *found;
  std::string content = base::to_hex(base::SystemRandom().bytes(bytes));
  if (write_new_secret(file, content)) {
    made = true;
    return content;
  }
  return read_secret(file).value_or("");
}

}  // namespace frostkeep::app
