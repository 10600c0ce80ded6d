#include "app/configuration.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "app/exit_code.hpp"
#include "app/printer_settings.hpp"
#include "app/secret_file.hpp"
#include "base/invariant.hpp"
#include "base/text.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;

constexpr char kUsualFile[] = "/etc/frostkeep/frostkeep.toml";
constexpr char kUsualDataFolder[] = "/var/lib/frostkeep";
constexpr std::string_view kPrefix = "FROSTKEEP_";
/// Variables of ours that are no settings.
constexpr std::string_view kOtherVariables[] = {"FROSTKEEP_CONFIG", "FROSTKEEP_REAL_DATA"};
constexpr std::string_view kTestVariables = "FROSTKEEP_TEST_";

std::string variable_of(const Setting& setting) {
  std::string name = std::string(kPrefix) + base::to_upper(setting.name);
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// What is wrong with this text as a value of the setting; empty if nothing.
std::string fault_of(const Setting& setting, std::string_view text) {
  if (setting.kind == SettingKind::integer) {
    const auto number = number_of(text);
    if (!number || *number < setting.least || *number > setting.most)
      return fmt::format("must be a number from {} to {}", setting.least, setting.most);
  }
  if (setting.kind == SettingKind::boolean && text != "true" && text != "false") return "must be true or false";
  if (setting.kind == SettingKind::choice) {
    const auto words = base::split(setting.choices, '|');
    if (std::find(words.begin(), words.end(), text) == words.end())
      return fmt::format("must be one of {}", fmt::join(words, ", "));
  }
  return "";
}

/// A value of the file as text; nothing for a table, a list, a date or a number with a fraction.
std::optional<std::string> text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* yes = node.as_boolean()) return yes->get() ? "true" : "false";
  return std::nullopt;
}

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

}  // namespace

