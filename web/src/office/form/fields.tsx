// The inputs of the form: each shows and saves one field of the draft, says what is wrong with it, and lets two
// who wrote it decide.
import { createContext, useContext, useId, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { number, typedNumber } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { type Content } from "../Desk";
import { type Field, Saver, type Value } from "../saver";

interface FormState {
  saver: Saver;
  /** Fields that cannot be changed now: all but those asked to revise, once a report was sent. */
  locked: (field: string) => boolean;
  report: Pick<Content, "cycle" | "unit">;
  /** Whether the reader may say something about a figure: the unit and the agency. */
  talks: boolean;
  /** What a request to revise names. */
  asked: readonly string[];
  /** Of a figure, those that a unit chooses from. */
  states: Content["states"];
}

export const FormContext = createContext<FormState | undefined>(undefined);

export function useForm(): FormState {
  const form = useContext(FormContext);
  if (!form) throw new Error("an input outside of a form");
  return form;
}

/** A field of the draft as it is now, and how to change it. */
export function useField(name: string): [field: Field, set: (value: Value) => void] {
  const { saver } = useForm();
  useSyncExternalStore(saver.subscribe, saver.snapshot);
  return [saver.get(name), (value) => saver.set(name, value)];
}

/** What is wrong with a field, and what somebody else wrote into it meanwhile. */
export function Remarks({ name, id, extra }: { name: string; id: string; extra?: string | undefined }) {
  const { t } = useTranslation();
  const say = useSay();
  const { saver } = useForm();
  const [field] = useField(name);
  // Which field it is stands beside it.
  const said = [...field.remarks.map((one) => say(one.message).replace(`\`${name}\` `, "")), ...(extra ? [extra] : [])];
  return (
    <span id={id} className="remarks" role="status">
      {said.map((text, i) => (
        <span key={i} className="remark">
          {text}
        </span>
      ))}
      {field.state === "conflict" && (
        <span className="conflict">
          {t("conflict", { by: field.theirs?.by, value: show(field.theirs?.value) || t("empty_value") })}{" "}
          <button type="button" onClick={() => saver.settle(name, true)}>
            {t("keep_mine")}
          </button>{" "}
          <button type="button" onClick={() => saver.settle(name, false)}>
            {t("take_theirs")}
          </button>
        </span>
      )}
    </span>
  );
}

const show = (value: Value | undefined): string => (value == null ? "" : String(value));

interface InputProps {
  name: string;
  label: string;
  /** The label is said, but stands elsewhere to be seen. */
  quiet?: boolean;
  required?: boolean;
}

function Labelled({ label, quiet, id, required, children }: Omit<InputProps, "name"> & { id: string; children: ReactNode }) {
  const { t } = useTranslation();
  if (quiet) return <>{children}</>;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {required && <span className="required"> ({t("required")})</span>}
      </label>
      {children}
    </div>
  );
}

/** A figure: typed as people here write numbers, kept as digits; what cannot be read is kept as it is. */
export function NumberInput({ name, label, quiet, required, before }: InputProps & { before?: string | null | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { locked } = useForm();
  const [field, set] = useField(name);
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const kept = show(field.value);
  const readable = /^-?\d+(\.\d+)?$/.test(kept);
  const text = typed ?? (readable ? number(kept, language) : kept);
  // The server says it, too, once it is saved.
  const wrong = kept !== "" && !readable && typed === undefined && field.remarks.length === 0 ? t("no_number") : undefined;
  return (
    <Labelled label={label} id={id} {...(quiet ? { quiet } : {})} {...(required ? { required } : {})}>
      <input
        id={id}
        className={`number-input ${field.state}`}
        inputMode="decimal"
        autoComplete="off"
        aria-label={quiet ? label : undefined}
        aria-describedby={`${id}-remarks`}
        aria-invalid={wrong !== undefined || field.remarks.length > 0}
        disabled={locked(name)}
        data-field={name}
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          const now = event.target.value;
          setTyped(now);
          set(now.trim() === "" ? null : (typedNumber(now, language) ?? now.trim()));
        }}
        onBlur={() => setTyped(undefined)}
      />
      <Remarks name={name} id={`${id}-remarks`} extra={wrong} />
      {before != null && kept === before && <span className="unchanged">{t("unchanged")}</span>}
    </Labelled>
  );
}

export function TextInput({
  name,
  label,
  quiet,
  required,
  rows,
  limit,
}: InputProps & { rows?: number; limit?: number }) {
  const { t } = useTranslation();
  const { locked } = useForm();
  const [field, set] = useField(name);
  const id = useId();
  const value = show(field.value);
  const count = [...value].length;
  const common = {
    id,
    className: field.state,
    "aria-label": quiet ? label : undefined,
    "aria-describedby": `${id}-remarks`,
    disabled: locked(name),
    "data-field": name,
    value,
    onChange: (event: { target: { value: string } }) => set(event.target.value === "" ? null : event.target.value),
  };
  return (
    <Labelled label={label} id={id} {...(quiet ? { quiet } : {})} {...(required ? { required } : {})}>
      {rows ? <textarea rows={rows} {...common} /> : <input {...common} />}
      {limit !== undefined && (
        <span className={count > limit ? "counter over" : "counter"}>
          {t("characters", { count, limit })}
          {count > limit && ` – ${t("too_long")}`}
        </span>
      )}
      <Remarks name={name} id={`${id}-remarks`} />
    </Labelled>
  );
}

export function DayInput({ name, label, quiet }: InputProps) {
  const { locked } = useForm();
  const [field, set] = useField(name);
  const id = useId();
  return (
    <Labelled label={label} id={id} {...(quiet ? { quiet } : {})}>
      <input
        id={id}
        type="date"
        className={field.state}
        aria-label={quiet ? label : undefined}
        aria-describedby={`${id}-remarks`}
        disabled={locked(name)}
        data-field={name}
        value={show(field.value)}
        onChange={(event) => set(event.target.value || null)}
      />
      <Remarks name={name} id={`${id}-remarks`} />
    </Labelled>
  );
}

export function ChoiceInput({
  name,
  label,
  quiet,
  required,
  choices,
  usual,
}: InputProps & { choices: readonly { code: string; name: string }[]; usual?: string }) {
  const { t } = useTranslation();
  const { locked } = useForm();
  const [field, set] = useField(name);
  const id = useId();
  return (
    <Labelled label={label} id={id} {...(quiet ? { quiet } : {})} {...(required ? { required } : {})}>
      <select
        id={id}
        className={field.state}
        aria-label={quiet ? label : undefined}
        aria-describedby={`${id}-remarks`}
        disabled={locked(name)}
        data-field={name}
        value={show(field.value) || usual || ""}
        onChange={(event) => set(event.target.value || null)}
      >
        {!usual && <option value="">{t("choose")}</option>}
        {choices.map((one) => (
          <option key={one.code} value={one.code}>
            {one.name}
          </option>
        ))}
      </select>
      <Remarks name={name} id={`${id}-remarks`} />
    </Labelled>
  );
}

export function TickInput({ name, label }: InputProps) {
  const { locked } = useForm();
  const [field, set] = useField(name);
  return (
    <label className="tick">
      <input
        type="checkbox"
        disabled={locked(name)}
        data-field={name}
        checked={field.value === true}
        onChange={(event) => set(event.target.checked ? true : null)}
      />{" "}
      {label}
    </label>
  );
}
