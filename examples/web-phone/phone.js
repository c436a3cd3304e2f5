/**
 * Verifies a phone number with Munjigi's public phone API, then signs in at the app's own backend:
 *
 *   1. POST /session                    (own backend)  a nonce for this browser's session
 *   2. POST /auth/phone                 (Munjigi)      sends the code; the nonce goes along
 *   3. POST /auth/phone-verification    (Munjigi)      checks the code; answers with a signed token
 *   4. POST /sign-in                    (own backend)  verifies the token, its nonce too
 */
import { texts } from "./texts.js";

const CODE_LENGTH = 6;
const $ = (id) => document.getElementById(id);

// ---- language ----

const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language;
const language = asked.startsWith("ko") ? "ko" : "en";
const say = texts[language];

document.documentElement.lang = language;
document.title = say.title;
for (const element of document.querySelectorAll("[data-text]")) element.textContent = say[element.dataset.text];
document.querySelector(`nav [lang=${language}]`).setAttribute("aria-current", "true");

// ---- requests ----

/** `{munjigiUrl, publishableKey, nonce, phoneNumber}`: see server.mjs. */
let session;

async function openSession() {
  session = undefined;
  const answer = await post("/session", {});
  if (answer.ok) session = answer.body;
  return answer;
}

/** Never throws: what cannot be reached is an answer with a message, too. */
async function post(url, body, headers = {}) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    return { ok: response.ok, status: response.status, body: await response.json() };
  } catch {
    return { ok: false, status: 0, body: { message: say.offline } };
  }
}

/** A request to Munjigi. Where it asks for a proof of work (428), that is done and the request sent again. */
async function ask(path, body) {
  if (!session) return { ok: false, status: 0, body: { message: say.offline } };
  const headers = { "x-munjigi-key": session.publishableKey, "accept-language": language };
  let answer = await post(session.munjigiUrl + path, body, headers);
  for (let tries = 0; tries < 2 && answer.status === 428; tries++) {
    setStatus(say.working);
    const altcha = await solve(answer.body.challenge).catch(() => undefined);
    if (!altcha) break;
    answer = await post(session.munjigiUrl + path, { ...body, altcha }, headers);
  }
  return answer;
}

function solve(challenge) {
  const worker = new Worker(new URL("challenge-worker.js", import.meta.url));
  return new Promise((done, fail) => {
    worker.onmessage = ({ data }) => (data.altcha ? done(data.altcha) : fail(new Error(data.error)));
    worker.onerror = fail;
    worker.postMessage(challenge);
  }).finally(() => worker.terminate());
}

// ---- the code that was sent ----

/**
 * `{phoneNumber, verificationId, sendsLeft, resendAt, endsAt}`. Kept for the tab's life, because phones throw a page away
 * while its reader looks at the text.
 */
let sent = JSON.parse(sessionStorage.getItem("sent") ?? "null");
if (sent?.endsAt < Date.now()) remember(null);

function remember(value) {
  sent = value;
  if (value) sessionStorage.setItem("sent", JSON.stringify(value));
  else sessionStorage.removeItem("sent");
}

async function sendCode(phoneNumber) {
  setStatus(say.sending);
  // Before the body is made: its nonce is the session's.
  if (!session) await openSession();
  const answer = await ask("/auth/phone", { phoneNumber, locale: language, nonce: session?.nonce });
  setStatus("");
  if (!answer.ok) return answer;
  const { verificationId, expiresInSeconds, resendInSeconds, sendsLeft } = answer.body;
  remember({
    phoneNumber,
    verificationId,
    sendsLeft,
    resendAt: Date.now() + resendInSeconds * 1000,
    endsAt: Date.now() + expiresInSeconds * 1000,
  });
  return answer;
}

/** Resolves to a message if it failed. */
async function checkCode(code) {
  setStatus(say.checking);
  const { phoneNumber, verificationId } = sent;
  const answer = await ask("/auth/phone-verification", { phoneNumber, verificationId, code });
  setStatus("");
  if (!answer.ok) return answer.body.message;
  const { verificationToken } = answer.body;
  // The code is used up: there is nothing to send again, and the countdown to it is over.
  stopWaiting();
  remember(null);
  const signedIn = await post("/sign-in", { verificationToken });
  if (!signedIn.ok) {
    // The reader begins again, with another session.
    await openSession();
    showNumberForm(signedIn.status === 0 ? say.offline : say.refused);
    return undefined;
  }
  showDone(signedIn.body.phoneNumber);
  return undefined;
}

// ---- what is shown ----

function show(id) {
  for (const part of ["number-form", "code-form", "done"]) $(part).hidden = part !== id;
}

function setStatus(text) {
  $("status").textContent = text;
}

/** Says what is wrong with a field, or with "" that nothing is. */
function setProblem(field, message) {
  $(`${field}-problem`).textContent = message;
  $(field).setAttribute("aria-invalid", String(message !== ""));
  if (message) $(field).focus();
}

function showNumberForm(problem = "") {
  stopWaiting();
  show("number-form");
  $("number").focus();
  setProblem("number", problem);
}

