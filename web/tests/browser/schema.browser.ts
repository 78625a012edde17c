// The types that the front end is checked with are those of the served description. After a change of an
// address: UPDATE=1 tools/web browser tests/browser/schema.browser.ts
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { Stage } from "./stage.ts";

const file = resolve(import.meta.dirname, "../../src/shared/schema.ts");
const stage = new Stage();

before(async () => {
  stage.open();
  await stage.serve();
});
after(() => stage.end());

test("the types of the addresses are those that the server describes", async () => {
  const described = (await (await fetch(`${stage.url}/api/openapi.json`)).json()) as Parameters<typeof openapiTS>[0];
  const types = COMMENT_HEADER + astToString(await openapiTS(described));
  if (process.env["UPDATE"]) writeFileSync(file, types);
  assert.ok(readFileSync(file, "utf8") === types, "run UPDATE=1 tools/web browser tests/browser/schema.browser.ts");
});
