/** @module Who is in the console, and the ways to ask the server for them. */
import type { ManagementClient } from "@munjigi/client/management";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { askConsole, createApi } from "./api.js";
import { useLanguage } from "./language.js";

export type Role = "viewer" | "operator" | "admin";

export interface Session {
  sid: string;
  role: Role;
  byPasskey: boolean;
  endsAt: string;
  user: { sid: string; name: string | null };
  deployment: { origin: string; environment: "development" | "production"; brand: string; version: string };
}

interface Inside {
  session: Session;
  api: ManagementClient;
  /** For what the page asks by itself, again and again. */
  background: ManagementClient;
}

const InsideContext = createContext<Inside | undefined>(undefined);
const ranks: readonly Role[] = ["viewer", "operator", "admin"];

export function SessionProvider({ children, entrance }: { children: ReactNode; entrance: ReactNode }) {
  const { language } = useLanguage();
  const { data: session, isPending } = useQuery({
    queryKey: ["session"],
    queryFn: () => askConsole<Session>("GET", "session", language),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const clients = useMemo(() => createApi(language), [language]);
  const inside = useMemo(() => (session ? { session, ...clients } : undefined), [session, clients]);
  if (isPending) return null;
  if (!inside) return entrance;
  return <InsideContext value={inside}>{children}</InsideContext>;
}

function useInside(): Inside {
  const inside = useContext(InsideContext);
  if (!inside) throw new Error("Nobody is signed in here.");
  return inside;
}

export const useSession = (): Session => useInside().session;
export const useApi = (): ManagementClient => useInside().api;
export const useBackgroundApi = (): ManagementClient => useInside().background;

/** Whether the role is enough: buttons that only refuse are not shown. */
export function useMay(): (role: Role) => boolean {
  const { role } = useSession();
  return (wanted) => ranks.indexOf(role) >= ranks.indexOf(wanted);
}
