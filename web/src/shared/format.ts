// Numbers and days as they are written here: 1.234,5 and 16/6/2023 in Vietnamese, 1,234.5 and 16 June 2023
// in English. Numbers come as the program keeps them, in decimal digits, and are never turned into binary.
import type { Language } from "./words";

const marks = { vi: { group: ".", point: "," }, en: { group: ",", point: "." } } as const;

/** "1234.5" or 1234.5 in the language's writing. Digits stay as they are: nothing is rounded here. */
export function number(value: string | number, language: Language): string {
  const { group, point } = marks[language];
  const text = typeof value === "number" ? plain(value) : value;
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!found) return text;
  const [, sign, whole = "", fraction] = found;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return (sign ? "−" : "") + grouped + (fraction ? point + fraction : "");
}

function plain(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(6).replace(/\.?0+$/, "") : text;
}

/** Rounded half away from zero to so many decimals, as the program prints; "95.3125" to one is "95.3". */
export function rounded(value: string | number, decimals: number): string {
  const text = typeof value === "number" ? plain(value) : value;
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!found) return text;
  const [, sign, whole = "", fraction = ""] = found;
  const kept = BigInt(whole + fraction.padEnd(decimals, "0").slice(0, decimals));
  const digits = (kept + (Number(fraction[decimals] ?? "0") >= 5 ? 1n : 0n)).toString().padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  const out = decimals ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits;
  return sign && /[1-9]/.test(out) ? `-${out}` : out;
}

/** With its unit of measure: 21,2% without a blank in Vietnamese, 7.5 m² with one. */
export function measured(value: string | number, unit: string, language: Language): string {
  const digits = number(value, language);
  if (!unit) return digits;
  return unit === "%" ? `${digits}%` : `${digits} ${unit}`;
}

/**
 * What was typed into a field for a figure, as the program keeps it: "1.234,5" and "1234,5" are 1234.5, and so
 * is "1,234.5" in English. Undefined when it is no number, or one that can be read in two ways ("1.234.5").
 */
export function typedNumber(typed: string, language: Language): string | undefined {
  const text = typed.normalize("NFC").replace(/[\s  ]/g, "").replace(/^[−–]/, "-");
  const { group, point } = marks[language];
  const g = group === "." ? "\\." : ",";
  const p = point === "." ? "\\." : ",";
  if (new RegExp(`^-?\\d{1,3}(${g}\\d{3})+(${p}\\d+)?$`).test(text))
    return text.split(group).join("").replace(point, ".");
  if (new RegExp(`^-?\\d+(${p}\\d+)?$`).test(text)) return text.replace(point, ".");
  return undefined;
}

const months = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

/** "2023-06-16" as 16/6/2023 or 16 June 2023. */
export function day(iso: string, language: Language): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!found) return iso;
  const [, year, month, date] = found.map(Number) as [number, number, number, number];
  return language === "vi" ? `${date}/${month}/${year}` : `${date} ${months[month - 1]} ${year}`;
}

/** A moment with its hour in the programme's zone: 17g00 ngày 16/6/2023, 17:00 on 16 June 2023. */
export function moment(iso: string, language: Language, zone: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const date = day(`${parts["year"]}-${parts["month"]}-${parts["day"]}`, language);
  return language === "vi"
    ? `${Number(parts["hour"])}g${parts["minute"]} ngày ${date}`
    : `${parts["hour"]}:${parts["minute"]} on ${date}`;
}
