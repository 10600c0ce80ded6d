#include "base/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>

#include "base/clock.hpp"
#include "base/text.hpp"

namespace frostkeep::base {
namespace {

std::atomic<LogLevel> lowest_level{LogLevel::info};
std::atomic<LogFormat> line_format{LogFormat::text};

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  return "error";
}

}  // namespace

void configure_log(LogLevel lowest, LogFormat format) {
  lowest_level = lowest;
  line_format = format;
}

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  const bool sound = is_utf8(text);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20 || byte == 0x7F) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else if (byte >= 0x80 && !sound) {
      out.append("\\ufffd");
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void log(LogLevel level, std::string_view event, LogFields fields) {
  if (level < lowest_level.load()) return;
  const std::string time = to_text(SystemClock().now());
  std::string line;
  if (line_format.load() == LogFormat::json) {
    line = fmt::format(R"({{"time":"{}","level":"{}","event":"{}")", time, name_of(level), event);
    for (const auto& [name, value] : fields) {
      fmt::format_to(std::back_inserter(line), ",\"{}\":", name);
      append_json_string(line, value);
    }
    line += "}\n";
  } else {
    line = fmt::format("{} {:7} {}", time, name_of(level), event);
    for (const auto& [name, value] : fields) {
      fmt::format_to(std::back_inserter(line), " {}=", name);
      append_json_string(line, value);
    }
    line += "\n";
  }
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace frostkeep::base