std::map<std::string, std::string> frostkeep_environment() {
  std::map<std::string, std::string> found;
  for (char** entry = ::environ; *entry != nullptr; ++entry) {
    const std::string_view line = *entry;
    const auto equals = line.find('=');
    if (line.starts_with(kPrefix) && equals != std::string_view::npos)
      found.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return found;
}

Configuration::Configuration(const ConfigurationSources& sources) {
  for (const Setting& setting : all_settings()) values_.push_back({&setting, std::string(setting.fallback), "default"});
  std::error_code error;
  set("data_folder", fs::is_directory(kUsualDataFolder, error) ? kUsualDataFolder : "var", "default");
  const auto named = sources.environment.find("FROSTKEEP_CONFIG");
  if (sources.file) {
    read_file(*sources.file);
  } else if (named != sources.environment.end()) {
    read_file(named->second);
  } else if (fs::exists(kUsualFile, error)) {
    read_file(kUsualFile);
  }
  read_environment(sources.environment);
  read_flags(sources.flags);
  judge_together();
}

void Configuration::read_file(const fs::path& path) {
  try {
    const toml::table file = toml::parse_file(path.string());
    const auto take = [&](std::string_view name, const toml::node& node) {
      const std::string origin = fmt::format("file {} line {}", path.string(), node.source().begin.line);
      const auto value = text_of(node);
      if (value) {
        set(name, *value, origin);
      } else {
        problems_.push_back(fmt::format("{}: {} must be a text, a whole number, true or false", origin, name));
      }
    };
    for (const auto& [key, node] : file) {
      if (const auto* table = node.as_table()) {
        for (const auto& [inner, value] : *table) take(fmt::format("{}.{}", key.str(), inner.str()), value);
      } else {
        take(key.str(), node);
      }
    }
  } catch (const toml::parse_error& failure) {
    problems_.push_back(
        fmt::format("file {} line {}: {}", path.string(), failure.source().begin.line, failure.description()));
  }
}

void Configuration::read_environment(const std::map<std::string, std::string>& environment) {
  for (const auto& entry : environment) {
    const auto& [variable, text] = entry;
    if (variable.starts_with(kTestVariables) ||
        std::find(std::begin(kOtherVariables), std::end(kOtherVariables), variable) != std::end(kOtherVariables))
      continue;
    const auto found = std::find_if(values_.begin(), values_.end(),
                                    [&](const SettingValue& v) { return variable_of(*v.setting) == entry.first; });
    const std::string origin = "environment " + variable;
    if (found == values_.end()) {
      problems_.push_back(fmt::format("{}: there is no such setting", origin));
    } else {
      set(found->setting->name, text, origin);
    }
  }
}

void Configuration::read_flags(const std::map<std::string, std::string>& flags) {
  for (const SettingValue& value : values_) {
    const auto found = flags.find(std::string(value.setting->flag));
    if (found != flags.end()) set(value.setting->name, found->second, "flag " + found->first);
  }
}

void Configuration::set(std::string_view name, std::string text, std::string origin) {
  const auto found =
      std::find_if(values_.begin(), values_.end(), [&](const SettingValue& v) { return v.setting->name == name; });
  if (found == values_.end()) {
    problems_.push_back(fmt::format("{}: there is no setting {}", origin, name));
    return;
  }
  const std::string fault = fault_of(*found->setting, text);
  if (!fault.empty()) {
    problems_.push_back(fmt::format("{}: {} = \"{}\" {}", origin, name, text, fault));
    return;
  }
  found->text = std::move(text);
  found->origin = std::move(origin);
}

void Configuration::judge_together() {
  if (!is_loopback(text("server.address")) && !boolean("server.behind_proxy"))
    problems_.push_back(
        fmt::format("server.address = \"{}\" is beyond this machine: put the proxy of deploy/nginx in "
                    "front and set server.behind_proxy",
                    text("server.address")));
  if (!text("database.host").empty() && !text("database.socket").empty())
    problems_.push_back("database.host and database.socket are both set: choose one");
  if (!text("database.host").empty() && !is_loopback(text("database.host")) && text("database.tls_ca").empty())
    problems_.push_back(
        fmt::format("database.host = \"{}\" is another machine: set database.tls_ca, so that the "
                    "connection is encrypted and the server known",
                    text("database.host")));
  if (!uses_private_database(*this)) {
    for (const char* account : {"migrate", "app", "reader"}) {
      const std::string name = fmt::format("database.{}_password_file", account);
      if (text(name).empty()) problems_.push_back(fmt::format("{} is needed for a database that isn't private", name));
    }
  }
  if (!text("server.web_root").empty() && !fs::is_directory(text("server.web_root")))
    problems_.push_back(fmt::format("server.web_root = \"{}\" is no folder", text("server.web_root")));
  try {
    printer_subnets(text("printing.subnets"));
  } catch (const std::invalid_argument& wrong) {
    problems_.push_back(fmt::format("printing.subnets: {}", wrong.what()));
  }
}

const SettingValue& Configuration::value(std::string_view name) const {
  const auto found =
      std::find_if(values_.begin(), values_.end(), [&](const SettingValue& v) { return v.setting->name == name; });
  FROSTKEEP_INVARIANT(found != values_.end());
  return *found;
}

std::int64_t Configuration::integer(std::string_view name) const {
  return number_of(text(name)).value_or(0);
}

fs::path Configuration::data_folder() const {
  return fs::absolute(text("data_folder")).lexically_normal();
}

void Configuration::require_sound() const {
  if (!problems_.empty()) throw CommandFailure(ExitCode::configuration, fmt::format("{}", fmt::join(problems_, "\n")));
}

bool uses_private_database(const Configuration& configuration) {
  return configuration.text("database.host").empty() && configuration.text("database.socket").empty();
}

database::DatabaseAccounts external_accounts(const Configuration& configuration) {
  database::ConnectionSettings place;
  place.socket = configuration.text("database.socket");
  place.host = configuration.text("database.host");
  place.port = static_cast<std::uint16_t>(configuration.integer("database.port"));
  place.schema = configuration.text("database.schema");
  place.tls_ca = configuration.text("database.tls_ca");
  const auto account = [&](const char* name) {
    const fs::path file = configuration.text(fmt::format("database.{}_password_file", name));
    const auto password = read_secret(file);
    if (!password)
      throw CommandFailure(ExitCode::no_permission, fmt::format("{}: there is no such file", file.string()));
    return place.as(configuration.text(fmt::format("database.{}_user", name)), *password);
  };
  database::DatabaseAccounts accounts;
  accounts.migrate = account("migrate");
  accounts.app = account("app");
  accounts.reader = account("reader");
  return accounts;
}

}  // namespace frostkeep::app
