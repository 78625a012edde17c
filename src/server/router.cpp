#include "server/router.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/canonical.hpp"
#include "base/describe.hpp"
#include "base/text.hpp"
#include "office/memory.hpp"
#include "office/person_data_use.hpp"
#include "office/whether.hpp"
#include "server/answers.hpp"
#include "server/problem_reply.hpp"
#include "server/web_pages.hpp"

namespace xanh {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const size_t end = std::min(path.find('/'), path.size());
    out.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

/// `{name}` of a pattern takes a whole segment.
bool fits(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& values) {
  const auto wanted = segments_of(pattern), have = segments_of(path);
  if (wanted.size() != have.size()) return false;
  std::map<std::string, std::string> found;
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (have[i].empty()) return false;
      found[std::string(wanted[i].substr(1, wanted[i].size() - 2))] = have[i];
    } else if (wanted[i] != have[i]) {
      return false;
    }
  }
  values = std::move(found);
  return true;
}

/// What stands behind the question mark of a page is for the page itself.
std::string query_that_counts(const HttpRequest& request) {
  return request.path.starts_with("/api/") ? request.query : std::string();
}

std::string key_of(const HttpRequest& request, Language language) {
  return fmt::format("{}\n{}?{}", language == Language::vi ? "vi" : "en", request.path,
                     query_that_counts(request));
}

Problems read_query(const Address& address, const HttpRequest& request,
                    std::map<std::string, std::string>& out) {
  if (address.page) return {};
  const auto values = query_values(request.query);
  if (!values) return {problem(http_problems::kQueryNotRead, Place{})};
  Problems problems;
  std::vector<std::string> known;
  for (const auto& key : address.query) known.push_back(key.name);
  for (const auto& [key, value] : *values) {
    if (key == "lang") continue;  // of every address
    if (std::find(known.begin(), known.end(), key) == known.end() || out.contains(key))
      problems.push_back(problem(http_problems::kQueryUnknown, {{}, 0, 0, {}, {}, key}, {{"key", key}},
                                 nearest(key, known)));
    else
      out[key] = value;
  }
  for (const auto& key : address.query) {
    const Place place{{}, 0, 0, {}, {}, key.name};
    const auto said = out.find(key.name);
    if (said == out.end()) {
      if (key.required) problems.push_back(problem(http_problems::kQueryMissing, place, {{"key", key.name}}));
    } else if (const auto& choices = key.choices;
               !choices.empty() && std::find(choices.begin(), choices.end(), said->second) == choices.end()) {
      problems.push_back(
          problem(http_problems::kQueryChoice, place,
                  {{"key", key.name}, {"value", shown(said->second)}, {"choices", join(choices, ", ")}},
                  nearest(said->second, choices)));
    }
  }
  return problems;
}

/// If-Match: "tag", or If-None-Match: *
Problems read_guard(const HttpRequest& request, std::optional<std::string>& out) {
  const std::string* match = request.header("if-match");
  const std::string* none = request.header("if-none-match");
  if (match) {
    const std::string_view tag = *match;
    if (tag.size() < 3 || !tag.starts_with('"') || !tag.ends_with('"') ||
        tag.substr(1, tag.size() - 2).find_first_of("\",") != std::string_view::npos)
      return {problem(http_problems::kTagNotRead, Place{})};
    out = tag.substr(1, tag.size() - 2);
    return {};
  }
  if (none && *none == "*") return {};
  return {problem(http_problems::kUnguarded, Place{})};
}

