// Units by their names: nobody has to know codes.
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { taken } from "../shared/api";
import { useSay } from "../shared/language";
import { plain, withoutCommittee } from "../shared/names";
import { useCycles } from "./Desk";
import { usePlan } from "./plan/PlanPage";
import { api } from "./server";

export interface NamedUnit {
  code: string;
  symbol: string;
  names: { vi: string; en: string } | null;
}

/** Those that report in the newest cycle, and the groups that the plan names. */
export function useUnits(): readonly NamedUnit[] {
  const cycles = useCycles();
  const newest = cycles.data?.items.at(-1)?.code;
  const status = useQuery({
    queryKey: ["status", newest ?? ""],
    enabled: newest !== undefined,
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/status", { params: { path: { cycle: newest ?? "" } } })),
  });
  const plan = usePlan("");
  const found = new Map<string, NamedUnit>();
  for (const unit of [...(plan.data?.units ?? []), ...(status.data?.units ?? [])]) found.set(unit.code, { code: unit.code, symbol: "", names: unit.names });
  return [...found.values()];
}

/** The code of what was typed: a name, a name chosen from the list, or a code. */
export function codeOf(units: readonly NamedUnit[], typed: string, say: (names: NamedUnit["names"]) => string): string {
  const text = plain(typed.trim());
  const found = units.find((unit) => unit.code === typed.trim() || [say(unit.names), withoutCommittee(say(unit.names))].some((name) => plain(name) === text));
  return found?.code ?? typed.trim();
}

/** One unit, typed or chosen by its name. */
export function UnitInput({ units, value, onChange }: { units: readonly NamedUnit[]; value: string; onChange: (value: string) => void }) {
  const say = useSay();
  const id = useId();
  return (
    <>
      <input required value={value} list={id} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
      <datalist id={id}>
        {units.map((unit) => (
          <option key={unit.code} value={say(unit.names) || unit.code} />
        ))}
      </datalist>
    </>
  );
}
