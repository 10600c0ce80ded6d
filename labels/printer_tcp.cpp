#include "labels/printer_tcp.hpp"

#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace frostkeep::labels {
namespace {

using Poco::Net::Socket;
using Poco::Net::StreamSocket;

class Deadline {
 public:
  explicit Deadline(int timeout_ms) : end_(std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms)) {}
  /// What is left, at least nothing.
  Poco::Timespan left() const {
    const auto rest = std::chrono::duration_cast<std::chrono::microseconds>(end_ - std::chrono::steady_clock::now());
    return Poco::Timespan(std::max<Poco::Timespan::TimeDiff>(rest.count(), 0));
  }

 private:
  std::chrono::steady_clock::time_point end_;
};

/// Bytes that the other side's TCP hasn't acknowledged, our end of the connection included.
bool all_acknowledged(const StreamSocket& socket) {
  int waiting = 0;
  return ::ioctl(socket.impl()->sockfd(), SIOCOUTQ, &waiting) == 0 && waiting == 0;
}

/// Whole job or a problem; `sent` counts in both cases.
SendProblem push(StreamSocket& socket, const std::string& bytes, int timeout_ms, std::size_t& sent) {
  const Deadline deadline(timeout_ms);
  while (sent < bytes.size()) {
    if (!socket.poll(deadline.left(), Socket::SELECT_WRITE)) return SendProblem::stalled;
    const auto chunk = static_cast<int>(std::min<std::size_t>(bytes.size() - sent, 64 * 1024));
    const int count = socket.sendBytes(bytes.data() + sent, chunk, MSG_NOSIGNAL);
    if (count > 0) sent += static_cast<std::size_t>(count);
  }
  return SendProblem::none;
}

/// Reads and forgets until the printer ends its side.
SendProblem await_end(StreamSocket& socket, int timeout_ms) {
  const Deadline deadline(timeout_ms);
  std::array<char, 4096> forgotten{};
  while (deadline.left() > 0 && socket.poll(deadline.left(), Socket::SELECT_READ)) {
    if (socket.receiveBytes(forgotten.data(), static_cast<int>(forgotten.size())) == 0) return SendProblem::none;
  }
  return SendProblem::not_closed;
}

}  // namespace

TcpPrinter::TcpPrinter(const PrinterSubnets& subnets, TcpPrinterSettings settings)
    : subnets_(subnets), settings_(std::move(settings)) {}

SendResult TcpPrinter::send(const PrintJob& job) {
  StreamSocket socket;
  try {
    const auto address = subnets_.resolve(settings_.host, settings_.port);
    socket.connect(Poco::Net::SocketAddress(address.ip, address.port),
                   Poco::Timespan(Poco::Timespan::TimeDiff{settings_.connect_timeout_ms} * 1000));
    socket.setBlocking(false);
  } catch (const PrinterAddressRefused&) {
    return {SendOutcome::failed_before_first_byte, SendProblem::address_refused, 0};
  } catch (const Poco::Exception&) {
    return {SendOutcome::failed_before_first_byte, SendProblem::unreachable, 0};
  }

  std::size_t sent = 0;
  auto problem = SendProblem::none;
  try {
    problem = push(socket, job.bytes, settings_.send_timeout_ms, sent);
    if (problem == SendProblem::none) {
      socket.shutdownSend();
      problem = await_end(socket, settings_.close_timeout_ms);
      const bool enough = !settings_.closes_after_job && all_acknowledged(socket);
      if (problem == SendProblem::not_closed && enough) problem = SendProblem::none;
    }
  } catch (const Poco::Exception&) {
    problem = SendProblem::connection_lost;
  }
  if (problem == SendProblem::none) return {SendOutcome::sent, problem, sent};
  return {sent == 0 ? SendOutcome::failed_before_first_byte : SendOutcome::unknown, problem, sent};
}

}  // namespace frostkeep::labels
