/**
 * @module A sign-in in a window of its own. Window and page find each other by a channel named after `state`, which only they and the
 * server know: whether the window is still there, and who opened it, a provider's page may hide (COOP).
 */
import { MunjigiError } from "../errors.js";

/** Of a `state` whose answer belongs to a page that waits. */
const MARK = "popup.";
/** As long as somebody may take at the provider. */
const WAIT_MS = 180_000;
/** For the page that waits to say that it does. */
const ACK_MS = 1000;
const CLOSE_MS = 300;
const SIZE = { width: 480, height: 720 };
const IN_APP = /KAKAOTALK|NAVER\(|Line\/|FBA[NV]|Instagram|DaumApps|; wv\)/i;

export const markState = (state: string): string => MARK + state;
export const isMarked = (state: string): boolean => state.startsWith(MARK);

/** Phones show a pop-up in place of the page, and browsers inside apps lose it. */
export const canPopUp = (): boolean =>
  "BroadcastChannel" in globalThis &&
  !IN_APP.test(navigator.userAgent) &&
  matchMedia("(hover: hover) and (pointer: fine) and (min-width: 40rem)").matches;

/** Within a click, or it is blocked: `null`. */
export function openPopUp(): Window | null {
  const { width, height } = SIZE;
  const left = Math.max(0, screenX + (outerWidth - width) / 2);
  const top = Math.max(0, screenY + (outerHeight - height) / 2);
  return open("", "_blank", `popup,width=${width},height=${height},left=${left},top=${top}`);
}

type Message = { type: "here" } | { type: "waiting" } | { type: "answer"; query: string };

/**
 * The query of the server's answer. The window is told that somebody waits before it hands the answer over, so it is taken once: here,
 * or there if nobody does. Rejects with `popup_cancelled` and `popup_timed_out`.
 */
export function awaitAnswer(state: string, signal: AbortSignal): Promise<URLSearchParams> {
  const channel = new BroadcastChannel(state);
  return new Promise<URLSearchParams>((done, fail) => {
    const cancel = () => fail(new MunjigiError("popup_cancelled", "The sign-in in the other window was left."));
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel);
    const timer = setTimeout(
      () => fail(new MunjigiError("popup_timed_out", "The other window did not answer.")),
      WAIT_MS,
    );
    signal.addEventListener("abort", () => clearTimeout(timer));
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === "here") channel.postMessage({ type: "waiting" } satisfies Message);
      if (data.type !== "answer") return;
      clearTimeout(timer);
      done(new URLSearchParams(data.query));
    };
  }).finally(() => channel.close());
}

/** In the window: hands the answer over and closes. False: nobody waits, and it is to be taken here. */
export async function handOver(state: string, answer: URLSearchParams): Promise<boolean> {
  if (!("BroadcastChannel" in globalThis)) return false;
  const channel = new BroadcastChannel(state);
  const isAwaited = await new Promise<boolean>((done) => {
    channel.onmessage = ({ data }: MessageEvent<Message>) => data.type === "waiting" && done(true);
    channel.postMessage({ type: "here" } satisfies Message);
    setTimeout(() => done(false), ACK_MS);
  });
  if (isAwaited) {
    channel.postMessage({ type: "answer", query: String(answer) } satisfies Message);
    close();
    await new Promise((done) => setTimeout(done, CLOSE_MS));
  }
  channel.close();
  return isAwaited;
}
