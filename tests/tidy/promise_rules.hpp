#pragma once
/// Rules that keep two places of the house in step.

#include "tidy/tree.hpp"

namespace frostkeep::tidy {

/// Every code of server/domain/error_code.hpp has its sentences and remedies in schema/reference/refusals.csv, and no
/// sentence is left without a code.
Findings sentence_findings(const Tree& tree);
/// Every code is named in a test, or stands in tests/tidy/untested_codes.txt, which may only shrink: a line of it whose
/// code is tested or unknown is a finding.
Findings untested_code_findings(const Tree& tree);
/// Every .cpp stands in a CMakeLists.txt, and none of these gathers sources by pattern.
Findings target_findings(const Tree& tree);
/// Every template of labels/templates has a golden file for each language under tests/.
Findings golden_findings(const Tree& tree);
/// The catalogues of web/src/i18n have the same keys, with the same placeholders.
Findings catalogue_findings(const Tree& tree);

}  // namespace frostkeep::tidy