function showCodeForm() {
  show("code-form");
  $("sent-to").textContent = say.sentTo(sent.phoneNumber);
  const time = new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(sent.endsAt);
  $("code-hint").textContent = say.codeHint(time);
  $("sends-left").textContent = say.sendsLeft(sent.sendsLeft);
  $("code").value = "";
  setProblem("code", "");
  $("code").focus();
  waitForResend();
  void readCodeFromText();
}

function showDone(phoneNumber) {
  stopWaiting();
  show("done");
  $("who").textContent = say.who(phoneNumber);
  $("done-title").focus();
}

// ---- sending again ----

let ticking;
let otpReader = new AbortController();

function stopWaiting() {
  clearInterval(ticking);
  otpReader.abort();
}

/** The seconds tick on the button, where a screen reader does not follow them; it hears the end. */
function waitForResend() {
  clearInterval(ticking);
  let waited = false;
  const tick = () => {
    const seconds = secondsToResend();
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    $("resend").textContent = seconds > 0 ? say.resendIn(time) : say.resend;
    // Not `disabled`: that would throw the focus away.
    $("resend").setAttribute("aria-disabled", String(seconds > 0));
    if (seconds === 0) {
      clearInterval(ticking);
      if (waited) setStatus(say.resendNow);
    }
    waited = true;
  };
  ticking = setInterval(tick, 1000);
  tick();
}

function secondsToResend() {
  return Math.max(Math.ceil((sent.resendAt - Date.now()) / 1000), 0);
}

/** WebOTP (Chrome on Android): the browser offers to fill in the code of a text that ends in `@this-host #code`. */
async function readCodeFromText() {
  otpReader.abort();
  if (!("OTPCredential" in window)) return;
  otpReader = new AbortController();
  const options = { otp: { transport: ["sms"] }, signal: otpReader.signal };
  const credential = await navigator.credentials.get(options).catch(() => null);
  if (!credential?.code) return;
  $("code").value = credential.code;
  $("code-form").requestSubmit();
}

// ---- what the reader does ----

/**
 * One thing at a time: a second press while the first is under way does nothing, whichever button it is. Otherwise the first
 * would go on with a `sent` or a `session` that the second has changed. What is pressed before the page has begun waits for
 * that, and is forgotten if the page then shows another part than `part`.
 */
let busy = false;
async function alone(part, work) {
  if (busy) return;
  busy = true;
  for (const form of document.forms) form.setAttribute("aria-busy", "true");
  try {
    await begun;
    if (!$(part).hidden) await work();
  } finally {
    busy = false;
    for (const form of document.forms) form.removeAttribute("aria-busy");
  }
}

$("number-form").addEventListener("submit", (event) => {
  event.preventDefault();
  void alone("number-form", async () => {
    setProblem("number", "");
    const answer = await sendCode($("number").value);
    if (answer.ok) showCodeForm();
    else setProblem("number", answer.body.message);
  });
});

$("code-form").addEventListener("submit", (event) => {
  event.preventDefault();
  void alone("code-form", async () => {
    const code = digitsOf($("code").value);
    setProblem("code", code ? "" : say.codeMissing);
    if (!code) return;
    otpReader.abort();
    const problem = await checkCode(code);
    if (!problem) return;
    setProblem("code", problem);
    $("code").select();
  });
});

/** A code that comes in one piece, pasted or filled in by the phone, needs no button. */
$("code").addEventListener("input", (event) => {
  if (event.isComposing) return;
  const before = $("code").value;
  const code = digitsOf(before);
  if (code !== before) $("code").value = code;
  const inOnePiece = event.inputType !== "insertText" && !event.inputType?.startsWith("delete");
  if (inOnePiece && code.length === CODE_LENGTH) $("code-form").requestSubmit();
});

/** Of "인증번호 123 456" or full-width digits, "123456". */
function digitsOf(text) {
  return text.normalize("NFKC").replace(/\D/g, "").slice(0, 10);
}

$("resend").addEventListener("click", () => {
  void alone("code-form", async () => {
    if (secondsToResend() > 0) return setStatus(say.resendSoon(secondsToResend()));
    const answer = await sendCode(sent.phoneNumber);
    if (answer.ok) return showCodeForm();
    setProblem("code", answer.body.message);
    const { retryAfterSeconds } = answer.body;
    if (retryAfterSeconds) remember({ ...sent, resendAt: Date.now() + retryAfterSeconds * 1000 });
    waitForResend();
  });
});

$("change").addEventListener("click", () => {
  void alone("code-form", async () => {
    remember(null);
    setStatus("");
    showNumberForm();
  });
});

$("sign-out").addEventListener("click", () => {
  void alone("done", async () => {
    await post("/sign-out", {});
    await openSession();
    showNumberForm();
  });
});

// ---- begin ----

/** Resolves when the page knows its session and shows what belongs to it. */
const begun = begin();

async function begin() {
  const opened = await openSession();
  if (!opened.ok) setProblem("number", say.offline);
  else if (session.phoneNumber) showDone(session.phoneNumber);
  else if (sent) showCodeForm();
}
