// The pictures of the manual, taken of the pages as they are: one that shows something else than its page fails.
//   UPDATE=1 tools/web browser tests/browser/manual.browser.ts     takes them anew into docs/manual/pictures
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { barriersOf, complaintsOf, keepPicture, sideways, Stage, widths } from "./stage.ts";

const manual = resolve(import.meta.dirname, "../../../docs/manual");
const pictures = join(manual, "pictures");
const update = process.env["UPDATE"] === "1";
const taken = new Map<string, Buffer>();

/** How far two pictures are from each other, seen from afar: 0 the same, 255 black and white. */
async function distance(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async (both) => {
      const seen = await Promise.all(
        both.map(async (address) => {
          const image = new Image();
          image.src = address;
          await image.decode();
          const canvas = new OffscreenCanvas(64, 48);
          const context = canvas.getContext("2d");
          if (!context) throw new Error("no canvas");
          context.drawImage(image, 0, 0, 64, 48);
          return context.getImageData(0, 0, 64, 48).data;
        }),
      );
      const [a, b] = seen as [Uint8ClampedArray, Uint8ClampedArray];
      return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
    },
    [one, other].map((bytes) => `data:image/jpeg;base64,${bytes.toString("base64")}`),
  );
}

const stage = new Stage();

async function take(page: Page, name: string, ready: string | RegExp): Promise<void> {
  await page.getByText(ready).first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  taken.set(name, await page.screenshot({ type: "jpeg", quality: 72, animations: "disabled", caret: "hide" }));
}

