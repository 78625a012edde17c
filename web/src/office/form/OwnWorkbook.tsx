// A workbook of the unit's own: which figure stands in which cell is settled here once, then it is read.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Schema, taken } from "../../shared/api";
import { number } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import type { Content } from "../Desk";
import { Outcome, useAct } from "../Parts";
import { api, upload } from "../server";

type Look = Schema["OwnLook"];
type Found = Look["figures"][number];

/** The cell as a person wrote it, kept apart from what was proposed until it differs. */
interface Row {
  found: Found;
  sheet: string;
  cell: string;
  taken: boolean;
}

function rowOf(found: Found): Row {
  return { found, sheet: found.figure.sheet, cell: found.cell, taken: found.certain };
}

/** Nobody has changed where it stands. */
const asFound = ({ found, sheet, cell }: Row) => cell === found.cell && sheet === found.figure.sheet;

/** The place by its texts where the proposal stands as it was, else by its cell. */
function mapped(row: Row) {
  const { found, sheet, cell } = row;
  const { figure } = found;
  return figure.this_period && asFound(row) ? figure : { element: figure.element, sheet, this_period: { cell: cell.trim().toUpperCase() } };
}

export function OwnWorkbook({ content, file, read }: { content: Content; file: File; read: () => Promise<void> }) {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const { cycle, unit } = content;
  const [rows, setRows] = useState<readonly Row[]>();
  const { act: look, ...looking } = useAct();
  const { act: keep, ...keeping } = useAct();
  useEffect(() => {
    void look("", async () => {
      const { answer } = await upload("POST", `/api/cycles/${cycle}/drafts/${unit}/own-workbook`, file);
      setRows((answer as Look).figures.map(rowOf));
    });
  }, [file, cycle, unit]); // once for each file
  const set = (index: number, change: Partial<Row>) =>
    setRows(rows?.map((row, i) => (i === index ? { ...row, ...change } : row)));
  const chosen = rows?.filter((row) => row.taken && row.cell.trim()) ?? [];
  const remember = () =>
    keep("", async () => {
      const path = { cycle, unit };
      await taken(
        api.PUT("/api/cycles/{cycle}/drafts/{unit}/own-workbook/map", { params: { path }, body: { figures: chosen.map(mapped) } }),
      );
      await read();
    });
  const named = (code: string) => say(content.figures.find((one) => one.element === code)?.names) || code;
  return (
    <section aria-labelledby="own-workbook">
      <h4 id="own-workbook">{t("own_workbook", { name: file.name })}</h4>
      <p className="definition">{t("own_workbook_more")}</p>
      <Outcome {...looking} />
      {rows && (
        <>
          <div className="scroll" tabIndex={0} role="region" aria-label={t("own_cells")}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("own_take")}</th>
                  <th scope="col">{t("own_element")}</th>
                  <th scope="col">{t("own_label")}</th>
                  <th scope="col">{t("own_sheet")}</th>
                  <th scope="col">{t("own_cell")}</th>
                  <th scope="col" className="number">
                    {t("own_value")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row, i) => {
                  const name = named(row.found.figure.element);
                  return (
                    <tr key={row.found.figure.element}>
                      <td>
                        <input
                          type="checkbox"
                          aria-label={t("own_take_label", { name })}
                          checked={row.taken}
                          onChange={(event) => set(i, { taken: event.target.checked })}
                        />
                      </td>
                      <th scope="row">{name}</th>
                      <td>
                        {row.found.label || "–"}
                        {row.found.label && !row.found.certain && <small> {t("own_unsure")}</small>}
                      </td>
                      <td>
                        <input
                          aria-label={t("own_sheet_label", { name })}
                          size={12}
                          value={row.sheet}
                          onChange={(event) => set(i, { sheet: event.target.value })}
                        />
                      </td>
                      <td>
                        <input
                          aria-label={t("own_cell_label", { name })}
                          size={6}
                          value={row.cell}
                          onChange={(event) => set(i, { cell: event.target.value, taken: event.target.value.trim() !== "" })}
                        />
                      </td>
                      <td className="number">{row.found.value == null || !asFound(row) ? "–" : number(row.found.value, language)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <p className="actions">
            <button type="button" className="primary" disabled={chosen.length === 0 || keeping.busy} onClick={() => void remember()}>
              {t("own_read", { count: chosen.length })}
            </button>
          </p>
        </>
      )}
      <Outcome {...keeping} />
    </section>
  );
}
