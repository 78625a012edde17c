// Biểu 02, 06, 07, 08 and the cover.
import { useTranslation } from "react-i18next";
import { day } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { type Content } from "../Desk";
import { ChoiceInput, DayInput, TextInput, TickInput, useField, useForm } from "./fields";
import { NumberedRows } from "./rows";

const statuses = ["not_started", "under_way", "done", "paused", "recurring", "change_asked", "withdrawal_asked"] as const;
const asks = ["keep", "extend", "change", "stop"] as const;

export function Tasks({ content }: { content: Content }) {
  return content.tasks.map((task) => <TaskBlock key={task.code} task={task} content={content} />);
}

function TaskBlock({ task, content }: { task: Content["tasks"][number]; content: Content }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const name = `tasks:${task.code}`;
  const [status] = useField(`${name}:status`);
  const late = status.value === "not_started" || status.value === "under_way" || status.value === "paused";
  return (
    <section className="target" aria-labelledby={`task-${task.code}`}>
      <h3 id={`task-${task.code}`}>{say(task.text)}</h3>
      <p className="definition">
        {t(`part.${task.part}`)}
        {say(task.product) && ` · ${say(task.product)}`}
        {task.recurring ? ` · ${t("recurring")}` : task.due ? ` · ${t("due")}: ${day(task.due, language)}` : ""}
      </p>
      {task.last && (
        <p className="before">
          {t("was", { value: [t(`task.${task.last.status}`), task.last.result].filter(Boolean).join(": ") })}
        </p>
      )}
      <div className="grid">
        <ChoiceInput
          name={`${name}:status`}
          label={t("status")}
          required={task.part !== "coordinate"}
          choices={statuses.map((code) => ({ code, name: t(`task.${code}`) }))}
        />
        {status.value === "done" && <DayInput name={`${name}:finished_on`} label={t("finished_on")} />}
        {late && <DayInput name={`${name}:expected_on`} label={t("expected_on")} />}
        <TextInput name={`${name}:result`} label={t("task_result")} rows={2} />
        {late && !task.recurring && (
          <>
            <ChoiceInput
              name={`${name}:cause`}
              label={t("delay_cause")}
              choices={content.delay_causes.map((cause) => ({ code: cause.code, name: say(cause.names) }))}
            />
            <TextInput name={`${name}:cause_text`} label={t("delay_text")} />
            <ChoiceInput name={`${name}:asks`} label={t("asks")} choices={asks.map((code) => ({ code, name: t(`asks.${code}`) }))} />
            <DayInput name={`${name}:new_due`} label={t("new_due")} />
          </>
        )}
      </div>
    </section>
  );
}

export function Texts({ content }: { content: Content }) {
  const { t } = useTranslation();
  const say = useSay();
  const { saver } = useForm();
  return content.texts.map((text) => (
    <section className="target" key={text.section}>
      <TextInput name={`texts:${text.section}:text`} label={`${text.no}. ${say(text.title)}`} rows={6} limit={text.limit} />
      {text.last && (
        <details>
          <summary>{t("last_text")}</summary>
          <p className="before">{text.last}</p>
          <button type="button" onClick={() => saver.set(`texts:${text.section}:text`, text.last)}>
            {t("copy_last")}
          </button>
        </details>
      )}
    </section>
  ));
}

const kinds = ["difficulty", "request", "add", "change", "stop"] as const;
const parts = ["kind", "content", "item", "current", "proposed", "reason", "authority", "due"] as const;

export function Difficulties({ content }: { content: Content }) {
  const { t } = useTranslation();
  return (
    <>
      {content.difficulties.length > 0 && (
        <section>
          <h3>{t("standing_difficulties")}</h3>
          <ul>
            {content.difficulties.map((one) => (
              <li key={one.code}>
                {one.difficulty.content}
                {one.opinion && <small> {t("agency_opinion", { opinion: one.opinion })}</small>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <NumberedRows list="difficulties" parts={parts}>
        {(name) => (
          <>
            <ChoiceInput name={`${name}:kind`} label={t("kind")} choices={kinds.map((code) => ({ code, name: t(`difficulty.${code}`) }))} />
            <TextInput name={`${name}:content`} label={t("content")} rows={2} />
            <TextInput name={`${name}:proposed`} label={t("proposed")} />
            <TextInput name={`${name}:reason`} label={t("reason")} />
            <TextInput name={`${name}:authority`} label={t("authority")} />
            <DayInput name={`${name}:due`} label={t("asked_by")} />
          </>
        )}
      </NumberedRows>
    </>
  );
}

export function Directives({ content }: { content: Content }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (content.directives.length === 0) return <p>{t("no_directives")}</p>;
  return content.directives.map(({ directive }) => (
    <section className="target" key={directive.code}>
      <h3>{directive.content}</h3>
      <p className="definition">
        {directive.document}
        {directive.due && ` · ${t("due")}: ${day(directive.due, language)}`}
      </p>
      <div className="grid">
        <ChoiceInput
          name={`directives:${directive.code}:status`}
          label={t("status")}
          required
          choices={(["not_started", "under_way", "done"] as const).map((code) => ({ code, name: t(`directive.${code}`) }))}
        />
        <TextInput name={`directives:${directive.code}:result`} label={t("directive_result")} rows={2} />
        <TextInput name={`directives:${directive.code}:reason`} label={t("directive_reason")} />
      </div>
    </section>
  ));
}

/** `behalf`: typed in by the standing agency from a letter, whose arrival decides whether it was late. */
export function Cover({ behalf }: { behalf: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="grid">
      <TextInput name="contact" label={t("contact")} />
      <TextInput name="own_plan" label={t("own_plan")} />
      <TextInput name="letter:number" label={t("letter_number")} />
      <DayInput name="letter:date" label={t("letter_date")} />
      <TextInput name="letter:signer" label={t("letter_signer")} />
      <TextInput name="letter:signing_authority" label={t("signing_authority")} />
      {behalf && (
        <>
          <DayInput name="letter:received_on" label={t("received_on")} />
          <TextInput name="letter:received_number" label={t("received_number")} />
        </>
      )}
      <TickInput name="nothing_to_report" label={t("nothing_at_all")} />
    </div>
  );
}
