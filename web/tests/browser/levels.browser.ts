// Quận 7 collects from its wards on screen: opens its cycle, a ward fills its form, the district reviews,
// consolidates and puts the sums into its own report.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { barriersOf, keepPicture, sideways, Stage, widths } from "./stage.ts";

const stage = new Stage();
const below = "2023-H1@q7";
const keys: Record<string, string> = {};

describe("a district and its wards", () => {
  before(async () => {
    stage.now = "2023-06-05T09:00:00+07:00";
    stage.open();
    keys["drafter"] = stage.invite("q7.soan", "Người soạn (minh họa)", "drafter", "q7");
    keys["signatory"] = stage.invite("q7.chu-tich", "Người ký (minh họa)", "signatory", "q7");
    keys["ward"] = stage.invite("tan-phu.soan", "Cán bộ phường (minh họa)", "drafter", "q7-tan-phu");
    keys["officer"] = stage.invite("so.chuyen-vien", "Chuyên viên (minh họa)", "agency_officer");
    await stage.serve();
  });
  after(() => stage.end());

  let drafter: Page, ward: Page, officer: Page;

  test("before the district opens anything its ward has nothing to do", async () => {
    drafter = await stage.person(keys["drafter"] ?? "");
    ward = await stage.person(keys["ward"] ?? "");
    officer = await stage.person(keys["officer"] ?? "");
    await ward.goto("/office");
    await ward.getByText("Hiện không có").first().waitFor();
  });

  test("the district says until when and which tables, and opens", async () => {
    await drafter.goto("/office");
    await drafter.getByText("Bắt đầu thu").click();
    await drafter.getByLabel("Hạn gửi của đơn vị trực thuộc").fill("2023-06-12");
    for (const table of ["05c", "05d"]) await drafter.getByLabel(`Biểu ${table}. `).uncheck();
    await keepPicture(drafter, "cap-duoi-mo");
    await drafter.getByRole("button", { name: "Mở kỳ thu", exact: true }).click();
    await drafter.getByText("0 trên 10 đơn vị đã gửi").waitFor();
  });

  test("the ward finds its form, of the district and by the district's day", async () => {
    await ward.goto("/office");
    await ward.getByText("đến hết ngày 12/6/2023").waitFor();
    await ward.getByText("Gửi: Ủy ban nhân dân Quận 7").waitFor();
    await ward.getByRole("link", { name: "Soạn báo cáo", exact: true }).click();
    await ward.getByRole("heading", { name: /Tân Phú/ }).waitFor();
    assert.equal(await ward.getByRole("link", { name: /Biểu 05c/ }).count(), 0);
    await ward.getByRole("link", { name: /Biểu 01/ }).click();
    await ward.locator('[data-field="figures:ww_sites_obliged:this_period"]').fill("8");
    await ward.locator('[data-field="figures:ww_sites_ok:this_period"]').fill("7");
    await ward.getByText("Đã lưu mọi thay đổi").waitFor();
    await keepPicture(ward, "phuong-bieu-01");
  });

  test("the district sees who has sent; the city looks on", async () => {
    const report = join(stage.folder, "ward.yaml");
    writeFileSync(
      report,
      `illustrative: true\ncycle: ${below}\nunit: q7-tan-phu\nletter: {number: 3/BC-UBND, date: 2023-06-05}\nfigures:\n` +
        "  - {element: ww_sites_ok, this_period: 7, state: official}\n  - {element: ww_sites_obliged, this_period: 8, state: official}\n",
    );
    stage.run("submit", report);
    await drafter.goto(`/office/tinh-hinh/${below}`);
    await drafter.getByText("1 trên 10 đơn vị đã gửi").waitFor();
    await drafter.getByText("Số liệu của các đơn vị trực thuộc Quận 7").waitFor();
    await keepPicture(drafter, "cap-duoi-tinh-hinh");
    await drafter.getByRole("link", { name: /Tân Phú/ }).first().click();
    await drafter.getByRole("button", { name: "Ghi nhận", exact: true }).click();
    await drafter.getByText("Đã ghi nhận báo cáo của").waitFor();
    await officer.goto("/office/tinh-hinh/2023-H1");
    await officer.getByRole("heading", { name: "Đơn vị đang thu số liệu từ cấp dưới" }).waitFor();
    await officer.goto(`/office/tong-hop/${below}`);
    await officer.getByText("Số liệu của các đơn vị trực thuộc Quận 7").waitFor();
    assert.equal(await officer.getByRole("button", { name: "Chốt số liệu" }).count(), 0);
  });

  test("the sums go into the district's own report", async () => {
    await drafter.goto(`/office/tong-hop/${below}`);
    await drafter.getByRole("button", { name: /hốt số liệu/ }).first().click();
    await drafter.getByText(/đã ghi nhận 1|1 đã ghi nhận|1 báo cáo/).first().waitFor();
    await drafter.getByRole("button", { name: "Đưa số vào bản soạn", exact: true }).click();
    await keepPicture(drafter, "cap-duoi-tong-hop");
    await drafter.getByRole("group", { name: "Thay số đang có trong bản soạn?" }).getByRole("button").first().click();
    await drafter.getByText("Đã đưa số vào bản soạn báo cáo của đơn vị").waitFor();
    await drafter.getByRole("link", { name: "Mở báo cáo của đơn vị" }).click();
    await drafter.getByRole("link", { name: /Biểu 01/ }).click();
    await drafter.getByText("Kết quả kỳ này: 87,5%").waitFor();
  });

  test("pages of a level stand no barrier in anybody's way", async () => {
    for (const [page, path] of [[drafter, "/office"], [drafter, `/office/tinh-hinh/${below}`], [drafter, `/office/tong-hop/${below}`], [ward, "/office"]] as const) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.deepEqual(await barriersOf(page), []);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        assert.ok(!(await sideways(page)), `${path} at ${width}`);
      }
    }
  });
});
