#pragma once
/// A client that sends exactly the bytes it is told, and reads answers as they stand.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace frostkeep::tests {

struct RawAnswer {
  int status = 0;
  std::string head;  ///< with the empty line
  std::string body;

  /// The value of a header, empty if absent. Names in lower case.
  std::string header(const std::string& name) const {
    for (const auto line : base::split(head, '\n')) {
      const auto colon = line.find(':');
      if (colon != std::string_view::npos && base::to_lower(line.substr(0, colon)) == name) {
        return std::string(base::trim(line.substr(colon + 1)));
      }
    }
    return {};
  }
};

/// One TCP connection to a loopback port, from 127.0.0.`host`. Not thread-safe.
class RawConnection {
 public:
  explicit RawConnection(std::uint16_t port, std::uint32_t host = 1) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl((INADDR_LOOPBACK & ~0xFFu) | host);
    if (host != 1) ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      ::close(socket_);
      throw std::runtime_error("nobody listens on the port");
    }
  }
  ~RawConnection() { ::close(socket_); }
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  /// Whether all bytes could be sent.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  /// The next answer; nothing if the connection ends or nothing comes in time. `to_head`: the answer has no body.
  std::optional<RawAnswer> read(std::chrono::milliseconds patience = std::chrono::seconds(5), bool to_head = false) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive(deadline)) return std::nullopt;
    }
    RawAnswer answer;
    answer.head = received_.substr(0, end + 4);
    received_.erase(0, end + 4);
    answer.status = std::atoi(answer.head.substr(9, 3).c_str());
    const std::string length = answer.header("content-length");
    const std::size_t size = length.empty() || to_head ? 0 : std::stoul(length);
    while (received_.size() < size) {
      if (!receive(deadline)) return std::nullopt;
    }
    answer.body = received_.substr(0, size);
    received_.erase(0, size);
    return answer;
  }
  std::optional<RawAnswer> ask(std::string_view bytes) {
    send(bytes);
    return read();
  }

  /// Whether the other side ends the connection within the time, sending nothing more.
  bool is_closed(std::chrono::milliseconds patience = std::chrono::seconds(2)) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (received_.empty()) {
      if (!receive(deadline)) return ended_;
    }
    return false;
  }

 private:
  bool receive(std::chrono::steady_clock::time_point deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) <= 0) return false;
    char piece[16 * 1024];
    const auto got = ::recv(socket_, piece, sizeof piece, 0);
    if (got <= 0) {
      ended_ = true;
      return false;
    }
    received_.append(piece, static_cast<std::size_t>(got));
    return true;
  }

  const int socket_;
  std::string received_;
  bool ended_ = false;
};

}  // namespace frostkeep::tests
