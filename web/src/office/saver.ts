// The fields of a report on their way to the server: saved one by one as they are typed, in the order in which
// they were changed, again and again while there is no connection. What is not saved yet lies in the browser,
// too, so that a closed window loses nothing. Two who write the same field are told, and one decides.

/** As the server keeps it: text and digits as they were typed, a choice by its code, null for an empty field. */
export type Value = string | boolean | null;

export interface Remark {
  code: string;
  message: { vi: string; en: string };
  suggestion: string | null;
}

export type State = "saved" | "waiting" | "saving" | "refused" | "conflict";

export interface Field {
  value: Value;
  /** Number of the change that was seen last; 0: nothing is there. */
  seen: number;
  state: State;
  remarks: readonly Remark[];
  /** Of a conflict: what somebody else saved meanwhile. */
  theirs?: { value: Value; seen: number; by: string } | undefined;
}

export interface Kept {
  field: string;
  value: Value;
  number: number;
  by: string;
}

/** The server said no: to this value, or since somebody else was faster. */
export class Rejected extends Error {
  readonly status: number;
  readonly remarks: readonly Remark[];
  constructor(status: number, remarks: readonly Remark[]) {
    super(`rejected with ${status}`);
    this.status = status;
    this.remarks = remarks;
  }
}

export interface Transport {
  /** Rejected when the server answers with a refusal; any other error means that it could not be reached. */
  save(field: string, value: Value, seen: number): Promise<{ kept: Kept; remarks: readonly Remark[] }>;
  read(field: string): Promise<Kept>;
}

/** Where what is not saved yet outlives the window; that of the browser, or none. */
export type Drawer = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const empty: Field = { value: null, seen: 0, state: "saved", remarks: [] };
const pauses = [1_000, 2_000, 5_000, 10_000, 15_000] as const;

export class Saver {
  private readonly fields = new Map<string, Field>();
  private readonly listeners = new Set<() => void>();
  private readonly queue: string[] = [];
  /** When a field was saved last, in milliseconds. */
  private readonly savedAt = new Map<string, number>();
  private running = false;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private version = 0;
  private readonly transport: Transport;
  private readonly drawer: Drawer | undefined;
  private readonly key: string;
  private readonly quiet: number;

  /** `quiet`: milliseconds without a key before a field is saved. */
  constructor(transport: Transport, key: string, drawer?: Drawer, quiet = 600) {
    this.transport = transport;
    this.key = `xanh:unsaved:${key}`;
    this.drawer = drawer;
    this.quiet = quiet;
  }

  /** What the server holds, as it was asked at that moment; of what was saved since then it does not know. What lies
   * in the drawer goes on top of it. */
  load(kept: readonly Kept[], asked = Date.now()): void {
    const older = (name: string) => (this.savedAt.get(name) ?? -1) >= asked;
    const here = new Set(kept.map((one) => one.field));
    for (const one of kept) if (!older(one.field)) this.take(one);
    for (const [name, field] of this.fields)
      if (!here.has(name) && !older(name) && field.state === "saved" && field.value !== null) this.fields.set(name, empty);
    for (const [name, left] of Object.entries(this.left())) {
      const now = this.get(name);
      if (older(name)) continue;
      if (now.state !== "saved" || now.value === left.value) continue;
      this.fields.set(name, { ...now, value: left.value, seen: left.seen, state: "waiting" });
      this.enqueue(name);
    }
    this.tell();
    this.later(0);
  }

  /** Of somebody else's change, or of one's own in another window. */
  take(one: Kept): void {
    const now = this.get(one.field);
    if (now.state === "saved") {
      if (now.seen !== one.number || now.value !== one.value)
        this.fields.set(one.field, { value: one.value, seen: one.number, state: "saved", remarks: [] });
    }
  }

  get(field: string): Field {
    return this.fields.get(field) ?? empty;
  }

  set(name: string, value: Value): void {
    const now = this.get(name);
    if (now.value === value && now.state !== "refused") return;
    this.fields.set(name, { ...now, value, state: now.state === "conflict" ? "conflict" : "waiting" });
    if (now.state !== "conflict") {
      this.enqueue(name);
      this.later(this.quiet);
    }
    this.keep();
    this.tell();
  }

