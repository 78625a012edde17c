// What the standing agency works with between the reports and the paper: where a figure comes from, the snapshot with
// figures and words side by side, the pages before they are printed, the plan; and the administrator's page.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { barriersOf, complaintsOf, keepFile, keepPicture, sideways, Stage, widths } from "./stage.ts";

const stage = new Stage();

async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await keepPicture(page, `office-${name}`);
    assert.equal(await sideways(page), 0, `${page.url()} at ${width}`);
    assert.deepEqual(await barriersOf(page), [], page.url());
  }
}

describe("between the reports and the paper", () => {
  let officer: Page, drafter: Page, admin: Page;
  const complaints: string[][] = [];

  before(async () => {
    stage.open();
    stage.reports("q3", "so-dl");
    stage.run("submit", join(resolve(import.meta.dirname, "../../.."), "programmes/hcmc-2020-2030/demonstration/2023-H1/q3.yaml"));
    await stage.serve();
    officer = await stage.person(stage.invite("so.chuyen-vien", "Chuyên viên (minh họa)", "agency_officer"));
    drafter = await stage.person(stage.invite("q7.soan", "Người soạn (minh họa)", "drafter", "q7"));
    admin = await stage.person(stage.invite("quan-tri", "Quản trị (minh họa)", "administrator"));
    for (const page of [officer, drafter, admin]) complaints.push(complaintsOf(page, stage.url));
  });
  after(() => stage.end());

  test("a snapshot shows figures and words, with whose they are and what is missing", async () => {
    await officer.goto("/office/tong-hop/2023-H1");
    await officer.getByRole("button", { name: "Chốt số liệu" }).click();
    await officer.getByRole("link", { name: /^Lần 1:/ }).click();
    await officer.getByRole("heading", { name: /^Bản chốt số liệu lần 1/ }).waitFor();
    const missing = officer.getByText(/^Chưa gửi báo cáo, hoặc tạm lấy số kỳ trước:/);
    assert.match(await missing.innerText(), /Du lịch/);
    await officer.getByLabel("Mục").selectOption("1");
    await officer.waitForURL(/muc=1/);
    const paragraph = officer.locator("blockquote", { hasText: "2023-H1/q7/1" });
    assert.match(await paragraph.innerText(), /Quận 7 · 2023-H1\/q7\/1 · \d+ trên 1\.000 ký tự/);
    await officer.locator("details.target", { hasText: "Chưa đến thời điểm đánh giá" }).first().waitFor();
    await looksRight(officer, "ban-chot");
  });

  test("a target leads to the report it is computed from, and the figure to its past and to like units", async () => {
    await officer.setViewportSize({ width: 1440, height: 900 });
    const target = officer.locator("details.target").first();
    await target.locator("> summary").click();
    await target.getByText(/^Tính từ/).waitFor();
    assert.match(await target.innerText(), /Chưa có số liệu của:.*Quận 3/);
    await target.getByRole("link", { name: "Quận 7" }).first().click();
    await officer.waitForURL(/ra-soat\/2023-H1\/q7#f-ww_sites/);
    const story = officer.locator(`${new URL(officer.url()).hash} + tr details.story-of`);
    await officer.waitForFunction(() => document.activeElement?.tagName === "SUMMARY");
    await officer.keyboard.press("Enter");
    await story.getByText("được tính", { exact: false }).first().waitFor();
    await story.getByText(/đơn vị tương tự đã gửi; trung vị/).click();
    await story.getByRole("row", { name: /Quận 1\b/ }).waitFor();
    assert.match(await story.innerText(), /công văn 425\/BC-UBND/);
    await looksRight(officer, "nguon-so-lieu");
  });

  test("a unit sees its own figures' past and nothing of others", async () => {
    await drafter.goto("/office/bao-cao/2023-H1/q7/01");
    const story = drafter.locator("details.story-of").first();
    await story.locator("summary").click();
    await story.getByText("2023-H1/q7/1", { exact: false }).waitFor();
    assert.doesNotMatch(await story.innerText(), /đơn vị tương tự/);
    assert.match(await story.innerText(), /(Tử|Mẫu) số của/);
    assert.deepEqual(await barriersOf(drafter), []);
  });

  test("the pages can be looked at before they are printed, and no snapshot comes of it", async () => {
    await officer.goto("/office/tong-hop/2023-H1");
    const address = await officer.getByRole("link", { name: "Xem trước các trang" }).getAttribute("href");
    const pages = await officer.request.get(new URL(address ?? "", stage.url).href, { timeout: 120_000 });
    assert.equal(pages.status(), 200);
    assert.equal(pages.headers()["content-type"], "application/pdf");
    assert.equal(pages.headers()["content-disposition"], undefined, "shown, not saved");
    assert.equal((await pages.body()).subarray(0, 5).toString(), "%PDF-");
    await officer.reload();
    await officer.getByRole("link", { name: /^Lần 1:/ }).waitFor();
    assert.equal(await officer.getByRole("link", { name: /^Lần/ }).count(), 1);
  });

  test("the approving authority has the report on one page, and its conclusions drafted", async () => {
    const authority = await stage.person(stage.invite("tp.vp", "Văn phòng (minh họa)", "authority"));
    complaints.push(complaintsOf(authority, stage.url));
    await authority.getByRole("heading", { name: "Sơ kết 6 tháng đầu năm 2023: báo cáo trên một trang" }).waitFor();
    await authority.getByText(/^Theo bản chốt số liệu lần 1, đã ghi nhận \d+ trên \d+ đơn vị/).waitFor();
    await authority.getByText(/: \d+ chỉ tiêu$/).first().waitFor();
    await looksRight(authority, "mot-trang");
    for (const name of [/Tóm tắt một trang/, /Thông báo kết luận/]) {
      const address = await authority.getByRole("link", { name }).getAttribute("href");
      const paper = await authority.request.get(new URL(address ?? "", stage.url).href, { timeout: 120_000 });
      assert.equal(paper.status(), 200, String(name));
      const file = join(stage.folder, /pdf/.test(paper.headers()["content-type"] ?? "") ? "mot-trang.pdf" : "thong-bao.docx");
      writeFileSync(file, await paper.body());
      keepFile(file);
      if (file.endsWith(".pdf")) continue;
      // Screen and paper count the same units.
      const said = /ghi nhận (\d+) trên (\d+) đơn vị/.exec(await authority.locator("main").innerText());
      const text = execFileSync("unzip", ["-p", file, "word/document.xml"], { encoding: "utf8" }).replace(/<[^>]*>/g, "");
      assert.match(text, new RegExp(`tổng hợp từ ${said?.[1]}/${said?.[2]} đơn vị`));
    }
    await authority.context().close();
  });

  test("the plan says what was decided, whose it is and where it stands; the choice stands in the address", async () => {
    await officer.goto("/office/ke-hoach");
    await officer.getByText(/^Tình hình theo bản chốt mới nhất, chưa công bố/).waitFor();
    await officer.getByLabel("Nhóm giải pháp").selectOption("s3");
    await officer.waitForURL(/nhom=s3/);
    const tasks = officer.locator("details.target");
    const some = await tasks.count();
    await officer.goto(officer.url());
    await tasks.first().waitFor();
    assert.equal(await tasks.count(), some);
    await tasks.first().locator("> summary").click();
    await looksRight(officer, "ke-hoach");
    await officer.setViewportSize({ width: 1440, height: 900 });
    await officer.getByRole("link", { name: /^Qua các kỳ: Tỷ lệ cơ sở sản xuất, kinh doanh/ }).click();
    await officer.getByRole("rowheader", { name: "Tổng của mọi đơn vị phải báo cáo" }).waitFor();
    await officer.getByLabel("Địa bàn").selectOption("common");
    await officer.waitForURL(/dia-ban=common/);
    await officer.getByText(/Những vùng nhỏ nhất mà mọi kỳ đều có/).waitFor();
    await officer.getByRole("row", { name: /Quận 7/ }).waitFor();
    await looksRight(officer, "qua-cac-ky");
    await drafter.goto("/office/ke-hoach");
    await drafter.getByText("Chưa có báo cáo nào được công bố.").waitFor();
  });

  test("the administrator sees that machine and store are well, and the mail", async () => {
    await admin.goto("/office/he-thong");
    await admin.getByRole("row", { name: /store\.check ● Tốt/ }).waitFor();
    await admin.getByRole("heading", { name: "Thư gửi đi" }).waitFor();
    await looksRight(admin, "he-thong");
  });

  test("the second factor comes as a picture for the telephone", async () => {
    await admin.goto("/office/tai-khoan");
    await admin.getByLabel("Mật khẩu mới").fill("một câu dài khó đoán");
    await admin.getByRole("button", { name: "Lưu" }).click();
    await admin.getByText("Đã đổi mật khẩu").waitFor();
    const part = admin.locator("section", { has: admin.getByRole("heading", { name: "Xác thực hai lớp" }) });
    await part.getByLabel("Mật khẩu").fill("một câu dài khó đoán");
    await part.getByRole("button", { name: "Bật" }).click();
    await part.getByRole("img", { name: "Mã QR chứa khóa" }).waitFor();
    await looksRight(admin, "xac-thuc-hai-lop");
  });

  test("nothing in the browser complains", () => assert.deepEqual(complaints.flat(), []));
});
