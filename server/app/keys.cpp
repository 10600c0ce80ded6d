#include "app/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "app/exit_code.hpp"
#include "app/secret_file.hpp"
#include "base/bytes.hpp"
#include "base/digest.hpp"

namespace frostkeep::app {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::uint32_t kSealingKeyId = 1;
/// A sealed field names its key by number, so the file does too: a later key gets a file of its own.
constexpr char kSealing[] = "sealing-1.key";
constexpr char kBlindIndex[] = "blind-index.key";
constexpr char kPepper[] = "pepper.key";
constexpr char kSigning[] = "signing.key";
constexpr std::array kAll = {kSealing, kBlindIndex, kPepper, kSigning};

std::string read_key(const std::filesystem::path& file) {
  const auto bytes = base::from_hex(read_secret(file).value_or(""));
  if (!bytes || bytes->size() != kKeyBytes)
    throw CommandFailure(
        ExitCode::configuration,
        fmt::format("{}: holds no key ({} hexadecimal digits); bring it back from your copy of the keys", file.string(),
                    2 * kKeyBytes));
  return *bytes;
}

}  // namespace

Keys load_keys(const std::filesystem::path& folder, bool database_is_new) {
  make_secret_folder(folder);
  std::vector<std::string> missing;
  for (const char* name : kAll) {
    if (!read_secret(folder / name)) missing.push_back(name);
  }
  if (!missing.empty() && !database_is_new)
    throw CommandFailure(
        ExitCode::configuration,
        fmt::format("{}: {} missing, and what the database holds can't be read without. Bring the keys "
                    "back from your copy; new ones are made for a new database only",
                    folder.string(), fmt::join(missing, ", ")));
  for (const std::string& name : missing) {
    bool made = false;
    read_or_make_secret(folder / name, kKeyBytes, made);
  }
  // One by one: g++ 12 destroys a member twice when the initialiser of a later one throws within nested braces.
  Keys keys;
  keys.sealing.id = kSealingKeyId;
  keys.sealing.bytes = read_key(folder / kSealing);
  keys.blind_index = read_key(folder / kBlindIndex);
  keys.pepper = read_key(folder / kPepper);
  keys.signing = read_key(folder / kSigning);
  return keys;
}

std::vector<KeyCheck> key_checks(const Keys& keys) {
  const auto check = [](const char* name, const std::string& key) {
    const auto digest = base::hmac_sha256(key, fmt::format("frostkeep key check: {}", name));
    return KeyCheck{name, base::to_hex(base::as_bytes(digest).substr(0, 8))};
  };
  return {check(kSealing, keys.sealing.bytes), check(kBlindIndex, keys.blind_index), check(kPepper, keys.pepper),
          check(kSigning, keys.signing)};
}

std::vector<std::string> key_problems(const std::vector<KeyCheck>& ours, const std::vector<KeyCheck>& remembered) {
  std::vector<std::string> problems;
  for (const KeyCheck& theirs : remembered) {
    const auto found = std::find_if(ours.begin(), ours.end(), [&](const KeyCheck& o) { return o.name == theirs.name; });
    if (found == ours.end()) {
      problems.push_back(fmt::format("{}: the database was written with this key, and it is missing", theirs.name));
    } else if (found->value != theirs.value) {
      problems.push_back(fmt::format("{}: isn't the key that the database was written with", theirs.name));
    }
  }
  return problems;
}

}  // namespace frostkeep::app
