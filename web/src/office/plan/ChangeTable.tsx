// The changes of an amendment: of what, from what to what, and what became of each.
import { useTranslation } from "react-i18next";
import type { Schema } from "../../shared/api";
import { useSay } from "../../shared/language";
import type { ReactNode } from "react";

type Line = Schema["AmendmentItem"];

export function ChangeTable({ items, standing }: { items: readonly Line[]; standing?: (item: Line, number: number) => ReactNode }) {
  const { t } = useTranslation();
  const say = useSay();
  const why = items.some((item) => say(item.operation.reason));
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t("change_table")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("number_short")}</th>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("stands_now")}</th>
            <th scope="col">{t("is_to_be")}</th>
            {why && <th scope="col">{t("why_line")}</th>}
            {standing && <th scope="col">{t("standing")}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((item, i) => (
            <tr key={i}>
              <td>{i + 1}</td>
              <th scope="row">
                {t(`op.${item.operation.op}`)} · {say(item.shown.kind_names)}
                {": "}
                {item.shown.no && `${item.shown.no}. `}
                {say(item.shown.names) || item.shown.code}
                {say(item.shown.field) && <strong> · {say(item.shown.field)}</strong>}
              </th>
              <td>
                <del>{say(item.shown.from)}</del>
              </td>
              <td>
                <ins>{say(item.shown.to)}</ins>
              </td>
              {why && <td>{say(item.operation.reason)}</td>}
              {standing && <td>{standing(item, i + 1)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
