#pragma once
/// The id types of all things.

#include "base/typed_id.hpp"

namespace frostkeep::domain {

#define FROSTKEEP_ID(name) using name = base::TypedId<struct name##Tag>
FROSTKEEP_ID(SiteId);
FROSTKEEP_ID(StudyId);
FROSTKEEP_ID(UserId);
FROSTKEEP_ID(GrantId);
FROSTKEEP_ID(SessionId);
FROSTKEEP_ID(DeviceId);
FROSTKEEP_ID(RequestId);
FROSTKEEP_ID(EntryId);
FROSTKEEP_ID(ParticipantId);
FROSTKEEP_ID(EnrolmentId);
FROSTKEEP_ID(ConsentId);
FROSTKEEP_ID(ConsentFormId);
FROSTKEEP_ID(ReceptionId);
FROSTKEEP_ID(ProtocolId);
FROSTKEEP_ID(EventId);
FROSTKEEP_ID(SampleId);
FROSTKEEP_ID(ProcessingId);
FROSTKEEP_ID(ContainerTypeId);
FROSTKEEP_ID(ContainerId);
FROSTKEEP_ID(JobId);
FROSTKEEP_ID(ImportId);
FROSTKEEP_ID(PrinterId);
FROSTKEEP_ID(PrintJobId);
#undef FROSTKEEP_ID

}  // namespace frostkeep::domain
