// What changed from one version of the plan to another: under a heading for each kind, deleted and inserted words
// marked by more than a colour.
import { useTranslation } from "react-i18next";
import type { Schema } from "./api";
import { useLanguage, useSay } from "./language";

type Page = Schema["DifferencePage"];
type Change = Page["changes"][number];

export function Difference({ page }: { page: Page }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  // A text in the other language is shown only where the reader's own did not change as well.
  const shown = page.changes.filter(
    (one) =>
      !one.language ||
      one.language === language ||
      !page.changes.some((own) => own.kind === one.kind && own.code === one.code && say(own.field_names) === say(one.field_names) && own.language === language),
  );
  if (shown.length === 0) return <p>{t("no_difference")}</p>;
  const kinds = [...new Set(shown.map((one) => one.kind))];
  return (
    <>
      {kinds.map((kind) => {
        const ones = shown.filter((one) => one.kind === kind);
        const codes = [...new Set(ones.map((one) => one.code))];
        return (
          <section key={kind} className="difference">
            <h3>{say(ones[0]?.kind_names)}</h3>
            <dl>
              {codes.map((code) => (
                <Item key={code} changes={ones.filter((one) => one.code === code)} />
              ))}
            </dl>
          </section>
        );
      })}
    </>
  );
}

function Item({ changes }: { changes: readonly Change[] }) {
  const say = useSay();
  const [first] = changes;
  if (!first) return null;
  const name = `${first.no ? `${first.no}. ` : ""}${say(first.names) || first.code}`;
  const whole = first.op === "added" ? <ins>{name}</ins> : first.op === "removed" ? <del>{name}</del> : name;
  return (
    <div>
      <dt>{whole}</dt>
      {changes.map((change, i) => (
        <dd key={i}>
          <span className="chip">{say(change.verb)}</span> {change.field_names && <>{say(change.field_names)}: </>}
          {change.words.length > 0 ? <Runs words={change.words} /> : say(change.says)}
        </dd>
      ))}
    </div>
  );
}

function Runs({ words }: { words: Change["words"] }) {
  return (
    <>
      {words.map((run, i) =>
        run.op === "deleted" ? <del key={i}>{run.text}</del> : run.op === "inserted" ? <ins key={i}>{run.text}</ins> : <span key={i}>{run.text}</span>,
      )}
    </>
  );
}
