// A citizen on the portal, in a real browser.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { barriersOf, complaintsOf, keepPicture, sideways, Stage, widths } from "./stage.ts";

const stage = new Stage();
const pages = ["/", "/chi-tieu", "/chi-tieu/t01", "/chi-tieu/t09", "/nhiem-vu", "/van-ban", "/du-lieu", "/gop-y", "/khong-co"];

describe("the portal", () => {
  before(async () => {
    stage.publish();
    await stage.serve();
  });
  after(() => stage.end());

  for (const width of widths)
    test(`stays within ${width} pixels, without a barrier or a complaint, in both languages`, async () => {
      const page = await stage.page(width);
      const complaints = complaintsOf(page, stage.url);
      const barriers: string[] = [];
      for (const path of pages.flatMap((one) => [one, `/en${one === "/" ? "" : one}`])) {
        const missing = path.endsWith("khong-co");
        await page.goto(path, { waitUntil: "networkidle" });
        assert.equal(await sideways(page), 0, path);
        if (!missing) barriers.push(...(await barriersOf(page)).map((one) => `${path}: ${one}`));
        if (!missing && !/^\/en\/./.test(path)) await keepPicture(page, `portal-${path.slice(1).replace(/\W+/g, "-") || "trang-chu"}`);
      }
      assert.deepEqual(barriers, []);
      assert.deepEqual(complaints.filter((one) => !one.includes("404")), []);
      await page.context().close();
    });

  test("shows every figure without script", async () => {
    const page = await stage.page(1440, { javaScriptEnabled: false });
    await page.goto("/");
    assert.match(await page.locator("main").innerText(), /21,2%/);
    await page.goto("/chi-tieu/t09");
    assert.match(await page.locator("main").innerText(), /21,2%/);
    await page.context().close();
  });

  test("leaves who has stepped on a link there when script takes the page over", async () => {
    const page = await stage.page();
    let go: () => void = () => {};
    const held = new Promise<void>((told) => (go = told));
    await page.route(/portal-.*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/", { waitUntil: "commit" });
    await page.getByRole("link", { name: "Văn bản" }).focus();
    go();
    await page.locator("main#content").waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("href") === "/van-ban");
    await page.context().close();
  });

  test("keeps what was chosen in the address", async () => {
    const page = await stage.page();
    await page.goto("/");
    await page.getByRole("button", { name: /đã hoàn thành/ }).click();
    assert.match(page.url(), /danh-gia=completed/);
    await page.waitForFunction(() => document.querySelector(".cards > li[hidden]"));
    const cards = await page.locator(".card:visible").count();
    await page.goto(page.url());
    await page.waitForFunction(() => document.querySelector(".cards > li[hidden]"));
    assert.equal(await page.locator(".card:visible").count(), cards);
    assert.ok(cards > 0 && cards < 15);
    await page.context().close();
  });

  test("leads from a card to the target, its definition and its figures by district", async () => {
    const page = await stage.page();
    await page.goto("/");
    await page.getByRole("link", { name: /ngoài khu công nghiệp xử lý nước thải/ }).click();
    await page.getByRole("heading", { level: 1, name: /ngoài khu công nghiệp/ }).waitFor();
    assert.match(page.url(), /\/chi-tieu\/t01$/);
    await page.locator(".tile").first().waitFor();
    assert.equal(await page.locator(".tile").count(), 22);
    await page.getByRole("button", { name: "Xem dạng bảng" }).click();
    await page.getByRole("cell", { name: "95,3%" }).first().waitFor();
    await page.context().close();
  });

  test("finds works by words typed without their marks", async () => {
    const page = await stage.page();
    await page.goto("/nhiem-vu");
    await page.locator(".work").first().waitFor();
    const all = await page.locator(".work").count();
    await page.getByLabel("Tìm trong nội dung").fill("nuoc thai");
    await page.waitForFunction((before) => document.querySelectorAll(".work").length < before, all);
    for (const text of await page.locator(".work h2").allInnerTexts()) assert.match(text.toLowerCase(), /nước thải/);
    await page.context().close();
  });

  test("gives the published report out as it was sealed", async () => {
    const page = await stage.page();
    await page.goto("/van-ban");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /Báo cáo \(Word\)/ }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "report.docx");
    await page.context().close();
  });

  test("asks for no more than 120 KiB of script before a chart is looked at", async () => {
    const page = await stage.page();
    let bytes = 0;
    const sizes: Promise<void>[] = [];
    page.on("response", (reply) => {
      if (/\.js$/.test(new URL(reply.url()).pathname))
        sizes.push(reply.request().sizes().then((size) => void (bytes += size.responseBodySize)));
    });
    await page.goto("/", { waitUntil: "networkidle" });
    await Promise.all(sizes);
    assert.ok(bytes > 0 && bytes <= 120 * 1024, `${bytes} bytes`);
    await page.context().close();
  });

  test("can be used with the keyboard alone, and tells where one has come to", async () => {
    const page = await stage.page();
    await page.goto("/");
    await page.locator("main#content").waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Đến nội dung");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "content");
    await page.getByRole("link", { name: "Văn bản" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Văn bản" }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "content");
    await page.context().close();
  });
});
