#include "labels/printer_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>

#include "base/invariant.hpp"

namespace frostkeep::labels {
namespace {

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 80 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) != 0 || c == '-' || c == '_');
  });
}

bool write_whole(const std::filesystem::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
  if (file < 0) return false;
  bool good = true;
  while (good && !bytes.empty()) {
    const auto count = ::write(file, bytes.data(), bytes.size());
    good = count > 0;
    if (good) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  good = good && ::fsync(file) == 0;
  return ::close(file) == 0 && good;
}

}  // namespace

FilePrinter::FilePrinter(std::filesystem::path folder) : folder_(std::move(folder)) {}

SendResult FilePrinter::send(const PrintJob& job) {
  FROSTKEEP_INVARIANT(is_name(job.name));
  const auto part = folder_ / ("." + job.name + ".part");
  // A link fails where the name is taken; a rename would replace.
  const bool good = write_whole(part, job.bytes) && ::link(part.c_str(), (folder_ / (job.name + ".zpl")).c_str()) == 0;
  ::unlink(part.c_str());
  if (good) return {SendOutcome::sent, SendProblem::none, job.bytes.size()};
  return {SendOutcome::failed_before_first_byte, SendProblem::folder_not_writable, 0};
}

}  // namespace frostkeep::labels
