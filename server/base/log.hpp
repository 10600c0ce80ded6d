#pragma once
/// Structured lines on stderr, as JSON or text. Never personal data: no name, no ID number, no free text of a person.
/// Safe from any thread; a line is written in one call.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace frostkeep::base {

enum class LogLevel { debug, info, warning, error };
enum class LogFormat { text, json };

using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;

/// Sets what is written from now on. The default is info, as text.
void configure_log(LogLevel lowest, LogFormat format);
/// `event` is a fixed word (`request`, `migration_applied`); values are escaped, so a line can't be forged.
void log(LogLevel level, std::string_view event, LogFields fields = {});
/// Appends a JSON string literal, quotes included; invalid UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace frostkeep::base