describe("the manual", () => {
  let drafter: Page, officer: Page, leader: Page, admin: Page, link: string;

  before(async () => {
    stage.now = "2023-06-12T09:00:00+07:00";
    stage.open();
    stage.reports("q7", "q3");
    stage.run("submit", join(resolve(import.meta.dirname, "../../.."), "programmes/hcmc-2020-2030/demonstration/2023-H1/q3.yaml"));
    stage.run("consolidate", "--cycle", "2023-H1", "-o", join(stage.folder, "so-bo"));
    await stage.serve();
    drafter = await stage.person(stage.invite("q7.soan", "Người soạn (minh họa)", "drafter", "q7"));
    officer = await stage.person(stage.invite("so.chuyen-vien", "Chuyên viên (minh họa)", "agency_officer"));
    leader = await stage.person(stage.invite("ub.van-phong", "Cơ quan phê duyệt (minh họa)", "authority"));
    admin = await stage.person(stage.invite("quan-tri", "Quản trị (minh họa)", "administrator"));
    await drafter.goto("/office/bao-cao/2023-H1/q7/01");
    for (const [element, value] of [["ww_sites_obliged", "1.250"], ["ww_sites_ok", "1.200"]])
      await drafter.locator(`[data-field="figures:${element}:this_period"]`).fill(value ?? "");
    await drafter.getByText("Đã lưu mọi thay đổi").waitFor();
    await drafter.goto("/office/bao-cao/2023-H1/q7/10");
    await drafter.getByLabel("Hạn của các phần").fill("2023-06-14");
    await drafter.getByRole("button", { name: "Tạo liên kết" }).click();
    link = (await drafter.locator(".good li code").first().innerText()).trim();
    for (const page of [drafter, officer, leader, admin]) await page.setViewportSize({ width: 1100, height: 720 });
  });
  after(() => stage.end());

  for (const language of ["vi", "en"] as const)
    test(`has its pictures in ${language}`, async () => {
      const say = <T extends string | RegExp>(vi: T, en: T) => (language === "vi" ? vi : en);
      const to = async (page: Page, path: string) => {
        await page.evaluate((one) => localStorage.setItem("xanh:language", one), language);
        await page.goto("about:blank");
        await page.goto(path);
      };
      const name = (what: string) => `${language}-${what}.jpg`;
      await to(drafter, "/office");
      await take(drafter, name("desk"), say(/^Soạn báo cáo$/, /^Write the report$/));
      await to(drafter, "/office/bao-cao/2023-H1/q7/01");
      await take(drafter, name("form"), say("Kết quả kỳ này", "Result of this period"));
      await to(drafter, "/office/bao-cao/2023-H1/q7/gui");
      await drafter.getByRole("button", { name: say("Kiểm tra", "Check"), exact: true }).click();
      await take(drafter, name("send"), say("Cảnh báo không ngăn", "A warning stops nobody"));
      await to(officer, "/office/tinh-hinh/2023-H1");
      await take(officer, name("board"), say("Đơn vị", "Units"));
      await to(officer, "/office/ra-soat/2023-H1/q3");
      await take(officer, name("review"), say("Ghi nhận", "Note"));
      await to(officer, "/office/kien-nghi");
      await take(officer, name("matters"), say("Ghi ý kiến, kết quả", "Write the opinion"));
      await to(officer, "/office/tong-hop/2023-H1");
      await take(officer, name("cycle"), say("Bản chốt số liệu", "Snapshots"));
      await officer.locator("ol a").first().click();
      await officer.locator("details.target").first().click();
      await take(officer, name("snapshot"), say("Lời văn của các đơn vị", "The units' words"));
      await to(officer, "/office/ke-hoach");
      await take(officer, name("plan"), say("Nhiệm vụ, dự án", "Tasks and projects"));
      await to(drafter, "/office/dieu-chinh/moi?o=targets/t01");
      await take(drafter, name("amend"), say("Đề nghị", "Is to be"));
      if (language === "vi") {
        await drafter.getByLabel("mốc năm 2030: chuyển sang năm").fill("2029");
        await drafter.getByRole("textbox", { name: "Lý do", exact: true }).fill("Nhà máy xong sớm một năm (minh họa)");
        await drafter.getByRole("button", { name: "Kiểm tra" }).click();
        await drafter.getByText("Thực hiện được").waitFor();
        await drafter.getByRole("button", { name: "Gửi đề xuất" }).click();
        await drafter.waitForURL("**/dieu-chinh/A1");
      }
      await to(leader, "/office/dieu-chinh/A1");
      await take(leader, name("amendment"), say("Số văn bản", "Number of the document"));
      await to(admin, "/office/nguoi-dung");
      await take(admin, name("people"), say("Mời một người", "Invite somebody"));
      const ward = await stage.page(1100);
      await ward.goto("/office");
      await to(ward, link);
      await take(ward, name("part"), say("Tải phần biểu", "Download the part"));
      await ward.context().close();
    });

  test("has its pictures of the portal", async () => {
    stage.run("submit", join(resolve(import.meta.dirname, "../../.."), "programmes/hcmc-2020-2030/demonstration/2023-H1/q7.yaml"));
    stage.now = "2023-06-20T09:00:00+07:00";
    stage.run("review", "2023-H1", "--note");
    stage.finish();
    const citizen = await stage.page(1100);
    for (const [language, root] of [["vi", ""], ["en", "/en"]] as const) {
      await citizen.goto(root || "/");
      await citizen.locator("main#content .tile").first().waitFor();
      await take(citizen, `${language}-portal.jpg`, /1,0%|1\.0%|%/);
      await citizen.goto(`${root}/gop-y`);
      await take(citizen, `${language}-feedback.jpg`, language === "vi" ? "Gửi góp ý" : "Give feedback");
    }
    await citizen.context().close();
  });

  test("names every picture that was taken, and no other", () => {
    const named = (["vi", "en"] as const).flatMap((language) =>
      readdirSync(join(manual, language)).flatMap((file) =>
        [...readFileSync(join(manual, language, file), "utf8").matchAll(/\.\.\/pictures\/([\w-]+\.jpg)/g)].map((found) => found[1] ?? ""),
      ),
    );
    assert.deepEqual([...new Set(named)].sort(), [...taken.keys()].sort());
  });

  test("shows the pages as they are", async () => {
    mkdirSync(pictures, { recursive: true });
    const old: string[] = [];
    for (const [name, bytes] of taken) {
      const path = join(pictures, name);
      if (update) writeFileSync(path, bytes);
      else if (!existsSync(path) || (await distance(officer, readFileSync(path), bytes)) > 6) old.push(name);
    }
    assert.deepEqual(old, [], "take them anew: UPDATE=1 tools/web browser tests/browser/manual.browser.ts");
  });

  test("is reachable from every screen, in both languages, and leads from page to page", async () => {
    await officer.evaluate(() => localStorage.setItem("xanh:language", "vi"));
    const complaints = complaintsOf(officer, stage.url);
    for (const path of ["", "/tinh-hinh", "/kien-nghi", "/gop-y", "/ra-soat/2023-H1/q3", "/tong-hop/2023-H1", "/ke-hoach", "/bao-cao/2023-H1/q7/01"]) {
      await officer.goto(`/office${path}`);
      await officer.getByRole("link", { name: "Hướng dẫn" }).click();
      await officer.locator(".manual h1").waitFor();
    }
    await officer.goto("/office/huong-dan/thuong-truc");
    await officer.getByRole("heading", { name: "Cơ quan thường trực: một kỳ trên trang" }).waitFor();
    await officer.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>(".manual img")].every((one) => one.complete && one.naturalWidth > 0));
    for (const width of widths) {
      await officer.setViewportSize({ width, height: 900 });
      await keepPicture(officer, "office-huong-dan");
      assert.equal(await sideways(officer), 0);
      assert.deepEqual(await barriersOf(officer), []);
    }
    await officer.goto("/office/huong-dan/phe-duyet");
    await officer.locator(".manual a", { hasText: "đăng nhập" }).click();
    await officer.getByRole("heading", { name: "Đăng nhập và tài khoản" }).waitFor();
    // Every link of every page leads to a page of the manual.
    for (const name of ["dang-nhap", "don-vi", "phan-bieu", "thuong-truc", "phe-duyet", "quan-tri", "nguoi-dan"]) {
      await officer.goto(`/office/huong-dan/${name}`);
      await officer.locator(".manual h1").waitFor();
      const links = await officer.locator(".manual a").evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
      for (const link of links) {
        await officer.goto(link);
        await officer.locator(".manual h1").waitFor();
        assert.equal(await officer.getByText("Không có trang hướng dẫn này").count(), 0, `${name} leads to ${link}`);
      }
    }
    const visitor = await stage.page();
    await visitor.goto("/gop-y");
    await visitor.getByRole("link", { name: "Hướng dẫn" }).click();
    await visitor.getByRole("heading", { name: "Người dân", level: 1 }).waitFor();
    await visitor.context().close();
    assert.deepEqual(complaints, []);
  });
});
