#include "app/label_command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "app/printer_settings.hpp"
#include "labels/label.hpp"
#include "labels/png.hpp"
#include "labels/printer_place.hpp"
#include "labels/printer_tcp.hpp"
#include "labels/zpl.hpp"

namespace frostkeep::app {
namespace {

struct LabelArguments {
  bool list = false;
  bool example = false;
  std::string label_template;
  std::string code;
  std::vector<std::string> values;  ///< name=value
  std::string language = "zh-CN";
  int dpi = 300;
  int copy = 1;
  std::string png;
  std::string zpl;
  std::string printer;
};

/// The person at the command line may reach what the machine may; a port that is no printer's is refused still.
constexpr std::string_view kEverywhere = "0.0.0.0/0, ::/0, 127.0.0.0/8, ::1/128";

void list_templates() {
  for (const labels::LabelTemplate& t : labels::list_templates()) {
    fmt::print("{:26} {:5.1f} × {:4.1f} mm  {} · {}\n", t.id, t.width_um / 1000.0, t.height_um / 1000.0,
               t.title.zh_cn, t.title.en);
    for (const labels::Field& field : t.fields) {
      fmt::print("    {:14} up to {} characters{}\n", field.name, field.max_characters,
                 field.required ? ", needed" : "");
    }
  }
}

void write_file(const std::string& path, const std::string& bytes) {
  if (path == "-") {
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    return;
  }
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) throw CommandFailure(ExitCode::could_not_run, fmt::format("can't write {}", path));
}

/// What stands in a needed field that nobody told: an invented word might be believed.
constexpr const char* kUntold = "—";

/// What was told; for the rest the words of a command card's own example, or invented ones if they are asked for.
labels::LabelData data_of(const LabelArguments& told, const labels::LabelTemplate& label_template) {
  labels::LabelData data;
  data.language = told.language == "en" ? labels::Language::en : labels::Language::zh_cn;
  data.copy = told.copy;
  for (const labels::Field& field : label_template.fields) {
    if (field.required) data.values[field.name] = kUntold;
  }
  for (std::size_t i = 0; i < label_template.examples.size(); ++i) {
    auto example = label_template.example(i, data.language);
    const bool is_its_card = label_template.purpose == "command_card" && example.values["code"] == told.code;
    if (is_its_card || (told.example && i == 0)) data.values = std::move(example.values);
  }
  for (const std::string& value : told.values) {
    const auto equals = value.find('=');
    const std::string name = value.substr(0, equals);
    if (equals == std::string::npos || label_template.find_field(name) == nullptr) {
      throw CommandFailure(ExitCode::usage, fmt::format("--set {}: NAME=VALUE with a field of the template", value));
    }
    data.values[name] = value.substr(equals + 1);
  }
  data.values["code"] = told.code;
  return data;
}

ExitCode send(const std::string& address, const std::string& bytes) {
  const auto place = labels::parse_tcp_place(address);
  if (!place) {
    throw CommandFailure(ExitCode::usage, fmt::format("{}: an address is tcp://host or tcp://host:port", address));
  }
  const labels::PrinterSubnets everywhere = printer_subnets(kEverywhere);
  labels::TcpPrinter printer(everywhere, {place->host, place->port});
  const auto result = printer.send({fmt::format("label-{}", ::getpid()), bytes});
  if (result.outcome == labels::SendOutcome::sent) return ExitCode::done;
  fmt::print(stderr, "frostkeep: {}: {}\n", to_text(result.problem),
             result.outcome == labels::SendOutcome::unknown ? "look at the printer whether a label came out"
                                                            : "nothing was printed");
  return ExitCode::could_not_run;
}

ExitCode run(const LabelArguments& told) {
  if (told.list) {
    list_templates();
    return ExitCode::done;
  }
  if (told.label_template.empty() || told.code.empty()) {
    throw CommandFailure(ExitCode::usage, "--template and --code are needed; --list shows the templates");
  }
  const labels::LabelTemplate* label_template = labels::find_template(told.label_template);
  if (label_template == nullptr) {
    throw CommandFailure(ExitCode::could_not_run, fmt::format("there is no template {}", told.label_template));
  }
  try {
    const labels::Label label = labels::compose(*label_template, data_of(told, *label_template), told.dpi);
    if (!told.png.empty()) write_file(told.png, labels::to_png(label));
    if (!told.zpl.empty()) write_file(told.zpl, labels::to_zpl(label, 1));
    if (told.png.empty() && told.zpl.empty() && told.printer.empty()) write_file("-", labels::to_zpl(label, 1));
    for (const auto& symbol : label.symbols) {
      fmt::print(stderr, "{} {} read back\n", labels::to_text(symbol.symbology), symbol.text);
    }
    return told.printer.empty() ? ExitCode::done : send(told.printer, labels::to_zpl(label, 1));
  } catch (const labels::LabelRefused& refused) {
    fmt::print(stderr, "frostkeep: {}\n", refused.what());
    return ExitCode::findings;
  }
}

}  // namespace

Action attach_label(CLI::App& command) {
  const auto told = std::make_shared<LabelArguments>();
  command.add_flag("--list", told->list, "the templates with their fields");
  command.add_option("--template", told->label_template, "id of a template");
  command.add_option("--code", told->code, "what the bar codes say");
  command.add_option("--set", told->values, "NAME=VALUE, a field of the template; may be repeated");
  command.add_flag("--example", told->example, "invented words in the fields that --set doesn't tell");
  command.add_option("--language", told->language, "zh-CN or en [zh-CN]")->check(CLI::IsMember({"zh-CN", "en"}));
  command.add_option("--dpi", told->dpi, "203, 300 or 600 [300]")->check(CLI::IsMember({203, 300, 600}));
  command.add_option("--copy", told->copy, "number of the print [1]")->check(CLI::Range(1, 999));
  command.add_option("--png", told->png, "file for the picture; - for stdout");
  command.add_option("--zpl", told->zpl, "file for the printer's commands; - for stdout");
  command.add_option("--printer", told->printer, "tcp://host[:port] to send it to");
  return [told] { return run(*told); };
}

}  // namespace frostkeep::app
