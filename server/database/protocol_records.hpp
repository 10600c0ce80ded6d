#pragma once
/// SQL for collection protocols. A version is never edited: a changed plan is the next version.

#include <optional>
#include <vector>

#include "database/things.hpp"
#include "domain/protocol.hpp"

namespace frostkeep::database {

struct StoredProtocol {
  domain::ProtocolId id;
  std::uint32_t version = 0;  ///< of the row; the protocol has its own
  domain::StudyId study;
  domain::Protocol protocol;
  bool retired = false;
};

/// Refused(name_taken) if the study has this version of that code.
void insert_protocol(WriteTransaction& tx, const StoredProtocol& protocol);
std::optional<StoredProtocol> find_protocol(const ReadTransaction& tx, domain::ProtocolId id);
/// A study's protocols, the newest version first.
std::vector<StoredProtocol> read_protocols(const ReadTransaction& tx, domain::StudyId study);
/// The highest version of a code; 0 if there is none.
int last_version(const ReadTransaction& tx, domain::StudyId study, const std::string& code);

}  // namespace frostkeep::database
