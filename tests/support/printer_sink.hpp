#pragma once
/// A label printer's port, on some address of the loopback range so that tests don't meet. It takes whatever comes, or
/// hangs up in the middle.

#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <array>
#include <atomic>
#include <limits>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace frostkeep::tests {

class PrinterSink {
 public:
  static constexpr std::size_t kTakesAll = std::numeric_limits<std::size_t>::max();

  /// Hangs up, with a reset, once it has read `dies_after` bytes of a job.
  explicit PrinterSink(std::size_t dies_after = kTakesAll) : dies_after_(dies_after) {
    bind();
    thread_ = std::thread([this] { serve(); });
  }
  ~PrinterSink() { close(); }
  PrinterSink(const PrinterSink&) = delete;
  PrinterSink& operator=(const PrinterSink&) = delete;

  std::string address() const { return "tcp://" + ip_ + ":9100"; }
  /// From now on nobody listens.
  void close() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
    server_.close();
  }
  void take_all() { dies_after_ = kTakesAll; }
  /// What each connection brought, in order.
  std::vector<std::string> jobs() const {
    const std::lock_guard lock(mutex_);
    return jobs_;
  }

 private:
  void bind() {
    std::random_device random;
    while (ip_.empty()) {
      const auto byte = [&] { return std::to_string(1 + random() % 250); };
      const std::string ip = "127." + byte() + "." + byte() + "." + byte();
      try {
        server_.bind(Poco::Net::SocketAddress(ip, 9100), true);
        server_.listen(8);
        ip_ = ip;
      } catch (const Poco::Exception&) {
        server_ = Poco::Net::ServerSocket();
      }
    }
  }

  void serve() {
    while (!stopping_) {
      if (!server_.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ)) continue;
      Poco::Net::StreamSocket connection = server_.acceptConnection();
      std::string job;
      read(connection, job);
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
    }
  }

  void read(Poco::Net::StreamSocket& connection, std::string& job) {
    std::array<char, 4096> buffer{};
    try {
      while (job.size() < dies_after_) {
        const int count = connection.receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
        if (count <= 0) return;
        job.append(buffer.data(), static_cast<std::size_t>(count));
      }
      connection.setLinger(true, 0);
      connection.close();
    } catch (const Poco::Exception&) {
      // The other side is gone: what came stands in the list.
    }
  }

  std::atomic<std::size_t> dies_after_;
  std::atomic<bool> stopping_ = false;
  Poco::Net::ServerSocket server_;
  std::string ip_;
  mutable std::mutex mutex_;
  std::vector<std::string> jobs_;
  std::thread thread_;
};

}  // namespace frostkeep::tests
