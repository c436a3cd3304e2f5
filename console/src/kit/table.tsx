/** @module Lists: a table of rows, and pages of a list that the server gives one after the other. */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "./button.js";
import { useWords } from "./language.js";
import { Failure, Loading } from "./page.js";
import { Scroll } from "./scroll.js";

const words = { ko: { more: "더 보기" }, en: { more: "Show more" } };

export interface Column<Row> {
  /** "": its cells are buttons. */
  head: string;
  cell: (row: Row) => ReactNode;
  isNumber?: boolean;
}

export function Table<Row>({
  label,
  columns,
  rows,
  keyOf,
  onOpen,
  openKey,
}: {
  /** What the list is of, for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** A row that can be opened is opened by its first cell, with the keyboard too. */
  onOpen?: (row: Row) => void;
  openKey?: string | undefined;
}) {
  return (
    <Scroll label={label} className="card" hasFocus={onOpen !== undefined}>
      <table className="table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) =>
              // A head without a word is none: screen readers would name its cells by nothing.
              head === "" ? (
                <td key={head} />
              ) : (
                <th key={head} scope="col" className={isNumber ? "right" : ""}>
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} aria-current={openKey === keyOf(row) ? "true" : undefined}>
              {columns.map(({ head, cell, isNumber }, index) => (
                <td key={head} className={isNumber ? "right num" : ""}>
                  {index === 0 && onOpen ? (
                    <button type="button" className="opener" onClick={() => onOpen(row)}>
                      {cell(row)}
                    </button>
                  ) : (
                    cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export interface ListPage<Row> {
  rows: readonly Row[];
  next: string | null;
}

/** All pages that were asked for, and a button for the next. */
export function usePages<Row>(key: readonly unknown[], read: (after: string | undefined) => Promise<ListPage<Row>>) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function Pages<Row>({
  query,
  empty,
  children,
}: {
  query: ReturnType<typeof usePages<Row>>;
  empty: ReactNode;
  children: (rows: readonly Row[]) => ReactNode;
}) {
  const t = useWords(words);
  if (query.isPending) return <Loading />;
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="stack">
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {rows.length === 0 && !query.error && !query.hasNextPage ? empty : children(rows)}
      {query.hasNextPage && (
        <div className="center">
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t.more}
          </Button>
        </div>
      )}
    </div>
  );
}
