// A JSON body goes straight into its struct, event by event: what isn't asked for is never kept, so memory is bounded
// by the shape's own limits and not by the sender.

#include <nlohmann/json.hpp>
#include <set>

#include "base/invariant.hpp"
#include "domain/refusal.hpp"
#include "http/field_errors.hpp"
#include "http/fields.hpp"

namespace frostkeep::http {
namespace {

using domain::ErrorCode;
using nlohmann::json;

/// An object or a list that is open.
struct Frame {
  const AnyShape* shape = nullptr;  // of an object
  const ValueSpec* list = nullptr;  // of a list
  char* target = nullptr;
  const FieldSpec* field = nullptr;  // of an object: whose value comes next
  std::string name = {};             // of an object: the same, as it was sent
  std::size_t count = 0;             // of a list: elements so far
  std::vector<bool> seen = {};
  std::set<std::string> strangers = {};
};

/// Where the value that comes next goes; no spec: nowhere.
struct Slot {
  const ValueSpec* spec = nullptr;
  void* target = nullptr;
};

class Reader : public nlohmann::json_sax<json> {
 public:
  Reader(const AnyShape& shape, void* to) : root_(shape), root_target_(static_cast<char*>(to)) {}

  bool null() override {
    return scalar(
        [](const ValueSpec& spec, void* to) {
          if (spec.type->form != ValueForm::optional) return ReadResult::malformed;
          spec.type->clear(to);
          return ReadResult::ok;
        },
        false);
  }
  bool boolean(bool value) override {
    return scalar([&](const ValueSpec& spec, void* to) {
      return spec.type->read_boolean ? spec.type->read_boolean(value, to) : ReadResult::malformed;
    });
  }
  bool number_integer(std::int64_t value) override {
    return scalar([&](const ValueSpec& spec, void* to) {
      return spec.type->read_integer ? spec.type->read_integer(spec, value, to) : ReadResult::malformed;
    });
  }
  bool number_unsigned(std::uint64_t value) override {
    if (std::in_range<std::int64_t>(value)) return number_integer(static_cast<std::int64_t>(value));
    return scalar([](const ValueSpec& spec, void*) {
      return spec.type->read_integer ? ReadResult::out_of_range : ReadResult::malformed;
    });
  }
  bool number_float(double, const std::string&) override {
    return scalar([](const ValueSpec&, void*) { return ReadResult::malformed; });
  }
  bool string(std::string& value) override {
    return scalar([&](const ValueSpec& spec, void* to) {
      return spec.type->read_text ? spec.type->read_text(spec, value, to) : ReadResult::malformed;
    });
  }
  bool binary(json::binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(ValueForm::object); }
  bool start_array(std::size_t) override { return open(ValueForm::list); }
  bool end_array() override { return close(); }
  bool end_object() override {
    if (skipped_ == 0) {
      const Frame& frame = frames_.back();
      for (std::size_t i = 0; i < frame.seen.size(); ++i) {
        const FieldSpec& f = frame.shape->fields[i];
        if (frame.seen[i] || !f.required) continue;
        FieldPlace missing = place(frames_.size() - 1);
        missing.name = f.name;
        missing.pointer.append("/").append(f.name);
        violations_.push_back(violation_at(ErrorCode::field_missing, missing));
      }
    }
    return close();
  }

  bool key(std::string& name) override {
    if (skipped_ > 0) return going_on();
    Frame& frame = frames_.back();
    frame.name = name;
    frame.field = frame.shape->find(name);
    if (frame.field) {
      auto seen = frame.seen.begin() + (frame.field - frame.shape->fields.data());
      if (*seen) return repeated();
      *seen = true;
      return going_on();
    }
    if (!frame.strangers.insert(name).second) return repeated();
    violations_.push_back(violation_at(ErrorCode::field_unknown, place(frames_.size())));
    return going_on();
  }

  bool parse_error(std::size_t offset, const std::string&, const nlohmann::detail::exception&) override {
    malformed_ = domain::Violation{ErrorCode::malformed_json, {{"offset", std::to_string(offset)}}};
    return false;
  }

  /// After the whole text: what is wrong with it.
  std::vector<domain::Violation> finish(bool read_to_its_end) {
    if (!read_to_its_end && violations_.size() < kMaxViolations && !malformed_) {
      malformed_ = domain::Violation{ErrorCode::malformed_json, {}};
    }
    if (malformed_) return {*malformed_};
    return std::move(violations_);
  }

