#include "server/settings.hpp"

#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>

#include "exchange/whole_file.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kOutOfRange{"setting-out-of-range",
                                  Severity::error,
                                  "`{key}` nhận từ {least} đến {most}, đang là {value}",
                                  "`{key}` takes {least} to {most}, and is {value}",
                                  "sửa giá trị",
                                  "mend the value"};

constexpr ProblemKind kIdentityParts{"identity-parts",
                                     Severity::error,
                                     "đăng nhập chung còn thiếu: {keys}",
                                     "the identity provider lacks: {keys}",
                                     "thêm phần còn thiếu, hoặc bỏ các khóa identity_…",
                                     "add what is missing, or leave out the keys identity_…"};

/// Where one key is said: a layer of settings and the name it has there.
struct Layer {
  Settings settings;
  std::map<std::string, std::string> from;  ///< by key
};

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string variable_of(const std::string& key) {
  return "XANH_" + upper(key);
}

std::string option_of(std::string key) {
  std::replace(key.begin(), key.end(), '_', '-');
  return "--" + key;
}

/// Whether the key takes a text, which then may look like a number: a password.
bool takes_text(const std::string& key) {
  bool out = false;
  boost::mp11::mp_for_each<detail::Members<Settings>>([&](auto d) {
    using M = std::remove_cvref_t<decltype(std::declval<Settings>().*d.pointer)>;
    if (key == d.name) out = std::same_as<M, std::optional<std::string>>;
  });
  return out;
}

/// A typed text as YAML would read it, but a text where one is wanted.
Node typed_node(const std::string& key, const std::string& value) {
  if (takes_text(key)) return Node::text(value);
  switch (core_kind(value)) {
    case Node::Kind::number:
      return Node::number(value);
    case Node::Kind::boolean:
      return Node::boolean(value == "true" || value == "True" || value == "TRUE");
    default:
      return Node::text(value);
  }
}

/// What could not be read is not taken for a value.
void drop_unread(Settings& settings, const Problems& problems) {
  boost::mp11::mp_for_each<detail::Members<Settings>>([&](auto d) {
    for (const auto& p : problems)
      if (p.severity == Severity::error && p.place.field == d.name) (settings.*d.pointer).reset();
  });
}

Layer typed_layer(const TypedSettings& typed, std::string (*name)(const std::string&), Problems& problems) {
  Layer out;
  for (const auto& [key, value] : typed) {
    const std::string shown_as = name(key);
    Node one = Node::map();
    one.add(key, typed_node(key, value));
    auto read = from_node<Settings>(one, shown_as);
    drop_unread(read.value, read.problems);
    append(problems, std::move(read.problems));
    boost::mp11::mp_for_each<detail::Members<Settings>>([&](auto d) {
      if (read.value.*d.pointer) {
        out.settings.*d.pointer = read.value.*d.pointer;
        out.from[d.name] = shown_as;
      }
    });
  }
  return out;
}

Layer file_layer(const std::string& given, Problems& problems) {
  Layer out;
  std::string path = given;
  const char* named = std::getenv("XANH_CONFIG");
  if (path.empty() && named) path = named;
  std::error_code error;
  if (path.empty() && std::filesystem::exists(kSettingsFile, error)) path = kSettingsFile;
  if (path.empty()) return out;
  const auto text = read_whole_file(path);
  append(problems, text.problems);
  if (!text.ok()) return out;
  auto tree = read_yaml(text.value, path);
  append(problems, std::move(tree.problems));
  if (!tree.ok() || tree.value.kind == Node::Kind::null) return out;  // only comments: nothing is said
  auto read = from_node<Settings>(tree.value, path);
  drop_unread(read.value, read.problems);
  append(problems, std::move(read.problems));
  out.settings = std::move(read.value);
  for (const auto& member : tree.value.members) out.from[member.first] = path;
  return out;
}

struct Range {
  const char* key;
  std::optional<int> Settings::* value;
  int least, most;
};
constexpr std::array kRanges{Range{"threads", &Settings::threads, 1, 256},
                             Range{"session_idle_minutes", &Settings::session_idle_minutes, 5, 24 * 60},
                             Range{"session_hours", &Settings::session_hours, 1, 7 * 24},
                             Range{"head_limit_kib", &Settings::head_limit_kib, 4, 1024},
                             Range{"body_limit_mib", &Settings::body_limit_mib, 1, 1024},
                             Range{"connections", &Settings::connections, 16, 100000},
                             Range{"smtp_port", &Settings::smtp_port, 1, 65535}};

template <class T>
std::string text_of(const T& value) {
  if constexpr (std::same_as<T, std::string>)
    return value;
  else
    return to_node(value).scalar;
}

