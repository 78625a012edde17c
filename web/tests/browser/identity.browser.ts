// Coming in through the city's identity provider, a real one on this machine: there and back by the page's button.
import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { barriersOf, complaintsOf, keepPicture, Stage } from "./stage.ts";

const stage = new Stage();
const secret = "only-for-tests-0123456789";

/** A port that nobody listens at just now: the provider has to know the way back before there is a server. */
const freePort = (): Promise<number> =>
  new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });

describe("the city's identity provider", () => {
  let provider: ChildProcess;
  let issuer = "";

  before(async () => {
    const folder = join(stage.root, "build/release/identity-provider");
    execFileSync(join(stage.root, "tests/server/identity_provider/install"), [folder], { stdio: "ignore" });
    const port = await freePort();
    const site = `http://127.0.0.1:${port}`;
    provider = spawn("node", [join(folder, "provider.mjs"), `${site}/sign-in/return`, secret], { stdio: ["ignore", "pipe", "ignore"] });
    issuer = await new Promise((found) => provider.stdout?.once("data", (piece: Buffer) => found(piece.toString().trim())));
    stage.now = `${new Date().toISOString().slice(0, 19)}+00:00`; // what the provider says is good for some minutes of today
    stage.run("init", stage.programme);
    stage.run("user", "invite", "so.lan", "--name", "Lan (minh họa)", "--role", "agency_officer", "--contact", "lan@example.vn");
    await stage.serve(`127.0.0.1:${port}`, ["--site", site, "--identity-issuer", issuer, "--identity-client", "xanh", "--clock-runs"], {
      XANH_IDENTITY_SECRET: secret,
    });
  });
  after(async () => {
    provider?.kill("SIGKILL");
    await stage.end();
  });
  const as = (sub: string, email: string) => fetch(`${issuer}/as?sub=${sub}&email=${email}&verified=yes`);

  test("lets in who was invited, by its verified address, and shows the desk", async () => {
    await as("248289761001", "lan@example.vn");
    const page = await stage.page();
    const complaints = complaintsOf(page, stage.url);
    await page.goto("/office");
    const button = page.getByRole("button", { name: "Đăng nhập chung của thành phố" });
    await button.waitFor();
    await keepPicture(page, "office-dang-nhap");
    assert.deepEqual(await barriersOf(page), []);
    await button.click();
    await page.getByRole("button", { name: "Đăng xuất" }).waitFor();
    await page.getByText("Lan (minh họa)").waitFor();
    assert.equal(new URL(page.url()).pathname, "/office");
    await page.context().close();
    // The way leads over another host, which is the point of it; before it nobody is in, which is asked as well.
    assert.deepEqual(complaints.filter((one) => !one.startsWith("asks ") && !one.includes("401")), []);
  });

  test("lets nobody in who was not, and says so", async () => {
    await as("7", "nguoi-la@example.vn");
    const page = await stage.page();
    await page.goto("/office");
    await page.getByRole("button", { name: "Đăng nhập chung của thành phố" }).click();
    await page.getByRole("heading", { name: "Không thực hiện được" }).waitFor();
    assert.deepEqual(await barriersOf(page), []);
    await page.getByRole("link", { name: "Đăng nhập phần làm việc" }).click();
    await page.getByLabel("Mật khẩu").waitFor();
    await page.context().close();
  });
});
