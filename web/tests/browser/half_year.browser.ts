// Quận 7 does its half-year: six people in six browsers, from the invitation to the published figure.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { barriersOf, complaintsOf, keepPicture, sideways, Stage, widths } from "./stage.ts";

const stage = new Stage();
const form = "/office/bao-cao/2023-H1/q7";
const keys: Record<string, string> = {};

const figure = (page: Page, element: string, column = "this_period") =>
  page.locator(`[data-field="figures:${element}:${column}"]`);
/** "/office/bao-cao/2023-H1/q7/01" is bieu-01, "/office/tinh-hinh/2023-H1" tinh-hinh, "/office" viec-cua-toi. */
const pictureOf = (path: string): string => {
  const [, , first, , , table] = path.split("/");
  return table ? (/^\d/.test(table) ? `bieu-${table}` : table) : (first ?? "viec-cua-toi");
};
const saved = (page: Page) => page.getByText("Đã lưu mọi thay đổi").waitFor();

describe("the half-year of a district", () => {
  before(async () => {
    stage.now = "2023-06-12T09:00:00+07:00";
    stage.open();
    stage.reports("q7");
    keys["drafter"] = stage.invite("q7.soan", "Người soạn (minh họa)", "drafter", "q7");
    keys["second"] = stage.invite("q7.soan-2", "Người soạn thứ hai (minh họa)", "drafter", "q7");
    keys["reviewer"] = stage.invite("q7.ky-nhay", "Người kiểm tra (minh họa)", "reviewer", "q7");
    keys["signatory"] = stage.invite("q7.chu-tich", "Người ký (minh họa)", "signatory", "q7");
    keys["clerk"] = stage.invite("q7.van-thu", "Văn thư (minh họa)", "clerk", "q7");
    keys["officer"] = stage.invite("so.chuyen-vien", "Chuyên viên (minh họa)", "agency_officer");
    keys["leader"] = stage.invite("so.lanh-dao", "Lãnh đạo (minh họa)", "agency_leader");
    keys["admin"] = stage.invite("quan-tri", "Quản trị (minh họa)", "administrator");
    await stage.serve();
  });
  after(() => stage.end());

  let drafter: Page, second: Page, reviewer: Page, signatory: Page, clerk: Page, officer: Page, leader: Page;

  const sign = async () => {
    await signatory.goto(`${form}/gui`);
    await signatory.getByRole("button", { name: "Ký", exact: true }).click();
    await signatory.getByText("Đã ký", { exact: true }).waitFor();
  };

  test("everybody comes in by a key that is good once", async () => {
    drafter = await stage.person(keys["drafter"] ?? "");
    second = await stage.person(keys["second"] ?? "");
    reviewer = await stage.person(keys["reviewer"] ?? "");
    signatory = await stage.person(keys["signatory"] ?? "");
    clerk = await stage.person(keys["clerk"] ?? "");
    officer = await stage.person(keys["officer"] ?? "");
    const late = await stage.page();
    await late.goto(`/office#${keys["drafter"]}`);
    await late.getByRole("button", { name: "Vào", exact: true }).click();
    await late.getByRole("alert").waitFor();
    await late.context().close();
  });

  test("the drafter sees what is owed and until when", async () => {
    await drafter.goto("/office");
    await drafter.getByText("Còn 4 ngày làm việc (đến hết ngày 16/6/2023)").waitFor();
    await drafter.getByText(/0 trên \d+ mục bắt buộc đã trả lời/).waitFor();
    await drafter.getByRole("link", { name: "Soạn báo cáo", exact: true }).click();
    await drafter.getByRole("heading", { name: /Quận 7/ }).waitFor();
  });

  test("a figure is typed as it is written here, and its result stands beneath", async () => {
    await drafter.getByRole("link", { name: /Biểu 01/ }).click();
    await figure(drafter, "ww_sites_obliged").fill("1.250");
    await figure(drafter, "ww_sites_ok").fill("1.200");
    await drafter.getByText("Kết quả kỳ này: 96,0%").waitFor();
    await saved(drafter);
    await drafter.reload();
    assert.equal(await figure(drafter, "ww_sites_ok").inputValue(), "1.200");
  });

  test("what is no number is kept and asked about", async () => {
    await figure(drafter, "air_sites_ok").fill("xem công văn");
    await figure(drafter, "air_sites_ok").blur();
    await drafter.getByText("Không đọc được số này").first().waitFor();
    await figure(drafter, "air_sites_ok").fill("80");
    await figure(drafter, "air_sites_obliged").fill("82");
    await saved(drafter);
  });

  test("a colleague's change shows within a second, and of two who write one field one decides", async () => {
    await second.goto(`${form}/01`);
    await figure(second, "ww_sites_ok").waitFor();
    await figure(drafter, "ww_sites_ok").fill("1.201");
    await saved(drafter);
    await second.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-field="figures:ww_sites_ok:this_period"]')?.value === "1.201",
      undefined,
      { timeout: 5_000 },
    );
    await second.context().setOffline(true);
    await figure(second, "ww_sites_ok").fill("1.190");
    await second.getByText(/Mất kết nối: chưa lưu 1 ô/).waitFor();
    await figure(drafter, "ww_sites_ok").fill("1.205");
    await saved(drafter);
    await second.context().setOffline(false);
    await second.getByText(/vừa ghi: 1205/).waitFor();
    await second.getByRole("button", { name: "Lấy của họ" }).click();
    await saved(second);
    assert.equal(await figure(second, "ww_sites_ok").inputValue(), "1.205");
  });

  test("what was typed without a connection survives the window, and is sent when there is one again", async () => {
    await second.context().setOffline(true);
    await figure(second, "ww_sites_ok", "note").fill("Đã đối chiếu với phòng Kinh tế");
    await second.getByText(/Mất kết nối/).waitFor();
    await second.context().setOffline(false);
    await second.close({ runBeforeUnload: false });
    second = await second.context().newPage();
    await second.goto(`${form}/01`);
    await saved(second);
    await drafter.reload();
    await drafter.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-field="figures:ww_sites_ok:note"]')?.value.startsWith("Đã đối chiếu"),
    );
  });

  test("Vietnamese is typed by an input method without a letter lost", async () => {
    await drafter.goto(`${form}/06`);
    const text = drafter.locator('[data-field="texts:1:text"]');
    await text.focus();
    const session = await drafter.context().newCDPSession(drafter);
    for (const step of ["d", "đ", "đư", "đươ", "được"])
      await session.send("Input.imeSetComposition", { text: step, selectionStart: step.length, selectionEnd: step.length });
    await session.send("Input.insertText", { text: "được" });
    await saved(drafter);
    assert.equal(await text.inputValue(), "được");
  });

  test("the form goes out as a workbook and comes back, its cells named; files stand beside", async () => {
    await drafter.goto(`${form}/bia`);
    const [form_out] = await Promise.all([
      drafter.waitForEvent("download"),
      drafter.getByRole("link", { name: "Tải biểu mẫu Excel" }).click(),
    ]);
    const path = join(stage.folder, form_out.suggestedFilename());
    await form_out.saveAs(path);
    await drafter.getByLabel("Đưa biểu mẫu đã điền vào").setInputFiles(path);
    await drafter.getByText("Đã đưa số liệu của biểu mẫu vào bản soạn").waitFor();
    await drafter.locator(".outcome .problems strong").first().waitFor();
    const other = stage.run("form", "--cycle", "2023-H1", "--unit", "q3", "-o", join(stage.folder, "q3.xlsx"));
    assert.ok(other);
    await drafter.getByLabel("Đưa biểu mẫu đã điền vào").setInputFiles(join(stage.folder, "q3.xlsx"));
    await drafter.locator(".outcome .bad").waitFor();
    writeFileSync(join(stage.folder, "bien-ban.pdf"), "%PDF-1.4 minh họa");
    await drafter.getByLabel("Thêm tệp").setInputFiles(join(stage.folder, "bien-ban.pdf"));
    await drafter.getByRole("link", { name: "bien-ban.pdf" }).waitFor();
    await drafter.goto(`${form}/01`);
    await figure(drafter, "ww_sites_ok").waitFor();
    assert.equal(await figure(drafter, "ww_sites_ok").inputValue(), "1.205");
  });

  test("the form can be filled with the keyboard alone", async () => {
    await drafter.goto(`${form}/01`);
    await figure(drafter, "ww_sites_obliged").focus();
    await drafter.keyboard.press("Tab");
    assert.equal(await drafter.evaluate(() => document.activeElement?.getAttribute("data-field")), "figures:ww_sites_obliged:state");
    await drafter.keyboard.press("Tab");
    assert.equal(await drafter.evaluate(() => document.activeElement?.getAttribute("data-field")), "figures:ww_sites_obliged:note");
  });

  for (const width of widths)
    test(`no page of the workspace has a barrier or goes sideways at ${width} pixels`, async () => {
      const found: string[] = [];
      for (const page of [drafter, officer]) {
        await page.setViewportSize({ width, height: 900 });
        const complaints = complaintsOf(page, stage.url);
        const paths =
          page === drafter
            ? ["/office", ...["bia", "01", "02", "05a", "06", "07", "gui"].map((table) => `${form}/${table}`)]
            : ["/office", "/office/tinh-hinh/2023-H1", "/office/ra-soat/2023-H1/q1", "/office/tong-hop/2023-H1"];
        for (const path of paths)
          for (const language of ["vi", "en"]) {
            await page.evaluate((one) => localStorage.setItem("xanh:language", one), language);
            await page.goto(path);
            await page.locator("main h1, main h2").first().waitFor();
            const wide = await sideways(page);
            if (language === "vi" && !(page === officer && path === "/office")) await keepPicture(page, `office-${pictureOf(path)}`);
            if (wide > 0) found.push(`${path} ${language}: ${wide} pixels too wide`);
            found.push(...(await barriersOf(page)).map((one) => `${path} ${language}: ${one}`));
          }
        await page.evaluate(() => localStorage.setItem("xanh:language", "vi"));
        found.push(...complaints);
        page.removeAllListeners();
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      assert.deepEqual(found, []);
    });

  test("the report goes its way through the house and out", async () => {
    await drafter.goto(`${form}/gui`);
    await drafter.getByRole("button", { name: "Trình ký nháy" }).click();
    await drafter.getByText("Đã trình ký nháy", { exact: true }).waitFor();
    await clerk.goto(`${form}/gui`);
    assert.ok(await clerk.getByRole("button", { name: "Gửi báo cáo" }).isDisabled(), "nothing goes unsigned");
    await reviewer.goto(`${form}/gui`);
    await reviewer.getByRole("button", { name: "Ký nháy", exact: true }).click();
    await reviewer.getByText("Đã ký nháy", { exact: true }).waitFor();
    await sign();
    await clerk.goto(`${form}/bia`);
    await clerk.locator('[data-field="letter:number"]').fill("412/BC-UBND");
    await clerk.locator('[data-field="letter:date"]').fill("2023-06-12");
    await saved(clerk);
    await clerk.goto(`${form}/gui`);
    await clerk.getByRole("button", { name: "Kiểm tra" }).click();
    await clerk.getByText(/điều cần xem lại/).waitFor();
    await clerk.locator(".found li", { hasText: "Hộ gia đình trên địa bàn" }).getByRole("button").first().click();
    await clerk.waitForFunction(() => document.activeElement?.getAttribute("data-field") === "figures:hh_total:this_period");
    await clerk.goBack();
    assert.equal(await clerk.getByText("Đã ký", { exact: true }).count(), 1, "number and day of the letter undo no signature");
    await clerk.getByRole("button", { name: "Gửi báo cáo" }).click();
    await clerk.getByText("Đã gửi báo cáo").waitFor();
    await drafter.goto(`${form}/01`);
    await drafter.getByText("Bản gửi lần 1").waitFor();
    assert.equal(await figure(drafter, "ww_sites_ok").inputValue(), "1.205", "what was sent stays to be read");
    assert.ok(await figure(drafter, "ww_sites_ok").isDisabled());
    await clerk.goto(`${form}/gui`);
    await clerk.getByText("Báo cáo đã gửi; các biểu cho xem đúng những gì đã gửi.").waitFor();
    assert.equal(await clerk.getByRole("button", { name: "Gửi báo cáo" }).count(), 0, "and nothing empty goes after it");
  });

  test("the agency sees who stands in the way, and asks to revise one figure with its reason", async () => {
    await officer.goto("/office");
    await officer.getByRole("heading", { name: /chưa viết được bảng/ }).waitFor();
    await officer.getByLabel("Tìm đơn vị").fill("quan 7");
    await officer.getByRole("link", { name: "Ủy ban nhân dân Quận 7" }).click();
    await officer.getByRole("cell", { name: "1.205", exact: true }).waitFor();
    await officer.getByRole("button", { name: "Đề nghị rà soát" }).click();
    await officer.getByRole("checkbox", { name: /nước thải xử lý đạt quy chuẩn/ }).check();
    await officer.getByLabel("Vì sao?").fill("Lệch với số của Sở Xây dựng");
    await officer.getByRole("button", { name: "Gửi đề nghị" }).click();
    await officer.getByText("Đề nghị rà soát, bổ sung: Lệch với số").waitFor();
  });

  test("only the figure that was named can be changed; corrected it goes out again and is noted", async () => {
    await drafter.goto("/office");
    await drafter.getByText("Đề nghị rà soát, bổ sung: Lệch với số của Sở Xây dựng").waitFor();
    await drafter.goto(form);
    await drafter.getByRole("button", { name: /xử lý đạt quy chuẩn/ }).click();
    await drafter.waitForFunction(() => document.activeElement?.getAttribute("data-field") === "figures:ww_sites_ok:this_period");
    assert.equal(await figure(drafter, "ww_sites_ok").inputValue(), "1.205", "it goes on from what was sent");
    await drafter.goto(`${form}/06`);
    await drafter.locator("textarea").first().waitFor();
    assert.ok(await drafter.locator("textarea").first().isEnabled(), "words go with new figures");
    await drafter.goto(`${form}/07`);
    await drafter.locator('[data-field^="difficulties:"]').first().waitFor();
    assert.ok(await drafter.locator('[data-field^="difficulties:"]').first().isDisabled(), "nor a table that nobody named");
    await drafter.goto(`${form}/01`);
    await figure(drafter, "ww_sites_ok").waitFor();
    assert.ok(await figure(drafter, "ww_sites_obliged").isDisabled());
    await figure(drafter, "ww_sites_ok").fill("1.195");
    await saved(drafter);
    await drafter.goto(`${form}/gui`);
    await drafter.getByRole("button", { name: "Trình ký nháy" }).click();
    await drafter.getByText("Đã trình ký nháy", { exact: true }).waitFor();
    await sign();
    await drafter.goto(`${form}/01`);
    await drafter.getByText("sửa ô nào khác thì mất chữ ký").waitFor();
    await figure(drafter, "ww_sites_ok").fill("1.195");
    await figure(drafter, "ww_sites_ok").fill("1.194");
    await drafter.getByText("chữ ký không còn, phải trình ký lại").waitFor();
    await figure(drafter, "ww_sites_ok").fill("1.195");
    await saved(drafter);
    await drafter.getByRole("navigation", { name: "Các bản đã gửi" }).getByRole("link", { name: "1", exact: true }).click();
    await drafter.getByText("Bản gửi lần 1").waitFor();
    assert.equal(await figure(drafter, "ww_sites_ok").inputValue(), "1.205", "what was sent before stays to be read");
    assert.ok(await figure(drafter, "ww_sites_ok").isDisabled());
    await drafter.getByRole("link", { name: "Báo cáo hiện nay" }).click();
    await drafter.waitForFunction(() => document.querySelector<HTMLInputElement>('[data-field="figures:ww_sites_ok:this_period"]')?.value === "1.195");
    await drafter.goto(`${form}/gui`);
    await drafter.getByRole("button", { name: "Trình ký nháy" }).click();
    await drafter.getByText("Đã trình ký nháy", { exact: true }).waitFor();
    await sign();
    await clerk.goto(`${form}/gui`);
    await clerk.getByRole("button", { name: "Gửi báo cáo" }).click();
    await clerk.getByText("Đã gửi báo cáo").waitFor();
    await officer.goto("/office/ra-soat/2023-H1/q7");
    await officer.getByRole("cell", { name: "1.195", exact: true }).waitFor();
    await officer.getByRole("button", { name: "Ghi nhận", exact: true }).click();
    await officer.getByText("Đã ghi nhận báo cáo của Ủy ban nhân dân Quận 7").waitFor();
  });

  test("the agency consolidates, makes the paper, closes; its leader publishes", async () => {
    await officer.goto("/office/tong-hop/2023-H1");
    await officer.getByText(/Còn \d+ đơn vị chưa gửi báo cáo: /).waitFor();
    await officer.getByRole("button", { name: "Khóa kỳ" }).click();
    await officer.getByText("Không quay lại được. Chắc chắn?").waitFor();
    await officer.getByRole("button", { name: "Khóa kỳ" }).click();
    await officer.getByText("Đã khóa kỳ").waitFor();
    await officer.getByRole("button", { name: "Chốt số liệu" }).click();
    await officer.getByText("Đã chốt số liệu").waitFor();
    const [paper] = await Promise.all([
      officer.waitForEvent("download", { timeout: 60_000 }),
      officer.getByRole("button", { name: "Lập văn bản" }).click(),
    ]);
    assert.equal(paper.suggestedFilename(), "2023-H1-bc-so.zip");
    const [words] = await Promise.all([
      officer.waitForEvent("download", { timeout: 60_000 }),
      officer.getByRole("button", { name: "Tải lời văn (Word)" }).click(),
    ]);
    assert.match(words.suggestedFilename(), /\.docx$/);
    leader = await stage.person(keys["leader"] ?? "");
    await leader.goto("/office/tong-hop/2023-H1");
    await leader.getByRole("button", { name: "Công bố" }).click();
    await leader.getByRole("group").getByRole("button", { name: "Công bố" }).click();
    await leader.getByText("Đã công bố").first().waitFor({ timeout: 60_000 });
    assert.deepEqual(await barriersOf(leader), []);
  });

  test("an administrator invites somebody, and shows that the log is whole", async () => {
    const admin = await stage.person(keys["admin"] ?? "");
    await admin.getByRole("link", { name: "Người dùng" }).click();
    await admin.getByLabel("Tên đăng nhập (như q7.soan)").fill("q3.soan");
    await admin.getByLabel("Họ tên").fill("Người soạn, Quận 3 (minh họa)");
    await admin.getByLabel("Đơn vị (gõ tên để tìm)").fill("Quận 3");
    await admin.getByRole("button", { name: "Mời một người" }).click();
    const key = (await admin.locator(".secret").innerText()).split("#")[1] ?? "";
    assert.deepEqual(await barriersOf(admin), []);
    const fresh = await stage.person(key);
    await fresh.getByText("Người soạn, Quận 3 (minh họa)").waitFor();
    await fresh.context().close();
    await admin.getByRole("link", { name: "Nhật ký" }).click();
    await admin.getByRole("button", { name: "Kiểm tra chuỗi" }).click();
    await admin.getByText(/Chuỗi nguyên vẹn, \d+ dòng/).waitFor();
    const rows = admin.locator("tbody tr");
    assert.equal(await rows.count(), 100);
    await admin.getByRole("button", { name: "Xem thêm" }).click();
    await rows.nth(100).waitFor();
    assert.deepEqual(await barriersOf(admin), []);
    await admin.context().close();
  });

  test("a citizen reads it on the portal once it is published", async () => {
    const citizen = await stage.page();
    await citizen.goto("/chi-tieu/t01");
    await citizen.getByText("95,6%").first().waitFor();
    await citizen.context().close();
  });

  test("a figure found wrong afterwards is asked for, corrected, and stated anew with its reason", async () => {
    await officer.goto("/office/ra-soat/2023-H1/q7");
    await officer.getByRole("button", { name: "Đề nghị đính chính" }).click();
    await officer.getByRole("checkbox", { name: /nước thải xử lý đạt quy chuẩn/ }).check();
    await officer.getByLabel("Vì sao?").fill("Một cơ sở được đếm hai lần");
    await officer.getByRole("button", { name: "Gửi đề nghị" }).click();
    await officer.getByText("Đề nghị rà soát, bổ sung: Một cơ sở").waitFor();
    await drafter.goto("/office");
    await drafter.getByText("Báo cáo đã công bố; cơ quan thường trực đề nghị đính chính").first().waitFor();
    await drafter.getByRole("link", { name: "Soạn báo cáo" }).first().click();
    await drafter.goto(`${form}/01`);
    await drafter.waitForFunction(() => document.querySelector<HTMLInputElement>('[data-field="figures:ww_sites_ok:this_period"]')?.value === "1.195");
    await figure(drafter, "ww_sites_ok").fill("1.095");
    await saved(drafter);
    await drafter.goto(`${form}/gui`);
    await drafter.getByRole("button", { name: "Trình ký nháy" }).click();
    await drafter.getByText("Đã trình ký nháy", { exact: true }).waitFor();
    await sign();
    await clerk.goto(`${form}/gui`);
    await clerk.getByRole("button", { name: "Gửi báo cáo" }).click();
    await clerk.getByText("Đã gửi báo cáo").waitFor();
    await officer.goto("/office/ra-soat/2023-H1/q7");
    await officer.getByRole("cell", { name: "1.095", exact: true }).waitFor();
    await officer.getByRole("button", { name: "Ghi nhận", exact: true }).click();
    await officer.getByText("Đã ghi nhận báo cáo của Ủy ban nhân dân Quận 7").waitFor();
    await leader.goto("/office/tong-hop/2023-H1");
    await leader.getByLabel("Lý do đính chính").fill("Một cơ sở được đếm hai lần");
    assert.deepEqual(await barriersOf(leader), []);
    await keepPicture(leader, "dinh-chinh");
    await leader.getByRole("button", { name: "Công bố đính chính" }).click();
    await leader.getByRole("group").getByRole("button", { name: "Công bố đính chính" }).click();
    await leader.getByText("Đã công bố đính chính").waitFor({ timeout: 60_000 });
    await leader.context().close();
    const citizen = await stage.page();
    await citizen.goto("/chi-tieu/t01");
    await citizen.getByText(/số đã công bố trước đó là 93,8%. Lý do: Một cơ sở được đếm hai lần/).waitFor();
    assert.deepEqual(await barriersOf(citizen), []);
    await keepPicture(citizen, "cong-dinh-chinh");
    await citizen.goto("/van-ban");
    await citizen.getByText(/Đính chính ngày .*Một cơ sở được đếm hai lần/).first().waitFor();
    assert.deepEqual(await barriersOf(citizen), []);
    await keepPicture(citizen, "cong-van-ban-dinh-chinh");
    await citizen.context().close();
  });
});
