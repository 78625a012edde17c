// Rows of a table that a unit writes itself: they go by their number, and there is always one more to write in.
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useField, useForm } from "./fields";

/** Numbers of the rows of `list` that hold something. */
export function useRows(list: string): number[] {
  const { saver } = useForm();
  useField(`${list}:1`); // as rows come from somebody else
  const used = new Set<number>();
  for (const [name, field] of saver.entries) {
    if (field.value === null || !name.startsWith(`${list}:`)) continue;
    const no = Number(name.slice(list.length + 1).split(":")[0]);
    if (no > 0) used.add(no);
  }
  return [...used].sort((a, b) => a - b);
}

/** `parts`: the fields of a row, emptied when it is removed. */
export function NumberedRows({
  list,
  parts,
  children,
}: {
  list: string;
  parts: readonly string[];
  children: (name: string) => ReactNode;
}) {
  const { t } = useTranslation();
  const { saver, locked } = useForm();
  const [begun, setBegun] = useState<readonly number[]>([]);
  const shown = [...new Set([...useRows(list), ...begun])].sort((a, b) => a - b);
  const rows = shown.length ? shown : [1];
  const closed = locked(`${list}:1`);
  const remove = (no: number) => {
    parts.forEach((part) => {
      if (saver.get(`${list}:${no}:${part}`).value !== null) saver.set(`${list}:${no}:${part}`, null);
    });
    setBegun(begun.filter((one) => one !== no));
  };
  return (
    <>
      {rows.map((no, i) => (
        <section className="target" key={no} aria-label={t("row", { no: i + 1 })}>
          <h3>{t("row", { no: i + 1 })}</h3>
          <div className="grid">{children(`${list}:${no}`)}</div>
          {!closed && shown.length > 0 && (
            <button type="button" className="plain" onClick={() => remove(no)}>
              {t("remove_row", { no: i + 1 })}
            </button>
          )}
        </section>
      ))}
      {!closed && (
        <button type="button" onClick={() => setBegun([...begun, ...(shown.length ? [] : [1]), Math.max(...rows) + 1])}>
          {t("add_row")}
        </button>
      )}
    </>
  );
}
