// How a server is set up: one file (YAML), the environment, the options of the command. Of two that say the
// same thing the later counts; what nobody says has its default.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "office/sign_in_use.hpp"
#include "server/server.hpp"

namespace xanh {

inline constexpr const char* kSettingsFile = "/etc/xanh/xanh.yaml";

/// The keys of the file. In the environment XANH_LISTEN, XANH_BODY_LIMIT_MIB, …; as options --listen,
/// --body-limit-mib, ….
struct Settings {
  std::optional<std::string> store;
  std::optional<std::string> listen;
  std::optional<int> threads;
  std::optional<std::string> certificate, key;
  std::optional<bool> behind_proxy;
  std::optional<int> session_idle_minutes, session_hours;
  std::optional<int> head_limit_kib, body_limit_mib, connections;
  std::optional<LogLevel> log;
  std::optional<std::string> site;  ///< https://… of the server as people know it
  std::optional<std::string> smtp_host;
  std::optional<int> smtp_port;
  std::optional<MailSecurity> smtp_security;
  std::optional<std::string> smtp_user, smtp_password, smtp_from, smtp_from_name, smtp_ca, reminders;
  std::optional<std::string> identity_issuer, identity_client, identity_secret;
};
BOOST_DESCRIBE_STRUCT(Settings, (),
                      (store, listen, threads, certificate, key, behind_proxy, session_idle_minutes,
                       session_hours, head_limit_kib, body_limit_mib, connections, log, site, smtp_host,
                       smtp_port, smtp_security, smtp_user, smtp_password, smtp_from, smtp_from_name, smtp_ca,
                       reminders, identity_issuer, identity_client, identity_secret))

/// One setting as it holds, for people to look at. Without a password.
struct SettingLine {
  std::string key, value;
  std::string from;  ///< the file, the variable or the option; empty: the default
};
BOOST_DESCRIBE_STRUCT(SettingLine, (), (key, value, from))

struct SettingsHeld {
  std::string store;
  ServeOptions serve;
  SessionLives sessions;
  std::vector<SettingLine> lines;  ///< in the order of the keys
};

/// What was typed, by key ("body_limit_mib").
using TypedSettings = std::map<std::string, std::string>;

/// The settings of the environment that has them, by the names of their variables; XANH_CONFIG is not among
/// them.
[[nodiscard]] TypedSettings settings_of_environment();
/// Names of all keys.
[[nodiscard]] std::vector<std::string> setting_keys();

/// `file` empty: XANH_CONFIG, else /etc/xanh/xanh.yaml where there is one. Problems with their places, all at
/// once: those of reading, unknown-key with a suggestion, setting-out-of-range, mail-setting, identity-parts.
[[nodiscard]] Outcome<SettingsHeld> read_settings(const std::string& file, const TypedSettings& environment,
                                                  const TypedSettings& options, int threads);

}  // namespace xanh
