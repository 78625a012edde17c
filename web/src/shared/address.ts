// What a page was asked to show stands in its address, so that a link sent to a colleague shows the same.
import { useSearchParams } from "wouter";

/** What stands behind the question mark under a key ("" when nothing does), and how to change it. */
export function useAddressState(): [get: (key: string) => string, set: (key: string, value: string) => void] {
  const [query, setQuery] = useSearchParams();
  const set = (key: string, value: string) =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  return [(key) => query.get(key) ?? "", set];
}
