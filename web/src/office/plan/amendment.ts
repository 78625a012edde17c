// What somebody writes into the form of a proposal, as operations on the plan.
import type { Schema } from "../../shared/api";
import { typedNumber } from "../../shared/format";
import type { Language } from "../../shared/words";
import type { Me } from "../server";

export type Item = Schema["AmendableItem"];
export type Place = Item["places"][number];
export type Operation = Schema["AmendmentOperationIn"];
export interface Text {
  vi: string;
  en: string;
}
export type Typed = string | Text | readonly string[];

/** What was typed at the places of an item, by their path. */
export interface Edits {
  values: Readonly<Record<string, Typed>>;
  gone: ReadonlySet<string>;
  /** The year to which a milestone moves, by its path. */
  years: Readonly<Record<string, string>>;
  milestone: { year: string; figure: string; sign: "value" | "at_least" | "at_most" };
  whole: boolean; // the item itself is to go
}
export const nothing: Edits = {
  values: {},
  gone: new Set(),
  years: {},
  milestone: { year: "", figure: "", sign: "value" },
  whole: false,
};

const writers = new Set(["drafter", "reviewer", "clerk", "signatory", "agency_officer", "agency_leader"]);
export const proposes = (me: Me): boolean => me.posts.some((post) => writers.has(post.role));
export const decides = (me: Me): boolean => me.posts.some((post) => post.role === "agency_leader" || post.role === "authority");
export const unitsOf = (me: Me): string[] => [...new Set(me.posts.filter((post) => writers.has(post.role)).map((post) => post.unit).filter(Boolean))];

const year = /^\d{4}$/;

/** As the plan keeps it; undefined where it cannot be read. */
export function valueOf(place: Pick<Place, "input">, typed: Typed, language: Language): unknown {
  if (typeof typed !== "string") return Array.isArray(typed) ? typed : { vi: (typed as Text).vi.trim(), en: (typed as Text).en.trim() };
  const text = typed.trim();
  if (place.input === "yes_no") return text === "true";
  return place.input === "figure" ? typedNumber(text, language) : text;
}

/** What stands there, as the form shows it for editing. */
export function typedOf(place: Place, shown: (figure: string) => string): Typed {
  const value = place.value as unknown;
  if (place.input === "bilingual") return { vi: (value as Text | null)?.vi ?? "", en: (value as Text | null)?.en ?? "" };
  if (place.input === "units") return (value as string[] | null) ?? [];
  const text = value === null || value === undefined ? "" : String(value);
  return place.input === "figure" ? shown(text) : text;
}

export interface Composed {
  operations: Operation[];
  /** Paths whose new value cannot be read. */
  unread: string[];
}

/** The operations behind what was typed, in the order of the places; nothing for what is as it was. */
export function compose(item: Item, edits: Edits, language: Language): Composed {
  const operations: Operation[] = [];
  const unread: string[] = [];
  if (edits.whole) return { operations: [{ op: "remove", at: item.at }], unread };
  for (const place of item.places) {
    if (edits.gone.has(place.at)) {
      operations.push({ op: "remove", at: place.entry || place.at });
      continue;
    }
    const typed = edits.values[place.at];
    if (typed !== undefined) {
      const to = valueOf(place, typed, language);
      const moves = place.input === "goal" || place.input === "solution";
      if (to === undefined) unread.push(place.at);
      else if (to !== "" && JSON.stringify(to) !== JSON.stringify(place.value))
        operations.push({ op: moves ? "move" : place.value === null ? "add" : "replace", at: place.at, to });
    }
    const moved = edits.years[place.entry];
    if (place.moves && moved) {
      if (year.test(moved)) operations.push({ op: "move", at: place.entry, to: Number(moved) });
      else unread.push(place.entry);
    }
  }
  const { milestone } = edits;
  if (milestone.year || milestone.figure) {
    const figure = typedNumber(milestone.figure, language);
    const at = `${item.at}/milestones/${milestone.year}`;
    if (!year.test(milestone.year) || figure === undefined) unread.push(at);
    else operations.push({ op: "add", at, to: { year: Number(milestone.year), [milestone.sign]: figure } });
  }
  return { operations, unread };
}

export interface NewItem {
  code: string;
  vi: string;
  en: string;
  group: string;
  leads: readonly string[];
  due: string;
  product: string;
  unit: string;
  direction: string;
  year: string;
  figure: string;
}

/** A task or a target that is not in the plan yet. */
export function added(kind: "tasks" | "targets", item: NewItem, language: Language): Composed {
  const names = { vi: item.vi.trim(), en: item.en.trim() };
  const at = `${kind}/${item.code}`;
  if (kind === "tasks")
    return {
      operations: [
        {
          op: "add",
          at,
          to: {
            code: item.code,
            text: names,
            solution: item.group,
            leads: item.leads,
            ...(item.due ? { due: item.due } : {}),
            ...(item.product.trim() ? { product: { vi: item.product.trim(), en: "" } } : {}),
          },
        },
      ],
      unread: [],
    };
  const figure = typedNumber(item.figure, language);
  const promised = item.year || item.figure;
  const unread = promised && (!year.test(item.year) || figure === undefined) ? [`${at}/milestones`] : [];
  return {
    operations: [
      {
        op: "add",
        at,
        to: {
          code: item.code,
          names,
          goal: item.group,
          leads: item.leads,
          unit: item.unit.trim(),
          ...(item.direction ? { direction: item.direction } : {}),
          ...(promised && !unread.length ? { milestones: [{ year: Number(item.year), value: figure }] } : {}),
        },
      },
    ],
    unread,
  };
}

/** The first code of the kind that nothing has: t19, bs3. */
export function freeCode(kind: "tasks" | "targets", taken: ReadonlySet<string>): string {
  for (let n = 1; ; ++n) {
    const code = kind === "targets" ? `t${String(n).padStart(2, "0")}` : `bs${n}`;
    if (!taken.has(code)) return code;
  }
}
