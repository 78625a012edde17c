import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../shared/api";
import { day, number } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { Difference } from "../shared/difference";
import { useDifference, useDocuments } from "./data";
import { Answered } from "./Message";
import type { words } from "./words";

type Document = Schema["PublicDocument"];

const kinds = [
  { kind: "report", word: "reports" },
  { kind: "plan", word: "plans" },
  { kind: "basis", word: "basis" },
] as const;

export function Documents() {
  const { t } = useTranslation();
  const documents = useDocuments();
  return (
    <Answered asked={documents}>
      {({ items }) => (
        <>
          <h1>{t("documents_title")}</h1>
          {kinds.map(({ kind, word }) => {
            const found = items.filter((one) => one.kind === kind);
            return found.length === 0 ? null : (
              <section key={kind}>
                <h2>{t(word)}</h2>
                <ul className="documents">
                  {found.map((one) => (
                    <li key={one.code}>
                      <Paper document={one} />
                    </li>
                  ))}
                </ul>
              </section>
            );
          })}
        </>
      )}
    </Answered>
  );
}

function Paper({ document }: { document: Document }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const date = document.date ? day(document.date, language) : "";
  return (
    <article>
      <h3>{say(document.names) || document.code}</h3>
      <p className="aside">
        {[
          document.type,
          document.number
            ? t("number_and_day", { number: document.number, day: date || "–" })
            : document.kind === "report"
              ? t("published_on", { day: date })
              : t("number_unknown"),
          say(document.issuer),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {document.illustrative && <p className="illustrative">{t("illustrative")}</p>}
      {document.held_back && <p>{t("files_held_back")}</p>}
      {document.files.length > 0 && (
        <p className="files">
          {document.files.map((file) => (
            <a key={file.sha256} href={`/api/documents/${file.sha256}`} download={`${document.code}-${file.name}`}>
              {t(`file.${file.name}` as keyof typeof words, { defaultValue: file.name })}{" "}
              <small>{t("bytes", { size: number(Math.ceil(file.bytes / 1024), language) })}</small>
            </a>
          ))}
          <a href={`/api/cycles/${document.code}/manifest`}>{t("seal")}</a>
        </p>
      )}
      {document.restatements.map((one) => (
        <section key={one.line.snapshot} className="restated">
          <p>{t("restated_report", { day: day(one.line.on, language), reason: one.line.reason, targets: one.line.targets.map((target) => say(target.names)).join("; ") || t("restated_no_target") })}</p>
          <ul>
            {one.line.targets.map((target) => (
              <li key={target.code}>
                {say(target.names)}: {target.was ?? t("no_figure")} → {target.now ?? t("no_figure")}
              </li>
            ))}
          </ul>
          <p className="files">
            {one.files.map((file) => (
              <a key={file.sha256} href={`/api/documents/${file.sha256}`} download={`${document.code}-${one.line.snapshot}-${file.name}`}>
                {t(`file.${file.name}` as keyof typeof words, { defaultValue: file.name })}{" "}
                <small>{t("bytes", { size: number(Math.ceil(file.bytes / 1024), language) })}</small>
              </a>
            ))}
            <a href={`/api/cycles/${document.code}/manifest?snapshot=${one.line.snapshot}`}>{t("seal")}</a>
          </p>
        </section>
      ))}
      {document.in_force_from && <p>{t("in_force_from", { day: day(document.in_force_from, language) })}</p>}
      {document.version !== null && document.before !== null && <Changed from={document.before} to={document.version} />}
      {document.source && <p className="source">{document.source}</p>}
    </article>
  );
}

/** What a version of the plan changed; asked for only by who opens it. */
function Changed({ from, to }: { from: number; to: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const difference = useDifference(from, to, open);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("what_changed")}</summary>
      {difference.data && <Difference page={difference.data} />}
      <p className="files">
        <a href={`/api/plan/redline?from=${from}&to=${to}&language=${language}`}>{t("redline")}</a>
      </p>
    </details>
  );
}
