// A citizen says something, with a photo and without an account; the standing agency answers; everybody reads it.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { barriersOf, complaintsOf, keepPicture, sideways, Stage, widths } from "./stage.ts";

const stage = new Stage();
/** One red point. */
const jpeg = Buffer.from(
  "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==",
  "base64",
);

describe("feedback", () => {
  before(async () => {
    stage.publish();
    await stage.serve();
  });
  after(() => stage.end());

  let citizen: Page, code: string;

  test("is given from the page of a target, with a photo, and gets a number", async () => {
    citizen = await stage.page(360);
    const complaints = complaintsOf(citizen, stage.url);
    await citizen.goto("/chi-tieu/t01");
    await citizen.getByRole("link", { name: "Góp ý về mục này" }).click();
    assert.equal(await citizen.getByLabel("Về điều gì").inputValue(), "target:t01");
    await citizen.getByLabel("Nội dung").fill("Kênh sau chợ vẫn còn mùi vào buổi chiều.");
    writeFileSync(join(stage.folder, "anh.jpg"), jpeg);
    await citizen.getByLabel(/^Ảnh/).setInputFiles(join(stage.folder, "anh.jpg"));
    await citizen.getByLabel(/^Điện thoại/).fill("0900 000 000");
    await citizen.getByRole("button", { name: "Gửi", exact: true }).click();
    code = (await citizen.locator(".given strong").innerText()).trim();
    assert.match(code, /^GY-\w{4}-\w{4}$/);
    await citizen.getByText("Chưa có góp ý nào về mục này").waitFor();
    assert.deepEqual(complaints, []);
  });

  test("is followed by its number, also by somebody who was sent the address", async () => {
    await citizen.getByLabel("Số đã nhận").fill(code.toLowerCase());
    await citizen.getByRole("button", { name: "Xem", exact: true }).click();
    await citizen.getByText(/Đang chờ xem/).waitFor();
    const again = await stage.page();
    await again.goto(citizen.url().replace(/ve=[^&]*&?/, ""));
    await again.getByText(/Đang chờ xem/).waitFor();
    await again.getByLabel("Số đã nhận").fill("GY-2222-2222");
    await again.getByRole("button", { name: "Xem", exact: true }).click();
    await again.getByText("không có góp ý mang số `GY-2222-2222`").waitFor();
    await again.context().close();
  });

  test("is answered and published by the standing agency", async () => {
    const officer = await stage.person(stage.invite("so.gop-y", "Chuyên viên (minh họa)", "agency_officer"));
    await officer.getByRole("link", { name: "Góp ý" }).click();
    const one = officer.getByRole("article", { name: code });
    await one.getByText("0900 000 000").waitFor();
    await one.getByRole("img").waitFor();
    assert.deepEqual(await barriersOf(officer), []);
    for (const width of widths) {
      await officer.setViewportSize({ width, height: 900 });
      await keepPicture(officer, "office-gop-y");
      assert.equal(await sideways(officer), 0);
    }
    assert.equal(await one.getByRole("button", { name: "Không công bố" }).isDisabled(), true, "not without a reason");
    await one.getByLabel(/^Trả lời/).fill("Sở đã chuyển quận kiểm tra.");
    await one.getByRole("button", { name: "Công bố", exact: true }).click();
    await officer.getByText("Không có góp ý nào chờ xem").waitFor();
    await officer.getByRole("button", { name: "Đã công bố" }).click();
    await officer.getByRole("article", { name: code }).waitFor();
    await officer.context().close();
  });

  test("stands on the portal with its answer and photo, and without how to reach its sender", async () => {
    await citizen.goto("/gop-y");
    await citizen.getByText("Sở đã chuyển quận kiểm tra.").waitFor();
    const photo = citizen.getByRole("img", { name: `Ảnh kèm góp ý ${code}` });
    await photo.scrollIntoViewIfNeeded();
    await citizen.waitForFunction(() => document.querySelector<HTMLImageElement>(".voice img")?.naturalWidth === 1);
    assert.doesNotMatch(await citizen.content(), /0900 000 000/);
    await citizen.goto("/gop-y?ve=target:t18");
    await citizen.getByText("Chưa có góp ý nào về mục này được công bố.").waitFor();
    await citizen.goto("/gop-y");
    await citizen.getByText("Sở đã chuyển quận kiểm tra.").waitFor();
    assert.deepEqual(await barriersOf(citizen), []);
    const bare = await stage.page(1440, { javaScriptEnabled: false });
    await bare.goto("/en/gop-y");
    assert.match(await bare.locator("main").innerText(), /Kênh sau chợ/);
    await bare.context().close();
  });

  test("and new reports are told of by RSS", async () => {
    const reply = await fetch(`${stage.url}/rss.xml`);
    assert.match(reply.headers.get("content-type") ?? "", /^application\/rss\+xml/);
    const text = await reply.text();
    assert.equal(text.match(/<item>/g)?.length, 1);
    assert.match(text, /<pubDate>\w{3}, \d\d \w{3} 2023 /);
    assert.match(text, new RegExp(`<link>${stage.url}/van-ban#2023-H1</link>`));
    assert.match(await (await fetch(`${stage.url}/`)).text(), /type="application\/rss\+xml"[^>]*href="\/rss.xml"/);
  });
});
