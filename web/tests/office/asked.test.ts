// What a request to revise opens in the form.
import { describe, expect, it } from "vitest";
import type { Content } from "../../src/office/Desk";
import { isNamed } from "../../src/office/form/asked";

const content = (...to_revise: string[]) =>
  ({
    to_revise,
    targets: [{ code: "t01", elements: ["ww_ok", "ww_all"] }],
  }) as unknown as Content;

describe("a request to revise", () => {
  it("opens the figure it names, and the target computed from it", () => {
    const asked = content("ww_ok");
    expect(isNamed(asked, "figures:ww_ok:this_period")).toBe(true);
    expect(isNamed(asked, "figures:ww_all:this_period")).toBe(false);
    expect(isNamed(asked, "targets:t01:cause")).toBe(true);
  });
  it("opens all figures of the target it names", () => {
    expect(isNamed(content("t01"), "figures:ww_all:state")).toBe(true);
    expect(isNamed(content("t01"), "qualitative:t01:rating")).toBe(true);
  });
  it("opens a task whole or in one field", () => {
    expect(isNamed(content("I.1.a"), "tasks:I.1.a:result")).toBe(true);
    expect(isNamed(content("I.1.a.status"), "tasks:I.1.a:status")).toBe(true);
    expect(isNamed(content("I.1.a.status"), "tasks:I.1.a:result")).toBe(false);
    expect(isNamed(content("I.1.a"), "projects:I.1.a:method")).toBe(true);
  });
  it("opens a table that it names", () => {
    expect(isNamed(content("money"), "money_total:planned")).toBe(true);
    expect(isNamed(content("money"), "difficulties:1:content")).toBe(false);
    expect(isNamed(content("projects"), "projects:II.1:method")).toBe(true);
  });
  it("always opens the letter and the words", () => {
    for (const field of ["letter:number", "contact", "texts:2.s1:text", "own_plan"]) expect(isNamed(content("ww_ok"), field)).toBe(true);
  });
});
