/** @module Names of what other rooms show by its identifier: services, and kinds of connectors. */
import { useQuery } from "@tanstack/react-query";
import type { Schema } from "./api.js";
import { useLanguage } from "./language.js";
import { useApi } from "./session.js";
import { shortId } from "./time.js";

const NAMES_STALE_MS = 60_000;

/** The newest 200: who has more finds the others by their identifiers. */
export function useServices(): readonly Schema<"ManagedService">[] {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ["services", "names"],
    queryFn: async () => (await api.get("/api/services", { query: { size: 200 } })).services,
    staleTime: NAMES_STALE_MS,
  });
  return data ?? [];
}

export function useServiceName(): (sid: string | null) => string {
  const services = useServices();
  const names = new Map(services.map(({ sid, name }) => [sid, name]));
  return (sid) => (sid === null ? "–" : (names.get(sid) ?? shortId(sid)));
}

/** Of a kind of connector (`naver-sens`). */
export function useConnectorName(): (kind: string | null) => string {
  const api = useApi();
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ["connector-factories"],
    queryFn: () => api.get("/api/connector-factories"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const names = new Map(data?.map(({ id, name }) => [id, name[language]]));
  return (kind) => (kind === null || kind === "" ? "–" : (names.get(kind) ?? kind));
}

/** A country in the language of the console: `대한민국`. */
export function useCountryName(): (code: string) => string {
  const { language } = useLanguage();
  const names = new Intl.DisplayNames([language], { type: "region", fallback: "code" });
  return (code) => (code === "ZZ" ? (language === "ko" ? "이메일" : "E-mail") : (names.of(code) ?? code));
}
