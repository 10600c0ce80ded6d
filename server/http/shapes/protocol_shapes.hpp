#pragma once
/// Bodies of collection protocols; the shipped ones of schema/reference/protocols are written in the same shape.

#include "domain/protocol.hpp"
#include "http/shapes/common_shapes.hpp"

namespace frostkeep::http {

struct PlannedTubeBody {
  std::string role;
  std::string material;
  std::string container;
  std::optional<std::string> amount;
  int count = 1;
  std::vector<PlannedTubeBody> children;
};
extern const Shape<PlannedTubeBody> kPlannedTubeBody;

struct PlannedEventBody {
  std::string code;
  std::string name_zh;
  std::string name_en;
  std::string kind;
  int after_months = 0;
  std::vector<PlannedTubeBody> tubes;
};
extern const Shape<PlannedEventBody> kPlannedEventBody;

struct ProtocolBody {
  std::optional<domain::ProtocolId> id;
  std::optional<domain::StudyId> study_id;
  std::string code;
  int version = 1;
  std::string name_zh;
  std::string name_en;
  std::optional<std::string> source;
  std::optional<bool> retired;
  std::vector<PlannedEventBody> events;
};
extern const Shape<ProtocolBody> kProtocolBody;

struct ProtocolsBody {
  std::vector<ProtocolBody> items;
};
extern const Shape<ProtocolsBody> kProtocolsBody;

/// A protocol of one's own, or the code of a shipped one.
struct ProtocolOrderBody {
  domain::StudyId study_id;
  std::optional<std::string> shipped;
  std::optional<ProtocolBody> protocol;
};
extern const Shape<ProtocolOrderBody> kProtocolOrderBody;

ProtocolBody body_of(const database::StoredProtocol& protocol);
/// Reads amounts and kinds; Refused(field_malformed {pointer}) for what can't be read.
domain::Protocol protocol_of(const ProtocolBody& body);
/// The protocols that come with the program, in order of code.
const std::vector<ProtocolBody>& shipped_protocols();

}  // namespace frostkeep::http
