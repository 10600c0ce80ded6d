#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "app/process.hpp"
#include "app/service.hpp"

namespace frostkeep::app {
namespace {

/// What the service manager hears at this address ('@' first: an abstract one).
std::string heard_at(const std::string& name) {
  const FileDescriptor manager(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, name.data(), name.size());
  if (name[0] == '@') address.sun_path[0] = '\0';
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  EXPECT_EQ(::bind(manager.number(), reinterpret_cast<sockaddr*>(&address), length), 0);
  ::setenv("NOTIFY_SOCKET", name.c_str(), 1);
  notify_service_manager("READY=1");
  ::unsetenv("NOTIFY_SOCKET");
  char buffer[64] = {};
  const auto count = ::recv(manager.number(), buffer, sizeof buffer, 0);
  return count < 0 ? "nothing" : std::string(buffer, static_cast<std::size_t>(count));
}

TEST(ServiceManager, hears_that_the_server_is_ready_at_a_path_and_at_an_abstract_address) {
  const auto path = std::filesystem::temp_directory_path() / ("frostkeep-notify-" + std::to_string(::getpid()));
  EXPECT_EQ(heard_at(path), "READY=1");
  std::filesystem::remove(path);
  EXPECT_EQ(heard_at("@frostkeep-notify-" + std::to_string(::getpid())), "READY=1");
}

TEST(ServiceManager, is_not_missed_where_there_is_none) {
  ::unsetenv("NOTIFY_SOCKET");
  EXPECT_NO_THROW(notify_service_manager("READY=1"));
}

}  // namespace
}  // namespace frostkeep::app