/// In lower case, without a charset behind it.
std::string media_type_of(const HttpRequest& request) {
  const std::string* given = request.header("content-type");
  if (!given) return {};
  std::string out = given->substr(0, given->find(';'));
  while (out.ends_with(' ')) out.pop_back();
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_json(std::string_view media_type) {
  return media_type == "application/json" || media_type == "application/merge-patch+json";
}

std::vector<std::string> media_types_of(const Address& address) {
  std::vector<std::string> out = address.takes_files;
  if (address.takes) out.insert(out.begin(), "application/json");
  return out;
}

/// A kind of file as people call it.
std::string called(const std::string& media_type) {
  static const std::map<std::string, std::string> kNames{
      {kXlsx, "Excel (.xlsx)"},     {kDocx, "Word (.docx)"}, {kPdf, "PDF (.pdf)"},
      {"application/json", "JSON"}, {"image/jpeg", "JPEG"},  {"image/png", "PNG"},
      {"image/webp", "WebP"},       {"text/csv", "CSV"},     {"text/plain", "text (.txt)"}};
  const auto found = kNames.find(media_type);
  return found == kNames.end() ? shown(media_type) : found->second;
}

std::string choices_of(const Address& address) {
  std::vector<std::string> out;
  for (const auto& kind : media_types_of(address)) out.push_back(called(kind));
  return join(out, ", ");
}

/// Whether the address takes a body of that kind.
bool takes(const Address& address, std::string_view media_type) {
  if (address.takes && is_json(media_type)) return true;
  const auto& files = address.takes_files;
  return std::find(files.begin(), files.end(), media_type) != files.end();
}

/// Content-Disposition of a file to be saved under its name, which may hold any letter (RFC 6266).
std::string saved_as(const std::string& name) {
  std::string plain, whole;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool safe = (std::isalnum(byte) != 0 && byte < 0x80) || c == '-' || c == '.' || c == '_';
    plain += safe ? c : '_';
    whole += safe ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  const std::string out = fmt::format("attachment; filename=\"{}\"", plain);
  return plain == name ? out : out + "; filename*=UTF-8''" + whole;
}

HttpReply page_reply(const Answer& answer) {
  HttpReply out = http_reply(answer.status, answer.media_type, answer.bytes);
  out.headers.emplace_back("Cache-Control", "public, no-cache");
  out.headers.emplace_back("ETag", fmt::format("\"{}\"", sha256(answer.bytes).substr(0, 32)));
  for (auto& header : page_headers()) out.headers.push_back(std::move(header));
  return out;
}

HttpReply file_reply(const Answer& answer) {
  HttpReply out;
  out.status = answer.status;
  out.headers = {{"Content-Type", answer.media_type}, {"Cache-Control", "no-store"}};
  if (!answer.file_name.empty()) out.headers.emplace_back("Content-Disposition", saved_as(answer.file_name));
  if (!answer.tag.empty()) out.headers.emplace_back("ETag", fmt::format("\"{}\"", answer.tag));
  if (answer.stream) {
    out.stream = answer.stream;
    out.headers.emplace_back("X-Accel-Buffering", "no");  // a proxy before us passes each piece on at once
    return out;
  }
  out.body = std::make_shared<const std::string>(answer.bytes);
  return out;
}

HttpReply json_reply(const Answer& answer, const HttpRequest& request, Language language, bool open) {
  HttpReply out;
  out.status = answer.status;
  Node body = answer.body;
  if (!answer.problems.empty()) body.add("problems", to_node(answer.problems));  // warnings
  auto text = std::make_shared<std::string>(write_json_line(body));
  *text += '\n';
  const bool seen = request.method == "GET";
  out.headers = {{"Content-Type", "application/json"},
                 {"Content-Language", language == Language::vi ? "vi" : "en"},
                 {"Cache-Control", !seen  ? "no-store"
                                   : open ? "public, no-cache"
                                          : "private, no-cache"}};
  if (!answer.tag.empty())
    out.headers.emplace_back("ETag", fmt::format("\"{}\"", answer.tag));
  else if (seen)
    out.headers.emplace_back("ETag", fmt::format("\"{}\"", sha256(*text).substr(0, 32)));
  if (!answer.cookie.empty()) out.headers.emplace_back("Set-Cookie", answer.cookie);
  out.body = std::move(text);
  return out;
}

/// Whether a reply is kept for the next who asks: that of the address itself, not of all that can be asked of
/// it behind the question mark, with which one visitor could push out what many want.
bool asked_plainly(const HttpRequest& request) {
  const std::string query = query_that_counts(request);
  return query.empty() || query == "lang=vi" || query == "lang=en";
}

/// All that says what is asked; who asks is the business of the key.
std::string digest_of_request(const HttpRequest& request) {
  const std::string* seen = request.header("if-match");
  return sha256(fmt::format("{}\n{}\n{}\n{}\n{}", request.method, request.path, request.query,
                            seen ? *seen : "", request.body));
}

/// A reply as it is kept for a repeat.
struct KeptReply {
  int status = 200;
  std::string language, tag, body;
};
BOOST_DESCRIBE_STRUCT(KeptReply, (), (status, language, tag, body))

std::string written_down(const HttpReply& reply) {
  const auto header = [&](const char* name) {
    const std::string* value = reply.header(name);
    return value ? *value : std::string();
  };
  return write_json_line(
      to_node(KeptReply{reply.status, header("Content-Language"), header("ETag"), *reply.body}));
}

HttpReply read_back(const std::string& text) {
  const auto kept = from_node<KeptReply>(read_json(text, "store").value, "store");
  if (!kept.ok()) throw std::runtime_error("a kept answer cannot be read");
  HttpReply out;
  out.status = kept.value.status;
  out.headers = {{"Content-Type", "application/json"},
                 {"Content-Language", kept.value.language},
                 {"Cache-Control", "no-store"},
                 {"Idempotency-Replayed", "true"}};
  if (!kept.value.tag.empty()) out.headers.emplace_back("ETag", kept.value.tag);
  out.body = std::make_shared<const std::string>(kept.value.body);
  return out;
}

std::vector<std::string> names_of(const std::vector<Address>& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows) out.push_back(row.method + " " + row.path);
  return out;
}

