#include "documents/byte_source.hpp"

#include "documents/bad_document.hpp"

namespace frostkeep::documents {

std::string_view MemorySource::next() {
  const std::string_view piece = rest_.substr(0, kPieceBytes);
  rest_.remove_prefix(piece.size());
  return piece;
}

std::string_view StreamSource::next() {
  buffer_.resize(kPieceBytes);
  stream_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  if (stream_.bad()) throw BadDocument("file_unreadable", {}, "the file can't be read to its end");
  return std::string_view(buffer_).substr(0, static_cast<std::size_t>(stream_.gcount()));
}

void StreamSource::rewind() {
  stream_.clear();
  stream_.seekg(start_);
  if (!stream_) throw BadDocument("file_unreadable", {}, "the file can't be read twice");
}

}  // namespace frostkeep::documents
