// One tile an area, where the programme places it so that who lives there recognises the city; without places, and
// on a narrow screen, in the order of their names. The same figures stand in a table beside, for those who do not
// see the tiles.
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddressState } from "../shared/address";
import type { Schema } from "../shared/api";
import { measured, number, rounded } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { useProgramme, useTarget } from "./data";

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
  return <Areas areas={page.data.by_area} unit={unit} decimals={page.data.target.decimals} />;
}

/** The five steps of the tiles' shade, from the lowest to the highest figure. */
function stepOf(value: number, lowest: number, highest: number): number {
  if (highest === lowest) return 5;
  return 1 + Math.min(4, Math.floor(((value - lowest) / (highest - lowest)) * 5));
}

export const Areas = memo(function Areas({ areas, unit, decimals }: { areas: readonly Area[]; unit: string; decimals: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const [table, setTable] = useState(false);
  const values = areas.flatMap((area) => (area.value == null ? [] : [Number(area.value)]));
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const said = (area: Area) =>
    area.value == null ? t("no_figure") : measured(rounded(area.value, decimals), unit, language);
  if (areas.length === 0) return null;
  const placed = areas.every((area) => area.row != null && area.column != null);
  const placeOf = (area: Area) => (placed ? { gridRow: Number(area.row), gridColumn: Number(area.column) } : undefined);
  return (
    <>
      {table ? null : (
        <ul className={placed ? "tiles placed" : "tiles"}>
          {areas.map((area) => (
            <li
              key={area.unit}
              style={placeOf(area)}
              className={area.value == null ? "tile none" : `tile step-${stepOf(Number(area.value), lowest, highest)}`}
            >
              <span className="tile-name">{say(area.names)}</span>
              <span className="tile-value">{area.value == null ? "○" : said(area)}</span>
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="plain" aria-pressed={table} onClick={() => setTable(!table)}>
        {t("as_table")}
      </button>
      {table && (
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
