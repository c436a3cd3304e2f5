/** @module Whether a test message arrived: asked for by the page itself, until the vendor has told or nobody expects it any more. */
import type { AnswerOf } from "@munjigi/client/management";
import { useQuery } from "@tanstack/react-query";
import { useBackgroundApi } from "../../kit/session.js";
import type { TestReport } from "./tries.js";

/** Looked at often in the first minute, then seldom: most texts arrive within seconds. */
const SOON_MS = 2500;
const SELDOM_MS = 15_000;
const SOON_FOR_MS = 60_000;
const GIVE_UP_MS = 600_000;

type Arrival = AnswerOf<"get", "/api/connectors/{id}/tests/{testId}">;

export function useArrival({
  subject,
  testId,
  tells,
}: {
  subject: string;
  testId: string | undefined;
  tells: TestReport["tells"] | undefined;
}) {
  const api = useBackgroundApi();
  const query = useQuery({
    queryKey: ["connector-tests", subject, testId],
    queryFn: () => api.get("/api/connectors/{id}/tests/{testId}", { path: { id: subject, testId: testId ?? "" } }),
    enabled: testId !== undefined && (tells === "asked" || tells === "reported"),
    retry: 1,
    refetchInterval: ({ state: { data, status } }) => {
      if (status === "error" || (data && data.status !== "sent")) return false;
      const age = data ? Date.now() - Date.parse(data.sentAt) : 0;
      return age > GIVE_UP_MS ? false : age > SOON_FOR_MS ? SELDOM_MS : SOON_MS;
    },
  });
  const isLate = query.data?.status === "sent" && Date.now() - Date.parse(query.data.sentAt) > SOON_FOR_MS;
  return { data: query.data, error: query.error, isLate };
}

/** From the vendor's taking it; `undefined` while it is not told. */
export const secondsOf = ({ sentAt, reportedAt }: Arrival): number | undefined =>
  reportedAt === null ? undefined : Math.max(0, Date.parse(reportedAt) - Date.parse(sentAt)) / 1000;
