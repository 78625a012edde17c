// The addresses of the server, typed by its own description (schema.ts is made from it).
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Schema = components["schemas"];

export type Problem = Schema["ProblemLine"];

/** A refusal, with all that is wrong (RFC 9457). */
export class Refused extends Error {
  readonly status: number;
  readonly problems: readonly Problem[];
  constructor(status: number, problems: readonly Problem[]) {
    super(problems[0]?.message.en ?? `HTTP ${status}`);
    this.status = status;
    this.problems = problems;
  }
}

export const api = createClient<paths>({ baseUrl: "" });

/** The data of an answer, or its refusal thrown. */
export async function taken<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await asked;
  if (error !== undefined || data === undefined) {
    const problems = (error as { problems?: Problem[] } | undefined)?.problems ?? [];
    throw new Refused(response.status, problems);
  }
  return data;
}
