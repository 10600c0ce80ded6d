#pragma once
/// Child processes and processes that were somebody else's children, held by a pidfd: a number that the kernel gives to
/// the next process can't be mistaken for ours.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace frostkeep::app {

/// Closes at the end of its life.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor() { close(); }
  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  int release();
  void close();

 private:
  int number_ = -1;
};

struct SpawnRequest {
  std::filesystem::path program;       ///< absolute; no search path, no shell
  std::vector<std::string> arguments;  ///< without the program's own name
  std::filesystem::path output;        ///< where stdout and stderr are appended
};

class Process {
 public:
  /// Starts a program in a session of its own, so that a key at the terminal doesn't reach it; with no descriptor of
  /// ours but the output, default signals and a fixed environment. It lives on when we die. Throws std::system_error.
  static Process spawn(const SpawnRequest& request);
  /// A running process; nothing if there is none with this number.
  static std::optional<Process> open(pid_t pid);

  pid_t pid() const { return pid_; }
  /// Readable once the process has ended; for poll().
  int descriptor() const { return pidfd_.number(); }
  /// Whether it has ended by then. A child of ours is reaped.
  bool wait(std::chrono::milliseconds longest);
  bool has_ended() { return wait(std::chrono::milliseconds(0)); }
  void signal(int number) const;
  /// "exit code 1", "signal 9" or, for a process that wasn't our child, "unknown cause".
  const std::string& end() const { return end_; }
  /// The exit code of a child that ended by itself.
  std::optional<int> exit_code() const { return exit_code_; }

 private:
  Process(pid_t pid, FileDescriptor pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}
  void reap();

  pid_t pid_ = -1;
  FileDescriptor pidfd_;
  bool ended_ = false;
  std::string end_ = "unknown cause";
  std::optional<int> exit_code_;
};

/// The live process that runs a program of this name and has an argument that begins like this; none if there is none.
std::optional<Process> find_process(const std::string& program_name, const std::string& argument_prefix);
/// The arguments of a live process, its program first; empty if it has ended.
std::vector<std::string> arguments_of(pid_t pid);

}  // namespace frostkeep::app
