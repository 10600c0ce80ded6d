#include "http/shapes/protocol_shapes.hpp"

#include "domain/reference_table.hpp"

namespace frostkeep::http {
namespace {

using domain::ErrorCode;
using domain::Refused;

domain::PlannedTube tube_of(const PlannedTubeBody& body, const std::string& pointer) {
  domain::PlannedTube tube{body.role, body.material, body.container, {}, body.count, {}};
  if (body.amount) {
    auto amount = domain::parse_measure(*body.amount);
    if (!amount) {
      for (domain::Violation& violation : amount.violations) violation.values["pointer"] = pointer + "/amount";
      throw Refused(std::move(amount.violations));
    }
    tube.amount = *amount;
  }
  for (std::size_t i = 0; i < body.children.size(); ++i) {
    tube.children.push_back(tube_of(body.children[i], pointer + "/children/" + std::to_string(i)));
  }
  return tube;
}

PlannedTubeBody body_of(const domain::PlannedTube& tube) {
  PlannedTubeBody body{tube.role, tube.material, tube.container, {}, tube.count, {}};
  if (tube.amount) body.amount = tube.amount->text;
  for (const domain::PlannedTube& child : tube.children) body.children.push_back(body_of(child));
  return body;
}

}  // namespace

// A tube's children are tubes, so the shape names itself; only its address is taken before it is made.
const Shape<PlannedTubeBody> kPlannedTubeBody{
    "PlannedTube",
    {field("role", &PlannedTubeBody::role, max_length(40)),
     field("material", &PlannedTubeBody::material, max_length(8), about("SPREC code.")),
     field("container", &PlannedTubeBody::container, max_length(8), about("SPREC code of the tube.")),
     field("amount", &PlannedTubeBody::amount, max_length(32), about("Of one tube: \"850 uL\".")),
     field("count", &PlannedTubeBody::count, range(1, domain::kMaxTubeCount), defaulted()),
     field("children", &PlannedTubeBody::children, kPlannedTubeBody, defaulted(), about("What is made of it."))}};

const Shape<PlannedEventBody> kPlannedEventBody{
    "PlannedEvent",
    {field("code", &PlannedEventBody::code, max_length(16)),
     field("name_zh", &PlannedEventBody::name_zh, max_length(100)),
     field("name_en", &PlannedEventBody::name_en, max_length(100)),
     field("kind", &PlannedEventBody::kind, max_length(16), about("baseline or follow_up.")),
     field("after_months", &PlannedEventBody::after_months, range(0, 1'200), defaulted()),
     field("tubes", &PlannedEventBody::tubes, kPlannedTubeBody)}};

const Shape<ProtocolBody> kProtocolBody{
    "Protocol",
    {field("id", &ProtocolBody::id), field("study_id", &ProtocolBody::study_id),
     field("code", &ProtocolBody::code, max_length(16)),
     field("version", &ProtocolBody::version, range(1, 10'000), defaulted(), about("Given by the server.")),
     field("name_zh", &ProtocolBody::name_zh, max_length(100)),
     field("name_en", &ProtocolBody::name_en, max_length(100)), field("source", &ProtocolBody::source, max_length(500)),
     field("retired", &ProtocolBody::retired), field("events", &ProtocolBody::events, kPlannedEventBody)}};

const Shape<ProtocolsBody> kProtocolsBody{"Protocols", {field("items", &ProtocolsBody::items, kProtocolBody)}};

const Shape<ProtocolOrderBody> kProtocolOrderBody{"ProtocolOrder",
                                                  {field("study_id", &ProtocolOrderBody::study_id),
                                                   field("shipped", &ProtocolOrderBody::shipped, max_length(16),
                                                         about("Code of a shipped protocol; or send `protocol`.")),
                                                   field("protocol", &ProtocolOrderBody::protocol, kProtocolBody)}};

ProtocolBody body_of(const database::StoredProtocol& stored) {
  const domain::Protocol& p = stored.protocol;
  ProtocolBody body{stored.id, stored.study, p.code, p.version, p.name_zh, p.name_en, p.source, stored.retired, {}};
  for (const domain::PlannedEvent& event : p.events) {
    PlannedEventBody e{event.code, event.name_zh, event.name_en, std::string(to_text(event.kind)), event.after_months,
                       {}};
    for (const domain::PlannedTube& tube : event.tubes) e.tubes.push_back(body_of(tube));
    body.events.push_back(std::move(e));
  }
  return body;
}

domain::Protocol protocol_of(const ProtocolBody& body) {
  domain::Protocol protocol{body.code, body.version, body.name_zh, body.name_en, body.source.value_or(""), {}};
  for (std::size_t i = 0; i < body.events.size(); ++i) {
    const PlannedEventBody& e = body.events[i];
    const std::string pointer = "/protocol/events/" + std::to_string(i);
    const auto kind = domain::parse_event_kind(e.kind);
    if (!kind) {
      throw Refused(
          ErrorCode::field_malformed,
          {{"field", "event"}, {"pointer", pointer + "/kind"}, {"value", e.kind}, {"limit", "baseline, follow_up"}});
    }
    domain::PlannedEvent event{e.code, e.name_zh, e.name_en, *kind, e.after_months, {}};
    for (std::size_t t = 0; t < e.tubes.size(); ++t) {
      event.tubes.push_back(tube_of(e.tubes[t], pointer + "/tubes/" + std::to_string(t)));
    }
    protocol.events.push_back(std::move(event));
  }
  return protocol;
}

const std::vector<ProtocolBody>& shipped_protocols() {
  static const std::vector<ProtocolBody> kAll = [] {
    std::vector<ProtocolBody> all;
    for (const base::EmbeddedFile& file : domain::reference_files()) {
      if (file.name.starts_with("protocols/")) all.push_back(kProtocolBody.parse(file.bytes));
    }
    return all;
  }();
  return kAll;
}

}  // namespace frostkeep::http
