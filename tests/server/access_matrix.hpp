// Who may use which address, written out by hand: one line for each. A new address does not pass the tests
// before its line stands here; the failing test prints the line as it would be today.
//
// First whether a visitor may (`v`) or not (`-`). Then one letter for each role, in their order:
//   drafter reviewer clerk signatory | officer leader | authority monitoring administrator
//   `-` never    `o` for the own unit    `b` also for units below it    `c` for every unit, or where the
//   address is about no unit
// A unit is that of the address's path; what an answer leaves out for somebody is the matter of other tests.
#pragma once

#include <array>
#include <string_view>

namespace xanh::server_test {

struct MayRow {
  std::string_view address;
  char visitor;
  std::string_view roles;
};

// clang-format off
inline constexpr std::array kMatrix{
    MayRow{"GET /api/programme",                                        'v', "cccc cc ccc"},
    MayRow{"GET /api/results",                                          'v', "cccc cc ccc"},
    MayRow{"GET /api/cycles/{cycle}/results",                           'v', "cccc cc ccc"},
    MayRow{"GET /api/cycles/{cycle}/figures",                           'v', "cccc cc ccc"},
    MayRow{"GET /api/cycles/{cycle}/manifest",                          'v', "cccc cc ccc"},
    MayRow{"GET /",                                                     'v', "cccc cc ccc"},
    MayRow{"GET /chi-tieu",                                             'v', "cccc cc ccc"},
    MayRow{"GET /chi-tieu/{target}",                                    'v', "cccc cc ccc"},
    MayRow{"GET /nhiem-vu",                                             'v', "cccc cc ccc"},
    MayRow{"GET /van-ban",                                              'v', "cccc cc ccc"},
    MayRow{"GET /du-lieu",                                              'v', "cccc cc ccc"},
    MayRow{"GET /en",                                                   'v', "cccc cc ccc"},
    MayRow{"GET /en/chi-tieu",                                          'v', "cccc cc ccc"},
    MayRow{"GET /en/chi-tieu/{target}",                                 'v', "cccc cc ccc"},
    MayRow{"GET /en/nhiem-vu",                                          'v', "cccc cc ccc"},
    MayRow{"GET /en/van-ban",                                           'v', "cccc cc ccc"},
    MayRow{"GET /en/du-lieu",                                           'v', "cccc cc ccc"},
    MayRow{"GET /api/targets/{target}",                                 'v', "cccc cc ccc"},
    MayRow{"GET /api/works",                                            'v', "cccc cc ccc"},
    MayRow{"GET /api/documents",                                        'v', "cccc cc ccc"},
    MayRow{"GET /api/documents/{sha256}",                               'v', "cccc cc ccc"},
    MayRow{"GET /api/cycles/{cycle}/forms/{unit}",                      '-', "bbbb cc c--"},
    MayRow{"GET /api/cycles/{cycle}/reports/{unit}",                    '-', "bbbb cc c--"},
    MayRow{"PUT /api/cycles/{cycle}/reports/{unit}",                    '-', "--oo -- ---"},
    MayRow{"GET /api/cycles/{cycle}/reports/{unit}/revisions/{number}", '-', "bbbb cc c--"},
    MayRow{"PUT /api/cycles/{cycle}/reports/{unit}/on-behalf",          '-', "---- cc ---"},
    MayRow{"POST /api/cycles/{cycle}/reports/{unit}/note",              '-', "---- cc ---"},
    MayRow{"POST /api/cycles/{cycle}/reports/{unit}/revise",            '-', "---- cc ---"},
    MayRow{"POST /api/cycles/{cycle}/reports/{unit}/extension",         '-', "---- cc ---"},
    MayRow{"POST /api/cycles/{cycle}/reports/{unit}/extension-request", '-', "--oo -- ---"},
    MayRow{"POST /api/cycles/{cycle}/reports/{unit}/carry-forward",     '-', "---- cc ---"},
    MayRow{"GET /api/cycles/{cycle}/reports/{unit}/files",              '-', "bbbb cc c--"},
    MayRow{"POST /api/cycles/{cycle}/reports/{unit}/files",             '-', "oooo cc ---"},
    MayRow{"GET /api/cycles/{cycle}/reports/{unit}/files/{sha256}",     '-', "bbbb cc c--"},
    MayRow{"DELETE /api/cycles/{cycle}/reports/{unit}/files/{sha256}",  '-', "oooo cc ---"},
    MayRow{"GET /api/cycles/{cycle}/reports/{unit}/messages",           '-', "bbbb cc c--"},
    MayRow{"POST /api/cycles/{cycle}/reports/{unit}/messages",          '-', "oooo cc ---"},
    MayRow{"POST /api/cycles/{cycle}/reports/{unit}/signed",            '-', "--oo cc ---"},
    MayRow{"POST /api/cycles/{cycle}/note",                             '-', "---- cc ---"},
    MayRow{"GET /api/cycles/{cycle}/drafts/{unit}",                     '-', "oooo cc ---"},
    MayRow{"GET /api/cycles/{cycle}/drafts/{unit}/fields/{field}",      '-', "oooo cc ---"},
    MayRow{"PUT /api/cycles/{cycle}/drafts/{unit}/fields/{field}",      '-', "oooo cc ---"},
    MayRow{"POST /api/cycles/{cycle}/drafts/{unit}/start",              '-', "oooo cc ---"},
    MayRow{"POST /api/cycles/{cycle}/drafts/{unit}/stage",              '-', "oooo cc ---"},
    MayRow{"POST /api/cycles/{cycle}/drafts/{unit}/send",               '-', "--oo -- ---"},
    MayRow{"GET /api/cycles/{cycle}/parts/{unit}",                      '-', "oooo cc ---"},
    MayRow{"POST /api/cycles/{cycle}/parts/{unit}/links",               '-', "oooo cc ---"},
    MayRow{"POST /api/cycles/{cycle}/parts/{unit}/merge",               '-', "oooo cc ---"},
    MayRow{"POST /api/cycles/{cycle}/parts/{unit}/form",                '-', "oooo cc ---"},
    MayRow{"GET /api/parts/{link}",                                     'v', "cccc cc ccc"},
    MayRow{"GET /api/parts/{link}/form",                                'v', "cccc cc ccc"},
    MayRow{"POST /api/parts/{link}/form",                               'v', "cccc cc ccc"},
    MayRow{"POST /api/cycles/{cycle}/letters",                          '-', "---- cc ---"},
    MayRow{"GET /api/cycles/{cycle}/snapshots",                         '-', "---- cc c-c"},
    MayRow{"POST /api/cycles/{cycle}/snapshots",                        '-', "---- cc ---"},
    MayRow{"GET /api/cycles/{cycle}/changes",                           '-', "---- cc c-c"},
    MayRow{"POST /api/cycles/{cycle}/papers",                           '-', "---- cc ---"},
    MayRow{"POST /api/cycles/{cycle}/papers/{document}/signed",         '-', "---- cc ---"},
    MayRow{"GET /api/cycles/{cycle}/narrative",                         '-', "---- cc ---"},
    MayRow{"PUT /api/cycles/{cycle}/narrative",                         '-', "---- cc ---"},
    MayRow{"GET /api/cycles",                                           'v', "cccc cc ccc"},
    MayRow{"GET /api/cycles/{cycle}/status",                            '-', "---- cc c-c"},
    MayRow{"GET /api/cycles/{cycle}",                                   'v', "cccc cc ccc"},
    MayRow{"POST /api/cycles/{cycle}/open",                             '-', "---- cc ---"},
    MayRow{"POST /api/cycles/{cycle}/close",                            '-', "---- cc ---"},
    MayRow{"POST /api/cycles/{cycle}/rebase",                           '-', "---- cc ---"},
    MayRow{"POST /api/cycles/{cycle}/publish",                          '-', "---- -c ---"},
    MayRow{"GET /api/cycles/{cycle}/release",                           '-', "---- cc c-c"},
    MayRow{"POST /api/cycles/{cycle}/release",                          '-', "---- -c ---"},
    MayRow{"GET /api/directives",                                       '-', "cccc cc ccc"},
    MayRow{"POST /api/directives",                                      '-', "---- cc ---"},
    MayRow{"POST /api/directives/{directive}/close",                    '-', "---- cc ---"},
    MayRow{"GET /api/difficulties",                                     '-', "cccc cc ccc"},
    MayRow{"GET /api/difficulties/{cycle}/{unit}/{number}",             '-', "bbbb cc c--"},
    MayRow{"PUT /api/difficulties/{cycle}/{unit}/{number}",             '-', "---- cc ---"},
    MayRow{"POST /api/sign-in",                                         'v', "cccc cc ccc"},
    MayRow{"POST /api/sign-in/link",                                    'v', "cccc cc ccc"},
    MayRow{"POST /api/sign-out",                                        '-', "cccc cc ccc"},
    MayRow{"POST /api/sign-out/everywhere",                             '-', "cccc cc ccc"},
    MayRow{"POST /api/sign-in/identity",                                'v', "cccc cc ccc"},
    MayRow{"POST /api/sign-in/identity/return",                         'v', "cccc cc ccc"},
    MayRow{"GET /api/me",                                               '-', "cccc cc ccc"},
    MayRow{"PUT /api/me/password",                                      '-', "cccc cc ccc"},
    MayRow{"POST /api/me/totp",                                         '-', "cccc cc ccc"},
    MayRow{"POST /api/me/totp/confirm",                                 '-', "cccc cc ccc"},
    MayRow{"POST /api/me/totp/remove",                                  '-', "cccc cc ccc"},
    MayRow{"GET /api/me/tokens",                                        '-', "cccc cc ccc"},
    MayRow{"POST /api/me/tokens",                                       '-', "cccc cc ccc"},
    MayRow{"DELETE /api/me/tokens/{token}",                             '-', "cccc cc ccc"},
    MayRow{"GET /api/me/calendar",                                      '-', "cccc cc ccc"},
    MayRow{"POST /api/me/calendar",                                     '-', "cccc cc ccc"},
    MayRow{"DELETE /api/me/calendar",                                   '-', "cccc cc ccc"},
    MayRow{"PUT /api/people/{person}/identity",                         '-', "---- -- --c"},
    MayRow{"GET /api/people",                                           '-', "---- -- --c"},
    MayRow{"POST /api/people",                                          '-', "---- -- --c"},
    MayRow{"POST /api/people/{person}/link",                            '-', "---- -- --c"},
    MayRow{"POST /api/people/{person}/end",                             '-', "---- -- --c"},
    MayRow{"POST /api/people/{person}/posts",                           '-', "---- -- --c"},
    MayRow{"POST /api/people/{person}/posts/end",                       '-', "---- -- --c"},
    MayRow{"POST /api/people/{person}/deputy",                          '-', "---- -- --c"},
    MayRow{"POST /api/people/{person}/sign-out",                        '-', "---- -- --c"},
    MayRow{"POST /api/units/{unit}/hand-over",                          '-', "---- -- --c"},
    MayRow{"GET /api/events",                                           '-', "cccc cc ccc"},
    MayRow{"GET /api/mail",                                             '-', "---- cc --c"},
    MayRow{"POST /api/mail/{mail}/again",                               '-', "---- cc --c"},
    MayRow{"GET /calendar/{feed}",                                      'v', "cccc cc ccc"},
    MayRow{"GET /api/audit",                                            '-', "---- -c --c"},
    MayRow{"GET /api/audit/verify",                                     '-', "---- -c --c"},
    MayRow{"GET /healthz",                                              'v', "cccc cc ccc"},
    MayRow{"GET /readyz",                                               'v', "cccc cc ccc"},
    MayRow{"GET /metrics",                                              'v', "cccc cc ccc"},
    MayRow{"GET /api/openapi.json",                                     'v', "cccc cc ccc"},
};
// clang-format on

}  // namespace xanh::server_test
