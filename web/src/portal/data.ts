// What the portal asks of the server. What came with the page is taken from there, and asked again only when
// the page is old.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { api, type Schema, taken } from "../shared/api";
import { givenWith } from "../shared/given";
import { usePages } from "../shared/pages";

const freshFor = 60_000;

function ask<T>(address: string, fetch: () => Promise<T>): UseQueryResult<T> {
  const here = givenWith<T>(address);
  return useQuery({
    queryKey: [address],
    queryFn: fetch,
    staleTime: freshFor,
    ...(here === undefined ? {} : { initialData: here }),
  });
}

export const useProgramme = () =>
  ask<Schema["PublicProgramme"]>("/api/programme", () => taken(api.GET("/api/programme")));

export const useResults = () =>
  ask<Schema["PublishedResults"]>("/api/results", () => taken(api.GET("/api/results")));

export const useTarget = (target: string) =>
  ask<Schema["TargetPage"]>(`/api/targets/${target}`, () =>
    taken(api.GET("/api/targets/{target}", { params: { path: { target } } })),
  );

/** A feature of GeoJSON: rings of longitude and latitude. */
export interface AreaShape {
  properties: { code: string };
  geometry: { coordinates: [number, number][][][] };
}

export const useOutlines = (day: string, wanted: boolean) =>
  useQuery({
    queryKey: ["/api/areas.geojson", day],
    enabled: wanted,
    staleTime: Infinity,
    queryFn: async () => (await taken(api.GET("/api/areas.geojson", { params: { query: { day } } }))) as unknown as { features: AreaShape[] },
  });

export const useWorks = () => ask<Schema["PublishedWorks"]>("/api/works", () => taken(api.GET("/api/works")));

export const useDocuments = () =>
  ask<{ items: Schema["PublicDocument"][] }>("/api/documents", () => taken(api.GET("/api/documents")));

/** What changed from one version of the plan to another. */
export const useDifference = (from: number, to: number, wanted: boolean) =>
  useQuery({
    queryKey: ["/api/plan/difference", from, to],
    enabled: wanted,
    staleTime: Infinity,
    queryFn: () => taken(api.GET("/api/plan/difference", { params: { query: { from: String(from), to: String(to) } } })),
  });

/** `about`: only of this target, task or place; empty: all. */
export const useFeedback = (about: string) =>
  usePages<Schema["Feedback"]>(
    ["/api/feedback", about],
    (page) => taken(api.GET("/api/feedback", { params: { query: { ...(about ? { about } : {}), ...page } } })),
    { page: about ? undefined : givenWith("/api/feedback"), freshFor },
  );
