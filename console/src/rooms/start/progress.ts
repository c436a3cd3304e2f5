/** @module How far a deployment is: what is done is asked of the server, not remembered. */
import { useQuery } from "@tanstack/react-query";
import { useApi, useSession } from "../../kit/session.js";

export const steps = ["brand", "connector", "message", "application"] as const;
export type Step = (typeof steps)[number];
export type Progress = Record<Step, boolean>;

const KEY = "munjigi-start-later";
/** Somebody said "later" in this browser. */
export const isPutOff = (): boolean => localStorage.getItem(KEY) !== null;
export const putOff = (): void => localStorage.setItem(KEY, "1");

export const progressKey = ["start"] as const;

export function useProgress() {
  const api = useApi();
  const { deployment } = useSession();
  return useQuery({
    queryKey: progressKey,
    // The demo and the inbox open in tabs of their own: whoever comes back sees what they have done there.
    refetchOnWindowFocus: "always",
    queryFn: async (): Promise<Progress> => {
      const [experience, connectors, sent, delivered, tests, { applications }] = await Promise.all([
        api.get("/api/sign-in-experience"),
        api.get("/api/connectors"),
        api.get("/api/messages", { query: { status: "sent", size: 1 } }),
        api.get("/api/messages", { query: { status: "delivered", size: 1 } }),
        // A test is nobody's message, so it is not among them; by whatever page it was sent.
        api.get("/api/audit-log", { query: { type: "connector.tested", size: 50 } }),
        api.get("/api/applications"),
      ]);
      return {
        brand: experience.brand.name !== null,
        // In development texts stay in the inbox, without any vendor.
        connector:
          deployment.environment === "development" ||
          connectors.some(({ type, status }) => type === "Sms" && status === "active"),
        message:
          sent.messages.length + delivered.messages.length > 0 ||
          tests.events.some(({ data }) => data?.accepted === true),
        application: applications.some(({ isDemo }) => !isDemo),
      };
    },
  });
}

export const isDone = (progress: Progress): boolean => steps.every((step) => progress[step]);
