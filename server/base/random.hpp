#pragma once
/// Unpredictable bytes. Two implementations: the system's, and a seeded one for tests and the demo.

#include <cstddef>
#include <cstdint>
#include <string>

namespace frostkeep::base {

class Random {
 public:
  virtual ~Random() = default;
  /// `count` bytes. Safe from any thread for SystemRandom.
  virtual std::string bytes(std::size_t count) = 0;
};

/// The operating system's generator; fit for keys and session tokens.
class SystemRandom final : public Random {
 public:
  std::string bytes(std::size_t count) override;
};

/// Repeatable numbers from a seed (SplitMix64); never for secrets. Not thread-safe.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  std::string bytes(std::size_t count) override;
  std::uint64_t next();
  /// A number in [0, bound); bound > 0.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

 private:
  std::uint64_t state_;
};

}  // namespace frostkeep::base
