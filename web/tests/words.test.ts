// No text that a person sees outside the files of words, and none there that nobody shows.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { words as office } from "../src/office/words";
import { words as portal } from "../src/portal/words";

const src = resolve(import.meta.dirname, "../src");
const sources = (folder: string) =>
  readdirSync(join(src, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(src, folder, name), "utf8") }));

describe.each([
  ["portal", portal],
  ["office", office],
])("the words of the %s", (folder, words: Record<string, readonly [string, string]>) => {
  const all = [...sources(folder), ...sources("shared")];
  const text = all.map((one) => one.text).join("\n");

  test("say everything in both languages", () => {
    for (const [key, [vi, en]] of Object.entries(words)) {
      expect(vi.trim(), key).not.toBe("");
      expect(en.trim(), key).not.toBe("");
      const values = (said: string) => [...said.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort();
      expect(values(vi), key).toEqual(values(en));
    }
  });

  test("stand in one file only", () => {
    const files = readdirSync(join(src, folder), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("words.ts"));
    const where = new Map<string, string>();
    for (const name of files)
      for (const [, plain, quoted] of readFileSync(join(src, folder, name), "utf8").matchAll(/^  (?:(\w+)|"([^"]+)"): \[/gm)) {
        const key = plain ?? quoted ?? "";
        expect(where.get(key), `${key} in ${name}`).toBeUndefined();
        where.set(key, name);
      }
  });

  test("are there for every text that is asked for", () => {
    for (const { name, text: source } of sources(folder))
      for (const [, key = ""] of source.matchAll(/\bt\(\s*"([^"]+)"/g))
        expect(key in words || `${key}_other` in words, `${name}: ${key}`).toBe(true);
  });

  test("are all shown somewhere", () => {
    for (const key of Object.keys(words)) {
      const plain = key.replace(/_(one|other)$/, "");
      const family = plain.includes(".") ? `${plain.slice(0, plain.indexOf("."))}.` : plain;
      expect(text.includes(`"${plain}"`) || text.includes(`\`${family}`) || text.includes(`"${family}`), key).toBe(true);
    }
  });

  test("are the only ones: no page has text of its own", () => {
    for (const { name, text: source } of sources(folder)) {
      const code = source.replace(/\/\/.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
      // Letters of Vietnamese in a string or between tags; words between tags in any language.
      for (const [found] of code.matchAll(/[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ][^\n]*/giu))
        expect(found, name).toBe("");
      for (const [, found = ""] of code.matchAll(/<[a-z][^<>{}=]*>\s*([A-Za-z][^<>{}]{2,})\s*</g))
        expect(found.trim() === "Xanh" ? "" : found, name).toBe("");
    }
  });
});
