// Printers over TCP against a sink that behaves well or badly, and printers that are folders.

#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <future>
#include <random>
#include <sstream>
#include <thread>

#include "labels/printer_address.hpp"
#include "labels/printer_file.hpp"
#include "labels/printer_tcp.hpp"

namespace frostkeep::labels {
namespace {

using Poco::Net::SocketAddress;
using Poco::Net::StreamSocket;

/// Gets the connection, what it should put there as received, and what tells it that the sender has given up.
using Behaviour = std::function<void(StreamSocket&, std::string&, const std::shared_future<void>&)>;

/// A printer's port on some address of the loopback range, so that tests don't meet.
class Sink {
 public:
  explicit Sink(const Behaviour& behaviour) {
    std::random_device random;
    for (int attempt = 0; attempt < 50 && ip_.empty(); ++attempt) {
      const auto ip = "127." + std::to_string(1 + random() % 254) + "." + std::to_string(random() % 256) + "." +
                      std::to_string(1 + random() % 254);
      try {
        server_.bind(SocketAddress(ip, 9100), true);
        server_.listen(1);
        ip_ = ip;
      } catch (const Poco::Exception&) {
        server_ = Poco::Net::ServerSocket();
      }
    }
    thread_ = std::thread([this, behaviour] {
      try {
        if (!server_.poll(Poco::Timespan(5, 0), Poco::Net::Socket::SELECT_READ)) return;
        StreamSocket connection = server_.acceptConnection();
        behaviour(connection, received_, release_);
      } catch (const Poco::Exception&) {
        // The other side is gone: the test asserts what it says about that.
      }
    });
  }
  ~Sink() { stop(); }

  const std::string& ip() const { return ip_; }
  /// What arrived, when the sink has ended.
  const std::string& received() {
    stop();
    return received_;
  }
  /// Ends behaviours that hold the connection.
  void let_go() { released_.set_value(); }

 private:
  void stop() {
    if (thread_.joinable()) thread_.join();
  }

