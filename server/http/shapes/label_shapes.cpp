#include "http/shapes/label_shapes.hpp"

#include "http/shapes/print_job_shapes.hpp"

namespace frostkeep::http {
namespace {

/// Empty for a card of no thing.
std::string kind_text(domain::StreamKind kind) {
  return kind == domain::StreamKind::house ? std::string() : std::string(domain::name_of(kind));
}

std::string id_text(std::uint64_t id) { return id == 0 ? std::string() : std::to_string(id); }

/// Percent-encoded for a query (RFC 3986: unreserved characters as they are).
std::string encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  return out;
}

std::string image_path(const services::PreviewOrder& order, const std::string& code) {
  std::string path = "/api/v1/label-images?code=" + encoded(code);
  if (!order.label_template.empty()) path += "&template=" + encoded(order.label_template);
  if (order.printer) path += "&printer_id=" + order.printer.text();
  return path + "&language=" + (order.language == Language::zh_cn ? "zh-CN" : "en");
}

std::vector<NoteBody> notes_body(const std::vector<services::LabelNote>& notes) {
  std::vector<NoteBody> bodies;
  for (const services::LabelNote& note : notes) bodies.push_back({note.code, note.kind, note.text});
  return bodies;
}

}  // namespace

PrinterBody body_of(const services::PrinterView& view) {
  const domain::Printer& p = view.printer;
  PrinterBody body{p.id,  p.version,  p.code,  p.name,            {},       p.address,
                   p.dpi, p.language, p.stock, p.ends_connection, p.retired};
  if (view.site) body.site = ref_of(*view.site);
  return body;
}

services::LabelThings things_of(const LabelThingsBody& body) {
  return {body.codes, body.sample_ids, body.container_ids, body.participant_ids,
          {},         body.children_of, body.planned_tubes_of};
}

domain::Language language_or(const std::optional<LabelLanguage>& wanted, Language otherwise) {
  if (!wanted) return otherwise;
  return *wanted == LabelLanguage::zh_cn ? domain::Language::zh_cn : domain::Language::en;
}

PreviewsBody body_of(const std::vector<services::LabelPreview>& previews, const services::PreviewOrder& order) {
  PreviewsBody body;
  for (const services::LabelPreview& preview : previews) {
    PreviewBody item;
    item.kind = kind_text(preview.subject.kind);
    item.thing_id = id_text(preview.subject.thing);
    item.code = preview.subject.code;
    item.copy = preview.copy;
    item.printed = preview.subject.printed;
    item.width_dots = preview.width_dots;
    item.height_dots = preview.height_dots;
    item.image = image_path(order, item.code);
    for (const services::LabelSymbol& symbol : preview.symbols) item.symbols.push_back({symbol.symbology, symbol.text});
    item.notes = notes_body(preview.notes);
    body.items.push_back(std::move(item));
  }
  return body;
}

services::PrintOrder order_of(const PrintOrderBody& body, Language language) {
  services::PrintOrder order;
  order.printer = body.printer_id.value_or(domain::PrinterId{});
  order.printer_code = body.printer_code.value_or("");
  order.label_template = body.label_template.value_or("");
  order.things = things_of(body.things);
  order.language = language_or(body.language, language);
  return order;
}

PrintJobBody body_of(const services::PrintJobView& view) {
  const database::PrintJob& j = view.job;
  PrintJobBody body;
  body.id = j.id;
  body.version = j.version;
  body.printer = {view.printer.id, view.printer.code, view.printer.name};
  body.state = j.state;
  body.problem = j.problem;
  body.attempts = j.attempts;
  body.label_template = j.label_template;
  body.language = j.language;
  body.dpi = j.dpi;
  body.label_count = j.labels;
  body.asked_by = view.asked_by;
  body.asked_at = j.asked_at;
  body.changed_at = j.changed_at;
  body.reason = j.reason;
  if (j.replaced_by) body.replaced_by = j.replaced_by;
  if (!view.notes.empty()) body.notes = notes_body(view.notes);
  return body;
}

PrintJobBody whole_body_of(const services::PrintJobView& view) {
  PrintJobBody body = body_of(view);
  body.labels.emplace();
  for (const services::PrintedLabel& printed : view.labels) {
    const database::LabelPrint& label = printed.label;
    body.labels->push_back({kind_text(label.kind), id_text(label.thing), label.code, label.part, label.copy_number,
                            printed.is_void});
  }
  return body;
}

}  // namespace frostkeep::http
