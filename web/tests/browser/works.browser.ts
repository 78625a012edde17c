// The tables that a project owner fills in beside its figures, the form split for wards, a report entered for a unit,
// and what stays open from cycle to cycle.
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

/** Nothing sticks out at any width, and nobody is kept out. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await keepPicture(page, `office-${name}`);
    assert.equal(await sideways(page), 0, `${page.url()} at ${width}`);
    assert.deepEqual(await barriersOf(page), [], page.url());
  }
}

describe("works, wards, letters and open matters", () => {
  let owner: Page, ward: Page, q7: Page, officer: Page;
  const complaints: string[][] = [];

  before(async () => {
    stage.now = "2023-06-12T09:00:00+07:00";
    stage.open();
    stage.reports("ban-gt", "q7", "so-dl");
    await stage.serve();
    owner = await stage.person(stage.invite("gt.soan", "Người soạn (minh họa)", "drafter", "ban-gt"));
    q7 = await stage.person(stage.invite("q7.soan", "Người soạn (minh họa)", "drafter", "q7"));
    officer = await stage.person(stage.invite("so.chuyen-vien", "Chuyên viên (minh họa)", "agency_officer"));
    for (const page of [owner, q7, officer]) complaints.push(complaintsOf(page, stage.url));
  });
  after(() => stage.end());

  test("Biểu 03: stages have their days, an obstacle names whom it is put to", async () => {
    await owner.goto("/office/bao-cao/2023-H1/ban-gt/03");
    const block = owner.locator("section.target").first();
    await field(owner, "projects:p_binh_hung_2:stages:approval:planned").fill("2022-03-31");
    await field(owner, "projects:p_binh_hung_2:stages:approval:actual").fill("2022-05-10");
    await block.getByLabel("Khối lượng thực hiện (%)").fill("120");
    await block.getByLabel("Vướng mắc chính").fill("Chậm bàn giao mặt bằng");
    await saved(owner);
    await looksRight(owner, "bieu-03");
    await owner.goto("/office/bao-cao/2023-H1/ban-gt/gui");
    await owner.getByRole("button", { name: "Kiểm tra", exact: true }).click();
    const found = owner.locator(".found li", { hasText: "120" });
    await found.getByRole("button", { name: "Đến ô này" }).click();
    await owner.waitForURL(/\/03$/);
    assert.match((await owner.evaluate(() => document.activeElement?.getAttribute("data-field"))) ?? "", /^projects:.*:done$/);
    await owner.keyboard.type("45,5");
    await saved(owner);
  });

  test("Biểu 04: rows come ready, and the share disbursed stands beneath them", async () => {
    await owner.goto("/office/bao-cao/2023-H1/ban-gt/04");
    await owner.getByRole("button", { name: /dòng của kỳ trước và dự án/ }).click();
    await saved(owner);
    await field(owner, "money:1:fund").selectOption({ index: 1 });
    await field(owner, "money:1:planned").fill("1.000");
    await field(owner, "money:1:disbursed").fill("212");
    await owner.getByText("Giải ngân 21,2% kế hoạch").waitFor();
    await owner.getByRole("button", { name: "Thêm dòng" }).click();
    await owner.locator("section.target").filter({ has: owner.getByRole("heading", { name: /^Dòng/ }) }).last().getByLabel("Nội dung khác").fill("Quan trắc");
    await saved(owner);
    await looksRight(owner, "bieu-04");
    const rows = owner.getByRole("heading", { name: /^Dòng/ });
    const before = await rows.count();
    await owner.getByRole("button", { name: `Bỏ dòng ${before}` }).click();
    await saved(owner);
    await owner.reload();
    await rows.first().waitFor();
    assert.equal(await rows.count(), before - 1);
  });

  test("a workbook of the unit's own: pointed out once, read into the draft, known the next time", async () => {
    const book = (ok: string) => {
      const rows = [["STT", "Nội dung", "Kỳ này"], ["1", "Cơ sở ngoài khu công nghiệp phải xử lý nước thải", "120"], ["2", "Đạt yêu cầu", ok]];
      writeFileSync(join(stage.folder, "rieng.csv"), rows.map((row) => row.join(",")).join("\n"));
      const at = ["--headless", `-env:UserInstallation=file://${stage.folder}/office`, "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx", "--outdir", stage.folder];
      execFileSync("soffice", [...at, join(stage.folder, "rieng.csv")], { stdio: "ignore" });
      return join(stage.folder, "rieng.xlsx");
    };
    await q7.goto("/office/bao-cao/2023-H1/q7/bia");
    await q7.getByLabel("Bảng Excel của riêng đơn vị").setInputFiles(book("96"));
    const name = "Cơ sở ngoài khu công nghiệp có nước thải xử lý đạt quy chuẩn";
    const sure = "Cơ sở ngoài khu công nghiệp phải xử lý nước thải";
    assert.equal(await q7.getByLabel(`Đọc: ${sure}`).isChecked(), true);
    assert.equal(await q7.getByLabel(`Ô của: ${sure}`).inputValue(), "C2");
    assert.equal(await q7.getByLabel(`Đọc: ${name}`).isChecked(), false);
    const cell = q7.getByLabel(`Ô của: ${name}`);
    await cell.fill("c3");
    await looksRight(q7, "bang-rieng");
    await q7.setViewportSize({ width: 1440, height: 900 });
    await q7.getByRole("button", { name: /^Ghi nhớ \d+ ô/ }).click();
    await q7.getByText("Đã đưa số liệu của biểu mẫu vào bản soạn").waitFor();
    await q7.goto("/office/bao-cao/2023-H1/q7/01");
    const typed = field(q7, "figures:ww_sites_ok:this_period");
    await typed.waitFor();
    assert.equal(await typed.inputValue(), "96");
    // The same table with another figure is read at once.
    await q7.goto("/office/bao-cao/2023-H1/q7/bia");
    await q7.getByLabel("Đưa biểu mẫu đã điền vào").setInputFiles(book("97"));
    await q7.getByText("Đã đưa số liệu của biểu mẫu vào bản soạn").waitFor();
    await q7.goto("/office/bao-cao/2023-H1/q7/01");
    await typed.waitFor();
    assert.equal(await typed.inputValue(), "97");
  });

  test("the printed pages show what is being written", async () => {
    const reply = await q7.request.get("/api/cycles/2023-H1/forms/q7/pages?language=vi");
    assert.equal(reply.status(), 200);
    writeFileSync(join(stage.folder, "pages.pdf"), await reply.body());
    const text = execFileSync("pdftotext", ["-layout", join(stage.folder, "pages.pdf"), "-"], { encoding: "utf8" });
    assert.match(text, /Tử số: Cơ sở ngoài khu công nghiệp[\s\S]{0,400}97/);
  });

  test("Biểu 09 at mid-year: the key tasks ahead", async () => {
    await owner.goto("/office/bao-cao/2023-H1/ban-gt/09");
    await field(owner, "next_tasks:1:content").fill("Vận hành thử nhà máy");
    await saved(owner);
    await looksRight(owner, "bieu-09");
  });

  test("unit and standing agency talk about one figure", async () => {
    await q7.goto("/office/bao-cao/2023-H1/q7/05a");
    const talk = q7.locator("details.talk").first();
    await talk.locator("summary").click();
    await talk.getByRole("textbox").fill("Đã gồm hai phường mới chưa?");
    await talk.getByRole("button", { name: "Gửi" }).click();
    await talk.getByText("Trao đổi (1)").waitFor();
    await looksRight(q7, "bieu-05a-trao-doi");
  });

  test("the form is split: a ward comes in by its link, and the sum goes into the draft", async () => {
    await q7.setViewportSize({ width: 1440, height: 900 });
    await q7.goto("/office/bao-cao/2023-H1/q7/10");
    await q7.getByLabel("Hạn của các phần").fill("2023-06-14");
    await q7.getByRole("button", { name: "Tạo liên kết" }).click();
    const link = (await q7.locator(".good li code").first().innerText()).trim();
    await q7.getByText("0 trên 10 phần đã gửi").waitFor();
    await looksRight(q7, "chia-bieu");

    ward = await stage.page(360);
    await ward.goto(link);
    await ward.getByRole("heading", { name: /Phường Bình Thuận: phần biểu của/ }).waitFor();
    assert.deepEqual(await barriersOf(ward), []);
    assert.equal(await sideways(ward), 0);
    const [part] = await Promise.all([ward.waitForEvent("download"), ward.getByRole("link", { name: "Tải phần biểu" }).click()]);
    const path = join(stage.folder, part.suggestedFilename());
    await part.saveAs(path);
    writeFileSync(join(stage.folder, "khac.xlsx"), "no workbook");
    await ward.getByLabel("Gửi phần biểu đã điền").setInputFiles(join(stage.folder, "khac.xlsx"));
    await ward.locator(".outcome .bad").waitFor();
    await ward.getByLabel("Gửi phần biểu đã điền").setInputFiles(path);
    await ward.getByText("Đã nhận. Cảm ơn!").waitFor();
    await ward.goto("about:blank");
    await ward.goto(link);
    await ward.getByRole("alert").waitFor();

    await q7.reload();
    await q7.getByText("1 trên 10 phần đã gửi").waitFor();
    await q7.getByRole("button", { name: "Cộng các phần đã gửi" }).click();
    await q7.getByRole("region", { name: "Tổng các phần" }).waitFor();
    await looksRight(q7, "chia-bieu-tong");
  });

  test("a report that came as a letter is entered for its unit", async () => {
    await officer.goto("/office/ra-soat/2023-H1/so-dl");
    await officer.getByRole("link", { name: "Nhập thay từ công văn" }).click();
    await field(officer, "letter:number").fill("412/BC-SDL");
    await field(officer, "letter:date").fill("2023-06-12");
    await field(officer, "letter:received_on").fill("2023-06-12");
    await field(officer, "nothing_to_report").check();
    writeFileSync(join(stage.folder, "cong-van.pdf"), "%PDF-1.4 minh họa");
    await officer.getByLabel("Thêm tệp").setInputFiles(join(stage.folder, "cong-van.pdf"));
    await officer.getByText("Đã thêm cong-van.pdf").waitFor();
    await saved(officer);
    await officer.getByRole("link", { name: "Kiểm tra và gửi" }).click();
    await officer.getByLabel("Công văn của đơn vị").selectOption({ label: "cong-van.pdf" });
    await officer.getByRole("button", { name: "Nhập thay thành báo cáo" }).click();
    await officer.getByRole("group", { name: /Chắc chắn/ }).getByRole("button", { name: "Nhập thay" }).click();
    await officer.getByText("Đã gửi báo cáo").waitFor();
    const shown = JSON.parse(stage.run("--json", "show", "2023-H1/so-dl/1")) as { report: { entered_by: string; letter: { file_sha256: string } } };
    assert.equal(shown.report.entered_by, "so.chuyen-vien");
    assert.match(shown.report.letter.file_sha256, /^[0-9a-f]{64}$/);
  });

  test("requests stand by who has to decide; directives are recorded and closed", async () => {
    await officer.goto("/office/kien-nghi");
    await officer.getByRole("heading", { name: "Ủy ban nhân dân Thành phố" }).waitFor();
    const one = officer.locator("article.target").first();
    await one.getByText("Ghi ý kiến, kết quả giải quyết").click();
    await one.getByLabel("Ý kiến của Sở").fill("Đề nghị Thành phố xem xét trong tháng 7");
    await one.getByRole("button", { name: "Lưu" }).click();
    await one.getByText("Đã lưu").waitFor();
    await officer.getByText("Ghi nhận ý kiến chỉ đạo mới").click();
    await officer.getByLabel("Ngày văn bản").fill("2023-06-09");
    await officer.locator("form.ask details.units > summary").click();
    await officer.getByRole("checkbox", { name: "Quận 7" }).check();
    await officer.getByLabel("Nội dung giao").fill("Báo cáo tiến độ hằng tháng (minh họa)");
    await officer.locator("form.ask").getByRole("button", { name: "Lưu" }).click();
    await officer.getByRole("rowheader", { name: /Báo cáo tiến độ hằng tháng/ }).waitFor();
    await looksRight(officer, "kien-nghi");
    await officer.getByLabel("Kết quả giải quyết: cd-2306-1").fill("Đã báo cáo");
    await officer.getByRole("button", { name: "Kết thúc theo dõi: cd-2306-1" }).click();
    await officer.getByRole("group", { name: /Chắc chắn/ }).getByRole("button", { name: "Kết thúc theo dõi" }).click();
    await officer.getByRole("rowheader", { name: /Báo cáo tiến độ hằng tháng/ }).waitFor({ state: "detached" });
  });

  test("the approving authority begins with what it has to decide, and changes nothing of it", async () => {
    const authority = await stage.person(stage.invite("tp.vp", "Văn phòng (minh họa)", "authority"));
    await authority.getByRole("heading", { name: "Kiến nghị, chỉ đạo", level: 1 }).waitFor();
    await authority.getByText(/Đề nghị Thành phố xem xét trong tháng 7/).waitFor();
    assert.equal(await authority.getByRole("button", { name: "Lưu" }).count(), 0);
    await authority.getByRole("link", { name: /Hướng dẫn/ }).click();
    await authority.getByRole("heading", { name: "Cơ quan phê duyệt", level: 1 }).waitFor();
    await authority.context().close();
  });

  test("everybody has an account page: password, calendar, keys", async () => {
    await q7.goto("/office");
    await q7.getByRole("link", { name: /Người soạn \(minh họa\)/ }).click();
    await q7.getByRole("heading", { name: "Tài khoản của tôi" }).waitFor();
    await q7.getByRole("button", { name: "Tạo địa chỉ" }).click();
    const calendar = (await q7.locator(".good code").innerText()).trim();
    assert.match(await (await fetch(calendar)).text(), /^BEGIN:VCALENDAR/);
    await q7.getByLabel(/^Tên \(để nhớ/).fill("đồng bộ");
    await q7.getByLabel("Hết hạn ngày").fill("2023-12-31");
    await q7.getByRole("button", { name: "Tạo khóa" }).click();
    await q7.getByRole("listitem").filter({ hasText: "đồng bộ" }).waitFor();
    const token = (await q7.locator(".good code").last().innerText()).trim();
    const reply = await fetch(`${stage.url}/api/cycles/2023-H1/drafts/q7`, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal(reply.status, 200);
    await looksRight(q7, "tai-khoan");
    await q7.getByRole("button", { name: "Thu hồi: đồng bộ" }).click();
    await q7.getByRole("group", { name: /Chắc chắn/ }).getByRole("button", { name: "Thu hồi" }).click();
    await q7.getByRole("listitem").filter({ hasText: "đồng bộ" }).waitFor({ state: "detached" });
    assert.equal((await fetch(`${stage.url}/api/cycles/2023-H1/drafts/q7`, { headers: { Authorization: `Bearer ${token}` } })).status, 401);
  });

  test("and nothing was complained of on the way", () => {
    // What the server refuses on purpose is written to the console, too.
    assert.deepEqual(complaints.flat().filter((one) => !/status of 4\d\d/.test(one)), []);
  });
});
