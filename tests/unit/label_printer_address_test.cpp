// Which addresses a printer may have.

#include <gtest/gtest.h>

#include "labels/printer_address.hpp"
#include "labels/printer_place.hpp"

namespace frostkeep::labels {
namespace {

std::string fault_of(const PrinterSubnets& subnets, const std::string& host, std::uint16_t port = 9100) {
  try {
    return subnets.resolve(host, port).ip;
  } catch (const PrinterAddressRefused& refused) {
    return std::string(to_text(refused.fault()));
  }
}

TEST(PrinterSubnets, AllowTheirOwnAddressesAndPrinterPorts) {
  const PrinterSubnets subnets({"10.20.0.0/16", "192.168.7.0/24", "fd12:3456::/32"});
  EXPECT_EQ(fault_of(subnets, "10.20.3.4"), "10.20.3.4");
  EXPECT_EQ(fault_of(subnets, "192.168.7.255"), "192.168.7.255");
  EXPECT_EQ(fault_of(subnets, "fd12:3456::9"), "fd12:3456::9");
  EXPECT_EQ(fault_of(subnets, "::ffff:10.20.3.4"), "::ffff:10.20.3.4");
  for (const auto port : kPrinterPorts) EXPECT_EQ(fault_of(subnets, "10.20.3.4", port), "10.20.3.4");
  for (const std::uint16_t port : std::initializer_list<std::uint16_t>{22, 80, 3306, 9101, 0}) {
    EXPECT_EQ(fault_of(subnets, "10.20.3.4", port), "bad_port");
  }
  EXPECT_EQ(fault_of(subnets, "10.21.0.0"), "outside_subnets");
  EXPECT_EQ(fault_of(subnets, "192.168.8.1"), "outside_subnets");
  EXPECT_EQ(fault_of(subnets, "8.8.8.8"), "outside_subnets");
  EXPECT_EQ(fault_of(subnets, "fd12:3457::9"), "outside_subnets");
}

TEST(PrinterSubnets, NeverAllowAddressesThatNoPrinterHas) {
  const PrinterSubnets all({"0.0.0.0/0", "::/0", "169.254.0.0/16"});
  for (const char* host :
       {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "169.254.169.254", "::ffff:169.254.169.254", "fe80::1",
        "0.0.0.0", "0.1.2.3", "::", "255.255.255.255", "224.0.0.251", "ff02::1", "localhost"}) {
    EXPECT_EQ(fault_of(all, host), "outside_subnets") << host;
  }
}

TEST(PrinterSubnets, AllowLoopbackOnlyByItsOwnName) {
  EXPECT_EQ(fault_of(PrinterSubnets({"127.0.0.0/8"}), "127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(fault_of(PrinterSubnets({"127.0.0.1/32"}), "127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(fault_of(PrinterSubnets({"127.0.0.1/32"}), "127.0.0.2"), "outside_subnets");
  EXPECT_EQ(fault_of(PrinterSubnets({"::1/128"}), "::1"), "::1");
  EXPECT_EQ(fault_of(PrinterSubnets({"127.0.0.0/1"}), "127.0.0.1"), "outside_subnets");
  EXPECT_EQ(fault_of(PrinterSubnets({}), "10.0.0.1"), "outside_subnets");
}

TEST(PrinterSubnets, TakeNoAddressInDisguise) {
  const PrinterSubnets all({"0.0.0.0/0", "127.0.0.0/8"});
  for (const char* host : {"2130706433", "127.1", "0x7f.0.0.1", "0x7f000001", "0177.0.0.1", "127.0.0.01", "", ".", "-a",
                           "a b", "a/b", "a:9100", "user@host", "10.0.0.1\n", "10.0.0.256", "host.5", "打印机"}) {
    EXPECT_EQ(fault_of(all, host), "bad_host") << host;
  }
  EXPECT_EQ(fault_of(all, "no-such-printer.invalid"), "unknown_host");
}

TEST(PrinterSubnets, AreReadStrictly) {
  for (const char* text :
       {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "/8", "10.0.0.0/8x", "fd00::/129", "printer/8", "10.0.0.0/-1"}) {
    EXPECT_THROW(PrinterSubnets({text}), std::invalid_argument) << text;
  }
}

TEST(PrinterPlace, IsReadAsPeopleWriteIt) {
  EXPECT_EQ(parse_tcp_place("tcp://10.1.2.3")->port, 9100);
  EXPECT_EQ(parse_tcp_place("tcp://printer-3.lab:6101")->host, "printer-3.lab");
  EXPECT_EQ(parse_tcp_place("tcp://printer-3.lab:6101")->port, 6101);
  EXPECT_EQ(parse_tcp_place("tcp://[fd12::7]:9100")->host, "fd12::7");
  for (const char* wrong : {"", "10.1.2.3", "tcp://", "tcp://a:", "tcp://a:x", "tcp://a:99999", "tcp://[fd12::7",
                            "tcp://[fd12::7]9100", "tcp://a:9100/x", "http://a"}) {
    EXPECT_FALSE(parse_tcp_place(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace frostkeep::labels
