// A change of the plan from a unit's proposal to the next version, and both versions side by side.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { barriersOf, complaintsOf, keepPicture, sideways, Stage, widths } from "./stage.ts";

const stage = new Stage();

async function looksRight(page: Page, picture: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await keepPicture(page, picture);
    assert.equal(await sideways(page), 0, `${picture} at ${width}`);
    assert.deepEqual(await barriersOf(page), [], picture);
  }
}

describe("a change of the plan", () => {
  let unit: Page, other: Page, officer: Page, leader: Page;
  const complaints: string[][] = [];

  before(async () => {
    stage.now = "2023-08-01T09:00:00+07:00";
    stage.run("init", stage.programme);
    stage.run("cycle", "open", "2023-Y");
    await stage.serve();
    unit = await stage.person(stage.invite("so-xd.soan", "Người soạn (minh họa)", "drafter", "so-xd"));
    other = await stage.person(stage.invite("q7.soan", "Người soạn, Quận 7 (minh họa)", "drafter", "q7"));
    officer = await stage.person(stage.invite("so.chuyen-vien", "Chuyên viên (minh họa)", "agency_officer"));
    leader = await stage.person(stage.invite("ub.van-phong", "Cơ quan phê duyệt (minh họa)", "authority"));
    for (const page of [unit, other, officer, leader]) complaints.push(complaintsOf(page, stage.url));
  });
  after(() => stage.end());

  test("is proposed from a target, checked before it goes", async () => {
    await unit.goto("/office/ke-hoach");
    await unit.getByRole("link", { name: /^Đề xuất điều chỉnh: / }).first().click();
    await unit.getByRole("heading", { name: "Đề xuất điều chỉnh" }).waitFor();
    await looksRight(unit, "office-dieu-chinh-moi");
    await unit.getByLabel("mốc năm 2030: chuyển sang năm").fill("2029");
    await unit.getByRole("textbox", { name: "Lý do", exact: true }).fill("Nhà máy xong sớm một năm (minh họa)");
    assert.ok(await unit.getByRole("button", { name: "Gửi đề xuất" }).isDisabled(), "nothing goes unchecked");
    await unit.getByRole("button", { name: "Kiểm tra" }).click();
    await unit.getByText("Thực hiện được").waitFor();
    await unit.getByRole("button", { name: "Gửi đề xuất" }).click();
    await unit.waitForURL("**/dieu-chinh/A1");
    await unit.getByText("Nhà máy xong sớm một năm (minh họa)").waitFor();
  });

  test("has the opinion of another unit, and what the agency makes of it", async () => {
    await other.goto("/office/dieu-chinh/A1");
    await other.getByLabel("Ý kiến của đơn vị").fill("Đề nghị nêu rõ nguồn vốn (minh họa)");
    await other.getByRole("button", { name: "Gửi ý kiến" }).click();
    await other.getByText("Đề nghị nêu rõ nguồn vốn (minh họa)").waitFor();
    await officer.goto("/office/dieu-chinh/A1");
    await officer.getByText("Tiếp thu, giải trình").click();
    await officer.getByLabel(/^Nội dung tiếp thu/).fill("Đã bổ sung vào tờ trình (minh họa)");
    await officer.getByRole("button", { name: "Tiếp thu", exact: true }).click();
    await officer.getByText("Đã bổ sung vào tờ trình (minh họa)").first().waitFor();
  });

  test("is decided with the plan as it would be in view, and becomes the next version", async () => {
    await leader.goto("/office/");
    await leader.getByRole("heading", { name: "1 đề xuất điều chỉnh chờ quyết định" }).waitFor();
    await leader.getByRole("link", { name: "A1" }).click();
    await leader.getByText("Kế hoạch sẽ khác thế nào").click();
    await leader.locator(".difference").first().waitFor();
    await looksRight(leader, "office-dieu-chinh");
    await leader.getByLabel("Số văn bản").fill("(minh họa) 1500/QĐ-UBND");
    await leader.getByLabel("Ngày văn bản").fill("2023-07-15");
    await leader.getByRole("button", { name: "Chấp thuận các thay đổi đã chọn" }).click();
    await leader.getByRole("button", { name: "Chấp thuận các thay đổi đã chọn" }).click();
    await leader.getByRole("link", { name: "Thành bản Kế hoạch 2" }).click();
    await leader.getByRole("heading", { name: "So sánh các bản" }).waitFor();
    await leader.locator(".difference").first().waitFor();
    await looksRight(leader, "office-so-sanh");
  });

  test("is in the list with what became of it", async () => {
    await unit.goto("/office/dieu-chinh");
    await unit.getByText("Thành bản Kế hoạch 2").waitFor();
    await looksRight(unit, "office-dieu-chinh-danh-sach");
  });

  test("an open cycle stays with its version until the agency moves it", async () => {
    await officer.goto("/office/tong-hop/2023-Y");
    await officer.getByText("Kỳ này theo bản Kế hoạch 1; bản đang có hiệu lực là bản 2.").waitFor();
    await officer.getByRole("button", { name: "Chuyển kỳ sang bản 2" }).click();
    await officer.getByRole("button", { name: "Chuyển kỳ sang bản 2" }).click();
    await officer.getByText("Kỳ đã theo bản Kế hoạch mới").waitFor();
    await officer.reload();
    await officer.getByRole("heading", { name: "Bản chốt số liệu" }).waitFor();
    assert.equal(await officer.getByText("Kế hoạch đã có bản mới").count(), 0);
  });

  test("stands on the portal for every citizen, with what it changed", async () => {
    const citizen = await stage.page(1100);
    complaints.push(complaintsOf(citizen, stage.url));
    await citizen.goto("/van-ban");
    const plan = citizen.locator("article", { hasText: "điều chỉnh lần 1" });
    await plan.getByText("Hiệu lực từ 15/7/2023").waitFor();
    await plan.getByText("Khác gì bản trước").click();
    await plan.getByText("năm 2029: 100").waitFor();
    await looksRight(citizen, "portal-van-ban-dieu-chinh");
    const word = await citizen.request.get((await plan.getByRole("link", { name: /^Bản so sánh/ }).getAttribute("href")) ?? "");
    assert.equal(word.status(), 200);
    assert.equal((await word.body()).subarray(0, 2).toString(), "PK");
    const plain = await (await citizen.request.get("/van-ban")).text();
    assert.match(plain, /\/api\/plan\/redline\?from=1&amp;to=2/, "without script as well");
    await citizen.context().close();
  });

  test("a new task is proposed with what it needs, and taken back", async () => {
    await unit.goto("/office/dieu-chinh/moi");
    await unit.getByRole("link", { name: "Thêm nhiệm vụ" }).click();
    await unit.getByLabel("Nội dung nhiệm vụ (tiếng Việt)").fill("Lắp trạm quan trắc nước mặt (minh họa)");
    await unit.getByRole("combobox", { name: "Nhóm giải pháp" }).selectOption({ index: 1 });
    await unit.getByLabel("Chủ trì: Chưa chọn").click();
    await unit.getByRole("checkbox", { name: "Sở Xây dựng" }).check();
    await unit.getByLabel("Thời hạn").fill("2025-06-30");
    await unit.getByRole("textbox", { name: "Lý do", exact: true }).fill("Thiếu số liệu (minh họa)");
    await looksRight(unit, "office-dieu-chinh-nhiem-vu");
    await unit.getByRole("button", { name: "Kiểm tra" }).click();
    await unit.getByText("Thực hiện được").waitFor();
    await unit.getByRole("button", { name: "Gửi đề xuất" }).click();
    await unit.waitForURL("**/dieu-chinh/A2");
    await unit.getByRole("button", { name: "Rút đề xuất: A2" }).click();
    await unit.getByRole("button", { name: "Rút đề xuất" }).click();
    await unit.getByText("Đã rút").first().waitFor();
  });

  test("pages said nothing wrong to the console", () => assert.deepEqual(complaints.flat(), []));
});
