// Writes every example of every shipped template, in both languages and all resolutions, as ZPL and as PNG, and an
// index of what should be read from them: `label_samples FOLDER`. For the peers of this folder.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "labels/label.hpp"
#include "labels/png.hpp"
#include "labels/zpl.hpp"

namespace {

using namespace frostkeep::labels;

void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) throw std::runtime_error("can't write " + path.string());
}

nlohmann::json sample(const std::filesystem::path& folder, const std::string& name, const Label& label) {
  write_file(folder / (name + ".zpl"), to_zpl(label, 1));
  write_file(folder / (name + ".png"), to_png(label));
  auto symbols = nlohmann::json::array();
  for (const auto& symbol : label.symbols) {
    symbols.push_back({{"symbology", to_text(symbol.symbology)}, {"text", symbol.text}});
  }
  return {{"name", name},
          {"width", label.picture.width()},
          {"height", label.picture.height()},
          {"dots_per_mm", label.dots_per_mm},
          {"symbols", symbols}};
}

void write_samples(const std::filesystem::path& folder) {
  auto index = nlohmann::json::array();
  for (const auto& label_template : list_templates()) {
    for (std::size_t i = 0; i < label_template.examples.size(); ++i) {
      for (const auto language : {Language::zh_cn, Language::en}) {
        for (const int dpi : {203, 300, 600}) {
          const auto name = label_template.id + "." + std::to_string(i) +
                            (language == Language::zh_cn ? ".zh-CN." : ".en.") + std::to_string(dpi);
          index.push_back(sample(folder, name, compose(label_template, label_template.example(i, language), dpi)));
        }
      }
    }
  }
  write_file(folder / "index.json", index.dump(1));
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: label_samples FOLDER\n", stderr);
    return 64;
  }
  write_samples(words[1]);
  return 0;
}
