#include "documents/docx_template.hpp"

#include <algorithm>
#include <memory>

#include "documents/docx_filler.hpp"
#include "documents/docx_marks.hpp"
#include "documents/docx_package.hpp"
#include "documents/docx_pieces.hpp"
#include "documents/docx_template_problems.hpp"

namespace xanh {
namespace {

using namespace docx;

/// A part of the template with its marks understood.
struct ReadPart {
  TextPart part;
  std::unique_ptr<MarkedPart> marked;  // pieces point into it
  std::vector<docx::Piece> pieces;
};

std::vector<ReadPart> read_parts(const WordFile& word, const std::string& file, Problems& problems) {
  std::vector<ReadPart> out;
  for (const TextPart& part : word.parts) {
    ReadPart read{part, std::make_unique<MarkedPart>(), {}};
    read.marked->name = part.name;
    if (!parse_part(*word.package.part(part.name), file, part.name, read.marked->xml, problems)) continue;
    find_marks(*read.marked, file, problems);
    if (read.marked->marks.empty()) continue;
    read.pieces = pieces_of(*read.marked, problems);
    out.push_back(std::move(read));
  }
  return out;
}

/// A .dotx becomes a document: it would otherwise open as a new, unnamed one.
void make_document(const Package& package, std::map<std::string, std::string>& changed) {
  constexpr std::string_view kTemplate = "wordprocessingml.template.main+xml";
  for (const std::string& name : package.names()) {
    if (package.part(name) != package.part("[Content_Types].xml")) continue;
    std::string types = *package.part(name);
    const size_t at = types.find(kTemplate);
    if (at == std::string::npos) return;
    types.replace(at, kTemplate.size(), "wordprocessingml.document.main+xml");
    changed[name] = std::move(types);
  }
}

}  // namespace

Outcome<std::string> fill_template(const std::string& docx_bytes, const std::string& file, const Node& values,
                                   const std::map<std::string, std::string>& images) {
  Outcome<std::string> out;
  const std::optional<WordFile> word = open_word(docx_bytes, file, out.problems);
  if (!word) return out;
  const std::vector<ReadPart> parts = read_parts(*word, file, out.problems);
  std::map<std::string, std::string> changed;
  Media media(word->package, images);
  for (const ReadPart& part : parts) {
    const auto place_image = [&](const std::string& name, PlacedImage& image) {
      const auto placed = media.place(part.part.name, name);
      if (placed) image = {placed->relationship, placed->width, placed->height};
      return placed.has_value();
    };
    pugi::xml_document filled;
    Filler(values, part.part.kind == TextPart::Kind::body, place_image, out.problems)
        .fill(part.pieces, filled);
    changed[part.part.name] = write_xml(filled);
  }
  if (has_error(out.problems)) return out;
  make_document(word->package, changed);
  media.add_to(changed);

  PackageWriter writer;
  for (const std::string& name : word->package.names()) {
    const auto fresh = changed.find(name);
    writer.add(name, fresh == changed.end() ? *word->package.part(name) : fresh->second);
    if (fresh != changed.end()) changed.erase(fresh);
  }
  for (const auto& [name, bytes] : changed) writer.add(name, bytes);
  out.value = writer.finish();
  return out;
}

Outcome<std::vector<std::string>> template_fields(const std::string& docx_bytes, const std::string& file) {
  Outcome<std::vector<std::string>> out;
  const std::optional<WordFile> word = open_word(docx_bytes, file, out.problems);
  if (!word) return out;
  for (const ReadPart& part : read_parts(*word, file, out.problems))
    collect_fields(part.pieces, "", out.value);
  return out;
}

}  // namespace xanh
