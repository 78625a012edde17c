// A figure or target through the cycles, on the areas of then, of now, or common to all: figures of different
// territory are never beside each other without a word.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAddressState } from "../../shared/address";
import { type Schema, taken } from "../../shared/api";
import { number } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { withoutCommittee } from "../../shared/names";
import { Failed, ProblemList, Waiting } from "../Parts";
import { api } from "../server";

type Cell = Schema["SeriesCell"];

const territories = ["then", "now", "common"] as const;
/** So many units are named where a figure is not there. */
const few = 3;

export function SeriesPage({ code }: { code: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const [asked, set] = useAddressState();
  const areas = territories.find((one) => one === asked("dia-ban")) ?? "then";
  const series = useQuery({
    queryKey: ["series", code, areas],
    queryFn: () => taken(api.GET("/api/series/{code}", { params: { path: { code }, query: { areas } } })),
  });
  if (series.error) return <Failed error={series.error} again={() => void series.refetch()} />;
  if (!series.data) return <Waiting />;
  const found = series.data;
  const problems = (found as { problems?: Schema["ProblemLine"][] }).problems ?? [];
  const names = new Map(found.rows.flatMap((row) => row.units.map((unit, i) => [unit, row.names[i]] as const)));
  const named = (unit: string) => withoutCommittee(say(names.get(unit)) || unit);
  return (
    <>
      <p>
        <Link href="/ke-hoach">{t("back")}</Link>
      </p>
      <h1>
        {say(found.names)} <small>{found.measure}</small>
      </h1>
      <div className="filters" role="search">
        <label>
          {t("territory")}{" "}
          <select value={areas} onChange={(event) => set("dia-ban", event.target.value)}>
            {territories.map((one) => (
              <option key={one} value={one}>
                {t(`territory.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="hint">{t(`territory_more.${areas}`)}</p>
      {problems.length > 0 && <ProblemList problems={problems} />}
      <div className="scroll" tabIndex={0} role="region" aria-label={say(found.names)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              {found.cycles.map((cycle, i) => (
                <th key={cycle} scope="col" className="number">
                  {say(found.cycle_names[i]) || cycle}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t("series_total")}</th>
              {found.total.map((cell, i) => (
                <Value key={found.cycles[i]} cell={cell} named={named} strong />
              ))}
            </tr>
            {found.rows.map((row) => (
              <tr key={row.units.join("+")}>
                <th scope="row">{row.units.map(named).join(" + ")}</th>
                {row.cells.map((cell, i) => (
                  <Value key={found.cycles[i]} cell={cell} named={named} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Value({ cell, named, strong = false }: { cell: Cell; named: (unit: string) => string; strong?: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!cell.lived) return <td className="number">{t("not_there_then")}</td>;
  if (cell.value === null) {
    const rest = cell.missing.length - few;
    return (
      <td className="number">
        –
        {cell.missing.length > 0 && (
          <>
            <br />
            <small>
              {t("series_missing")} {cell.missing.slice(0, few).map(named).join(", ")}
              {rest > 0 && ` ${t("and_more", { count: rest })}`}
            </small>
          </>
        )}
      </td>
    );
  }
  const value = `${cell.weighted ? "≈ " : ""}${number(cell.value, language)}`;
  return <td className="number">{strong ? <strong>{value}</strong> : value}</td>;
}