  Poco::Net::ServerSocket server_;
  std::string ip_;
  std::string received_;
  std::promise<void> released_;
  std::shared_future<void> release_{released_.get_future().share()};
  std::thread thread_;
};

void read_up_to(StreamSocket& connection, std::string& received, std::size_t limit) {
  std::array<char, 4096> buffer{};
  while (received.size() < limit) {
    const auto want = std::min(buffer.size(), limit - received.size());
    const int count = connection.receiveBytes(buffer.data(), static_cast<int>(want));
    if (count <= 0) return;
    received.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

void read_all(StreamSocket& connection, std::string& received, const std::shared_future<void>&) {
  read_up_to(connection, received, SIZE_MAX);
}

const PrinterSubnets& loopback() {
  static const PrinterSubnets subnets({"127.0.0.0/8"});
  return subnets;
}

SendResult send_to(const std::string& ip, const std::string& bytes, bool closes_after_job = true) {
  TcpPrinterSettings settings;
  settings.host = ip;
  settings.connect_timeout_ms = 500;
  settings.send_timeout_ms = 700;
  settings.close_timeout_ms = 500;
  settings.closes_after_job = closes_after_job;
  return TcpPrinter(loopback(), settings).send({"job-1", bytes});
}

const std::string kSmallJob = "^XA^FO1,1^GFA,1,1,1,80^FS^XZ\n" + std::string(3'000, ' ');
const std::string kLargeJob(24 * 1024 * 1024, 'x');

TEST(TcpPrinter, SaysSentWhenThePrinterTookAllAndHungUp) {
  Sink sink([](StreamSocket& connection, std::string& received, const auto& released) {
    read_all(connection, received, released);
    connection.sendBytes("\x02" "030,0,0\x03\r\n", 11);
  });
  const auto result = send_to(sink.ip(), kSmallJob);
  EXPECT_EQ(result.outcome, SendOutcome::sent);
  EXPECT_EQ(result.problem, SendProblem::none);
  EXPECT_EQ(result.bytes_sent, kSmallJob.size());
  EXPECT_EQ(sink.received(), kSmallJob);
}

TEST(TcpPrinter, SendsALargeJobWhole) {
  Sink sink(&read_all);
  EXPECT_EQ(send_to(sink.ip(), std::string(4'000'000, 'y')).outcome, SendOutcome::sent);
  EXPECT_EQ(sink.received(), std::string(4'000'000, 'y'));
}

TEST(TcpPrinter, SaysFailedWhenNobodyListens) {
  const auto result = send_to("127.211.17.3", kSmallJob);
  EXPECT_EQ(result.outcome, SendOutcome::failed_before_first_byte);
  EXPECT_EQ(result.problem, SendProblem::unreachable);
  EXPECT_EQ(result.bytes_sent, 0U);
}

TEST(TcpPrinter, DoesNotKnowWhenThePrinterHangsUpAfter200Bytes) {
  Sink sink([](StreamSocket& connection, std::string& received, const auto&) {
    read_up_to(connection, received, 200);
    connection.setLinger(true, 0);
    connection.close();
  });
  const auto result = send_to(sink.ip(), kLargeJob);
  EXPECT_EQ(result.outcome, SendOutcome::unknown);
  EXPECT_EQ(result.problem, SendProblem::connection_lost);
  EXPECT_EQ(sink.received().size(), 200U);
}

TEST(TcpPrinter, DoesNotKnowWhenThePrinterStallsAfter200Bytes) {
  Sink sink([](StreamSocket& connection, std::string& received, const auto& released) {
    read_up_to(connection, received, 200);
    released.wait();
  });
  const auto result = send_to(sink.ip(), kSmallJob);
  sink.let_go();
  EXPECT_EQ(result.outcome, SendOutcome::unknown);
  EXPECT_EQ(result.problem, SendProblem::not_closed);
}

TEST(TcpPrinter, DoesNotKnowWhenThePrinterNeverReads) {
  for (const bool closes_after_job : {true, false}) {
    Sink sink([](StreamSocket&, std::string&, const auto& released) { released.wait(); });
    const auto result = send_to(sink.ip(), kLargeJob, closes_after_job);
    sink.let_go();
    EXPECT_EQ(result.outcome, SendOutcome::unknown);
    EXPECT_EQ(result.problem, SendProblem::stalled);
    EXPECT_LT(result.bytes_sent, kLargeJob.size());
    EXPECT_GT(result.bytes_sent, 0U);
  }
}

TEST(TcpPrinter, TrustsTheAcknowledgementsOfAPrinterKnownToStayConnected) {
  for (const bool closes_after_job : {true, false}) {
    Sink sink([](StreamSocket& connection, std::string& received, const auto& released) {
      read_all(connection, received, released);
      released.wait();
    });
    const auto result = send_to(sink.ip(), kSmallJob, closes_after_job);
    sink.let_go();
    EXPECT_EQ(result.outcome, closes_after_job ? SendOutcome::unknown : SendOutcome::sent);
    EXPECT_EQ(sink.received(), kSmallJob);
  }
}

TEST(TcpPrinter, ConnectsToNoAddressOutsideTheSubnets) {
  Sink sink(&read_all);
  const PrinterSubnets elsewhere({"10.0.0.0/8"});
  TcpPrinterSettings settings;
  settings.host = sink.ip();
  const auto result = TcpPrinter(elsewhere, settings).send({"job-1", kSmallJob});
  EXPECT_EQ(result.outcome, SendOutcome::failed_before_first_byte);
  EXPECT_EQ(result.problem, SendProblem::address_refused);
  EXPECT_EQ(send_to(sink.ip(), "").outcome, SendOutcome::sent) << "the sink is there all the same";
}

TEST(FilePrinter, WritesEachJobOnce) {
  const auto folder = std::filesystem::temp_directory_path() / ("frostkeep-printer-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  FilePrinter printer(folder);
  EXPECT_EQ(printer.send({"job-000001", kSmallJob}).outcome, SendOutcome::sent);
  const auto again = printer.send({"job-000001", "other"});
  EXPECT_EQ(again.outcome, SendOutcome::failed_before_first_byte);
  EXPECT_EQ(again.problem, SendProblem::folder_not_writable);
  std::ostringstream written;
  written << std::ifstream(folder / "job-000001.zpl").rdbuf();
  EXPECT_EQ(written.str(), kSmallJob);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1) << "no half of a job stays";
  std::filesystem::remove_all(folder);
  EXPECT_EQ(printer.send({"job-000002", "x"}).outcome, SendOutcome::failed_before_first_byte);
}

}  // namespace
}  // namespace frostkeep::labels