/// The one access check, with what the address needs. The register is read only where it decides: whether the
/// unit stands under one's own.
Problems may(const Desk& desk, const Address& address, const std::map<std::string, std::string>& path) {
  if (!address.needs) return {};
  const auto found = path.find("unit");
  const std::string unit = found == path.end() ? std::string() : found->second;
  const auto cycle = path.find("cycle");
  const Desk there = cycle == path.end() ? desk : at_level(desk, cycle->second);
  Problems out = authorise(there, *address.needs, unit);
  if (!has_error(out) || unit.empty()) return out;
  desk.store->read([&](const Transaction& t) {
    const Memory memory = recall(t);
    out = authorise(there, *address.needs, unit, &memory.units);
  });
  return out;
}

/// What is wrong with how it was asked, unless the path leads nowhere: that is told first, and asked of the
/// store only where something is wrong.
Problems or_nowhere(const Desk& desk, const std::map<std::string, std::string>& path, Problems wrong) {
  auto nowhere = whether_there_is(desk, path);
  if (has_error(nowhere)) return nowhere;
  return wrong;
}

/// Whether it is too much from one address, or of one session.
Problems flood(Flood& all, const std::string& who, const HttpRequest& request, Instant now) {
  if (is_this_machine(request.peer)) return {};
  const auto wait = all.wait(who, now);
  if (wait.count() == 0) return {};
  const std::string seconds = std::to_string(wait.count());
  return {problem(http_problems::kTooMany, Place{}, {{"seconds", seconds}}, seconds)};
}

}  // namespace

Router::Router(ProgrammeStore& store, std::function<Instant()> clock, WhoAsks who,
               const std::vector<Address>& rows, std::unique_ptr<IdentityDoor> identity)
    : store_(store),
      clock_(std::move(clock)),
      who_(std::move(who)),
      rows_(rows),
      metrics_(names_of(rows)),
      feed_(store),
      identity_(std::move(identity)) {
  for (const auto& row : rows_)
    if (row.limit) of_row_.try_emplace(&row, *row.limit);
  version_ = version();
}

Router::Match Router::find(const std::string& method, const std::string& path) const {
  Match out;
  for (const auto& row : rows_) {
    std::map<std::string, std::string> values;
    if (!fits(row.path, path, values)) continue;
    if (row.method == method) {
      out.address = &row;
      out.row = static_cast<size_t>(&row - rows_.data());
      out.path = std::move(values);
      return out;
    }
    out.methods.push_back(row.method);
    out.all_signed_in &= row.entry == Entry::signed_in;
  }
  return out;
}

std::int64_t Router::version() const {
  std::int64_t out = 0;
  store_.read([&](const Transaction& t) { out = t.audit_head().seq; });
  return out;
}

std::optional<HttpReply> Router::at_once(const HttpRequest& request) const {
  if (request.method != "GET") return std::nullopt;
  const std::string key = key_of(request, language_of(request));
  const std::shared_lock lock(mutex_);
  const Kept* found = find_kept(key);
  if (!found) return std::nullopt;
  metrics_.add_ready(found->row, found->reply.status);
  return found->reply;
}