ServeOptions serve_of(const Settings& s) {
  ServeOptions out;
  out.listen = *s.listen;
  out.threads = *s.threads;
  out.certificate = s.certificate.value_or("");
  out.key = s.key.value_or("");
  out.behind_proxy = *s.behind_proxy;
  out.head_limit = static_cast<size_t>(*s.head_limit_kib) * 1024;
  out.body_limit = static_cast<size_t>(*s.body_limit_mib) * 1024 * 1024;
  out.connections = *s.connections;
  out.log = *s.log;
  MailOptions& mail = out.mail;
  mail.host = s.smtp_host.value_or("");
  mail.port = s.smtp_port.value_or(0);
  mail.security = *s.smtp_security;
  mail.user = s.smtp_user.value_or("");
  mail.password = s.smtp_password.value_or("");
  mail.from = s.smtp_from.value_or("");
  mail.from_name = *s.smtp_from_name;
  mail.ca_file = s.smtp_ca.value_or("");
  mail.site = s.site.value_or("");
  mail.reminders = s.reminders.value_or("");
  out.site = s.site.value_or("");
  while (out.site.ends_with('/')) out.site.pop_back();
  if (s.identity_issuer)
    out.identity = IdentityProvider{*s.identity_issuer, s.identity_client.value_or(""),
                                    s.identity_secret.value_or(""), out.site + "/sign-in/return"};
  return out;
}

/// All of them or none: an issuer, a client and its secret, and where people are sent back to.
Problems check_identity(const Settings& s) {
  if (!s.identity_issuer && !s.identity_client && !s.identity_secret) return {};
  std::vector<std::string> missing;
  for (const auto& [key, value] : {std::pair{"identity_issuer", &s.identity_issuer},
                                   {"identity_client", &s.identity_client},
                                   {"identity_secret", &s.identity_secret},
                                   {"site", &s.site}})
    if (!*value || (*value)->empty()) missing.emplace_back(key);
  if (missing.empty()) return {};
  return {problem(kIdentityParts, Place{}, {{"keys", join(missing, ", ")}})};
}

Settings defaults(int threads) {
  const ServeOptions serve;
  Settings out;
  out.listen = serve.listen;
  out.threads = threads;
  out.behind_proxy = serve.behind_proxy;
  out.session_idle_minutes = static_cast<int>(std::chrono::minutes{kIdleEnd}.count());
  out.session_hours = static_cast<int>(kAbsoluteEnd.count());
  out.head_limit_kib = static_cast<int>(serve.head_limit / 1024);
  out.body_limit_mib = static_cast<int>(serve.body_limit / (1024 * 1024));
  out.connections = serve.connections;
  out.log = serve.log;
  out.smtp_security = serve.mail.security;
  out.smtp_from_name = serve.mail.from_name;
  return out;
}

}  // namespace

std::vector<std::string> setting_keys() {
  std::vector<std::string> out;
  boost::mp11::mp_for_each<detail::Members<Settings>>([&](auto d) { out.emplace_back(d.name); });
  return out;
}

TypedSettings settings_of_environment() {
  TypedSettings out;
  for (const auto& key : setting_keys())
    if (const char* value = std::getenv(variable_of(key).c_str()); value && *value) out[key] = value;
  return out;
}

Outcome<SettingsHeld> read_settings(const std::string& file, const TypedSettings& environment,
                                    const TypedSettings& options, int threads) {
  Outcome<SettingsHeld> out;
  std::vector<Layer> layers{{defaults(threads), {}}};
  layers.push_back(file_layer(file, out.problems));
  layers.push_back(
      typed_layer(environment, [](const std::string& key) { return variable_of(key); }, out.problems));
  layers.push_back(typed_layer(options, [](const std::string& key) { return option_of(key); }, out.problems));
  Settings held;
  std::map<std::string, std::string> from;
  for (const auto& layer : layers)
    boost::mp11::mp_for_each<detail::Members<Settings>>([&](auto d) {
      if (!(layer.settings.*d.pointer)) return;
      held.*d.pointer = layer.settings.*d.pointer;
      const auto found = layer.from.find(d.name);
      from[d.name] = found == layer.from.end() ? std::string() : found->second;
    });
  for (const auto& range : kRanges) {
    const auto& value = held.*range.value;
    if (value && (*value < range.least || *value > range.most))
      out.problems.push_back(problem(kOutOfRange, {from[range.key], 0, 0, {}, {}, range.key},
                                     {{"key", range.key},
                                      {"least", std::to_string(range.least)},
                                      {"most", std::to_string(range.most)},
                                      {"value", std::to_string(*value)}}));
  }
  boost::mp11::mp_for_each<detail::Members<Settings>>([&](auto d) {
    const auto& value = held.*d.pointer;
    std::string text = value ? text_of(*value) : std::string();
    const std::string_view key = d.name;
    if (key == "store") text = address_to_show(text);
    if (!text.empty() && (key == "smtp_password" || key == "identity_secret")) text = "***";
    out.value.lines.push_back({d.name, std::move(text), from[d.name]});
  });
  out.value.store = held.store.value_or("");
  out.value.serve = serve_of(held);
  append(out.problems, check_mail_options(out.value.serve.mail));
  append(out.problems, check_identity(held));
  out.value.sessions = {std::chrono::minutes{*held.session_idle_minutes},
                        std::chrono::hours{*held.session_hours}};
  return out;
}

}  // namespace xanh
