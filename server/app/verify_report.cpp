#include "app/verify_report.hpp"

#include <fmt/format.h>

#include <fstream>

#include "app/exit_code.hpp"

namespace frostkeep::app {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

Json head_as_json(const database::LedgerHead& head) {
  Json nodes = Json::array();
  for (const database::LedgerHead::Node& n : head.nodes) {
    nodes.push_back(
        {{"node", n.node}, {"watermark", std::to_string(n.watermark)}, {"entries", n.entries}, {"digest", n.digest}});
  }
  return {{"taken_at", base::to_text(head.taken_at)}, {"nodes", nodes}};
}

Json report_as_json(const database::VerifyReport& report) {
  Json findings = Json::array();
  for (const database::Finding& f : report.findings) {
    Json finding = {{"table", f.table},
                    {"thing", domain::name_of(f.kind)},
                    {"id", std::to_string(f.id)},
                    {"problem", f.problem},
                    {"detail", f.detail}};
    if (f.sequence != 0) finding["sequence"] = f.sequence;
    findings.push_back(std::move(finding));
  }
  return {{"sound", report.findings.empty()},
          {"entries", report.entries},
          {"things", report.things},
          {"rows", report.rows},
          {"looked_again", report.looked_again},
          {"findings", findings},
          {"head", head_as_json(report.head)}};
}

database::LedgerHead read_head(const std::filesystem::path& path) {
  try {
    std::ifstream file(path);
    const Json whole = Json::parse(file);
    const Json& head = whole.contains("head") ? whole.at("head") : whole;
    database::LedgerHead read;
    for (const Json& n : head.at("nodes")) {
      read.nodes.push_back({n.at("node").get<std::uint32_t>(), std::stoull(n.at("watermark").get<std::string>()),
                            n.at("entries").get<std::uint64_t>(), n.at("digest").get<std::string>()});
    }
    read.taken_at = base::parse_timestamp(head.value("taken_at", "")).value_or(base::Timestamp{});
    return read;
  } catch (const std::exception&) {
    throw CommandFailure(ExitCode::could_not_run,
                         fmt::format("{} holds no head as verify --json prints it", path.string()));
  }
}

}  // namespace frostkeep::app
