// How fast the pages are: one line a figure, `NAME TAB VALUE TAB UNIT`. What is a median is one of seven.
//   node pages.ts URL KEY     of a server with a published report; KEY brings an administrator in once
import { chromium, type Page } from "playwright-core";

const [url, key] = process.argv.slice(2);
if (!url || !key) throw new Error("pages.ts URL KEY");
const rounds = 7;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const tell = (name: string, value: number, unit: string): void => console.log(`${name}\t${value.toFixed(1)}\t${unit}`);

/** A page that has nothing of the server yet, on a processor that many times slower than this one. */
async function fresh(slower: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: url ?? "" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  return page;
}

for (const path of ["/", "/chi-tieu", "/chi-tieu/t01", "/nhiem-vu"]) {
  const first: number[] = [];
  const largest: number[] = [];
  for (let i = 0; i < rounds; ++i) {
    const page = await fresh(4);
    await page.goto(path, { waitUntil: "networkidle" });
    const [paint, big] = await page.evaluate(async () => {
      const largest = await new Promise<number>((told) => {
        new PerformanceObserver((list) => told(list.getEntries().at(-1)?.startTime ?? 0)).observe({ type: "largest-contentful-paint", buffered: true });
      });
      return [performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0, largest] as const;
    });
    first.push(paint);
    largest.push(big);
    await page.context().close();
  }
  tell(`first view of ${path}, cold, processor 4 times slower`, median(first), "ms");
  tell(`largest part of ${path}, the same`, median(largest), "ms");
}

/** The longest from a press or a click to the next picture, as the browser counts it (in steps of 8 ms). */
async function slowest(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const all: number[] = [];
    Object.assign(globalThis, { seen: all });
    new PerformanceObserver((list) => list.getEntries().forEach((one) => all.push(one.duration))).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  await act();
  await page.waitForTimeout(300);
  return page.evaluate(() => Math.max(8, ...(globalThis as unknown as { seen: number[] }).seen));
}

for (const slower of [1, 4]) {
  const page = await fresh(slower);
  await page.goto("/", { waitUntil: "networkidle" });
  tell(
    `targets filtered by a click, processor ${slower} times slower`,
    await slowest(page, async () => {
      for (let i = 0; i < 6; ++i) await page.locator(".count").nth(i % 2).click();
    }),
    "ms",
  );
  await page.goto("/nhiem-vu", { waitUntil: "networkidle" });
  tell(
    `tasks searched letter by letter, processor ${slower} times slower`,
    await slowest(page, () => page.getByRole("searchbox").or(page.getByLabel("Tìm trong nội dung")).first().pressSequentially("nước thải", { delay: 60 })),
    "ms",
  );
  await page.context().close();
}

{
  const page = await fresh(1);
  await page.goto(`/office#${key}`);
  await page.getByRole("button", { name: "Vào", exact: true }).click();
  await page.getByRole("button", { name: "Để sau" }).click();
  await page.goto("/office/nhat-ky");
  const rows = page.locator("tbody tr");
  while ((await rows.count()) < 500) {
    const before = await rows.count();
    await page.getByRole("button", { name: "Xem thêm" }).click();
    await page.waitForFunction((had) => document.querySelectorAll("tbody tr").length > had, before);
  }
  const gaps = await page.evaluate(async () => {
    const out: number[] = [];
    let last = performance.now();
    const end = last + 4000;
    await new Promise<void>((ended) => {
      const step = (now: number): void => {
        out.push(now - last);
        last = now;
        scrollBy(0, 60);
        if (now < end) requestAnimationFrame(step);
        else ended();
      };
      requestAnimationFrame(step);
    });
    return out.slice(2);
  });
  tell(`rows of the table that is scrolled`, await rows.count(), "rows");
  tell("pictures later than two of the screen's steps, of 240", gaps.filter((gap) => gap > 34).length, "pictures");
  tell("longest step while it is scrolled", Math.max(...gaps), "ms");
  await page.context().close();
}
await browser.close();
