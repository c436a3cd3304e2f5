/** The demo application, by the client that yours would use: `@munjigi/client/browser` (docs/sdk.md). */
import { createBrowserClient } from "./client/browser.js";

const one = (id) => document.querySelector(`#demo-${id}`);
const root = document.querySelector("[data-demo]");
const said = document.querySelector("#said");
const client = createBrowserClient({
  url: location.origin,
  clientId: root.dataset.demo,
  redirectUri: `${location.origin}/demo`,
  scope: "openid profile phone email offline_access",
  storage: "session",
});

function show() {
  const user = client.user();
  one("out").hidden = user !== undefined;
  one("in").hidden = user === undefined;
  const claims = Object.entries(user ?? {});
  one("rows").replaceChildren(...claims.toSorted(([a], [b]) => rank(a) - rank(b)).map(row));
}

/** What most apps want first. */
const FIRST = ["phone_number", "phone_number_verified", "name", "email", "email_verified", "picture", "sub"];
const rank = (name) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);

/** A claim as a row; whatever it holds is text. */
function row([name, value]) {
  const item = document.createElement("li");
  const what = document.createElement("div");
  what.className = "what";
  for (const [text, kind] of [
    [typeof value === "string" ? value : JSON.stringify(value), ""],
    [name, "detail"],
  ]) {
    const line = document.createElement("p");
    line.className = kind;
    line.textContent = text;
    what.append(line);
  }
  item.append(what);
  return item;
}

function tell(error) {
  const problem = one("problem");
  problem.hidden = false;
  problem.textContent = `${root.dataset.failed} (${error.code ?? error.message})`;
}

const on = (id, work) =>
  one(id).addEventListener("click", () => {
    one("problem").hidden = true;
    work().catch(tell);
  });

on("sign-in", () => client.signIn());
on("sign-up", () => client.signIn({ screen: "sign-up" }));
on("sign-out", () => client.signOut({ returnTo: `${location.origin}/demo` }));
on("renew", async () => {
  await client.getAccessToken({ minSeconds: 86_400 });
  said.textContent = said.dataset.renewed;
  show();
});
client.onChange(show);
client.handleCallback().then(show, (error) => {
  show();
  tell(error);
});
