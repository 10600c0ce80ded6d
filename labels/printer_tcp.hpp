#pragma once
/// Raw printing over TCP: port 9100 and its kin.

#include <cstdint>
#include <string>

#include "labels/printer.hpp"
#include "labels/printer_address.hpp"

namespace frostkeep::labels {

struct TcpPrinterSettings {
  std::string host;
  std::uint16_t port = 9100;
  int connect_timeout_ms = 5'000;
  int send_timeout_ms = 30'000;   ///< for the whole job
  int close_timeout_ms = 10'000;  ///< for the printer's end of the connection, after ours
  /// Most printers end the connection when they have read the job, and that is the best proof there is that they did.
  /// For one that keeps it open, set this to false: then it is enough that its TCP has acknowledged every byte.
  bool closes_after_job = true;
};

/// One connection a job: connect to the checked address, send, end our side, read and forget what the printer says
/// until it ends its side.
class TcpPrinter : public Printer {
 public:
  /// `subnets` must outlive the printer.
  TcpPrinter(const PrinterSubnets& subnets, TcpPrinterSettings settings);
  SendResult send(const PrintJob& job) override;

 private:
  const PrinterSubnets& subnets_;
  TcpPrinterSettings settings_;
};

}  // namespace frostkeep::labels
