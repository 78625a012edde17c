// One tile an area, where the programme places it so that who lives there recognises the city; without places, and
// on a narrow screen, in the order of their names. The same figures stand in a table beside, for those who do not
// see the tiles.
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddressState } from "../shared/address";
import type { Schema } from "../shared/api";
import { measured, number, rounded } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { type AreaShape, useOutlines, useProgramme, useTarget } from "./data";

type Area = Schema["TargetPage"]["by_area"][number];

export function AreaMap({ results }: { results: Schema["PublishedResults"] }) {
  const { t } = useTranslation();
  const say = useSay();
  const [asked, set] = useAddressState();
  const programme = useProgramme();
  const byUnit = new Set(
    programme.data?.targets.filter((target) => target.collected === "sum_of_units").map((target) => target.code),
  );
  const collected = results.items.filter((item) => byUnit.has(item.code) && item.held_back == null);
  const first = collected[0];
  if (!first) return null;
  const chosen = collected.find((item) => item.code === asked("ban-do")) ?? first;
  return (
    <section aria-labelledby="by-area">
      <h2 id="by-area">{t("by_area")}</h2>
      <p>{t("by_area_more")}</p>
      <label className="choose">
        {t("choose_target")}{" "}
        <select
          value={chosen.code}
          onChange={(event) => set("ban-do", event.target.value)}
        >
          {collected.map((item) => (
            <option key={item.code} value={item.code}>
              {say(item.names)}
            </option>
          ))}
        </select>
      </label>
      <AreasOf key={chosen.code} target={chosen.code} unit={chosen.unit} />
    </section>
  );
}

function AreasOf({ target, unit }: { target: string; unit: string }) {
  const { t } = useTranslation();
  const page = useTarget(target);
  if (!page.data) return <p className="loading" role="status">{t("loading")}</p>;
  return <Areas areas={page.data.by_area} day={dayOf(page.data)} unit={unit} decimals={page.data.target.decimals} />;
}

/** The day of the figures by area: of the newest report. */
export const dayOf = (page: Schema["TargetPage"]) => page.history.at(-1)?.cut_off ?? "";

/** The five steps of the tiles' shade, from the lowest to the highest figure. */
function stepOf(value: number, lowest: number, highest: number): number {
  if (highest === lowest) return 5;
  return 1 + Math.min(4, Math.floor(((value - lowest) / (highest - lowest)) * 5));
}

type View = "shapes" | "tiles" | "table";

export const Areas = memo(function Areas({ areas, day, unit, decimals }: { areas: readonly Area[]; day: string; unit: string; decimals: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const programme = useProgramme();
  const outlined = programme.data?.outlined === true;
  const outlines = useOutlines(day, outlined);
  const drawn = outlined && outlines.data !== undefined;
  const [asked, setView] = useState<View>();
  const view = asked ?? (drawn ? "shapes" : "tiles");
  const values = areas.flatMap((area) => (area.value == null ? [] : [Number(area.value)]));
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const said = (area: Area) =>
    area.value == null ? t("no_figure") : measured(rounded(area.value, decimals), unit, language);
  const shown = (value: number) => measured(rounded(value, decimals), unit, language);
  if (areas.length === 0) return null;
  const placed = areas.every((area) => area.row != null && area.column != null);
  const placeOf = (area: Area) => (placed ? { gridRow: Number(area.row), gridColumn: Number(area.column) } : undefined);
  const classOf = (area: Area) => (area.value == null ? "none" : `step-${stepOf(Number(area.value), lowest, highest)}`);
  return (
    <>
      {view === "shapes" && outlines.data && (
        <Shapes
          areas={areas}
          shapes={outlines.data.features}
          said={said}
          classOf={classOf}
          range={values.length > 0 ? t("shades", { low: shown(lowest), high: shown(highest) }) : ""}
        />
      )}
      {view === "tiles" && (
        <ul className={placed ? "tiles placed" : "tiles"}>
          {areas.map((area) => (
            <li
              key={area.unit}
              style={placeOf(area)}
              className={`tile ${classOf(area)}`}
            >
              <span className="tile-name">{say(area.names)}</span>
              <span className="tile-value">{area.value == null ? "○" : said(area)}</span>
            </li>
          ))}
        </ul>
      )}
      {drawn &&
        (["shapes", "tiles"] as const).map((one) => (
          <button key={one} type="button" className="plain" aria-pressed={view === one} onClick={() => setView(one)}>
            {t(`view.${one}`)}
          </button>
        ))}
      <button
        type="button"
        className="plain"
        aria-pressed={view === "table"}
        onClick={() => setView(view === "table" ? undefined : "table")}
      >
        {t("as_table")}
      </button>
      {view === "table" && (
        <div className="scroll" tabIndex={0} role="region" aria-label={t("by_area")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("area")}</th>
                <th scope="col" className="number">{t("share")}</th>
                <th scope="col" className="number">{t("numerator")}</th>
                <th scope="col" className="number">{t("denominator")}</th>
              </tr>
            </thead>
            <tbody>
              {areas.map((area) => (
                <tr key={area.unit}>
                  <th scope="row">{say(area.names)}</th>
                  <td className="number">{said(area)}</td>
                  <td className="number">{number(area.numerator, language)}</td>
                  <td className="number">{number(area.denominator, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
});

/** The map is so many units wide; its height follows from the places. */
const width = 600;

/** Longitude and latitude on paper: near the equator a city is drawn well enough by its middle parallel. */
function projected(shapes: readonly AreaShape[]) {
  const points = shapes.flatMap((shape) => shape.geometry.coordinates.flat(2));
  const [west, east] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  const [south, north] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))];
  const narrow = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const scale = width / ((east - west) * narrow || 1);
  const path = (shape: AreaShape) =>
    shape.geometry.coordinates
      .flat()
      .map((ring) => `M${ring.map(([x, y]) => `${((x - west) * narrow * scale).toFixed(1)} ${((north - y) * scale).toFixed(1)}`).join("L")}Z`)
      .join("");
  return { path, height: (north - south) * scale };
}

function Shapes({
  areas,
  shapes,
  said,
  classOf,
  range,
}: {
  areas: readonly Area[];
  shapes: readonly AreaShape[];
  said: (area: Area) => string;
  classOf: (area: Area) => string;
  /** What the shades say. */
  range: string;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const [pointed, setPointed] = useState<Area>();
  const { path, height } = projected(shapes);
  const of = (shape: AreaShape) => areas.find((area) => area.unit === shape.properties.code);
  const without = areas.filter((area) => !shapes.some((shape) => shape.properties.code === area.unit));
  return (
    <figure className="shapes">
      <svg viewBox={`-1 -1 ${width + 2} ${height + 2}`} role="img" aria-label={t("by_area")}>
        {shapes.map((shape) => {
          const area = of(shape);
          return (
            <path
              key={shape.properties.code}
              d={path(shape)}
              className={area ? `shape ${classOf(area)}` : "shape none"}
              onPointerEnter={() => setPointed(area)}
            >
              {area && <title>{`${say(area.names)}: ${said(area)}`}</title>}
            </path>
          );
        })}
      </svg>
      <figcaption>
        {pointed ? `${say(pointed.names)}: ${said(pointed)}` : t("point_at_map")}
        {range && ` ${range}`}
        {without.length > 0 && ` ${t("not_on_map", { names: without.map((area) => say(area.names)).join(", ") })}`}
      </figcaption>
    </figure>
  );
}
