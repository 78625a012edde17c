// The map of a programme that has the outlines of its districts: real ones where the shared data are at hand, otherwise
// a square for each tile.
import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { barriersOf, complaintsOf, keepPicture, sideways, Stage, widths } from "./stage.ts";

interface Feature {
  properties: { code: string };
  geometry: unknown;
}

const stage = new Stage();

/** Areas of areas.csv as they were in 2023: our code, the official one, the tile. */
function areas() {
  const [, ...rows] = readFileSync(join(stage.programme, "areas.csv"), "utf8").trim().split("\n");
  return rows
    .map((row) => row.split(","))
    .filter(([, , , , , from = "", to = "", row]) => row && from <= "2023" && (to === "" || to > "2024"))
    .map(([code = "", official = "", , , , , , row, column]) => ({ code, official, row: Number(row), column: Number(column) }));
}

function outlines(): Feature[] {
  const shared = join(stage.root, "../shared/data/hcmc_units/hcmc_22units_built.geojson");
  if (existsSync(shared)) {
    const all = (JSON.parse(readFileSync(shared, "utf8")) as { features: Feature[] }).features;
    return areas().flatMap((area) => {
      const found = all.find((one) => one.properties.code === area.official);
      return found ? [{ properties: { code: area.code }, geometry: found.geometry }] : [];
    });
  }
  return areas().map(({ code, row, column }) => {
    const [x, y] = [106 + column / 10, 11 - row / 10];
    const ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]];
    return { properties: { code }, geometry: { type: "Polygon", coordinates: [ring] } };
  });
}

describe("the map of the districts", () => {
  before(async () => {
    const from = join(stage.folder, "programme");
    cpSync(stage.programme, from, { recursive: true });
    writeFileSync(join(from, "areas.geojson"), JSON.stringify({ type: "FeatureCollection", features: outlines() }));
    stage.publish(from);
    await stage.serve();
  });
  after(() => stage.end());

  test("draws every district with its figure, and tiles and the table for who wants them", async () => {
    const page = await stage.page();
    const complaints = complaintsOf(page, stage.url);
    await page.goto("/chi-tieu/t01");
    const district = page.locator("path.shape", { hasText: /^Quận 7: / });
    await district.waitFor({ state: "attached" });
    assert.equal(await page.locator("path.shape").count(), outlines().length);
    await district.hover({ force: true });
    await page.locator("figcaption", { hasText: "Quận 7: " }).waitFor();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, "portal-ban-do");
      assert.equal(await sideways(page), 0);
      assert.deepEqual(await barriersOf(page), []);
    }
    await page.getByRole("button", { name: "Ô", exact: true }).click();
    await page.locator(".tile", { hasText: "Quận 7" }).waitFor();
    assert.equal(await page.locator("path.shape").count(), 0);
    await page.getByRole("button", { name: "Xem dạng bảng" }).click();
    await page.getByRole("row", { name: /^Quận 7/ }).waitFor();
    assert.deepEqual(complaints, []);
  });

  test("gives the outlines out as open data, of today or of another day", async () => {
    const page = await stage.page();
    await page.goto("/du-lieu");
    await page.getByRole("rowheader", { name: "Ranh giới các địa bàn (GeoJSON)" }).waitFor();
    const of = async (day: string) =>
      ((await (await page.request.get(`/api/areas.geojson${day}`)).json()) as { features: Feature[] }).features.map((one) => one.properties.code);
    assert.ok((await of("")).includes("tp-thu-duc"));
    assert.ok(!(await of("?day=2020-06-01")).includes("tp-thu-duc"));
    assert.equal((await page.request.get("/api/areas.geojson?day=hom-nay")).status(), 422);
  });
});
