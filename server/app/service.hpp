#pragma once
/// A server's life: told to start, at work, told to stop, its parts stopped in order.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace frostkeep::app {

/// Tells the service manager ("READY=1", "STOPPING=1", "STATUS=…"), if there is one ($NOTIFY_SOCKET).
void notify_service_manager(const std::string& state);

/// Make it before the first thread: it blocks SIGTERM, SIGINT and SIGHUP in this thread and those made later.
class Service {
 public:
  Service();

  /// A part that runs already, and how it is stopped: the last added stops first. `stop` returns when it has ended.
  void add(std::string name, std::function<void()> stop);
  /// Announces readiness, waits for a signal, stops all parts. A second signal, or stops that take longer than
  /// `longest` together, ends the process at once by that signal (SIGKILL for the latter): what was committed is safe,
  /// and the next start adopts the private database.
  void run(std::chrono::seconds longest);
  /// Stops all parts without waiting for a signal: for a start that failed half way.
  void stop_parts();

 private:
  struct Part {
    std::string name;
    std::function<void()> stop;
  };
  std::vector<Part> parts_;
};

}  // namespace frostkeep::app
