// Excel out and in, and the files beside a report.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { taken } from "../../shared/api";
import { number } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { type Content } from "../Desk";
import { FileButton, Outcome, useAct } from "../Parts";
import { api, client, problemsOf, upload } from "../server";
import { useForm } from "./fields";
import { OwnWorkbook } from "./OwnWorkbook";

/** The form leaves as a workbook and comes back into the draft; what is wrong with a cell stands beside its name. */
export function Workbook({ content, closed }: { content: Content; closed: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { saver } = useForm();
  const { act, ...state } = useAct();
  const [own, setOwn] = useState<File>();
  const { cycle, unit } = content;
  const take = (file: File) =>
    act(t("workbook_taken"), async () => {
      await saver.flush();
      try {
        const { problems } = await upload("POST", `/api/cycles/${cycle}/drafts/${unit}/workbook`, file);
        setOwn(undefined);
        await client.invalidateQueries({ queryKey: ["draft", `${cycle}/${unit}`] });
        return problems;
      } catch (problem) {
        // What it is of is asked below.
        if (problemsOf(problem).some((one) => one.code === "own-map-missing")) setOwn(file);
        throw problem;
      }
    });
  return (
    <section className="target" aria-labelledby="workbook">
      <h3 id="workbook">{t("workbook")}</h3>
      <p className="definition">{t("workbook_more")}</p>
      <p className="actions">
        <a className="button" href={`/api/cycles/${cycle}/forms/${unit}?language=${language}`}>
          {t("form_excel")}
        </a>
        <a className="button" href={`/api/cycles/${cycle}/forms/${unit}/pages?language=${language}`} target="_blank" rel="noopener">
          {t("form_pages")}
        </a>
      </p>
      {!closed && (
        <div className="filters">
          <FileButton label={t("workbook_in")} accept=".xlsx" chosen={(file) => void take(file)} />
          <FileButton label={t("own_choose")} accept=".xlsx" chosen={setOwn} />
        </div>
      )}
      {own ? <OwnWorkbook content={content} file={own} read={() => take(own)} /> : null}
      <Outcome {...state} />
    </section>
  );
}

export function Files({ content, closed }: { content: Content; closed: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const { act, ...state } = useAct();
  const [figure, setFigure] = useState("");
  const { cycle, unit } = content;
  const path = { cycle, unit };
  const key = ["files", `${cycle}/${unit}`];
  const files = useQuery({
    queryKey: key,
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/reports/{unit}/files", { params: { path } })),
  });
  const base = `/api/cycles/${cycle}/reports/${unit}/files`;
  const add = (file: File) =>
    act(t("file_kept", { name: file.name }), async () => {
      const query = new URLSearchParams({ name: file.name, ...(figure ? { figure } : {}) });
      const { problems } = await upload("POST", `${base}?${query}`, file);
      await client.invalidateQueries({ queryKey: key });
      return problems;
    });
  const drop = (sha256: string) =>
    act("", async () => {
      await taken(
        api.DELETE("/api/cycles/{cycle}/reports/{unit}/files/{sha256}", { params: { path: { ...path, sha256 } } }),
      );
      await client.invalidateQueries({ queryKey: key });
    });
  const named = (code: string) => say(content.figures.find((one) => one.element === code)?.names) || code;
  return (
    <section className="target" aria-labelledby="files">
      <h3 id="files">{t("files")}</h3>
      <p className="definition">{t("files_more")}</p>
      <ul>
        {files.data?.items.map((file) => (
          <li key={file.sha256}>
            <a href={`${base}/${file.sha256}`}>{file.name}</a>{" "}
            <small>
              {t("kilobytes", { size: number(Math.ceil(file.bytes / 1024), language) })}{file.figure && ` · ${named(file.figure)}`}
            </small>{" "}
            {!closed && (
              <button type="button" className="plain" aria-label={t("file_drop_label", { name: file.name })} onClick={() => void drop(file.sha256)}>
                {t("file_drop")}
              </button>
            )}
          </li>
        ))}
      </ul>
      {!closed && (
        <div className="filters">
          <label>
            {t("file_proves")}
            <select value={figure} onChange={(event) => setFigure(event.target.value)}>
              <option value="">{t("file_of_report")}</option>
              {content.figures.map((one) => (
                <option key={one.element} value={one.element}>
                  {say(one.names)}
                </option>
              ))}
            </select>
          </label>
          <FileButton label={t("file_add")} accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.txt" chosen={(file) => void add(file)} />
        </div>
      )}
      <Outcome {...state} />
    </section>
  );
}