  /** Ends a conflict: with one's own value, or with that of the other. */
  settle(name: string, mine: boolean): void {
    const now = this.get(name);
    if (now.state !== "conflict" || !now.theirs) return;
    if (mine) {
      this.fields.set(name, { value: now.value, seen: now.theirs.seen, state: "waiting", remarks: [] });
      this.enqueue(name);
      this.later(0);
    } else {
      this.fields.set(name, { value: now.theirs.value, seen: now.theirs.seen, state: "saved", remarks: [] });
    }
    this.keep();
    this.tell();
  }

  /** Saves what waits without waiting for a pause; resolves when nothing waits any more or nothing can be sent. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.run();
  }

  /** How many fields are not with the server, and how many of them somebody has to look at. */
  get unsaved(): { waiting: number; conflicts: number; refused: number; offline: boolean } {
    let waiting = 0, conflicts = 0, refused = 0;
    for (const field of this.fields.values()) {
      if (field.state === "waiting" || field.state === "saving") ++waiting;
      if (field.state === "conflict") ++conflicts;
      if (field.state === "refused") ++refused;
    }
    return { waiting, conflicts, refused, offline: this.tries > 0 };
  }

  /** All fields that are not empty. */
  get entries(): ReadonlyMap<string, Field> {
    return this.fields;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): number => this.version;

  end(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  private enqueue(name: string): void {
    if (!this.queue.includes(name)) this.queue.push(name);
  }

  private later(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), pause);
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (let name = this.queue[0]; name !== undefined; name = this.queue[0]) {
        if (!(await this.one(name))) {
          this.later(pauses[Math.min(this.tries, pauses.length) - 1] ?? 1_000);
          return;
        }
        this.queue.splice(this.queue.indexOf(name), 1);
        const after = this.get(name);
        if (after.state === "waiting") this.queue.push(name); // typed on while it was saved
      }
    } finally {
      this.running = false;
      this.keep();
      this.tell();
    }
  }

  /** False when the server could not be reached. */
  private async one(name: string): Promise<boolean> {
    const before = this.get(name);
    if (before.state !== "waiting") return true;
    this.fields.set(name, { ...before, state: "saving" });
    this.tell();
    try {
      const { kept, remarks } = await this.transport.save(name, before.value, before.seen);
      this.tries = 0;
      this.savedAt.set(name, Date.now());
      const now = this.get(name);
      const same = now.value === before.value;
      this.fields.set(name, { value: now.value, seen: kept.number, state: same ? "saved" : "waiting", remarks });
      return true;
    } catch (error) {
      if (!(error instanceof Rejected)) {
        this.back(name);
        ++this.tries;
        return false;
      }
      return this.rejected(name, error);
    }
  }

  private back(name: string): void {
    const now = this.get(name);
    if (now.state === "saving") this.fields.set(name, { ...now, state: "waiting" });
  }

  private async rejected(name: string, error: Rejected): Promise<boolean> {
    this.tries = 0;
    if (error.status >= 500 || error.status === 429) {
      this.back(name);
      ++this.tries;
      return false;
    }
    if (error.status !== 412) {
      this.fields.set(name, { ...this.get(name), state: "refused", remarks: error.remarks });
      return true;
    }
    try {
      const theirs = await this.transport.read(name);
      const now = this.get(name);
      // The same value by two hands is no conflict; nor is one's own save whose answer was lost.
      if (theirs.value === now.value)
        this.fields.set(name, { value: now.value, seen: theirs.number, state: "saved", remarks: [] });
      else
        this.fields.set(name, {
          ...now,
          state: "conflict",
          theirs: { value: theirs.value, seen: theirs.number, by: theirs.by },
        });
      return true;
    } catch {
      this.back(name);
      ++this.tries;
      return false;
    }
  }

  private left(): Record<string, { value: Value; seen: number }> {
    try {
      return JSON.parse(this.drawer?.getItem(this.key) ?? "{}") as Record<string, { value: Value; seen: number }>;
    } catch {
      return {};
    }
  }

  private keep(): void {
    const left: Record<string, { value: Value; seen: number }> = {};
    for (const [name, field] of this.fields)
      if (field.state !== "saved") left[name] = { value: field.value, seen: field.seen };
    try {
      if (Object.keys(left).length === 0) this.drawer?.removeItem(this.key);
      else this.drawer?.setItem(this.key, JSON.stringify(left));
    } catch {
      // A full drawer: the fields are still here, and on their way.
    }
  }

  private tell(): void {
    ++this.version;
    for (const listener of this.listeners) listener();
  }
}
