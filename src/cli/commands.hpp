// The commands of the terminal: each parses its options, calls the office once and renders what comes back.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/terminal.hpp"

namespace CLI {
class App;
}

namespace xanh {

/// What the chosen command does, set while options are parsed.
using Chosen = std::function<int(const Terminal&)>;

void add_programme_commands(CLI::App& app, Chosen& chosen);  // check, init, programme, plan
void add_reporting_commands(CLI::App& app, Chosen& chosen);  // cycle, form, submit, review, status
void add_level_commands(CLI::App& app, Chosen& chosen);      // level
void add_matter_commands(CLI::App& app, Chosen& chosen);     // directive, difficulty
void add_snapshot_commands(CLI::App& app, Chosen& chosen);   // snapshot, show
void add_indicator_command(CLI::App& app, Chosen& chosen);   // indicator
void add_collect_commands(CLI::App& app, Chosen& chosen);    // collect
void add_paper_commands(CLI::App& app, Chosen& chosen);      // consolidate, narrative, letter
void add_signed_commands(CLI::App& app, Chosen& chosen);     // signed
void add_map_commands(CLI::App& app, Chosen& chosen);        // map
void add_serve_command(CLI::App& app, Chosen& chosen);       // serve
void add_user_commands(CLI::App& app, Chosen& chosen);       // user
void add_trust_commands(CLI::App& app, Chosen& chosen);      // verify, seal, backup, restore
void add_system_commands(CLI::App& app, Chosen& chosen);     // eval, doctor, audit, completion

void add_plan_commands(CLI::App& plan, Chosen& chosen);         // plan diff
void add_import_commands(CLI::App& programme, Chosen& chosen);  // programme import, workbook
void add_amendment_commands(CLI::App& plan,
                            Chosen& chosen);  // plan amend, amendments, opinion, withdraw, decide

/// The whole program: parses, runs, ends with the exit code.
int run_command(std::vector<std::string> arguments);

}  // namespace xanh
