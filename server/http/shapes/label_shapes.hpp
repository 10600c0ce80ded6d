#pragma once
/// Bodies of printers, labels and print jobs.

#include <optional>

#include "http/shapes/common_shapes.hpp"

namespace frostkeep::http {

using domain::PrintDecision;
using domain::PrintState;

struct PrinterBody {
  domain::PrinterId id;
  std::uint32_t version = 0;
  std::string code;
  std::string name;
  std::optional<SiteRef> site;
  std::string address;
  int dpi = 0;
  std::string language;
  std::string stock;
  bool ends_connection = true;
  bool retired = false;
};
inline const Shape<PrinterBody> kPrinterBody{
    "Printer",
    {field("id", &PrinterBody::id), field("version", &PrinterBody::version),
     field("code", &PrinterBody::code, about("Scanning it chooses the printer.")),
     field("name", &PrinterBody::name, max_length(100)), field("site", &PrinterBody::site, kSiteRef),
     field("address", &PrinterBody::address, max_length(300), about("tcp://host:port, or file.")),
     field("dpi", &PrinterBody::dpi), field("language", &PrinterBody::language),
     field("stock", &PrinterBody::stock, about("The template whose stock is loaded; empty: not told.")),
     field("ends_connection", &PrinterBody::ends_connection,
           about("Whether it ends the connection once it has read a job; false for one that keeps it open.")),
     field("retired", &PrinterBody::retired)}};
PrinterBody body_of(const services::PrinterView& view);

struct PrintersBody {
  std::vector<PrinterBody> items;
};
inline const Shape<PrintersBody> kPrintersBody{"PrinterList", {field("items", &PrintersBody::items, kPrinterBody)}};

struct PrinterOrderBody {
  std::optional<domain::SiteId> site_id;
  std::string name;
  std::string address;
  int dpi = 300;
  std::string stock;
  bool ends_connection = true;
};
inline const Shape<PrinterOrderBody> kPrinterOrderBody{
    "PrinterOrder",
    {field("site_id", &PrinterOrderBody::site_id, about("The asker's site if absent.")),
     field("name", &PrinterOrderBody::name, max_length(100)),
     field("address", &PrinterOrderBody::address, max_length(300)),
     field("dpi", &PrinterOrderBody::dpi, defaulted(), about("203, 300 or 600.")),
     field("stock", &PrinterOrderBody::stock, max_length(40), defaulted()),
     field("ends_connection", &PrinterOrderBody::ends_connection, defaulted())}};

struct PrinterEditBody {
  std::optional<std::string> name;
  std::optional<std::string> address;
  std::optional<int> dpi;
  std::optional<std::string> stock;
  std::optional<bool> ends_connection;
  std::optional<bool> retired;
};
inline const Shape<PrinterEditBody> kPrinterEditBody{
    "PrinterEdit",
    {field("name", &PrinterEditBody::name, max_length(100)),
     field("address", &PrinterEditBody::address, max_length(300)), field("dpi", &PrinterEditBody::dpi),
     field("stock", &PrinterEditBody::stock, max_length(40)),
     field("ends_connection", &PrinterEditBody::ends_connection), field("retired", &PrinterEditBody::retired)}};

struct TemplateBody {
  std::string id;
  int version = 0;
  std::string purpose;
  std::string title_zh;
  std::string title_en;
  int width_um = 0;
  int height_um = 0;
};
inline const Shape<TemplateBody> kTemplateBody{
    "LabelTemplate",
    {field("id", &TemplateBody::id), field("version", &TemplateBody::version),
     field("purpose", &TemplateBody::purpose,
           about("cryovial, cap and tube for tubes; box for containers; participant_card; badge; command_card.")),
     field("title_zh", &TemplateBody::title_zh), field("title_en", &TemplateBody::title_en),
     field("width_um", &TemplateBody::width_um, about("In micrometres.")),
     field("height_um", &TemplateBody::height_um)}};
struct TemplatesBody {
  std::vector<TemplateBody> items;
};
inline const Shape<TemplatesBody> kTemplatesBody{"LabelTemplateList",
                                                 {field("items", &TemplatesBody::items, kTemplateBody)}};

/// Things to make labels for, together one list.
struct LabelThingsBody {
  std::vector<std::string> codes;
  std::vector<domain::SampleId> sample_ids;
  std::vector<domain::ContainerId> container_ids;
  std::vector<domain::ParticipantId> participant_ids;
  std::vector<domain::SampleId> children_of;
  std::vector<domain::EventId> planned_tubes_of;
};
inline const Shape<LabelThingsBody> kLabelThingsBody{
    "LabelThings",
    {field("codes", &LabelThingsBody::codes, max_length(64), max_items(domain::kMaxLabels), defaulted(),
           about("Tubes, containers, participant cards or commands, as scanned.")),
     field("sample_ids", &LabelThingsBody::sample_ids, max_items(domain::kMaxLabels), defaulted()),
     field("container_ids", &LabelThingsBody::container_ids, max_items(domain::kMaxLabels), defaulted()),
     field("participant_ids", &LabelThingsBody::participant_ids, max_items(domain::kMaxLabels), defaulted()),
     field("children_of", &LabelThingsBody::children_of, max_items(domain::kMaxLabels), defaulted(),
           about("Those children of these tubes that have no label yet.")),
     field("planned_tubes_of", &LabelThingsBody::planned_tubes_of, max_items(domain::kMaxLabels), defaulted(),
           about("Those tubes to be drawn at these visits that have no label yet."))}};
services::LabelThings things_of(const LabelThingsBody& body);

/// The language of what is printed.
enum class LabelLanguage { zh_cn, en };
inline std::string_view name_of(LabelLanguage language) { return language == LabelLanguage::zh_cn ? "zh-CN" : "en"; }
domain::Language language_or(const std::optional<LabelLanguage>& wanted, Language otherwise);

struct PreviewOrderBody {
  std::optional<std::string> label_template;
  std::optional<domain::PrinterId> printer_id;
  LabelThingsBody things;
  std::optional<LabelLanguage> language;
};
inline const Shape<PreviewOrderBody> kPreviewOrderBody{
    "LabelPreviewOrder",
    {field("template", &PreviewOrderBody::label_template, max_length(40)),
     field("printer_id", &PreviewOrderBody::printer_id, about("For its stock and resolution.")),
     field("things", &PreviewOrderBody::things, kLabelThingsBody),
     field("language", &PreviewOrderBody::language, one_of({LabelLanguage::zh_cn, LabelLanguage::en}))}};

struct SymbolBody {
  std::string symbology;
  std::string text;
};
inline const Shape<SymbolBody> kSymbolBody{
    "LabelSymbol", {field("symbology", &SymbolBody::symbology), field("text", &SymbolBody::text)}};
struct NoteBody {
  std::string code;
  std::string kind;
  std::string text;
};
inline const Shape<NoteBody> kNoteBody{
    "LabelNote",
    {field("code", &NoteBody::code),
     field("kind", &NoteBody::kind, about("shortened, left_out or unknown_characters")),
     field("text", &NoteBody::text)}};

struct PreviewBody {
  std::string kind;
  std::string thing_id;
  std::string code;
  int copy = 1;
  bool printed = false;
  int width_dots = 0;
  int height_dots = 0;
  std::string image;
  std::vector<SymbolBody> symbols;
  std::vector<NoteBody> notes;
};
inline const Shape<PreviewBody> kPreviewBody{
    "LabelPreview",
    {field("kind", &PreviewBody::kind), field("thing_id", &PreviewBody::thing_id), field("code", &PreviewBody::code),
     field("copy", &PreviewBody::copy, about("The number of the print that it would be.")),
     field("printed", &PreviewBody::printed, about("It has its label: one more needs a reason.")),
     field("width_dots", &PreviewBody::width_dots), field("height_dots", &PreviewBody::height_dots),
     field("image", &PreviewBody::image, max_length(1000), about("Where the picture is, as image/png.")),
     field("symbols", &PreviewBody::symbols, kSymbolBody, about("As they were read back.")),
     field("notes", &PreviewBody::notes, kNoteBody)}};
struct PreviewsBody {
  std::vector<PreviewBody> items;
};
inline const Shape<PreviewsBody> kPreviewsBody{"LabelPreviewList",
                                               {field("items", &PreviewsBody::items, kPreviewBody)}};
PreviewsBody body_of(const std::vector<services::LabelPreview>& previews, const services::PreviewOrder& order);

struct ImageQuery {
  std::optional<std::string> label_template;
  std::optional<domain::PrinterId> printer_id;
  std::string code;
  std::optional<LabelLanguage> language;
};
inline const Shape<ImageQuery> kImageQuery{
    "LabelImageQuery",
    {field("template", &ImageQuery::label_template, max_length(40)), field("printer_id", &ImageQuery::printer_id),
     field("code", &ImageQuery::code, max_length(64)),
     field("language", &ImageQuery::language, one_of({LabelLanguage::zh_cn, LabelLanguage::en}))}};

struct BadgeQuery {
  std::optional<LabelLanguage> language;
};
inline const Shape<BadgeQuery> kBadgeQuery{
    "BadgeImageQuery",
    {field("language", &BadgeQuery::language, one_of({LabelLanguage::zh_cn, LabelLanguage::en}))}};

struct PrintOrderBody {
  std::optional<domain::PrinterId> printer_id;
  std::optional<std::string> printer_code;
  std::optional<std::string> label_template;
  LabelThingsBody things;
  std::optional<LabelLanguage> language;
  std::optional<std::string> reason;
};
inline const Shape<PrintOrderBody> kPrintOrderBody{
    "PrintOrder",
    {field("printer_id", &PrintOrderBody::printer_id),
     field("printer_code", &PrintOrderBody::printer_code, max_length(64), about("As scanned, instead of its id.")),
     field("template", &PrintOrderBody::label_template, max_length(40), about("The printer's stock if absent.")),
     field("things", &PrintOrderBody::things, kLabelThingsBody),
     field("language", &PrintOrderBody::language, one_of({LabelLanguage::zh_cn, LabelLanguage::en})),
     field("reason", &PrintOrderBody::reason, max_length(500), about("Needed where a label was printed already."))}};
services::PrintOrder order_of(const PrintOrderBody& body, Language language);

struct BadgeOrderBody {
  std::optional<domain::PrinterId> printer_id;
  std::optional<std::string> printer_code;
  std::optional<LabelLanguage> language;
  std::optional<std::string> reason;
};
inline const Shape<BadgeOrderBody> kBadgeOrderBody{
    "BadgeOrder",
    {field("printer_id", &BadgeOrderBody::printer_id),
     field("printer_code", &BadgeOrderBody::printer_code, max_length(64)),
     field("language", &BadgeOrderBody::language, one_of({LabelLanguage::zh_cn, LabelLanguage::en})),
     field("reason", &BadgeOrderBody::reason, max_length(500))}};

}  // namespace frostkeep::http
