/**
 * @module The management API as the console asks it: with the browser's session. Where a change needs a passkey once more, it is asked
 * for and the request is made again; where nobody is signed in, the entrance comes.
 */
import { MunjigiError } from "@munjigi/client";
import { createManagementClient, type ManagementClient, type Schema } from "@munjigi/client/management";
import type { Language } from "./language.js";

export { MunjigiError, type Schema };

/** Of requests that the page makes by itself: they do not keep a session awake. */
const BACKGROUND = "x-munjigi-background";

type AskForProof = () => Promise<boolean>;
let askForProof: AskForProof = async () => false;
/** The dialog that asks for a passkey. */
export function onProofNeeded(ask: AskForProof): void {
  askForProof = ask;
}

async function problemOf(response: Response): Promise<string | undefined> {
  if (!response.headers.get("content-type")?.includes("json")) return undefined;
  const body = (await response.clone().json()) as { title?: string };
  return body.title;
}

/** Asks the server with the session of this browser. */
export async function ask(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (response.status === 401 && !location.pathname.startsWith("/console/entrance")) {
    const path = location.pathname + location.search;
    location.replace(`/console/entrance?${new URLSearchParams({ path })}`);
  }
  if (response.status !== 403 || (await problemOf(response)) !== "console.proof_too_old") return response;
  return (await askForProof()) ? await fetch(input, init) : response;
}

export function createApi(language: Language): { api: ManagementClient; background: ManagementClient } {
  const options = { url: location.origin, adminToken: null, language };
  return {
    api: createManagementClient({ ...options, fetch: ask }),
    background: createManagementClient({
      ...options,
      fetch: (input, init) => ask(input, { ...init, headers: { ...init?.headers, [BACKGROUND]: "1" } }),
    }),
  };
}

/** What the console's own addresses answer; rejects with a MunjigiError. */
export async function askConsole<Answer>(
  method: "GET" | "POST" | "DELETE",
  path: string,
  language: Language,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`/console/${path}`, {
    method,
    headers: {
      accept: "application/json",
      "accept-language": language,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text === "" ? undefined : (JSON.parse(text) as Answer & { title?: string; detail?: string });
  if (!response.ok)
    throw new MunjigiError(answer?.title ?? "answer_unreadable", answer?.detail ?? String(response.status), {
      status: response.status,
    });
  return answer as Answer;
}
