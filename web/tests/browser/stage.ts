// A server of its own for the tests of a file, with the demonstration's first half of 2023 published, and a
// browser. The program comes in XANH; everything is in a folder that goes with the test.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";

const root = resolve(import.meta.dirname, "../../..");
const xanh = process.env["XANH"] ?? join(root, "build/release/xanh");
const programme = join(root, "programmes/hcmc-2020-2030");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const widths = [360, 768, 1440] as const;

export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), "xanh-web-"));
  readonly programme = programme;
  readonly root = root;
  url = "";
  private server: ChildProcess | undefined;
  private browser: Browser | undefined;
  now = "2023-06-22T08:00:00+07:00";

  run(...words: string[]): string {
    return execFileSync(xanh, words, {
      env: { ...process.env, XANH_STORE: join(this.folder, "store"), XANH_NOW: this.now },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** The first half of 2023, open. */
  open(from: string = programme): void {
    this.run("init", from);
    this.run("cycle", "open", "2023-H1");
  }

  /** The demonstration's reports of all units but these, noted. */
  reports(...without: string[]): void {
    const reports = join(programme, "demonstration/2023-H1");
    const names = readdirSync(reports).filter((name) => name.endsWith(".yaml") && !without.includes(name.replace(".yaml", "")));
    this.run("submit", ...names.map((name) => join(reports, name)));
    this.run("review", "2023-H1", "--note");
  }

  /** The first half of 2023, published. */
  publish(from: string = programme): void {
    this.open(from);
    this.reports();
    this.finish();
  }

  /** From the last report to the publication. */
  finish(): void {
    this.run("cycle", "close", "2023-H1");
    this.run("consolidate", "--cycle", "2023-H1", "-o", join(this.folder, "report"));
    this.run("cycle", "publish", "2023-H1");
  }

  /** A new person with one post; the key by which he comes in once. */
  invite(code: string, name: string, role: string, unit?: string): string {
    const said = this.run("--json", "user", "invite", code, "--name", name, "--role", role, ...(unit ? ["--unit", unit] : []));
    const key = /xl_[\w-]+/.exec(said)?.[0];
    if (!key) throw new Error(`no key in ${said}`);
    return key;
  }

  /** That person in a browser of his own, come in by the key. */
  async person(key: string, width = 1440): Promise<Page> {
    const page = await this.page(width);
    await page.goto(`/office#${key}`);
    await page.getByRole("button", { name: "Vào", exact: true }).click();
    await page.getByRole("button", { name: "Để sau" }).click();
    await page.getByRole("button", { name: "Đăng xuất" }).waitFor();
    return page;
  }

  async serve(listen = "127.0.0.1:0", options: readonly string[] = [], env: Record<string, string> = {}): Promise<void> {
    const server = spawn(xanh, ["serve", "--listen", listen, "--json", ...options], {
      env: { ...process.env, ...env, XANH_STORE: join(this.folder, "store"), XANH_NOW: this.now },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.server = server;
    this.url = await new Promise((found, failed) => {
      let said = "";
      server.stdout?.on("data", (piece: Buffer) => {
        said += piece.toString();
        const address = /"(http[^"]*)"/.exec(said)?.[1];
        if (address) found(address);
      });
      server.on("exit", (code) => failed(new Error(`the server ended with ${code}`)));
    });
  }

  /** A page in a context of its own, as another person's; what its console complains of is an error. */
  async page(width = 1440, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
    this.browser ??= await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
    const context = await this.browser.newContext({ viewport: { width, height: 900 }, baseURL: this.url, ...options });
    context.setDefaultTimeout(20_000);
    return context.newPage();
  }

  async end(): Promise<void> {
    await this.browser?.close();
    const server = this.server;
    if (server && server.exitCode === null) {
      server.removeAllListeners("exit");
      server.kill("SIGTERM");
      await new Promise((ended) => server.once("exit", ended));
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a page complains of: errors of its scripts and console, requests to other hosts. */
export function complaintsOf(page: Page, url: string): string[] {
  const found: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") found.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => found.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) found.push(`asks ${request.url()}`);
  });
  return found;
}

/** Kept under XANH_PICTURES, where pictures are to be looked at: `office-bieu-01` at the width that the page has. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env["XANH_PICTURES"];
  if (!folder) return;
  mkdirSync(resolve(folder), { recursive: true });
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path: join(resolve(folder), `${name}-${width}.jpg`), type: "jpeg", quality: 60, fullPage: true, animations: "disabled" });
}

/** The same for a paper. */
export function keepFile(path: string): void {
  const folder = process.env["XANH_PICTURES"];
  if (folder) copyFileSync(path, join(resolve(folder), basename(path)));
}

/** What stands against the accessibility of the page as it is, each with its places. */
export async function barriersOf(page: Page): Promise<string[]> {
  // Run beside the page's own scripts, which its policy would not let come in from here.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (at: Document) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run;
    const { violations } = await run(document);
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  });
}

/** By how many pixels the page is wider than its window. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
