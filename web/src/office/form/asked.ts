// Whether a report can be written, and what a request to revise names: a figure, a target or a field of a task.
import { isAgency } from "../App";
import type { Content } from "../Desk";
import type { Me } from "../server";

/** Tables that a request can name as a whole, and how they are called. */
export const wholeTables: Readonly<Record<string, string>> = {
  projects: "table.03",
  money: "table.04",
  difficulties: "table.07",
  directives: "table.08",
  next_tasks: "table.09",
  registration: "table.09_year",
};

/** Whether a request that names these lets the field be changed. The words of table 06 and the letter go with every
 * new figure; a target goes with the figures that it is computed from. */
export function isNamed(content: Content, field: string): boolean {
  const [list = "", code = "", part = ""] = field.split(":");
  const named = (...items: string[]) => items.some((one) => content.to_revise.includes(one));
  if (["letter", "contact", "own_plan", "texts"].includes(list)) return true;
  if (list === "figures") return named(code) || content.targets.some((one) => one.elements.includes(code) && named(one.code));
  if (list === "targets" || list === "qualitative" || list === "surveys")
    return named(code, ...(content.targets.find((one) => one.code === code)?.elements ?? []));
  if (list === "tasks") return named(code, `${code}.${part}`);
  if (list === "projects") return named("projects", code);
  return named(list === "money_total" ? "money" : list);
}

/** Where a figure, target, table, task or task.field that is named in a request stands in the form. */
export function fieldOf(content: Content, code: string): string {
  if (code in wholeTables) return code;
  if (content.figures.some((one) => one.element === code)) return `figures:${code}`;
  if (content.targets.some((one) => one.code === code)) return `targets:${code}`;
  if (content.tasks.some((one) => one.code === code)) return `tasks:${code}`;
  return `tasks:${code.replace(/\.(?=[^.]*$)/, ":")}`;
}

/** A message with the names of figures and targets in place of the names of their fields. */
export const readable = (content: Content, say: (text: ReturnType<typeof nameOf>) => string, message: string): string =>
  message.replace(/`(?:figures|targets|tasks):([^:`]+)(?::[^`]*)?`/g, (all, code: string) => {
    const name = say(nameOf(content, code));
    return name ? `“${name}”` : all;
  });

/** What it is called. */
export function nameOf(content: Content, code: string) {
  const task = code.slice(0, code.lastIndexOf("."));
  return (
    content.figures.find((one) => one.element === code)?.names ??
    content.targets.find((one) => one.code === code)?.names ??
    content.tasks.find((one) => one.code === code || one.code === task)?.text
  );
}

/** Nothing can be written: the cycle takes nothing (a published one takes corrections that were asked for), or the report is sent and nothing of it is asked for again. The
 * agency sees what was sent, never what the unit is mending. */
export const isClosed = (me: Me, content: Content): boolean =>
  (isAgency(me) ? content.revision > 0 : me.posts.every((post) => post.unit !== content.unit)) ||
  !(content.stage === "open" || (content.stage === "published" && content.state === "asked_to_revise")) ||
  (content.revision > 0 && content.state !== "asked_to_revise");
