#pragma once
/// nginx with the shipped configuration (deploy/nginx), on a free loopback port, for the time of a test. Its one name
/// is localhost.

#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

#include "support/raw_http.hpp"

namespace frostkeep::tests {

class Nginx {
 public:
  enum class Tls { off, on };

  explicit Nginx(std::uint16_t upstream, Tls tls = Tls::off) : port_(a_free_port()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "frostkeep-nginx-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no folder for nginx");
    folder_ = pattern;
    const std::string names = fmt::format("--certificate {}/certificate.pem --key {}/key.pem", folder_, folder_);
    if (tls == Tls::on) make_certificate();
    run(
        fmt::format("'{}/deploy/nginx/configure.sh' --name localhost --listen 127.0.0.1:{} --upstream 127.0.0.1:{} {}"
                    " --log {}/access.log > {}/frostkeep.conf",
                    FROSTKEEP_SOURCE_DIR, port_, upstream, tls == Tls::on ? names : "--without-tls", folder_, folder_));
    std::ofstream(folder_ + "/nginx.conf")
        << (::geteuid() == 0 ? "user root;\n" : "") << "daemon off; worker_processes 2; pid pid; error_log error.log;\n"
        << "events { worker_connections 2048; }\nhttp {\n"
        << "client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path "
           "s;\n"
        << "include frostkeep.conf;\n}\n";
    process_ = ::fork();
    if (process_ == 0) {
      ::execlp("nginx", "nginx", "-e", "error.log", "-p", folder_.c_str(), "-c", "nginx.conf", nullptr);
      ::_exit(127);
    }
    wait_until_it_listens();
  }
  ~Nginx() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
    std::filesystem::remove_all(folder_);
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;

  std::uint16_t port() const { return port_; }
  const std::string& folder() const { return folder_; }

 private:
  static void run(const std::string& command) {
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
  }
  void make_certificate() const {
    run(
        fmt::format("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
                    " -addext subjectAltName=DNS:localhost -keyout {}/key.pem -out {}/certificate.pem 2>/dev/null",
                    folder_, folder_));
  }
  static std::uint16_t a_free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
  }
  void wait_until_it_listens() const {
    for (int attempt = 0; attempt < 200; ++attempt) {
      try {
        RawConnection connection(port_);
        return;
      } catch (const std::runtime_error&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    }
    throw std::runtime_error("nginx doesn't listen (Debian package nginx-light)");
  }

  const std::uint16_t port_;
  std::string folder_;
  pid_t process_ = 0;
};

}  // namespace frostkeep::tests
