/** @module One person: what they are found by, how they come in, where they are signed in, what they agreed to. */
import { useQuery } from "@tanstack/react-query";
import { useWords } from "../../kit/language.js";
import { Loaded, Page } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";

const words = { ko: { title: "사용자" }, en: { title: "User" } };

export function UserPage({ sid }: { sid: string }) {
  const t = useWords(words);
  const api = useApi();
  const user = useQuery({ queryKey: ["user", sid], queryFn: () => api.get("/api/users/{sid}", { path: { sid } }) });
  return <Loaded query={user}>{(found) => <Page title={found.name ?? t.title}>{found.sid}</Page>}</Loaded>;
}
