// Pages for people: the files of the front end, and what is said with every page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "server/http.hpp"

namespace xanh {

/// Of a page of this server: nothing from another host, no script within the page, no style within it but the
/// portal's own, in nobody's frame.
[[nodiscard]] HttpHeaders page_headers();

/// /assets/… and the workspace (/office and all below it): they lie ready from the first request on.
[[nodiscard]] std::optional<HttpReply> web_page(const HttpRequest& request);

/// Whether a browser asks for something to be read by people, and not a program for data.
[[nodiscard]] bool asks_for_a_page(const HttpRequest& request);
/// That there is nothing at an address, with the way to what there is.
[[nodiscard]] HttpReply no_such_page(Language language);

/// The portal's page, with its style within it; empty where the program was built without the front end.
[[nodiscard]] std::string_view portal_page();

}  // namespace xanh
