#pragma once
/// The words on labels, by kind of thing.

#include "database/participant_records.hpp"
#include "database/people_records.hpp"
#include "database/print_source_records.hpp"
#include "services/label_things.hpp"

namespace frostkeep::services {

/// `visit` is the visit's name, or empty.
LabelSubject tube_subject(const database::TubeToLabel& tube, const std::string& visit, domain::Language language);
LabelSubject container_subject(const database::ReadTransaction& tx, House& house, const domain::Container& container,
                               domain::Language language);
LabelSubject participant_subject(const database::ReadTransaction& tx, const database::Enrolment& enrolment,
                                 domain::Language language);
LabelSubject badge_subject(const database::ReadTransaction& tx, const database::User& user, domain::Language language);
/// The card of a command (`FK:OK`), as the template's examples have it; nothing if they don't.
std::optional<LabelSubject> command_subject(const labels::LabelTemplate& label_template, const std::string& code,
                                            domain::Language language);

/// Cuts values that are longer than the template's fields take; the last character is then an ellipsis.
void fit_values(const labels::LabelTemplate& label_template, domain::LabelValues& values);

}  // namespace frostkeep::services
