#include "app/service.hpp"

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "app/process.hpp"
#include "base/log.hpp"

namespace frostkeep::app {
namespace {

using base::LogLevel;

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, number);
  return set;
}

[[noreturn]] void die_by(int number) {
  ::signal(number, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  ::kill(::getpid(), number);
  ::_exit(128 + number);
}

}  // namespace

void notify_service_manager(const std::string& state) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  if (path == nullptr || (path[0] != '/' && path[0] != '@') || std::strlen(path) >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, path);
  if (path[0] == '@') address.sun_path[0] = '\0';  // an abstract socket
  const FileDescriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
  const auto sent = ::sendto(socket.number(), state.data(), state.size(), MSG_NOSIGNAL,
                             reinterpret_cast<const sockaddr*>(&address), length);
  if (sent < 0) base::log(LogLevel::warning, "service_manager_not_told", {{"why", std::strerror(errno)}});
}

Service::Service() {
  const sigset_t set = stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  // A client that went away is an error of its write, not the end of the server.
  ::signal(SIGPIPE, SIG_IGN);
}

void Service::add(std::string name, std::function<void()> stop) {
  parts_.push_back({std::move(name), std::move(stop)});
}

void Service::stop_parts() {
  while (!parts_.empty()) {
    const Part part = std::move(parts_.back());
    parts_.pop_back();
    base::log(LogLevel::info, "stopping", {{"part", part.name}});
    try {
      part.stop();
    } catch (const std::exception& failure) {
      base::log(LogLevel::error, "stop_failed", {{"part", part.name}, {"why", failure.what()}});
    }
  }
}

void Service::run(std::chrono::seconds longest) {
  const sigset_t set = stop_signals();
  notify_service_manager("READY=1");
  base::log(LogLevel::info, "ready");
  int first = 0;
  ::sigwait(&set, &first);
  notify_service_manager("STOPPING=1");
  base::log(LogLevel::info, "stop_asked", {{"signal", std::to_string(first)}});
  std::atomic<bool> stopped = false;
  std::thread impatience([&] {
    const auto deadline = std::chrono::steady_clock::now() + longest;
    const timespec moment{0, 50'000'000};
    while (!stopped) {
      const int second = ::sigtimedwait(&set, nullptr, &moment);
      if (second > 0) die_by(second);
      if (std::chrono::steady_clock::now() >= deadline) {
        base::log(LogLevel::error, "stop_took_too_long");
        die_by(SIGKILL);
      }
    }
  });
  stop_parts();
  stopped = true;
  impatience.join();
  base::log(LogLevel::info, "stopped");
}

}  // namespace frostkeep::app
