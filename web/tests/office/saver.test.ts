import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Kept, Rejected, Saver, type Transport, type Value } from "../../src/office/saver";

/** A server with its fields, which can be away. */
class Server implements Transport {
  readonly fields = new Map<string, Kept>();
  away = false;
  saves = 0;
  save(field: string, value: Value, seen: number): ReturnType<Transport["save"]> {
    if (this.away) return Promise.reject(new TypeError("no connection"));
    ++this.saves;
    const now = this.fields.get(field)?.number ?? 0;
    if (now !== seen) return Promise.reject(new Rejected(412, []));
    const kept = { field, value, number: now + 1, by: "me" };
    this.fields.set(field, kept);
    return Promise.resolve({ kept, remarks: [] });
  }
  read(field: string): Promise<Kept> {
    if (this.away) return Promise.reject(new TypeError("no connection"));
    return Promise.resolve(this.fields.get(field) ?? { field, value: null, number: 0, by: "" });
  }
}

class Drawer {
  readonly held = new Map<string, string>();
  getItem = (key: string) => this.held.get(key) ?? null;
  setItem = (key: string, value: string) => void this.held.set(key, value);
  removeItem = (key: string) => void this.held.delete(key);
}

describe("fields are saved as they are typed", () => {
  let server: Server;
  let drawer: Drawer;
  let saver: Saver;
  beforeEach(() => {
    vi.useFakeTimers();
    server = new Server();
    drawer = new Drawer();
    saver = new Saver(server, "2023-H1/q7", drawer);
    saver.load([]);
  });
  afterEach(() => {
    saver.end();
    vi.useRealTimers();
  });

  test("once for all keys of a pause", async () => {
    for (const typed of ["1", "12", "123"]) saver.set("figures:a:this_period", typed);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.saves).toBe(1);
    expect(server.fields.get("figures:a:this_period")?.value).toBe("123");
    expect(saver.get("figures:a:this_period").state).toBe("saved");
    expect(drawer.held.size).toBe(0);
  });

  test("and an older answer, which does not know of them, changes none of them", async () => {
    const asked = Date.now();
    saver.set("contact", "a");
    await vi.advanceTimersByTimeAsync(1_000);
    saver.load([], asked);
    expect(saver.get("contact").value).toBe("a");
    saver.load([{ field: "contact", value: "older", number: 1, by: "other" }], asked);
    expect(saver.get("contact").value).toBe("a");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.saves).toBe(1);
    saver.load([], Date.now()); // as when the report was sent and the draft is empty
    expect(saver.get("contact").value).toBe(null);
  });

  test("what is typed while a save is under way goes after it", async () => {
    saver.set("contact", "a");
    const saved = saver.flush();
    saver.set("contact", "ab");
    await saved;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.fields.get("contact")?.value).toBe("ab");
    expect(saver.unsaved).toEqual({ waiting: 0, conflicts: 0, refused: 0, offline: false });
  });

  test("again and again while there is no connection, in the order of the changes", async () => {
    server.away = true;
    saver.set("a", "1");
    saver.set("b", "2");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saver.unsaved).toMatchObject({ waiting: 2, offline: true });
    server.away = false;
    await vi.advanceTimersByTimeAsync(20_000);
    expect([...server.fields.keys()]).toEqual(["a", "b"]);
    expect(saver.unsaved).toMatchObject({ waiting: 0, offline: false });
  });

  test("a closed window loses nothing", async () => {
    server.away = true;
    saver.set("a", "1");
    await vi.advanceTimersByTimeAsync(5_000);
    saver.end();
    server.away = false;
    const next = new Saver(server, "2023-H1/q7", drawer);
    next.load([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.fields.get("a")?.value).toBe("1");
    expect(next.get("a").state).toBe("saved");
  });

  test("two who write the same field are told, and one decides", async () => {
    saver.load([{ field: "a", value: "1", number: 0, by: "" }]);
    server.fields.set("a", { field: "a", value: "theirs", number: 3, by: "other" });
    saver.set("a", "mine");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saver.get("a")).toMatchObject({ state: "conflict", value: "mine", theirs: { value: "theirs", by: "other" } });
    expect(server.fields.get("a")?.value).toBe("theirs");
    saver.settle("a", true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.fields.get("a")?.value).toBe("mine");
  });

  test("the other's value can be taken as well", async () => {
    server.fields.set("a", { field: "a", value: "theirs", number: 3, by: "other" });
    saver.set("a", "mine");
    await vi.advanceTimersByTimeAsync(1_000);
    saver.settle("a", false);
    expect(saver.get("a")).toMatchObject({ state: "saved", value: "theirs", seen: 3 });
  });

  test("a save whose answer was lost is no conflict", async () => {
    server.fields.set("a", { field: "a", value: "1", number: 1, by: "me" });
    saver.set("a", "1");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saver.get("a")).toMatchObject({ state: "saved", seen: 1 });
  });

  test("a change of somebody else is taken where nothing is being typed, and only there", async () => {
    saver.set("a", "mine");
    saver.take({ field: "a", value: "theirs", number: 1, by: "other" });
    saver.take({ field: "b", value: "theirs", number: 1, by: "other" });
    expect(saver.get("a").value).toBe("mine");
    expect(saver.get("b").value).toBe("theirs");
  });

  test("a refused value stays to be mended", async () => {
    server.save = () =>
      Promise.reject(new Rejected(422, [{ code: "draft-full", message: { vi: "đầy", en: "full" }, suggestion: null }]));
    saver.set("a", "x");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saver.get("a")).toMatchObject({ state: "refused", value: "x" });
    expect(saver.get("a").remarks[0]?.code).toBe("draft-full");
    expect(saver.unsaved.refused).toBe(1);
  });
});
