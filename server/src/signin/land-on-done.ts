/** @module A flow that is done, asked for once more in its browser. */
import { sessionTokensOf } from "../sessions/session-token.js";
import type { FlowWithFacts } from "./flow-store.js";
import type { Landing } from "./step.js";
import type { SigninDependencies, Visit } from "./visit.js";

/** A step that ended a flow and is sent again is answered again for so long. */
const ANSWERED_AGAIN_SECONDS = 120;

/** The step that ended it was sent again, or its answer was lost: the same answer, as long as its session lives. */
export async function landOnDone(deps: SigninDependencies, flow: FlowWithFacts, visit: Visit): Promise<Landing> {
  if (visit.session && visit.session.sid === flow.sessionSid) return { at: "done", sid: flow.sid };
  if (flow.secondsSinceEnd > ANSWERED_AGAIN_SECONDS) return { at: "ended", because: "finished" };
  const { verification } = flow.data;
  if (verification !== undefined) return { at: "done", sid: flow.sid, verification };
  for (const { token } of sessionTokensOf(deps.keyring, flow.sid, visit.browser.secret)) {
    const session = await deps.sessions.find(token);
    if (session) return { at: "done", sid: flow.sid, token };
  }
  return { at: "ended", because: "finished" };
}