 private:
  template <typename Read>
  bool scalar(const Read& read, bool look_inside_optional = true) {
    if (++values_ > kMaxJsonValues) return false;
    if (skipped_ > 0) return true;
    if (frames_.empty()) return false;  // a body is an object
    const Slot slot = next_slot();
    if (!slot.spec) return going_on();
    const Slot inner = look_inside_optional ? inside(slot) : slot;
    const ReadResult result = read(*inner.spec, inner.target);
    if (result != ReadResult::ok) accuse(result, *inner.spec);
    return going_on();
  }

  bool open(ValueForm form) {
    if (++values_ > kMaxJsonValues || ++depth_ > kMaxJsonDepth) return false;
    if (skipped_ > 0) return ++skipped_ > 0;
    if (frames_.empty()) {
      if (form != ValueForm::object) return false;
      push_object(root_, root_target_);
      return true;
    }
    const Slot slot = next_slot();
    if (slot.spec) {
      const Slot inner = inside(slot);
      if (inner.spec->type->form == form) {
        char* target = static_cast<char*>(inner.target);
        if (form == ValueForm::object) {
          push_object(*inner.spec->shape, target);
        } else {
          frames_.push_back({.list = inner.spec, .target = target});
        }
        return true;
      }
      accuse(ReadResult::malformed, *inner.spec);
    }
    skipped_ = 1;
    return going_on();
  }

  bool close() {
    --depth_;
    if (skipped_ > 0) {
      --skipped_;
    } else {
      frames_.pop_back();
    }
    return going_on();
  }

  void push_object(const AnyShape& shape, char* target) {
    frames_.push_back({.shape = &shape, .target = target, .seen = std::vector<bool>(shape.fields.size())});
  }

  Slot next_slot() {
    Frame& frame = frames_.back();
    if (frame.shape) {
      if (!frame.field) return {};
      return {&frame.field->spec, frame.target + frame.field->offset};
    }
    const std::size_t limit = frame.list->max_items;
    if (frame.count++ >= limit) {
      if (frame.count == limit + 1) {
        violations_.push_back(violation_of(ReadResult::out_of_range, *frame.list, place(frames_.size() - 1)));
      }
      return {};
    }
    return {frame.list->inner.get(), frame.list->type->open(frame.target)};
  }

  static Slot inside(Slot slot) {
    while (slot.spec->type->form == ValueForm::optional) {
      slot = {slot.spec->inner.get(), slot.spec->type->open(slot.target)};
    }
    return slot;
  }

  /// Where the value stands that the first `depth` frames lead to; the pointer is RFC 6901's.
  FieldPlace place(std::size_t depth) const {
    FieldPlace result;
    for (std::size_t i = 0; i < depth; ++i) {
      result.pointer.push_back('/');
      if (frames_[i].list) {
        result.pointer.append(std::to_string(frames_[i].count - 1));
        if (result.row == 0) result.row = frames_[i].count;
        continue;
      }
      result.name = frames_[i].name.substr(0, 64);
      for (const char c : result.name) {
        if (c == '~' || c == '/') {
          result.pointer.append(c == '~' ? "~0" : "~1");
        } else {
          result.pointer.push_back(c);
        }
      }
    }
    return result;
  }

  void accuse(ReadResult result, const ValueSpec& spec) {
    violations_.push_back(violation_of(result, spec, place(frames_.size())));
  }
  bool repeated() {
    malformed_ = domain::Violation{ErrorCode::malformed_json, {{"pointer", place(frames_.size()).pointer}}};
    return false;
  }
  bool going_on() const { return violations_.size() < kMaxViolations; }

  const AnyShape& root_;
  char* const root_target_;
  std::vector<Frame> frames_;
  std::vector<domain::Violation> violations_;
  std::optional<domain::Violation> malformed_;
  std::size_t depth_ = 0;
  std::size_t skipped_ = 0;  // open brackets inside a value that goes nowhere
  std::size_t values_ = 0;
};

}  // namespace

void read_json(const AnyShape& shape, std::string_view text, void* to) {
  Reader reader(shape, to);
  const bool whole = json::sax_parse(text.begin(), text.end(), &reader);
  auto violations = reader.finish(whole);
  if (!violations.empty()) throw domain::Refused(std::move(violations));
}

}  // namespace frostkeep::http
