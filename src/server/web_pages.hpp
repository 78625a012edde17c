// Pages for people: the files of the front end, and what is said with every page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http.hpp"

namespace xanh {

/// Of a page of this server: nothing from another host, no script or style within the page, in nobody's
/// frame.
[[nodiscard]] HttpHeaders page_headers();

/// /assets/… and the workspace (/office and all below it): they lie ready from the first request on.
[[nodiscard]] std::optional<HttpReply> web_page(const HttpRequest& request);

/// A page of the front end by its name ("portal.html"); empty where the program was built without it.
[[nodiscard]] std::string_view web_template(std::string_view name);

}  // namespace xanh
