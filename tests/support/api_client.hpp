#pragma once
/// A browser's part of the conversation, without the browser: signs in, keeps cookie and CSRF token, sends JSON.

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>

#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace frostkeep::tests {

struct ApiAnswer {
  int status = 0;
  std::string text;
  std::map<std::string, std::string> headers;
  nlohmann::json json() const { return nlohmann::json::parse(text); }
};

/// One workstation. Throws Poco::Exception when the server is away. One thread at a time.
class ApiClient {
 public:
  explicit ApiClient(std::uint16_t port) : session_(std::make_unique<Poco::Net::HTTPClientSession>("127.0.0.1", port)) {
    session_->setKeepAlive(true);
    session_->setTimeout(Poco::Timespan(20, 0));
  }

  bool sign_in(const std::string& user, const std::string& password) {
    cookie_.clear();
    const ApiAnswer answer =
        send("POST", "/api/v1/sessions", nlohmann::json{{"user_name", user}, {"password", password}}.dump());
    if (answer.status != 201) return false;
    csrf_ = answer.json().at("csrf_token");
    const std::string& set = answer.headers.at("set-cookie");
    cookie_ = set.substr(0, set.find(';'));
    return true;
  }

  ApiAnswer get(const std::string& path) { return send("GET", path, ""); }

  /// A write; `key` is the Idempotency-Key.
  ApiAnswer send(const std::string& method, const std::string& path, const std::string& body,
                 const std::string& key = "", const std::map<std::string, std::string>& more = {}) {
    try {
      return exchange(method, path, body, key, more);
    } catch (...) {
      session_->reset();
      throw;
    }
  }

 private:
  ApiAnswer exchange(const std::string& method, const std::string& path, const std::string& body,
                     const std::string& key, const std::map<std::string, std::string>& more) {
    Poco::Net::HTTPRequest request(method, path, "HTTP/1.1");
    if (!cookie_.empty()) request.set("Cookie", cookie_);
    if (!csrf_.empty()) request.set("X-CSRF-Token", csrf_);
    if (!key.empty()) request.set("Idempotency-Key", key);
    for (const auto& [name, value] : more) request.set(name, value);
    if (!body.empty() && more.count("Content-Type") == 0) request.setContentType("application/json");
    if (method != "GET") request.setContentLength64(static_cast<Poco::Int64>(body.size()));
    session_->sendRequest(request) << body << std::flush;
    Poco::Net::HTTPResponse response;
    ApiAnswer answer;
    Poco::StreamCopier::copyToString(session_->receiveResponse(response), answer.text);
    answer.status = response.getStatus();
    for (const auto& [name, value] : response) {
      std::string lower = name;
      for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      answer.headers[lower] = value;
    }
    return answer;
  }

  std::unique_ptr<Poco::Net::HTTPClientSession> session_;
  std::string cookie_;
  std::string csrf_;
};

}  // namespace frostkeep::tests
