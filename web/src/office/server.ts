// The server as one who is signed in asks it.
import { QueryClient, useQuery } from "@tanstack/react-query";
import { api, Refused, type Problem, type Schema, taken } from "../shared/api";
import { type Kept, Rejected, type Transport, type Value } from "./saver";

export type Me = Schema["Me"];

let csrf = "";
export const rememberCsrf = (token: string): void => {
  csrf = token;
};

/** Whether the session has another token by now: a password was set in another window. */
async function hasNewToken(reply: Response): Promise<boolean> {
  if (reply.status !== 403) return false;
  const { problems = [] } = (await reply.clone().json().catch(() => ({}))) as Refusal;
  if (!problems.some((one) => one.code === "csrf-missing")) return false;
  const me = await fetch("/api/me");
  if (!me.ok) return false;
  const { csrf: now } = (await me.json()) as Me;
  const other = now !== csrf;
  csrf = now;
  return other;
}

// Every change carries the token of the session.
const copies = new WeakMap<Request, Request>();
api.use({
  onRequest({ request }) {
    if (request.method === "GET") return request;
    if (csrf) request.headers.set("X-CSRF-Token", csrf);
    copies.set(request, request.clone());
    return request;
  },
  async onResponse({ request, response }) {
    const copy = copies.get(request);
    if (!copy || !(await hasNewToken(response))) return response;
    copy.headers.set("X-CSRF-Token", csrf);
    return fetch(copy);
  },
});

/** The same for what the typed client does not send. */
async function change(address: string, init: { method: string; body: BodyInit; headers: Record<string, string> }): Promise<Response> {
  const send = () => fetch(address, { ...init, headers: { ...init.headers, "X-CSRF-Token": csrf } });
  const reply = await send();
  return (await hasNewToken(reply)) ? send() : reply;
}
export { api };

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => !(error instanceof Refused) && count < 2,
    },
  },
});

export const problemsOf = (error: unknown): readonly Problem[] => (error instanceof Refused ? error.problems : []);

/** The tag for a change that was decided on what is on the page (`seen`). Where it is no longer so, one that the
 * server refuses, so that it says so. */
export async function tagOfSeen<T, S>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
  part: (now: T) => S,
  seen: S,
): Promise<string> {
  const same = JSON.stringify(part(await taken(asked))) === JSON.stringify(seen);
  return same ? ((await asked).response.headers.get("ETag") ?? "") : '"older"';
}

/** The zone in which the programme's days begin; undefined until it is known. */
export function useZone(): string | undefined {
  return useQuery({ queryKey: ["programme"], staleTime: Infinity, queryFn: () => taken(api.GET("/api/programme")) }).data
    ?.zone;
}

interface Refusal {
  problems?: Problem[];
}

/** Fields of one draft. */
export function transportOf(cycle: string, unit: string): Transport {
  const address = (field: string) =>
    `/api/cycles/${cycle}/drafts/${unit}/fields/${encodeURIComponent(field)}`;
  const kept = (answer: { field: string; value: unknown; number: number; by: string }): Kept => ({
    field: answer.field,
    value: answer.value as Value,
    number: answer.number,
    by: answer.by,
  });
  return {
    async save(field, value, seen) {
      const reply = await change(address(field), {
        method: "PUT",
        headers: {
          "Content-Type": "application/json",
          ...(seen === 0 ? { "If-None-Match": "*" } : { "If-Match": `"${seen}"` }),
        },
        body: JSON.stringify({ value }),
      });
      const answer = (await reply.json()) as Parameters<typeof kept>[0] & Refusal;
      if (!reply.ok) throw new Rejected(reply.status, answer.problems ?? []);
      return { kept: kept(answer), remarks: answer.problems ?? [] };
    },
    async read(field) {
      const reply = await fetch(address(field), { headers: { "Cache-Control": "no-cache" } });
      const answer = (await reply.json()) as Parameters<typeof kept>[0] & Refusal;
      if (!reply.ok) throw new Rejected(reply.status, answer.problems ?? []);
      return kept(answer);
    },
  };
}

async function refusalOf(reply: Response): Promise<Refused> {
  const answer = (await reply.json().catch(() => ({}))) as Refusal;
  return new Refused(reply.status, answer.problems ?? []);
}

/** A file that the server makes, saved under the name that it gives. */
export async function download(address: string, body?: unknown): Promise<void> {
  const reply =
    body === undefined
      ? await fetch(address)
      : await change(address, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  if (!reply.ok) throw await refusalOf(reply);
  const said = reply.headers.get("Content-Disposition") ?? "";
  const name = /filename\*=UTF-8''([^;]+)/.exec(said)?.[1] ?? /filename="([^"]+)"/.exec(said)?.[1] ?? "xanh";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await reply.blob());
  link.download = decodeURIComponent(name);
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A file that somebody chose, as the bytes that it is. Gives the problems that came with the answer. */
export async function upload(
  method: "POST" | "PUT",
  address: string,
  file: File,
  headers: Record<string, string> = {},
): Promise<{ answer: unknown; problems: readonly Problem[] }> {
  const reply = await change(address, {
    method,
    body: file,
    headers: { "Content-Type": file.type || "application/octet-stream", ...headers },
  });
  if (!reply.ok) throw await refusalOf(reply);
  const answer = (await reply.json()) as Refusal;
  return { answer, problems: answer.problems ?? [] };
}

/** Tells of every change that this person may hear of, as it happens; ends when the page goes. */
export function listen(heard: (subjects: { kind: string; code: string }[] | "all") => void): () => void {
  const source = new EventSource("/api/events");
  source.addEventListener("changed", (event: MessageEvent<string>) => {
    const said = JSON.parse(event.data) as { all?: boolean; subjects?: { kind: string; code: string }[] };
    heard(said.all ? "all" : (said.subjects ?? []));
  });
  source.addEventListener("ended", () => {
    source.close();
    void client.invalidateQueries({ queryKey: ["me"] });
  });
  return () => source.close();
}
