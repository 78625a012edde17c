#include "documents/docx_package.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <tuple>

#include "documents/docx_marks.hpp"
#include "documents/docx_template_problems.hpp"

namespace xanh::docx {
namespace {

constexpr std::string_view kContentTypes = "[Content_Types].xml";
constexpr std::string_view kWordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kImageType =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
constexpr std::string_view kRelationshipsNamespace =
    "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr unsigned kLargestSide = 30000;  // pixels
// A template is text; what is larger was not made by an office.
constexpr PackageLimits kLimits{
    .parts = 2000, .part_bytes = size_t{64} << 20, .total_bytes = size_t{200} << 20, .ratio = 400};

void unsafe(const std::string& file, const std::string& part, std::string_view vi, std::string_view en,
            Problems& problems) {
  problems.push_back(problem(kUnsafe, {file, 0, 0, part, {}, {}}, {{"what_vi", vi}, {"what_en", en}}));
}

bool ends_with_word(std::string_view type, std::string_view word) {
  return type.ends_with("/" + std::string(word));
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::string_view local_name(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Another prefix than the usual one must not hide a relationship.
void examine_relationships(const pugi::xml_document& xml, const std::string& file, const std::string& part,
                           Problems& problems) {
  for (const pugi::xml_node relation : xml.document_element().children()) {
    if (local_name(relation.name()) != "Relationship") continue;
    const std::string_view type = relation.attribute("Type").value();
    const bool external = std::string_view(relation.attribute("TargetMode").value()) == "External";
    if (ends_with_word(type, "vbaProject")) unsafe(file, part, "macro (VBA)", "macros (VBA)", problems);
    if (ends_with_word(type, "attachedTemplate") && external)
      unsafe(file, part, "liên kết tới một tệp mẫu ở nơi khác (attached template)",
             "an attached template elsewhere", problems);
    else if (ends_with_word(type, "oleObject") || ends_with_word(type, "control"))
      unsafe(file, part, "đối tượng nhúng (OLE, ActiveX)", "an embedded object (OLE, ActiveX)", problems);
    else if (external && !ends_with_word(type, "hyperlink"))
      unsafe(file, part, "liên kết tải nội dung từ bên ngoài", "a link that fetches content from outside",
             problems);
  }
}

/// Fields that read other files or start programs when the document is opened or converted.
void examine_fields(pugi::xml_document& xml, const std::string& file, const std::string& part,
                    Problems& problems) {
  struct Walker : pugi::xml_tree_walker {
    std::string code;
    bool for_each(pugi::xml_node& node) override {
      const std::string_view name = local_name(node.name());
      if (name == "instrText") code += node.text().get();
      if (name == "fldSimple")
        for (const pugi::xml_attribute attribute : node.attributes())
          if (local_name(attribute.name()) == "instr") code += " " + std::string(attribute.value()) + " ";
      if (name == "p") code += " ";
      return true;
    }
  } walker;
  xml.root().traverse(walker);
  std::transform(walker.code.begin(), walker.code.end(), walker.code.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  std::istringstream words(walker.code);
  static constexpr std::array<std::string_view, 8> kRefused{
      "DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "LINK", "IMPORT", "MACROBUTTON"};
  for (std::string word; words >> word;)
    if (std::find(kRefused.begin(), kRefused.end(), word) != kRefused.end())
      return unsafe(file, part, "trường " + word + " đọc tệp khác hoặc chạy chương trình",
                    "a " + word + " field, which reads other files or runs programs", problems);
}

std::optional<TextPart::Kind> text_kind(std::string_view type) {
  using Kind = TextPart::Kind;
  if (type.ends_with("wordprocessingml.document.main+xml") ||
      type.ends_with("wordprocessingml.template.main+xml"))
    return Kind::body;
  if (type.ends_with("wordprocessingml.header+xml")) return Kind::header;
  if (type.ends_with("wordprocessingml.footer+xml")) return Kind::footer;
  if (type.ends_with("wordprocessingml.footnotes+xml") || type.ends_with("wordprocessingml.endnotes+xml"))
    return Kind::notes;
  return std::nullopt;
}

void not_word(const std::string& file, std::string_view vi, std::string_view en, Problems& problems) {
  problems.push_back(problem(kNotWord, {file, 0, 0, {}, {}, {}}, {{"why_vi", vi}, {"why_en", en}}));
}

bool has_part(const Package& package, const std::string& name) {
  return package.part(name) != nullptr;
}

/// Part names differ only in more than their case: the name as the package writes it, or as given if it has
/// none.
std::string actual_name(const Package& package, const std::string& name) {
  for (std::string& present : package.names())
    if (lower(present) == lower(name)) return std::move(present);
  return name;
}

}  // namespace

std::optional<WordFile> open_word(const std::string& bytes, const std::string& file, Problems& problems) {
  Outcome<Package> opened = Package::open(bytes, file, kLimits);
  problems.insert(problems.end(), opened.problems.begin(), opened.problems.end());
  if (!opened.ok()) return std::nullopt;
  const size_t before = problems.size();
  WordFile word{std::move(opened.value), {}};
  const std::string* types = word.package.part(std::string(kContentTypes));
  if (!types) {
    not_word(file, "thiếu danh mục nội dung", "it has no content types", problems);
    return std::nullopt;
  }
  for (const std::string& name : word.package.names()) {
    const std::string* part = word.package.part(name);
    const std::string plain = lower(name);
    if (plain.ends_with("vbaproject.bin") || plain.ends_with("vbadata.xml"))
      unsafe(file, name, "macro (VBA)", "macros (VBA)", problems);
    if (!plain.ends_with(".xml") && !plain.ends_with(".rels")) continue;
    pugi::xml_document xml;
    if (!parse_part(*part, file, name, xml, problems)) continue;
    if (plain.ends_with(".rels")) examine_relationships(xml, file, name, problems);
    if (plain.starts_with("word/")) examine_fields(xml, file, name, problems);
  }
  pugi::xml_document content;
  if (!content.load_buffer(types->data(), types->size())) return std::nullopt;  // already among the problems
  for (const pugi::xml_node entry : content.child("Types").children("Override")) {
    const std::string_view type = entry.attribute("ContentType").value();
    std::string name = entry.attribute("PartName").value();
    name = actual_name(word.package, name.starts_with('/') ? name.substr(1) : name);
    if (type.find("macroEnabled") != std::string_view::npos)
      unsafe(file, name, "macro (VBA)", "macros (VBA)", problems);
    const bool known =
        std::any_of(word.parts.begin(), word.parts.end(), [&](const TextPart& p) { return p.name == name; });
    if (const auto kind = text_kind(type); kind && !known && has_part(word.package, name))
      word.parts.push_back({name, *kind});
  }
  std::sort(word.parts.begin(), word.parts.end(), [](const TextPart& a, const TextPart& b) {
    return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
  });
  if (word.parts.empty() || word.parts.front().kind != TextPart::Kind::body) {
    not_word(file, "không có thân văn bản", "it has no body", problems);
  } else {
    pugi::xml_document body;
    const std::string& text = *word.package.part(word.parts.front().name);
    body.load_buffer(text.data(), text.size());
    const pugi::xml_node root = body.document_element();
    if (std::string_view(root.name()) != "w:document" || root.attribute("xmlns:w").value() != kWordNamespace)
      not_word(file, "không ở định dạng Word Document thường (Strict không được hỗ trợ)",
               "it is not in the usual Word format (Strict is not supported)", problems);
  }
  if (problems.size() > before) return std::nullopt;
  return word;
}

std::string write_xml(const pugi::xml_document& xml) {
  struct Writer : pugi::xml_writer {
    std::string out;
    void write(const void* data, size_t size) override { out.append(static_cast<const char*>(data), size); }
  } writer;
  xml.save(writer, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(writer.out);
}

std::string relationships_of(const std::string& part) {
  const size_t slash = part.rfind('/');
  const size_t name = slash == std::string::npos ? 0 : slash + 1;
  return part.substr(0, name) + "_rels/" + part.substr(name) + ".rels";
}

std::optional<std::pair<unsigned, unsigned>> png_size(const std::string& bytes) {
  if (bytes.size() < 33 || bytes.compare(0, 8, "\x89PNG\r\n\x1a\n") != 0 || bytes.compare(12, 4, "IHDR") != 0)
    return std::nullopt;
  const auto number = [&](size_t at) {
    unsigned out = 0;
    for (size_t i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
    return out;
  };
  const unsigned width = number(16);
  const unsigned height = number(20);
  if (width == 0 || height == 0 || width > kLargestSide || height > kLargestSide) return std::nullopt;
  return std::pair{width, height};
}

std::optional<Media::Placed> Media::place(const std::string& part, const std::string& image) {
  const auto bytes = images_.find(image);
  if (bytes == images_.end()) return std::nullopt;
  const auto size = png_size(bytes->second);
  if (!size) return std::nullopt;
  if (!media_.contains(image)) {
    size_t number = media_.size() + 1;
    const auto name = [&] { return "word/media/filled" + std::to_string(number) + ".png"; };
    const auto taken = [&] {
      return has_part(package_, name()) ||
             std::any_of(media_.begin(), media_.end(), [&](const auto& m) { return m.second == name(); });
    };
    while (taken()) ++number;
    media_.emplace(image, name());
  }
  std::map<std::string, std::string>& references = references_[part];
  auto reference = references.find(image);
  if (reference == references.end()) {
    const std::string* present = package_.part(relationships_of(part));
    size_t number = references.size() + 1;
    while (present && present->find("\"rIdFilled" + std::to_string(number) + "\"") != std::string::npos)
      ++number;
    const auto taken = [&](const std::string& id) {
      return std::any_of(references.begin(), references.end(), [&](const auto& r) { return r.second == id; });
    };
    while (taken("rIdFilled" + std::to_string(number))) ++number;
    reference = references.emplace(image, "rIdFilled" + std::to_string(number)).first;
  }
  return Placed{reference->second, size->first, size->second};
}

void Media::add_to(std::map<std::string, std::string>& changed) const {
  if (media_.empty()) return;
  for (const auto& [image, name] : media_) changed[name] = images_.at(image);
  for (const auto& [part, references] : references_) {
    const std::string name = actual_name(package_, relationships_of(part));
    pugi::xml_document xml;
    const std::string* present = package_.part(name);
    if (present)
      xml.load_buffer(present->data(), present->size(), pugi::parse_default | pugi::parse_declaration);
    pugi::xml_node root = xml.child("Relationships");
    if (!root) {
      root = xml.append_child("Relationships");
      root.append_attribute("xmlns").set_value(std::string(kRelationshipsNamespace).c_str());
    }
    for (const auto& [image, id] : references) {
      pugi::xml_node relation = root.append_child("Relationship");
      relation.append_attribute("Id").set_value(id.c_str());
      relation.append_attribute("Type").set_value(std::string(kImageType).c_str());
      relation.append_attribute("Target").set_value(("/" + media_.at(image)).c_str());
    }
    changed[name] = write_xml(xml);
  }
  const std::string types_name = actual_name(package_, std::string(kContentTypes));
  const auto already = changed.find(types_name);
  const std::string types = already != changed.end() ? already->second : *package_.part(types_name);
  pugi::xml_document xml;
  xml.load_buffer(types.data(), types.size(), pugi::parse_default | pugi::parse_declaration);
  pugi::xml_node root = xml.child("Types");
  for (const pugi::xml_node entry : root.children("Default"))
    if (std::string_view(entry.attribute("Extension").value()) == "png") return;
  pugi::xml_node entry = root.prepend_child("Default");
  entry.append_attribute("Extension").set_value("png");
  entry.append_attribute("ContentType").set_value("image/png");
  changed[types_name] = write_xml(xml);
}

}  // namespace xanh::docx
