#include "app/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <system_error>
#include <utility>

// glibc 2.36 forgets to say this itself.
extern "C" {
#include <sys/pidfd.h>
}

namespace frostkeep::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

void check(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

/// What posix_spawn wants to know, freed at the end.
struct SpawnSettings {
  SpawnSettings() {
    check(posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init");
    check(posix_spawnattr_init(&attributes), "posix_spawnattr_init");
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    close();
    number_ = other.release();
  }
  return *this;
}

int FileDescriptor::release() {
  return std::exchange(number_, -1);
}

void FileDescriptor::close() {
  if (number_ >= 0) ::close(release());
}

Process Process::spawn(const SpawnRequest& request) {
  SpawnSettings settings;
  check(posix_spawn_file_actions_addopen(&settings.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0), "spawn");
  check(posix_spawn_file_actions_addopen(&settings.actions, STDOUT_FILENO, request.output.c_str(),
                                         O_WRONLY | O_CREAT | O_APPEND, 0600),
        "spawn");
  check(posix_spawn_file_actions_adddup2(&settings.actions, STDOUT_FILENO, STDERR_FILENO), "spawn");
  // A library's listening socket that isn't close-on-exec would keep our port taken after we died.
  check(posix_spawn_file_actions_addclosefrom_np(&settings.actions, STDERR_FILENO + 1), "spawn");

  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  check(posix_spawnattr_setsigmask(&settings.attributes, &none), "spawn");
  check(posix_spawnattr_setsigdefault(&settings.attributes, &all), "spawn");
  check(posix_spawnattr_setflags(&settings.attributes,
                                 POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF),
        "spawn");

  std::vector<std::string> words{request.program.string()};
  words.insert(words.end(), request.arguments.begin(), request.arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::string environment[] = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"};
  char* envp[] = {environment[0].data(), environment[1].data(), environment[2].data(), nullptr};

  pid_t pid = -1;
  const int error =
      posix_spawn(&pid, request.program.c_str(), &settings.actions, &settings.attributes, argv.data(), envp);
  if (error != 0) throw std::system_error(error, std::generic_category(), request.program.string());
  // A child can't be reaped by anybody else, so its number is still its own here.
  FileDescriptor pidfd(pidfd_open(pid, 0));
  if (!pidfd) throw std::system_error(errno, std::generic_category(), "pidfd_open");
  return Process(pid, std::move(pidfd));
}

std::optional<Process> Process::open(pid_t pid) {
  FileDescriptor pidfd(pidfd_open(pid, 0));
  if (!pidfd) return std::nullopt;
  return Process(pid, std::move(pidfd));
}

bool Process::wait(milliseconds longest) {
  const auto deadline = steady_clock::now() + longest;
  while (!ended_) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
    pollfd ended{pidfd_.number(), POLLIN, 0};
    const int ready = ::poll(&ended, 1, static_cast<int>(std::max<milliseconds::rep>(left.count(), 0)));
    if (ready > 0) reap();
    if (ready == 0) return false;
    if (ready < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "poll");
  }
  return true;
}

void Process::reap() {
  ended_ = true;
  siginfo_t info{};
  const auto id = static_cast<id_t>(pidfd_.number());
  if (::waitid(P_PIDFD, id, &info, WEXITED | WNOHANG) != 0 || info.si_pid == 0) return;
  if (info.si_code == CLD_EXITED) {
    exit_code_ = info.si_status;
    end_ = fmt::format("exit code {}", info.si_status);
  } else {
    end_ = fmt::format("signal {}", info.si_status);
  }
}

void Process::signal(int number) const {
  if (ended_) return;
  if (::pidfd_send_signal(pidfd_.number(), number, nullptr, 0) != 0 && errno != ESRCH)
    throw std::system_error(errno, std::generic_category(), fmt::format("signal {} to process {}", number, pid_));
}

std::vector<std::string> arguments_of(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/cmdline", pid), std::ios::binary);
  std::vector<std::string> arguments;
  for (std::string word; std::getline(file, word, '\0');) arguments.push_back(word);
  return arguments;
}

std::optional<Process> find_process(const std::string& program_name, const std::string& argument_prefix) {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    pid_t pid = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (error != std::errc() || end != name.data() + name.size()) continue;
    const auto matches = [&] {
      const auto words = arguments_of(pid);
      return !words.empty() && std::filesystem::path(words[0]).filename() == program_name &&
             std::any_of(words.begin() + 1, words.end(),
                         [&](const std::string& word) { return word.starts_with(argument_prefix); });
    };
    if (!matches()) continue;
    // Opened first, then looked at again: the number may have gone to somebody else in between.
    auto process = Process::open(pid);
    if (process && matches()) return process;
  }
  return std::nullopt;
}

}  // namespace frostkeep::app
