#pragma once
/// Sockets that show Poco's lenient reader only heads that head_check.hpp took, never a byte beyond the request at
/// hand, and nothing after a deadline. A refused head is answered here and the connection ends.

#include <Poco/Net/ServerSocket.h>

#include <functional>
#include <string>

namespace frostkeep::http {

/// Absolute, from the first byte waited for; Poco's own timeouts start anew with each receive.
struct SocketDeadlines {
  int head_ms = 10'000;        ///< a whole head
  int body_ms = 10'000;        ///< a whole body, beside a millisecond for each
  int body_bytes_per_ms = 64;  ///< so many bytes
  int send_ms = 15'000;        ///< one blocked send
};

/// The bytes that answer a head refused with this status; called from any connection's thread.
using HeadRefusal = std::function<std::string(int status)>;

/// A listening socket whose connections are guarded. Hand it to Poco::Net::HTTPServer; copies share it.
class GuardedServerSocket : public Poco::Net::ServerSocket {
 public:
  GuardedServerSocket(const Poco::Net::SocketAddress& address, int backlog, SocketDeadlines deadlines,
                      HeadRefusal refusal);
};

/// Ends the sending side and takes what still comes, for a bounded time and number of bytes, so that the answer is read
/// before a reset can overtake it.
void linger(int socket);

}  // namespace frostkeep::http
