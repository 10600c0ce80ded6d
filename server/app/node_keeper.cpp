#include "app/node_keeper.hpp"

#include <chrono>
#include <cstdlib>

#include "base/log.hpp"

namespace frostkeep::app {

NodeKeeper::NodeKeeper(std::function<bool()> renew) : renew_(std::move(renew)), thread_([this] { run(); }) {}

NodeKeeper::~NodeKeeper() { stop(); }

void NodeKeeper::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    stopping_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void NodeKeeper::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_.wait_for(lock, std::chrono::seconds(15), [this] { return stopped_; })) {
    lock.unlock();
    if (!renew_()) {
      base::log(base::LogLevel::error, "node_lost", {{"reason", "another server holds this server's node number"}});
      std::_Exit(2);
    }
    lock.lock();
  }
}

}  // namespace frostkeep::app