/// Under the lock.
const Router::Kept* Router::find_kept(const std::string& key) const {
  const auto found = kept_.find(key);
  return found == kept_.end() || found->second.version != version_ ? nullptr : &found->second;
}

void Router::write_refusals() {
  refusals_.write_counted(Desk{&store_, {}, clock_()}, true);
}

void Router::forget_what_changed() {
  const std::unique_lock lock(mutex_);
  ++changes_;
  kept_.clear();
}

void Router::look_for_changes() {
  const Desk desk{&store_, {}, clock_()};
  refusals_.write_counted(desk);
  if (const auto hour = std::chrono::floor<std::chrono::hours>(desk.now.utc); hour != hour_) {
    hour_ = hour;
    static_cast<void>(drop_what_has_ended(desk));  // tried again in an hour
  }
  const std::int64_t now = version();
  const auto minute = std::chrono::floor<std::chrono::minutes>(clock_().utc);
  {
    const std::unique_lock lock(mutex_);
    // What is in force changes with the day, without anybody writing.
    if (now != version_ || minute != minute_) kept_.clear();
    minute_ = minute;
    version_ = std::max(now, version_);
  }
  feed_.tell(now, clock_());
}

void Router::keep_pages_alive() {
  feed_.keep_alive(clock_());
}

HttpReply Router::work(const HttpRequest& request) {
  const auto started = std::chrono::steady_clock::now();
  const Match match = find(request.method, request.path);
  HttpReply out = reply_to(request, match);
  // Who has changed something reads it back from the next address at once, and not only after the next look.
  if (request.method != "GET" && out.status < 400) forget_what_changed();
  metrics_.add(
      match.address ? match.row : rows_.size(), out.status,
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started));
  return out;
}

HttpReply Router::reply_to(const HttpRequest& request, const Match& match) {
  const Language language = language_of(request);
  try {
    if (auto wait = flood(of_address_, request.peer, request, clock_()); has_error(wait))
      return problem_reply(wait, language, request.id);
    if (!match.address) {
      if (match.methods.empty() && asks_for_a_page(request)) return no_such_page(language);
      if (match.methods.empty())
        return problem_reply({problem(http_problems::kNoSuchAddress, Place{})}, language, request.id);
      if (match.all_signed_in)
        if (const auto asker = who_(request, store_, clock_()); has_error(asker.problems))
          return problem_reply(asker.problems, language, request.id);
      auto reply =
          problem_reply({problem(http_problems::kWrongMethod, Place{},
                                 {{"method", request.method}, {"choices", join(match.methods, ", ")}})},
                        language, request.id);
      reply.headers.emplace_back("Allow", join(match.methods, ", "));
      return reply;
    }
    return answer(request, match, language);
  } catch (const StoreFailure& failure) {
    return problem_reply({failure.problem()}, language, request.id);
  } catch (const std::exception&) {
    return problem_reply({problem(http_problems::kFault, Place{}, {{"request", request.id}})}, language,
                         request.id);
  }
}

/// A refusal stays one, also where it cannot be written down.
void Router::note_refusal(const Desk& desk, const Address& address, const Problems& problems) {
  const int status = status_of(problems);
  if (status != 401 && status != 403 && status != 429) return;
  const auto first = std::find_if(problems.begin(), problems.end(),
                                  [](const Problem& p) { return p.severity == Severity::error; });
  static_cast<void>(attempt([&] { refusals_.add(desk, address.method + " " + address.path, first->code); }));
}

/// Does what the address is for.
HttpReply Router::done(const Address& address, const Call& call) {
  const Answer made = address.act(call);
  if (has_error(made.problems)) {
    // Who is refused at the door itself is logged there, with the name that was tried.
    if (call.who) note_refusal(call.desk, address, made.problems);
    return problem_reply(made.problems, call.language, call.request.id);
  }
  if (address.page) return page_reply(made);
  if (!address.gives) return file_reply(made);
  return json_reply(made, call.request, call.language, address.entry == Entry::open);
}

