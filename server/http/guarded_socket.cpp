#include "http/guarded_socket.hpp"

#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <memory>
#include <system_error>

#include "http/head_check.hpp"

namespace frostkeep::http {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr auto kLingerTime = std::chrono::seconds(5);
constexpr std::size_t kLingerBytes = 72 * 1024 * 1024;  // the largest body that nginx lets through, and some more

/// Bytes received before the deadline; 0 at the end, at an error and at the deadline.
std::size_t receive_until(int socket, char* buffer, std::size_t size, SteadyClock::time_point deadline) {
  while (true) {
    const auto got = ::recv(socket, buffer, size, MSG_DONTWAIT);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) return 0;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now()).count();
    if (left <= 0) return 0;
    pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
    ::poll(&waiting, 1, static_cast<int>(left));
  }
}

class GuardedSocket final : public Poco::Net::StreamSocketImpl {
 public:
  GuardedSocket(poco_socket_t socket, const SocketDeadlines& deadlines, const HeadRefusal& refusal)
      : StreamSocketImpl(socket), deadlines_(deadlines), refusal_(refusal) {}
  ~GuardedSocket() override = default;

  int receiveBytes(void* buffer, int length, int /*flags*/) override {
    const auto size = static_cast<std::size_t>(length);
    if (ready_.empty() && body_left_ == 0 && (refused_ || !read_head())) return 0;
    if (!ready_.empty()) return give(ready_, buffer, size);
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, body_left_));
    int got = 0;
    if (!pending_.empty()) {
      got = give(pending_, buffer, wanted);
    } else {
      got = static_cast<int>(receive_until(sockfd(), static_cast<char*>(buffer), wanted, body_deadline_));
    }
    body_left_ -= static_cast<std::uint64_t>(got);
    return got;
  }

  bool poll(const Poco::Timespan& timeout, int mode) override {
    const bool next_request_is_here = (mode & SELECT_READ) != 0 && !(pending_.empty() && ready_.empty());
    return next_request_is_here || StreamSocketImpl::poll(timeout, mode);
  }

 private:
  /// Moves up to `size` bytes from the front of `from`.
  static int give(std::string& from, void* buffer, std::size_t size) {
    const std::size_t count = std::min(size, from.size());
    std::memcpy(buffer, from.data(), count);
    from.erase(0, count);
    return static_cast<int>(count);
  }

  /// Whether a head was taken; if not, the connection is over.
  bool read_head() {
    const auto deadline = SteadyClock::now() + std::chrono::milliseconds(deadlines_.head_ms);
    std::size_t looked_at = 0;
    while (true) {
      // A bare LF would never become the end that we wait for, so it is refused as it comes.
      for (auto line = pending_.find('\n', looked_at); line != std::string::npos;
           line = pending_.find('\n', line + 1)) {
        if (line == 0 || pending_[line - 1] != '\r') return refuse(400);
        if (line == 1) return refuse(400);
        if (line >= 3 && pending_.compare(line - 3, 4, kHeadEnd) == 0) return take_head(line + 1);
      }
      looked_at = pending_.size();
      if (pending_.size() > kHeadLimit) return refuse(431);
      std::array<char, 8 * 1024> piece;
      const std::size_t got = receive_until(sockfd(), piece.data(), piece.size(), deadline);
      if (got == 0) return SteadyClock::now() >= deadline && !pending_.empty() ? refuse(408) : false;
      pending_.append(piece.data(), got);
    }
  }

  bool take_head(std::size_t length) {
    if (length > kHeadLimit) return refuse(431);
    CheckedHead head = check_head(std::string_view(pending_).substr(0, length));
    if (head.refusal != 0) return refuse(head.refusal);
    pending_.erase(0, length);
    ready_ = std::move(head.text);
    body_left_ = head.body_length;
    const auto by_size = std::chrono::milliseconds(body_left_ / static_cast<unsigned>(deadlines_.body_bytes_per_ms));
    body_deadline_ = SteadyClock::now() + std::chrono::milliseconds(deadlines_.body_ms) + by_size;
    return true;
  }

  bool refuse(int status) {
    refused_ = true;
    const std::string bytes = refusal_(status);
    [[maybe_unused]] const auto sent = ::send(sockfd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    linger(sockfd());
    return false;
  }

  const SocketDeadlines& deadlines_;  // both live in the listening socket, which outlives its connections
  const HeadRefusal& refusal_;
  std::string pending_;  // received, not yet looked at
  std::string ready_;    // the head, as far as Poco hasn't taken it
  std::uint64_t body_left_ = 0;
  SteadyClock::time_point body_deadline_;
  bool refused_ = false;
};

class GuardedListener final : public Poco::Net::ServerSocketImpl {
 public:
  GuardedListener(SocketDeadlines deadlines, HeadRefusal refusal)
      : deadlines_(deadlines), refusal_(std::move(refusal)) {}
  ~GuardedListener() override = default;

  SocketImpl* acceptConnection(Poco::Net::SocketAddress& client) override {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    const int socket = ::accept4(sockfd(), reinterpret_cast<sockaddr*>(&address), &length, SOCK_CLOEXEC);
    if (socket < 0) throw std::system_error(errno, std::generic_category(), "accept a connection");
    const timeval send_time{.tv_sec = deadlines_.send_ms / 1000, .tv_usec = deadlines_.send_ms % 1000 * 1000};
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &send_time, sizeof send_time);
    client = Poco::Net::SocketAddress(reinterpret_cast<sockaddr*>(&address), length);
    return std::make_unique<GuardedSocket>(socket, deadlines_, refusal_).release();  // Poco counts its references
  }

 private:
  const SocketDeadlines deadlines_;
  const HeadRefusal refusal_;
};

}  // namespace

GuardedServerSocket::GuardedServerSocket(const Poco::Net::SocketAddress& address, int backlog,
                                         SocketDeadlines deadlines, HeadRefusal refusal)
    : ServerSocket(std::make_unique<GuardedListener>(deadlines, std::move(refusal)).release(), true) {
  bind(address, true);
  listen(backlog);
}

void linger(int socket) {
  ::shutdown(socket, SHUT_WR);
  const auto deadline = SteadyClock::now() + kLingerTime;
  std::array<char, 16 * 1024> piece;
  std::size_t taken = 0;
  while (taken < kLingerBytes) {
    const std::size_t got = receive_until(socket, piece.data(), piece.size(), deadline);
    if (got == 0) return;
    taken += got;
  }
}

}  // namespace frostkeep::http
