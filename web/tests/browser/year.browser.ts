// The year's end: table 09 registers the coming year, and what was registered reaches next year's draft plan.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { barriersOf, complaintsOf, keepPicture, sideways, Stage, widths } from "./stage.ts";

const stage = new Stage();
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
const saved = (page: Page) => page.getByText("Đã lưu mọi thay đổi").waitFor();

describe("the year's end", () => {
  let owner: Page, chief: Page, officer: Page;
  const complaints: string[][] = [];

  before(async () => {
    stage.now = "2023-12-04T09:00:00+07:00";
    stage.run("init", stage.programme);
    stage.run("cycle", "open", "2023-Y");
    await stage.serve();
    chief = await stage.person(stage.invite("so-xd.giam-doc", "Người ký (minh họa)", "signatory", "so-xd"));
    owner = await stage.person(stage.invite("so-xd.van-thu", "Văn thư (minh họa)", "clerk", "so-xd"));
    officer = await stage.person(stage.invite("so.chuyen-vien", "Chuyên viên (minh họa)", "agency_officer"));
    for (const page of [owner, officer]) complaints.push(complaintsOf(page, stage.url));
  });
  after(() => stage.end());

  test("table 09 takes this year's tasks over, and registers figures, new tasks and verdicts", async () => {
    await owner.goto("/office/bao-cao/2023-Y/so-xd/09");
    await owner.getByRole("link", { name: "Biểu 09. Đăng ký Kế hoạch năm 2024" }).waitFor();
    await field(owner, "registration:targets:t09:registered").fill("29,3");
    await field(owner, "registration:targets:t09:ground").fill("Nhà máy vận hành từ quý III/2024 (minh họa)");
    await owner.getByRole("button", { name: /^Lấy \d+ nhiệm vụ đơn vị chủ trì năm nay/ }).click();
    await saved(owner);
    const rows = owner.getByRole("heading", { name: /^Dòng/ });
    const carried = await rows.count();
    assert.ok(carried > 1, "what the unit leads this year");
    const group = owner.locator("section.target", { hasText: "Còn phù hợp, cần sửa, bỏ" }).first();
    await group.getByLabel("Còn phù hợp, cần sửa, bỏ").selectOption("change");
    await group.getByLabel("Đề xuất").fill("Gộp các nhà máy dùng chung quỹ đất (minh họa)");
    await saved(owner);
    for (const width of widths) {
      await owner.setViewportSize({ width, height: 900 });
      await keepPicture(owner, "office-bieu-09-nam");
      assert.equal(await sideways(owner), 0);
      assert.deepEqual(await barriersOf(owner), []);
    }
    await owner.reload();
    await rows.first().waitFor();
    assert.equal(await rows.count(), carried);
    assert.equal(await field(owner, "registration:targets:t09:registered").inputValue(), "29,3");
    assert.equal(await owner.getByLabel("Còn phù hợp, cần sửa, bỏ").first().inputValue(), "change");
  });

  test("what was registered reaches the draft plan of the coming year", async () => {
    await owner.goto("/office/bao-cao/2023-Y/so-xd/bia");
    await field(owner, "letter:number").fill("2310/BC-SXD");
    await field(owner, "letter:date").fill("2023-12-04");
    await saved(owner);
    await owner.goto("/office/bao-cao/2023-Y/so-xd/gui");
    await owner.getByRole("button", { name: "Trình ký nháy" }).click();
    await owner.getByText("Đã trình ký nháy").waitFor();
    await chief.goto("/office/bao-cao/2023-Y/so-xd/gui");
    await chief.getByRole("button", { name: "Ký", exact: true }).click();
    await owner.getByText("Đã ký", { exact: true }).waitFor();
    await owner.getByRole("button", { name: "Gửi báo cáo" }).click();
    await owner.getByText("Đã gửi báo cáo").waitFor();
    stage.run("review", "2023-Y/so-xd", "--note");
    await officer.goto("/office/tong-hop/2023-Y");
    await officer.getByRole("combobox", { name: /^Văn bản/ }).selectOption("ke-hoach");
    const address = await officer.getByRole("link", { name: "Xem trước các trang" }).getAttribute("href");
    const pages = await officer.request.get(new URL(address ?? "", stage.url).href, { timeout: 120_000 });
    assert.equal(pages.status(), 200, await pages.text().catch(() => ""));
    const file = join(stage.folder, "ke-hoach.pdf");
    writeFileSync(file, await pages.body());
    const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    assert.match(text, /2024/);
    assert.match(text, /29,3/);
  });

  test("nothing in the browser complains", () => assert.deepEqual(complaints.flat(), []));
});