/// The same, unless it was done before under this key.
HttpReply Router::done_once(const Address& address, const Call& call, const std::string& key) {
  HttpReply fresh;
  const Repeats repeats = address.gives ? address.repeats : Repeats::told;
  const auto come_to = repeater_.once(call.desk, {key, digest_of_request(call.request), repeats},
                                      [&]() -> std::optional<std::string> {
                                        fresh = done(address, call);
                                        if (fresh.status >= 400) return std::nullopt;
                                        return repeats == Repeats::kept ? written_down(fresh) : std::string();
                                      });
  if (has_error(come_to.problems)) return problem_reply(come_to.problems, call.language, call.request.id);
  if (!come_to.value || !come_to.value->again) return fresh;
  return read_back(come_to.value->text);
}

HttpReply Router::answer(const HttpRequest& request, const Match& match, Language language) {
  const Address& address = *match.address;
  const auto refused = [&](const Problems& problems) {
    return problem_reply(problems, language, request.id);
  };
  const auto logged = [&](const Desk& of, const Problems& problems) {
    note_refusal(of, address, problems);
    return refused(problems);
  };
  const Instant now = clock_();
  if (const auto limited = of_row_.find(&address); limited != of_row_.end())
    if (auto wait = flood(limited->second, request.peer, request, now); has_error(wait)) return refused(wait);
  Outcome<Asker> asker{{Desk{&store_, {}, now}, {}, {}}, {}};
  if (address.entry == Entry::signed_in) {
    asker = who_(request, store_, now);
    if (has_error(asker.problems)) return logged(Desk{&store_, {}, now}, asker.problems);
    if (asker.value.who)
      if (auto wait = flood(of_session_, asker.value.who->digest, request, now); has_error(wait))
        return logged(asker.value.desk, wait);
  }
  const auto& [desk, who, secret] = asker.value;
  // Before anything is said of how it was asked: who may not, learns nothing else.
  if (auto barred = may(desk, address, match.path); has_error(barred)) return logged(desk, barred);
  Call call{request,  desk,       who, secret, keeper_, metrics_, feed_,           works_,
            language, match.path, {},  {},     {},      {},       identity_.get(), site_};
  call.media_type = media_type_of(request);
  if ((address.takes || !address.takes_files.empty()) && !takes(address, call.media_type))
    return refused(or_nowhere(desk, match.path,
                              {problem(http_problems::kWrongMediaType, Place{},
                                       {{"have", call.media_type.empty() ? "–" : called(call.media_type)},
                                        {"choices", choices_of(address)}})}));
  Problems wrong = read_query(address, request, call.query);
  if (address.takes && is_json(call.media_type)) {
    auto body = read_json(request.body, "body");
    call.body = std::move(body.value);
    append(wrong, std::move(body.problems));
  }
  if (address.guarded) append(wrong, read_guard(request, call.seen));
  if (has_error(wrong)) return refused(or_nowhere(desk, match.path, std::move(wrong)));

  const bool keeps = address.kept && address.entry == Entry::open && asked_plainly(request);
  const std::string kept_as = keeps ? key_of(request, language) : std::string();
  Maker& maker = makers_.at(std::hash<std::string>{}(kept_as) % kMakers);
  std::unique_lock<std::mutex> making;
  if (keeps) {
    const auto came = std::chrono::steady_clock::now();
    making = std::unique_lock(maker.one_at_a_time);
    if (maker.key == kept_as && maker.began >= came) return maker.reply;
    const std::shared_lock lock(mutex_);
    if (const Kept* made_meanwhile = find_kept(kept_as)) return made_meanwhile->reply;
  }
  const auto began = std::chrono::steady_clock::now();
  const std::int64_t changes = changes_;
  const std::int64_t before = address.kept ? version() : 0;
  const std::string* key = request.header("idempotency-key");
  if (key && address.repeatable()) return done_once(address, call, *key);
  HttpReply reply = done(address, call);
  if (keeps && reply.status < 400) {
    add_gzip(reply);
    maker.key = kept_as;
    maker.began = began;
    maker.reply = reply;
    const std::unique_lock lock(mutex_);
    // Somebody wrote meanwhile: right when it was asked, not kept.
    if (before < version_ || changes != changes_) return reply;
    if (before > version_) kept_.clear();
    version_ = before;
    if (kept_.size() >= kMostKept) kept_.clear();
    kept_[kept_as] = {before, match.row, reply};
  }
  return reply;
}

}  // namespace xanh
