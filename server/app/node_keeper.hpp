#pragma once
/// Renews the node number's lease beside the server.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace frostkeep::app {

/// Calls `renew` every 15 s in a thread of its own until stop(). If it answers false the process ends at once: ids made
/// without the lease could be another server's.
class NodeKeeper {
 public:
  explicit NodeKeeper(std::function<bool()> renew);
  ~NodeKeeper();
  void stop();

 private:
  void run();
  std::function<bool()> renew_;
  std::mutex mutex_;
  std::condition_variable stopping_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace frostkeep::app
