// One new value of the plan: a figure, a day, a text in both languages, units, a group.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSay } from "../../shared/language";
import { plain, withoutCommittee } from "../../shared/names";
import type { Item, Text, Typed } from "./amendment";

type Lists = { readonly [key in "units" | "goals" | "groups"]: readonly Item[key][number][] };

export function PlaceInput({
  input,
  label,
  lists,
  value,
  onChange,
}: {
  input: Item["places"][number]["input"];
  label: string;
  lists: Lists;
  value: Typed;
  onChange: (value: Typed) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  if (input === "bilingual") {
    const text = value as Text;
    return (
      <>
        <textarea rows={2} aria-label={`${label} (${t("text_vietnamese")})`} value={text.vi} onChange={(event) => onChange({ ...text, vi: event.target.value })} />
        <textarea
          rows={2}
          aria-label={`${label} (${t("text_english")})`}
          placeholder={t("text_english")}
          value={text.en}
          onChange={(event) => onChange({ ...text, en: event.target.value })}
        />
      </>
    );
  }
  if (input === "units") return <UnitsInput label={label} units={lists.units} value={value as readonly string[]} onChange={onChange} />;
  const choices =
    input === "goal"
      ? lists.goals.map((one) => [one.code, `${one.symbol ? `${one.symbol}. ` : ""}${say(one.names)}`] as const)
      : input === "solution"
        ? lists.groups.map((one) => [one.code, `${one.symbol ? `${one.symbol}. ` : ""}${say(one.names)}`] as const)
        : input === "yes_no"
          ? ([["true", t("yes")], ["false", t("no")]] as const)
          : input === "direction"
          ? (["rise", "fall", "maintain"] as const).map((one) => [one, t(`direction.${one}`)] as const)
          : undefined;
  if (choices)
    return (
      <select aria-label={label} value={value as string} onChange={(event) => onChange(event.target.value)}>
        <option value="">–</option>
        {choices.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    );
  return (
    <input
      type={input === "day" ? "date" : "text"}
      inputMode={input === "figure" ? "decimal" : undefined}
      aria-label={label}
      value={value as string}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Which units, by ticking them off a list that can be narrowed. */
export function UnitsInput({
  label,
  units,
  value,
  onChange,
}: {
  label: string;
  units: Lists["units"];
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const [text, setText] = useState("");
  const name = (code: string) => withoutCommittee(say(units.find((one) => one.code === code)?.names) || code);
  return (
    <details className="units">
      <summary aria-label={`${label}: ${value.map(name).join(", ") || t("nobody_chosen")}`}>{value.map(name).join(", ") || t("nobody_chosen")}</summary>
      <input type="search" aria-label={`${label}: ${t("search")}`} placeholder={t("search")} value={text} onChange={(event) => setText(event.target.value)} />
      <div className="list" role="group" aria-label={label} tabIndex={0}>
        {units
          .filter((one) => plain(say(one.names)).includes(plain(text)))
          .map((one) => (
            <label key={one.code} className="tick">
              <input
                type="checkbox"
                checked={value.includes(one.code)}
                onChange={(event) => onChange(event.target.checked ? [...value, one.code] : value.filter((code) => code !== one.code))}
              />{" "}
              {withoutCommittee(say(one.names))}
            </label>
          ))}
      </div>
    </details>
  );
}
