// Lists that the server gives out page by page: what has come so far, and the next page when it is asked for.
import { useInfiniteQuery } from "@tanstack/react-query";

interface Page<T> {
  items: T[];
  next?: string | null;
}

export interface Pages<T> {
  /** Of all pages that have come; undefined until the first is there. */
  items: T[] | undefined;
  /** Of the page that was asked for last; those before it are still in `items`. */
  error: unknown;
  again: () => void;
  /** Undefined where there is nothing more. Asked for twice at once it is one. */
  more: (() => void) | undefined;
}

/** `ask` is given the query of the page: empty for the first, then `after`. `first` came with the page itself. */
export function usePages<T>(
  key: readonly unknown[],
  ask: (page: { after?: string }) => Promise<Page<T>>,
  first?: { page: Page<T> | undefined; freshFor: number },
): Pages<T> {
  const list = useInfiniteQuery({
    queryKey: key,
    initialPageParam: "",
    queryFn: ({ pageParam }) => ask(pageParam ? { after: pageParam } : {}),
    getNextPageParam: (page) => page.next || undefined,
    ...(first ? { staleTime: first.freshFor } : {}),
    ...(first?.page ? { initialData: { pages: [first.page], pageParams: [""] } } : {}),
  });
  return {
    items: list.data?.pages.flatMap((page) => page.items),
    error: list.error,
    again: () => void list.refetch(),
    more: list.hasNextPage ? () => void list.fetchNextPage({ cancelRefetch: false }) : undefined,
  };
}

/** How many there are as far as they have come: "100+" where there are more. */
export const countOf = (list: Pages<unknown>): number | string =>
  list.more ? `${list.items?.length ?? 0}+` : (list.items?.length ?? 0);
