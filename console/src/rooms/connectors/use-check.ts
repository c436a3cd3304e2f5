/** @module The server's word on a config while it is written: what is wrong with it, and its texts as people would get them. */

import { useDebouncedValue } from "@mantine/hooks";
import type { AnswerOf } from "@munjigi/client/management";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useApi, useMay } from "../../kit/session.js";
import type { Config } from "./schema.js";

export type Checked = AnswerOf<"post", "/api/connectors/{id}/check">;
export type TextPreview = Checked["texts"][number];

const PAUSE_MS = 250;

/** `id`: a kind, or a connector whose secrets stand where the config has the mask. */
export function useCheck(id: string, config: Config) {
  const api = useApi();
  const may = useMay();
  const [settled] = useDebouncedValue(config, PAUSE_MS);
  return useQuery({
    queryKey: ["connector-check", id, settled],
    queryFn: ({ signal }) =>
      api.post("/api/connectors/{id}/check", { path: { id }, body: { config: settled }, signal }),
    enabled: may("operator"),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    // A config has secrets: it is not kept for longer than it is shown.
    gcTime: 0,
  });
}
